"""The parts of a frame as lines of SPARQL about an event ``?at``; every value in them is a term written by pyoxigraph."""

from collections.abc import Iterator, Sequence

from kg.query.ask import terms
from kg.query.ask.dates import Period
from kg.query.ask.frame import Actor, Frame

SPEAKING = frozenset({"say", "order", "decide"})
_MODES = {"preside": "kg:Presided", "sitin": "kg:SatIn"}
_KINDS = {"met": "Talks", "inspect": "Inspection"}  # what a verb says of the kind of an event


def events(frame: Frame, *, label: bool = True) -> list[str]:
    """What ``?at`` has to be, but for its date; at least its class. ``label`` gives its name as ``?event``, where nothing needs it."""
    lines = list(_events(frame, label=label or bool(frame.label or frame.body or frame.place)))
    for number, actor in enumerate(frame.actors, 1):
        if actor.mode not in SPEAKING | {"hold"}:
            lines += taking_part(number, actor)
    lines += [line for number, actor in enumerate(frame.actors, 1) if actor.mode in SPEAKING for line in _speaking(number, actor)]
    return lines


def _events(frame: Frame, *, label: bool) -> Iterator[str]:
    if frame.events:
        yield f"VALUES ?at {{ {terms.iris(thing.iri for thing in frame.events)} }}"
    yield f"?at a kg:{_kind(frame) or 'Event'}{' ; rdfs:label ?event' if label else ''} ."
    if frame.label:
        yield f"FILTER(CONTAINS(STR(?event), {terms.literal(frame.label)}))"
    if frame.body:
        yield from _body(frame)
    if frame.place:
        yield from _place(frame)


def _kind(frame: Frame) -> str:
    """The class of the events; a named event may be of any."""
    verbs = {*frame.features, frame.asked}
    by_verb = next((kind for verb, kind in _KINDS.items() if verb in verbs), "")
    return "" if frame.events else frame.kind or by_verb


def _body(frame: Frame) -> Iterator[str]:
    bodies, name = terms.iris(t.iri for t in frame.body), terms.literal(frame.body[0].label)
    yield f"FILTER(EXISTS {{ VALUES ?body {{ {bodies} }} ?at kg:convenedBy ?body }} || STRSTARTS(STR(?event), {name}))"


def _place(frame: Frame) -> Iterator[str]:
    name = terms.literal(frame.place[0].label)
    yield (
        f"FILTER(EXISTS {{ ?at kg:heldAt/rdfs:label ?place . FILTER(CONTAINS(STR(?place), {name})) }} || CONTAINS(STR(?event), {name})"
        f" || EXISTS {{ ?seat kg:event ?at ; kg:venue ?venue . FILTER(CONTAINS(STR(?venue), {name})) }})"
    )


def about_event(frame: Frame) -> list[str]:
    """The topic, of an event: in one of its names, or of something said there."""
    if not frame.about:
        return []
    test = f"FILTER(CONTAINS(STR(?name), {terms.literal(frame.about)}))"
    ways = [f"?at a kg:Event ; rdfs:label ?name . {test}", f"?at a kg:Event ; skos:altLabel ?name . {test}"]
    return [_one_of("?at", [*ways, *(f"{way} ?said kg:issuedAt ?at ." for way in _of_concept(frame, "?said"))])]


def about_statement(frame: Frame) -> list[str]:
    """The topic, of a statement with its ``?text``; the words of a formula stand in it as well."""
    return [f"FILTER(CONTAINS(STR(?text), {terms.literal(frame.about)}))"] if frame.about else []


def _of_concept(frame: Frame, statement: str) -> list[str]:
    if not frame.concept:
        return []
    values = f"VALUES ?concept {{ {terms.iris(thing.iri for thing in frame.concept)} }}"
    return [f"{values} {statement} kg:{how} ?concept ." for how in ("mentions", "topic")]


def _one_of(variable: str, ways: Sequence[str]) -> str:
    """A part query, which the engine runs once: an EXISTS it would run for every row."""
    return f"{{ SELECT DISTINCT {variable} WHERE {{ {' UNION '.join(f'{{ {way} }}' for way in ways)} }} }}"


def taking_part(number: int, actor: Actor) -> list[str]:
    """Somebody took part in ``?at``: ``?x1`` is the attendance, ``?person1`` who."""
    mode = f" ; kg:mode {_MODES[actor.mode]}" if actor.mode in _MODES else f" ; kg:mode ?how{number}"
    lines = [*_whom(number, actor), f"?x{number} a kg:Attendance ; kg:attendee ?person{number} ; kg:event ?at{mode} ."]
    return lines + (_in_office(number, actor) if actor.office else [])


def mode(asked: str) -> str:
    """The mode of taking part that a verb asks for, as a term; "" for any."""
    return _MODES.get(asked, "")


def attended(asked: str) -> str:
    """The plain property for the verb."""
    return {"preside": "kg:presidedOver", "sitin": "kg:satInOn"}.get(asked, "kg:attended")


def _whom(number: int, actor: Actor) -> list[str]:
    if not actor.office:
        return [f"VALUES ?person{number} {{ {terms.iris(t.iri for t in actor.things)} }}"]
    posts = terms.iris(t.iri for t in actor.things)
    return [
        f"VALUES ?office{number} {{ {posts} }}",
        f"?tenure{number} a kg:Tenure ; kg:post ?office{number} ; kg:holder ?person{number} ; kg:statedIn ?article{number} .",
    ]


def _in_office(number: int, actor: Actor) -> list[str]:
    """The article that reports the event gives the office, so that it is who held it then."""
    del actor
    return [f"?x{number} kg:statedIn ?article{number} ."]


def _speaking(number: int, actor: Actor) -> list[str]:
    return [*_whom(number, actor), f"?x{number} a kg:Statement ; kg:issuedBy ?person{number} ; kg:issuedAt ?at ."]


def speaker(number: int, actor: Actor) -> list[str]:
    """Somebody issued the statement ``?x``."""
    lines = [*_whom(number, actor), f"?x kg:issuedBy ?person{number} ."]
    return lines + ([f"?x kg:statedIn ?article{number} ."] if actor.office else [])


def dated(frame: Frame) -> list[str]:
    """The date of ``?at`` as ``?date``, and the stretch of time it has to lie in."""
    if frame.period and not frame.period.yearless:
        return ["?at kg:heldOn ?held .", *_days(frame.period), "BIND(STR(?held) AS ?date)"]
    lines = ["OPTIONAL { ?at kg:heldOn ?held }", "OPTIONAL { ?at kg:edtf ?edtf }", 'BIND(COALESCE(STR(?held), ?edtf, "") AS ?date)']
    return lines + (_days_of_any_year(frame.period) if frame.period else [])


def _days(period: Period) -> list[str]:
    """An event of several days lies in it where any of them does."""
    tests = [f"COALESCE(?lastday, ?held) >= {terms.day(period.first)}"] * bool(period.first)
    tests += [f"?held <= {terms.day(period.last)}"] * bool(period.last)
    return ["OPTIONAL { ?at kg:lastDay ?lastday }"] * bool(period.first) + [f"FILTER({' && '.join(tests)})"]


def _days_of_any_year(period: Period) -> list[str]:
    """Month and day, whatever the year; 11-01 to 02-28 goes over the turn of the year."""
    tests = [f"?day >= {terms.literal(period.first)}"] * bool(period.first) + [f"?day <= {terms.literal(period.last)}"] * bool(period.last)
    joined = (" || " if period.first and period.last and period.first > period.last else " && ").join(tests)
    return ["BIND(SUBSTR(?date, 6) AS ?day)", f"FILTER(STRLEN(?day) = 5 && ({joined}))"]


def when(frame: Frame) -> list[str]:
    """The same, where the date itself is not wanted."""
    return dated(frame) if frame.period else []
