"""Where a firm is: industrial zone, district or province, looked up by name."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.common.turkish import match_key

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A named point. `kind`: province | district | osb (organised industrial zone, to about 3 km)."""

    kind: str
    name: str
    province: str
    lat: float
    lon: float


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance; roads are longer, which matters to nobody who decides whether to phone."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


class PlaceTable:
    """Looks places up by `match_key`, the most exact kind first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._by_kind: dict[str, dict[str, list[Place]]] = {"osb": {}, "district": {}, "province": {}}
        for place in self.places:
            self._by_kind[place.kind].setdefault(match_key(place.name), []).append(place)

    def find(self, *, osb: str | None = None, district: str | None = None, province: str | None = None) -> Place | None:
        """The most exact place that the given names fit; None where none is known.

        A zone name may carry more words than ours ("Aliağa OSB (ALOSBİ)"). A district name that several provinces
        share counts only with the province.
        """
        if osb and (place := self._find_zone(match_key(osb))):
            return place
        if district:
            named = self._by_kind["district"].get(match_key(district), [])
            fitting = [place for place in named if not province or match_key(place.province) == match_key(province)]
            if len(fitting) == 1:
                return fitting[0]
        for name in (province, district):
            if name and (found := self._by_kind["province"].get(match_key(name))):
                return found[0]
        return None

    def _find_zone(self, key: str) -> Place | None:
        zones = self._by_kind["osb"]
        if key in zones:
            return zones[key][0]
        inside = [name for name in zones if name in key]
        return zones[max(inside, key=len)][0] if inside else None


def read_places(rows: Iterable[Mapping[str, str]]) -> PlaceTable:
    """The table from rows of kind, name, province, lat, lon."""
    return PlaceTable(
        Place(row["kind"], row["name"], row["province"], float(row["lat"]), float(row["lon"])) for row in rows
    )
