"""How the rows of the tables are named, wherever they are named."""

from collections.abc import Container, Iterable

from app.knowledge import Knowledge
from app.knowledge.precedents import Precedent
from app.services.knowledge_rows import Case, Link, Ref, RowKind

# What the compilation writes where an exchange is no one place's.
NOWHERE = frozenset({"generic"})


class Links:
    """Names in a language, for one set of tables."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def knows(self, ref: Ref) -> bool:
        """Whether there is such a row."""
        knowledge = self._knowledge
        tables: dict[RowKind, Container[object]] = {
            RowKind.CONCEPT: knowledge.concepts,
            RowKind.CODE: knowledge.waste_codes,
            RowKind.SECTOR: knowledge.sectors,
            RowKind.PRECEDENT: knowledge.precedents,
        }
        return ref.id in tables[ref.kind]

    def of(self, ref: Ref, language: str) -> Link:
        """The name of a row that is there."""
        makers = {
            RowKind.CONCEPT: self.concept,
            RowKind.CODE: self.code,
            RowKind.SECTOR: self.sector,
            RowKind.PRECEDENT: self.precedent,
        }
        return makers[ref.kind](ref.id, language)

    def concept(self, key: str, language: str) -> Link:
        """The display name."""
        return Link(Ref(RowKind.CONCEPT, key), self._knowledge.concepts[key].name(language))

    def code(self, code: str, language: str) -> Link:
        """The printed code before the title."""
        entry = self._knowledge.waste_codes.entries[code]
        return Link(Ref(RowKind.CODE, code), entry.name(language), entry.written, entry.hazardous)

    def sector(self, code: str, language: str) -> Link:
        """The NACE code before the name."""
        sector = self._knowledge.sectors.find(code)
        return Link(Ref(RowKind.SECTOR, code), sector.name(language) if sector else code, code)

    def precedent(self, key: str, language: str) -> Link:
        """What was given, and for what."""
        case = self._knowledge.precedents[key]
        return Link(Ref(RowKind.PRECEDENT, key), f"{case.resource.get(language)} → {case.use.get(language)}")

    def place(self, precedent: str) -> str:
        """Where an exchange took place."""
        return _place(self._knowledge.precedents[precedent])

    def concepts(self, keys: Iterable[str], language: str) -> tuple[Link, ...]:
        """The names of several concepts, in their order."""
        return tuple(self.concept(key, language) for key in keys)

    def sectors(self, codes: Iterable[str], language: str) -> tuple[Link, ...]:
        """The names of several sectors, in their order."""
        return tuple(self.sector(code, language) for code in codes)

    def case(self, precedent: Precedent, language: str) -> Case:
        """An exchange in one line: what was given as the link, and its use."""
        link = Link(Ref(RowKind.PRECEDENT, precedent.id), precedent.resource.get(language))
        return Case(link, precedent.use.get(language), _place(precedent), precedent.evidence)


def _place(precedent: Precedent) -> str:
    return "" if precedent.place in NOWHERE else precedent.place
