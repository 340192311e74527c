"""The words about cards without a partner."""

from __future__ import annotations

from app.i18n import Translator
from app.i18n.formats import format_number
from app.records import Direction
from app.services.pool_rows import LonelyCard, NearbyFirm, PossibleSector
from app.ui.card_words import direction_word, distance_words
from app.ui.matches.lonely_rows import Answer, FirmOf, Row, SideHeading


def row_words(row: Row, t: Translator) -> str:
    """A row of the list as a screen reader says it."""
    if isinstance(row, SideHeading):
        return f"{direction_word(row.direction, t)}: {format_number(row.count, t.language)}"
    card, firm = row.row.card, row.row.firm
    return f"{direction_word(card.direction, t)}: {card.title}, {firm.name}. {hope_words(row, t)}"


def hope_words(card: LonelyCard, t: Translator) -> str:
    """How many firms of the room could answer, or that none could."""
    if card.firms:
        return t.plural("{n} firm", "{n} firms", card.firms)
    if card.relatives:
        return t.plural("{n} of a like sector", "{n} of a like sector", card.relatives)
    return t("nobody in the room") if card.sectors else t("no use known")


def asked_words(direction: Direction, t: Translator) -> str:
    """What the answers are about."""
    return t("Who could take it") if direction is Direction.HAVE else t("Who could give it")


def count_words(card: LonelyCard, t: Translator) -> str:
    """Sectors and firms in one line."""
    sectors = t.plural("{n} sector", "{n} sectors", len(card.sectors))
    return f"{sectors} · {hope_words(card, t)}" if card.sectors else ""


def reason_words(sector: PossibleSector, t: Translator) -> str:
    """Why a sector could step in."""
    if sector.ground == "gives":
        return t("typically has it: {thing}", thing=sector.source)
    said = f"{sector.source} → {sector.target}"
    if sector.ground == "case":
        return f"{said} ({sector.place})" if sector.place else said
    return f"{said}: {sector.process}" if sector.process else said


def evidence_words(sector: PossibleSector, t: Translator) -> tuple[str, str]:
    """How far the reason is known, and the style of its chip: only a found exchange is called documented."""
    if sector.documented:
        return t("documented"), "success"
    if sector.ground == "gives":
        return t("sector profile"), "fact"
    return (t("common practice") if sector.ground == "conversion" else t("similar case")), "fact"


def where_words(near: NearbyFirm, t: Translator) -> str:
    """Table and distance of a firm, as far as known."""
    seat, parts = near.attendance, []
    if seat is not None and seat.table_no is not None:
        parts.append(t("Table {n}", n=seat.table_no))
    if near.km is not None:
        parts.append(distance_words(near.km, t))
    return " · ".join(parts)


def answer_words(row: Answer, t: Translator) -> str:
    """A sector or a firm as a screen reader says it."""
    if isinstance(row, FirmOf):
        parts = [row.near.firm.name, where_words(row.near, t), "" if row.near.exact else t("same division only")]
        return ", ".join(part for part in parts if part)
    firms = t.plural("{n} firm in the room", "{n} firms in the room", len(row.firms))
    said = firms if row.firms else t("no firm in the room")
    return f"{row.ref.id} {row.name}. {reason_words(row, t)}. {evidence_words(row, t)[0]}. {said}"
