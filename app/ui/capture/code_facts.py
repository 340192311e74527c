"""The chips behind what was understood: the waste code that the card has or might have, and the usual unit."""

from __future__ import annotations

from typing import Final

from app.common.turkish import match_key
from app.i18n import Translator
from app.i18n.card_line import UnderstoodLine
from app.i18n.units import unit_label
from app.services.lookups import CodeName
from app.ui.capture.code_choice import CodeChoice
from app.ui.capture.understood_bar import Fact
from app.ui.card_words import code_words

CODE_KEYS: Final = ("Alt", "K")


def code_facts(understood: UnderstoodLine, codes: CodeChoice, t: Translator) -> list[Fact]:
    """They stand last, so that no chip moves when one of them comes or goes."""
    facts = []
    own = understood.code or codes.chosen
    if own is not None:
        facts.append(_own(own, codes, t, typed=understood.code is not None))
    elif codes.hint.offers:
        facts.append(_offered(codes, t))
    elif codes.hint.concept and match_key(codes.hint.name.get(t.language)) != match_key(understood.title):
        facts.append(Fact(t("Probably"), codes.hint.name.get(t.language), "border.strong", quiet=True))
    if codes.hint.unit and (understood.unit is None or not understood.unit_known):
        facts.append(Fact(t("Usual unit"), unit_label(codes.hint.unit, t.language), "border.strong", quiet=True))
    return facts


def _own(code: str, codes: CodeChoice, t: Translator, *, typed: bool) -> Fact:
    """The code of the card: on the list with its title, elsewise as typed and flagged."""
    keys = () if typed else CODE_KEYS
    act = "" if typed else "code"
    name = codes.name(code)
    if codes.unknown(code):
        return Fact(t("Unknown code"), code_words(code), "warning.base", warn=True, keys=keys, act=act)
    if name is None:  # not looked up yet
        return Fact(t("Waste code"), code_words(code), "accent.base", keys=keys, act=act)
    return Fact(t("Waste code"), _worded(name, t), "accent.base", hazard=name.hazardous, keys=keys, act=act)


def _offered(codes: CodeChoice, t: Translator) -> Fact:
    offers = codes.hint.offers
    worded = tuple(_worded(offer, t) for offer in offers)
    return Fact(
        codes.hint.name.get(t.language),
        worded[0],
        "border.strong",
        choices=worded if len(worded) > 1 else (),
        quiet=True,
        hazard=len(offers) == 1 and offers[0].hazardous,
        keys=CODE_KEYS,
        act="code",
    )


def _worded(name: CodeName, t: Translator) -> str:
    """As the list prints it, with the asterisk of a hazardous waste: "08 01 13* Boya çamuru"."""
    return f"{code_words(name.code)}{'*' if name.hazardous else ''} {name.title.get(t.language)}"
