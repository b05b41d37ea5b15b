"""The page of anything else that has an IRI: a body, a place, a formula, a series, an office."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.people import once
from kg.serve.pages.reader import grouped
from kg.serve.pages.rendering import page
from kg.serve.state import state_of


def show(request: Request, iri: str, label: str) -> Response:
    """The page of the thing with this IRI."""
    from pyoxigraph import NamedNode

    reader, node = state_of(request).reader, NamedNode(iri)
    return page(
        request,
        "thing",
        iri=iri,
        label=label or iri.removeprefix(reader.base),
        kinds=[row["kind"] for row in reader.rows("kinds", iri=node) if row["kind"]],
        people=[
            rows[0] | {"titles": "、".join(dict.fromkeys(r["title"] for r in rows))}
            for rows in grouped(reader.rows("body-people", iri=node), "person").values()
        ],
        events=reader.rows("series-events", iri=node),
        statements=once(reader.rows("statements", iri=node)),
        mentions=reader.rows("mentioned-in", iri=node),
    )
