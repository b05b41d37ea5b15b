"""Meetings along time: a row for each series, and one for each level for those in none."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.show.charts.chart import Chart, Line, Scale, Shape, row_y
from kg.show.choosing import Choice, NothingToShowError
from kg.show.reading import Queryable, Thing, describe, labels
from kg.show.visible import clipped, visible

_ROWS = 30  # series
_LEVELS = (
    ("centre", "中央与全国 national", ("中共中央", "中央", "国务院", "全国")),
    ("province", "省 provincial", ("省", "自治区", "全省")),
    ("city", "市 municipal", ("市", "全市", "州", "盟")),
    ("county", "县区 county", ("县", "区", "旗", "全县", "全区")),
    ("other", "其他 other", ("",)),
)
_PLACE = re.compile("(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,4}[市州盟])?(?:[\u4e00-\u9fff]{2,4}[县区旗])?")  # 河南省郑州市金水区
_WORDS: Mapping[str, str] = MappingProxyType({style: words for style, words, _ in _LEVELS})


@dataclass(frozen=True, slots=True)
class _Meeting:
    iri: str
    name: str
    day: str
    row: str  # the series, or the level
    level: str


def timeline(store: Queryable, choice: Choice) -> Chart:
    """The chart of all meetings with a day in the time that is asked for; ``NothingToShowError`` where there are none."""
    found = [meeting for meeting in _meetings(store) if _asked(meeting.day, choice)]
    if not found:
        message = "No meeting in the store has a full date in that time: see kg query meetings."
        raise NothingToShowError(message)
    rows = _rows(found)
    shown = sorted((one for one in found if one.row in rows), key=lambda one: (one.day, one.name, one.iri))
    scale = Scale.over(one.day for one in shown)
    left = len(found) - len(shown)
    return Chart(
        heading="会议时间线 Meetings over time",
        note="每点是一次会议或活动；一行是一个系列，不属于系列的按层级。A dot is an event; a row is a series, or a level.",
        rows=tuple(clipped(row, 14) for row in rows),
        shapes=tuple(Shape("dot", one.level, scale.x(one.day), row_y(rows[one.row]), says=f"{one.day} {one.name}") for one in shown),
        ticks=scale.ticks(),
        legend=tuple((style, _WORDS[style]) for style, _, _ in _LEVELS if any(one.level == style for one in shown)),
        columns=("日期 date", "会议 event", "系列 series"),
        lines=tuple(Line((one.day, one.name, "" if one.row in _WORDS.values() else one.row), one.iri) for one in shown),
        left_out=f"另有 {left} 次未画出 {left} more are not drawn" if left else "",
    )


def _meetings(store: Queryable) -> list[_Meeting]:
    events = describe(store, labels(store, "Event"))
    pointed = describe(store, {iri for event in events.values() for prop in ("series", "convenedBy") for iri in event.many(prop)})
    return [_meeting(event, pointed) for event in events.values() if event.one("heldOn")]


def _meeting(event: Thing, pointed: Mapping[str, Thing]) -> _Meeting:
    name = visible(event.one("label") or event.iri)
    series = visible("、".join(pointed[iri].one("label") for iri in event.many("series")))
    convener = next((pointed[iri].one("label") for iri in event.many("convenedBy")), "")
    level = level_of(convener or event.one("label"))
    return _Meeting(event.iri, name, event.one("heldOn"), series or _WORDS[level], level)


def level_of(name: str) -> str:
    """The level that the beginning of a body's or a meeting's name tells: "centre", "province", "city", "county", "other"."""
    place = _PLACE.match(name)
    told = place[0][-1] if place and place[0] else name
    return next(style for style, _, begins in _LEVELS if told.startswith(begins))


def _asked(day: str, choice: Choice) -> bool:
    first, last = (limit.isoformat() if limit else "" for limit in (choice.since, choice.until))
    return (not first or day >= first) and (not last or day <= last)


def _rows(found: list[_Meeting]) -> dict[str, int]:
    """The series with most meetings, in the order of their first; then the levels."""
    counts = Counter(one.row for one in found)
    series = sorted((row for row in counts if row not in _WORDS.values()), key=lambda row: (-counts[row], row))[:_ROWS]
    first = {row: min(one.day for one in found if one.row == row) for row in series}
    levels = [words for words in _WORDS.values() if words in counts]
    return {row: place for place, row in enumerate([*sorted(series, key=lambda row: (first[row], row)), *levels])}
