"""The queries that answer: each takes a frame and gives SPARQL, the columns to be shown, and those that hold facts with evidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.query.ask import conditions, terms
from kg.query.ask.conditions import SPEAKING
from kg.query.ask.frame import Actor, Frame
from kg.query.ask.names import Thing

_PREFIXES = """PREFIX kg: <https://kg.example/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_ATTENDANCE = "?x a kg:Attendance ; kg:event ?at ; kg:attendee ?who ; kg:mode ?how ; kg:position ?position ."
_MODE = '?how rdfs:label ?mode . FILTER(LANG(?mode) = "zh")'
_TITLE = "OPTIONAL { ?x kg:titleAsPrinted ?title }"
_ANYWHERE = "OPTIONAL { ?x kg:issuedAt ?at . ?at rdfs:label ?event . OPTIONAL { ?at kg:heldOn ?held } OPTIONAL { ?at kg:edtf ?edtf } }\n"
_ANYWHERE += '  BIND(COALESCE(STR(?held), ?edtf, "") AS ?date)'
_TENURE = (
    "?x a kg:Tenure ; kg:holder ?who ; kg:title ?office ; kg:statedIn ?article .",
    "?who rdfs:label ?person .",
    "OPTIONAL { ?article kg:published ?issue }",
    "OPTIONAL { ?reported kg:reportedIn ?article ; kg:heldOn ?held . FILTER(!BOUND(?issue) || ?held <= ?issue) }",
    "BIND(COALESCE(?held, ?issue) AS ?day)",
)
# Oxigraph gives no minimum at all where one day is not known.
_FIRST_AND_LAST = """(IF(MIN(COALESCE(STR(?day), "~")) = "~", "", MIN(COALESCE(STR(?day), "~"))) AS ?first)
  (MAX(COALESCE(STR(?day), "")) AS ?last)"""


@dataclass(frozen=True, slots=True)
class Query:
    """A query made for a frame."""

    text: str
    shown: tuple[str, ...]
    facts: tuple[str, ...]  # columns with the IRIs of facts
    whose: str = ""  # column with a person whose facts have to be asked for: see ``proof``


def _query(select: str, lines: Sequence[str], behind: str, shown: str, facts: Sequence[str]) -> Query:
    body = "\n".join(f"  {line}" for line in lines)
    return Query(f"{_PREFIXES}\nSELECT {select} WHERE {{\n{body}\n}}\n{behind}\n", tuple(shown.split()), tuple(facts))


def _event_lines(frame: Frame, *more: str) -> list[str]:
    """What the events have to be, more lines about them, and last, since it is optional, their dates."""
    return [*conditions.events(frame), *conditions.about_event(frame), *more, *conditions.dated(frame)]


def events(frame: Frame) -> Query:
    """Events, with the date of each; and with who it was, where several people bear a name of the question."""
    facts = [f"x{n}" for n, actor in enumerate(frame.actors, 1) if actor.mode != "hold"] or ["at"]
    which = [f"person{n}" for n, actor in enumerate(frame.actors, 1) if len(actor.things) > 1 and not actor.office]
    columns = " ".join(f"?{column}" for column in (*which, *facts))
    shown = " ".join(("date", "event", *which))
    return _query(f"DISTINCT ?date ?event {columns}", _event_lines(frame), f"ORDER BY ?date ?event {columns}", shown, facts)


def places(frame: Frame) -> Query:
    """Events with where they were held: the place, or else the halls that the roll-call names."""
    lines = [*_event_lines(frame), "OPTIONAL { ?at kg:heldAt/rdfs:label ?where }", "OPTIONAL { ?seat kg:event ?at ; kg:venue ?hall }"]
    lines += ["BIND(COALESCE(?where, ?hall) AS ?place)", "BIND(IF(BOUND(?where), ?at, COALESCE(?seat, ?at)) AS ?x)"]
    return _query("DISTINCT ?date ?event ?place ?x", lines, "ORDER BY ?date ?event ?place ?x", "date event place", ["x"])


def people(frame: Frame) -> Query:
    """Who took part, in the printed order; without those the question itself names."""
    lines = _event_lines(frame, _ATTENDANCE, "?who rdfs:label ?person .", _MODE, *_asked(frame), *_others(frame), _TITLE)
    order = "ORDER BY ?date ?event ?position ?person ?x"
    return _query("DISTINCT ?date ?event ?person ?mode ?position ?title ?x", lines, order, "date event person mode position title", ["x"])


def title(frame: Frame) -> Query:
    """How the people of the question took part: mode, place in the roll-call, title as printed."""
    who = frame.persons()
    lines = _event_lines(_without(frame, who), *_them(who), _ATTENDANCE, "?who rdfs:label ?person .", _MODE, _TITLE)
    order = "ORDER BY ?date ?event ?position ?person ?x"
    return _query("DISTINCT ?date ?event ?person ?mode ?position ?title ?x", lines, order, "date event person mode position title", ["x"])


def _without(frame: Frame, left_out: Sequence[Actor]) -> Frame:
    return replace(frame, actors=tuple(actor for actor in frame.actors if actor not in left_out))


def _them(who: Sequence[Actor]) -> list[str]:
    return [f"VALUES ?who {{ {terms.iris(t.iri for actor in who for t in actor.things)} }}"]


def _asked(frame: Frame) -> list[str]:
    mode = conditions.mode(frame.asked)
    return [f"FILTER(?how = {mode})"] if mode else []


def _others(frame: Frame) -> list[str]:
    named = [thing.iri for actor in frame.persons() for thing in actor.things]
    return [f"FILTER(?who NOT IN ({', '.join(map(terms.iri, sorted(named)))}))"] if named else []


def companions(frame: Frame) -> Query:
    """People by the number of events: of all, or of those where the people of the question were."""
    counted = [*conditions.events(frame, label=False), *conditions.about_event(frame), *conditions.when(frame)]
    counted += [f"?who {conditions.attended(frame.asked)} ?at .", *_others(frame)]
    inner = "\n".join(f"      {line}" for line in counted)
    lines = [
        "{",
        f"  SELECT ?who (COUNT(DISTINCT ?at) AS ?events) WHERE {{\n{inner}\n    }} GROUP BY ?who",
        "}",
        "?who rdfs:label ?person .",
    ]
    query = _query("?person ?events ?who", lines, "ORDER BY DESC(?events) ?person ?who", "person events", ())
    return replace(query, whose="who")


def proof(frame: Frame, person: str) -> Query:
    """The events of the frame where one person more took part, as was asked for: the last column holds the facts."""
    more = Actor("", (Thing(person, "Person", ""),), frame.asked)
    query = events(replace(frame, actors=(*frame.actors, more)))
    return replace(query, facts=query.facts[-1:])


def compared(frame: Frame) -> Query:
    """The people of the question by the number of their events."""
    who = frame.persons()
    asked = replace(frame, asked=frame.asked or next((a.mode for a in who if a.mode), ""))
    attendance = "?x a kg:Attendance ; kg:event ?at ; kg:attendee ?who ; kg:mode ?how ."
    lines = _event_lines(_without(frame, who), *_them(who), attendance, *_asked(asked), "?who rdfs:label ?person .")
    select = "?person (COUNT(DISTINCT ?at) AS ?events) (MIN(STR(?x)) AS ?fact)"
    return _query(select, lines, "GROUP BY ?who ?person\nORDER BY DESC(?events) ?person ?who", "person events", ["fact"])


def biggest(frame: Frame) -> Query:
    """Events by the number of people named for them."""
    lines = _event_lines(frame, "?x a kg:Attendance ; kg:event ?at ; kg:attendee ?who ; kg:mode ?how .", *_asked(frame))
    select = "?date ?event (COUNT(DISTINCT ?who) AS ?people) (MIN(STR(?x)) AS ?fact)"
    return _query(select, lines, "GROUP BY ?at ?date ?event\nORDER BY DESC(?people) ?date ?event ?at", "date event people", ["fact"])


def statements(frame: Frame) -> Query:
    """What was said: by whom, where, in which words; only what tells someone to do something, where the question asks for that."""
    lines = _statement_lines(frame)
    order = "ORDER BY ?date ?event ?begin ?x"
    return _query("DISTINCT ?date ?event ?issuer ?verb ?text ?begin ?x", lines, order, "date event issuer verb text", ["x"])


def _statement_lines(frame: Frame) -> list[str]:
    lines = [f"?x a kg:{_asked_statements(frame)} ; kg:speechVerb ?verb ; kg:text ?text ; kg:evidence/kg:begin ?begin ."]
    lines += [*conditions.about_statement(frame), *_to(frame), *_said_where(frame)]
    return [
        *lines,
        "?x kg:issuedBy ?from .",
        "OPTIONAL { ?from a kg:Person ; rdfs:label ?name }",
        'BIND(COALESCE(?name, "会议") AS ?issuer)',
    ]


def _asked_statements(frame: Frame) -> str:
    return "Directive" if "order" in frame.features and "say" not in frame.features else "Statement"


def _to(frame: Frame) -> list[str]:
    return [f"?x kg:addressee ?to . FILTER(CONTAINS(STR(?to), {terms.literal(frame.to)}))"] if frame.to else []


def _said_where(frame: Frame) -> list[str]:
    """The speakers of ``?x``, and the event it was said at."""
    speakers = [(n, a) for n, a in enumerate(frame.actors, 1) if _speaks(frame, a)]
    others = _without(frame, [actor for _, actor in speakers])
    lines = [line for number, actor in speakers for line in conditions.speaker(number, actor)]
    if others.actors or frame.events or frame.body or frame.place or frame.label:
        return [*lines, "?x kg:issuedAt ?at .", *conditions.events(others), *conditions.dated(frame)]
    if frame.period:
        return [*lines, "?x kg:issuedAt ?at . ?at rdfs:label ?event .", *conditions.dated(frame)]
    return [*lines, _ANYWHERE]


def _speaks(frame: Frame, actor: Actor) -> bool:
    """The one who speaks; whoever only presides or attends, while another speaks, is somebody else."""
    return actor.mode in SPEAKING or (actor.mode == "" and not any(a.mode in SPEAKING for a in frame.actors))


def addressees(frame: Frame) -> Query:
    """To whom demands were made, and how many."""
    lines = [f"?x a kg:{_asked_statements(frame)} ; kg:addressee ?addressee ; kg:text ?text .", *conditions.about_statement(frame)]
    lines += [line for line in _said_where(frame) if line != _ANYWHERE]
    select = "?addressee (COUNT(DISTINCT ?x) AS ?demands) (MIN(STR(?x)) AS ?fact)"
    return _query(select, lines, "GROUP BY ?addressee\nORDER BY DESC(?demands) ?addressee", "addressee demands", ["fact"])


def formulas(frame: Frame) -> Query:
    """Policy formulas by the number of statements that hold them."""
    where = [line for line in _said_where(frame) if line != _ANYWHERE]
    text = ["?x kg:text ?text ."] if frame.about else []
    counted = [
        f"?x a kg:{_asked_statements(frame)} ; kg:mentions ?what .",
        "?what a kg:Concept .",
        *text,
        *conditions.about_statement(frame),
        *where,
    ]
    inner = "\n".join(f"      {line}" for line in counted)
    select = "?what (COUNT(DISTINCT ?x) AS ?statements) (MIN(STR(?x)) AS ?fact)"
    lines = ["{", f"  SELECT {select} WHERE {{\n{inner}\n    }} GROUP BY ?what", "}", "?what rdfs:label ?formula ."]
    return _query("?formula ?statements ?fact ?what", lines, "ORDER BY DESC(?statements) ?formula ?what", "formula statements", ["fact"])


def offices(frame: Frame) -> Query:
    """Who is reported in which office, first and last on which day (of the issue, or of what it reports)."""
    lines = [*_TENURE]
    if frame.persons():
        lines = [*_them(frame.persons()), *lines]
    if frame.offices():
        posts = terms.iris(t.iri for actor in frame.offices() for t in actor.things)
        lines = [f"VALUES ?post {{ {posts} }}", "?x kg:post ?post .", *lines]
    if frame.body:
        lines += [f"?x kg:organization ?of . FILTER(?of IN ({', '.join(terms.iri(t.iri) for t in frame.body)}))"]
    select = f"?person ?office {_FIRST_AND_LAST} (COUNT(DISTINCT ?x) AS ?reports) (MIN(STR(?x)) AS ?fact)"
    order = "GROUP BY ?who ?person ?office\nORDER BY ?person ?who ?first ?office"
    return _query(select, lines, order, "person office first last reports", ["fact"])


def missing_people(frame: Frame) -> Query:
    """Who is reported at other meetings of the series, but not at this one."""
    lines = [
        *conditions.events(_without(frame, frame.persons())),
        "?at kg:series ?of . ?other kg:series ?of .",
        "?x a kg:Attendance ; kg:event ?other ; kg:attendee ?who .",
        "FILTER NOT EXISTS { ?here kg:event ?at ; kg:attendee ?who }",
        "?who rdfs:label ?person .",
    ]
    select = "?person (COUNT(DISTINCT ?other) AS ?others) (MIN(STR(?x)) AS ?fact)"
    return _query(select, lines, "GROUP BY ?who ?person\nORDER BY DESC(?others) ?person ?who", "person others", ["fact"])


def missing_events(frame: Frame) -> Query:
    """Meetings of a series where somebody is not reported who is at others of it."""
    lines = [
        *_them(frame.persons()),
        "?x a kg:Attendance ; kg:attendee ?who ; kg:event ?other .",
        "?other kg:series ?of . ?at kg:series ?of .",
        "FILTER NOT EXISTS { ?here kg:event ?at ; kg:attendee ?who }",
        *conditions.events(_without(frame, frame.persons())),
        *conditions.dated(frame),
    ]
    select = "?date ?event (COUNT(DISTINCT ?other) AS ?others) (MIN(STR(?x)) AS ?fact)"
    return _query(select, lines, "GROUP BY ?at ?date ?event\nORDER BY ?date ?event ?at", "date event others", ["fact"])


def conveners(frame: Frame) -> Query:
    """Which body called the events."""
    lines = _event_lines(frame, "?at kg:convenedBy/rdfs:label ?convener .")
    return _query("DISTINCT ?date ?event ?convener ?at", lines, "ORDER BY ?date ?event ?convener ?at", "date event convener", ["at"])


def reporters(frame: Frame) -> Query:
    """Who signed the articles about the events."""
    lines = _event_lines(frame, "?at kg:reportedIn ?article . ?article kg:byline ?reporter .")
    order = "ORDER BY ?date ?event ?reporter ?article"
    return _query("DISTINCT ?date ?event ?reporter ?article", lines, order, "date event reporter", ["article"])


def articles(frame: Frame) -> Query:
    """Articles about the events, or that mention what the question names."""
    named = [t.iri for actor in frame.actors for t in actor.things] or [t.iri for t in (*frame.concept, *frame.body, *frame.place)]
    if frame.byline:
        lines = [f"?article kg:byline {terms.literal(frame.byline, 'zh')} ; kg:evidence ?passage . ?passage kg:document ?document ."]
    elif frame.events or not named:
        lines = _event_lines(frame, "?at kg:reportedIn ?article ; kg:evidence ?passage . ?passage kg:document ?document .")
    else:
        lines = [f"VALUES ?named {{ {terms.iris(named)} }}", "?passage kg:mentions ?named ; kg:statedIn ?article ; kg:document ?document ."]
    lines += ["OPTIONAL { ?article kg:published ?published }", "?article rdfs:label ?headline .", "?document kg:fileName ?file ."]
    select = "?published ?headline ?file (MIN(STR(?passage)) AS ?fact)"
    return _query(
        select,
        lines,
        "GROUP BY ?article ?published ?headline ?file\nORDER BY ?published ?file ?article",
        "published headline file",
        ["fact"],
    )


QUERIES: Mapping[str, Callable[[Frame], Query]] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            *(events, places, people, title, companions, compared, biggest, statements, addressees, formulas, offices),
            *(missing_people, missing_events, conveners, reporters, articles),
        )
    }
)
