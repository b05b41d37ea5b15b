"""The triples of one document while they are gathered, and the quads or lines they become."""

import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.graph import plain
from kg.graph.vocabulary import Datatype, Foreign

if TYPE_CHECKING:
    import pyoxigraph as ox

_ZH = "zh"
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = MappingProxyType({"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"})


class Sheet:
    """Gathers triples in any order, each once; empty texts and missing values are left out.

    A triple is three strings until the end, which makes gathering and sorting cheap: an object is an IRI, or a literal behind a quotation
    mark with ``@language`` or ``^datatype`` at its end.
    """

    def __init__(self) -> None:
        self._rows: set[tuple[str, str, str]] = set()

    def link(self, subject: str, predicate: str, target: str) -> None:
        """``target`` is an IRI."""
        self._rows.add((subject, predicate, target))

    def typed(self, subject: str, *classes: str) -> None:
        """The classes of a thing."""
        for each in classes:
            self._rows.add((subject, Foreign.TYPE, each))

    def chinese(self, subject: str, predicate: str, text: str) -> None:
        """A text in Chinese, with its language."""
        if kept := plain.carried(text):
            self._rows.add((subject, predicate, f'"{kept}@{_ZH}'))

    def string(self, subject: str, predicate: str, text: str) -> None:
        """A text that is no language's: a code, a name of a file or a rule."""
        self._typed_literal(subject, predicate, plain.carried(text), Datatype.STRING)

    def quote(self, subject: str, predicate: str, text: str) -> None:
        """The very characters of a page."""
        self._typed_literal(subject, predicate, plain.quoted(text), Datatype.STRING)

    def address(self, subject: str, predicate: str, url: str) -> None:
        """An address on the web."""
        self._typed_literal(subject, predicate, plain.carried(url), Datatype.ANY_URI)

    def number(self, subject: str, predicate: str, value: int | None) -> None:
        """A whole number, where there is one."""
        if value is not None:
            self._typed_literal(subject, predicate, str(value), Datatype.INTEGER)

    def day(self, subject: str, predicate: str, value: date | None) -> None:
        """A day, where it is known."""
        if value is not None:
            self._typed_literal(subject, predicate, value.isoformat(), Datatype.DATE)

    def _typed_literal(self, subject: str, predicate: str, text: str, datatype: Datatype) -> None:
        if text:
            self._rows.add((subject, predicate, f'"{text}^{datatype}'))

    def quads(self, graph: str) -> Iterator["ox.Quad"]:
        """All triples as quads of one named graph, in the order of their code points (subject, predicate, object)."""
        import pyoxigraph as ox

        nodes: dict[str, ox.NamedNode] = {}

        def node(iri: str) -> "ox.NamedNode":
            return nodes.get(iri) or nodes.setdefault(iri, ox.NamedNode(iri))

        home = node(graph)
        for subject, predicate, target in sorted(self._rows):
            yield ox.Quad(node(subject), node(predicate), _literal(target) if target[0] == '"' else node(target), home)

    def lines(self) -> list[str]:
        """All triples as lines of N-Triples, as Oxigraph writes them, in the order of their code points; far cheaper than quads."""
        return sorted(f"<{subject}> <{predicate}> {_written(target)} .\n" for subject, predicate, target in self._rows)


def chinese(text: str) -> str:
    """A text in Chinese as N-Triples writes it."""
    return _written(f'"{plain.carried(text)}@{_ZH}')


def _written(row: str) -> str:
    if row[0] != '"':
        return f"<{row}>"
    if row.endswith(f"@{_ZH}"):
        return f'"{_escaped(row[1 : -len(_ZH) - 1])}"@{_ZH}'
    text, _, datatype = row[1:].rpartition("^")
    return f'"{_escaped(text)}"' if datatype == Datatype.STRING else f'"{_escaped(text)}"^^<{datatype}>'


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _literal(row: str) -> "ox.Literal":
    import pyoxigraph as ox

    if row.endswith(f"@{_ZH}"):
        return ox.Literal(row[1 : -len(_ZH) - 1], language=_ZH)
    text, _, datatype = row[1:].rpartition("^")
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
