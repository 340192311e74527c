"""The matching engine: records in, explained matches out. Pure: no store, no clock, no settings, no window."""

from app.matching.all_pairs import MatchRun, match_all, run_matching
from app.matching.allocation import Allocation, allocate
from app.matching.building import build_index
from app.matching.encoder import Encoder, load_encoder
from app.matching.index import MatchIndex
from app.matching.one_sided import OneSided, matched_cards, one_sided
from app.matching.pool import Pool, pool
from app.matching.profile import DEFAULT_PROFILE, Profile
from app.matching.ranking import RankedRow, rank_rows
from app.matching.reading import meaning_text

__all__ = [
    "DEFAULT_PROFILE",
    "Allocation",
    "Encoder",
    "MatchIndex",
    "MatchRun",
    "OneSided",
    "Pool",
    "Profile",
    "RankedRow",
    "allocate",
    "build_index",
    "load_encoder",
    "match_all",
    "matched_cards",
    "meaning_text",
    "one_sided",
    "pool",
    "rank_rows",
    "run_matching",
]
