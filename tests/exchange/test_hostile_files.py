"""Files that are not what they say, or that want to fill the machine: each is refused with one sentence."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from app.common.errors import InputError
from app.exchange import preflight, read_import, workbook_reader

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_import(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return caught.value.message


def good_parts(raw_xlsx: ModuleType) -> dict[str, str]:
    rows = [raw_xlsx.row(1, ["Firma", "Yön", "Kaynak"]), raw_xlsx.row(2, ["Işık", "var", "talaş"])]
    return dict(raw_xlsx.parts({"Kartlar": raw_xlsx.sheet(rows)}))


def test_the_plain_workbook_of_these_tests_is_read(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    raw_xlsx.write(tmp_path / "iyi.xlsx", good_parts(raw_xlsx))

    assert [card.title for card in read_import(tmp_path / "iyi.xlsx").cards] == ["talaş"]


def test_password_protected(tmp_path: Path) -> None:
    path = tmp_path / "parolalı.xlsx"
    path.write_bytes(OLE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500)

    assert "password" in refusal(path)


def test_encrypted_zip_entry(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    path = tmp_path / "kilitli.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption in the directory
    path.write_bytes(bytes(data))

    assert "password" in refusal(path)


def test_old_excel(tmp_path: Path) -> None:
    path = tmp_path / "eski.xls"
    path.write_bytes(OLE + b"\0" * 2000 + "Workbook".encode("utf-16-le"))

    assert "old Excel format" in refusal(path)


def test_open_document_renamed(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")

    assert "OpenDocument" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"<html><table>", b"Firma;Kaynak"])
def test_something_else_renamed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ş.xlsx"
    path.write_bytes(content)

    refusal(path)


def test_a_word_document_renamed(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    path = tmp_path / "belge.xlsx"
    raw_xlsx.write(path, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})

    assert "damaged" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no name here")
@pytest.mark.parametrize("name", ["boru.csv", "boru.xlsx"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert "not a file" in refusal(tmp_path / name)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_truncated(tmp_path: Path, raw_xlsx: ModuleType, kept: float) -> None:
    path = tmp_path / "yarım.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])

    assert "damaged" in refusal(path)


def test_flipped_bytes_never_crash(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    path = tmp_path / "bozuk.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    data = path.read_bytes()
    for place in range(60, len(data), len(data) // 9):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        path.write_bytes(bytes(broken))
        with contextlib.suppress(InputError):  # anything else that is raised fails the test
            read_import(path)


def test_zip_bomb_is_refused_before_parsing(
    tmp_path: Path, raw_xlsx: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = good_parts(raw_xlsx)
    parts["xl/worksheets/sheet1.xml"] = "<worksheet>" + " " * 60_000_000
    path = tmp_path / "bomba.xlsx"
    raw_xlsx.write(path, parts)
    monkeypatch.setattr(workbook_reader, "child_command", lambda _path: pytest.fail("parsed"))

    assert path.stat().st_size < 200_000
    assert "unpacks" in refusal(path)


def test_sizes_that_lie_do_not_help(tmp_path: Path) -> None:
    path = tmp_path / "yalan.xlsx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"\0" * 30_000_000)
    data = bytearray(buffer.getvalue())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rindex(mark)
        data[place + offset : place + offset + 4] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))

    started = time.monotonic()
    refusal(path)
    assert time.monotonic() - started < 5


def test_too_many_entries(tmp_path: Path) -> None:
    path = tmp_path / "çok.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(preflight.MAX_ENTRIES + 1):
            archive.writestr(f"xl/x{number}.xml", "")

    assert "unpacks" in refusal(path)


@pytest.mark.parametrize("name", ["xl/embeddings/iç.zip", "xl/embeddings/oleObject1.bin"])
def test_nested_archive(tmp_path: Path, raw_xlsx: ModuleType, name: str) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x", "y")
    path = tmp_path / "içli.xlsx"
    raw_xlsx.write(path, {**good_parts(raw_xlsx), name: inner.getvalue()})

    assert "another file inside" in refusal(path)


ENTITIES = "".join(f'<!ENTITY l{at} "{"&l" + str(at - 1) + ";" * 1}{f"&l{at - 1};" * 9}">' for at in range(1, 10))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]>',
        '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_never_resolved(tmp_path: Path, raw_xlsx: ModuleType, head: str) -> None:
    parts = good_parts(raw_xlsx)
    parts["xl/worksheets/sheet1.xml"] = head + parts["xl/worksheets/sheet1.xml"].replace("talaş", "&l9;")
    path = tmp_path / "gülen.xlsx"
    raw_xlsx.write(path, parts)

    started = time.monotonic()
    assert "damaged" in refusal(path)
    assert time.monotonic() - started < 10


def test_external_links_are_not_followed(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    parts = good_parts(raw_xlsx)
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{raw_xlsx.REL}/externalLink" Target="http://192.0.2.1/x.xlsx"'
        ' TargetMode="External"/></Relationships>',
    )
    path = tmp_path / "bağlı.xlsx"
    raw_xlsx.write(path, parts)

    assert len(read_import(path).cards) == 1


def test_a_long_text_in_very_many_cells_is_stopped(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    cells = "".join(f'<c r="{raw_xlsx.column(at)}REF" t="s"><v>0</v></c>' for at in range(1, 200))
    rows = [f'<row r="{row}">{cells.replace("REF", str(row))}</row>' for row in range(1, 60)]
    path = tmp_path / "şişkin.xlsx"
    raw_xlsx.write(path, raw_xlsx.parts({"Kartlar": raw_xlsx.sheet(rows)}, ["ş" * 30_000]))

    assert path.stat().st_size < 100_000
    assert "unpacks" in refusal(path)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ('<c r="SH2" t="inlineStr"><is><t>uzakta</t></is></c>', "column 500"),
        ('<c r="D2" t="inlineStr"><is><t>' + "ğ" * 33_000 + "</t></is></c>", "more text"),
    ],
)
def test_cells_beyond_the_limits(tmp_path: Path, raw_xlsx: ModuleType, cell: str, word: str) -> None:
    parts = good_parts(raw_xlsx)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", f'<row r="9">{cell.replace("2", "9", 1)}</row></sheetData>'
    )
    path = tmp_path / "taşkın.xlsx"
    raw_xlsx.write(path, parts)

    assert word in refusal(path)


def test_a_row_far_below_costs_nothing(tmp_path: Path, raw_xlsx: ModuleType) -> None:
    parts = good_parts(raw_xlsx)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", raw_xlsx.row(1_048_576, ["Işık", "var", "uzak"]) + "</sheetData>"
    )
    path = tmp_path / "seyrek.xlsx"
    raw_xlsx.write(path, parts)

    assert [(card.title, card.row) for card in read_import(path).cards] == [("talaş", 2), ("uzak", 1_048_576)]


def test_a_child_that_hangs_is_stopped(tmp_path: Path, raw_xlsx: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "yavaş.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    stuck = "import time; print('{\"started\":1}', flush=True); time.sleep(60)"
    monkeypatch.setattr(workbook_reader, "child_command", lambda _path: [sys.executable, "-c", stuck])
    monkeypatch.setattr(workbook_reader, "SECONDS", 0.5)

    started = time.monotonic()
    assert "30 seconds" in refusal(path)
    assert time.monotonic() - started < 10


def test_a_child_that_dies_is_reported(tmp_path: Path, raw_xlsx: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ölü.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    dead = "import os; print('{\"started\":1}', flush=True); os.abort()"
    monkeypatch.setattr(workbook_reader, "child_command", lambda _path: [sys.executable, "-c", dead])

    assert "unpacks" in refusal(path)


def test_a_broken_installation_is_a_bug_and_not_a_bad_file(
    tmp_path: Path, raw_xlsx: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "iyi.xlsx"
    raw_xlsx.write(path, good_parts(raw_xlsx))
    monkeypatch.setattr(workbook_reader, "child_command", lambda _path: [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(RuntimeError):
        read_import(path)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on memory is a POSIX one")
def test_the_child_may_not_take_more_than_a_gigabyte() -> None:
    grab = "from app.exchange.workbook_child import _limit_resources as limit; limit(); bytearray(2 << 30)"
    done = subprocess.run([sys.executable, "-c", grab], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "MemoryError" in done.stderr
