"""A store from its N-Quads (``kg export -o FILE.nq``), the format that outlives this program and its engine.

What N-Quads do not hold, the places of the source files and the clues of each page, comes back with the next ``kg build`` of the pages.
"""

import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.graph.iris import Iris
from kg.graph.vocabulary import KG, Property
from kg.store import content as contents
from kg.store.content import Content
from kg.store.errors import StoreMismatchError, told
from kg.store.opening import open_store
from kg.store.remote.address import is_address
from kg.store.store import DocumentEntry

if TYPE_CHECKING:
    from pyoxigraph import Quad

ENDINGS = (".nq", ".nq.gz")
_ONTOLOGY = KG.removesuffix("#")


def restore(source: Path, place: str | Path) -> int:
    """Make a new store from a file of N-Quads in which the quads of each graph stand together; gives the number of documents.

    In a folder the store is there whole or not at all; on a server (``sparql+http://…``) what was put before a failure stays. Raises
    ``StoreMismatchError`` for a folder that is not new or empty, and for a file that cannot be read, or holds something else.
    """
    if is_address(place):
        return _fill(source, place)
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not empty: restore into a new folder"
        raise StoreMismatchError(message)
    beside = folder.with_name(f".{folder.name}.restoring")
    with told(folder), ExitStack() as stack:
        stack.callback(shutil.rmtree, beside, ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)
        number = _fill(source, beside)
        beside.replace(folder)
    return number


def _fill(source: Path, place: str | Path) -> int:
    graphs = _graphs(source)
    aside = list[Content]()
    first = _first_document(source, graphs, aside)
    with open_store(place, create=True, base=_base(first)) as store:
        if store.count():
            message = f"{place} holds {store.count():,} documents: restore into an empty store"
            raise StoreMismatchError(message)

        def documents() -> Iterator[tuple[DocumentEntry, Content]]:
            yield _entry(first), first
            for content in graphs:
                if _is_document(content):
                    yield _entry(content), content
                else:
                    aside.append(content)

        store.put_documents(documents())
        for content in aside:
            if content.graph == Iris(store.base).inferences():
                store.put_inferences(content)
            elif content.graph != _ONTOLOGY:
                message = f"{source} has a graph {content.graph} that no 'kg export' wrote: nothing is restored"
                raise StoreMismatchError(message)
        return store.count()


def _graphs(source: Path) -> Iterator[Content]:
    """The graphs of the file, one at a time."""
    seen = set[str]()
    for name, quads in groupby(_quads(source), key=lambda quad: quad.graph_name):
        try:
            content = contents.of_quads(quads)
        except ValueError as error:
            message = f"{source} is no export of a store: {error}"
            raise StoreMismatchError(message) from error
        if content.graph in seen:
            message = f"{source}: the quads of graph {name} do not stand together: sort the file by graph first"
            raise StoreMismatchError(message)
        seen.add(content.graph)
        yield content


def _quads(source: Path) -> "Iterator[Quad]":
    from pyoxigraph import RdfFormat, parse

    if not source.name.lower().endswith(ENDINGS):
        message = f"expected a file that ends in {' or '.join(ENDINGS)}, got {source}"
        raise StoreMismatchError(message)
    try:
        with gzip.open(source) if source.name.lower().endswith(".gz") else source.open("rb") as file:
            yield from parse(cast("IO[bytes]", file), format=RdfFormat.N_QUADS)
    except (SyntaxError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        message = f"{source} cannot be read as N-Quads: {error}"
        raise StoreMismatchError(message) from error


def _first_document(source: Path, graphs: Iterator[Content], aside: list[Content]) -> Content:
    """The first graph of a document; what stands before it is put aside."""
    for content in graphs:
        if _is_document(content):
            return content
        aside.append(content)
    message = f"{source} holds no document: expected what 'kg export -o FILE.nq' wrote"
    raise StoreMismatchError(message)


def _is_document(content: Content) -> bool:
    return f"> <{Property.FILE_NAME}> ".encode() in content.text


def _stated(content: Content, of: Property) -> tuple[str, str]:
    """The only statement of this property in the graph of a document: subject and value."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    mark = f"> <{of}> ".encode()
    line = next((line for line in content.text.splitlines() if mark in line), b"")
    for quad in parse(line, format=RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            return quad.subject.value, quad.object.value
    return "", ""


def _entry(content: Content) -> DocumentEntry:
    return DocumentEntry(_stated(content, Property.FILE_NAME)[1], _stated(content, Property.SHA256)[1])


def _base(content: Content) -> str:
    """The IRI below which the document and its graph lie."""
    document, name = _stated(content, Property.FILE_NAME)
    bare = Iris("x:/")
    base = document.removesuffix(bare.document(name).removeprefix("x:/"))
    try:
        if content.graph == Iris(base).graph(name):
            return base
    except ValueError:
        pass
    message = f"expected the graph of the document {document} beside it, got {content.graph}"
    raise StoreMismatchError(message)
