"""Tables beside the graph for questions it is slow at: who met whom how often, and which texts hold a word.

A SQLite file in the store's folder, made from the graph alone. It notes which graphs it was made from, by the digests of the ledger. So
it is brought up to date by what has changed, whenever it is asked or a build ends; each time in one transaction. Where it may not be
written, or is ahead of the state that is read, a copy in memory is brought to that state instead.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.graph.vocabulary import Class, Foreign, Property
from kg.store import pairs, passages
from kg.store.engine import Engine
from kg.store.ledger import Ledger

if TYPE_CHECKING:
    import pyoxigraph as ox

_FILE = "tables.sqlite"
_FORMAT = "1"  # of the tables, and of how they are made
_PATIENCE = 60.0  # seconds that another process may take to bring them up to date
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (id INTEGER PRIMARY KEY, graph TEXT UNIQUE NOT NULL, digest TEXT NOT NULL);
"""


class Tables:
    """The tables of a store as it is now; use them in a ``with`` block."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def __enter__(self) -> Self:
        """Nothing but the tables themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._rows.close()

    def pairs(self, least: int) -> list[tuple[str, str, int]]:
        """IRIs of two people, the lesser first, and at how many events both were: all with at least so many."""
        return pairs.most(self._rows, least)

    def find(self, words: Iterable[str]) -> list[str]:
        """The IRIs of all statements, and articles by their headline, that hold all the words; sorted, each once."""
        return passages.find(self._rows, words)


def tables(folder: Path, ledger: Ledger, engine: Engine) -> Tables:
    """The tables, brought up to the state that ledger and engine show."""
    wanted = str(ledger.changes())
    rows = _opened(folder / _FILE)
    if rows is None or (_meta(rows, "changes") != wanted and not _written(rows, wanted, ledger, engine)):
        rows = _in_memory(rows, wanted, ledger, engine)
    return Tables(rows)


def prepare(folder: Path, ledger: Ledger, engine: Engine) -> None:
    """Bring the file up to date, so that no question has to; where it may not be written, they do."""
    rows, wanted = _opened(folder / _FILE), str(ledger.changes())
    if rows is not None:
        if _meta(rows, "changes") != wanted:
            _written(rows, wanted, ledger, engine)
        rows.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file as it is, made anew where it is missing, damaged or of another release; None where that cannot be."""
    try:
        return _connected(path)
    except sqlite3.OperationalError:  # it may not be written, or there is no room
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError, sqlite3.Error):
            path.unlink()
            return _connected(path)
    return None


def _connected(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        if _meta(rows, "format") != _FORMAT:
            _make(rows)
    except sqlite3.Error:
        rows.close()
        raise
    return rows


def _meta(rows: sqlite3.Connection, key: str) -> str:
    if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return ""
    found = rows.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if found is None else str(found[0])


def _make(rows: sqlite3.Connection) -> None:
    """Empty tables, in place of whatever there was."""
    rows.execute("BEGIN IMMEDIATE")
    old = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('grams', 'meta', 'part', 'attended', 'pair', 'passage')"
    for (name,) in rows.execute(old).fetchall():
        rows.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in (_SCHEMA + pairs.SCHEMA + passages.SCHEMA).split(";"):
        rows.execute(statement)
    rows.execute("INSERT INTO meta VALUES ('format', ?)", (_FORMAT,))
    rows.execute("COMMIT")


def _written(rows: sqlite3.Connection, wanted: str, ledger: Ledger, engine: Engine) -> bool:
    """Bring the file up to the state that is wanted, where it is behind and may be written; whether that was so."""
    if int(_meta(rows, "changes") or 0) > int(wanted):  # another process, which still has the store, has changed both
        return False
    try:
        _catch_up(rows, wanted, ledger, engine)
    except sqlite3.OperationalError:
        return False
    return True


def _in_memory(rows: sqlite3.Connection | None, wanted: str, ledger: Ledger, engine: Engine) -> sqlite3.Connection:
    """A copy of the file, or empty tables, brought to the state that is wanted."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    if rows is None:
        _make(memory)
    else:
        rows.backup(memory)
        rows.close()
    _catch_up(memory, wanted, ledger, engine)
    return memory


def _catch_up(rows: sqlite3.Connection, wanted: str, ledger: Ledger, engine: Engine) -> None:
    """Take out what is gone or changed, and put in what is new or changed, all or nothing."""
    rows.execute("BEGIN IMMEDIATE")
    try:
        known = {(graph, digest): number for number, graph, digest in rows.execute("SELECT id, graph, digest FROM part")}
        there = dict.fromkeys((part.graph, part.digest) for kind in ("document", "inferences") for part in ledger.parts(kind))
        gone = [number for key, number in known.items() if key not in there]
        rows.executemany("DELETE FROM part WHERE id = ?", ((number,) for number in gone))
        come = [(_numbered(rows, *key), key[0]) for key in there if key not in known]
        pairs.change(rows, gone, ((number, _attended(engine, graph)) for number, graph in come))
        passages.change(rows, gone, ((number, _texts(engine, graph)) for number, graph in come))
        rows.execute("INSERT OR REPLACE INTO meta VALUES ('changes', ?)", (wanted,))
    except BaseException:
        rows.execute("ROLLBACK")
        raise
    rows.execute("COMMIT")


def _numbered(rows: sqlite3.Connection, graph: str, digest: str) -> int:
    number = rows.execute("INSERT INTO part (graph, digest) VALUES (?, ?)", (graph, digest)).lastrowid
    assert number is not None  # noqa: S101 - for the type checker
    return number


def _attended(engine: Engine, graph: str) -> Iterator[tuple[str, str]]:
    """Event and person."""
    for quad in engine.stating(graph, Property.ATTENDED):
        yield _iri(quad.object), _iri(quad.subject)


def _texts(engine: Engine, graph: str) -> Iterator[tuple[str, str]]:
    """Statements and headlines; the instructions of a directive are parts of its text already."""
    whole = {_iri(quad.subject) for quad in engine.stating(graph, Foreign.TYPE, Class.STATEMENT)}
    for quad in engine.stating(graph, Property.TEXT):
        if _iri(quad.subject) in whole:
            yield _iri(quad.subject), _value(quad.object)
    for quad in engine.stating(graph, Property.HEADLINE):
        yield _iri(quad.subject), _value(quad.object)


def _iri(term: object) -> str:
    return str(term)[1:-1]


def _value(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> str:
    return str(getattr(term, "value", ""))
