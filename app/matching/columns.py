"""Arrays that grow by doubling, and the bags of terms and postings built on them. Nothing here knows about cards."""

import math
from array import array
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

# Documents assumed beside the real ones: in a room with five cards no word is rare yet.
ASSUMED_DOCUMENTS = 50
# A term is assumed to stand on this many of that many further documents: what is rare in a small room may be common.
USUAL_COUNT, USUAL_DOCUMENTS = 4, 50


class Column:
    """A numpy column with room to grow; `values` are the rows in use."""

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._width = width
        self._data: NDArray[Any] = np.zeros(self._shape(16), dtype)
        self._used = 0

    def _shape(self, rows: int) -> tuple[int, ...]:
        return (rows,) if self._width is None else (rows, self._width)

    @property
    def values(self) -> NDArray[Any]:
        """A view of the rows in use; it may go stale with the next append."""
        return self._data[: self._used]

    def append(self, value: Any) -> None:
        """Add one row; amortised constant time."""
        if self._used == len(self._data):
            grown: NDArray[Any] = np.zeros(self._shape(2 * self._used), self._data.dtype)
            grown[: self._used] = self._data
            self._data = grown
        self._data[self._used] = value
        self._used += 1

    def extend(self, values: Collection[Any]) -> None:
        """Add several rows."""
        end = self._used + len(values)
        if end > len(self._data):
            grown: NDArray[Any] = np.zeros(self._shape(max(end, 2 * self._used)), self._data.dtype)
            grown[: self._used] = self._data[: self._used]
            self._data = grown
        self._data[self._used : end] = list(values)
        self._used = end


class TermSpace:
    """Terms with their numbers and the count of live documents that contain each."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts = Column(np.int32)
        self._documents = 0
        self.version = 0
        self._idf: Floats = np.zeros(0, np.float32)
        self._idf_version = -1

    def number(self, term: str) -> int | None:
        """The number of a term that some document has or had."""
        return self._numbers.get(term)

    def add(self, terms: Iterable[str]) -> list[int]:
        """Count one more document with these distinct terms; their numbers in the given order."""
        known = self._numbers
        numbers = [known.setdefault(term, len(known)) for term in terms]
        if (new := len(known) - len(self._counts.values)) > 0:
            self._counts.extend([0] * new)
        self._counts.values[numbers] += 1
        self._documents += 1
        self.version += 1
        return numbers

    def drop(self, numbers: NDArray[np.int32]) -> None:
        """Count one document with these distinct terms less."""
        self._counts.values[numbers] -= 1
        self._documents -= 1
        self.version += 1

    def rarity(self, term: str) -> float:
        """How telling a term is, 1 for one that a single document of very many has, towards 0 for one that all have."""
        number = self._numbers.get(term)
        count = 1 if number is None else max(1, int(self._counts.values[number]))
        count, documents = count + USUAL_COUNT, self._documents + USUAL_DOCUMENTS
        return math.log1p((documents - count + 0.5) / (count + 0.5)) / math.log1p((documents - 0.5) / 1.5)

    def idf(self) -> Floats:
        """How telling each term is, by number: rare terms tell more."""
        if self._idf_version != self.version:
            counts = self._counts.values.astype(np.float64)
            documents = self._documents + ASSUMED_DOCUMENTS
            self._idf = np.log1p((documents - counts + 0.5) / (counts + 0.5)).astype(np.float32)
            self._idf_version = self.version
        return self._idf


class Postings:
    """For each term the rows that have it, with a weight."""

    def __init__(self) -> None:
        self._lists: dict[Any, tuple[array[int], array[float]]] = {}

    def add_all(self, terms: Iterable[Any], row: int, weights: Iterable[float]) -> None:
        """Enter a row, which must be new, for each of its terms."""
        lists = self._lists
        for term, weight in zip(terms, weights, strict=True):
            found = lists.get(term)
            if found is None:
                lists[term] = (array("i", (row,)), array("f", (weight,)))
            else:
                found[0].append(row)
                found[1].append(weight)

    def get(self, term: Any) -> tuple[Rows, Floats] | None:
        """Rows and weights of a term. The views must not outlive the next `add`."""
        found = self._lists.get(term)
        if found is None:
            return None
        return np.frombuffer(found[0], np.int32), np.frombuffer(found[1], np.float32)

    def best(self, wanted: Mapping[Any, float], size: int) -> Floats:
        """For each of `size` rows the largest product of a wanted weight and the row's weight for the same term."""
        best = np.zeros(size, np.float32)
        for term, weight in wanted.items():
            if (found := self.get(term)) is not None:
                rows, weights = found
                best[rows] = np.maximum(best[rows], weights * np.float32(weight))
        return best


class Bags:
    """Weighted bags of terms, one a row, compared by the cosine of their TF-IDF vectors."""

    def __init__(self, space: TermSpace) -> None:
        self._space = space
        self._postings = Postings()
        self._terms = Column(np.int32)
        self._weights = Column(np.float32)
        self._starts = Column(np.int64)
        self._norms: Floats = np.zeros(0, np.float32)
        self._norms_for = (-1, -1)

    def append(self, bag: Mapping[str, float]) -> None:
        """Add the next row."""
        row = len(self._starts.values)
        numbers = self._space.add(bag)
        self._starts.append(len(self._terms.values))
        self._postings.add_all(numbers, row, bag.values())
        self._terms.extend(numbers)
        self._weights.extend(bag.values())

    def drop(self, row: int) -> None:
        """Take the row out of the counts; its entries stay until the side is rebuilt."""
        starts = self._starts.values
        end = starts[row + 1] if row + 1 < len(starts) else len(self._terms.values)
        self._space.drop(self._terms.values[starts[row] : end])

    def cosines(self, bag: Mapping[str, float]) -> Floats:
        """The cosine of `bag` with every row (0 where either is empty)."""
        idf = self._space.idf()
        size = len(self._starts.values)
        total, length = np.zeros(size, np.float32), 0.0
        unseen = float(np.log1p(2.0 * ASSUMED_DOCUMENTS)) if len(idf) == 0 else float(idf.max())
        for term, weight in bag.items():
            number = self._space.number(term)
            tells = unseen if number is None else float(idf[number])
            length += (weight * tells) ** 2
            if number is not None and (found := self._postings.get(number)) is not None:
                rows, weights = found
                total[rows] += weights * np.float32(weight * tells * tells)
        norms = self._row_norms(idf) * np.float32(np.sqrt(length))
        cosines: Floats = np.divide(total, norms, out=np.zeros(size, np.float32), where=norms > 0)
        return cosines

    def _row_norms(self, idf: Floats) -> Floats:
        state = (self._space.version, len(self._starts.values))
        if self._norms_for != state:
            squares = np.square(self._weights.values * idf[self._terms.values], dtype=np.float64)
            sums = np.concatenate(([0.0], np.cumsum(squares)))
            bounds = np.append(self._starts.values, len(squares))
            self._norms = np.sqrt(np.maximum(sums[bounds[1:]] - sums[bounds[:-1]], 0.0)).astype(np.float32)
            self._norms[self._norms < 1e-4] = 0.0
            self._norms_for = state
        return self._norms
