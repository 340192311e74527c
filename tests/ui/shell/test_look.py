"""Tokens, stylesheet, fonts, icons and the shapes that carry meaning."""

import re
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter, QPixmap, QRawFont
from PySide6.QtWidgets import QApplication

from app.records import Band, Direction, Stage
from app.ui import paint
from app.ui.context import UiContext
from app.ui.icons import icon_names
from app.ui.theme import tokens


def shape(draw, ground: QColor) -> frozenset[tuple[int, int]]:
    """The points of a drawing that stand out from the ground: what is left of it without its colours."""
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(ground)
    painter = QPainter(image)
    draw(painter, QRect(0, 0, 64, 64))
    painter.end()
    points = ((x, y) for x in range(64) for y in range(64))
    return frozenset((x, y) for x, y in points if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40)


def test_both_themes_have_the_same_tokens() -> None:
    table = tokens()["color"]
    assert table["light"].keys() == table["dark"].keys()


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_stylesheet_has_nothing_left_to_fill_in(ui: UiContext, each_theme: str, scale: float) -> None:
    ui.theme.switch(each_theme, scale)
    sheet = re.sub(r"/\*.*?\*/", "", ui.theme.stylesheet(), flags=re.DOTALL)
    assert "@" not in sheet
    assert "icon(" not in sheet
    assert not re.search(r"\d+sp\b", sheet)
    assert f"font-size: {round(13 * scale)}px" in sheet or f"font-size: {round(12 * scale)}px" in sheet


def test_text_scale_moves_fonts_and_lengths_together(ui: UiContext) -> None:
    ui.theme.switch(scale=1.5)
    assert ui.theme.px(30) == 45
    assert ui.theme.font(13).pixelSize() == 20
    ui.theme.switch(scale=9.0)
    assert ui.theme.scale == 2.0


def test_an_unknown_token_is_an_error(ui: UiContext) -> None:
    with pytest.raises(KeyError):
        ui.theme.color("surface.nowhere")


def test_every_weight_is_its_own_face_and_has_turkish_letters(ui: UiContext, fonts: tuple[str, ...]) -> None:
    names = set()
    for weight in (400, 500, 600):
        font = ui.theme.font(13, weight)
        assert QFontInfo(font).family().startswith("Fira Sans")
        raw = QRawFont.fromFont(font)
        assert all(raw.supportsCharacter(ord(letter)) for letter in "ğĞşŞıİçÇöÖüÜâ→↑↓…–₂³·×")
        names.add((raw.familyName(), raw.weight()))
    assert len(names) == 3


def test_figures_have_one_width(ui: UiContext) -> None:
    raw = ui.theme.font(13)
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(raw)
    assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1


def test_every_icon_is_drawn_in_the_colour_of_its_token(ui: UiContext) -> None:
    wanted = ui.theme.color("danger.text")
    assert len(icon_names()) > 80
    for name in icon_names():
        image = ui.icons.pixmap(name, 16, "danger.text", 2.0).toImage()
        assert (image.width(), image.height()) == (32, 32), name
        solid = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
        assert solid, name
        assert all(abs(color.red() - wanted.red()) < 4 for color in solid), name


def test_icons_follow_the_theme_and_are_kept(ui: UiContext) -> None:
    light = ui.icons.pixmap("undo", 16)
    assert ui.icons.pixmap("undo", 16).cacheKey() == light.cacheKey()
    ui.theme.switch("dark")
    assert ui.icons.pixmap("undo", 16).cacheKey() != light.cacheKey()


def test_an_icon_that_is_not_in_the_set_is_an_error(ui: UiContext) -> None:
    with pytest.raises(FileNotFoundError):
        ui.icons.pixmap("no-such-icon", 16)


def test_directions_bands_and_stages_differ_without_their_colours(ui: UiContext, each_theme: str) -> None:
    ui.theme.switch(each_theme)
    theme, ground = ui.theme, ui.theme.color("surface.panel")
    kinds = (
        [shape(lambda p, r, one=one: paint.draw_direction(p, r, one, theme), ground) for one in Direction],
        [shape(lambda p, r, one=one: paint.draw_stage_ring(p, r, one, theme), ground) for one in Stage],
    )
    for drawings in kinds:
        assert all(len(first ^ second) > 100 for first, second in combinations(drawings, 2))


def test_the_meter_fills_as_many_bars_as_the_band_is_strong(ui: UiContext) -> None:
    filled = {}
    for band in Band:
        pixmap = QPixmap(28, 24)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        paint.draw_meter(painter, pixmap.rect(), band, ui.theme)
        painter.end()
        image, color = pixmap.toImage(), ui.theme.color(f"band.{band.value}.base")
        filled[band] = sum(image.pixelColor(x, 21) == QColor(color) for x in (3, 13, 23))
    assert filled == {Band.STRONG: 3, Band.LIKELY: 2, Band.WEAK: 1}


def test_a_chip_is_as_wide_as_it_said(ui: UiContext, qapp: QApplication) -> None:
    pixmap = QPixmap(300, 40)
    painter = QPainter(pixmap)
    for text in ("tehlikeli", "02 03 01", "ısıl işlem görmüş İğde"):
        assert paint.draw_chip(painter, 0, 0, text, ui.theme, "line") == paint.chip_width(text, ui.theme)
    painter.end()
