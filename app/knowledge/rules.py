"""Rules: which property of a lot forbids which purpose, or asks for a permit, and by which regulation."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from app.knowledge.concepts import STATUSES
from app.knowledge.conversions import NO_TEXT, Text
from app.knowledge.tables import Fault, Row, RowError, make_each

VERDICTS: Final = ("forbidden", "permit", "ask")


@dataclass(frozen=True, slots=True)
class Trait:
    """A property of a thing or the purpose of a use, with its name in both languages."""

    id: str
    kind: str
    name: Text


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law by its name and the article that decides; never its text."""

    id: str
    name: Text
    article: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Things with `property` for a purpose: forbidden | permit (only with one) | ask. `purpose` "any" = every use."""

    property: str
    purpose: str
    verdict: str
    reason: Text = NO_TEXT
    regulation: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What a thing is when it leaves its giver (product, by_product, waste, end_of_waste), by which regulation."""

    id: str
    name: Text
    regulation: str = ""


ANY: Final = "any"


class RuleTable:
    """Rules by property and purpose."""

    def __init__(
        self,
        rules: Iterable[Rule],
        regulations: Iterable[Regulation] = (),
        traits: Iterable[Trait] = (),
        statuses: Iterable[Status] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.statuses = {status.id: status for status in statuses}
        self.regulations = {regulation.id: regulation for regulation in regulations}
        self.traits = {trait.id: trait for trait in traits}
        self._by_pair = {(rule.property, rule.purpose): rule for rule in self.rules}

    def between(self, properties: Collection[str], purposes: Collection[str]) -> tuple[Rule, ...]:
        """The rules that speak about things of these properties for these purposes, the strictest first."""
        found = [
            rule
            for property_ in sorted(properties)
            for purpose in (*sorted(purposes), ANY)
            if (rule := self._by_pair.get((property_, purpose)))
        ]
        return tuple(sorted(found, key=lambda rule: VERDICTS.index(rule.verdict)))


def read_traits(rows: Iterable[Row], faults: list[Fault]) -> dict[str, Trait]:
    """Traits by id."""

    def make(row: Row) -> Trait:
        return Trait(row.text("id"), row.choice("kind", ("property", "purpose")), Text(row.text("tr"), row.text("en")))

    return {trait.id: trait for _, trait in make_each(rows, make, faults)}


def read_rules(
    rows: Iterable[Row],
    regulations: Iterable[Row],
    statuses: Iterable[Row],
    traits: dict[str, Trait],
    faults: list[Fault],
) -> RuleTable:
    """The table; a rule about an unknown trait or regulation is left out and told."""
    laws = {law.id: law for _, law in make_each(regulations, _make_regulation, faults)}

    def make(row: Row) -> Rule:
        return _make_rule(row, traits, laws)

    found: dict[tuple[str, str], Rule] = {}
    for row, rule in make_each(rows, make, faults):
        if (rule.property, rule.purpose) in found:
            faults.append(row.fault(f"{rule.property} for {rule.purpose} is given twice"))
        else:
            found[rule.property, rule.purpose] = rule

    def make_status(row: Row) -> Status:
        return _make_status(row, laws)

    named = [status for _, status in make_each(statuses, make_status, faults)]
    return RuleTable(found.values(), laws.values(), traits.values(), named)


def _make_regulation(row: Row) -> Regulation:
    return Regulation(row.text("id"), Text(row.text("name_tr"), row.text("name_en")), row.may("article"))


def _make_status(row: Row, laws: Collection[str]) -> Status:
    status, regulation = row.text("id"), row.may("regulation")
    if status not in STATUSES:
        raise RowError(f"no status: {status}")
    if regulation and regulation not in laws:
        raise RowError(f"unknown regulation: {regulation}")
    return Status(status, Text(row.text("tr"), row.text("en")), regulation)


def _make_rule(row: Row, traits: dict[str, Trait], laws: Collection[str]) -> Rule:
    property_, purpose, regulation = row.text("property"), row.text("purpose"), row.may("regulation")
    if property_ not in traits or traits[property_].kind != "property":
        raise RowError(f"unknown property: {property_}")
    if purpose != ANY and (purpose not in traits or traits[purpose].kind != "purpose"):
        raise RowError(f"unknown purpose: {purpose}")
    if regulation and regulation not in laws:
        raise RowError(f"unknown regulation: {regulation}")
    reason = Text(row.text("reason_tr"), row.text("reason_en"))
    return Rule(property_, purpose, row.choice("verdict", VERDICTS), reason, regulation)
