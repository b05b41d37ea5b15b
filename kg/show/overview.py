"""The picture one sees first: the most connected people, joined by shared events, coloured by community, with the sentences behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.show.choosing import Choice
from kg.show.companions import Company, Tie, company, kinds
from kg.show.evidence import evidence
from kg.show.layout import places
from kg.show.page import as_json, render
from kg.show.panels import Known, day_of, known, panel, proofs, telling_names
from kg.show.picture import box, label, vis_network
from kg.show.reading import Kind, Link, Queryable, describe
from kg.show.visible import visible

_COLOURS = 8  # communities with a colour of their own; the smaller ones share one
_DAY = len("2022-04-25")
_SHARED = 6  # events that the panel lists for a pair
_MEETINGS = 10  # and for a person, the latest


def write(store: Queryable, path: Path | str, choice: Choice | None = None) -> Company:
    """Write the overview to one HTML file, and give back what was drawn; ``NothingToShowError`` where nobody shares an event."""
    page, found = overview(store, choice or Choice())
    Path(path).write_bytes(page.encode())
    return found


def overview(store: Queryable, choice: Choice) -> tuple[str, Company]:
    """The page as text, and what it shows."""
    found = company(store, choice)
    texts: dict[str, Any] = {
        "heading": "要闻概览：谁与谁同场 Who is seen with whom" + _dates(choice),
        "data": as_json(_data(store, found)),
        "counts": [("person", "人物", "people", len(found.people), found.left_out)],
        "roles": ["together"],
        "partial": found.left_out > 0,
    }
    page = render("graph.html", styles=("graph.css",), scripts=("graph.js",), libraries=(vis_network(),), **texts)
    return page, found


def _dates(choice: Choice) -> str:
    return f" · {choice.since or '…'} – {choice.until or '…'}" if choice.since or choice.until else ""


def _data(store: Queryable, found: Company) -> dict[str, object]:
    all_known = known(store, kinds(found))
    events = describe(store, {link.target for link in found.attendances})
    facts_of = _facts(found.attendances)
    latest = _latest(found)
    panels = {person: _panel(person, all_known, latest[person], facts_of, events) for person in found.people}
    ties = [_edge(number, tie, facts_of, events) for number, tie in enumerate(found.ties)]
    wanted = {fact for one in panels.values() for fact in (*proofs(one), *(row["fact"] for row in one["meetings"]))}
    wanted |= {fact for tie in ties for row in tie["shared"] for fact in row["facts"]}
    facts = describe(store, wanted)
    return {
        "nodes": _nodes(found, all_known),
        "edges": ties,
        "panels": panels,
        "evidence": evidence(store, facts, {iri: telling_names(fact, all_known) for iri, fact in facts.items()}),
        "focus": [],
    }


def _facts(links: Iterable[Link]) -> Mapping[tuple[str, str], str]:
    """(person, event) → the fact node that says so."""
    return {(link.source, link.target): link.fact for link in sorted(links, reverse=True)}


def _latest(found: Company) -> Mapping[str, list[str]]:
    """Each person's events: those shared with others first, the latest first, as ties list them."""
    of: dict[str, dict[str, None]] = defaultdict(dict)
    for tie in sorted(found.ties, key=lambda tie: (-tie.weight, tie.one, tie.other)):
        for person in (tie.one, tie.other):
            of[person].update(dict.fromkeys(tie.events))
    return {person: list(of[person])[:_MEETINGS] for person in found.people}


def _panel(
    person: str, all_known: Known, events: Iterable[str], facts_of: Mapping[tuple[str, str], str], things: Mapping[str, Any]
) -> dict[str, Any]:
    rows = [_event(event, things) | {"fact": facts_of[person, event]} for event in events if (person, event) in facts_of]
    ordered = sorted(rows, key=lambda row: (row["day"], row["name"]), reverse=True)
    return panel(person, Kind.PERSON, all_known) | {"undrawn": 0, "meetings": ordered}


def _event(event: str, things: Mapping[str, Any]) -> dict[str, str]:
    return {"name": visible(things[event].one("label") or event), "day": day_of(things[event])}


def _edge(number: int, tie: Tie, facts_of: Mapping[tuple[str, str], str], things: Mapping[str, Any]) -> dict[str, Any]:
    ends = (tie.one, tie.other)
    shared = [
        _event(event, things) | {"facts": list(dict.fromkeys(facts_of[end, event] for end in ends if (end, event) in facts_of))}
        for event in tie.events[:_SHARED]
    ]
    return {
        "id": f"e{number}",
        "from": tie.one,
        "to": tie.other,
        "role": "together",
        "bend": 0,
        "weight": tie.weight,
        "times": len(tie.events),
        "days": sorted({day for event in tie.events if len(day := day_of(things[event])[:10]) == _DAY}, reverse=True),
        "shared": shared,
    }


def _nodes(found: Company, all_known: Known) -> list[dict[str, object]]:
    order = list(found.people)
    names = {person: label(all_known.nodes[person], Kind.PERSON, all_known) for person in order}
    sizes = {person: 9 + min(16, int(2.5 * found.events[person] ** 0.5)) for person in order}
    index = {person: place for place, person in enumerate(order)}
    boxes = [box(names[person], sizes[person], Kind.PERSON) for person in order]
    at = places(boxes, [(index[tie.one], index[tie.other]) for tie in found.ties])
    return [
        {
            "id": person,
            "label": names[person],
            "shape": "dot",
            "group": Kind.PERSON.value,
            "size": sizes[person],
            "x": x,
            "y": y,
            "community": min(found.community[person], _COLOURS),
        }
        for person, (x, y) in zip(order, at, strict=True)
    ]
