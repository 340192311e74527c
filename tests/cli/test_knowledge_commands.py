"""`receivers` and `codes` on the sample and on bad input."""

import csv
from pathlib import Path

import pytest

from app.bootstrap import main

IZMIR = Path(__file__).parents[1] / "evaluation" / "izmir"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_receivers_of_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "alıcılar.csv"
    assert main(["receivers", "--folder", str(IZMIR), "--out", str(out), "--top", "3"]) == 0
    found = rows(out)
    assert list(found[0]) == ["have_id", "rank", "nace_division", "score", "reason"]
    assert len({row["have_id"] for row in found}) == 400
    assert len(found) == 1200
    assert str(len(found)) in capsys.readouterr().out
    first = [row for row in found if row["have_id"] == "C001"]
    assert [row["rank"] for row in first] == ["1", "2", "3"]
    assert all(row["nace_division"].isdigit() and len(row["nace_division"]) == 2 for row in found)
    assert all(row["reason"] for row in found)
    assert [float(row["score"]) for row in first] == sorted((float(row["score"]) for row in first), reverse=True)


def test_codes_of_the_sample(tmp_path: Path) -> None:
    out = tmp_path / "kodlar.csv"
    assert main(["codes", "--folder", str(IZMIR), "--out", str(out)]) == 0
    found = rows(out)
    assert list(found[0]) == ["card_id", "rank", "ewc", "ewc_group", "concept", "score"]
    assert all(len(row["ewc"]) == 6 and row["ewc"].startswith(row["ewc_group"]) for row in found)
    assert max(int(row["rank"]) for row in found) == 5
    pomace = [row["ewc"] for row in found if row["card_id"] == "C001"]  # "pirina"
    assert "020301" in pomace or "020399" in pomace or "020304" in pomace


@pytest.mark.parametrize("command", ["receivers", "codes"])
@pytest.mark.parametrize("more", [["--top", "0"], ["--folder", "yok"]])
def test_bad_input_is_refused_in_one_line(
    command: str, more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert main([command, "--folder", str(IZMIR), "--out", str(out), *more]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == 1
    assert not out.exists()


def test_cards_of_hostile_text_are_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "oda"
    folder.mkdir()
    (folder / "firms.csv").write_text("firm_id,name,nace\nF1,İĞ A.Ş.,99.99\nF2,Boş,\n", encoding="utf-8")
    (folder / "participants.csv").write_text("participant_id,firm_id,name\n", encoding="utf-8")
    texts = ["♻️🔥", "‮عربي‬", "x" * 10_000, "?", "talaş"]
    lines = [f"C{place},F{1 + place % 2},have,{text},byproduct_waste" for place, text in enumerate(texts)]
    (folder / "cards.csv").write_text("card_id,firm_id,kind,title,category\n" + "\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["codes", "--folder", str(folder), "--out", str(out)]) == 0
    assert {row["card_id"] for row in rows(out)} == {"C4"}
    assert main(["receivers", "--folder", str(folder), "--out", str(out)]) == 0
    assert {row["card_id"] if "card_id" in row else row["have_id"] for row in rows(out)} >= {"C4"}
