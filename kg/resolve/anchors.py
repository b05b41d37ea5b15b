"""The table of dated anchors, read once: ``kg/rules/anchors.toml``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry of the table: what is printed, when it was, and where that can be looked up."""

    words: tuple[str, ...]
    source: str
    days: tuple[date, ...]  # a day, or several where one name stands for several things
    first: date | None = None
    last: date | None = None
    called: date | None = None
    held: bool = False
    sure: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """All anchors of one kind, and an alternation of their words, the longest first."""

    anchors: Mapping[str, Anchor]  # by word
    words: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held one of the highest offices, and when; no last day: still in office when the table was written."""

    office: str
    holder: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Sessions:
    """Terms and sessions of the National People's Congress and the CPPCC."""

    term: int
    year: int
    opens: tuple[int, int]
    late: Mapping[int, tuple[int, int]]

    def opening(self, term: int, number: int) -> date:
        """When the session of that number opened, to a day or two."""
        year = self.year + 5 * (term - self.term) + number - 1
        month, day = self.late.get(year, self.opens)
        return date(year, month, day)


@cache
def kind(name: str) -> Kind:
    """The anchors under ``[[name]]``."""
    found = {word: anchor for entry in _table()[name] for anchor in (_anchor(entry),) for word in anchor.words}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return Kind(MappingProxyType(found), "|".join(map(re.escape, ordered)))


def _anchor(entry: Mapping[str, Any]) -> Anchor:
    days = [*entry.get("opens", ()), *([entry["date"]] if "date" in entry else ())]
    return Anchor(
        words=tuple(entry["words"]),
        source=entry["source"],
        days=tuple(days),
        first=entry.get("first"),
        last=entry.get("last"),
        called=entry.get("called"),
        held=entry.get("held", False),
        sure=entry.get("sure", False),
        theme=entry.get("theme", entry["words"][0]),
    )


@cache
def plenums() -> Mapping[tuple[int, int], date]:
    """When each plenum of the Central Committee closed, by term and number."""
    return MappingProxyType({(term, number): day for term, number, day in _table()["plenums"]["closed"]})


@cache
def tenures() -> tuple[Tenure, ...]:
    """Holders of the highest offices."""
    return tuple(Tenure(office, holder, first, last[0] if last else None) for office, holder, first, *last in _table()["tenures"]["held"])


@cache
def sessions() -> Sessions:
    """The rule of national sessions."""
    entry = _table()["sessions"]
    late = {int(year): (month, day) for year, (month, day) in entry["late"].items()}
    return Sessions(entry["term"], entry["year"], (entry["opens"][0], entry["opens"][1]), MappingProxyType(late))


@cache
def plan_years() -> Mapping[str, int]:
    """The first year of each five-year plan, by its short name (十三五)."""
    return MappingProxyType(dict(_table()["plans"]["first_years"]))


@cache
def lunar(feast: str) -> Sequence[date]:
    """The days of a feast, year by year."""
    return tuple(_table()["lunar"][feast])


@cache
def _table() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(files("kg.rules").joinpath("anchors.toml").read_text(encoding="utf-8"))
