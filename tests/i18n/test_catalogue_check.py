"""The check that compares marked texts with the catalogue, tried on seeded faults."""

from pathlib import Path

import pytest

from app.i18n.catalogue_check import check, marked_texts

SOURCE = """
from app.common.messages import N_
NAMES = {1: N_("Idea"), 2: N_("Lost " "reason")}
def page(t, self, n, which):
    t("Cards")
    self._t("Moved: {title}", title=n)
    self.ui.language.t("Open" if n else "Close")
    t(NAMES[1]); t(which); t(self.title_id); t(name_of(n))
    t.plural("{n} card", "{n} cards", n)
    other("not marked"); self.plural("not", "marked", n)
"""
CATALOGUE = {
    ("Idea",): "Fikir",
    ("Lost reason",): "Kayıp nedeni",
    ("Cards",): "Kartlar",
    ("Moved: {title}",): "Taşındı: {title}",
    ("Open",): "Aç",
    ("Close",): "Kapat",
    ("{n} card", "{n} cards"): "{n} kart",
}


def write(tmp_path: Path, source: str, catalogue: dict[tuple[str, ...], str]) -> tuple[Path, Path]:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "page.py").write_text(source, encoding="utf-8")
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for key, text in catalogue.items():
        if len(key) == 1:
            entries.append(f'msgid "{key[0]}"\nmsgstr "{text}"\n')
        else:
            entries.append(f'msgid "{key[0]}"\nmsgid_plural "{key[1]}"\nmsgstr[0] "{text}"\n')
    (tmp_path / "tr").mkdir()
    (tmp_path / "tr" / "area.po").write_text("\n".join(entries), encoding="utf-8")
    return tmp_path / "app", tmp_path / "tr"


def test_a_tree_in_order_has_no_faults(tmp_path: Path) -> None:
    assert check(*write(tmp_path, SOURCE, CATALOGUE)) == []


def test_every_way_of_marking_is_found(tmp_path: Path) -> None:
    source, _folder = write(tmp_path, SOURCE, CATALOGUE)
    marked, faults = marked_texts(source)
    assert {item.key for item in marked} == set(CATALOGUE)
    assert faults == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({("Idea",): None}, "no Turkish text for 'Idea'"),
        ({("{n} card", "{n} cards"): None}, "no Turkish text for '{n} card'"),
        ({("Gone",): "Gitti"}, "surplus entry, no such text in the source: 'Gone'"),
        ({("Cards",): ""}, "empty translation: 'Cards'"),
        ({("Moved: {title}",): "Taşındı: {baslik}"}, "placeholders differ"),
        ({("Moved: {title}",): "Taşındı: {title"}, "placeholders differ"),
        ({("{n} card", "{n} cards"): "kart"}, "placeholders differ"),
        ({("Cards",): "Kartlar "}, "blank at an end"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, change: dict[tuple[str, ...], str | None], message: str) -> None:
    changed = {key: text for key, text in {**CATALOGUE, **change}.items() if text is not None}
    faults = check(*write(tmp_path, SOURCE, changed))
    assert len(faults) == 1
    assert message in str(faults[0])


@pytest.mark.parametrize(
    "call", ['t(f"Cards {n}")', 't("a" + n)', 't("a %s" % n)', 't("{}".format(n))', "N_(n)", "t()", "t.plural(n, n, 2)"]
)
def test_texts_put_together_at_run_time_are_faults(tmp_path: Path, call: str) -> None:
    faults = check(*write(tmp_path, SOURCE + f"\n    {call}\n", CATALOGUE))
    assert [fault.place for fault in faults] == ["app/page.py:12"]


def test_two_areas_must_agree(tmp_path: Path) -> None:
    source, folder = write(tmp_path, SOURCE, CATALOGUE)
    (folder / "other.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Cards"\nmsgstr "Kart listesi"\n', encoding="utf-8")
    faults = check(source, folder)
    assert len(faults) == 1
    assert "translated differently" in str(faults[0])
