"""Words that are written otherwise than in any label: with endings, mistyped, shortened."""

import pytest

from app.knowledge.words import roots


def first(knowledge, text, nace=None):
    linked = knowledge.link(text, nace)
    return linked[0].concept if linked else None


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("zeytine", "zeytin"),
        ("yagdan", "yag"),
        ("cekirdeginde", "cekirdek"),
        ("catilarimizdan", "cati"),
        ("suyundan", "suy"),
        ("kumasinin", "kumas"),
    ],
)
def test_a_root_is_among_what_a_word_could_be_a_form_of(word, root):
    assert root in list(roots(word))


def test_roots_are_never_very_short_and_end():
    assert list(roots("su")) == []
    assert all(len(root) >= 3 for root in roots("x" * 40))
    assert "cam" not in list(roots("camuu"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kırıktan zeytinden çekirdeğinde", "zeytin çekirdeği"),
        ("odunlarımızdan talaşının", "odun talaşı"),
        ("döküüm kumundan", "döküm kumu"),
        ("dökmü kumu", "döküm kumu"),
        ("ISKARTA ZEYTTİN", "ıskarta zeytin"),
        ("kmprsr ısısı", "kompresör ısısı"),
        ("ambalajlık kartton", "karton"),
    ],
)
def test_what_was_meant_is_found(shipped, typed, meant):
    assert first(shipped, typed) == first(shipped, meant) is not None


def test_words_that_are_near_to_none_stay_unknown(shipped):
    assert first(shipped, "qwrtzp") is None
    assert first(shipped, "abrakadabra şapşal") is None
