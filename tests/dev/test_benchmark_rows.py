"""The frame of the benchmarks: what is computed from a measured figure, and how it is printed."""

import json
import os

import pytest

from benchmarks import __main__ as frame
from benchmarks.row import LONG, Row, percentile


def row(ours: float, peer: float | None = None, target: float | None = None, *, higher: bool = False) -> Row:
    return Row("x", 3, "warm", "ms", ours, peer, "other", target, higher_is_better=higher)


@pytest.mark.parametrize(
    ("measured", "ratio", "met"),
    [
        (row(10, peer=20, target=10), 2.0, True),
        (row(10, peer=5, target=9), 0.5, False),
        (row(10, peer=5, target=9, higher=True), 2.0, True),
        (row(10, target=11, higher=True), None, False),
        (row(10), None, None),
        (row(0, peer=5), None, None),
    ],
)
def test_ratio_and_verdict_are_computed(measured: Row, ratio: float | None, met: bool | None) -> None:
    assert measured.ratio == ratio
    assert measured.met is met


def test_percentile_takes_a_sample_that_was_measured() -> None:
    samples = [float(number) for number in range(100, 0, -1)]
    assert [percentile(samples, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50.0, 95.0, 99.0, 100.0]
    assert percentile([7.0], 0.99) == 7.0
    with pytest.raises(ValueError, match="samples"):
        percentile([], 0.5)


def test_only_the_benchmark_asked_for_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"fast": lambda: [row(1, target=2)], "slow": lambda: pytest.fail("not asked for")}
    monkeypatch.setattr(frame, "find_benchmarks", lambda: found)
    assert frame.main(["fast", "--json"]) == 0
    [printed] = json.loads(capsys.readouterr().out)
    assert (printed["ours"], printed["met"], printed["ratio"]) == (1, True, None)


def test_rows_that_take_minutes_must_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    asked: list[bool] = []

    def rows() -> list[Row]:
        asked.append(LONG in os.environ)
        return []

    monkeypatch.setattr(frame, "find_benchmarks", lambda: {"fast": rows})
    frame.main(["--json"])
    frame.main(["--long", "--json"])
    assert asked == [False, True]


def test_an_unknown_name_is_wrong_use(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(frame, "find_benchmarks", lambda: {"fast": list})
    assert frame.main(["fats"]) == 2
    assert "fast" in capsys.readouterr().err


def test_a_missed_target_stands_out_in_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frame, "find_benchmarks", lambda: {"fast": lambda: [row(12345, peer=1.5, target=2)]})
    assert frame.main([]) == 0
    out = capsys.readouterr().out
    assert "12,345 ms" in out
    assert "1.5 ms (other)" in out
    assert "NO" in out
