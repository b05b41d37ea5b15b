"""The page of a person: offices, events, statements, companions, each with the way to the sentence that says it."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.bars import Bar, bars
from kg.serve.pages.reader import Row, grouped
from kg.serve.pages.rendering import page
from kg.serve.state import state_of


def show(request: Request, iri: str, label: str) -> Response:
    """The page of the person with this IRI."""
    from pyoxigraph import NamedNode

    reader, node = state_of(request).reader, NamedNode(iri)
    offices = _offices(reader.rows("person-offices", iri=node))
    return page(
        request,
        "person",
        iri=iri,
        label=label,
        offices=offices,
        bars=bars([Bar(row["title"], row["first"], row["last"]) for row in offices if "first" in row]),
        meetings=[rows[0] for rows in grouped(reader.rows("person-meetings", iri=node), "event").values()],
        statements=once(reader.rows("statements", iri=node)),
        companions=reader.rows("person-companions", person=node),
    )


def once(rows: list[Row]) -> list[Row]:
    """One row for each fact."""
    return [found[0] for found in grouped(rows, "fact").values()]


def _offices(rows: list[Row]) -> list[Row]:
    """One row for each title, from its first to its last report."""
    return [_merged(found) for found in grouped(rows, "title").values()]


def _merged(rows: list[Row]) -> Row:
    days = sorted(day for row in rows for key in ("first", "last") if (day := row.get(key)))
    reports = str(len({row["article"] for row in rows}))
    return rows[0] | ({"first": days[0], "last": days[-1]} if days else {}) | {"reports": reports}
