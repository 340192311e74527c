"""SQLite's errors become sentences; what is not expected stays an error."""

import errno

import pytest
from sqlalchemy import text

from app.common.errors import StoreError
from app.model.engine import create_store_engine
from app.model.store_errors import DamagedStore, readable_errors, store_error


class Reported(Exception):
    def __init__(self, code, message="disk I/O error"):
        super().__init__(message)
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (13, "is full"),
        (8, "read-only"),
        (10, "reports an error"),
        (4874, "reports an error"),  # SQLITE_IOERR_SHMSIZE, an extended code
        (14, "cannot be opened"),
        (5, "in use"),
        (6, "in use"),
    ],
)
def test_codes_become_sentences(tmp_path, code, said):
    sentence = store_error(Reported(code), tmp_path / "ışık.db")

    assert said in str(sentence)
    assert "ışık.db" in str(sentence)


def test_damage_names_the_backup_where_there_is_one(tmp_path):
    assert isinstance(store_error(Reported(11), tmp_path), DamagedStore)
    assert "x.sinerji-backup" in str(DamagedStore(tmp_path, "page 5", tmp_path / "x.sinerji-backup"))


def test_a_bug_stays_a_bug(tmp_path):
    assert store_error(Reported(1, "no such column"), tmp_path) is None
    assert store_error(ValueError(), tmp_path) is None
    with pytest.raises(ValueError, match="ı"), readable_errors(tmp_path):
        raise ValueError("ı")


def test_an_error_wrapped_by_sqlalchemy_is_recognised(tmp_path):
    (tmp_path / "x.db").write_bytes(bytes(range(256)) * 64)
    engine = create_store_engine(tmp_path / "x.db", "0f" * 32)

    with pytest.raises(DamagedStore), readable_errors(tmp_path / "x.db"), engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()


def test_a_full_disk_of_the_system_is_a_sentence_too(tmp_path):
    with pytest.raises(StoreError, match="is full"), readable_errors(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "a"))
    with pytest.raises(StoreError, match="read-only"), readable_errors(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "a"))
    with pytest.raises(StoreError, match="Too many links"), readable_errors(tmp_path):
        raise OSError(errno.EMLINK, "Too many links", str(tmp_path / "a"))
