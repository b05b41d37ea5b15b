"""Who came to which meeting of a series: people by rows, meetings by columns in their order; gaps stay white."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.show.charts.chart import LEFT, Chart, Line, Shape, row_y
from kg.show.choosing import NothingToShowError
from kg.show.panels import day_of
from kg.show.reading import Queryable, Role, Thing, describe, labels, skeleton, subjects_with
from kg.show.visible import clipped, visible

_PEOPLE = 60
_MEETINGS = 30
_CELL = 34
_HEAD = 150  # room for the names of meetings, slanted
_STYLES = MappingProxyType({Role.PRESIDED: "presided", Role.ATTENDED: "attended", Role.SAT_IN: "satin"})
_WORDS = MappingProxyType({"presided": "主持 presided", "attended": "出席 attended", "satin": "列席 sat in"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """One person at one meeting."""

    person: str
    meeting: str
    style: str
    position: int
    fact: str


def matrix(store: Queryable, name: str = "") -> Chart:
    """The chart of the series with this in its name, of the one with most roll-calls for ""; ``NothingToShowError`` where there is none."""
    series, meetings = _series(store, name)
    entries = _entries(store, {meeting.iri for meeting in meetings})
    names = {iri: visible(every[0]) for iri, every in labels(store, "Person").items()}
    order = _order_of_people(entries, names)
    people = {person: row for row, person in enumerate(order[:_PEOPLE])}
    columns = {meeting.iri: column for column, meeting in enumerate(meetings)}
    shown = sorted((one for one in entries if one.person in people), key=lambda one: (columns[one.meeting], one.position, one.person))
    counts = Counter(one.person for one in shown)
    titles = {meeting.iri: (day_of(meeting), visible(meeting.one("label"))) for meeting in meetings}
    left = len(order) - len(people)
    return Chart(
        heading=f"{visible(series)}：历次出席 Attendance, meeting by meeting",
        note="数字是见报名单上的次序；空格是没有见报，不等于缺席。Numbers: place in the printed roll-call; a gap: not reported.",
        rows=tuple(f"{names[person]} {counts[person]}" for person in people),
        shapes=tuple(_cell(one, people[one.person], columns[one.meeting], names, titles) for one in shown),
        ticks=tuple((LEFT + _CELL * column + _CELL / 2, _column(meeting)) for column, meeting in enumerate(meetings)),
        legend=tuple(_WORDS.items()),
        columns=("日期 date", "会议 meeting", "次序 place", "人物 person", "方式 mode"),
        lines=tuple(Line((*titles[one.meeting], str(one.position), names[one.person], _WORDS[one.style]), one.fact) for one in shown),
        slanted=True,
        head=_HEAD,
        width=max(LEFT + _CELL * len(meetings) + 140, 640),
        left_out=f"另有 {left} 人未画出 {left} more people are not drawn" if left else "",
    )


def _series(store: Queryable, name: str) -> tuple[str, tuple[Thing, ...]]:
    """The name of the series, and its latest meetings in their order."""
    wanted = [iri for iri, names in labels(store, "Series").items() if any(name in each for each in names)]
    of: dict[str, list[str]] = defaultdict(list)
    for series, event in subjects_with(store, "series", wanted):
        of[series].append(event)
    if not of:
        what = f"series with {name!r} in its name" if name else "series of meetings"
        message = f"There is no {what} in the store: kg query series lists them."
        raise NothingToShowError(message)
    attended = {link.target for link in skeleton(store).links if link.role in _STYLES}
    chosen = min(of, key=lambda series: (-len(attended.intersection(of[series])), -len(of[series]), series))
    meetings = sorted(describe(store, of[chosen]).values(), key=_order_of_meetings)
    return describe(store, [chosen])[chosen].one("label"), tuple(meetings[-_MEETINGS:])


def _order_of_meetings(meeting: Thing) -> tuple[str, int, str]:
    return (meeting.one("heldOn") or meeting.one("earliest") or "9999", int(meeting.one("seriesNumber") or 0), meeting.iri)


def _entries(store: Queryable, meetings: set[str]) -> list[_Entry]:
    """One entry for each person at each meeting, from the report that gives the earliest place."""
    links = [link for link in skeleton(store).links if link.role in _STYLES and link.target in meetings]
    facts = describe(store, (link.fact for link in links))
    every = (_Entry(x.source, x.target, _STYLES[x.role], int(facts[x.fact].one("position") or 0), x.fact) for x in links)
    best: dict[tuple[str, str], _Entry] = {}
    for entry in sorted(every, key=lambda one: (one.position, one.fact)):
        best.setdefault((entry.person, entry.meeting), entry)
    return list(best.values())


def _order_of_people(entries: Iterable[_Entry], names: Mapping[str, str]) -> list[str]:
    """Those who came most often first; among them, those who stand further up in the roll-calls."""
    places: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        places[entry.person].append(entry.position)
    return sorted(places, key=lambda person: (-len(places[person]), sum(places[person]) / len(places[person]), names[person], person))


def _cell(one: _Entry, row: int, column: int, names: Mapping[str, str], titles: Mapping[str, tuple[str, str]]) -> Shape:
    day, title = titles[one.meeting]
    says = " · ".join(filter(None, (names[one.person], _WORDS[one.style], title, day)))
    x, y = LEFT + _CELL * column + 2, row_y(row, _HEAD) - 11
    return Shape("cell", one.style, x, y, _CELL - 4, str(one.position or ""), says)


def _column(meeting: Thing) -> str:
    number = meeting.one("seriesNumber")
    return " ".join(_parts(meeting, f"第{number}次" if number else clipped(visible(meeting.one("label")), 10)))


def _parts(meeting: Thing, name: str) -> Iterator[str]:
    yield name
    if day_of(meeting):
        yield day_of(meeting)
