"""Tables of records: as HTML in a notebook, as frames of pandas or polars where those are installed."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

from kg.objects.things import Cell, Row
from kg.query import Result, Term

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_XSD = "http://www.w3.org/2001/XMLSchema#"
SHOWN = 50  # rows of a table in a notebook
LONG = 120  # characters of a cell in it


class NoFramesError(ImportError):
    """pandas or polars is asked for, and not installed; the message says how to install it."""

    def __init__(self, package: str) -> None:
        super().__init__(f"to_{package}() needs {package}, which is not installed: pip install 'yaowen[frames]', or pip install {package}")


class Tabular:
    """What has columns and records can be a frame, and a table in a notebook."""

    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order, also where there are no records."""
        raise NotImplementedError

    def records(self) -> list[Row]:
        """A flat record for each row."""
        raise NotImplementedError

    def to_pandas(self) -> "pd.DataFrame":
        """A frame of pandas; days are ``datetime64``, so that they can be grouped by month. NoFramesError without pandas."""
        try:
            import pandas as pd
        except ImportError as error:
            package = "pandas"
            raise NoFramesError(package) from error
        frame = pd.DataFrame(self.records(), columns=list(self.columns()))
        for name in _days(self.records(), self.columns()):
            frame[name] = pd.to_datetime(frame[name])
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """A frame of polars; days are ``Date``. NoFramesError without polars."""
        try:
            import polars as pl
        except ImportError as error:
            package = "polars"
            raise NoFramesError(package) from error
        records = self.records()
        return pl.DataFrame({name: [record.get(name) for record in records] for name in self.columns()}, strict=False)

    def _repr_html_(self) -> str:
        """The first rows as a table; everything that comes from a page is escaped."""
        records = self.records()
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns())
        rows = "".join(f"<tr>{self._cells(record)}</tr>" for record in records[:SHOWN])
        more = f"<p>{len(records) - SHOWN:,} more</p>" if len(records) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"

    def _cells(self, record: Row) -> str:
        return "".join(f"<td>{_shown(record.get(name))}</td>" for name in self.columns())


def _days(records: Sequence[Row], columns: Sequence[str]) -> list[str]:
    from datetime import date

    return [name for name in columns if any(isinstance(record.get(name), date) for record in records)]


def _shown(cell: Cell) -> str:
    text = "" if cell is None else " ".join(str(cell).split())
    return escape(text if len(text) <= LONG else text[: LONG - 1] + "…")


class HasRow(Protocol):
    """What knows itself as a flat record."""

    def row(self) -> Row:
        """As a flat record."""


T = TypeVar("T", bound=HasRow)


class Listing(Tabular, Sequence[T], Generic[T]):
    """A list of typed values that cannot be changed, and a table of them."""

    def __init__(self, items: Sequence[T], columns: Sequence[str]) -> None:
        """Values, and the columns of their records."""
        self._items, self._columns = tuple(items), tuple(columns)

    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._columns

    def records(self) -> list[Row]:
        """A flat record for each value."""
        return [item.row() for item in self._items]

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> "Listing[T]": ...
    def __getitem__(self, place: int | slice) -> "T | Listing[T]":
        """A value, or a list of some of them."""
        return Listing(self._items[place], self._columns) if isinstance(place, slice) else self._items[place]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        """Each in order."""
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        """Whether it is a list of the same values."""
        return isinstance(other, Listing) and self._items == other._items

    def __hash__(self) -> int:
        """By its values."""
        return hash(self._items)

    def __repr__(self) -> str:
        """How many, and what is known of each."""
        return f"<{len(self._items)} rows: {', '.join(self._columns)}>"


class Answer(dict[str, Cell]):
    """A row of a query's answer: ``row["person"]`` or ``row.person``."""

    def __getattr__(self, name: str) -> Cell:
        """The value of a column; AttributeError where there is none of that name."""
        try:
            return self[name]
        except KeyError:
            message = f"the answer has no column {name!r}, only {', '.join(self) or 'none'}"
            raise AttributeError(message) from None

    def row(self) -> Row:
        """Itself."""
        return dict(self)


def table(columns: Sequence[str], records: Sequence[Mapping[str, Cell]]) -> Listing[Answer]:
    """The answer of a query."""
    return Listing([Answer(record) for record in records], columns)


def as_result(tabular: Tabular) -> Result:
    """The same as the result of a query, which can be written in all its formats."""
    columns = tabular.columns()
    return Result(columns, tuple(tuple(_term(record.get(name)) for name in columns) for record in tabular.records()))


def _term(cell: Cell) -> Term | None:
    if cell is None or cell == "":
        return None
    datatypes = {bool: "boolean", int: "integer", float: "double"}
    datatype = datatypes.get(type(cell), "" if isinstance(cell, str) else "date")
    return Term(str(cell).lower() if isinstance(cell, bool) else str(cell), "literal", f"{_XSD}{datatype}" if datatype else "")
