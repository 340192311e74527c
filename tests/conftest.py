"""What every test needs: no display, no real key ring, no real user data, and the longest tests first."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long a machine takes to think of an example says nothing about the program.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test must never ask the desktop's key ring, nor find a key that the developer has set for his own store.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.pop("SINERJI_KEY", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start what is marked `slow` first, so that in a parallel run nothing waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test user folders of its own, also to the programs that it starts."""
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path_factory.mktemp("home", numbered=True)))
