"""One writer at a time, on a server that knows no locks and may outlive a writer that was killed.

A writer leaves a mark and changes it every few seconds. Who finds the mark of another watches it: one that changes belongs to somebody
alive, one that does not is taken away. No clocks are compared, so those of the machines may differ.
"""

import os
import socket
import threading
import time
import uuid

from kg.store.errors import StoreLockedError
from kg.store.remote import terms
from kg.store.remote.client import Client, StoreServerError

BEAT = 2.0  # seconds between two changes of a mark
PATIENCE = 8.0  # seconds after which a mark that has not changed is taken away


class Lease:
    """The right to write, from the making of the object until ``release``; raises ``StoreLockedError`` where another has it."""

    def __init__(self, client: Client) -> None:
        self._client, self._lost, self._ended = client, False, threading.Event()
        self._mark = f"{terms.LEASE}/{uuid.uuid4()}"
        self._who = f"process {os.getpid()} on {socket.gethostname()}"
        self._beats = 0
        _outwait(client)
        client.add(terms.LEASE, self._line())
        if any(mark != self._mark for mark, _ in _marks(client)):  # another came at the same moment: neither writes
            self._withdraw()
            raise StoreLockedError(client.address.text, read_only=False)
        self._beating = threading.Thread(target=self._beat, name="lease", daemon=True)
        self._beating.start()

    def check(self) -> None:
        """Raise ``StoreLockedError`` where another process has taken this one for dead."""
        if self._lost:
            raise StoreLockedError(self._client.address.text, read_only=False)

    def release(self) -> None:
        """Give it back; a second call does nothing."""
        if not self._ended.is_set():
            self._ended.set()
            self._beating.join()
            self._withdraw()

    def _line(self) -> bytes:
        return terms.statement(self._mark, terms.BEAT, f"{self._beats} {self._who}")

    def _withdraw(self) -> None:
        try:
            terms.forget(self._client, terms.LEASE, terms.BEAT, [self._mark])
        except StoreServerError:  # gone with its server; the next writer outwaits it
            return

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            try:
                self._lost = all(mark != self._mark for mark, _ in _marks(self._client))
                if self._lost:
                    return
                old = self._line().decode()
                self._beats += 1
                new = self._line().decode()
                graph = f"GRAPH <{terms.LEASE}>"
                self._client.update(f"INSERT DATA {{ {graph} {{ {new} }} }} ; DELETE DATA {{ {graph} {{ {old} }} }}")
            except StoreServerError:  # the next request of the build says so
                continue


def _marks(client: Client) -> set[tuple[str, str]]:
    return {(mark, beat) for mark, _, beat in terms.statements(client.graph(terms.LEASE))}


def _outwait(client: Client) -> None:
    """Return when nobody else writes; marks of the dead are taken away."""
    found, begin = _marks(client), time.monotonic()
    while found:
        if time.monotonic() - begin > PATIENCE:
            terms.forget(client, terms.LEASE, terms.BEAT, (mark for mark, _ in found))
            return
        time.sleep(BEAT / 2)
        now = _marks(client)
        if not now <= found:
            raise StoreLockedError(client.address.text, read_only=False)
        found = now
