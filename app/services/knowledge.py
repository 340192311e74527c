"""What the program knows, to be searched and read: the model behind that screen.

The tables are read and the search list is built at the first call, which belongs in the background; after that a search
takes a few milliseconds. Every method may run on any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.knowledge import Knowledge
    from app.services.knowledge_detail import Details
    from app.services.knowledge_rows import Detail, Found, Overview, Ref
    from app.services.knowledge_search import SearchList

# What somebody might look for: a thing, a code, a sector, a place. Those that find nothing are not offered.
EXAMPLES = {
    "tr": ("döküm kumu", "atık ısı", "zeytin karasuyu", "10 09 08", "23.51", "Kalundborg"),
    "en": ("foundry sand", "waste heat", "whey", "10 09 08", "23.51", "Kalundborg"),
}


def _own_tables() -> Knowledge:
    from app.knowledge import load

    return load()


class _Ready(NamedTuple):
    knowledge: Knowledge
    search: SearchList
    details: Details


class KnowledgeService:
    """Look-ups for the screen; nothing here changes anything."""

    def __init__(self, load: Callable[[], Knowledge] = _own_tables) -> None:
        self._load = load
        self._preparing = threading.Lock()
        self._made: _Ready | None = None

    def prepare(self) -> None:
        """Read the tables and build the search list; nothing where that was done."""
        self._ready()

    def overview(self, language: str) -> Overview:
        """How much there is, and what to try."""
        from app.services.knowledge_rows import Overview

        knowledge, search, _ = self._ready()
        examples = EXAMPLES["en" if language == "en" else "tr"]
        return Overview(
            concepts=len(knowledge.concepts),
            conversions=len(knowledge.conversions),
            codes=len(knowledge.waste_codes),
            sectors=len(knowledge.sectors),
            profiles=len(knowledge.sectors.profiles),
            rules=len(knowledge.rules.rules),
            precedents=len(knowledge.precedents),
            documented=sum(case.documented for case in knowledge.precedents.values()),
            examples=tuple(text for text in examples if _finds(search.find(text, language, 1))),
        )

    def search(self, text: str, language: str, limit: int = 60) -> Found:
        """The rows that fit a text, the best first; see `SearchList`."""
        return self._ready().search.find(text, language, limit)

    def detail(self, ref: Ref, language: str) -> Detail | None:
        """All about a row; None where the tables no longer have it."""
        return self._ready().details.of(ref, language)

    def _ready(self) -> _Ready:
        made = self._made
        if made is not None:
            return made
        from app.services.knowledge_detail import Details
        from app.services.knowledge_links import Links
        from app.services.knowledge_search import SearchList

        with self._preparing:
            if self._made is None:
                knowledge = self._load()
                links = Links(knowledge)
                self._made = _Ready(knowledge, SearchList(knowledge, links), Details(knowledge, links))
            return self._made


def _finds(found: Found) -> bool:
    return bool(found.groups) and not found.alike
