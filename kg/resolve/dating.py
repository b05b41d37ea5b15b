"""From the year of a unit to the dates of its events and of its issue."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.model import ArticleFacts, EventDate, EventFact, PageFacts, PrintedDate
from kg.resolve.days import whole
from kg.resolve.record import ArticleRecord, Record, Undated
from kg.resolve.units import Unit
from kg.resolve.years import Dating

_ARTICLES = 2  # so many articles must tell of one day for a paper that reports it the next morning


@dataclass(frozen=True, slots=True)
class EventFinding:
    """The date of an event, worked out."""

    document: str
    article: int  # 0-based
    key: str
    name: str
    date: EventDate


@dataclass(frozen=True, slots=True)
class IssueFinding:
    """The day on which an article was published, worked out."""

    document: str
    article: int  # 0-based
    published: date
    basis: str


Finding = EventFinding | IssueFinding


def findings(record: Record, datings: Sequence[Dating]) -> Iterator[Finding]:
    """What the datings of a document say of its events and articles; nothing for one whose date of publication is known."""
    for dating in datings if record.published is None else ():
        issue = _issue(dating)
        for number in dating.unit.articles:
            article = record.articles[number]
            if issue:
                basis = "inferred: " + "; ".join((*dating.reasons, issue[1]))
                yield IssueFinding(record.name, number, issue[0], basis)
            for event in article.undated:
                found = _date(event, article, dating, issue)
                if found:
                    yield EventFinding(record.name, number, event.key, event.name, found)


def dated(facts: PageFacts, found: Iterable[Finding]) -> PageFacts:
    """The facts of a page with what was found."""
    articles = list(facts.articles)
    for finding in found:
        article = articles[finding.article]
        if isinstance(finding, IssueFinding):
            articles[finding.article] = replace(article, published=finding.published, published_basis=finding.basis)
        else:
            articles[finding.article] = _with_date(article, finding)
    return replace(facts, articles=tuple(articles))


def _with_date(article: ArticleFacts, finding: EventFinding) -> ArticleFacts:
    def event(one: EventFact) -> EventFact:
        return replace(one, date=finding.date, printed_date=finding.date.printed) if one.key == finding.key else one

    return replace(article, events=tuple(map(event, article.events)))


def _issue(dating: Dating) -> tuple[date, str] | None:
    """The day of the issue and how it is known: from the head of the page, or from 昨日 beside a printed date."""
    unit, year = dating.unit, dating.year
    if year is None:
        return None
    if unit.record.header and (day := unit.day(year, unit.record.header)):
        return day, f"head of the page: {_printed(unit.record.header)} → issue of {day}"
    some = [unit.record.articles[number] for number in unit.articles]
    days = Counter(day for article in some for day in article.days)
    if unit.record.morning and len(days) == 1 and max(days.values()) >= _ARTICLES and any(article.relative for article in some):
        [printed] = days
        held = unit.day(year, printed)
        if held:
            day = held + timedelta(days=1)
            return day, f"the dated events of the page are all of {_printed(printed)}, told the next morning → issue of {day}"
    return None


def _printed(day: tuple[int, int]) -> str:
    return f"{day[0]}月{day[1]}日"


def _date(event: Undated, article: ArticleRecord, dating: Dating, issue: tuple[date, str] | None) -> EventDate | None:
    printed, year = event.printed, dating.year
    if printed.month and printed.day:
        return _of_year(printed, dating.unit, year, dating.reasons) if year else _bounded(printed, dating)
    if year is None or printed.days_before_issue is None or printed.day:
        return None
    told = dating.unit.day(year, article.dateline) if article.dateline else None
    base = (told, f"written on {_printed(article.dateline)} → {told}") if told and article.dateline else issue
    if base is None:
        return None
    day = base[0] - timedelta(days=printed.days_before_issue)
    basis = (*dating.reasons, base[1], f"{printed.text} → {day}")
    return _ran(event, EventDate(printed, day.isoformat(), day, earliest=day, latest=day, basis=basis))


def _ran(event: Undated, found: EventDate) -> EventDate:
    """为期两天的…会议今天结束: it began the day before."""
    if event.days == 1 or not found.day:
        return found
    first = found.day - timedelta(days=event.days - 1)
    basis = (*found.basis, f"{event.ran}: it began on {first}")
    return replace(found, edtf=first.isoformat(), day=first, last_day=found.day, earliest=first, basis=basis)


def _of_year(printed: PrintedDate, unit: Unit, year: int, reasons: Sequence[str]) -> EventDate | None:
    day = unit.day(year, (printed.month or 0, printed.day or 0))
    return whole(printed, day.year, day.month, (*reasons, f"{printed.text} → {day}")) if day else None


def _bounded(printed: PrintedDate, dating: Dating) -> EventDate | None:
    """First and last day that it can have been, where both are certain."""
    days = [day for year in dating.years if (day := dating.unit.day(year, (printed.month or 0, printed.day or 0)))]
    if not days:
        return None
    years = ", ".join(str(day.year) for day in days)
    return EventDate(
        printed,
        f"XXXX-{printed.month:02}-{printed.day:02}",
        earliest=days[0],
        latest=days[-1],
        basis=(*dating.reasons, f"{printed.text}: the year is one of {years}, and nothing says which"),
    )
