"""What was worked out of who is who, kept beside the store, so that a change is dealt with where it matters and nowhere else.

A SQLite file in the store's folder: the people of each document as they were last looked at, what was decided of each name, what is
written otherwise in each document's graph than it was read, and the graph as it was read. All but the last can be worked out anew.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from kg.store.clues import Read, as_read

_FILE = "identities.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (document TEXT PRIMARY KEY, sha256 TEXT NOT NULL, settings TEXT NOT NULL, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS named (unit TEXT, document TEXT, PRIMARY KEY (unit, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_in ON named (document);
CREATE TABLE IF NOT EXISTS decided (unit TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS otherwise (document TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (document TEXT, article INTEGER, key TEXT, day TEXT NOT NULL, known INTEGER NOT NULL, line TEXT NOT NULL,
                                 PRIMARY KEY (document, article, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_on ON told (day);
CREATE TABLE IF NOT EXISTS met (day TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS merged (document TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS original (document TEXT PRIMARY KEY, sha256 TEXT NOT NULL, settings TEXT NOT NULL,
                                     text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_PRAGMAS = "PRAGMA synchronous = FULL"


class IdentityBook:
    """The decisions of a store; use it in a ``with`` block, which writes them down at its end."""

    def __init__(self, store: Path) -> None:
        self._path = store / _FILE
        self._rows = self._open()
        self._rows.execute("BEGIN IMMEDIATE")

    def _open(self) -> sqlite3.Connection:
        rows = sqlite3.connect(self._path, isolation_level=None)
        try:
            rows.execute(_PRAGMAS)
            rows.executescript(_SCHEMA)
        except sqlite3.DatabaseError:  # damaged: worked out anew
            rows.close()
            self._path.unlink()
            return self._open()
        return rows

    def __enter__(self) -> Self:
        """Nothing but the book itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write down what was changed, unless there was an error, and close the file."""
        self._rows.execute("COMMIT" if kind is None else "ROLLBACK")
        self._rows.close()

    def commit(self) -> None:
        """Bring what was changed to the disk."""
        self._rows.execute("COMMIT")
        self._rows.execute("BEGIN IMMEDIATE")

    def meta(self, key: str) -> str:
        """A setting, "" at first."""
        row = self._rows.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Write down a setting."""
        self._rows.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # the people of documents

    def stale(self, documents: Iterable[Read]) -> tuple[list[Read], list[str]]:
        """The documents that have been read since they were last looked at, and the names of those that are gone; sorted."""
        now = {document.name: document for document in documents}
        seen = {name: (sha256, settings) for name, sha256, settings in self._rows.execute("SELECT document, sha256, settings FROM seen")}
        changed = [one for _, one in sorted(now.items()) if seen.get(one.name) != (one.sha256, as_read(one.settings))]
        return changed, sorted(seen.keys() - now.keys())

    def see(self, document: Read, line: str, units: Iterable[str]) -> None:
        """Take down the people of a document: a line of the caller's, and the units in which names are decided."""
        self.forget(document.name)
        self._rows.execute("INSERT INTO seen VALUES (?, ?, ?, ?)", (document.name, document.sha256, as_read(document.settings), line))
        self._rows.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", ((unit, document.name) for unit in units))

    def forget(self, document: str) -> None:
        """Take a document out."""
        self._rows.execute("DELETE FROM seen WHERE document = ?", (document,))
        self._rows.execute("DELETE FROM named WHERE document = ?", (document,))

    def sees(self, document: str) -> bool:
        """Whether the people of a document have been taken down."""
        return self._rows.execute("SELECT 1 FROM seen WHERE document = ?", (document,)).fetchone() is not None

    def line(self, document: str) -> str:
        """The line that was taken down of a document; KeyError where there is none."""
        row = self._rows.execute("SELECT line FROM seen WHERE document = ?", (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        return str(row[0])

    def units(self, document: str) -> list[str]:
        """The units of a document, sorted."""
        return [unit for (unit,) in self._rows.execute("SELECT unit FROM named WHERE document = ? ORDER BY unit", (document,))]

    def documents(self, unit: str) -> list[str]:
        """The documents of a unit, sorted."""
        return [name for (name,) in self._rows.execute("SELECT document FROM named WHERE unit = ? ORDER BY document", (unit,))]

    # decisions

    def decided(self, unit: str) -> str:
        """What was decided of a unit; "" for nothing."""
        row = self._rows.execute("SELECT line FROM decided WHERE unit = ?", (unit,)).fetchone()
        return "" if row is None else str(row[0])

    def decide(self, unit: str, line: str) -> None:
        """Write down a decision; "" takes it back."""
        self._rows.execute("DELETE FROM decided WHERE unit = ?", (unit,))
        if line:
            self._rows.execute("INSERT INTO decided VALUES (?, ?)", (unit, line))

    def decisions(self) -> Iterator[str]:
        """All decisions, in the order of their units."""
        return (line for (line,) in self._rows.execute("SELECT line FROM decided ORDER BY unit"))

    # what is written otherwise than it was read

    def otherwise(self, document: str) -> str:
        """How a document's graph is to differ from what was read; "" where it does not."""
        row = self._rows.execute("SELECT line FROM otherwise WHERE document = ?", (document,)).fetchone()
        return "" if row is None else str(row[0])

    def set_otherwise(self, document: str, line: str) -> None:
        """Write down how a document's graph is to differ."""
        self._rows.execute("DELETE FROM otherwise WHERE document = ?", (document,))
        if line:
            self._rows.execute("INSERT INTO otherwise VALUES (?, ?)", (document, line))

    def all_otherwise(self) -> dict[str, tuple[str, str]]:
        """The same for all documents that have something: of people, and of events."""
        people = dict(self._rows.execute("SELECT document, line FROM otherwise"))
        events = dict(self._rows.execute("SELECT document, line FROM merged"))
        return {name: (people.get(name, ""), events.get(name, "")) for name in people.keys() | events.keys()}

    def original(self, document: Read) -> bytes | None:
        """The graph as it was read, where it has been kept."""
        query = "SELECT text FROM original WHERE document = ? AND sha256 = ? AND settings = ?"
        row = self._rows.execute(query, (document.name, document.sha256, as_read(document.settings))).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def has_original(self, document: Read) -> bool:
        """Whether it has been kept."""
        query = "SELECT 1 FROM original WHERE document = ? AND sha256 = ? AND settings = ?"
        return self._rows.execute(query, (document.name, document.sha256, as_read(document.settings))).fetchone() is not None

    def keep_original(self, document: Read, text: bytes) -> None:
        """Keep the graph as it was read."""
        packed = zlib.compress(text, 1)
        self._rows.execute(
            "INSERT OR REPLACE INTO original VALUES (?, ?, ?, ?)", (document.name, document.sha256, as_read(document.settings), packed)
        )

    def keep_originals_only(self, documents: Iterable[str]) -> None:
        """Forget the graphs of all others."""
        kept = set(documents)
        gone = [(name,) for (name,) in self._rows.execute("SELECT document FROM original") if name not in kept]
        self._rows.executemany("DELETE FROM original WHERE document = ?", gone)

    # events

    def tell(self, document: str, rows: Iterable[tuple[int, str, str, str]]) -> None:
        """Take down the events of a document, in place of those before: number of the article, key, day or "", and a line."""
        self._rows.execute("DELETE FROM told WHERE document = ?", (document,))
        self._rows.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", ((document, number, key, day, bool(day), line) for number, key, day, line in rows)
        )

    def days_of(self, document: str) -> set[str]:
        """The days of a document's events."""
        return {day for (day,) in self._rows.execute("SELECT day FROM told WHERE document = ? AND day != ''", (document,))}

    def undated(self) -> dict[tuple[str, int, str], str]:
        """The events whose day the document itself does not tell, with the one that was worked out, or ""."""
        rows = self._rows.execute("SELECT document, article, key, day FROM told WHERE NOT known")
        return {(document, article, key): day for document, article, key, day in rows}

    def set_day(self, event: tuple[str, int, str], day: str) -> None:
        """Write down the day that was worked out for an event."""
        self._rows.execute("UPDATE told SET day = ? WHERE document = ? AND article = ? AND key = ?", (day, *event))

    def told_on(self, day: str) -> list[tuple[str, str]]:
        """The documents and lines of the events of a day, in order."""
        return self._rows.execute("SELECT document, line FROM told WHERE day = ? ORDER BY document, article, key", (day,)).fetchall()

    def met(self, day: str) -> str:
        """What was decided of the events of a day; "" for nothing."""
        row = self._rows.execute("SELECT line FROM met WHERE day = ?", (day,)).fetchone()
        return "" if row is None else str(row[0])

    def set_met(self, day: str, line: str) -> None:
        """Write down what was decided of a day; "" takes it back."""
        self._rows.execute("DELETE FROM met WHERE day = ?", (day,))
        if line:
            self._rows.execute("INSERT INTO met VALUES (?, ?)", (day, line))

    def all_met(self) -> Iterator[str]:
        """What was decided, day by day."""
        return (line for (line,) in self._rows.execute("SELECT line FROM met ORDER BY day"))

    def set_merged(self, document: str, line: str) -> None:
        """Write down which of a document's events are those of others."""
        self._rows.execute("DELETE FROM merged WHERE document = ?", (document,))
        if line:
            self._rows.execute("INSERT INTO merged VALUES (?, ?)", (document, line))
