"""Tables for a terminal, and what has changed since the committed ones."""

from collections.abc import Mapping

from tests.evaluation.calibration import Bin

Section = Mapping[str, Mapping[str, float]]
Report = Mapping[str, Section]

# A change of a figure below this is noise of rounding, not news.
NOTICED = 0.0005
# Where a loss makes `--compare` fail: (section, row, figure), where the report has them.
GUARDED = (
    ("engines", "engine", "ndcg@10"),
    ("engines", "engine without meaning", "ndcg@10"),
    ("parts", "locked third: engine", "ndcg@10"),
)


def print_section(title: str, section: Section) -> None:
    """One row a line, under the names of the figures."""
    names = list(dict.fromkeys(name for row in section.values() for name in row))
    wide = max(map(len, section), default=0) + 2
    print(f"\n== {title}")
    print(" " * wide + "".join(f"{name:>{_width(name)}}" for name in names))
    for label, row in section.items():
        cells = "".join(f"{_shown(row[name]) if name in row else '':>{_width(name)}}" for name in names)
        print(f"{label:{wide}}{cells}")


def print_bins(title: str, bins: list[Bin]) -> None:
    """A reliability table."""
    print(f"\n-- {title}")
    print(f"{'score':>9}{'pairs':>8}{'judged':>8}{'mean':>8}{'good of judged':>16}{'good of all':>13}")
    for row in bins:
        print(
            f"{f'{row.low:.1f}–{row.low + 0.1:.1f}':>9}{row.pairs:>8}{row.judged:>8}{row.score:>8.2f}"
            f"{row.good_judged:>16.2f}{row.good_all:>13.3f}"
        )


def rounded(report: Report) -> dict[str, dict[str, dict[str, float]]]:
    """The report as it is kept: four places."""
    return {
        title: {row: {name: round(value, 4) for name, value in figures.items()} for row, figures in section.items()}
        for title, section in report.items()
    }


def compare(report: Report, before: Report) -> bool:
    """Print what has changed; False where a guarded figure has become worse."""
    for title, section in report.items():
        for row, figures in section.items():
            for name, value in figures.items():
                old = before.get(title, {}).get(row, {}).get(name)
                if old is not None and abs(value - old) > NOTICED:
                    print(f"{title} · {row}: {name} {old:.4f} → {value:.4f}")
    return all(_held(report, before, *place) for place in GUARDED)


def _held(report: Report, before: Report, title: str, row: str, name: str) -> bool:
    old, new = (whole.get(title, {}).get(row, {}).get(name) for whole in (before, report))
    return old is None or new is None or new >= old - NOTICED


def _width(name: str) -> int:
    return max(10, len(name) + 2)


def _shown(value: float) -> str:
    return f"{value:.0f}" if value >= 2 and value == int(value) else f"{value:.3f}"
