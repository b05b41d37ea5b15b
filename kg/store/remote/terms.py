"""What a store keeps on its server beside the graphs of the documents, as RDF: names of graphs, and values as literals.

An entry of the ledger is one triple with a text of JSON: on servers whose updates are not all-or-nothing, a single triple still is.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple

from kg.store.ledger import Part
from kg.store.remote.client import Client

_AT = "https://kg.example/store"
STORE = _AT  # the store itself, whose settings the ledger holds
LEDGER = f"{_AT}/ledger"  # a named graph, as are the following
CLUES = f"{_AT}/clues"
IDENTITIES = f"{_AT}/identities"
LEASE = f"{_AT}/lease"
ALL = f"{_AT}/all"  # every triple once, where the server's default graph is the union of all graphs
OWN = (LEDGER, CLUES, IDENTITIES, LEASE, ALL)
ENTRY, PENDING, LINE, BEAT = (f"{_AT}#{name}" for name in ("entry", "pending", "line", "beat"))
_MANY = 100  # subjects in one update: Virtuoso compiles each to SQL of limited length


def setting(key: str) -> str:
    """The property of a setting of the store ("base", "format", …)."""
    return f"{_AT}#{key}"


def statement(subject: str, predicate: str, value: str) -> bytes:
    """A line of N-Triples with a text."""
    from pyoxigraph import Literal

    return f"<{subject}> <{predicate}> {Literal(value)} .\n".encode()


def statements(lines: bytes) -> Iterator[tuple[str, str, str]]:
    """Subject, predicate and text of each line."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    for quad in parse(lines, format=RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.predicate.value, quad.object.value


def of_part(part: Part, predicate: str) -> bytes:
    """The line of an entry, or of what is about to change."""
    return statement(part.graph, predicate, json.dumps(astuple(part), ensure_ascii=False))


def to_part(text: str) -> Part:
    """The entry from its text."""
    return Part(*json.loads(text))


def forget(client: Client, graph: str, predicate: str, subjects: Iterable[str]) -> None:
    """Take the values of the subjects away."""
    listed = sorted(set(subjects))
    for begin in range(0, len(listed), _MANY):
        values = " ".join(f"<{subject}>" for subject in listed[begin : begin + _MANY])
        pattern = f"GRAPH <{graph}> {{ ?s <{predicate}> ?o }}"
        client.update(f"DELETE {{ {pattern} }} WHERE {{ VALUES ?s {{ {values} }} {pattern} }}")


def write_setting(client: Client, key: str, value: str | None) -> None:
    """Write a setting of the store, or (None) take it away."""
    pattern = f"GRAPH <{LEDGER}> {{ <{STORE}> <{setting(key)}> ?o }}"
    steps = [f"DELETE {{ {pattern} }} WHERE {{ {pattern} }}"]
    if value is not None:
        steps.append(f"INSERT DATA {{ GRAPH <{LEDGER}> {{ {statement(STORE, setting(key), value).decode()} }} }}")
    client.update(" ;\n".join(steps))
