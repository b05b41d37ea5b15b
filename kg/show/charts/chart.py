"""What a chart is made of, and the page that shows it: shapes at their places, and below them the same facts as a table with sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.show.evidence import evidence
from kg.show.page import render
from kg.show.reading import Queryable, describe

LEFT = 235  # room for the names of the rows
ROW = 26  # height of a row
TOP = 12
WIDTH = 1220


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark on a chart; units of the picture, from its upper left corner."""

    kind: str  # "bar", "dot", "cell"
    style: str  # class that gives its colour
    x: float
    y: float
    width: float = 0.0
    text: str = ""  # beside or in it
    says: str = ""  # on hover


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its cells, and the fact node whose sentence proves it ("" for none)."""

    cells: tuple[str, ...]
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart."""

    heading: str
    note: str
    rows: tuple[str, ...]
    shapes: tuple[Shape, ...]
    ticks: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, str], ...]  # class, what it stands for
    columns: tuple[str, ...]  # of the table
    lines: tuple[Line, ...]
    slanted: bool = False  # whether the ticks are names above the columns
    head: int = 30  # room above the rows
    width: int = WIDTH
    left_out: str = ""

    @property
    def height(self) -> int:
        """Of the picture."""
        return self.head + TOP + ROW * len(self.rows) + TOP


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places: the whole of the years from the first day to the last."""

    begin: int
    end: int

    @classmethod
    def over(cls, days: Iterable[str]) -> "Scale":
        """The scale for these days (ISO), months where they lie within one year, else whole years."""
        known = sorted(date.fromisoformat(day) for day in days)
        first, last = known[0], known[-1]
        if first.year == last.year:
            after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
            return cls(date(first.year, first.month, 1).toordinal(), after.toordinal())
        return cls(date(first.year, 1, 1).toordinal(), date(last.year + 1, 1, 1).toordinal())

    def x(self, day: str) -> float:
        """Where a day lies."""
        return round(LEFT + (date.fromisoformat(day).toordinal() - self.begin) * self._step, 1)

    @property
    def _step(self) -> float:
        return (WIDTH - LEFT - 20) / max(self.end - self.begin, 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Years, or months where there are few."""
        first, last = date.fromordinal(self.begin), date.fromordinal(self.end - 1)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / step <= 14)  # noqa: PLR2004 - as many can be read
        found = []
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            if month % step == 0:
                day = date(month // 12, month % 12 + 1, 1)
                found.append((self.x(day.isoformat()), f"{day.year}" if step >= 12 else f"{day.year}-{day.month:02}"))  # noqa: PLR2004 - months
        return tuple(found)


def row_y(row: int, head: int = 30) -> float:
    """The middle of a row."""
    return head + TOP + ROW * row + ROW / 2


def write(store: Queryable, path: Path | str, chart: Chart) -> None:
    """Write the chart to one HTML file, offline, without script, the same bytes each time."""
    Path(path).write_bytes(page(store, chart).encode())


def page(store: Queryable, chart: Chart) -> str:
    """The chart's page as text."""
    facts = describe(store, {line.fact for line in chart.lines if line.fact})
    proofs = evidence(store, facts, {iri: thing.many("titleAsPrinted") for iri, thing in facts.items()})
    labels = [(row_y(row, chart.head), name) for row, name in enumerate(chart.rows)]
    return render("chart.html", styles=("chart.css",), scripts=(), chart=chart, labels=labels, proofs=proofs, left=LEFT, row=ROW)
