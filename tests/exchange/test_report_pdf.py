"""The workshop report: readable text with Turkish letters, totals with their rule, every synergy with its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.exchange import write_report_pdf
from app.exchange.pdf_fonts import REGULAR, Typesetter
from app.exchange.report import ReportCard, ReportCounter, ReportFirm, ReportSynergy, WorkshopReport
from app.records import Direction, Origin, Stage
from tests.exchange.sample_report import REASON, sample_report


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for place in range(len(document)):
            page = document[place]
            text = page.get_textpage()
            texts.append(text.get_text_bounded().replace("\r\n", "\n"))
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def flat(texts: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(texts))


@pytest.fixture(scope="module")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("pdf") / "rapor.pdf"
    write_report_pdf(sample_report("tr", 60), path, "tr")
    return pages(path)


def test_cover_says_what_was_counted_and_how(turkish: list[str]) -> None:
    cover = flat(turkish[:1])

    for text in (
        "İzmir Sinerji Çalıştayı",
        "Çalıştay raporu",
        "15.10.2026",
        "Kemalpaşa OSB, büyük salon",
        *("109", "226", "637", "potansiyel sinerji"),
        "Panodaki ayrı sinerjiler; kaybedilenler sayılmaz.",
        "412 açık öneri karar bekliyor.",
        "Bu çalıştayın firmaları, kişileri ve kartları uydurmadır.",
    ):
        assert text in cover


def test_every_page_is_numbered(turkish: list[str]) -> None:
    assert len(turkish) > 10
    for number, text in enumerate(turkish, start=1):
        assert f"Sayfa {number} / {len(turkish)}" in text
        assert "Sinerji Masası" in text


def test_every_synergy_stands_with_its_reason(turkish: list[str]) -> None:
    text = flat(turkish)

    assert text.count("taşıma 16 km; nem sorulacak.") == 45  # of 60, each fourth was linked by hand
    assert text.count("Elle bağlandı.") == 15
    assert text.count("Sıradaki adım: Numune istenecek") == 20


def test_all_cards_and_firms_are_listed(turkish: list[str]) -> None:
    text = re.sub(r"\s", "", "".join(turkish))
    report = sample_report("tr", 0)

    missing = [card.title for card in report.cards if re.sub(r"\s", "", card.title) not in text]
    assert missing == []
    assert [firm.name for firm in report.firms if re.sub(r"\s", "", firm.name) not in text] == []


def test_people_are_never_in_the_report(turkish: list[str]) -> None:
    text = flat(turkish)

    assert not [person.name for person in sample_report("tr", 0).people if person.name and person.name in text]


def test_turkish_letters_keep_their_identity(turkish: list[str]) -> None:
    letters = set("".join(turkish))

    assert set("ğşıİĞŞçöüÇÖÜ³²→") - {"Ğ", "²"} <= letters


def test_quantities_are_written_as_the_language_does(tmp_path: Path, turkish: list[str]) -> None:
    write_report_pdf(sample_report("en", 4), tmp_path / "report.pdf")
    english = flat(pages(tmp_path / "report.pdf"))

    assert "900 t/yıl" in flat(turkish)
    assert "2.500 m³/yıl" in flat(turkish)
    assert "2,500 m³/year" in english
    assert "Page 1 / " in english
    assert "412 open suggestions wait for a decision." in english


def test_same_report_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_report_pdf(sample_report("tr", 3), tmp_path / name)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def small(title: str = "PİRİNA", description: str | None = None, reason: str | None = None) -> WorkshopReport:
    firm = ReportFirm("F1", "Işık Ağaç")
    card = ReportCard("C1", "F1", Direction.HAVE, title, description=description)
    synergy = ReportSynergy("C1", "C2", "Işık", title, "Çağ", "x", Stage.IDEA, Origin.ENGINE, reason=reason)
    counter = ReportCounter("firma", 1)
    return WorkshopReport("tr", "Küçük", "2026-11-21", (counter,), (firm,), (), (card,), (synergy,))


def test_one_row(tmp_path: Path) -> None:
    written = write_report_pdf(small(reason=REASON), tmp_path / "r.pdf")

    assert (written.pages, written.replaced) == (1, 0)
    assert "Sayfa 1 / 1" in pages(tmp_path / "r.pdf")[0]


def test_nothing_at_all(tmp_path: Path) -> None:
    written = write_report_pdf(WorkshopReport("tr", "Boş", "2026-11-21", ()), tmp_path / "r.pdf")

    assert written.pages == 1


def test_missing_letters_are_drawn_as_boxes_and_counted(tmp_path: Path) -> None:
    written = write_report_pdf(small("talaş 木屑", "üzgün 😀"), tmp_path / "r.pdf")
    text = flat(pages(tmp_path / "r.pdf"))

    assert written.replaced >= 5  # the title stands in both tables
    assert "talaş" in text
    assert "木" not in text
    assert "harf kutu olarak çizildi." in text


def test_a_text_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    words = [f"söz{number}" for number in range(2500)]

    written = write_report_pdf(small(description=" ".join(words), reason="Ş" * 3000), tmp_path / "r.pdf")

    text = "".join(pages(tmp_path / "r.pdf"))
    assert written.pages > 3
    assert re.findall(r"söz\d+", text) == words
    assert text.count("Ş") == 3000


def test_six_thousand_rows(tmp_path: Path) -> None:
    report = sample_report("tr", 6000)

    written = write_report_pdf(replace(report, cards=report.cards[:5]), tmp_path / "r.pdf")

    texts = pages(tmp_path / "r.pdf")
    assert written.pages == len(texts)
    assert sum(text.count("Elle bağlandı.") for text in texts) == 1500


def test_a_damaged_text_never_stops_the_report(tmp_path: Path) -> None:
    write_report_pdf(small("a\x00b\x0b\ud800c", "\u202e sağdan sola"), tmp_path / "r.pdf")

    assert "sağdan sola" in flat(pages(tmp_path / "r.pdf"))


def test_nothing_is_drawn_over_the_margin_or_the_footer(tmp_path: Path) -> None:
    write_report_pdf(sample_report("tr", 60), tmp_path / "r.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    try:
        for place in range(0, len(document), 3):
            page = document[place]
            picture = page.render(scale=1, grayscale=True).to_pil()
            width, height = picture.size
            ink = picture.point(lambda level: 255 if level < 250 else 0)
            assert ink.crop((0, 0, 36, height)).getbbox() is None
            assert ink.crop((width - 36, 0, width, height)).getbbox() is None
            assert ink.crop((0, 795, width, 803)).getbbox() is None
            assert ink.getbbox() is not None
            page.close()
    finally:
        document.close()


def test_lines_break_at_blanks_and_inside_long_words() -> None:
    typesetter = Typesetter()

    lines = typesetter.lines("Çok uzun bir açıklama ile birkaç satır", REGULAR, 9, 80)
    assert " ".join(lines) == "Çok uzun bir açıklama ile birkaç satır"
    assert len(lines) > 1
    assert all(typesetter.width(line, REGULAR, 9) <= 80 for line in lines)
    assert "".join(typesetter.lines("ğ" * 100, REGULAR, 9, 80)) == "ğ" * 100
    assert typesetter.lines("Üreticisi 1", REGULAR, 9, typesetter.width("Üreticisi", REGULAR, 9)) != ["Üreticisi", "1"]
    assert typesetter.fitted("Çok uzun bir başlık", REGULAR, 9, 50).endswith("…")
