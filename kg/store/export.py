"""Everything in the store as one file: sorted, the prefixes in use bound, the same bytes on every run.

``.nq`` and ``.trig`` keep the named graphs; all other formats hold each triple once. The sorting is done on Oxigraph's N-Triples lines.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from kg.store import turtle
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
        return turtle.trig(((str(name), sorted(_lines(engine, name))) for name in _names(engine)), prefixes)
    if ending == ".ttl":
        return turtle.turtle(sorted(_lines(engine, ox.DefaultGraph())), prefixes)
    if ending == ".jsonld":
        return ox.serialize(_triples(engine), format=ox.RdfFormat.JSON_LD) or b""
    xml = ox.serialize(map(_for_xml, _triples(engine)), format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""
    return xml.replace(b"\r", b"&#13;")  # a bare one is read back as a line feed


def _names(engine: "ox.Store") -> "list[ox.NamedNode | ox.BlankNode]":
    return sorted(engine.named_graphs(), key=str)


def _sorted_lines(engine: "ox.Store", graph: "ox.NamedNode | ox.BlankNode | ox.DefaultGraph") -> list[bytes]:
    """The graph's N-Triples lines: by subject, its types first, then by predicate and object."""
    return sorted(_lines(engine, graph), key=lambda line: line.replace(_TYPE, b"  ", 1))


def _lines(engine: "ox.Store", graph: "ox.NamedNode | ox.BlankNode | ox.DefaultGraph") -> list[bytes]:
    import pyoxigraph as ox

    buffer = BytesIO()
    engine.dump(buffer, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return buffer.getvalue().splitlines(keepends=True)


def _with_graph(lines: Iterable[bytes], name: "ox.NamedNode | ox.BlankNode") -> Iterator[bytes]:
    end = f"{name} .\n".encode()
    for line in lines:
        yield line[:-2] + end


def _triples(engine: "ox.Store") -> "Iterator[ox.Triple]":
    import pyoxigraph as ox

    lines = _sorted_lines(engine, ox.DefaultGraph())
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple


def _for_xml(triple: "ox.Triple") -> "ox.Triple":
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or (clean := value.value.translate(_NOT_IN_XML)) == value.value:
        return triple
    kept = {"language": value.language} if value.language else {"datatype": value.datatype}
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, **kept))
