"""Words for the codes of the tables: kinds of rows, states, distances, evidence, verdicts, proposals."""

from collections.abc import Mapping
from typing import Final

from app.common.messages import N_
from app.i18n import Translator
from app.records import ProposalKind
from app.services.knowledge_rows import Case, RowKind

# kind → icon, what one is called, what several are called
KINDS: Final[Mapping[RowKind, tuple[str, str, str]]] = {
    RowKind.CONCEPT: ("concept", N_("Concept"), N_("Concepts")),
    RowKind.CODE: ("code", N_("Waste code"), N_("Waste codes")),
    RowKind.SECTOR: ("firm", N_("Sector"), N_("Sectors")),
    RowKind.PRECEDENT: ("precedent", N_("Precedent"), N_("Precedents")),
}
CATEGORIES: Final[Mapping[str, str]] = {
    "material": N_("Material"),
    "byproduct_waste": N_("By-product, waste"),
    "energy": N_("Energy"),
    "water": N_("Water"),
    "gas": N_("Gas"),
    "packaging": N_("Packaging"),
    "logistics": N_("Logistics"),
    "space": N_("Space"),
    "capacity_equipment": N_("Equipment, capacity"),
    "expertise_service": N_("Expertise, service"),
    "people": N_("People"),
    "use": N_("Use"),
}
STATES: Final[Mapping[str, str]] = {
    "solid": N_("solid"),
    "powder": N_("powder"),
    "granular": N_("granular"),
    "liquid": N_("liquid"),
    "sludge": N_("sludge"),
    "paste": N_("paste"),
    "gas": N_("gas"),
    "fibrous": N_("fibrous"),
    "item": N_("single pieces"),
}
STATUSES: Final[Mapping[str, str]] = {
    "product": N_("product"),
    "by_product": N_("by-product"),
    "waste": N_("waste"),
    "end_of_waste": N_("end of waste after recovery"),
}
DISTANCES: Final[Mapping[str, str]] = {
    "site": N_("next door"),
    "near": N_("up to 30 km"),
    "region": N_("up to 150 km"),
    "country": N_("within the country"),
    "any": N_("any distance"),
}
# verdict → word, style of its chip
VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "forbidden": (N_("forbidden"), "danger"),
    "permit": (N_("with a permit only"), "warning"),
    "ask": (N_("to be asked"), "fact"),
}
# evidence of an exchange → word, style of its chip; only F may be called documented
EVIDENCE: Final[Mapping[str, tuple[str, str]]] = {
    "F": (N_("documented"), "success"),
    "P": (N_("planned"), "line"),
    "B": (N_("general knowledge"), "line"),
}
PROPOSALS: Final[Mapping[ProposalKind, str]] = {
    ProposalKind.WRONG: N_("Wrong"),
    ProposalKind.MISSING: N_("Missing"),
    ProposalKind.UNCLEAR: N_("Unclear"),
    ProposalKind.NEW: N_("New"),
}


def evidence_chip(case: Case, t: Translator) -> tuple[str, str]:
    """How sure it is that an exchange took place: words and style."""
    word, style = EVIDENCE[case.evidence]
    return t(word), style


def places_of(cases: tuple[Case, ...]) -> str:
    """Where exchanges took place, each place once."""
    return ", ".join(dict.fromkeys(case.place for case in cases if case.place))
