"""The page of an event: when and why then, the roll-call in printed order, what was said, who reported it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.people import once
from kg.serve.pages.reader import Row, grouped
from kg.serve.pages.rendering import page
from kg.serve.state import state_of


def show(request: Request, iri: str, label: str) -> Response:
    """The page of the event with this IRI."""
    from pyoxigraph import NamedNode

    reader, node = state_of(request).reader, NamedNode(iri)
    known = grouped(reader.rows("event", iri=node), "property")
    people = grouped(reader.rows("event-people", iri=node), "article")
    return page(
        request,
        "event",
        iri=iri,
        label=label,
        known=known,
        date=_date(known),
        reasons=[row["value"] for row in known.get("dateBasis", [])],
        rolls={article: [rows[0] for rows in grouped(found, "person").values()] for article, found in people.items()},
        statements=once(reader.rows("statements", iri=node)),
        articles=[rows[0] for rows in grouped(reader.rows("event-articles", iri=node), "article").values()],
    )


def _date(known: Mapping[str, list[Row]]) -> str:
    """The day or days, else what is known in EDTF."""
    values = {key: rows[0]["value"] for key, rows in known.items()}
    day = values.get("heldOn", values.get("edtf", ""))
    last = values.get("lastDay", "")
    return f"{day} – {last}" if last and last != day else day
