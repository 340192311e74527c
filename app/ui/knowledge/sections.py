"""What stands on the page about a row, as data: a head and sections of links and facts, in the window's language."""

from dataclasses import dataclass

from app.i18n import Translator
from app.i18n.formats import format_number
from app.i18n.units import unit_label
from app.services.knowledge_rows import (
    Case,
    CodeDetail,
    ConceptDetail,
    Detail,
    Link,
    PrecedentDetail,
    Ref,
    RuleLine,
    SectorDetail,
    Use,
)
from app.ui.knowledge.words import (
    CATEGORIES,
    DISTANCES,
    KINDS,
    STATES,
    STATUSES,
    VERDICTS,
    evidence_chip,
    places_of,
)

_QUIET = "text.secondary"
Chips = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A few words after their caption, in the colour of a token."""

    caption: str
    text: str
    token: str = _QUIET


@dataclass(frozen=True, slots=True)
class Fact:
    """A block of its own: a title that may lead to a row, chips beside it (text, style), lines below it."""

    title: str
    ref: Ref | None = None
    lead: str = ""
    chips: Chips = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading: either links side by side or facts below one another."""

    title: str
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.links) or len(self.facts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about a row. `kind` is the word for its table."""

    link: Link
    icon: str
    kind: str
    chips: Chips
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]


def sheet_of(detail: Detail, t: Translator) -> Sheet:
    """Word a row; parts of which nothing is known are left out."""
    if isinstance(detail, ConceptDetail):
        chips, lines, sections = _concept(detail, t)
    elif isinstance(detail, CodeDetail):
        chips, lines, sections = _code(detail, t)
    elif isinstance(detail, SectorDetail):
        chips, lines, sections = _sector(detail, t)
    else:
        chips, lines, sections = _precedent(detail, t)
    icon, one, _many = KINDS[detail.link.ref.kind]
    kept = tuple(section for section in sections if section.count)
    return Sheet(detail.link, icon, t(one), chips, tuple(line for line in lines if line.text), kept)


_Parts = tuple[Chips, list[Line], list[Section]]


def _concept(detail: ConceptDetail, t: Translator) -> _Parts:
    lines = [
        Line(t("Turkish"), " · ".join(detail.others[0])),
        Line(t("English"), " · ".join(detail.others[1])),
        Line(t("Properties"), ", ".join(detail.traits)),
        Line(t("Status by"), detail.status_law),
    ]
    sections = [
        Section(t("Is a kind of"), detail.broader),
        Section(t("Kinds of it"), detail.kinds),
        Section(t("What it can become"), facts=tuple(_use(use, t) for use in detail.uses)),
        Section(t("What could replace it"), facts=tuple(_use(use, t) for use in detail.sources)),
        Section(t("Rules"), facts=tuple(_rule(rule, t) for rule in detail.rules)),
        Section(t("Waste codes"), facts=tuple(_entry(link, t) for link in detail.codes)),
        Section(t("Typically given by"), detail.given_by),
        Section(t("Typically bought by"), detail.bought_by),
        Section(t("Precedents alike"), facts=tuple(_case(case, t) for case in detail.cases)),
    ]
    return _facts_of(detail, t), lines, sections


def _facts_of(detail: ConceptDetail, t: Translator) -> Chips:
    chips = [(t(CATEGORIES[detail.category]), "line")]
    if detail.state in STATES:
        chips.append((t(STATES[detail.state]), "line"))
    if detail.status in STATUSES:
        chips.append((t("usually: {status}", status=t(STATUSES[detail.status])), "line"))
    if detail.unit:
        chips.append((t("unit: {unit}", unit=unit_label(detail.unit, t.language)), "line"))
    if detail.density is not None:
        low, high = (format_number(number, t.language, 2) for number in detail.density)
        chips.append((f"{low} t/m³" if low == high else f"{low}–{high} t/m³", "line"))
    if detail.hazard == "yes":
        chips.append((t("hazardous"), "danger"))
    elif detail.hazard == "maybe":
        chips.append((t("may be hazardous"), "warning"))
    return tuple(chips)


def _use(use: Use, t: Translator) -> Fact:
    proven = use.documented
    places = places_of(proven)
    if use.ruled_out:
        chips = [(t("ruled out"), "danger")]
    elif proven:
        chips = [(t("documented: {places}", places=places) if places else t("documented"), "success")]
    else:
        chips = [(t("common practice"), "line")]
    chips.append((t(DISTANCES[use.distance]), "fact"))
    lines = [
        Line(t("Why not"), "; ".join(use.ruled_out), "danger.text"),
        Line(t("How"), use.process, "text.primary"),
        Line(t("Who takes it"), _names(use.takers)),
        Line(t("Who has it"), _names(use.givers)),
        Line(t("What decides"), use.conditions),
        Line(t("Not where it"), ", ".join(use.forbids), "danger.text"),
        Line(t("Known for"), use.through.name if use.through else ""),
    ]
    shown = tuple(line for line in lines if line.text)
    return Fact(use.other.name, use.other.ref, chips=tuple(chips), lines=shown)


def _rule(rule: RuleLine, t: Translator) -> Fact:
    word, style = VERDICTS[rule.verdict]
    title = f"{rule.property} → {rule.purpose or t('every use')}"
    lines = (Line(t("Why"), rule.reason), Line(t("Written in"), rule.law))
    return Fact(title, chips=((t(word), style),), lines=tuple(line for line in lines if line.text))


def _entry(link: Link, t: Translator) -> Fact:
    return Fact(link.name, link.ref, link.lead, ((t("hazardous"), "danger"),) if link.hazardous else ())


def _case(case: Case, t: Translator) -> Fact:
    lines = (Line(t("Use"), case.use), Line(t("Place"), case.place))
    return Fact(
        case.link.name,
        case.link.ref,
        chips=(evidence_chip(case, t),),
        lines=tuple(line for line in lines if line.text),
    )


def _code(detail: CodeDetail, t: Translator) -> _Parts:
    chips: Chips = ((t("hazardous"), "danger"),) if detail.link.hazardous else ((t("not hazardous"), "line"),)
    lines = [
        Line(t("Chapter"), "  ".join(detail.chapter)),
        Line(t("Group"), "  ".join(detail.group)),
        Line(t("Words"), detail.words.replace("|", " · ")),
    ]
    sections = [
        Section(t("Concepts with this code"), detail.concepts),
        Section(t("Arises in"), detail.arises_in),
        Section(t("Precedents with this code"), facts=tuple(_case(case, t) for case in detail.cases)),
        Section(t("Other codes of the group"), facts=tuple(_entry(link, t) for link in detail.neighbours)),
    ]
    return chips, lines, sections


def _sector(detail: SectorDetail, t: Translator) -> _Parts:
    of = detail.profile_of
    lines = [Line(t("Profile"), t("that of {sector}", sector=f"{of.lead} {of.name}") if of else "")]
    groups = tuple(Fact(name, lead=code) for code, name in detail.waste_groups)
    sections = [
        Section(t("Part of"), detail.broader),
        Section(t("Typically gives"), detail.gives),
        Section(t("Typically buys"), detail.buys),
        Section(t("Questions for a visit"), facts=tuple(Fact(question) for question in detail.questions)),
        Section(t("Groups of waste"), facts=groups),
        Section(t("Precedents: gave"), facts=tuple(_case(case, t) for case in detail.gave)),
        Section(t("Precedents: took"), facts=tuple(_case(case, t) for case in detail.took)),
        Section(t("Parts of it"), facts=tuple(_entry(link, t) for link in detail.parts)),
    ]
    return (), lines, sections


def _precedent(detail: PrecedentDetail, t: Translator) -> _Parts:
    case = Case(detail.link, detail.use, detail.place, detail.evidence)
    lines = [
        Line(t("Use"), detail.use, "text.primary"),
        Line(t("Giver"), detail.giver),
        Line(t("Taker"), detail.taker),
        Line(t("Place"), detail.place),
        Line(t("Source"), detail.source),
    ]
    sections = [
        Section(t("Sector of the giver"), detail.givers),
        Section(t("Sector of the taker"), detail.takers),
        Section(t("Waste codes"), facts=tuple(_entry(link, t) for link in detail.codes)),
        Section(t("Precedents alike"), facts=tuple(_case(case, t) for case in detail.alike)),
    ]
    return (evidence_chip(case, t),), lines, sections


def _names(links: tuple[Link, ...]) -> str:
    return " · ".join(f"{link.lead} {link.name}".strip() for link in links)
