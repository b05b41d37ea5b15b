"""What one named graph holds, as text: cheap to make, to send between processes, to compare, and to load."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Content:
    """The triples of a graph as lines of N-Triples in UTF-8, sorted, each once; ``digest`` is their SHA-256, "" where there are none."""

    graph: str  # IRI
    text: bytes
    triples: int
    digest: str


def of_lines(graph: str, lines: Iterable[str]) -> Content:
    """From lines as Oxigraph writes them, each with its line feed, in any order."""
    unique = sorted(set(lines))  # code points and bytes of UTF-8 have the same order
    return _content(graph, "".join(unique).encode(), len(unique))


def of_bytes(graph: str, lines: Iterable[bytes]) -> Content:
    """The same from lines in UTF-8."""
    unique = sorted(set(lines))
    return _content(graph, b"".join(unique), len(unique))


def _content(graph: str, text: bytes, triples: int) -> Content:
    return Content(graph, text, triples, hashlib.sha256(text).hexdigest() if text else "")


def of_quads(quads: "Iterable[Quad]") -> Content:
    """From quads that all lie in one named graph; ``ValueError`` where there are several, none, or blank nodes."""
    listed = list(quads)
    return of_lines(_one_graph(listed), (f"{quad.triple} .\n" for quad in listed))


def empty(graph: str) -> Content:
    """A graph that is to go."""
    return Content(graph, b"", 0, "")


def quads_text(content: Content) -> bytes:
    """The lines twice over, as N-Quads of the graph and as triples of the default graph."""
    # a line feed inside a literal is escaped, so these three bytes stand only at the end of a line
    return content.text.replace(b" .\n", f" <{content.graph}> .\n".encode()) + content.text


def _one_graph(quads: "Sequence[Quad]") -> str:
    from pyoxigraph import BlankNode, NamedNode

    names = {q.graph_name for q in quads}
    if len(names) != 1 or not isinstance(name := next(iter(names)), NamedNode):
        message = f"expected quads of one named graph, got {sorted(map(str, names)) or 'no quads'}"
        raise ValueError(message)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            message = f"expected no blank nodes, got {quad}"
            raise ValueError(message)  # noqa: TRY004 - not a matter of the caller's types
    return name.value
