"""Spoilt cards: Turkish letters come out right, the same seed gives the same cards, fields stay."""

from dataclasses import replace

import pytest

from app.common.turkish import match_key
from app.records import CardId, Direction, FirmId, ResourceCard, WorkshopId
from tests.evaluation.degrade import (
    DEGRADATIONS,
    abbreviated,
    ascii_folded,
    capitals,
    half_english,
    mistyped,
    swapped,
    turkish_upper,
    with_endings,
)
from tests.evaluation.degrade_words import ABBREVIATIONS, ENGLISH


def card(title, description=None, direction=Direction.HAVE, number=1):
    return ResourceCard(
        CardId(f"C{number}"), WorkshopId("w"), FirmId("f"), direction, title, description, code="120104", notes="ısı"
    )


def title_of(change, title, seed=0, **fields):
    return change([card(title, **fields)], seed)[0].title


def test_diacritics_go():
    assert title_of(ascii_folded, "ATIK ISI, İğde çöpü şıra 3 m³") == "ATIK ISI, Igde copu sira 3 m³"


def test_capitals_are_turkish():
    assert title_of(capitals, "ılık su, içi iri İGA") == "ILIK SU, İÇİ İRİ İGA"
    assert turkish_upper("ıi") == "Iİ"


@pytest.mark.parametrize("seed", range(20))
def test_every_longer_word_gets_one_typing_error(seed):
    before = "ıslak talaş kırıntısı İZMİR PVC 3-5mm 120kg su"
    after = title_of(mistyped, before, seed)
    for old, new in zip(before.split(), after.split(), strict=True):
        if old in ("PVC", "3-5mm", "120kg", "su"):
            assert new == old
        else:
            assert new != old
            assert (new[0], new[-1]) in ((old[0], old[-1]), (old[0], old[-2]))
            assert abs(len(new) - len(old)) <= 1
            assert new.isupper() == old.isupper()
            # no dotted capital turns into i with a loose dot
            assert "̇" not in new


def test_endings_follow_vowel_harmony():
    found = {title_of(with_endings, "talaş", seed) for seed in range(60)}
    assert found == {"talaşlar", "talaşı", "talaşın", "talaşta", "talaştan", "talaşa", "talaşlı", "talaşları"}
    found = {title_of(with_endings, "kömür", seed) for seed in range(60)}
    assert found == {"kömürler", "kömürü", "kömürün", "kömürde", "kömürden", "kömüre", "kömürlü", "kömürleri"}


def test_endings_soften_and_join():
    assert {"toprağı", "toprağa", "topraktan"} < {title_of(with_endings, "toprak", seed) for seed in range(60)}
    assert {"BALIĞI", "BALIKLI"} < {title_of(with_endings, "BALIK", seed) for seed in range(60)}
    assert {"kaynağını", "kaynağında"} < {title_of(with_endings, "kaynağı", seed) for seed in range(60)}
    assert {"boyayı", "boyanın"} < {title_of(with_endings, "boya", seed) for seed in range(60)}


def test_words_that_bear_no_ending_stay():
    assert title_of(with_endings, "PVC olmasın, 120kg kVA ve su için") == "PVC olmasın, 120kg kVA ve su için"
    assert title_of(with_endings, "merkezden alınıyor makineler") == "merkezden alınıyor makineler"


def test_titles_become_half_english():
    assert {title_of(half_english, "sıcak su çamuru", seed) for seed in range(60)} >= {
        "hot su çamuru",
        "sıcak water çamuru",
        "sıcak su sludge",
        "hot water sludge",
    }
    assert title_of(half_english, "CAM KIRIĞI", 1) in ("glass KIRIĞI", "CAM broken", "glass broken")
    assert title_of(half_english, "perlit") in ("perlit surplus", "perlit available")
    assert title_of(half_english, "perlit", direction=Direction.WANT) in ("perlit needed", "perlit wanted")
    spoilt = half_english([card("sıcak su", "temiz su")], 0)[0]
    assert spoilt.description == "temiz su"


def test_words_are_abbreviated():
    assert title_of(abbreviated, "ALÜMİNYUM malzeme, çelik") == "ALÜM. malz., çlk."
    assert title_of(abbreviated, "karıştırıcı İYİLEŞTİRME talaş") == "karştrcı İYLŞTRME talaş"


def test_neighbours_swap_within_their_clause():
    assert title_of(swapped, "kırık cam, ıslak") == "cam kırık, ıslak"
    assert title_of(swapped, "jeneratör 2.el") == "2.el jeneratör"
    assert title_of(swapped, "ısı") == "ısı"
    assert sorted(title_of(swapped, "a b c d").split()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_the_same_seed_gives_the_same_cards_in_any_order(name):
    change = DEGRADATIONS[name]
    cards = [
        card(f"ıslak talaş ve {word} çelik", "sıcak su, temiz İplik", number=at) for at, word in enumerate("abcdef")
    ]
    before = list(cards)
    first = change(cards, 7)
    assert cards == before
    assert change(reversed(cards), 7) == first[::-1]
    assert first != cards
    for old, new in zip(cards, first, strict=True):
        kept = ("title", "description", "notes")
        assert replace(new, **{field: getattr(old, field) for field in kept}) == old


@pytest.mark.parametrize("name", ["one typo a word", "Turkish endings", "half English titles", "words swapped"])
def test_another_seed_gives_other_cards(name):
    cards = [card("ıslak talaş ve kırık çelik boru", number=at) for at in range(20)]
    assert DEGRADATIONS[name](cards, 1) != DEGRADATIONS[name](cards, 2)


def test_the_words_are_in_the_form_in_which_they_are_looked_up():
    assert all(match_key(word) == word for word in (*ENGLISH, *ABBREVIATIONS))
