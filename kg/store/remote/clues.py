"""The clues of a store on a server: written there, and read from a copy on this machine."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.store.clues import ClueBook, Read
from kg.store.remote import terms
from kg.store.remote.client import Client

_STATE = "clues"  # the setting that says for which state of the store the inferences were made


class ServerClues(ClueBook):
    """Lines are on the server from ``commit`` on; ``folder`` is for the copy."""

    def __init__(self, client: Client, folder: Path, state: str) -> None:
        super().__init__(folder)
        self._client, self._new = client, list[bytes]()
        self._rows.execute("DELETE FROM clue")
        self._rows.executemany("INSERT INTO clue VALUES (?, ?, ?, ?)", _known(client))
        super().set_state(state)

    def put(self, document: Read, line: str) -> None:
        """Take a line down, to be kept from the next ``commit`` on."""
        key = (document.name, document.sha256, document.settings)
        self._new.append(terms.statement(_subject(*key), terms.LINE, json.dumps([*key, line], ensure_ascii=False)))
        super().put(document, line)

    def commit(self) -> None:
        """Bring the lines that were put to the server."""
        if self._new:
            self._client.add(terms.CLUES, b"".join(self._new))
            self._new.clear()
        super().commit()

    def keep_only(self, documents: Iterable[Read]) -> None:
        """Forget the lines of all others."""
        kept = list(documents)
        before = self._keys()
        super().keep_only(kept)
        terms.forget(self._client, terms.CLUES, terms.LINE, (_subject(*key) for key in before - self._keys()))

    def set_state(self, state: str) -> None:
        """Write down for which state of the store the inferences were made."""
        super().set_state(state)
        terms.write_setting(self._client, _STATE, state)

    def _keys(self) -> set[tuple[str, str, str]]:
        return set(self._rows.execute("SELECT name, sha256, settings FROM clue"))


def _known(client: Client) -> Iterator[list[str]]:
    for _, _, text in terms.statements(client.graph(terms.CLUES)):
        yield json.loads(text)


def _subject(*key: str) -> str:
    return f"{terms.CLUES}/{hashlib.sha256(json.dumps(key).encode()).hexdigest()}"
