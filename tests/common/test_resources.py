"""Where shipped files lie, from source and frozen."""

import sys
from pathlib import Path

import pytest

from app.common.resources import resource_path


def test_from_source() -> None:
    assert resource_path("sample", "izmir", "cards.csv").is_file()
    assert resource_path().name == "resources"


def test_in_the_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("icons", "card.svg") == tmp_path / "resources" / "icons" / "card.svg"
