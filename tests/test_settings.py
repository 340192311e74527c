"""Settings survive: broken files, newer programs, unknown keys, power cuts."""

import tomllib

import pytest

from app.paths import user_paths
from app.settings import NOTE_BROKEN, NOTE_NEWER, Settings, SettingsError, load_settings, save_settings


def test_no_file_means_defaults(tmp_path):
    loaded = load_settings(tmp_path / "settings.toml")

    assert (loaded.settings, loaded.note, loaded.writable) == (Settings(), None, True)


def test_what_is_saved_is_loaded(tmp_path):
    chosen = Settings(language="en", theme="dark", text_scale=1.25, reduced_motion=True, actor="Işıl", workshop="w1")
    save_settings(tmp_path / "yeni" / "settings.toml", chosen)

    assert load_settings(tmp_path / "yeni" / "settings.toml").settings == chosen
    assert [file.name for file in (tmp_path / "yeni").iterdir()] == ["settings.toml"]


def test_unknown_keys_are_kept(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('format = 1\nlanguage = "en"\nfuture = "ığ"\n[window]\nrail = 3\n', "utf-8")
    save_settings(file, load_settings(file).settings)

    assert tomllib.loads(file.read_text("utf-8")) == {
        "format": 1,
        "language": "en",
        "theme": "system",
        "text_scale": 1.0,
        "reduced_motion": False,
        "actor": "",
        "workshop": "",
        "future": "ığ",
        "window": {"rail": 3},
    }


@pytest.mark.parametrize(
    "line", ['language = "de"', "language = 5", 'theme = ["dark"]', "text_scale = 99", 'text_scale = "1"', "actor = 1"]
)
def test_an_unusable_value_falls_back_alone(tmp_path, line):
    file = tmp_path / "settings.toml"
    file.write_text(f'{line}\nworkshop = "w1"\n', "utf-8")
    loaded = load_settings(file)

    assert loaded.settings == Settings(workshop="w1")
    assert loaded.note is None


def test_a_newer_file_is_not_touched(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('format = 2\nlanguage = "en"\n', "utf-8")
    loaded = load_settings(file)

    assert (loaded.settings, loaded.note, loaded.writable) == (Settings(), NOTE_NEWER, False)
    assert str(file) in NOTE_NEWER.format(**loaded.params)


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00", b"[[["])
def test_a_broken_file_is_kept_aside(tmp_path, content):
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    loaded = load_settings(file)

    assert (loaded.settings, loaded.note) == (Settings(), NOTE_BROKEN)
    assert (tmp_path / "settings.toml.broken").read_bytes() == content
    assert not file.exists()


def test_a_folder_in_the_way_is_one_sentence(tmp_path):
    (tmp_path / "settings.toml").mkdir()

    with pytest.raises(SettingsError, match="cannot be saved"):
        save_settings(tmp_path / "settings.toml", Settings())


def test_one_folder_holds_everything_where_it_is_named(tmp_path):
    paths = user_paths({"SINERJI_HOME": str(tmp_path / "çubuk")})

    for path in (paths.store, paths.settings, paths.log, paths.keys):
        assert tmp_path / "çubuk" in path.parents
    assert not (tmp_path / "çubuk").exists()


def test_without_a_named_folder_the_systems_own_are_used(monkeypatch):
    monkeypatch.delenv("SINERJI_HOME")
    paths = user_paths()

    assert paths.store.name == "sinerji.db"
    assert len({paths.store, paths.settings, paths.log}) == 3
