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

_TYPE, _INTEGER, _DATE, _ANY_URI = Foreign.TYPE.value, Datatype.INTEGER.value, Datatype.DATE.value, Datatype.ANY_URI.value
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = MappingProxyType({"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"})


class Sheet:
    """Gathers triples in any order, each once; empty texts and missing values are left out.

    A triple is its line of N-Triples from the beginning, as Oxigraph writes it: a big build makes millions, and little else of them.
    """

    def __init__(self) -> None:
        self._lines: set[str] = set()

    def link(self, subject: str, predicate: str, target: str) -> None:
        """``target`` is an IRI."""
        self._lines.add(f"<{subject}> <{predicate}> <{target}> .\n")

    def typed(self, subject: str, *classes: str) -> None:
        """The classes of a thing."""
        for each in classes:
            self._lines.add(f"<{subject}> <{_TYPE}> <{each}> .\n")

    def chinese(self, subject: str, predicate: str, text: str) -> None:
        """A text in Chinese, with its language."""
        if kept := plain.carried(text):
            self._lines.add(f"<{subject}> <{predicate}> {_zh(kept)} .\n")

    def string(self, subject: str, predicate: str, text: str) -> None:
        """A text that is no language's: a code, a name of a file or a rule."""
        if kept := plain.carried(text):
            self._lines.add(f'<{subject}> <{predicate}> "{_escaped(kept)}" .\n')

    def quote(self, subject: str, predicate: str, text: str) -> None:
        """The very characters of a page."""
        if kept := plain.quoted(text):
            self._lines.add(f'<{subject}> <{predicate}> "{_escaped(kept)}" .\n')

    def address(self, subject: str, predicate: str, url: str) -> None:
        """An address on the web."""
        if kept := plain.carried(url):
            self._lines.add(f'<{subject}> <{predicate}> "{_escaped(kept)}"^^<{_ANY_URI}> .\n')

    def number(self, subject: str, predicate: str, value: int | None) -> None:
        """A whole number, where there is one."""
        if value is not None:
            self._lines.add(f'<{subject}> <{predicate}> "{value}"^^<{_INTEGER}> .\n')

    def day(self, subject: str, predicate: str, value: date | None) -> None:
        """A day, where it is known."""
        if value is not None:
            self._lines.add(f'<{subject}> <{predicate}> "{value.isoformat()}"^^<{_DATE}> .\n')

    def quads(self, graph: str) -> Iterator["ox.Quad"]:
        """All triples as quads of one named graph, in the order of their code points (subject, predicate, object)."""
        import pyoxigraph as ox

        home = ox.NamedNode(graph)
        rows = sorted(self._lines, key=lambda line: line.replace("> ", " ", 2).split(" ", 2))  # what ends an IRI is no part of it
        for triple in ox.parse("".join(rows), format=ox.RdfFormat.N_TRIPLES, lenient=True):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, home)

    def lines(self) -> list[str]:
        """All triples as lines of N-Triples, in the order of their code points; far cheaper than quads."""
        return sorted(self._lines)


def chinese(text: str) -> str:
    """A text in Chinese as N-Triples writes it."""
    return _zh(plain.carried(text))


def _zh(text: str) -> str:
    return f'"{_escaped(text)}"@zh'


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
