"""The page of an article: its raw text with everything recognised marked, and each fact linked to where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.reader import Row
from kg.serve.pages.rendering import page
from kg.serve.state import state_of

_RANK = {"Statement": 0, "Event": 1, "Attendance": 2, "Tenure": 3, "Concept": 4, "Mention": 5}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text over which the same marks lie."""

    text: str
    begin: int  # code points of the raw document
    marks: tuple[int, ...]  # numbers of the facts, outermost first
    kind: str  # of the innermost
    here: bool  # whether it is what the reader came for


def show(request: Request, iri: str, label: str) -> Response:
    """The page of the article with this IRI; ``?at=BEGIN,END`` shows where to look."""
    from pyoxigraph import NamedNode

    reader, node = state_of(request).reader, NamedNode(iri)
    about = reader.rows("article", iri=node)[0]
    facts = reader.rows("article-facts", iri=node)
    text = _text(request, about)
    begin, end = int(about["begin"]), int(about["end"])
    pieces = cut(text[begin:end], begin, facts, _at(request.query_params.get("at", ""))) if text is not None else []
    return page(request, "article", iri=iri, label=label, about=about, pieces=pieces, facts=facts, whole=text is not None)


def _text(request: Request, about: Row) -> str | None:
    """The raw text of the article's document, from its file; None where that is gone or has changed."""
    state = state_of(request)
    document = state.reader.document(about["file"])
    return state.settings.texts(document.source, document.name, document.sha256) if document else None


def _at(text: str) -> tuple[int, int]:
    begin, _, end = text.partition(",")
    return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() and len(text) < 20 else (-1, -1)  # noqa: PLR2004 - digits


def cut(text: str, offset: int, facts: Sequence[Row], at: tuple[int, int]) -> list[Piece]:
    """The text in pieces, each under the same facts; ``offset`` is where it begins in its document (code points)."""
    spans = [(int(fact["begin"]) - offset, int(fact["end"]) - offset, number) for number, fact in enumerate(facts)]
    spans = [(max(begin, 0), min(end, len(text)), number) for begin, end, number in spans if end > 0 and begin < len(text)]
    edges = sorted({0, len(text), *_edges(spans), *(max(0, min(len(text), edge - offset)) for edge in at if edge >= 0)})
    pieces = []
    for begin, end in pairwise(edges):
        over = sorted(((_RANK[facts[n]["class"]], b - e, n) for b, e, n in spans if b <= begin and end <= e))
        numbers = tuple(number for _, _, number in over)
        kind = facts[numbers[-1]]["class"] if numbers else ""
        here = at[0] <= begin + offset and end + offset <= at[1]
        pieces.append(Piece(text[begin:end], begin + offset, numbers, kind, here))
    return pieces


def _edges(spans: Iterable[tuple[int, int, int]]) -> Iterable[int]:
    for begin, end, _ in spans:
        yield begin
        yield end
