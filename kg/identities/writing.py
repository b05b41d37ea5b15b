"""Writing the graphs of documents otherwise than they were read, where it has been decided so."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from kg.graph.iris import Iris
from kg.graph.rewriting import Changes, Target, rewritten
from kg.store import Content, DocumentEntry, Part, Store
from kg.store.clues import as_read
from kg.store.content import of_bytes
from kg.store.identities import IdentityBook

_AT_ONCE = 500  # documents whose graphs are in memory


def write(store: Store, book: IdentityBook, documents: Iterable[Part]) -> None:
    """Bring the graphs of the documents up to what the book says."""
    otherwise = book.all_otherwise()
    differing = [part for part in documents if stamped(part.settings, otherwise.get(part.name)) != part.settings]
    for begin in range(0, len(differing), _AT_ONCE):
        some = differing[begin : begin + _AT_ONCE]
        _keep_originals(store, book, some)
        store.put_documents(_rewritten(store.base, book, some, otherwise))
        store.engine.just_read.clear()
    book.keep_originals_only(otherwise)


def _keep_originals(store: Store, book: IdentityBook, documents: Iterable[Part]) -> None:
    """Bring the graphs that have not been written otherwise before to the disk as they were read."""
    for part in documents:
        if as_read(part.settings) == part.settings:
            text = store.engine.just_read[part.graph] = store.engine.content(part.graph).text
            book.keep_original(part, text)
    book.commit()


def stamped(settings: str, lines: tuple[str, str] | None) -> str:
    """The settings of a document as the ledger has them: how it was read, and what is written otherwise of people and events."""
    return f"{as_read(settings)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}" if lines else as_read(settings)


def _rewritten(
    base: str, book: IdentityBook, documents: Iterable[Part], otherwise: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[DocumentEntry, Content]]:
    for part in documents:
        original = book.original(part)
        if original is None:
            continue  # lost: it is read again by the next build that comes upon it
        said, lines = otherwise.get(part.name), original.splitlines(keepends=True)
        content = of_bytes(part.graph, rewritten(lines, _changes(*said, base)) if said else lines)
        yield DocumentEntry(part.name, part.sha256, part.source, stamped(part.settings, said)), content


def _changes(people: str, events: str, base: str) -> Changes:
    iris = Iris(base)
    raw = json.loads(people) if people else {"renamed": {}, "dropped": [], "nobody": []}
    renamed = {
        iris.person(old): Target(iris.person(name, scope), name, as_printed=bool(printed))
        for old, (name, scope, printed) in raw["renamed"].items()
    }
    told = {
        old: Target(iri, label, as_printed=True, kind=kind, edtf=edtf)
        for old, (iri, label, kind, edtf) in json.loads(events or "{}").items()
    }
    return Changes(renamed | told, frozenset(raw["dropped"]), frozenset(map(iris.person, raw["nobody"])))
