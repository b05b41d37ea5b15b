"""The same event told by several articles: one of a numbered series, or one name on one day in the same company, or the same words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.resolve.telling import Telling
from kg.rules import word_set

_LONG = 10  # characters of a name that says which event it was
_SERIES = 6  # characters of a series that says which one it is: 全体会议 does not
_PEOPLE = 2  # who took part in both, for a name that does not say it
_REPRINT = 0.6  # of the sentences of the shorter text


@dataclass(frozen=True, slots=True)
class Report:
    """An event as a document tells of it, on the day that is known or was worked out."""

    document: str
    outlet: str
    day: date
    telling: Telling

    @property
    def member(self) -> tuple[str, int, str]:
        """What it is known by."""
        return self.document, self.telling.article, self.telling.key


@dataclass(frozen=True, slots=True)
class Met:
    """Reports of one event, the first one first, why they are, and how many of them are no reprints and of papers of their own."""

    reports: tuple[Report, ...]
    basis: tuple[str, ...]
    independent: int


def met(reports: Iterable[Report]) -> tuple[Met, ...]:
    """The events of a day that several articles tell of; the same for any order of the reports."""
    groups = [([report], list[str]()) for report in sorted(reports, key=lambda each: each.member)]
    joined: list[tuple[list[Report], list[str]]] = []
    for group in groups:
        reasons = [(other, reason) for other in joined if (reason := _same_group(group[0][0], other[0]))]
        if reasons:
            first, reason = reasons[0]
            first[0].extend(group[0])
            first[1].append(reason)
        else:
            joined.append(group)
    return tuple(_met(reports_, reasons_) for reports_, reasons_ in joined if len(reports_) > 1)


def _same_group(report: Report, others: Sequence[Report]) -> str:
    """Why a report belongs to others; "" where it does not, or one of them is another event of the same article."""
    if any((other.document, other.telling.article) == (report.document, report.telling.article) for other in others):
        return ""
    if any(_excluded(report.telling, other.telling) for other in others):
        return ""
    return next((reason for other in others if (reason := _same(report.telling, other.telling))), "")


def _excluded(one: Telling, two: Telling) -> bool:
    """Whether they cannot be one event: other numbers, other series, other places, other lengths."""
    pairs = ((one.number, two.number), (one.series, two.series), (one.last_day, two.last_day), (one.place, two.place))
    return any(first and second and first != second for first, second in pairs) and not _reprint(one, two)


def _same(one: Telling, two: Telling) -> str:
    numbered = one.series and one.number and (one.series, one.number) == (two.series, two.number)
    if numbered and (len(one.series) >= _SERIES or {*one.people} & {*two.people}):
        return f"{one.series}, number {one.number}, on the same day"
    shared = sorted(_shared_names(one, two), key=lambda name: (-len(name), name))
    if not shared:
        return ""
    name, people = shared[0], len({*one.people} & {*two.people})
    if _reprint(one, two):
        return f"{name} on the same day, in the same words"
    near = people or {*one.conveners} & {*two.conveners} or (one.place and one.place == two.place)
    if people >= _PEOPLE or (len(name) >= _LONG and near):
        return f"{name} on the same day, {people} people in both"
    return ""


def _shared_names(one: Telling, two: Telling) -> set[str]:
    """Names of both: long ones, or short ones that are all that one of them is called; none that leaves out who was met."""
    shared = {one.name, *one.other_names} & {two.name, *two.other_names} - word_set("generic_events")
    return {name for name in shared if (len(name) >= _LONG or name in (one.name, two.name)) and not _no_guest(name)}


def _no_guest(name: str) -> bool:
    """会见来华出席开幕式: one guest after the other, and none is named."""
    return name.startswith("会见") and "出席" in name and name.endswith(("会", "式", "坛"))


def _reprint(one: Telling, two: Telling) -> bool:
    return alike(one.words, two.words)


def alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether of two sketches the shorter one is mostly in the other."""
    return bool(one and two) and len({*one} & {*two}) >= _REPRINT * min(len(one), len(two))


def _met(reports: Sequence[Report], reasons: Sequence[str]) -> Met:
    told = sorted(Counter(reasons).items(), key=lambda item: (-item[1], item[0]))
    return Met(tuple(reports), tuple(reason for reason, _ in told), _independent(reports))


def _independent(reports: Sequence[Report]) -> int:
    """How many witnesses there are: a paper is one, however often it reports, and so are reprints of one text."""
    witnesses: list[list[Report]] = []
    for report in reports:
        one = [other for other in witnesses if any(_one_witness(report, each) for each in other)]
        witnesses = [other for other in witnesses if other not in one] + [[report, *(each for other in one for each in other)]]
    return len(witnesses)


def _one_witness(one: Report, two: Report) -> bool:
    paper = one.document == two.document or (one.outlet and one.outlet == two.outlet)
    return bool(paper) or alike(one.telling.words, two.telling.words)
