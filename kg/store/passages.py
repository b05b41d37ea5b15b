"""The texts of statements and headlines, kept beside the graph so that they can be searched (SQLite's FTS5)."""

import sqlite3
from collections.abc import Iterable

from kg.store import grams

# the index holds no text of its own, so that each is on the disk once; it splits at ASCII blanks alone
SCHEMA = """
CREATE TABLE passage (id INTEGER PRIMARY KEY, part INTEGER NOT NULL, iri TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX passage_part ON passage (part);
CREATE VIRTUAL TABLE grams USING fts5 (tokens, content = '', tokenize = 'ascii');
"""


def find(rows: sqlite3.Connection, words: Iterable[str]) -> list[str]:
    """The IRIs of all statements, and articles by their headline, that hold all the words; sorted, each once."""
    wanted = grams.wanted(words)
    if not wanted:
        return []
    query = "SELECT DISTINCT iri FROM passage WHERE id IN (SELECT rowid FROM grams WHERE grams MATCH ?) ORDER BY iri"
    return [row[0] for row in rows.execute(query, (wanted,))]


def change(rows: sqlite3.Connection, gone: Iterable[int], come: Iterable[tuple[int, Iterable[tuple[str, str]]]]) -> None:
    """Take the texts of some parts away and put those of others in: for each part, IRI and text."""
    for part in gone:
        for number, text in rows.execute("SELECT id, text FROM passage WHERE part = ?", (part,)).fetchall():
            rows.execute("INSERT INTO grams (grams, rowid, tokens) VALUES ('delete', ?, ?)", (number, grams.indexed(text)))
        rows.execute("DELETE FROM passage WHERE part = ?", (part,))
    for part, passages in come:
        for iri, text in passages:
            number = rows.execute("INSERT INTO passage (part, iri, text) VALUES (?, ?, ?)", (part, iri, text)).lastrowid
            rows.execute("INSERT INTO grams (rowid, tokens) VALUES (?, ?)", (number, grams.indexed(text)))
