"""What is true of industry, as tables: waste codes, sectors, places, concepts, what can serve as what, and rules.

The tables are plain CSV files under `resources/knowledge`; rows are added there, never in code.
"""

from app.knowledge.concepts import Concept, ConceptTable
from app.knowledge.conversions import Conversion, ConversionTable, Text
from app.knowledge.loading import Knowledge, load, read_knowledge
from app.knowledge.places import Place, PlaceTable, distance_km
from app.knowledge.sectors import Sector, SectorTable, division_of

__all__ = [
    "Concept",
    "ConceptTable",
    "Conversion",
    "ConversionTable",
    "Knowledge",
    "Place",
    "PlaceTable",
    "Sector",
    "SectorTable",
    "Text",
    "distance_km",
    "division_of",
    "load",
    "read_knowledge",
]
