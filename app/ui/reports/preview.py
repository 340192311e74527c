"""Pages of a PDF as pictures, one at a time."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.context import UiContext

_MARGIN = 18


def render_page(pdf: bytes, page: int, width: int) -> tuple[QImage, int]:
    """Page `page` (from 0) of a PDF as a picture `width` pixels wide, and how many pages there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        shown = document[max(0, min(page, count - 1))]
        bitmap = shown.render(scale=width / shown.get_width(), rev_byteorder=True)
        channels = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}[bitmap.n_channels]
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, channels).copy()
        bitmap.close()
        shown.close()
    finally:
        document.close()
    return image, count


class PageView(QWidget):
    """Shows one page, as wide as there is room, on a desk a little darker than the window."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._image: QImage | None = None
        self._words = ""
        self.setMinimumSize(240, 240)

    def show_image(self, image: QImage) -> None:
        """Show a page."""
        self._image = image
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no page."""
        self._image = None
        self._words = words
        self.update()

    @property
    def has_page(self) -> bool:
        """Whether a page is on show."""
        return self._image is not None

    def page_width(self) -> int:
        """How many pixels of the screen a page gets across."""
        theme = self._ui.theme
        most = min(self.width() - 2 * _MARGIN, theme.px(620))
        return max(200, round(most * self._ratio()))

    def _ratio(self) -> float:
        """Pixels of the screen for each logical one; more where a picture is drawn sharper than the screen."""
        return max(self.devicePixelRatioF(), self._ui.icons.least_ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface.pressed"))
        if self._image is None:
            painter.setPen(theme.color("text.secondary"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(30, 0, -30, 0), flags, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self._ratio()
        width, height = round(self._image.width() / ratio), round(self._image.height() / ratio)
        place = QRect(QPoint((self.width() - width) // 2, _MARGIN), QRect(0, 0, width, height).size())
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme.color("border.control"))
        painter.drawImage(place, self._image)
