"""A process that stays and answers one question after the other: ``python -m kg.query.answering``.

Its first line of standard input is JSON: the folder of the store, or an N-Quads file for a scratch store in memory, and the memory it may
take. Then each line is a question (``Ask`` as JSON); each answer is a line of JSON (``Answer`` without its body, and the body's length) and
the body. Whoever asks keeps the time and ends the process where a question takes too long: nothing else can stop Oxigraph.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from kg.query import sparql
from kg.query.asked import Answer, Ask
from kg.query.errors import QueryError
from kg.query.updates import with_dataset
from kg.query.writing import written
from kg.store import StoreError, open_store, sandbox
from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store as Raw

    from kg.store import Store

READY = b"ready\n"
OPEN = b"ready, without a wall\n"


class Source(Protocol):
    """Where answers come from."""

    def now(self) -> "tuple[Raw, dict[str, str]]":
        """The database as it is now, and the prefixes that queries may use."""


class Folder:
    """The store in a folder; nobody may change it while it is open."""

    def __init__(self, path: str) -> None:
        """Open it; a ``StoreError`` says why that cannot be."""
        self._store: Store = open_store(path, read_only=True)

    def now(self) -> "tuple[Raw, dict[str, str]]":
        """The store."""
        return self._store.engine.raw, prefixes(self._store.base)


class Scratch:
    """A database in memory that takes updates and is forgotten at the end; filled from an N-Quads file, if one is named."""

    def __init__(self, quads: str, base: str) -> None:
        """Fill it; the default graph holds what the named graphs do, as in a store."""
        from pyoxigraph import RdfFormat, Store

        self._raw, self._prefixes = Store(), prefixes(base)
        if quads:
            self._raw.bulk_load(path=quads, format=RdfFormat.N_QUADS)
            self._raw.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")

    def now(self) -> "tuple[Raw, dict[str, str]]":
        """The database itself."""
        return self._raw, self._prefixes


def answer(source: Source, ask: Ask) -> Answer:
    """The answer to a question; whatever is wrong with it comes back as an error, never as an exception."""
    try:
        if ask.update:
            _update(source, ask)
            return Answer()
        sparql.check(ask.text)
        return Answer(*_answered(source, ask))
    except StoreError as error:
        return Answer(error="store", message=str(error))
    except MemoryError:
        return Answer(error="size", message="the answer takes more memory than is allowed: ask for less, or add a LIMIT")
    except (QueryError, SyntaxError, ValueError, RuntimeError, OSError, UnicodeError) as error:
        return Answer(error="query", message=str(error))


def _answered(source: Source, ask: Ask) -> tuple[bytes, bool]:
    from pyoxigraph import NamedNode

    raw, known = source.now()
    chosen = bool(ask.default_graphs or ask.named_graphs)
    found = raw.query(
        ask.text,
        base_iri=ask.base,
        prefixes=known,
        default_graph=[NamedNode(iri) for iri in ask.default_graphs] if chosen else None,
        named_graphs=[NamedNode(iri) for iri in ask.named_graphs] if chosen else None,
    )
    return written(found, ask.style, ask.rows, known)


def _update(source: Source, ask: Ask) -> None:
    if not isinstance(source, Scratch):
        message = "this store is read-only here: use 'kg build' and 'kg remove' to change it"
        raise QueryError(message)
    raw, known = source.now()
    sparql.check_update(ask.text)
    raw.update(with_dataset(ask.text, ask.default_graphs, ask.named_graphs), base_iri=ask.base, prefixes=known)


# the process


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """Answer until there are no more questions."""
    settings = json.loads(asked.readline())
    with _limited(settings.get("memory")):
        source: Source = Scratch(settings["quads"], settings["base"]) if "quads" in settings else Folder(settings["store"])
        told.write(READY if sandbox.shut_if_possible() else OPEN)
        told.flush()
        for line in _lines(asked):
            found = answer(source, _ask(line))
            head = {key: value for key, value in asdict(found).items() if key != "body"} | {"length": len(found.body)}
            told.write(json.dumps(head).encode() + b"\n" + found.body)
            told.flush()


def _ask(line: bytes) -> Ask:
    given = json.loads(line)
    return Ask(**given | {key: tuple(given[key]) for key in ("default_graphs", "named_graphs")})


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline():
        yield line


@contextmanager
def _limited(memory: int | None) -> Iterator[None]:
    """Take no more than so many bytes of memory of one's own; a question that needs more brings the process down, not the machine."""
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    yield


def command() -> list[str]:
    """How such a process is started."""
    return [sys.executable, "-P", "-m", "kg.query.answering"]


def opening(store: str, memory: int | None) -> bytes:
    """The first line for a store in a folder."""
    return json.dumps({"store": store, "memory": memory}).encode() + b"\n"


def opening_scratch(quads: Path | None, base: str, memory: int | None) -> bytes:
    """The first line for a scratch store in memory."""
    return json.dumps({"quads": str(quads or ""), "base": base, "memory": memory}).encode() + b"\n"


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
