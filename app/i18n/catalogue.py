"""The texts of the window, the reports and the command line: English in the source, Turkish from `.po` files.

One gettext file for each area (`resources/translations/tr/<area>.po`), merged at first use. A string that an area has
not translated yet shows in English; the catalogue check makes sure that none is shipped like that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.common.errors import SYSTEM_REASONS, AppError
from app.common.resources import resource_path
from app.i18n.formats import format_number

LANGUAGES: Final = ("tr", "en")


@dataclass(frozen=True)
class Catalogue:
    """Translations by English source string; plurals by the pair of singular and plural source."""

    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


class Translator:
    """Words for one language. Immutable and safe on any thread; another language is another translator."""

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        self.language: Final = language
        self._catalogue = catalogue

    def __call__(self, text: str, /, **params: Any) -> str:
        """The translation of the English `text`, its named placeholders filled from `params`.

        Without params the text is taken as it stands, so that braces typed by people never reach `format`.
        """
        worded = self._catalogue.texts.get(text, text)
        return worded.format(**params) if params else worded

    def plural(self, one: str, many: str, n: int, /, **params: Any) -> str:
        """The form that fits the count `n`; `{n}` becomes the count as this language writes it."""
        forms = self._catalogue.plurals.get((one, many), (one, many))
        worded = forms[0] if n == 1 else forms[-1]
        return worded.format(n=format_number(n, self.language), **params)

    def error(self, error: AppError) -> str:
        """The sentence of an error; errors and the system's reasons among its parameters are worded too."""
        params = {name: self._worded(value) for name, value in error.params.items()}
        worded = self._catalogue.texts.get(error.message, error.message)
        return worded.format(**params)

    def _worded(self, value: Any) -> Any:
        if isinstance(value, AppError):
            return self.error(value)
        return self(value) if isinstance(value, str) and value in SYSTEM_REASONS else value


def read_catalogue(folder: Path) -> Catalogue:
    """All `.po` files of a folder as one catalogue; entries that are fuzzy or without translation are left out.

    An absent or empty folder gives an empty catalogue. Raises OSError or ValueError (polib) on a damaged file.
    """
    import polib

    texts: dict[str, str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(path.read_text(encoding="utf-8")):
            if entry.obsolete or entry.fuzzy:
                continue
            if entry.msgid_plural:
                forms = tuple(form for _place, form in sorted(entry.msgstr_plural.items()) if form)
                if forms:
                    plurals[entry.msgid, entry.msgid_plural] = forms
            elif entry.msgstr:
                texts[entry.msgid] = entry.msgstr
    return Catalogue(texts, plurals)


@cache
def translator(language: str) -> Translator:
    """The translator for "tr" or "en", made once. Raises ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    if language == "en":
        return Translator("en", Catalogue())
    return Translator(language, read_catalogue(resource_path("translations", language)))
