"""What requests and answers look like, as the OpenAPI schema shows it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# As in `app.sync.wire`; anchored, because a schema's pattern is searched for.
_ID_PATTERN = r"^[0-9A-Za-z_.:\-]{1,64}$"
Id = Annotated[str, StringConstraints(pattern=_ID_PATTERN)]
Entity = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Count = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class _Given(BaseModel):
    """What a newer sender says beyond this is passed over."""

    model_config = ConfigDict(extra="ignore")


class BatchIn(_Given):
    """Operations in the order of their sender; each one is checked apart, so that a bad one costs only itself."""

    protocol: Annotated[int, Field(strict=True)]
    dataset: Id
    first: Annotated[int, Field(strict=True, ge=1, lt=2**53)]
    ops: list[Any] = Field(default=[])
    withdrawn: list[Any] = Field(default=[])


class PresenceIn(_Given):
    """What a laptop tells of itself."""

    name: Line
    table: Count | None = None
    cards: Count = 0
    unsynced: Count = 0


class JoinIn(_Given):
    """A laptop wants to come into the room."""

    code: Annotated[str, StringConstraints(max_length=40)]
    device: Id
    name: Line


class Answer(BaseModel):
    """What every answer bears."""

    epoch: str
    server_time: str


class Health(BaseModel):
    """That the receiver is there."""

    ok: Literal[True]
    kind: str
    protocol: int
    oldest_protocol: int


class Status(Answer):
    """How far receiver and sender are."""

    kind: str
    protocol: int
    oldest_protocol: int
    dataset: str | None
    head: str | None
    last: int
    workshop: str | None
    name: str | None


class ResultOut(BaseModel):
    """What became of one operation."""

    id: str
    result: str
    loser: str | None = None
    need: int | None = None
    code: str | None = None
    field: str | None = None


class Pushed(Answer):
    """What became of a batch, operation by operation."""

    results: list[ResultOut]
    last: int
    head: str


class Changes(Answer):
    """Operations in the order of the feed; `cursor` continues behind them."""

    dataset: str
    changes: list[dict[str, Any]]
    cursor: str
    more: bool
    head: str


class SnapshotRow(BaseModel):
    """A row as its operations add up."""

    id: str
    workshop_id: str | None
    live: bool
    revived: bool
    erased: bool
    values: dict[str, Any]


class Snapshot(Answer):
    """Rows of one kind by id; `next` is the `after` of the next page."""

    dataset: str
    entity: str
    rows: list[SnapshotRow]
    next: str | None
    more: bool
    head: str


class BlobOut(Answer):
    """A file that was taken."""

    sha256: str
    size: int


class PresentOut(BaseModel):
    """A laptop of the room, as it told of itself `seconds` ago."""

    device: str
    name: str
    table: int | None
    cards: int
    unsynced: int
    seconds: int


class PresenceOut(Answer):
    """Who is there, and how far the feed is."""

    head: str
    present: list[PresentOut]


class Joined(Answer):
    """What opens the room."""

    token: str
    dataset: str
    workshop: str | None
    room_key: str


class NewCode(Answer):
    """A code to be read out; it is shown only now."""

    code: str
    expires_at: str
    seconds: int


class CodeOut(BaseModel):
    """A code that was made, and who came with it."""

    id: str
    made_at: str
    expires_at: str
    used_at: str | None
    used_by: str | None
    used_name: str | None


class Codes(Answer):
    """Codes that are still good or were used."""

    codes: list[CodeOut]


class WorkshopItem(BaseModel):
    """A workshop with the counters of the laptop."""

    id: str
    dataset: str
    name: str | None
    kind: str | None
    held_on: str | None
    place: str | None
    sample: bool
    firms: int
    participants: int
    cards: int
    haves: int
    wants: int
    potential_synergies: int


class WorkshopOut(Answer, WorkshopItem):
    """One workshop."""


class Workshops(Answer):
    """Workshops; `next` is the `after` of the next page."""

    workshops: list[WorkshopItem]
    next: str | None


class SynergyItem(BaseModel):
    """A synergy with its founding pair. `owner`, `next_step` and `due_on` only within the dataset."""

    id: str
    dataset: str
    workshop_id: str | None
    have_id: str | None
    have_title: str | None
    have_firm: str | None
    want_id: str | None
    want_title: str | None
    want_firm: str | None
    stage: Any = None
    stage_since: Any = None
    origin: Any = None
    score: Any = None
    lost_reason: Any = None
    review_on: Any = None
    created_at: Any = None
    owner: Any = None
    next_step: Any = None
    due_on: Any = None


class Synergies(Answer):
    """Synergies; `next` is the `after` of the next page."""

    synergies: list[SynergyItem]
    next: str | None


class ReportItem(BaseModel):
    """A file that was exported of a workshop. `actor` only within the dataset."""

    id: str
    dataset: str
    workshop_id: str | None
    kind: Any = None
    sha256: Any = None
    size: Any = None
    made_at: Any = None
    file_name: Any = None
    actor: Any = None


class Reports(Answer):
    """Files that were exported; `next` is the `after` of the next page."""

    reports: list[ReportItem]
    next: str | None


class ProblemBody(BaseModel):
    """Why a request was refused (RFC 9457). `code` is for programs, `field` says where something is wrong."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    oldest: int | None = None
    newest: int | None = None
    epoch: str | None = None
