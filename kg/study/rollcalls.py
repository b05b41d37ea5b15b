"""Roll-calls of a series of meetings: who usually is there and is not reported, who is new, whose place in the order has changed.

A paper that does not name somebody does not say that he was absent. So nobody is called absent: only "expected but not reported", and that
only where the roll-call looks whole, and at least three whole ones before it say who is to be expected.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from kg.model import EventKind, Mode
from kg.objects.things import Attendance, Person, Row
from kg.rules import word_set

LEAST = 4  # people, for a roll-call to be looked at
EARLIER = 3  # whole roll-calls that must have come before
LOOK_BACK = 6  # of those before, the last that count
SHARE = 2 / 3  # of them, for somebody to be expected
COMPANY = 2  # people in common, for two sessions of one name to be of one place
_OPEN = re.compile(r"等[^，。、；]{0,10}?(?:出席|参加|列席|陪同|参会|与会)")


class Notice(StrEnum):
    """What is worth a notice about somebody at a session."""

    SILENCE = "expected but not reported"
    NEW = "newcomer"
    UP = "moved up"
    DOWN = "moved down"


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a series, told by one article or several; its roll-call is that of the longest list, others add to it."""

    series: str
    number: int | None
    day: date | None
    roll: tuple[Attendance, ...]
    doubt: str  # why the roll-call may not be whole; "" for one that looks whole

    @property
    def whole(self) -> bool:
        """Whether its roll-call looks whole."""
        return not self.doubt

    def row(self) -> Row:
        """As a flat record."""
        told = self.doubt or "whole"
        return {"series": self.series, "number": self.number, "day": self.day, "people": len(self.roll), "roll_call": told}


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something about a person at a session, with the numbers it rests on."""

    session: Session
    notice: Notice
    person: Person
    why: str

    def row(self) -> Row:
        """As a flat record."""
        return self.session.row() | {"notice": self.notice.value, "person": self.person.name, "why": self.why}


def series(attendances: Iterable[Attendance]) -> list[list[Session]]:
    """The sessions of each series in their order; meetings of one name in two places, whose people have nothing in common, are two series.

    A series is known by its name: that of a numbered series, else that of the meetings themselves, unless it is one that any meeting has
    (座谈会). Sessions of which neither day nor number is known have no place in the order, and are left out.
    """
    by_name = defaultdict[str, dict[str, list[Attendance]]](lambda: defaultdict(list))
    for one in attendances:
        name = one.event.series or (one.event.name if one.event.kind is EventKind.MEETING else "")
        if name and name not in word_set("generic_events") and (one.event.held_on or one.event.series_number is not None):
            by_name[name][one.event.iri].append(one)
    rolls = {name: [sorted(told, key=_place) for _, told in sorted(events.items())] for name, events in sorted(by_name.items())}
    return [_sessions(name, company) for name, every in rolls.items() for company in _companies(every)]


def _companies(rolls: Sequence[list[Attendance]]) -> list[list[list[Attendance]]]:
    """Roll-calls that have people in common, one with another."""
    left = {at: {one.person for one in roll} for at, roll in enumerate(rolls)}
    found = []
    while left:
        first = min(left)
        company, new = {first: left.pop(first)}, [first]
        while new:
            people = company[new.pop()]
            near = [at for at, others in left.items() if len(people & others) >= COMPANY]
            company |= {at: left.pop(at) for at in near}
            new += near
        found.append([rolls[at] for at in sorted(company)])
    return found


def _sessions(name: str, rolls: Iterable[list[Attendance]]) -> list[Session]:
    """The sessions of a company, by day where all days are known, else by number."""
    same = defaultdict[tuple[int | None, str], list[list[Attendance]]](list)
    for roll in rolls:
        event = roll[0].event
        same[event.series_number, "" if event.series_number is not None else str(event.held_on)].append(roll)
    usual = median(max(map(len, told)) for told in same.values())
    found = [_session(name, told, usual) for told in same.values()]
    dated = all(session.day for session in found)
    return sorted(found, key=lambda one: (one.day or date.max if dated else date.min, one.number or 0, one.day or date.max))


def _session(name: str, told: Sequence[list[Attendance]], usual: float) -> Session:
    lists = sorted(told, key=lambda roll: (-len(roll), roll[0].iri))
    roll = {one.person: one for every in reversed(lists) for one in every}  # the longest list has the last word
    ordered = [one for one in lists[0] if roll.get(one.person) is one]
    ordered += [one for every in lists[1:] for one in every if roll[one.person] is one]
    days = sorted({one.event.held_on for one in ordered if one.event.held_on})
    return Session(name, lists[0][0].event.series_number, days[0] if days else None, tuple(ordered), _doubt(lists[0], usual))


def _doubt(roll: Sequence[Attendance], usual: float) -> str:
    """Why a roll-call may not be whole."""
    if any(_OPEN.search(passage.quote) for one in roll for passage in one.evidence):
        return "the list ends with 等"
    if len(roll) < LEAST:
        return f"only {len(roll)} named"
    return f"only {len(roll)} named, {usual:g} usually" if len(roll) * 2 < usual else ""


def notices(sessions: Sequence[Session]) -> list[Noticed]:
    """What is worth a notice at the sessions of one series, given in their order."""
    whole = [session for session in sessions if session.whole]
    return [noticed for place, session in enumerate(whole) for noticed in _at(session, whole[:place])]


def _at(session: Session, before: Sequence[Session]) -> Iterator[Noticed]:
    if len(before) >= EARLIER:
        yield from _silences(session, before[-LOOK_BACK:])
        yield from _newcomers(session, before)
    if before:
        yield from _moves(session, before[-1])


def _silences(session: Session, before: Sequence[Session]) -> Iterator[Noticed]:
    here = {one.person for one in session.roll}
    times = Counter(one.person for earlier in before for one in earlier.roll)
    for person, count in sorted(times.items(), key=lambda item: (-item[1], item[0].iri)):
        if person not in here and count >= SHARE * len(before):
            yield Noticed(session, Notice.SILENCE, person, f"in {count} of the {len(before)} whole roll-calls before")


def _newcomers(session: Session, before: Sequence[Session]) -> Iterator[Noticed]:
    known = {one.person for earlier in before for one in earlier.roll}
    for one in session.roll:
        if one.person not in known:
            yield Noticed(session, Notice.NEW, one.person, f"in none of the {len(before)} whole roll-calls before")


def _moves(session: Session, before: Session) -> Iterator[Noticed]:
    """Who stands elsewhere among those that both lists name; who presides comes first by that, and counts in neither."""
    old, new = _order(before), _order(session)
    old, new = [one for one in old if one in set(new)], [one for one in new if one in set(old)]
    stay = _longest_rising([old.index(person) for person in new])
    for person in new:
        rank, was = new.index(person) + 1, old.index(person) + 1
        if was - 1 not in stay and rank != was:
            told = f"{was} of {len(old)} before{f' ({before.day})' if before.day else ''}, now {rank}"
            yield Noticed(session, Notice.UP if rank < was else Notice.DOWN, person, told)


def _order(session: Session) -> list[Person]:
    return [one.person for one in session.roll if one.mode is not Mode.PRESIDED]


def _longest_rising(row: Sequence[int]) -> frozenset[int]:
    """The most values of a row that rise: those who did not move; everybody else did."""
    best: list[tuple[int, ...]] = []
    for place, value in enumerate(row):
        before = [best[at] for at in range(place) if row[at] < value]
        best.append((*_longest(before), value))
    return frozenset(_longest(best))


def _longest(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The first of the longest; an empty one where there is none."""
    return max(rows, key=lambda row: len(row), default=())  # noqa: PLW0108 - mypy wants to know what it measures


def _place(one: Attendance) -> tuple[int, str]:
    return one.position, one.iri
