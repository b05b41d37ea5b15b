"""Careers: from when to when an office is attested, who was before and after, and who held it on a day.

Only reports count. An office is attested on the days on which somebody is reported in it; when it was taken up or left nothing tells, and
no such day is claimed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kg.objects.things import Person, Row, Tenure
from kg.study.seats import Seat, acting, asked_for, deputy, past, seat, seat_title, with_places


@dataclass(frozen=True, slots=True)
class Spell:
    """The reports of one person in one office that no report of anybody else in it comes between; the days of all are known."""

    seat: Seat
    holder: Person
    reports: tuple[Tenure, ...]  # in the order of their days, at least one
    doubted: tuple[Tenure, ...] = ()  # reports of others in it, between two of the holder's that lie close together

    @property
    def first(self) -> date:
        """The day of the first report."""
        return _day(self.reports[0])

    @property
    def last(self) -> date:
        """The day of the last report."""
        return _day(self.reports[-1])

    @property
    def acting(self) -> tuple[date, date] | None:
        """The last day on which the holder was reported as acting (代市长), and the first one after it in full; None without that step."""
        full = [_day(one) for one in self.reports if not acting(one.title)]
        before = [_day(one) for one in self.reports if acting(one.title) and full and _day(one) <= full[-1]]
        after = [day for day in full if before and day >= before[-1]]
        return (before[-1], after[0]) if after else None


@dataclass(frozen=True, slots=True)
class Office:
    """A line of a career: an office, by whom it was held before and after as far as reports tell, and what is worth a note."""

    person: Person
    seat: Seat
    title: str  # the office, with 代 where no report gives it in full
    spell: Spell | None  # None where no report of it has a day
    before: Spell | None
    after: Spell | None
    notes: tuple[str, ...]
    undated: tuple[Tenure, ...] = ()

    def row(self) -> Row:
        """As a flat record."""
        spell, reports = self.spell, (len(self.spell.reports) if self.spell else 0) + len(self.undated)
        when: Row = {"first": spell.first if spell else None, "last": spell.last if spell else None, "reports": reports}
        around: Row = {"before": _told(self.before, last=True), "after": _told(self.after, last=False), "note": "; ".join(self.notes)}
        return {"person": self.person.name, "office": self.title, "place": self.seat.place} | when | around


class Known(StrEnum):
    """What is known of who held an office on a day."""

    ATTESTED = "attested"  # reported in it on that very day
    BETWEEN = "between"  # reported in it before and after, and nobody else in between
    UNKNOWN = "unknown"  # before the first report, behind the last one, or between those of two people


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held an office on a day, and by which reports: the nearest before the day (or on it) and the nearest after."""

    seat: Seat
    day: date
    known: Known
    holder: Person | None  # None where it is unknown
    before: Tenure | None
    after: Tenure | None

    def row(self) -> Row:
        """As a flat record."""
        asked: Row = {"office": self.seat.title, "place": self.seat.place, "day": self.day, "known": self.known.value}
        return asked | {"holder": self.holder.name if self.holder else None} | _report("before", self.before) | _report("after", self.after)


_LEFT = re.compile(r"不再担任|不再兼任|免去|辞去|卸任|罢免|曾担任|曾任|历任")
_CLOSE = timedelta(days=31)


def spells(tenures: Iterable[Tenure]) -> list[Spell]:
    """All spells of all offices, by office and first day; reports without a day and of past offices (原市长) are left out."""
    by_seat = defaultdict[Seat, list[Tenure]](list)
    for tenure in with_places([one for one in tenures if not _over(one)]):
        if tenure.reported:
            by_seat[seat(tenure)].append(tenure)
    found = [spell for one, reports in by_seat.items() for spell in (_runs(one, reports) if one.sole else _by_holder(one, reports))]
    return sorted(found, key=lambda spell: (spell.seat, spell.first, spell.last, spell.holder.iri))


def _over(tenure: Tenure) -> bool:
    """Whether the report says that the office is no longer held: 原市长, 不再担任市长."""
    return past(tenure.title) or any(_LEFT.search("".join(passage.quote.split())) for passage in tenure.evidence)


def _runs(at: Seat, reports: Sequence[Tenure]) -> list[Spell]:
    """Of an office that one person holds at a time: a new spell whenever somebody else is reported.

    Somebody who is reported between two reports of the holder within a month did not follow him: a namesake of the office (通伦, 国家主席
    of another country), a slip, a look back. Such reports are kept, as doubted ones of the holder's spell.
    """
    ordered = sorted(reports, key=_in_order)
    found: list[Spell] = []
    start = 0
    while start < len(ordered):
        own = _run(ordered, start)
        inside = ordered[start : own[-1] + 1]
        holder = ordered[start].holder
        doubted = tuple(one for one in inside if one.holder != holder)
        found.append(Spell(at, holder, tuple(one for one in inside if one.holder == holder), doubted))
        start = own[-1] + 1
    return found


def _run(ordered: Sequence[Tenure], start: int) -> list[int]:
    """Where the reports of a holder stand, up to the first somebody else who is not only passed by."""
    own = [start]
    for place in range(start + 1, len(ordered)):
        passed = place > own[-1] + 1
        if passed and _day(ordered[place]) - _day(ordered[own[-1]]) > _CLOSE:
            break
        if ordered[place].holder == ordered[start].holder:
            own.append(place)
    return own


def _by_holder(at: Seat, reports: Sequence[Tenure]) -> list[Spell]:
    held = defaultdict[Person, list[Tenure]](list)
    for report in sorted(reports, key=_in_order):
        held[report.holder].append(report)
    return [Spell(at, holder, tuple(found)) for holder, found in held.items()]


def career(person: Person, tenures: Sequence[Tenure]) -> list[Office]:
    """The offices of a person in the order of their first reports, those without a day behind.

    ``tenures`` are the person's own, and those of everybody else who may have held one of the same offices.
    """
    every = spells(tenures)
    own = [spell for spell in every if spell.holder == person]
    offices = [_office(spell, every, own) for spell in own]
    undated = defaultdict[Seat, list[Tenure]](list)
    for tenure in with_places(tenures):
        if tenure.holder == person and not tenure.reported:
            undated[seat(tenure)].append(tenure)
    dated = {spell.seat for spell in own}
    offices += [_undated(person, at, found) for at, found in undated.items() if at not in dated]
    return sorted(offices, key=lambda one: (one.spell.first, one.spell.last, one.seat) if one.spell else (date.max, date.max, one.seat))


def _undated(person: Person, at: Seat, found: Sequence[Tenure]) -> Office:
    return Office(person, at, at.title, None, None, None, ("no report of it has a day",), tuple(found))


def _office(spell: Spell, every: Sequence[Spell], own: Sequence[Spell]) -> Office:
    seats = [one for one in every if one.seat == spell.seat] if spell.seat.sole else []
    place = seats.index(spell) if seats else 0
    before, after = (seats[place - 1] if place else None), (seats[place + 1] if place + 1 < len(seats) else None)
    always_acting = all(acting(one.title) for one in spell.reports)
    title = ("代" if always_acting else "") + spell.seat.title
    return Office(spell.holder, spell.seat, title, spell, before, after, tuple(_notes(spell, own)))


def _notes(spell: Spell, own: Sequence[Spell]) -> Iterable[str]:
    """Steps of the career: 代市长 → 市长, 副市长 → 市长."""
    if step := spell.acting:
        yield f"代{spell.seat.title} on {step[0]}, {spell.seat.title} on {step[1]}"
    for report in spell.doubted:
        yield f"{report.holder.name} is reported in it too, on {report.reported}"
    for other in own:
        if deputy(other.seat.title) == spell.seat.title and other.seat.place == spell.seat.place and other.last <= spell.first:
            yield f"{other.seat.title} until {other.last} at least"


def who(tenures: Iterable[Tenure], post: str, day: date, place: str = "") -> list[Holding]:
    """Who held an office on a day: one answer for each place that has it; several where reports of that very day contradict."""
    title, where = asked_for(post, place)
    seats = defaultdict[Seat, list[Spell]](list)
    for spell in spells(tenures):
        if spell.seat.title == title and where in ("", spell.seat.place):
            seats[spell.seat].append(spell)
    return [holding for at, found in sorted(seats.items()) for holding in _on(at, found, day)]


def _on(at: Seat, found: Sequence[Spell], day: date) -> list[Holding]:
    that_day = {one.holder: one for spell in found for one in (*spell.reports, *spell.doubted) if one.reported == day}
    if that_day:
        return [Holding(at, day, Known.ATTESTED, one, that_day[one], None) for one in sorted(that_day, key=lambda one: one.iri)]
    around = [spell for spell in found if spell.first < day < spell.last]
    if around:
        return [Holding(at, day, Known.BETWEEN, spell.holder, *_nearest(spell.reports, day)) for spell in around]
    return [Holding(at, day, Known.UNKNOWN, None, *_nearest([one for spell in found for one in spell.reports], day))]


def _nearest(reports: Iterable[Tenure], day: date) -> tuple[Tenure | None, Tenure | None]:
    """The last report before a day, and the first one after it."""
    ordered = sorted(reports, key=_in_order)
    before, after = [one for one in ordered if _day(one) < day], [one for one in ordered if _day(one) > day]
    return (before[-1] if before else None), (after[0] if after else None)


def of_posts(tenures: Iterable[Tenure], titles: Iterable[str]) -> list[Tenure]:
    """Those whose office is one of these."""
    wanted = {seat_title(title) for title in titles}
    return [one for one in tenures if seat_title(one.title) in wanted]


def _in_order(tenure: Tenure) -> tuple[date, str, str]:
    return _day(tenure), tenure.holder.iri, tenure.iri


def _day(tenure: Tenure) -> date:
    return tenure.reported or date.max


def _told(spell: Spell | None, *, last: bool) -> str:
    return f"{spell.holder.name} {spell.last if last else spell.first}" if spell else ""


def _report(name: str, tenure: Tenure | None) -> Row:
    """As 2022-03-17 代市长何雄, and where that is printed."""
    if tenure is None:
        return {name: None, f"{name}_in": None}
    where = tenure.evidence[0] if tenure.evidence else None
    place = f"{where.document} {where.begin}-{where.end}" if where else None
    return {name: f"{tenure.reported} {tenure.title}{tenure.holder.name}", f"{name}_in": place}
