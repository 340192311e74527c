"""`python -m tests.knowledge`: how often the look-ups find what is documented."""

from app.knowledge import load
from tests.knowledge.measuring import (
    Shares,
    kept_apart,
    measure_codes,
    measure_popularity,
    measure_receivers,
    precedent_cases,
)


def main() -> None:
    """Print the shares for the precedents (each left out in turn) and for the cases kept apart."""
    knowledge = load()
    print(f"{'cases':<46}{'look-ups':>9}{'first':>8}{'of five':>9}")
    exchanges, wastes = kept_apart("exchanges"), kept_apart("wastes")
    for name, cases in (("precedents, one left out", precedent_cases(knowledge)), ("kept apart", exchanges)):
        _print(f"{name}: taker's division", measure_receivers(knowledge, cases))
        _print(f"{name}: most popular takers", measure_popularity(knowledge, cases))
        _print(f"{name}: waste group", measure_codes(knowledge, cases, 4))
        _print(f"{name}: waste code", measure_codes(knowledge, cases, 6))
    _print("wastes kept apart: waste group", measure_codes(knowledge, wastes, 4))
    _print("wastes kept apart: waste code", measure_codes(knowledge, wastes, 6))


def _print(name: str, shares: Shares) -> None:
    print(f"{name:<46}{shares.count:>9}{shares.first:>8.2f}{shares.five:>9.2f}")


if __name__ == "__main__":
    main()
