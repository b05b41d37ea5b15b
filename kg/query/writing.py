"""From Oxigraph's answer to the bytes that are sent: at most so many rows, in one of the W3C's formats."""

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kg.query.output import render
from kg.query.result import Result, term_of, triples_of

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

Item = TypeVar("Item")

TABLES = ("json", "xml", "csv", "tsv")
GRAPHS = ("ttl", "nt", "jsonld", "rdf")
STYLES: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv; charset=utf-8",
        "tsv": "text/tab-separated-values; charset=utf-8",
        "ttl": "text/turtle; charset=utf-8",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdf": "application/rdf+xml",
    }
)


def written(
    found: "QuerySolutions | QueryBoolean | QueryTriples", style: str, rows: int, prefixes: Mapping[str, str]
) -> tuple[bytes, bool]:
    """The answer in a style of ``STYLES`` with at most so many rows or triples, and whether there were more."""
    from pyoxigraph import QueryBoolean, QueryTriples

    if isinstance(found, QueryBoolean):
        return render(Result(truth=bool(found)), style).encode(), False
    if isinstance(found, QueryTriples):
        triples, cut = _first(found, rows)
        return _graph(triples, style, prefixes), cut
    solutions, cut = _first(found, rows)
    columns = tuple(v.value for v in found.variables)
    table = tuple(tuple(None if value is None else term_of(value) for value in row) for row in solutions)
    return render(Result(columns, table, prefixes=prefixes), style).encode(), cut


def _first(items: Iterable[Item], number: int) -> tuple[list[Item], bool]:
    taken = list(islice(items, number + 1))
    return taken[:number], len(taken) > number


def _graph(triples: "list[Triple]", style: str, prefixes: Mapping[str, str]) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    lines = b"".join(sorted({f"{triple} .\n".encode() for triple in triples}))
    if style in {"ttl", "nt"}:
        return render(Result(("subject", "predicate", "object"), triples_of(lines), None, lines, prefixes), style).encode()
    form = RdfFormat.JSON_LD if style == "jsonld" else RdfFormat.RDF_XML
    return serialize(sorted(set(triples), key=str), format=form, prefixes=dict(prefixes)) or b""
