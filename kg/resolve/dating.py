"""From the year of a unit to the dates of its events and of its issue."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.model import ArticleFacts, EventDate, EventFact, PageFacts, PrintedDate
from kg.resolve.days import whole
from kg.resolve.units import Unit
from kg.resolve.years import Dating

_ARTICLES = 2  # so many articles must tell of the day before for a paper that reports it the next morning


def dated(facts: PageFacts, datings: Sequence[Dating]) -> PageFacts:
    """The facts of a page with what its datings say; a page with a date of publication, or without datings, stays as it is."""
    if facts.page.published or not datings:
        return facts
    articles = list(facts.articles)
    for dating in datings:
        issue = _issue(dating)
        for number in dating.unit.articles:
            articles[number] = _article(articles[number], number, dating, issue)
    return replace(facts, articles=tuple(articles))


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
            return day, f"the dated events of the page are all of {_printed(printed)}, told the next morning as 昨日 → issue of {day}"
    return None


def _printed(day: tuple[int, int]) -> str:
    return f"{day[0]}月{day[1]}日"


def _article(facts: ArticleFacts, number: int, dating: Dating, issue: tuple[date, str] | None) -> ArticleFacts:
    events = tuple(_whole_length(_event(event, number, dating, issue), facts) for event in _told_in_headline(facts))
    if issue is None:
        return replace(facts, events=events)
    return replace(facts, events=events, published=issue[0], published_basis="inferred: " + "; ".join((*dating.reasons, issue[1])))


def _event(event: EventFact, number: int, dating: Dating, issue: tuple[date, str] | None) -> EventFact:
    if event.printed_date is None or (event.date and event.date.day):
        return event
    found = _date(event.printed_date, number, dating, issue)
    return replace(event, date=found) if found else event


_NEWS_OF = re.compile(r"(?P<word>昨日|昨天|今日|今天)(?:简讯|要闻|要讯|快讯|短讯|新闻|政务)")


def _told_in_headline(facts: ArticleFacts) -> tuple[EventFact, ...]:
    """The events of an article; where its headline is 昨日简讯, those without a date of their own have that one."""
    for line in facts.article.headlines:
        match = _NEWS_OF.match(line.text)
        if match:
            before = 1 if match["word"].startswith("昨") else 0
            printed = PrintedDate(match["word"], line.span(*match.span("word")), days_before_issue=before)
            return tuple(event if event.printed_date else replace(event, printed_date=printed) for event in facts.events)
    return facts.events


_LENGTH = re.compile(r"(?:为期|历时)(?P<days>[两二三四五六七八九]|[2-9])天的?[^。]{0,40}?今[天日][^。]{0,12}(?:结束|闭幕|落幕)")
_DAYS = {"两": 2} | {numeral: count for count, numeral in enumerate("二三四五六七八九", 2)} | {str(count): count for count in range(2, 10)}


def _whole_length(event: EventFact, facts: ArticleFacts) -> EventFact:
    """为期两天的…会议今天结束: it began the day before."""
    found, printed = event.date, event.printed_date
    match = _LENGTH.search(facts.article.body.text)
    if not match or not found or not found.day or found.last_day or not printed or printed.days_before_issue != 0 or printed.day:
        return event
    if event.name not in match[0]:
        return event
    first = found.day - timedelta(days=_DAYS[match["days"]] - 1)
    basis = (*found.basis, f"{match[0]}: it began on {first}")
    return replace(event, date=replace(found, edtf=first.isoformat(), day=first, last_day=found.day, earliest=first, basis=basis))


def _date(printed: PrintedDate, number: int, dating: Dating, issue: tuple[date, str] | None) -> EventDate | None:
    unit, year = dating.unit, dating.year
    if printed.month and printed.day:
        return _of_year(printed, unit, year, dating.reasons) if year else _bounded(printed, unit, dating)
    if year is None or printed.days_before_issue is None:
        return None
    dateline = unit.record.articles[number].dateline
    told = unit.day(year, dateline) if dateline else None
    base = (told, f"written on {_printed(dateline)} → {told}") if told and dateline else issue
    if base is None:
        return None
    day = base[0] - timedelta(days=printed.days_before_issue)
    return EventDate(printed, day.isoformat(), day, earliest=day, latest=day, basis=(*dating.reasons, base[1], f"{printed.text} → {day}"))


def _of_year(printed: PrintedDate, unit: Unit, year: int, reasons: Sequence[str]) -> EventDate | None:
    day = unit.day(year, (printed.month or 0, printed.day or 0))
    return whole(printed, day.year, day.month, (*reasons, f"{printed.text} → {day}")) if day else None


def _bounded(printed: PrintedDate, unit: Unit, dating: Dating) -> EventDate | None:
    """First and last day that it can have been, where both are certain."""
    days = [day for year in dating.years if (day := unit.day(year, (printed.month or 0, printed.day or 0)))]
    if not days:
        return None
    years = ", ".join(str(day.year) for day in days)
    return EventDate(
        printed,
        f"XXXX-{printed.month:02}-{printed.day:02}",
        earliest=days[0],
        latest=days[-1],
        basis=(*dating.bound_reasons, f"{printed.text}: the year is one of {years}, and nothing says which"),
    )

