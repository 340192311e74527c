"""The story of a room in which everything breaks ends well."""

import os

import pytest

from tests.faults import room_script

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")]


def test_a_room_in_which_everything_breaks_ends_well(capsys):
    assert room_script.main([]) == 0
    told = capsys.readouterr().out
    assert "the line is cut after" in told
    assert "the hub is killed" in told
    assert "the three stores are equal" in told
    hashes = [line.split()[0] for line in told.splitlines() if line.endswith(("Işık", "İpek", "Çiğdem"))]
    assert len(hashes) == 3
    assert len(set(hashes)) == 1
    assert ", 0 missing" in told
