"""Deciding which reports tell of one event, day by day: only days on which something has changed are looked at."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kg.graph.happenings import KIND
from kg.graph.inferences import Event
from kg.graph.iris import Iris
from kg.model import EventKind
from kg.resolve.dating import EventFinding, Finding
from kg.resolve.same_event import Met, Report
from kg.resolve.same_event import met as decided
from kg.resolve.telling import from_json
from kg.store.identities import IdentityBook

Days = set[str]


def look(book: IdentityBook, lines: Mapping[str, str], gone: Iterable[str]) -> Days:
    """Take down the events of changed documents, from the lines of their clues; the days that are concerned."""
    days = Days()
    for document in gone:
        days |= book.days_of(document)
        book.tell(document, ())
        book.set_merged(document, "")
    for document, line in lines.items():
        days |= book.days_of(document)
        book.tell(document, _rows(line))
        days |= book.days_of(document)
    return days


def _rows(line: str) -> Iterator[tuple[int, str, str, str]]:
    raw = json.loads(line)
    for one in raw["tellings"]:
        yield one["article"], one["key"], one["day"] or "", json.dumps([raw["outlet"], one], ensure_ascii=False, sort_keys=True)


def dated(book: IdentityBook, found: Iterable[Finding]) -> Days:
    """Take down the days that were worked out; those that are concerned."""
    now = {(one.document, one.article + 1, one.key): one.date.day for one in found if isinstance(one, EventFinding) and one.date.day}
    days = Days()
    for event, day in book.undated().items():
        new = now[event].isoformat() if event in now else ""
        if new != day:
            book.set_day(event, new)
            days |= {day, new} - {""}
    return days


def decide(book: IdentityBook, iris: Iris, days: Iterable[str]) -> None:
    """Decide anew on the events of some days, and on what their documents are to say."""
    concerned = set[str]()
    for day in sorted(days):
        new = json.dumps([_written(iris, one) for one in decided(_reports(book, day))], ensure_ascii=False, sort_keys=True)
        old = book.met(day) or "[]"
        if new == old:
            continue
        book.set_met(day, "" if new == "[]" else new)
        for one in json.loads(old) + json.loads(new):
            concerned |= {document for document, _ in one["members"]}
    for document in sorted(concerned):
        targets = dict(_targets(book, document))
        book.set_merged(document, json.dumps(targets, ensure_ascii=False, sort_keys=True) if targets else "")


def _reports(book: IdentityBook, day: str) -> Iterator[Report]:
    for document, line in book.told_on(day):
        outlet, one = json.loads(line)
        yield Report(document, outlet, date.fromisoformat(day), from_json(one))


def _written(iris: Iris, one: Met) -> dict[str, object]:
    first = one.reports[0]
    members = [(r.document, iris.event(r.document, r.telling.article, r.telling.key, r.telling.name)) for r in one.reports]
    return {
        "members": members,
        "label": first.telling.name,
        "kind": KIND[EventKind(first.telling.kind)],
        "edtf": first.day.isoformat(),
        "basis": one.basis,
        "independent": one.independent,
    }


def _targets(book: IdentityBook, document: str) -> Iterator[tuple[str, list[str]]]:
    """For each event of a document that others tell of too: its IRI and label now, its class, its date."""
    for day in sorted(book.days_of(document)):
        for one in json.loads(book.met(day) or "[]"):
            for its, old in one["members"]:
                if its == document:
                    yield old, [one["members"][0][1], one["label"], one["kind"], one["edtf"]]


def met(book: IdentityBook) -> Iterator[Event]:
    """All events of which several articles tell."""
    for line in book.all_met():
        for one in json.loads(line):
            told_as = tuple(iri for _, iri in one["members"])
            yield Event(told_as[0], told_as, tuple(one["basis"]), one["independent"])
