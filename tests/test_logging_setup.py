"""Nothing that somebody typed, and no secret, gets into the log or a crash report."""

import logging
from pathlib import Path

import pytest

from app.logging_setup import redact, set_up_logging
from app.paths import user_paths

PRIVATE = ["Döküm kumu", "Işıl Çağlayan", "isil@ornek.example", "+90 555 000 11 22", "0f" * 32, "7K2M-9QXR"]


@pytest.fixture
def log():
    """The log file of this test; the handlers of the root logger are put back afterwards."""
    root, own = logging.getLogger(), logging.getLogger("app")
    before = (root.handlers[:], root.level, own.level)
    path = set_up_logging(user_paths())
    yield path
    for handler in [handler for handler in root.handlers if handler not in before[0]]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])
    own.setLevel(before[2])


def test_arguments_that_are_sentences_are_not_written(log):
    logger = logging.getLogger("app.services.cards")
    logger.info("saved %s of %s in %.1f ms (%s)", "Döküm kumu, ıslak", "resource_card", 1.25, {"title": "Döküm kumu"})
    logger.info("opened %s, %d cards", Path("/home/x/sinerji.db"), 12)
    logger.info("named %(who)s", {"who": "Işıl Çağlayan"})

    text = log.read_text("utf-8")
    assert not any(private in text for private in PRIVATE)
    assert "saved [text of 17] of resource_card in 1.2 ms ([dict])" in text
    assert "opened /home/x/sinerji.db, 12 cards" in text


def test_error_messages_are_not_written_out(log):
    try:
        int("Döküm kumu 5 t/yıl")
    except ValueError:
        logging.getLogger("app.x").exception("could not read %s", "quantity")

    text = log.read_text("utf-8")
    assert "Traceback" in text
    assert "ValueError: invalid literal for int() with base 10: '[text of 18]'" in text
    assert "could not read quantity" in text
    assert "Döküm" not in text.replace('int("[text of 18]")', "")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"key {'0f' * 32}.", "key [key]."),
        ("code 7K2M-9QXR-T4B0-WCZH-3P8N-VF6D-0123", "code [recovery code]"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [secret]"),
        ("token=s3cr3t next", "token=[secret] next"),
        ("mail isil@ornek.example now", "mail [e-mail] now"),
        ("call +90 555 000 11 22 or 0232 000 11 22", "call [number] or [number]"),
        ("tax 1234567890", "tax [number]"),
        ("[SQL: INSERT INTO firm]\n[parameters: ('Döküm', [1, 2])]\n(Background)",
         "[SQL: INSERT INTO firm]\n[parameters]\n(Background)"),
        ("KeyError: 'Atık ısı'", "KeyError: '[text of 8]'"),
        ("KeyError: 'resource_card'", "KeyError: 'resource_card'"),
        ('File "/usr/lib/x.py", line 3, in <module>', 'File "/usr/lib/x.py", line 3, in <module>'),
        ("it isn't done, it's not", "it isn't done, it's not"),
        ("at 2026-11-21 09:30:00,123 INFO", "at 2026-11-21 09:30:00,123 INFO"),
        ("id 01a20038-3593-700a-a780-2024b3896597", "id 01a20038-3593-700a-a780-2024b3896597"),
    ],
)  # fmt: skip
def test_redact(text, safe):
    assert redact(text) == safe


def test_a_traceback_shows_the_way_but_not_the_words(log):
    def fail(title):
        raise LookupError(f"no card {title!r} of «x»")

    try:
        fail("Döküm kumu ığüşöç")
    except LookupError:
        logging.getLogger("app.x").exception("failed")

    text = log.read_text("utf-8")
    assert "in fail" in text
    assert "Döküm kumu" not in text
    assert text.splitlines()[-1] == "LookupError: no card '[text of 17]' of «x»"


def test_setting_up_twice_writes_once(log):
    assert set_up_logging(user_paths()) == log
    logging.getLogger("app").info("once")

    assert log.read_text("utf-8").count("once") == 1


def test_without_a_log_folder_the_program_goes_on():
    paths = user_paths()
    paths.logs.parent.mkdir(parents=True, exist_ok=True)
    paths.logs.write_text("a file in the way")

    assert set_up_logging(paths) is None
