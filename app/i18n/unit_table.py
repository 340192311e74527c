"""The units that a workshop uses: code, definition for the converter, labels, and every way people write them.

Spellings are compared by `match_key`, so "m³", "M3" and "m3" are one. Figures are definitions (1 L = 0.001 m³,
1 kWh = 3.6 MJ, 1 kcal = 4.1868 kJ, 1 toe = 11.63 MWh by the IEA's convention, 1 dönüm = 1 000 m² as used in Turkey
today). A palette, a big bag or a person is a unit of its own: nothing turns it into tonnes without being told how.
Nm³ and Sm³ (gas at a stated state) are likewise not m³ of anything else.
"""

from typing import Final, NamedTuple


class UnitRow(NamedTuple):
    """One line of the table. `definition` is what stands right of "=" for pint; "[name]" opens a new dimension."""

    code: str
    definition: str
    dimension: str
    tr: str
    en: str
    spellings: str  # separated by "|", match_key form; code and labels are added to them


MEASURES: Final = (
    UnitRow("t", "[mass]", "mass", "t", "t", "ton|tonn|tn|tons|tonne|tonnes|mt ton|metrik ton"),
    UnitRow("kg", "t / 1000", "mass", "kg", "kg", "kilo|kilogram|kgs|kilograms"),
    UnitRow("g", "t / 1000000", "mass", "g", "g", "gr|gram|grams"),
    UnitRow("m3", "[volume]", "volume", "m³", "m³", "m^3|metrekup|metre kup|cubic metre|cubic metres|cbm"),
    UnitRow("L", "m3 / 1000", "volume", "L", "L", "l|lt|ltr|litre|liter|litres|liters"),
    UnitRow("mL", "m3 / 1000000", "volume", "mL", "mL", "cc|mililitre|millilitre"),
    UnitRow("hL", "m3 / 10", "volume", "hL", "hL", "hektolitre|hectolitre"),
    UnitRow("Nm3", "[normal_volume]", "normal_volume", "Nm³", "Nm³", "normal metrekup|nm^3"),
    UnitRow("Sm3", "[standard_volume]", "standard_volume", "Sm³", "Sm³", "standart metrekup|sm^3"),
    UnitRow("m2", "[area]", "area", "m²", "m²", "m^2|metrekare|metre kare|square metre|square metres|sqm"),
    UnitRow("donum", "m2 * 1000", "area", "dönüm", "dönüm", "dekar|da"),
    UnitRow("ha", "m2 * 10000", "area", "ha", "ha", "hektar|hectare|hectares"),
    UnitRow("m", "[length]", "length", "m", "m", "metre|mt|mtul|metretul|meter|metres|meters"),
    UnitRow("MWh", "[energy]", "energy", "MWh", "MWh", "megavatsaat|megawatt hour"),
    UnitRow("kWh", "MWh / 1000", "energy", "kWh", "kWh", "kw saat|kws|kilovatsaat|kilowatt hour|kilowatt hours"),
    UnitRow("GWh", "MWh * 1000", "energy", "GWh", "GWh", "gigavatsaat"),
    UnitRow("MJ", "MWh / 3600", "energy", "MJ", "MJ", "megajul|megajoule"),
    UnitRow("GJ", "MWh / 3.6", "energy", "GJ", "GJ", "gigajul|gigajoule"),
    UnitRow("kcal", "MWh * 4.1868 / 3600000", "energy", "kcal", "kcal", "kilokalori"),
    UnitRow("Gcal", "MWh * 4186.8 / 3600", "energy", "Gcal", "Gcal", "gigakalori"),
    UnitRow("toe", "MWh * 11.63", "energy", "TEP", "toe", "tep|ton petrol esdegeri"),
    UnitRow("kW", "MWh / 1000 / h", "power", "kW", "kW", "kilovat|kilowatt|kwt|kwe|kwth|kwel"),
    UnitRow("MW", "MWh / h", "power", "MW", "MW", "megavat|megawatt|mwt|mwe|mwth|mwel"),
    UnitRow("kWp", "[peak_power]", "peak_power", "kWp", "kWp", "kilovat tepe"),
    UnitRow("MWp", "kWp * 1000", "peak_power", "MWp", "MWp", "megavat tepe"),
    UnitRow("kVA", "[apparent_power]", "apparent_power", "kVA", "kVA", "kva"),
    UnitRow("h", "[time]", "time", "saat", "h", "sa|saat|hour|hours|hr|hrs|makine saati|tezgah saati"),
    UnitRow("min", "h / 60", "time", "dakika", "min", "dk|minute|minutes"),
    UnitRow("day", "[working_day]", "working_day", "gün", "days", "gun|day|is gunu"),
    UnitRow("shift", "[shift]", "shift", "vardiya", "shifts", "shift"),
    UnitRow("person", "[person]", "person", "kişi", "people", "person|persons"),
    UnitRow("person_day", "[person_day]", "person_day", "kişi-gün", "person-days", "kisi gun|adam gun|adam-gun"),
    UnitRow(
        "person_hour", "[person_hour]", "person_hour", "kişi-saat", "person-hours", "adam saat|adam-saat|kisi saat"
    ),
    UnitRow("piece", "[piece]", "piece", "adet", "pcs", "ad|tane|pc|piece|pieces"),
    UnitRow("pair", "[pair]", "pair", "çift", "pairs", "pair"),
    UnitRow("set", "[set]", "set", "takım", "sets", "takim|set"),
    UnitRow(
        "pallet_place", "[pallet_place]", "pallet_place", "palet pozisyonu", "pallet places", "palet yeri|palet goz"
    ),
    UnitRow("trip", "[trip]", "trip", "sefer", "trips", "trip"),
    UnitRow("fill", "[fill]", "fill", "dolum", "fills", "fill"),
    UnitRow("sample", "[sample]", "sample", "numune", "samples", "sample"),
    UnitRow("analysis", "[analysis]", "analysis", "analiz", "analyses", "analysis|test"),
    UnitRow("seat", "[seat]", "seat", "koltuk", "seats", "seat"),
    UnitRow("room", "[room]", "room", "oda", "rooms", "room"),
    UnitRow("gauge", "[gauge]", "gauge", "sayaç", "gauges", "gauge"),
    UnitRow("head", "[head]", "head", "baş", "head", "bas hayvan"),
)

# Things that hold something, and things by themselves: somebody may want three hundred of them empty.
CONTAINERS: Final = (
    UnitRow("pallet", "[pallet]", "pallet", "palet", "pallets", "pallet|plt"),
    UnitRow("big_bag", "[big_bag]", "big_bag", "big bag", "big bags", "bigbag|big-bag|bigbags|bb|fibc"),
    UnitRow("ibc", "[ibc]", "ibc", "IBC", "IBCs", "ibc tank|ibc konteyner|kafesli tank"),
    UnitRow("bale", "[bale]", "bale", "balya", "bales", "bale"),
    UnitRow("sack", "[sack]", "sack", "çuval", "sacks", "sack"),
    UnitRow("bag", "[bag]", "bag", "torba", "bags", "bag"),
    UnitRow("drum", "[drum]", "drum", "varil", "drums", "drum|barrel|barrels"),
    UnitRow("cask", "[cask]", "cask", "fıçı", "casks", "cask"),
    UnitRow("can", "[can]", "can", "teneke", "cans", "teneke|can"),
    UnitRow("jerrycan", "[jerrycan]", "jerrycan", "bidon", "jerrycans", "jerrycan"),
    UnitRow("bucket", "[bucket]", "bucket", "kova", "buckets", "bucket"),
    UnitRow("parcel", "[parcel]", "parcel", "koli", "cartons", "carton"),
    UnitRow("box", "[box]", "box", "kutu", "boxes", "box"),
    UnitRow("pack", "[pack]", "pack", "paket", "packs", "pack"),
    UnitRow("crate", "[crate]", "crate", "kasa", "crates", "crate"),
    UnitRow("case", "[case]", "case", "sandık", "cases", "case"),
    UnitRow("roll", "[roll]", "roll", "rulo", "rolls", "roll"),
    UnitRow("reel", "[reel]", "reel", "bobin", "reels", "reel"),
    UnitRow("spool", "[spool]", "spool", "makara", "spools", "spool"),
    UnitRow("sheet", "[sheet]", "sheet", "levha", "sheets", "sheet|tabaka"),
    UnitRow("plate", "[plate]", "plate", "plaka", "plates", "plate"),
    UnitRow("bottle", "[bottle]", "bottle", "şişe", "bottles", "bottle"),
    UnitRow("cylinder", "[cylinder]", "cylinder", "tüp", "cylinders", "cylinder"),
    UnitRow("container", "[container]", "container", "konteyner", "containers", "konteynir|container|cont"),
    UnitRow("truck", "[truck]", "truck", "kamyon", "truckloads", "truck|trucks|truckload"),
    UnitRow("lorry", "[lorry]", "lorry", "tır", "semi-trailer loads", "semi-trailer"),
    UnitRow("tanker", "[tanker]", "tanker", "tanker", "tankers", "tanker"),
)

UNIT_ROWS: Final = MEASURES + CONTAINERS
