"""What Eşleşmeler can show."""

from enum import StrEnum


class View(StrEnum):
    """The matches of the room, its cards without a partner, or what fits earlier workshops. The values are what other
    pages ask for."""

    MATCHES = "matches"
    LONELY = "lonely"
    EARLIER = "earlier"
