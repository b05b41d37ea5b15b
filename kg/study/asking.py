"""The studies over a store: which facts each needs, read, and its answer as a list."""

from collections.abc import Iterable
from datetime import date

from kg.objects.frames import Listing
from kg.objects.reading import Reader
from kg.objects.things import Person, Tenure
from kg.study.careers import Holding, Office, career, who
from kg.study.chains import Link, chains
from kg.study.formulas import Place, Use, uses
from kg.study.rollcalls import Noticed, Session, notices, series
from kg.study.seats import Seat, asked_for, seat_title, whose_is_plain

_TITLES = "PREFIX kg: <https://kg.example/ontology#> SELECT DISTINCT ?title { %s ?x a kg:Tenure ; kg:title ?title }"
_OF_TITLES = "VALUES ?any { %s } ?x kg:title ?any ."
_OF_HOLDERS = "{ SELECT DISTINCT ?someone { VALUES ?any { %s } ?fact kg:title ?any ; kg:holder ?someone } } ?x kg:holder ?someone ."
_WITH_NAME = """{ SELECT DISTINCT ?x { ?x kg:event ?at . { ?at rdfs:label ?name } UNION { ?at kg:series/rdfs:label ?name }
  FILTER(CONTAINS(STR(?name), NAME)) } }"""


def career_of(reader: Reader, person: Person) -> Listing[Office]:
    """The offices of a person."""
    own = f"?x kg:holder <{person.iri}> ."
    titles = [row["title"] for row in reader.ask(_TITLES % own)]
    others = _tenures(reader, [title for title in titles if Seat(seat_title(title)).sole])
    found = {tenure.iri: tenure for tenure in (*reader.tenures(own), *others)}
    return Listing(career(person, list(found.values())), _OFFICE)


def holders(reader: Reader, post: str, day: date, place: str = "") -> Listing[Holding]:
    """Who held an office on a day, one for each place that has it."""
    return Listing(who(_tenures(reader, [post]), post, day, place), _HOLDING)


def known_posts(reader: Reader) -> list[str]:
    """All titles that are in the store, sorted."""
    return sorted(row["title"] for row in reader.ask(_TITLES % ""))


def _tenures(reader: Reader, posts: Iterable[str]) -> list[Tenure]:
    """The tenures of everybody who is reported in one of these offices.

    Where a title does not name its place, those in other offices too: they tell whose office it is.
    """
    wanted = {asked_for(post)[0] for post in posts}
    titles = [title for title in known_posts(reader) if seat_title(title) in wanted]
    named = [title for title in titles if whose_is_plain(title)]
    found = {}
    for pattern, some in ((_OF_TITLES, named), (_OF_HOLDERS, [title for title in titles if title not in named])):
        if some:
            found.update({tenure.iri: tenure for tenure in reader.tenures(pattern % " ".join(map(_literal, some)))})
    return list(found.values())


def _literal(title: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(title, language="zh"))


def roll_calls(reader: Reader, name: str) -> list[list[Session]]:
    """The sessions of each series that has the text in its name."""
    where = _WITH_NAME.replace("NAME", _text(name)) if name else ""
    return [one for one in series(reader.attendances(where)) if name in one[0].series]


def sessions(reader: Reader, name: str) -> Listing[Session]:
    """The sessions of the series that have the text in their names."""
    return Listing([session for one in roll_calls(reader, name) for session in one], _SESSION)


def noticed(reader: Reader, name: str) -> Listing[Noticed]:
    """What is worth a notice about people at them."""
    return Listing([found for one in roll_calls(reader, name) for found in notices(one)], (*_SESSION, "notice", "person", "why"))


def passed_down(reader: Reader, source: str = "", *, every: bool = False) -> Listing[Link]:
    """Who passes on what: to a lower level, or ``every`` one; of the sources that have the text in their names."""
    # The filter goes into every query: for a list of what it finds Oxigraph takes ten times as long.
    told = reader.attendances("?x kg:evidence/kg:quote ?any " + _PASSING), reader.statements("?x kg:text ?any " + _PASSING)
    wanted = (link for link in chains(reader.events(), *told) if source in link.source and (every or link.down))
    return Listing(list(wanted), _LINK)


def formula_uses(reader: Reader, formula: str) -> Listing[Use]:
    """Each use of the formulas that have the text in their names."""
    concept = _CONCEPT % _text(formula)
    rows = reader.ask(_PLACES.replace("WHERE", concept))
    places = [Place(row["name"], row["article"], row["published"], reader.passage(row["x"], row["quote"])) for row in rows]
    if not places:
        return Listing([], _USE)
    said = reader.statements(f"{{ SELECT DISTINCT ?x {{ {concept} ?x kg:mentions ?concept }} }}")
    people = sorted({one.issuer.iri for one in said if isinstance(one.issuer, Person)})
    there = (
        reader.attendances(f"VALUES ?someone {{ {' '.join(f'<{iri}>' for iri in people)} }} ?x kg:attendee ?someone .") if people else []
    )
    return Listing(uses(places, said, there), _USE)


def _text(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))


_PASSING = 'FILTER(REGEX(?any, "传\\\\s*达|贯\\\\s*彻|落\\\\s*实|收\\\\s*看"))'
_CONCEPT = '?concept a kg:Concept ; rdfs:label ?name FILTER(LANG(?name) = "zh" && CONTAINS(STR(?name), %s))'
_PLACES = """PREFIX kg: <https://kg.example/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?name ?x ?quote ?article ?published {
  WHERE ?x a kg:Passage ; kg:mentions ?concept ; kg:quote ?quote ; kg:statedIn ?article .
  OPTIONAL { ?article kg:published ?published } } ORDER BY ?name ?x ?article"""
_LINK = ("source", "level", "held_on", "verb", "passed_on_by", "at_level", "day", "lag", "document", "quote")
_USE = ("formula", "day", "by", "level", "event", "document", "begin", "end", "quote")
_SESSION = ("series", "number", "day", "people", "roll_call")
_OFFICE = ("person", "office", "place", "first", "last", "reports", "before", "after", "note")
_HOLDING = ("office", "place", "day", "known", "holder", "before", "before_in", "after", "after_in")
