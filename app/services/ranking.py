"""The ranked list of a whole workshop, or of a folder that no store knows."""

from dataclasses import dataclass
from pathlib import Path

from app.exchange.atomic_file import atomic_file
from app.matching import MatchIndex, RankedRow, load_encoder, rank_rows, run_matching
from app.matching.ranking import COLUMNS
from app.records import ResourceCard, WorkshopId
from app.services.folder_match import index_folder
from app.services.suggestions import SuggestionService

RANKED_COLUMNS = COLUMNS


@dataclass(frozen=True, slots=True)
class RankedRun:
    """The rows, how many of the possible pairs were compared for them, and why meaning was left out, if it was."""

    rows: list[RankedRow]
    compared: int
    possible: int
    encoder_note: str | None


def rank_folder(folder: Path, top: int) -> RankedRun:
    """Match a folder of CSV files or a workbook. InputError where it cannot be read."""
    encoder = load_encoder()
    index, cards = index_folder(folder, encoder)
    return _run(index, cards, top, load_encoder.reason if encoder is None else None)


def rank_workshop(suggestions: SuggestionService, workshop_id: WorkshopId, top: int) -> RankedRun:
    """Match a workshop of the store."""
    index, cards = suggestions.index_of(workshop_id)
    run = _run(index, cards, top, suggestions.encoder_note())
    suggestions.save_vectors(workshop_id)
    return run


def _run(index: MatchIndex, cards: list[ResourceCard], top: int, note: str | None) -> RankedRun:
    done = run_matching(index, top)
    return RankedRun(rank_rows(done.matches, cards), done.compared, done.possible, note)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all. InputError where it cannot be written."""
    with atomic_file(path) as file:
        file.write(text.encode("utf-8"))
