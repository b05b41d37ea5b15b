"""Claims on a day: what a clue says of when something was, with its reason; and sets of years that claims leave open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1949, 2049  # papers of the People's Republic; an open end reaches to the bound
BEGINNING, END = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

Window = tuple[date, date]

_TOLD_LATER = timedelta(days=21)
_MORNING_AFTER = timedelta(days=3)  # a paper that comes out the next morning, or after a weekend


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What one clue says: the day lies in one of the windows (both ends included).

    A hard claim is certain; a soft one only makes other days unlikely. Two claims of one kind are one witness, not two.
    """

    kind: str
    reason: str
    windows: tuple[Window, ...]
    hard: bool = True
    rests_on: str = ""  # the document whose date it takes for granted

    def allows(self, first: date, last: date) -> bool:
        """Whether what was held from ``first`` to ``last`` fits.

        What is only not before a day fits a little earlier too: an article can tell of events some weeks past.
        """
        return any(begin <= last + (_TOLD_LATER if end == END else _MORNING_AFTER) and first <= end for begin, end in self.windows)


def since(kind: str, reason: str, day: date, *, hard: bool = True, rests_on: str = "") -> Claim:
    """Not before a day."""
    return Claim(kind, reason, ((day, END),), hard, rests_on)


def until(kind: str, reason: str, day: date, *, hard: bool = True, rests_on: str = "") -> Claim:
    """Not after a day."""
    return Claim(kind, reason, ((BEGINNING, day),), hard, rests_on)


def between(kind: str, reason: str, first: date, last: date, *, hard: bool = True) -> Claim:
    """From a day to a day."""
    return Claim(kind, reason, ((first, last),), hard)


def in_years(kind: str, reason: str, years: Iterable[int], *, hard: bool = True) -> Claim:
    """In one of some years."""
    return Claim(kind, reason, tuple((date(year, 1, 1), date(year, 12, 31)) for year in sorted(years)), hard)


def on_days(kind: str, reason: str, days: Iterable[date], slack: int = 0) -> Claim:
    """On one of some days, give or take ``slack`` days."""
    margin = timedelta(days=slack)
    return Claim(kind, reason, tuple((day - margin, day + margin) for day in sorted(days)))


def day_in(year: int, month: int, day: int) -> date | None:
    """That day; None where the year has no such day (29 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def excluded(against: Sequence[Claim]) -> bool:
    """Whether claims against a year rule it out: a hard one, or soft ones of two kinds."""
    return any(claim.hard for claim in against) or len({claim.kind for claim in against}) > 1


def telling(against: dict[int, list[Claim]]) -> list[Claim]:
    """The fewest claims that rule out all the years, those first that rule out most; the same whatever order they came in."""
    left, chosen = set(against), list[Claim]()
    claims = sorted({claim for found in against.values() for claim in found}, key=lambda claim: (not claim.hard, claim))
    reach = {claim: {year for year in against if claim in against[year]} for claim in claims}
    while left:
        best = max(claims, key=lambda claim: (claim.hard, len(reach[claim] & left)), default=None)
        if best is None or not reach[best] & left:
            best = max(claims, key=lambda claim: len(reach[claim] & left), default=None)
        if best is None or not reach[best] & left:
            break
        claims.remove(best)
        chosen.append(best)
        left = {year for year in left if not excluded([claim for claim in chosen if claim in against[year]])}
    return chosen
