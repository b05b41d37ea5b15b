"""The clues of a store's documents, kept beside it, a line for each: what follows from all is worked out without reading them again.

A SQLite file in the store's folder. A line belongs to a document as it was read: by its name, the hash of its bytes, and its settings. So a
crash never mixes up two states of a document. Lines are on the disk before the documents they tell of.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, Self

_FILE = "clues.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS clue (name TEXT, sha256 TEXT, settings TEXT, line TEXT NOT NULL,
                                 PRIMARY KEY (name, sha256, settings)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_UNDATED = '"published": null'  # as records write it


class Read(Protocol):
    """A document as it was read: an entry of the ledger, or one to be put."""

    @property
    def name(self) -> str:
        """Its name in the store."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""

    @property
    def settings(self) -> str:
        """The fingerprint of all else."""


def as_read(settings: str) -> str:
    """The part of a ledger's settings that tells how a document was read; behind a blank may stand what is written otherwise."""
    return settings.partition(" ")[0]


def _key(document: Read) -> tuple[str, str, str]:
    return document.name, document.sha256, as_read(document.settings)


class ClueBook:
    """The lines of a store's documents; use it in a ``with`` block.

    ``read_only`` neither makes nor changes the file; a book that is missing or cannot be read then has no lines.
    """

    def __init__(self, store: Path, *, read_only: bool = False) -> None:
        self._path = store / _FILE
        self._waiting = 0
        self._rows = self._open(read_only=read_only)

    def _open(self, *, read_only: bool) -> sqlite3.Connection:
        if read_only and not self._path.is_file():
            rows = sqlite3.connect(":memory:", isolation_level=None)
        else:
            rows = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True, isolation_level=None)
        try:
            if not read_only or not self._path.is_file():
                rows.executescript(_SCHEMA)
        except sqlite3.DatabaseError:  # damaged: its lines are read again
            rows.close()
            if read_only:
                raise
            self._path.unlink()
            return self._open(read_only=False)
        return rows

    def __enter__(self) -> Self:
        """Nothing but the book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write down what waits, and close the file."""
        self.commit()
        self._rows.close()

    def has(self, document: Read) -> bool:
        """Whether there is a line of the document as it was read."""
        return self.line(document) is not None

    def line(self, document: Read) -> str | None:
        """The line of the document as it was read."""
        query = "SELECT line FROM clue WHERE name = ? AND sha256 = ? AND settings = ?"
        row = self._rows.execute(query, _key(document)).fetchone()
        return None if row is None else str(row[0])

    def lines(self, documents: Iterable[Read]) -> Iterator[str]:
        """The lines of the documents that have one, in the order of their names."""
        wanted = {_key(document) for document in documents}
        for *key, line in self._rows.execute("SELECT name, sha256, settings, line FROM clue ORDER BY name"):
            if tuple(key) in wanted:
                yield line

    def count(self) -> int:
        """How many lines there are, of documents as they are or were."""
        return int(self._rows.execute("SELECT count(*) FROM clue").fetchone()[0])

    def undated(self) -> bool:
        """Whether there is a line of a document without a date of publication; without one, no date is to be worked out."""
        return self._rows.execute("SELECT 1 FROM clue WHERE instr(line, ?) LIMIT 1", (_UNDATED,)).fetchone() is not None

    def put(self, document: Read, line: str) -> None:
        """Take a line down, to be kept from the next ``commit`` on; lines of the document as it was before stay until ``keep_only``."""
        if not self._waiting:
            self._rows.execute("BEGIN IMMEDIATE")
        self._rows.execute("INSERT OR REPLACE INTO clue VALUES (?, ?, ?, ?)", (*_key(document), line))
        self._waiting += 1

    def keep_only(self, documents: Iterable[Read]) -> None:
        """Forget the lines of all others."""
        self.commit()
        kept = {_key(document) for document in documents}
        gone = [row for row in self._rows.execute("SELECT name, sha256, settings FROM clue") if row not in kept]
        self._rows.execute("BEGIN IMMEDIATE")
        self._rows.executemany("DELETE FROM clue WHERE name = ? AND sha256 = ? AND settings = ?", gone)
        self._rows.execute("COMMIT")

    def state(self) -> str:
        """What ``set_state`` wrote last; "" at first."""
        row = self._rows.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()
        return "" if row is None else str(row[0])

    def set_state(self, state: str) -> None:
        """Write down for which state of the store the inferences were made."""
        self.commit()
        self._rows.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", (state,))

    def commit(self) -> None:
        """Bring the lines that were put to the disk."""
        if self._waiting:
            self._rows.execute("COMMIT")
            self._waiting = 0
