"""Measures the look-ups on documented cases: those of the tables, each left out in turn, and those kept apart."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.knowledge import Knowledge, division_of

CASES = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True)
class Case:
    """A documented exchange or waste. `texts` are the ways in which the resource is written, each looked up on its
    own; `known` is the precedent that it is, empty where it is none."""

    id: str
    texts: tuple[str, ...]
    codes: tuple[str, ...]
    giver: str
    receivers: frozenset[int]
    known: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of `count` look-ups found what is documented first, and among the first five."""

    count: int
    first: float
    five: float


def precedent_cases(knowledge: Knowledge) -> list[Case]:
    """The precedents of the tables."""
    return [
        Case(
            precedent.id,
            (precedent.resource.tr, precedent.resource.en),
            precedent.codes,
            precedent.giver_nace[0] if precedent.giver_nace else "",
            frozenset(division_of(taker) or 0 for taker in precedent.receiver_nace),
            precedent.id,
        )
        for precedent in knowledge.precedents.values()
    ]


def kept_apart(name: str) -> list[Case]:
    """The cases of a file beside this module, which no table was made from."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["id"],
                (row["resource_tr"], row["resource_en"]),
                tuple(row["codes"].split()),
                (row["giver_nace"].split() or [""])[0],
                frozenset(division_of(taker) or 0 for taker in row.get("receiver_nace", "").split()),
            )
            for row in csv.DictReader(file)
        ]


def measure_receivers(knowledge: Knowledge, cases: Iterable[Case]) -> Shares:
    """Whether a documented taker's division comes first, or among five."""
    ranks = [
        _rank(
            [
                receiver.division
                for receiver in knowledge.receiver_finder.of_text(text, case.giver, 5, without=case.known)
            ],
            case.receivers,
        )
        for case in cases
        if case.receivers
        for text in case.texts
    ]
    return _shares(ranks)


def measure_codes(knowledge: Knowledge, cases: Iterable[Case], digits: int) -> Shares:
    """Whether a right code (six digits) or group (four) comes first, or among five different ones."""
    ranks = []
    for case in cases:
        wanted = {code[:digits] for code in case.codes}
        for text in case.texts if wanted else ():
            guesses = knowledge.code_finder.find(text, case.giver, 5, without=case.known)
            found = list(dict.fromkeys(guess.code[:digits] for guess in guesses))
            ranks.append(_rank(found, wanted))
    return _shares(ranks)


def measure_popularity(knowledge: Knowledge, cases: Iterable[Case]) -> Shares:
    """The same five divisions for everything: what the look-up has to beat."""
    counts: dict[int, int] = {}
    for precedent in knowledge.precedents.values():
        for division in {division_of(taker) or 0 for taker in precedent.receiver_nace}:
            counts[division] = counts.get(division, 0) + 1
    best = sorted(counts, key=lambda division: (-counts[division], division))[:5]
    return _shares([_rank(best, case.receivers) for case in cases if case.receivers for _ in case.texts])


def _rank(found: list[int] | list[str], wanted: Iterable[int] | Iterable[str]) -> int:
    """The place of the first right one, counted from 1; 0 where there is none."""
    right = set(wanted)
    return next((place for place, value in enumerate(found, start=1) if value in right), 0)


def _shares(ranks: list[int]) -> Shares:
    if not ranks:
        return Shares(0, 0.0, 0.0)
    return Shares(len(ranks), ranks.count(1) / len(ranks), sum(0 < rank <= 5 for rank in ranks) / len(ranks))
