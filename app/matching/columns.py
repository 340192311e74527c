"""Arrays that grow by doubling, and the bags of terms and postings built on them. Nothing here knows about cards."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Sized
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

# Documents assumed beside the real ones: in a room with five cards no word is rare yet.
ASSUMED_DOCUMENTS = 50
# A term is assumed to stand on this many of that many further documents: what is rare in a small room may be common.
USUAL_COUNT, USUAL_DOCUMENTS = 4, 50
# Sorting a term in costs about as much as scanning it this many times.
SCANNED = 8


class Column:
    """A numpy column with room to grow; `values` are the rows in use."""

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._width = width
        self._data: NDArray[Any] = np.zeros(self._shape(16), dtype)
        self._used = 0

    def _shape(self, rows: int) -> tuple[int, ...]:
        return (rows,) if self._width is None else (rows, self._width)

    def __len__(self) -> int:
        return self._used

    @property
    def values(self) -> NDArray[Any]:
        """A view of the rows in use; it may go stale with the next append."""
        return self._data[: self._used]

    def append(self, value: Any) -> None:
        """Add one row; amortised constant time."""
        self._reserve(self._used + 1)
        self._data[self._used] = value
        self._used += 1

    def extend(self, values: NDArray[Any]) -> None:
        """Add several rows."""
        end = self._used + len(values)
        self._reserve(end)
        self._data[self._used : end] = values
        self._used = end

    def _reserve(self, rows: int) -> None:
        if rows > len(self._data):
            grown: NDArray[Any] = np.zeros(self._shape(max(rows, 2 * self._used)), self._data.dtype)
            grown[: self._used] = self._data[: self._used]
            self._data = grown


class Bag(NamedTuple):
    """Weighted terms as numbers; `strange` is the sum of the squared weights of the terms that nobody has used yet."""

    numbers: Rows
    weights: Floats
    strange: float = 0.0


class TermSpace:
    """Terms with their numbers and the count of live documents that contain each."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts = Column(np.int32)
        self._documents = 0
        self._version = 0
        self._kept: dict[str, tuple[int, Floats]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def version(self) -> int:
        """Changes with every document that comes or goes."""
        return self._version

    def add(self, terms: Collection[str]) -> Rows:
        """Count one more document with these distinct terms; their numbers in the given order."""
        known = self._numbers
        numbers = np.array([known.setdefault(term, len(known)) for term in terms], np.int32)
        if (new := len(known) - len(self._counts)) > 0:
            self._counts.extend(np.zeros(new, np.int32))
        self._count(numbers, 1)
        return numbers

    def know(self, terms: Iterable[str]) -> None:
        """Give terms numbers that no document has yet."""
        known = self._numbers
        for term in terms:
            known.setdefault(term, len(known))
        self._counts.extend(np.zeros(len(known) - len(self._counts), np.int32))

    def numbers(self, terms: Iterable[str]) -> Rows:
        """The numbers of terms that some document has or had."""
        known = self._numbers
        return np.array([known[term] for term in terms], np.int32)

    def drop(self, numbers: Rows) -> None:
        """Count one document with these distinct terms less."""
        self._count(numbers, -1)

    def _count(self, numbers: Rows, more: int) -> None:
        self._counts.values[numbers] += more
        self._documents += more
        self._version += 1

    def read(self, bag: Mapping[str, float]) -> Bag:
        """A bag in numbers, without counting it as a document."""
        known = {number: weight for term, weight in bag.items() if (number := self._numbers.get(term)) is not None}
        strange = sum(weight * weight for term, weight in bag.items() if term not in self._numbers)
        return Bag(np.array([*known], np.int32), np.array([*known.values()], np.float32), strange)

    def rarity(self) -> Floats:
        """How telling each term is, by number: 1 where a single document of very many has it, towards 0 for all."""
        return self._keep("rarity", self._rarity)

    def idf(self) -> Floats:
        """How telling each term is, by number, on the scale of TF-IDF."""
        return self._keep("idf", self._idf)

    def _keep(self, name: str, work_out: Callable[[], Floats]) -> Floats:
        kept = self._kept.get(name)
        if kept is None or kept[0] != self._version:
            kept = self._kept[name] = self._version, work_out()
        return kept[1]

    def _rarity(self) -> Floats:
        counts = np.maximum(self._counts.values, 1).astype(np.float64) + USUAL_COUNT
        documents = self._documents + USUAL_DOCUMENTS
        told = np.log1p((documents - counts + 0.5) / (counts + 0.5)) / math.log1p((documents - 0.5) / 1.5)
        rarity: Floats = told.astype(np.float32)
        return rarity

    def _idf(self) -> Floats:
        counts = self._counts.values.astype(np.float64)
        documents = self._documents + ASSUMED_DOCUMENTS
        idf: Floats = np.log1p((documents - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        return idf


class Hits(NamedTuple):
    """Where bags meet rows: number of the bag, row, product of both weights, once for each term in common."""

    bags: NDArray[np.int64]
    rows: Rows
    products: Floats


class Postings:
    """Bags as rows, found by their terms.

    All rows up to one are sorted by term; the few that came later are scanned. They are sorted in as soon as scanning
    them costs about as much.
    """

    def __init__(self, space: Sized) -> None:
        """`space` are the terms that the rows may have."""
        self._space = space
        self._terms = Column(np.int32)
        self._weights = Column(np.float32)
        self._ends = Column(np.int64)
        self._sorted = 0
        self._bounds = np.zeros(1, np.int64)
        self._rows: Rows = np.zeros(0, np.int32)
        self._by_term: Floats = np.zeros(0, np.float32)

    def __len__(self) -> int:
        return len(self._ends)

    def append(self, bag: Bag) -> None:
        """Add the next row."""
        self._terms.extend(bag.numbers)
        self._weights.extend(bag.weights)
        self._ends.append(len(self._terms))

    def bag(self, row: int) -> Bag:
        """What was added as this row."""
        part = slice(self._start(row), int(self._ends.values[row]))
        return Bag(self._terms.values[part], self._weights.values[part])

    def best(self, bags: Sequence[Bag]) -> Floats:
        """For each bag and each row the largest product of their weights for the same term."""
        hits, size = self._hits(bags), len(self)
        best = np.zeros(len(bags) * size, np.float32)
        np.maximum.at(best, hits.bags * size + hits.rows, hits.products)
        return best.reshape(len(bags), size)

    def _start(self, row: int) -> int:
        return int(self._ends.values[row - 1]) if row else 0

    def _hits(self, bags: Sequence[Bag]) -> Hits:
        late = len(self._terms) - self._start(self._sorted)
        if SCANNED * late * len(bags) > len(self._terms):
            self._sort()
        found = [self._look_up(bags)]
        if self._sorted < len(self):
            found += [self._scan(number, bag) for number, bag in enumerate(bags)]
        return found[0] if len(found) == 1 else Hits(*map(np.concatenate, zip(*found, strict=True)))

    def _sort(self) -> None:
        terms = self._terms.values
        order = np.argsort(terms, kind="stable")
        sizes = np.diff(self._ends.values, prepend=0)
        self._rows = np.repeat(np.arange(len(self), dtype=np.int32), sizes)[order]
        self._by_term = self._weights.values[order]
        self._bounds = np.concatenate(([0], np.cumsum(np.bincount(terms, minlength=len(self._space)))))
        self._sorted = len(self)

    def _look_up(self, bags: Sequence[Bag]) -> Hits:
        """The hits among the sorted rows."""
        numbers = np.concatenate([bag.numbers for bag in bags])
        weights = np.concatenate([bag.weights for bag in bags])
        which = np.repeat(np.arange(len(bags)), [len(bag.numbers) for bag in bags])
        if len(numbers) and numbers.max() + 1 >= len(self._bounds):  # terms that are newer than the order
            old = numbers + 1 < len(self._bounds)
            numbers, weights, which = numbers[old], weights[old], which[old]
        first = self._bounds[numbers]
        sizes = self._bounds[numbers + 1] - first
        places = np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        products = self._by_term[places] * np.repeat(weights, sizes)
        return Hits(np.repeat(which, sizes), self._rows[places], products)

    def _scan(self, number: int, bag: Bag) -> Hits:
        """The hits of one bag among the rows that came after sorting."""
        wanted = np.zeros(len(self._space), np.float32)
        wanted[bag.numbers] = bag.weights
        start = self._start(self._sorted)
        products = wanted[self._terms.values[start:]] * self._weights.values[start:]
        places = np.flatnonzero(products)
        rows = np.searchsorted(self._ends.values, places + start, side="right").astype(np.int32)
        return Hits(np.full(len(places), number), rows, products[places])


class TextPostings(Postings):
    """Bags of words or letter runs, compared by the cosine of their TF-IDF vectors."""

    def __init__(self, space: TermSpace) -> None:
        super().__init__(space)
        self._words = space
        self._norms: Floats = np.zeros(0, np.float32)
        self._norms_for = (-1, -1)

    def cosines(self, bags: Sequence[Bag]) -> Floats:
        """The cosine of each bag with every row (0 where either is empty)."""
        idf, size = self._words.idf(), len(self)
        unseen = float(idf.max()) if len(idf) else 1.0
        told = [bag.weights * idf[bag.numbers] for bag in bags]
        lengths = np.sqrt([float(own @ own) + bag.strange * unseen**2 for own, bag in zip(told, bags, strict=True)])
        hits = self._hits([Bag(bag.numbers, own * idf[bag.numbers]) for own, bag in zip(told, bags, strict=True)])
        total = np.zeros(len(bags) * size, np.float32)
        np.add.at(total, hits.bags * size + hits.rows, hits.products)
        norms = lengths.astype(np.float32)[:, None] * self._row_norms(idf)
        cosines: Floats = np.divide(total.reshape(norms.shape), norms, out=np.zeros_like(norms), where=norms > 0)
        return cosines

    def _row_norms(self, idf: Floats) -> Floats:
        state = (self._words.version, len(self))
        if self._norms_for != state:
            squares = idf[self._terms.values]
            squares *= self._weights.values
            squares *= squares
            ends = self._ends.values
            starts = np.concatenate(([0], ends[:-1]))
            filled = np.flatnonzero(starts < ends)
            self._norms = np.zeros(len(self), np.float32)
            self._norms[filled] = np.sqrt(np.add.reduceat(squares, starts[filled], dtype=np.float64))
            self._norms[self._norms < 1e-4] = 0.0
            self._norms_for = state
        return self._norms
