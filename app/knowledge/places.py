"""Where a firm is: industrial zone, district or province, looked up by name."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.common.turkish import match_key
from app.knowledge.tables import Fault, Row, make_each

EARTH_KM = 6371.0
KINDS = ("province", "district", "osb")


@dataclass(frozen=True, slots=True)
class Place:
    """A named point. `kind`: province | district | osb (organised industrial zone, to about 5 km)."""

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


def read_places(rows: Iterable[Row], faults: list[Fault]) -> PlaceTable:
    """The table; a place outside Turkey's frame, or given twice, is left out and told."""
    found: dict[tuple[str, str, str], Place] = {}
    for row, place in make_each(rows, _make, faults):
        key = place.kind, match_key(place.name), place.province
        if key in found:
            faults.append(row.fault(f"{place.name} ({place.province}) is given twice"))
        else:
            found[key] = place
    return PlaceTable(found.values())


def _make(row: Row) -> Place:
    return Place(
        kind=row.choice("kind", KINDS),
        name=row.text("name"),
        province=row.text("province"),
        lat=row.number("lat", 35.8, 42.2),
        lon=row.number("lon", 25.6, 44.9),
    )
