"""Who held which office, when: a bar from the first to the last report, a row for each person and office."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.show.charts.chart import Chart, Line, Scale, Shape, row_y
from kg.show.choosing import NothingToShowError
from kg.show.reading import Queryable, Thing, describe, labels, skeleton, subjects_with
from kg.show.visible import clipped, visible

_ROWS = 60
_LEAST = 5.0  # a bar of one day can still be seen


@dataclass(frozen=True, slots=True)
class _Held:
    person: str
    name: str
    title: str
    days: tuple[str, ...]  # of its reports, sorted
    fact: str  # the first report


def offices(store: Queryable, person: str = "", office: str = "") -> Chart:
    """The offices of people with this in their name and with that in the title; ``NothingToShowError`` where none has a day."""
    names = {iri: visible(every[0]) for iri, every in labels(store, "Person").items() if any(person in each for each in every)}
    found = [held for held in _held(store, names) if office in held.title]
    if not found:
        message = f"No office of {person or 'anybody'}{f' with {office!r} in it' if office else ''} has a date: see kg query offices."
        raise NothingToShowError(message)
    shown = _shown(found)
    scale = Scale.over(day for held in shown for day in held.days)
    left = len(found) - len(shown)
    return Chart(
        heading=f"任职时间 Offices over time{f' · {visible(person)}' if person else ''}",
        note="横条从第一次见报到最后一次见报，不是任免日期。A bar runs from the first report to the last; it is not the appointment.",
        rows=tuple(clipped(f"{held.name} {held.title}", 15) for held in shown),
        shapes=tuple(_bar(held, row, scale) for row, held in enumerate(shown)),
        ticks=scale.ticks(),
        legend=(("office", "任职 office"),),
        columns=("人物 person", "职务 office", "最早见报 first", "最近见报 last", "见报次数 reports"),
        lines=tuple(Line((h.name, h.title, h.days[0], h.days[-1], str(len(h.days))), h.fact) for h in shown),
        left_out=f"另有 {left} 项未画出 {left} more are not drawn" if left else "",
    )


def _held(store: Queryable, names: Mapping[str, str]) -> Iterable[_Held]:
    tenures = describe(store, (fact for _, fact in subjects_with(store, "holder", names)))
    days = _days_of_articles(store)
    reports: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for iri, tenure in tenures.items():
        known = {day for prop in ("attestedFrom", "attestedUntil") for day in tenure.many(prop)}
        known |= {days[article] for article in tenure.many("statedIn") if article in days} if not known else set()
        for holder in tenure.many("holder"):
            reports[holder, visible(tenure.one("title"))] += [(day, iri) for day in sorted(known)]
    for (holder, title), found in sorted(reports.items()):
        if found and holder in names:
            yield _Held(holder, names[holder], title, tuple(sorted(day for day, _ in found)), min(found)[1])


def _days_of_articles(store: Queryable) -> dict[str, str]:
    """For an article without a date of publication, the latest day of the events it reports: it was in print soon after."""
    events = {link.target for link in skeleton(store).links}
    found: dict[str, str] = {}
    for thing in sorted(describe(store, events).values(), key=_day):
        for article in thing.many("reportedIn"):
            if thing.one("heldOn"):
                found[article] = thing.one("heldOn")
    return found


def _day(thing: Thing) -> tuple[str, str]:
    return (thing.one("heldOn"), thing.iri)


def _shown(found: list[_Held]) -> list[_Held]:
    """Those with most reports, the same person's together, earliest first."""
    reports = Counter({held: len(held.days) for held in found})
    kept = sorted(reports, key=lambda held: (-reports[held], held.name, held.title))[:_ROWS]
    first = {held.person: min(one.days[0] for one in kept if one.person == held.person) for held in kept}
    return sorted(kept, key=lambda held: (first[held.person], held.name, held.person, held.days[0], held.title))


def _bar(held: _Held, row: int, scale: Scale) -> Shape:
    x = scale.x(held.days[0])
    says = f"{held.name} {held.title} {held.days[0]} – {held.days[-1]}"
    return Shape("bar", "office", x, row_y(row), max(scale.x(held.days[-1]) - x, _LEAST), says=says)
