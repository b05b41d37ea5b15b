"""The studies over a store: which facts each needs, read, and its answer as a list."""

from collections.abc import Iterable
from datetime import date

from kg.objects.frames import Listing
from kg.objects.reading import Reader
from kg.objects.things import Person, Tenure
from kg.study.careers import Holding, Office, career, who
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


def _text(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))


_SESSION = ("series", "number", "day", "people", "roll_call")
_OFFICE = ("person", "office", "place", "first", "last", "reports", "before", "after", "note")
_HOLDING = ("office", "place", "day", "known", "holder", "before", "before_in", "after", "after_in")
