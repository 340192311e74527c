"""Operations made by hand."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.operations import ERASED, ROW, Op


def op(
    op_id: str,
    parents: Iterable[str] = (),
    *,
    at: int = 0,
    device: str = "",
    entity: str = "resource_card",
    entity_id: str = "c1",
    groups: Mapping[str, Mapping[str, Any]] | None = None,
    **values: Any,
) -> Op:
    """An operation that sets each of `values` as a group of its own; `at` is what its author's clock said."""
    author = device or f"device-{op_id}"
    said = {name: {"new": {name: value}} for name, value in values.items()} | dict(groups or {})
    return Op(
        op_id, author, 1 + sum(op_id.encode()), f"use-{op_id}", "Edit", entity, entity_id, tuple(parents),
        f"{at:012x}-0000-{author}", "2026-11-21T09:30:00.000Z", "Işıl", said,
    )  # fmt: skip


def made(op_id: str, parents: Iterable[str] = (), **more: Any) -> Op:
    """An operation by which a row begins to live."""
    return op(op_id, parents, groups={ROW: {"old": "gone", "new": "live"}}, **more)


def deleted(op_id: str, parents: Iterable[str] = (), **more: Any) -> Op:
    """An operation by which a row dies."""
    return op(op_id, parents, groups={ROW: {"old": "live", "new": "gone"}}, **more)


def erased(op_id: str, parents: Iterable[str] = (), **more: Any) -> Op:
    """An operation that forgets a person."""
    return op(op_id, parents, entity="participant", groups={ERASED: {"new": {}}}, **more)


def card(op_id: str = "c9-1", card_id: str = "c9", **more: Any) -> Op:
    """A whole card that somebody elsewhere entered."""
    said = {"workshop_id": "w1", "firm_id": "f1", "direction": "have", "title": "Iğdır kayısısı", "audience": "public"}
    return made(op_id, entity_id=card_id, **(said | {"created_at": "2026-11-21T09:30:00.000Z"} | more))
