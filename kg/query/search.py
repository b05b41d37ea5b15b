"""Searching the texts of statements and the headlines of articles for words: who said what, when, and where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.query.errors import QueryError
from kg.store import Store
from kg.store.grams import marks, wanted

MOST = 20  # hits that are given where no number is asked for
_AT_ONCE = 1000  # things that one query is about
_STATEMENTS = """PREFIX kg: <https://kg.example/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?x ?directive ?held ?published ?who ?verb ?event ?text ?file ?begin ?end {
  VALUES ?x { %s }
  ?x a kg:Statement ; kg:text ?text ; kg:evidence ?at ; kg:statedIn ?article .
  ?at kg:begin ?begin ; kg:end ?end ; kg:document ?document .
  ?document kg:fileName ?file .
  OPTIONAL { ?x kg:speechVerb ?verb }
  OPTIONAL { ?x kg:issuedBy ?by . ?by rdfs:label ?who FILTER(LANG(?who) = "zh") }
  OPTIONAL { ?x kg:issuedAt ?meeting . ?meeting rdfs:label ?event FILTER(LANG(?event) = "zh") OPTIONAL { ?meeting kg:heldOn ?held } }
  OPTIONAL { ?article kg:published ?published }
  OPTIONAL { VALUES ?directive { kg:Directive } ?x a ?directive }
}"""
_HEADLINES = """PREFIX kg: <https://kg.example/ontology#>
SELECT ?x ?published ?text ?file ?begin ?end {
  VALUES ?x { %s }
  ?x a kg:Article ; kg:headline ?text ; kg:begin ?begin ; kg:end ?end ; kg:document ?document .
  ?document kg:fileName ?file .
  OPTIONAL { ?x kg:published ?published }
}"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or a headline that holds all the words."""

    kind: str  # "directive", "statement", "headline"
    iri: str  # of the statement, or of the article under the headline
    date: str  # the day of the event where it was said, else of the publication; "" where neither is known
    who: str  # labels, with 、 between several; "" where nobody is named
    verb: str
    event: str  # "" where it was said at none
    text: str
    marks: tuple[tuple[int, int], ...]  # where the words stand in the text: begin and end in code points
    document: str
    begin: int  # where the passage (of a headline: its article) stands in the document, in code points
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; days are included, and what has no day is left out where one is given."""

    words: tuple[str, ...]
    person: str = ""  # part of the name of who said it
    since: date | None = None
    until: date | None = None


def search(store: Store, asked: Wanted) -> list[Hit]:
    """All hits, the latest first, those without a day last. ``QueryError`` where there is nothing to search for in the words."""
    if not wanted(asked.words):
        message = f"expected words to search for, got {' '.join(asked.words) or 'none'!r}: give at least one letter, digit or character"
        raise QueryError(message)
    with store.tables() as tables:
        found = tables.find(asked.words)
    hits = [hit for hit in _hits(store, found, asked) if _fits(hit, asked)]
    in_place = sorted(hits, key=lambda hit: (hit.document, hit.begin, hit.end, hit.iri))
    return sorted(in_place, key=lambda hit: hit.date, reverse=True)


def _hits(store: Store, iris: Sequence[str], asked: Wanted) -> Iterator[Hit]:
    for begin in range(0, len(iris), _AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in iris[begin : begin + _AT_ONCE])
        for query in (_STATEMENTS,) if asked.person else (_STATEMENTS, _HEADLINES):
            rows = dict[str, list[dict[str, str]]]()
            for row in store.rows(query % values):
                rows.setdefault(row["x"], []).append(row)
            kind = "headline" if query is _HEADLINES else "statement"
            yield from (_hit(kind, iri, same, asked.words) for iri, same in rows.items())


def _hit(kind: str, iri: str, rows: Sequence[dict[str, str]], words: Sequence[str]) -> Hit:
    """From all rows about one thing: it can have several issuers, and an event several days or names."""
    row = {name: min(each[name] for each in rows if name in each) for name in {name for each in rows for name in each}}
    kind = "directive" if "directive" in row else kind
    who = "、".join(sorted({each["who"] for each in rows if "who" in each}))
    day, text = row.get("held") or row.get("published", ""), row["text"]
    at = tuple(marks(text, words))
    return Hit(kind, iri, day, who, row.get("verb", ""), row.get("event", ""), text, at, row["file"], int(row["begin"]), int(row["end"]))


def _fits(hit: Hit, asked: Wanted) -> bool:
    if (asked.since or asked.until) and not hit.date:
        return False
    if (asked.since and hit.date < asked.since.isoformat()) or (asked.until and hit.date > asked.until.isoformat()):
        return False
    return asked.person in hit.who
