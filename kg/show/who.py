"""Why a name is one person's, or several people's: what the graph of inferences has of them, in words."""

from dataclasses import dataclass

from kg.store import Store

_PEOPLE = """SELECT ?who ?label ?note ?reason (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  ?who a kg:Person ; rdfs:label ?label .
  OPTIONAL { ?article a kg:Article ; kg:mentions ?who }
  OPTIONAL { ?who kg:distinguishedBy ?note }
  OPTIONAL { ?who kg:identityBasis ?reason }
  FILTER(STR(?who) = %(name)s || STR(?label) = %(name)s)
}
GROUP BY ?who ?label ?note ?reason
ORDER BY ?who ?reason"""


@dataclass(frozen=True, slots=True)
class Who:
    """A person, what tells namesakes apart, in how many articles, and the reasons."""

    person: str  # IRI
    label: str
    distinguished_by: str  # "" where there are no namesakes
    articles: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """A line for the person, and one for each reason."""
        name = f"{self.label} ({self.distinguished_by})" if self.distinguished_by else self.label
        count = f"{self.articles} article{'' if self.articles == 1 else 's'}"
        return "\n".join((f"{name}  [{count}]  {self.person}", *(f"  - {reason}" for reason in self.reasons)))


def who(store: Store, name: str) -> list[Who]:
    """The people of that full name, or with that IRI."""
    from pyoxigraph import Literal

    found: dict[str, list[dict[str, str]]] = {}
    for row in store.rows(_PEOPLE % {"name": Literal(name)}):
        found.setdefault(row["who"], []).append(row)
    return [_who(iri, rows) for iri, rows in found.items()]


def _who(iri: str, rows: list[dict[str, str]]) -> Who:
    first = rows[0]
    reasons = sorted((row["reason"] for row in rows if "reason" in row), key=_order)
    return Who(iri, first["label"], first.get("note", ""), int(first["articles"]), tuple(reasons))


def _order(reason: str) -> tuple[int, str]:
    """What makes the person one comes first, then what tells others apart."""
    starts = ("one person in ", "correction: ", "not ")
    return next((number for number, start in zip((0, 2, 3), starts, strict=True) if reason.startswith(start)), 1), reason
