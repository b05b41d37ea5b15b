"""Who is who in a store on a server: kept there, and worked with in a copy on this machine.

The copy notes which rows change; those go to the server when it is written down. What was seen of a document goes from there first and
comes there last: after a crash in between the document counts as never seen, and all that follows from it is worked out anew.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.store.identities import IdentityBook
from kg.store.remote import terms
from kg.store.remote.client import Client

_KEYS = (("decided", "unit"), ("otherwise", "document"), ("original", "document"), ("named", "unit, document"), ("meta", "key"))
_TABLES = (*_KEYS, ("seen", "document"))  # in the order in which rows come to the server

Key = tuple[str, str]  # a table, and the key of a row as JSON


class ServerIdentities(IdentityBook):
    """Decisions are on the server from ``commit`` on; ``folder`` is for the copy."""

    def __init__(self, client: Client, folder: Path) -> None:
        super().__init__(folder)
        self._client = client
        for table, _ in _TABLES:
            self._rows.execute(f"DELETE FROM {table}")  # noqa: S608 - constant names
        for _, _, text in terms.statements(client.graph(terms.IDENTITIES)):
            name, *row = _unpacked(text)
            self._rows.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - written by us
        self._rows.execute("CREATE TEMP TABLE changed (tab TEXT, key TEXT, PRIMARY KEY (tab, key)) WITHOUT ROWID")
        for statement in _triggers():
            self._rows.execute(statement)

    def __exit__(self, kind: object, *rest: object) -> None:
        """Write down what was changed, unless there was an error, and close the copy."""
        if kind is None:
            self._push()
        super().__exit__(kind, *rest)

    def commit(self) -> None:
        """Bring what was changed to the server."""
        self._push()
        super().commit()

    def _push(self) -> None:
        changed = list[Key](self._rows.execute("SELECT tab, key FROM changed ORDER BY tab, key"))
        self._rows.execute("DELETE FROM changed")
        for tables in (("seen",), tuple(table for table, _ in _KEYS)):
            subjects = (_subject(*key) for key in changed if key[0] in tables)
            terms.forget(self._client, terms.IDENTITIES, terms.LINE, subjects)
        for table, key in _TABLES:
            lines = self._lines(table, key, (text for name, text in changed if name == table))
            self._client.add(terms.IDENTITIES, b"".join(lines))

    def _lines(self, table: str, key: str, changed: Iterable[str]) -> Iterator[bytes]:
        """The rows with these keys that are there now."""
        for text in changed:
            where = " AND ".join(f"{column} = ?" for column in key.split(", "))
            for row in self._rows.execute(f"SELECT * FROM {table} WHERE {where}", json.loads(text)):  # noqa: S608 - constant names
                yield terms.statement(_subject(table, text), terms.LINE, _packed(table, row))


def _triggers() -> Iterator[str]:
    for table, key in _TABLES:
        for event, side in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            columns = ", ".join(f"{side}.{column}" for column in key.split(", "))
            note = f"INSERT OR IGNORE INTO changed VALUES ('{table}', json_array({columns}))"  # noqa: S608 - constant names
            yield f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} BEGIN {note}; END"


def _packed(table: str, row: Iterable[object]) -> str:
    return json.dumps([table, *({"b": base64.b64encode(v).decode()} if isinstance(v, bytes) else v for v in row)], ensure_ascii=False)


def _unpacked(text: str) -> list[object]:
    return [base64.b64decode(v["b"]) if isinstance(v, dict) else v for v in json.loads(text)]


def _subject(table: str, key: str) -> str:
    return f"{terms.IDENTITIES}/{table}/{hashlib.sha256(key.encode()).hexdigest()}"
