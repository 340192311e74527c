"""What would be sent to a peer, in numbers and with the reasons why something stays."""

from typing import Any

from app.model.peers import PeerRecord, waiting
from app.model.preview import all_levels, counted, file_names
from app.records import Kind
from app.services.sync_rows import Preview, PreviewLine
from app.sync.lens import LENSES, REASON_DECISION


def preview(session: Any, peer: PeerRecord) -> Preview:
    """Counts by kind of row, in the order in which people think of them."""
    tables = counted(all_levels(session, peer, LENSES[peer.kind]))
    lines = []
    for kind in Kind:
        if kind.value in tables:
            whole, part, kept, reasons = tables[kind.value]
            why = tuple(sorted(reasons.items())) + (((REASON_DECISION, kept),) if kept else ())
            lines.append(PreviewLine(kind.value, whole, part, kept, why))
    return Preview(tuple(lines), waiting(session, peer), tuple(file_names(session, peer.workshop_id)))
