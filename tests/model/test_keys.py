"""Keys, the recovery code and the key file."""

import json
import os
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from app.common.errors import StoreError
from app.model.keys import DataKey, KeyHome, checked_key, environment_key, new_key, read_key_file
from app.model.recovery_code import checked_recovery_code, new_recovery_code
from app.model.sidecar import new_sidecar, parse_sidecar, read_sidecar, write_sidecar

CODE = "E2WV-SWJK-0ED9-Q52W-CXXJ-41DT-XYEK"  # well formed, invented
DATASET = "01900000-0000-7000-8000-000000000001"


class MemoryKeyring(KeyringBackend):
    """A keyring that works. `cut` keeps only so many characters, as a back end with a limit would."""

    priority = 1

    def __init__(self, cut=None):
        super().__init__()
        self.kept = {}
        self.cut = cut

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password[: self.cut]

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def use_keyring():
    """`use_keyring(backend)` makes it the keyring of the machine for this test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.mark.parametrize("text", ["", "0f" * 31, "0f" * 33, "zz" * 32, "passphrase", " " + "0f" * 32, "ı" * 64])
def test_a_malformed_key_is_refused_in_one_sentence(text):
    with pytest.raises(StoreError) as refusal:
        checked_key(text)

    assert "64 hex digits" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(StoreError, match="SINERJI_KEY must be exactly 64"):
        environment_key({"SINERJI_KEY": text})


def test_a_well_formed_key_is_taken_in_lower_case():
    assert environment_key({}) is None
    assert environment_key({"SINERJI_KEY": "0F" * 32}) == "0f" * 32


def test_a_key_never_shows_in_a_representation():
    key = new_key()

    assert key not in repr(DataKey(key, KeyHome.KEYRING))


def test_the_keyring_is_used_where_it_works(cupboard, use_keyring):
    use_keyring(MemoryKeyring())

    assert cupboard.save(DATASET, "0f" * 32) is KeyHome.KEYRING
    assert cupboard.load(DATASET) == DataKey("0f" * 32, KeyHome.KEYRING)
    assert not cupboard.file_of(DATASET).exists()


@pytest.mark.parametrize("backend", [MemoryKeyring(cut=20), MemoryKeyring(cut=0)])
def test_a_keyring_that_cuts_or_drops_is_no_keyring(cupboard, use_keyring, backend):
    use_keyring(backend)

    assert cupboard.save(DATASET, "0f" * 32) is KeyHome.FILE
    assert cupboard.load(DATASET) == DataKey("0f" * 32, KeyHome.FILE)


def test_without_a_keyring_the_key_is_kept_in_a_private_file(cupboard):
    assert cupboard.load(DATASET) is None
    assert cupboard.save(DATASET, "0f" * 32, file_allowed=False) is None
    assert cupboard.save(DATASET, "0f" * 32) is KeyHome.FILE

    file = cupboard.file_of(DATASET)
    assert read_key_file(file) == "0f" * 32
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_damaged_key_file_holds_no_key(cupboard):
    cupboard.file_of(DATASET).parent.mkdir()
    cupboard.file_of(DATASET).write_text("0f" * 20)

    assert cupboard.load(DATASET) is None


# --- recovery code


def test_the_code_has_seven_groups_and_never_repeats():
    codes = {new_recovery_code() for _ in range(50)}

    assert len(codes) == 50
    assert all([len(group) for group in code.split("-")] == [4] * 7 for code in codes)


@given(st.data())
def test_the_code_is_read_however_it_is_written(data):
    spellings = {"0": "0Oo", "1": "1Iıİil", "-": ["", " ", "-", " – ", "\n", ". "]}
    written = [data.draw(st.sampled_from(spellings.get(sign, [sign, sign.lower()]))) for sign in CODE]

    assert checked_recovery_code("".join(written)) == CODE


def test_every_single_wrong_letter_is_noticed():
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = CODE.replace("-", "")
    for place, letter in enumerate(letters):
        for other in alphabet.replace(letter, ""):
            with pytest.raises(StoreError):
                checked_recovery_code(letters[:place] + other + letters[place + 1 :])


@pytest.mark.parametrize(
    ("text", "said"), [("", "not 0"), ("ABCD", "not 4"), ("A" * 29, "not 29"), ("U" * 28, "no U"), ("ğ" * 28, "no Ğ")]
)
def test_what_cannot_be_a_code_is_named(text, said):
    with pytest.raises(StoreError, match=said):
        checked_recovery_code(text)


# --- key file


def test_the_key_file_opens_with_code_and_passphrase_only():
    key, code = new_key(), new_recovery_code()
    sidecar = new_sidecar(DATASET, key, code, schema=2, app="1").with_passphrase(key, "çok gizli söz")

    again = parse_sidecar(sidecar.to_bytes(), Path("x.key"))
    assert again == sidecar
    assert again.matches(key)
    assert not again.matches(new_key())
    assert again.key_by_recovery(code.lower()) == key
    assert again.key_by_passphrase("c\u0327ok gizli so\u0308z") == key  # composed otherwise by another keyboard
    with pytest.raises(StoreError, match="another store"):
        again.key_by_recovery(new_recovery_code())
    with pytest.raises(StoreError, match="passphrase is wrong"):
        again.key_by_passphrase("çok gizli")
    assert key not in sidecar.to_bytes().decode()


def test_a_wrapped_key_moved_to_another_dataset_opens_nothing():
    key, code = new_key(), new_recovery_code()
    content = json.loads(new_sidecar(DATASET, key, code, schema=2, app="1").to_bytes())
    content["dataset"] = DATASET[:-1] + "2"

    with pytest.raises(StoreError):
        parse_sidecar(json.dumps(content).encode(), Path("x.key")).key_by_recovery(code)


def test_no_passphrase_no_key():
    sidecar = new_sidecar(DATASET, new_key(), new_recovery_code(), schema=2, app="1")

    with pytest.raises(StoreError, match="no passphrase"):
        sidecar.key_by_passphrase("x")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"kind": "other"}', b'{"kind": "sinerji-key"}']
)
def test_a_damaged_key_file_says_so(content, tmp_path):
    (tmp_path / "x.key").write_bytes(content)

    with pytest.raises(StoreError, match="damaged"):
        read_sidecar(tmp_path / "x.key")


def test_a_forged_cost_does_not_eat_the_machine(tmp_path):
    key = new_key()
    sidecar = new_sidecar(DATASET, key, new_recovery_code(), schema=2, app="1").with_passphrase(key, "x")
    content = json.loads(sidecar.to_bytes())
    content["passphrase"]["memory_kib"] = 10**9

    with pytest.raises(StoreError, match="damaged"):
        parse_sidecar(json.dumps(content).encode(), tmp_path)


def test_a_newer_key_file_is_refused(tmp_path):
    content = json.loads(new_sidecar(DATASET, new_key(), new_recovery_code(), schema=2, app="1").to_bytes())
    content["format"] = 2

    with pytest.raises(StoreError, match="newer program"):
        parse_sidecar(json.dumps(content).encode(), tmp_path)


def test_no_key_file_is_none(tmp_path):
    assert read_sidecar(tmp_path / "x.key") is None


def test_the_key_file_is_private(tmp_path):
    write_sidecar(tmp_path / "x.key", new_sidecar(DATASET, new_key(), new_recovery_code(), schema=2, app="1"))

    assert os.name == "nt" or (tmp_path / "x.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["x.key"]
