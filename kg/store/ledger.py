"""The ledger of a store: which graph holds what, from which source, and what was about to change.

A SQLite file that syncs on every commit. A change of the store is first announced here (``announce``), then made in the engine and synced,
then settled here (``settle``). What is announced but not settled when a store is opened was cut short: the engine's own contents say
whether it happened, since each graph changes in one transaction (``kg.store.writing`` mends it).
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

FORMAT = 2
_COLUMNS = "graph, kind, name, sha256, source, settings, quads, digest"
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (graph TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
                   settings TEXT NOT NULL, quads INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (kind, name)) WITHOUT ROWID;
CREATE TABLE pending (graph TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
                      settings TEXT NOT NULL, quads INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One named graph and where its quads came from."""

    graph: str  # IRI
    kind: str  # "document", "inferences", "ontology"
    name: str  # of a document: as in Page.name
    sha256: str  # of the source
    source: str  # where the file was read from, as given by the user
    settings: str  # fingerprint of all else the quads depend on: dates and outlets given, version of the rules
    quads: int
    digest: str  # of the sorted quads; "" where there are none (the part is to go)


class Ledger:
    """The ledger's rows; every method is one transaction."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open the file, made anew where it is missing; raises ``sqlite3.Error`` where it cannot be read."""
        self._rows = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True, isolation_level=None)
        try:
            self._prepare(read_only=read_only)
        except sqlite3.Error:
            self._rows.close()
            raise

    def _prepare(self, *, read_only: bool) -> None:
        self._rows.execute("PRAGMA synchronous = EXTRA")
        if not read_only and not self._rows.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._rows.executescript(f"BEGIN; {_SCHEMA} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;")  # noqa: S608

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def copy_to(self, path: Path) -> None:
        """Write the same rows to a new file; ``OSError`` where that cannot be."""
        try:
            with closing(sqlite3.connect(path)) as copy:
                self._rows.backup(copy)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def meta(self, key: str) -> str | None:
        """A setting of the whole store ("format", "base")."""
        row = self._rows.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Write a setting of the whole store."""
        self._rows.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def parts(self, kind: str) -> list[Part]:
        """All settled parts of a kind, sorted by name."""
        rows = self._rows.execute(f"SELECT {_COLUMNS} FROM part WHERE kind = ? ORDER BY name", (kind,))  # noqa: S608 - constant columns
        return [Part(*row) for row in rows]

    def count(self, kind: str) -> int:
        """How many settled parts of a kind there are."""
        return int(self._rows.execute("SELECT count(*) FROM part WHERE kind = ?", (kind,)).fetchone()[0])

    def part(self, kind: str, name: str) -> Part | None:
        """The settled part of that kind and name."""
        row = self._rows.execute(f"SELECT {_COLUMNS} FROM part WHERE kind = ? AND name = ?", (kind, name)).fetchone()  # noqa: S608
        return None if row is None else Part(*row)

    def holder(self, graph: str) -> Part | None:
        """The settled part that owns the graph."""
        row = self._rows.execute(f"SELECT {_COLUMNS} FROM part WHERE graph = ?", (graph,)).fetchone()  # noqa: S608
        return None if row is None else Part(*row)

    def pending(self) -> list[Part]:
        """What was announced and never settled."""
        return [Part(*row) for row in self._rows.execute(f"SELECT {_COLUMNS} FROM pending ORDER BY graph")]  # noqa: S608

    def announce(self, parts: Iterable[Part]) -> None:
        """Write down, synced, what the graphs are about to hold; how many triples there are is unknown from now on."""
        with self._transaction():
            self._rows.execute("DELETE FROM meta WHERE key = 'triples'")
            self._rows.executemany("INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [astuple(p) for p in parts])

    def settle(self, *, done: Iterable[Part] = (), dropped: Iterable[Part] = (), triples: int | None = None) -> None:
        """Move announced parts that are in the engine to the settled ones; forget the others. ``triples`` is the new number, if known."""
        with self._transaction():
            for part in done:
                self._rows.execute("DELETE FROM part WHERE graph = ? OR (kind = ? AND name = ?)", (part.graph, part.kind, part.name))
                if part.digest:
                    self._rows.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(part))
            for part in (*done, *dropped):
                self._rows.execute("DELETE FROM pending WHERE graph = ?", (part.graph,))
            if triples is not None:
                self.set_meta("triples", str(triples))
            self.set_meta("changes", str(self.changes() + 1))

    def triples(self) -> int | None:
        """How many different triples the store holds, where that is known."""
        found = self.meta("triples")
        return None if found is None else int(found)

    def changes(self) -> int:
        """How often the store has been changed: another number, another content."""
        return int(self.meta("changes") or 0)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._rows)


class _Transaction:
    """BEGIN … COMMIT, or ROLLBACK on an error."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def __enter__(self) -> None:
        self._rows.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._rows.execute("COMMIT" if kind is None else "ROLLBACK")
