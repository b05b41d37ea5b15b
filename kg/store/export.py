"""Everything in the store as one file: sorted, the prefixes in use bound, the same bytes on every run.

``.nq`` and ``.trig`` keep the named graphs; all other formats hold each triple once. Oxigraph dumps and writes, the sorting is done on its
N-Triples lines: a million triples take about ten seconds.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from kg.store.errors import StoreMismatchError

if TYPE_CHECKING:
    import pyoxigraph as ox

ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".xml")
_TYPE = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
# XML 1.0 has no way to write these; in .rdf files alone they become U+FFFD
_NOT_IN_XML = MappingProxyType(dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd"))


def write(engine: "ox.Store", prefixes: Mapping[str, str], target: str | Path | BinaryIO, ending: str = "") -> None:
    """Write the store to a file (whole or not at all) or to an opened binary file, in the format of the ending.

    Raises ``StoreMismatchError`` for an unknown ending, ``OSError`` where the file cannot be written.
    """
    if isinstance(target, str | Path):
        path = Path(target)
        _replace(path, serialized(engine, prefixes, (ending or path.suffix).lower()))
    else:
        target.write(serialized(engine, prefixes, ending.lower()))


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def serialized(engine: "ox.Store", prefixes: Mapping[str, str], ending: str) -> bytes:
    """The whole store in the format of the ending."""
    import pyoxigraph as ox

    if ending not in ENDINGS:
        message = f"expected a file that ends in one of {' '.join(ENDINGS)}, got {ending or 'no ending'}"
        raise StoreMismatchError(message)
    if ending == ".nt":
        return b"".join(_sorted_lines(engine, ox.DefaultGraph()))
    if ending == ".nq":
        return b"".join(line for name in _names(engine) for line in _with_graph(_sorted_lines(engine, name), name))
    if ending == ".trig":
        return _turtle(_quads(engine), ox.RdfFormat.TRIG, prefixes)
    if ending == ".ttl":
        return _turtle(_triples(engine), ox.RdfFormat.TURTLE, prefixes)
    if ending == ".jsonld":
        return ox.serialize(_triples(engine), format=ox.RdfFormat.JSON_LD) or b""
    return ox.serialize(map(_for_xml, _triples(engine)), format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""


def turtle(ntriples: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Sorted N-Triples as Turtle."""
    import pyoxigraph as ox

    return _turtle((q.triple for q in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)), ox.RdfFormat.TURTLE, prefixes)


def _names(engine: "ox.Store") -> "list[ox.NamedNode | ox.BlankNode]":
    return sorted(engine.named_graphs(), key=str)


def _sorted_lines(engine: "ox.Store", graph: "ox.NamedNode | ox.BlankNode | ox.DefaultGraph") -> list[bytes]:
    """The graph's N-Triples lines: by subject, its types first, then by predicate and object."""
    import pyoxigraph as ox

    buffer = BytesIO()
    engine.dump(buffer, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return sorted(buffer.getvalue().splitlines(keepends=True), key=lambda line: line.replace(_TYPE, b" ", 1))


def _with_graph(lines: Iterable[bytes], name: "ox.NamedNode | ox.BlankNode") -> Iterator[bytes]:
    end = f"{name} .\n".encode()
    for line in lines:
        yield line[:-2] + end


def _triples(engine: "ox.Store") -> "Iterator[ox.Triple]":
    import pyoxigraph as ox

    lines = _sorted_lines(engine, ox.DefaultGraph())
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple


def _quads(engine: "ox.Store") -> "Iterator[ox.Quad]":
    import pyoxigraph as ox

    for name in _names(engine):
        lines = b"".join(_with_graph(_sorted_lines(engine, name), name))
        yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def _turtle(rows: "Iterable[ox.Triple] | Iterable[ox.Quad]", kind: "ox.RdfFormat", prefixes: Mapping[str, str]) -> bytes:
    """Oxigraph's Turtle with its prefixes sorted, those not in use left out, and a blank line before each subject."""
    import pyoxigraph as ox

    lines = (ox.serialize(rows, format=kind, prefixes=dict(prefixes)) or b"").splitlines(keepends=True)
    head = sum(1 for _ in _while_prefix(lines))
    body = b"".join(_spaced(lines[head:]))
    used = [line for line in sorted(lines[:head]) if line.split(b" ", 2)[1] in body]
    return b"".join(used) + body


def _while_prefix(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        if not line.startswith(b"@prefix "):
            return
        yield line


def _spaced(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.startswith((b"\t", b" ", b"}")) else b"\n" + line


def _for_xml(triple: "ox.Triple") -> "ox.Triple":
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or (clean := value.value.translate(_NOT_IN_XML)) == value.value:
        return triple
    kept = {"language": value.language} if value.language else {"datatype": value.datatype}
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, **kept))
