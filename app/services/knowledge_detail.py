"""Everything that the tables know about one row."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from app.common.turkish import match_key, sort_key
from app.knowledge import Conversion, Knowledge
from app.knowledge.conversions import PRACTICE
from app.knowledge.rules import ANY, VERDICTS, Rule
from app.knowledge.waste_codes import written
from app.knowledge.wordsearch import WordSearch
from app.services.knowledge_links import Links
from app.services.knowledge_rows import (
    Case,
    CodeDetail,
    ConceptDetail,
    Detail,
    Link,
    PrecedentDetail,
    Ref,
    RowKind,
    RuleLine,
    SectorDetail,
    Use,
)

# What a broader concept can do, a kind can do less surely; it stands after what the kind itself can do.
BROADER: Final = 0.75
# Exchanges of things whose names share this much (0…1) are alike.
CASE_ALIKE: Final = 0.5
MOST_CASES: Final = 12


class Details:
    """`of(ref, language)` for one set of tables."""

    def __init__(self, knowledge: Knowledge, links: Links) -> None:
        self._knowledge, self._links = knowledge, links

    def of(self, ref: Ref, language: str) -> Detail | None:
        """All about a row; None where there is no such row."""
        if not self._links.knows(ref):
            return None
        if ref.kind is RowKind.CONCEPT:
            return self._concept(ref.id, language)
        if ref.kind is RowKind.CODE:
            return self._code(ref.id, language)
        if ref.kind is RowKind.SECTOR:
            return self._sector(ref.id, language)
        return self._precedent(ref.id, language)

    # concepts

    def _concept(self, key: str, language: str) -> ConceptDetail:
        knowledge, links = self._knowledge, self._links
        concept = knowledge.concepts[key]
        name = concept.name(language)
        status = knowledge.rules.statuses.get(concept.status)
        return ConceptDetail(
            link=links.concept(key, language),
            others=(_others(concept.tr, name), _others(concept.en, name)),
            category=concept.category,
            state=concept.state,
            hazard=concept.hazard,
            status=concept.status,
            status_law=self._law(status.regulation, language) if status else "",
            unit=concept.unit,
            density=concept.density,
            broader=links.concepts(concept.broader, language),
            kinds=_sorted(links.concepts(self._kinds.get(key, ()), language)),
            codes=tuple(links.code(code, language) for code in concept.codes),
            traits=self._traits(knowledge.concepts.traits(key), language),
            uses=self._uses(key, language),
            sources=self._sources(key, language),
            rules=self._rules(key, language),
            given_by=self._with_profile("gives", key, language),
            bought_by=self._with_profile("buys", key, language),
            cases=self._cases_of(key, language),
        )

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for concept in self._knowledge.concepts:
            for parent in concept.broader:
                found.setdefault(parent, []).append(concept.id)
        return found

    def _traits(self, keys: Iterable[str], language: str) -> tuple[str, ...]:
        table = self._knowledge.rules.traits
        names = [table[key].name.get(language) if key in table else key for key in keys]
        return tuple(sorted(names, key=sort_key))

    def _uses(self, key: str, language: str) -> tuple[Use, ...]:
        """What the concept can serve as, also as a kind of something; its own word on a target stands for all."""
        concepts = self._knowledge.concepts
        best: dict[str, tuple[float, int, Conversion]] = {}
        for source, steps in {key: 0, **concepts.ancestors(key)}.items():
            for conversion in self._knowledge.conversions.serves(source):
                if conversion.target == key or conversion.target in concepts.ancestors(key):
                    continue
                held = best.get(conversion.target)
                if held is None or steps < held[1]:
                    best[conversion.target] = conversion.strength * BROADER**steps, steps, conversion
        uses = []
        for strength, steps, conversion in best.values():
            through = self._links.concept(conversion.source, language) if steps else None
            why = self._against(key, conversion, language)
            use = self._use(conversion, conversion.target, language, through=through, ruled_out=why)
            uses.append(((bool(why), -strength, sort_key(use.other.name)), use))
        return tuple(use for _order, use in sorted(uses, key=lambda pair: pair[0]))

    def _sources(self, key: str, language: str) -> tuple[Use, ...]:
        found = []
        seen: set[str] = set()
        for giver in self._knowledge.givers(key):
            conversion = giver.conversion
            if conversion is None or giver.concept in seen or giver.concept == key:
                continue
            seen.add(giver.concept)
            through = self._links.concept(conversion.target, language) if conversion.target != key else None
            givers = self._links.sectors(giver.sectors, language)
            found.append(self._use(conversion, giver.concept, language, through=through, givers=givers))
        return tuple(found)

    def _use(
        self,
        conversion: Conversion,
        other: str,
        language: str,
        *,
        through: Link | None,
        givers: tuple[Link, ...] = (),
        ruled_out: tuple[str, ...] = (),
    ) -> Use:
        precedents = self._knowledge.precedents
        cases = [precedents[key] for key in conversion.evidence if key != PRACTICE and key in precedents]
        return Use(
            other=self._links.concept(other, language),
            process=conversion.process.get(language),
            takers=self._links.sectors(conversion.takers, language),
            conditions=conversion.conditions.get(language),
            forbids=self._traits(conversion.forbids, language),
            distance=conversion.distance,
            cases=tuple(self._links.case(case, language) for case in cases),
            through=through,
            givers=givers,
            ruled_out=ruled_out,
        )

    def _against(self, key: str, conversion: Conversion, language: str) -> tuple[str, ...]:
        """Why the concept as it usually is cannot be used so."""
        knowledge = self._knowledge
        traits = self._traits(conversion.forbids & knowledge.concepts.traits(key), language)
        rules = knowledge.forbids(key, conversion.target)
        return (*traits, *(rule.reason.get(language) for rule in rules if rule.verdict == "forbidden"))

    def _rules(self, key: str, language: str) -> tuple[RuleLine, ...]:
        """The rules about what the thing is, or about what it is used for."""
        traits = self._knowledge.concepts.traits(key)
        found = [rule for rule in self._knowledge.rules.rules if rule.property in traits or rule.purpose in traits]
        lines = [self._rule(rule, language) for rule in found]
        return tuple(sorted(lines, key=lambda one: (VERDICTS.index(one.verdict), sort_key(one.purpose))))

    def _law(self, key: str, language: str) -> str:
        law = self._knowledge.rules.regulations.get(key)
        return ", ".join(part for part in (law.name.get(language), law.article) if part) if law else ""

    def _rule(self, rule: Rule, language: str) -> RuleLine:
        table = self._knowledge.rules
        return RuleLine(
            rule.verdict,
            table.traits[rule.property].name.get(language),
            "" if rule.purpose == ANY else table.traits[rule.purpose].name.get(language),
            rule.reason.get(language),
            self._law(rule.regulation, language),
        )

    def _with_profile(self, what: str, key: str, language: str) -> tuple[Link, ...]:
        profiles = self._knowledge.sectors.profiles
        codes = sorted(code for code, profile in profiles.items() if key in getattr(profile, what))
        return self._links.sectors(codes, language)

    # exchanges

    @cached_property
    def _case_words(self) -> WordSearch:
        cases = self._knowledge.precedents.values()
        return WordSearch((case.id, text) for case in cases for text in (case.resource.tr, case.resource.en))

    def _alike(self, texts: Iterable[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for text in texts:
            for key, likeness in self._case_words.find(text).items():
                if likeness >= CASE_ALIKE:
                    found[key] = max(likeness, found.get(key, 0.0))
        return found

    def _cases_of(self, key: str, language: str) -> tuple[Case, ...]:
        """Exchanges that a conversion of the concept names, then those of things with a name alike."""
        concept = self._knowledge.concepts[key]
        found = self._alike((concept.name("tr"), concept.name("en")))
        for conversion in self._knowledge.conversions.serves(key):
            for named in conversion.evidence:
                found[named] = 2.0
        return self._cases(found, language)

    def _cases(self, found: dict[str, float], language: str) -> tuple[Case, ...]:
        precedents = self._knowledge.precedents
        known = sorted((key for key in found if key in precedents), key=lambda key: (-found[key], key))
        return tuple(self._links.case(precedents[key], language) for key in known[:MOST_CASES])

    # waste codes

    def _code(self, code: str, language: str) -> CodeDetail:
        knowledge, links = self._knowledge, self._links
        entry = knowledge.waste_codes.entries[code]
        siblings = sorted(other.code for other in knowledge.waste_codes if other.code[:4] == code[:4] != other.code)
        profiles = knowledge.sectors.profiles
        arises = sorted(key for key, profile in profiles.items() if code[:4] in profile.waste_groups)
        cases = {case.id: 1.0 for case in knowledge.precedents.values() if code in case.codes}
        concepts = [concept.id for concept in knowledge.concepts if code in concept.codes]
        return CodeDetail(
            link=links.code(code, language),
            chapter=self._level(code[:2], language),
            group=self._level(code[:4], language),
            words=entry.words_en if language == "en" else entry.words_tr,
            concepts=_sorted(links.concepts(concepts, language)),
            neighbours=tuple(links.code(other, language) for other in siblings if other != code),
            arises_in=links.sectors(arises, language),
            cases=self._cases(cases, language),
        )

    def _level(self, code: str, language: str) -> tuple[str, str]:
        level = self._knowledge.waste_codes.get(code)
        return written(code), level.name(language) if level else ""

    # sectors

    def _sector(self, code: str, language: str) -> SectorDetail:
        knowledge, links = self._knowledge, self._links
        sectors = knowledge.sectors
        profile = sectors.profile(code)
        broader = [code[:length] for length in (2, 4) if length < len(code) and code[:length] in sectors]
        parts = sorted(other.code for other in sectors if _is_part(other.code, code))
        of = profile.sector if profile and profile.sector != code else None
        groups = profile.waste_groups if profile else ()
        return SectorDetail(
            link=links.sector(code, language),
            broader=links.sectors(broader, language),
            parts=links.sectors(parts, language),
            profile_of=links.sector(of, language) if of else None,
            gives=links.concepts(profile.gives, language) if profile else (),
            buys=links.concepts(profile.buys, language) if profile else (),
            waste_groups=tuple(self._level(group, language) for group in groups),
            questions=tuple(question.get(language) for question in profile.questions) if profile else (),
            gave=self._of_sector("giver_nace", code, language),
            took=self._of_sector("receiver_nace", code, language),
        )

    def _of_sector(self, end: str, code: str, language: str) -> tuple[Case, ...]:
        cases = self._knowledge.precedents.values()
        found = {case.id: 1.0 for case in cases if any(one.startswith(code) for one in getattr(case, end))}
        return self._cases(found, language)

    # exchanges as rows of their own

    def _precedent(self, key: str, language: str) -> PrecedentDetail:
        case = self._knowledge.precedents[key]
        links = self._links
        alike = self._alike((case.resource.tr, case.resource.en))
        alike.pop(key, None)
        return PrecedentDetail(
            link=links.case(case, language).link,
            use=case.use.get(language),
            giver=_told(case.giver, case.giver_nace, language),
            givers=links.sectors(case.giver_nace, language),
            taker=_told(case.receiver, case.receiver_nace, language),
            takers=links.sectors(case.receiver_nace, language),
            place=links.place(key),
            evidence=case.evidence,
            source=case.source,
            codes=tuple(links.code(code, language) for code in case.codes),
            alike=self._cases(alike, language),
        )


def _told(words: str, sectors: tuple[str, ...], language: str) -> str:
    """The compilation's own words, which are English; elsewhere the names of the sectors say it."""
    return words if language == "en" or not sectors else ""


def _others(labels: Iterable[str], name: str) -> tuple[str, ...]:
    plain = dict.fromkeys(label.partition("@")[0] for label in labels)
    return tuple(label for label in plain if match_key(label) != match_key(name))


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: sort_key(link.name)))


def _is_part(code: str, of: str) -> bool:
    """Whether a sector is directly below another: 24 → 24.4 → 24.42."""
    if not code.startswith(of) or len(of) == 5:
        return False
    return len(code) == (4 if len(of) == 2 else 5)
