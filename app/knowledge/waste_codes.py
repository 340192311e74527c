"""The European List of Waste (in Turkey: the annex 4 of the Regulation on Waste Management): codes and hazard marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.knowledge.tables import Fault, Row, RowError, make_each


@dataclass(frozen=True, slots=True)
class WasteCode:
    """An entry (six digits), a group (four) or a chapter (two) with short names of our own.

    `hazardous` is the list's asterisk; `words_tr` and `words_en` are what people write for such a waste.
    """

    code: str
    tr: str
    en: str
    hazardous: bool = False
    words_tr: str = ""
    words_en: str = ""

    def name(self, language: str) -> str:
        """What it is called in `language` ("tr" or "en")."""
        return self.en if language == "en" else self.tr

    @property
    def written(self) -> str:
        """As it is printed: "20 01 25", with an asterisk where hazardous."""
        return written(self.code) + ("*" if self.hazardous else "")


def written(code: str) -> str:
    """Digits in pairs: "200125" → "20 01 25"."""
    return " ".join(code[at : at + 2] for at in range(0, len(code), 2))


class WasteCodeTable:
    """Codes by their digits; groups and chapters too."""

    def __init__(self, entries: Iterable[WasteCode], levels: Iterable[WasteCode] = ()) -> None:
        self.entries = {entry.code: entry for entry in entries}
        self._levels = {level.code: level for level in levels}

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def __iter__(self) -> Iterator[WasteCode]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, code: str) -> WasteCode | None:
        """The entry, group or chapter; None where the list has no such code."""
        return self.entries.get(code) or self._levels.get(code)

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups (four digits), ascending."""
        return tuple(sorted(code for code in self._levels if len(code) == 4))


def read_waste_codes(entries: Iterable[Row], levels: Iterable[Row], faults: list[Fault]) -> WasteCodeTable:
    """The table; an entry whose group is not among the levels is left out and told."""
    named = {level.code: level for _, level in make_each(levels, _make_level, faults)}
    found: dict[str, WasteCode] = {}
    for row, entry in make_each(entries, _make_entry, faults):
        if entry.code in found:
            faults.append(row.fault(f"{entry.code} is given twice"))
        elif entry.code[:4] not in named:
            faults.append(row.fault(f"{entry.code} is of an unknown group"))
        else:
            found[entry.code] = entry
    return WasteCodeTable(found.values(), named.values())


def _digits(row: Row, *lengths: int) -> str:
    code = row.text("code")
    if not (code.isascii() and code.isdigit() and len(code) in lengths):
        raise RowError(f"no code of {' or '.join(map(str, lengths))} digits: {code}")
    return code


def _make_level(row: Row) -> WasteCode:
    return WasteCode(_digits(row, 2, 4), row.text("tr"), row.text("en"))


def _make_entry(row: Row) -> WasteCode:
    return WasteCode(
        code=_digits(row, 6),
        hazardous=row.choice("hazardous", ("0", "1")) == "1",
        tr=row.text("tr"),
        en=row.text("en"),
        words_tr=row.may("words_tr"),
        words_en=row.may("words_en"),
    )
