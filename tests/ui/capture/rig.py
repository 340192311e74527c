"""A small workshop on a real store, and fingers for the capture screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.records import CardId, Direction, FirmId, Kind, WorkshopId
from app.services import Services
from app.services.rows import NewCard

FIRMS = ("Demir Dökümhanesi 1", "Işıklı Çimento Fabrikası", "İncir Gıda Sanayi", "Çiğli Şişe Cam", "IŞIL Boya")
CARDS = (
    (1, Direction.WANT, "silis kaynağı olarak döküm kumu"),
    (3, Direction.WANT, "kırık cam alınır"),
    (2, Direction.HAVE, "incir sapı kırıntısı"),
    (0, Direction.HAVE, "ocak cürufu"),
)


@dataclass(frozen=True)
class Desk:
    """The use cases of an open store and what stands in it."""

    services: Services
    workshop_id: WorkshopId
    firms: tuple[FirmId, ...]
    cards: tuple[CardId, ...]

    def newest(self) -> object:
        """The card stored last."""
        return self.services.cards.recent(self.workshop_id, 1)[0].card


def furnish(services: Services) -> Desk:
    """Fill an empty store."""
    workshop_id = WorkshopId(services.workshops.create("İzmir Sinerji Çalıştayı").created(Kind.WORKSHOP)[0])
    firms = tuple(
        FirmId(services.firms.add(workshop_id, name, table_no=place + 1).created(Kind.FIRM)[0])
        for place, name in enumerate(FIRMS)
    )
    cards = tuple(
        CardId(services.cards.add(NewCard(workshop_id, firms[firm], way, title)).created(Kind.CARD)[0])
        for firm, way, title in CARDS
    )
    return Desk(services, workshop_id, firms, cards)


def type_text(text: str) -> None:
    """Type into whatever has the keyboard; letters outside ASCII go the way an input method sends them."""
    for letter in text:
        target = focused()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key."""
    QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget
