"""A unit: articles of one document that have their year in common, the unknown that is solved for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.resolve.claims import FIRST_YEAR, LAST_YEAR, YEARS, Claim, day_in, excluded
from kg.resolve.record import ArticleRecord, Day, Record

_LONG = 100  # days; a page whose dates lie further apart is no single issue


@dataclass(frozen=True, slots=True)
class Unit:
    """Articles of a document whose year is one unknown; ``origin`` is the earliest of their days, in the year that is asked for."""

    record: Record
    articles: tuple[int, ...]
    origin: Day
    latest: Day

    @property
    def name(self) -> tuple[str, int]:
        """Sortable, unique."""
        return self.record.name, self.articles[0] if self.articles else 0

    def day(self, year: int, printed: Day) -> date | None:
        """That day of the unit; days before ``origin`` lie in the next year. None where there is no such day."""
        return day_in(year + (printed < self.origin), *printed)

    def days(self, year: int, article: int) -> tuple[date, date] | None:
        """The first and the last day of the article's events, in that year of the unit; the unit's where it has none of its own."""
        record = self.record.articles[article]
        days = record.days or ((record.dateline,) if record.dateline else (self.origin, self.latest))
        found = [day for printed in days if (day := self.day(year, printed))]
        return (min(found), max(found)) if len(found) == len(days) else None

    def own_claims(self) -> list[tuple[int, Claim]]:
        """The claims of its articles, by article; −1 is the head of the page."""
        found = [(number, claim) for number in self.articles for claim in self.record.articles[number].claims]
        return found + ([(-1, self.record.weekday)] if self.record.weekday else [])

    def against(self, claims: Sequence[tuple[int, Claim]]) -> dict[int, list[Claim]]:
        """For each year the claims that speak against it; years left out are those beyond others that certain claims rule out."""
        years = _worth_asking(claims)
        spans = {number: [self._span(year, number) for year in years] for number in {number for number, _ in claims}}
        return {year: list(_against([(spans[number][index], claim) for number, claim in claims])) for index, year in enumerate(years)}

    def bounded(self, claims: Sequence[tuple[int, Claim]]) -> bool:
        """Whether something speaks against the first and the last year: else neither a year nor bounds can come of the claims."""
        ends = (FIRST_YEAR, LAST_YEAR - 1)
        return all(any(True for _ in _against([(self._span(year, number), claim) for number, claim in claims])) for year in ends)

    def _span(self, year: int, number: int) -> tuple[date, date] | None:
        if number >= 0:
            return self.days(year, number)
        head = self.day(year, self.record.header) if self.record.header else None
        return (head, head) if head else None


_YEARS = YEARS[:-1]  # a unit may reach into the next year
_MARGIN = 2  # years beyond which a certain bound rules out every other one too


def _worth_asking(claims: Sequence[tuple[int, Claim]]) -> range:
    """The years between certain bounds, and a few beyond, where the bounds show as reasons."""
    first = max((claim.windows[0][0].year for _, claim in claims if claim.hard and claim.windows), default=FIRST_YEAR)
    last = min((max(end for _, end in claim.windows).year for _, claim in claims if claim.hard and claim.windows), default=LAST_YEAR)
    low, high = min(first, last) - _MARGIN, max(first, last) + _MARGIN
    return range(max(low, _YEARS[0]), min(high, _YEARS[-1]) + 1)


def _against(claims: Sequence[tuple[tuple[date, date] | None, Claim]]) -> Iterator[Claim]:
    """The claims that do not allow the span beside them."""
    for span, claim in claims:
        if span is None:
            yield Claim("calendar", "there is no such day in the year", ())
        elif not claim.allows(*span):
            yield claim


def units(record: Record) -> Iterator[Unit]:
    """The unknowns of a document: one for an issue; one for each article where their dates lie too far apart for an issue."""
    every = {day for article in record.articles for day in _days_of(article)}
    every |= {record.header} if record.header else set()
    if not every:
        return
    origin, latest, length = _stretch(every)
    if length <= _LONG:
        yield Unit(record, tuple(range(len(record.articles))), origin, latest)
        return
    for number, article in enumerate(record.articles):
        days = _days_of(article)
        if days:
            origin, latest, _ = _stretch(set(days))
            yield Unit(replace(record, header=None, weekday=None), (number,), origin, latest)


def _days_of(article: ArticleRecord) -> tuple[Day, ...]:
    return (*article.days, article.dateline) if article.dateline else article.days


def _stretch(days: set[Day]) -> tuple[Day, Day, int]:
    """The shortest stretch of the year's circle that holds all the days: first, last, length in days."""
    ordered = sorted(days)
    places = [date(2000, *day).toordinal() for day in ordered]  # a leap year has every day
    gaps = [(following - place, index) for index, (place, following) in enumerate(zip(places, [*places[1:], places[0] + 366], strict=True))]
    widest, at = max(gaps, key=lambda gap: (gap[0], -gap[1]))
    return ordered[(at + 1) % len(ordered)], ordered[at], 366 - widest


def open_years(against: dict[int, list[Claim]]) -> list[int]:
    """The years that nothing rules out."""
    return [year for year, claims in against.items() if not excluded(claims)]
