"""Offices over time as bars: where each begins and how long it is, in shares of the whole span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 1000.0
_LEAST = 6.0  # a bar of one day can still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """An office, and its first and last attested day (ISO)."""

    name: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar on the page; units of a picture that is ``WIDTH`` wide."""

    bar: Bar
    x: float
    width: float
    row: int


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars, and the years between which they lie."""

    placed: tuple[Placed, ...]
    ticks: tuple[tuple[float, str], ...]


def bars(found: Sequence[Bar]) -> Bars:
    """Place the bars from the first day of the earliest year to the last day of the latest."""
    if not found:
        return Bars((), ())
    first = min(date.fromisoformat(bar.first) for bar in found).year
    last = max(date.fromisoformat(bar.last) for bar in found).year
    begin, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    scale = WIDTH / (end - begin + 1)
    ordered = sorted(found, key=lambda bar: (bar.first, bar.last, bar.name))
    placed = tuple(_placed(bar, row, begin, scale) for row, bar in enumerate(ordered))
    years = range(first, last + 1, max(1, (last - first + 1) // 8))
    return Bars(placed, tuple(((date(year, 1, 1).toordinal() - begin) * scale, str(year)) for year in years))


def _placed(bar: Bar, row: int, begin: int, scale: float) -> Placed:
    start, stop = (date.fromisoformat(day).toordinal() for day in (bar.first, bar.last))
    width = max((stop - start + 1) * scale, _LEAST)
    return Placed(bar, round(min((start - begin) * scale, WIDTH - width), 1), round(width, 1), row)
