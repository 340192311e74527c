"""Everything that depends on the reader's language, without Qt: texts, numbers, dates, units, the card line."""

from app.i18n.catalogue import LANGUAGES, Translator, translator

__all__ = ["LANGUAGES", "Translator", "translator"]
