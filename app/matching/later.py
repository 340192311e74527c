"""Values of a part that are worked out when somebody reads them: of thousands of pairs a facilitator looks at a few."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from typing_extensions import override


class Later(Mapping[str, Any]):
    """A mapping that calls `make(*given)` once, at its first use."""

    __slots__ = ("_found", "_given", "_make")

    def __init__(self, make: Callable[..., Mapping[str, Any]], *given: Any) -> None:
        self._make, self._given = make, given
        self._found: Mapping[str, Any] | None = None

    def _read(self) -> Mapping[str, Any]:
        if self._found is None:
            self._found = self._make(*self._given)
            self._given = ()
        return self._found

    @override
    def __getitem__(self, key: str) -> Any:
        return self._read()[key]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    @override
    def __len__(self) -> int:
        return len(self._read())

    @override
    def __repr__(self) -> str:
        return repr(dict(self._read()))
