"""The small parts that every screen is built from."""

from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chip import Chip, FilterChip
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.glyphs import DirectionGlyph, IconLabel
from app.ui.widgets.keys import Kbd
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.panel import Panel, hairline, separator
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.switch import Switch

__all__ = [
    "Banner",
    "Button",
    "Chip",
    "DirectionGlyph",
    "ElidedLabel",
    "EmptyState",
    "FilterChip",
    "FlowLayout",
    "IconButton",
    "IconLabel",
    "Kbd",
    "Panel",
    "SearchBox",
    "Segmented",
    "Switch",
    "hairline",
    "label",
    "separator",
]
