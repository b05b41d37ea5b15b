"""The ledger on a server: written there first, and read from a copy on this machine that is made when it is first needed."""

from collections.abc import Iterable
from pathlib import Path

from kg.store.ledger import Ledger, Part
from kg.store.remote import terms
from kg.store.remote.client import Client
from kg.store.remote.lease import Lease


class ServerLedger(Ledger):
    """Settings are read at once, entries when they are asked for. ``lease`` is None where the store is only read."""

    def __init__(self, client: Client, settings: dict[str, str], folder: Path, lease: Lease | None) -> None:
        super().__init__(folder / "ledger.sqlite", read_only=False)
        self._client, self._lease, self._copied = client, lease, False
        for key, value in settings.items():
            super().set_meta(key, value)

    def set_meta(self, key: str, value: str) -> None:
        """Write a setting of the whole store."""
        terms.write_setting(self._client, key, value)
        super().set_meta(key, value)

    def parts(self, kind: str) -> list[Part]:
        """All settled parts of a kind, sorted by name."""
        self._copy()
        return super().parts(kind)

    def count(self, kind: str) -> int:
        """How many settled parts of a kind there are."""
        self._copy()
        return super().count(kind)

    def part(self, kind: str, name: str) -> Part | None:
        """The settled part of that kind and name."""
        self._copy()
        return super().part(kind, name)

    def holder(self, graph: str) -> Part | None:
        """The settled part that owns the graph."""
        self._copy()
        return super().holder(graph)

    def pending(self) -> list[Part]:
        """What was announced and never settled."""
        self._copy()
        return super().pending()

    def announce(self, parts: Iterable[Part]) -> None:
        """Write down what the graphs are about to hold; raises ``StoreLockedError`` where another process has taken the store over."""
        listed = list(parts)
        if self._lease is not None:
            self._lease.check()
        terms.write_setting(self._client, "triples", None)
        self._client.add(terms.LEDGER, b"".join(terms.of_part(part, terms.PENDING) for part in listed))
        super().announce(listed)

    def settle(self, *, done: Iterable[Part] = (), dropped: Iterable[Part] = (), triples: int | None = None) -> None:
        """Move announced parts to the settled ones, and forget the others; what was announced goes last, so that a crash repeats this."""
        done, dropped = list(done), list(dropped)
        terms.forget(self._client, terms.LEDGER, terms.ENTRY, (p.graph for p in done if self.holder(p.graph)))
        self._client.add(terms.LEDGER, b"".join(terms.of_part(part, terms.ENTRY) for part in done if part.digest))
        super().settle(done=done, dropped=dropped, triples=triples)
        terms.forget(self._client, terms.LEDGER, terms.PENDING, (part.graph for part in (*done, *dropped)))

    def _copy(self) -> None:
        if self._copied:
            return
        self._copied = True
        insert = "INSERT OR REPLACE INTO {} VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        tables = {terms.ENTRY: insert.format("part"), terms.PENDING: insert.format("pending")}
        with self._transaction():
            for _, predicate, text in terms.statements(self._client.graph(terms.LEDGER)):
                if predicate in tables:
                    self._rows.execute(tables[predicate], _row(text))


def _row(text: str) -> tuple[str | int, ...]:
    from dataclasses import astuple

    return astuple(terms.to_part(text))
