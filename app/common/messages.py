"""Marks text that a person will read, so that the catalogue check can find it."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for this marker
    """Return `text` unchanged; the English source string is looked up later, in the reader's language."""
    return text
