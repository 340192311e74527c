"""Texts, plurals and errors in both languages."""

from pathlib import Path

import pytest

from app.common.errors import InputError
from app.i18n import translator
from app.i18n.catalogue import Catalogue, Translator, read_catalogue

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Cards"
msgstr "Kartlar"

msgid "Moved: {title}"
msgstr "Taşındı: {title}"

msgid "{n} card"
msgid_plural "{n} cards"
msgstr[0] "{n} kart"

msgid "Row {row}: {cause}"
msgstr "{row}. satır: {cause}"

msgid "No such file"
msgstr "Böyle bir dosya yok"

#, fuzzy
msgid "Guess"
msgstr "Belki"

msgid "Later"
msgstr ""
"""


@pytest.fixture
def turkish(tmp_path: Path) -> Translator:
    (tmp_path / "area.po").write_text(PO, encoding="utf-8")
    return Translator("tr", read_catalogue(tmp_path))


def test_texts_with_and_without_placeholders(turkish: Translator) -> None:
    assert turkish("Cards") == "Kartlar"
    assert turkish("Moved: {title}", title="kırık {cam}") == "Taşındı: kırık {cam}"


@pytest.mark.parametrize("text", ["Guess", "Later", "Unknown text"])
def test_what_is_not_translated_shows_in_english(turkish: Translator, text: str) -> None:
    assert turkish(text) == text


def test_braces_without_params_are_left_alone() -> None:
    assert translator("en")("a { b") == "a { b"


def test_plurals_write_the_count_in_the_language(turkish: Translator) -> None:
    assert turkish.plural("{n} card", "{n} cards", 1) == "1 kart"
    assert turkish.plural("{n} card", "{n} cards", 1200) == "1.200 kart"
    english = Translator("en", Catalogue())
    assert english.plural("{n} card", "{n} cards", 1) == "1 card"
    assert english.plural("{n} card", "{n} cards", 1200) == "1,200 cards"


def test_errors_are_worded_with_the_error_that_caused_them(turkish: Translator) -> None:
    error = InputError("Row {row}: {cause}", row=7, cause=InputError("No such file"))
    assert turkish.error(error) == "7. satır: Böyle bir dosya yok"
    assert translator("en").error(error) == "Row 7: No such file"


def test_files_of_all_areas_are_merged(tmp_path: Path) -> None:
    for area, word in (("board", "Pano"), ("cli", "Komut")):
        (tmp_path / f"{area}.po").write_text(
            f'msgid ""\nmsgstr ""\n\nmsgid "{area}"\nmsgstr "{word}"\n', encoding="utf-8"
        )
    assert read_catalogue(tmp_path).texts == {"board": "Pano", "cli": "Komut"}


def test_no_files_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "missing") == Catalogue()


def test_languages() -> None:
    assert translator("tr").language == "tr"
    assert translator("tr") is translator("tr")
    with pytest.raises(ValueError, match="no such language"):
        translator("de")
