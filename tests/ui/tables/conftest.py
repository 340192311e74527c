"""A filled store for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.furnished import Furnished, furnished


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Furnished]:
    with furnished(tmp_path) as made:
        yield made
