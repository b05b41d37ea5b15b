"""Opening a store on a server."""

import hashlib
import os
import uuid
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from kg.graph.iris import DEFAULT_BASE
from kg.store.clues import ClueBook
from kg.store.errors import StoreDamagedError, StoreMismatchError, StoreMissingError, StoreReadOnlyError, StoreVersionError
from kg.store.identities import IdentityBook
from kg.store.remote import reader as readers
from kg.store.remote import terms
from kg.store.remote.address import Address, parse
from kg.store.remote.client import Client
from kg.store.remote.clues import ServerClues
from kg.store.remote.engine import ServerEngine
from kg.store.remote.identities import ServerIdentities
from kg.store.remote.lease import Lease
from kg.store.remote.ledger import ServerLedger
from kg.store.store import Store

if TYPE_CHECKING:
    from kg.store.tables import Tables

FORMAT = 1  # of what is on the server


@dataclass(eq=False, kw_only=True)
class ServerStore(Store):
    """An opened store on a server; its ``path`` is a folder for copies, which goes when it is closed."""

    near: ClassVar[bool] = False
    address: Address
    _client: Client
    _undo: ExitStack

    def close(self) -> None:
        """Let go of the server."""
        super().close()
        self._undo.close()

    def clues(self) -> ClueBook:
        """What dates are worked out from; to be used in a ``with`` block."""
        return ServerClues(self._client, self.path, self._ledger.meta("clues") or "")

    def identities(self) -> IdentityBook:
        """What was worked out of who is who; to be used in a ``with`` block."""
        return ServerIdentities(self._client, self.path)

    def tables(self) -> "Tables":
        """Tables on this machine, kept for the next time; the first time goes through all graphs of the server."""
        from kg.store.tables import tables

        folder = cache_folder() / hashlib.sha256(f"{self.address.text} {self._ledger.meta('made')}".encode()).hexdigest()[:16]
        with suppress(OSError):  # without it they are made in memory
            folder.mkdir(parents=True, exist_ok=True)
        return tables(folder, self._ledger, self.engine)

    def prepare_tables(self) -> None:
        """Nothing: they are made where and when they are asked for."""

    def below_rdflib(self) -> Any:  # noqa: ANN401 - a class that is made when rdflib has been imported
        """An ``rdflib.store.Store`` over this one."""
        from kg.store.remote import view

        return view.below(self)

    def mend(self) -> None:
        """Settle what a crash left announced; drop what is neither old nor new."""
        engine = self.engine
        assert isinstance(engine, ServerEngine)  # noqa: S101 - for the type checker
        for part in self._ledger.pending():
            engine.restate(part.graph)
        super().mend()

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnlyError(self.address.text, "it was opened for reading only")


def open_server(text: str, *, create: bool = False, read_only: bool = False, base: str | None = None) -> ServerStore:
    """Open the store on a server, as ``kg.store.open_store`` opens one in a folder."""
    address = parse(text)
    with ExitStack() as undo:
        client = Client(address)
        undo.callback(client.close)
        settings = _settings(client)
        if not settings and (read_only or not create):
            raise StoreMissingError(address.text)
        lease = None if read_only else Lease(client)
        if lease is not None:
            undo.callback(lease.release)
            settings = settings or _made(client, base or DEFAULT_BASE)
        _check(address, settings, base)
        folder = Path(undo.enter_context(TemporaryDirectory(prefix="yaowen-"))) / "store"
        folder.mkdir()
        ledger = ServerLedger(client, settings, folder, lease)
        undo.callback(ledger.close)
        engine = ServerEngine(client, readers.Reader(client, readers.find_default(client), settings["base"]))
        held = lease or _Free()
        base, end = settings["base"], undo.pop_all()
        store = ServerStore(folder, base, read_only, ledger, engine, held, address=address, _client=client, _undo=end)
    return _ready(store)


def cache_folder() -> Path:
    """Where what can be made again is kept for this user."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yaowen"


class _Free:
    """What a reader holds."""

    def release(self) -> None:
        """Nothing."""


def _ready(store: ServerStore) -> ServerStore:
    try:
        if not store.read_only:
            store.mend()
            store.write_ontology()
    except BaseException:
        store.close()
        raise
    return store


def _settings(client: Client) -> dict[str, str]:
    query = f"SELECT ?p ?o {{ GRAPH <{terms.LEDGER}> {{ <{terms.STORE}> ?p ?o }} }}"
    return {key.removeprefix(terms.setting("")): value for key, value in readers.rows(client, query)}


def _made(client: Client, base: str) -> dict[str, str]:
    """A new store, without documents."""
    settings = {"format": str(FORMAT), "base": base, "made": uuid.uuid4().hex}
    client.add(terms.LEDGER, b"".join(terms.statement(terms.STORE, terms.setting(key), value) for key, value in settings.items()))
    if not readers.find_default(client).graph and readers.asked(client, "ASK { ?s ?p ?o }"):
        client.drop(terms.LEDGER)
        message = f"{client.address.text} holds other data in its default graph: name an empty data set of that server"
        raise StoreMismatchError(message)
    return settings


def _check(address: Address, settings: dict[str, str], base: str | None) -> None:
    found = settings.get("format", "")
    if not found.isdecimal() or "base" not in settings:
        raise StoreDamagedError(address.text, "its ledger names no format or no base")
    if int(found) != FORMAT:
        raise StoreVersionError(address.text, int(found), FORMAT)
    if base not in (None, settings["base"]):
        message = f"the store {address.text} has the base IRI {settings['base']}, asked for was {base}: leave the option out"
        raise StoreMismatchError(message)
