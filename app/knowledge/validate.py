"""Checks of the tables against each other that take too long, or are too strict, for every start of the program."""

from collections.abc import Iterator
from pathlib import Path

from app.common.turkish import match_key
from app.knowledge.concepts import Concept
from app.knowledge.loading import Knowledge, read_knowledge
from app.knowledge.tables import Fault, Row, read_table
from app.knowledge.vocabulary import read_vocabulary

# Heat, transport, halls, services and people are never waste.
NEVER_WASTE = frozenset({"energy", "logistics", "space", "expertise_service", "people"})


def validate(folder: Path) -> tuple[Knowledge, list[Fault]]:
    """The tables and everything that is wrong in them, by file and line."""
    knowledge, faults = read_knowledge(folder)
    read_vocabulary(read_table(folder, "vocabulary", faults), faults)
    ignored: list[Fault] = []
    found = [*faults, *_check_concepts(knowledge, read_table(folder, "concepts", ignored))]
    found += _check_conversions(knowledge, read_table(folder, "conversions", ignored))
    found += _check_vocabulary(knowledge, read_table(folder, "vocabulary", ignored))
    return knowledge, sorted(found)


def _check_concepts(knowledge: Knowledge, rows: Iterator[Row]) -> Iterator[Fault]:
    named: dict[str, str] = {}
    for row in rows:
        concept = knowledge.concepts.concepts.get(row.may("id"))
        if concept is not None:
            yield from map(row.fault, _doubts(concept, knowledge))
            yield from map(row.fault, _shared_labels(concept, named))


def _shared_labels(concept: Concept, named: dict[str, str]) -> Iterator[str]:
    """A label of two concepts tells neither; one that is tied to industries may be another thing elsewhere."""
    for label in sorted({match_key(label) for label in (*concept.tr, *concept.en) if "@" not in label}):
        other = named.setdefault(label, concept.id)
        if other != concept.id:
            yield f"the label “{label}” of {concept.id} is also one of {other}"


def _doubts(concept: Concept, knowledge: Knowledge) -> Iterator[str]:
    marks = {knowledge.waste_codes.entries[code].hazardous for code in concept.codes}
    if concept.hazard == "yes" and marks == {False}:
        yield f"{concept.id} is hazardous, but none of its codes is"
    if concept.hazard == "no" and marks == {True}:
        yield f"{concept.id} is not hazardous, but all its codes are"
    if concept.category in NEVER_WASTE and concept.codes:
        yield f"{concept.id} is of the category {concept.category} and has waste codes"
    if concept.status == "waste" and not concept.codes:
        yield f"{concept.id} is a waste without a code"


def _check_conversions(knowledge: Knowledge, rows: Iterator[Row]) -> Iterator[Fault]:
    for row in rows:
        source, target = row.may("source"), row.may("target")
        if knowledge.conversions.between(source, target) is None:
            continue
        for rule in knowledge.forbids(source, target):
            if rule.verdict == "forbidden":
                yield row.fault(f"{source} → {target}: a rule forbids {rule.property} for {rule.purpose}")


def _check_vocabulary(knowledge: Knowledge, rows: Iterator[Row]) -> Iterator[Fault]:
    """A sentence tries its word only by using it, and a trade word that is a label needs no other to stand for it."""
    labels = {
        match_key(label.partition("@")[0]): concept.id
        for concept in knowledge.concepts
        for label in (*concept.tr, *concept.en)
    }
    for row in rows:
        key = match_key(row.may("text"))
        if row.may("sentence") and key not in match_key(row.may("sentence")):
            yield row.fault(f"the sentence does not use “{row.may('text')}”")
        concept = labels.get(key)
        if row.may("kind") == "jargon" and concept is not None:
            yield row.fault(f"the jargon “{row.may('text')}” is a label of {concept}")
