"""Who met whom how often, kept beside the graph: the join over all events takes seconds in a big store, a look at the table none.

A row for each two people who attended an event together, with the number of those events. Documents that come and go change the rows of
their own events alone.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

SCHEMA = """
CREATE TABLE attended (event TEXT, person TEXT, part INTEGER, PRIMARY KEY (event, person, part)) WITHOUT ROWID;
CREATE INDEX attended_part ON attended (part);
CREATE TABLE pair (one TEXT, two TEXT, events INTEGER NOT NULL, PRIMARY KEY (one, two)) WITHOUT ROWID;
CREATE INDEX pair_events ON pair (events);
"""
_MANY = 500_000  # pairs whose change is held in memory at a time


def most(rows: sqlite3.Connection, least: int) -> list[tuple[str, str, int]]:
    """IRIs of two people, the lesser first, and at how many events both were: all with at least so many."""
    return rows.execute("SELECT one, two, events FROM pair WHERE events >= ?", (least,)).fetchall()


def change(rows: sqlite3.Connection, gone: Iterable[int], come: Iterable[tuple[int, Iterable[tuple[str, str]]]]) -> None:
    """Take the rows of some parts away and put those of others in: for each part, event and person."""
    touched = dict[str, tuple[str, ...]]()  # each event with who was there before
    for part in gone:
        _note(rows, touched, (row[0] for row in rows.execute("SELECT DISTINCT event FROM attended WHERE part = ?", (part,)).fetchall()))
        rows.execute("DELETE FROM attended WHERE part = ?", (part,))
    for part, attended in come:
        listed = list(attended)
        _note(rows, touched, (event for event, _ in listed))
        rows.executemany("INSERT OR IGNORE INTO attended VALUES (?, ?, ?)", ((event, person, part) for event, person in listed))
    _count(rows, touched)


def _note(rows: sqlite3.Connection, touched: dict[str, tuple[str, ...]], events: Iterable[str]) -> None:
    for event in events:
        if event not in touched:
            touched[event] = _people(rows, event)


def _people(rows: sqlite3.Connection, event: str) -> tuple[str, ...]:
    return tuple(row[0] for row in rows.execute("SELECT DISTINCT person FROM attended WHERE event = ? ORDER BY person", (event,)))


def _count(rows: sqlite3.Connection, touched: dict[str, tuple[str, ...]]) -> None:
    changes = Counter[tuple[str, str]]()
    for event, before in touched.items():
        after = _people(rows, event)
        if after != before:
            changes.update(_pairs(after))
            changes.subtract(_pairs(before))
        if len(changes) > _MANY:
            _apply(rows, changes)
            changes.clear()
    _apply(rows, changes)


def _pairs(people: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return combinations(people, 2)


def _apply(rows: sqlite3.Connection, changes: Counter[tuple[str, str]]) -> None:
    upsert = "INSERT INTO pair VALUES (?, ?, ?) ON CONFLICT (one, two) DO UPDATE SET events = events + excluded.events"
    rows.executemany(upsert, ((one, two, number) for (one, two), number in sorted(changes.items()) if number))
    rows.execute("DELETE FROM pair WHERE events <= 0")
