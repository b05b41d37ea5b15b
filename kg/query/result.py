"""The result of a query as plain values, the same wherever it was run."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"))


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a row."""

    value: str
    kind: str  # as SPARQL's JSON results name it: "uri", "literal", "bnode"
    datatype: str = ""  # of a literal without language; "" for a plain string
    language: str = ""

    @property
    def number(self) -> bool:
        """Whether it is a number."""
        return self.datatype in _NUMBERS

    def python(self) -> str | int | float | bool | date:
        """The value as Python has it: int, float, bool, date, else the text."""
        if self.datatype == f"{_XSD}integer":
            return int(self.value)
        if self.number:
            return float(self.value)
        if self.datatype == f"{_XSD}boolean":
            return self.value in {"true", "1"}
        return date.fromisoformat(self.value) if self.datatype == f"{_XSD}date" else self.value

    def plain(self) -> str | int | float | bool:
        """The value as JSON has it: a number, a truth value, else the text."""
        value = self.python()
        return self.value if isinstance(value, date) or (isinstance(value, float) and not math.isfinite(value)) else value

    @classmethod
    def read(cls, binding: Mapping[str, Any]) -> Self:
        """A term of SPARQL's JSON results."""
        return cls(binding["value"], binding["type"], binding.get("datatype", ""), binding.get("xml:lang", ""))

    def json(self) -> dict[str, str]:
        """The same, written."""
        row = {"type": self.kind, "value": self.value, "datatype": self.datatype, "xml:lang": self.language}
        return {key: value for key, value in row.items() if value or key == "value"}


@dataclass(frozen=True, slots=True)
class Result:
    """Rows with named columns (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE: rows, and the same as N-Triples)."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()  # None where a row has no value
    truth: bool | None = None
    ntriples: bytes | None = None  # sorted
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def records(self) -> list[dict[str, str | int | float | bool | date | None]]:
        """The rows as dictionaries of Python values."""
        return [{c: None if t is None else t.python() for c, t in zip(self.columns, row, strict=True)} for row in self.rows]


def read(form: str, payload: bytes, prefixes: Mapping[str, str]) -> Result:
    """The result of a query of that form, from what ``kg.store.worker.evaluate`` gave."""
    if form in {"CONSTRUCT", "DESCRIBE"}:
        return Result(("subject", "predicate", "object"), triples_of(payload), None, payload, prefixes)
    answer = json.loads(payload)
    if form == "ASK":
        return Result(truth=answer["boolean"], prefixes=prefixes)
    columns = tuple(answer["head"]["vars"])
    rows = (tuple(Term.read(row[c]) if c in row else None for c in columns) for row in answer["results"]["bindings"])
    return Result(columns, tuple(rows), prefixes=prefixes)


def triples_of(payload: bytes) -> tuple[tuple[Term | None, ...], ...]:
    """The triples of a text in N-Triples, as rows."""
    from pyoxigraph import RdfFormat, parse

    quads = parse(payload, format=RdfFormat.N_TRIPLES)
    return tuple((term_of(q.subject), term_of(q.predicate), term_of(q.object)) for q in quads)


def term_of(node: object) -> Term:
    """A term of pyoxigraph, as a plain value."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(node, Literal):
        datatype = "" if node.language or node.datatype.value == f"{_XSD}string" else node.datatype.value
        return Term(node.value, "literal", datatype, node.language or "")
    if isinstance(node, NamedNode):
        return Term(node.value, "uri")
    return Term(node.value, "bnode") if isinstance(node, BlankNode) else Term(str(node), "literal")
