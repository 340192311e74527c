"""Which fields change together: they are logged, merged and undone as one value, so that nobody's "500" (t) meets
somebody else's "kg"."""

from functools import cache

from app.records import Kind

_TOGETHER: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.FIRM: {"place": ("province", "district", "osb", "site")},
    Kind.ATTENDANCE: {"seat": ("number", "table_no")},
    Kind.PARTICIPANT: {
        "contact": ("name", "phone", "email"),
        "consent": ("consent", "consent_version", "consent_at"),
    },
    Kind.CARD: {
        "amount": ("quantity", "unit", "period", "quantity_unconfirmed"),
        "code": ("code_system", "code"),
        "validity": ("valid_from", "valid_until"),
    },
    Kind.SYNERGY: {
        "stage": ("stage", "stage_since", "lost_reason", "review_on"),
        "next": ("next_step", "due_on", "owner"),
        "frozen": ("score", "reasons"),
    },
    Kind.DECISION: {"verdict": ("verdict", "reason", "at")},
}

# Columns that stay on this laptop: not in exports, not sent, not part of what two laptops must agree on.
PRIVATE_COLUMNS = frozenset({"notes"})

# Groups that hold personal data: in the log only sealed under the person's own key.
PERSONAL = {(Kind.PARTICIPANT, "contact")}


@cache
def group_of(kind: Kind, column: str) -> str:
    """The group that `column` belongs to; a column that stands alone is its own group."""
    for group, columns in _TOGETHER.get(kind, {}).items():
        if column in columns:
            return group
    return column


@cache
def columns_of(kind: Kind, group: str) -> tuple[str, ...]:
    """The columns of a group."""
    return _TOGETHER.get(kind, {}).get(group, (group,))
