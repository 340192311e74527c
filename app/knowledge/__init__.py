"""What is true of industry, as tables: places, sectors, concepts and what can serve as what.

The tables are plain CSV files under `resources/knowledge`; rows are added there, never in code.
"""

from app.knowledge.concepts import Concept, ConceptTable, Conversion
from app.knowledge.loading import Knowledge, load
from app.knowledge.places import Place, PlaceTable, distance_km
from app.knowledge.sectors import Sector, SectorTable, division_of

__all__ = [
    "Concept",
    "ConceptTable",
    "Conversion",
    "Knowledge",
    "Place",
    "PlaceTable",
    "Sector",
    "SectorTable",
    "distance_km",
    "division_of",
    "load",
]
