"""What others read while a process writes: the store as it was when that process opened it.

A folder ``snapshots/NUMBER`` in the store's own, with the ledger and the engine's files (links to them, so that it takes neither time nor
room). Whoever reads it holds a lock on it, as on the store itself; the writer takes it away when it closes the store, or the next
one does where readers or a crash have left it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kg.store.engine import Engine
from kg.store.errors import StoreLockedError
from kg.store.lock import Lock

LEDGER = "ledger.sqlite"
ENGINE = "oxigraph"
_FOLDER = "snapshots"
_MAKING, _GOING = "making", "going"


def make(store: Path, engine: Engine, changes: int) -> None:
    """Keep the state after so many changes for readers; where the disk does not let us, they have to wait for the writer."""
    sweep(store)
    ready = store / _FOLDER / str(changes)
    if sys.platform == "win32" or ready.exists():
        return
    beside = store / _FOLDER / _MAKING
    with suppress(OSError, RuntimeError):
        beside.mkdir(parents=True)
        shutil.copyfile(store / LEDGER, beside / LEDGER)
        engine.raw.backup(str(beside / ENGINE))
        (beside / "lock").touch()
        beside.replace(ready)


def sweep(store: Path) -> None:
    """Remove all snapshots that nobody reads; for the writer alone."""
    for path in _found(store):
        with suppress(StoreLockedError, OSError):
            lock = Lock(path, read_only=False)
            _remove(store / _FOLDER / _GOING)
            path.replace(store / _FOLDER / _GOING)  # nobody comes in any more
            lock.release()
    _remove(store / _FOLDER / _GOING)
    _remove(store / _FOLDER / _MAKING)
    with suppress(OSError):  # somebody reads one
        (store / _FOLDER).rmdir()


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path, ignore_errors=True)


def newest(store: Path) -> tuple[Path, Lock] | None:
    """The latest snapshot, locked for reading; None where there is none."""
    for path in sorted(_found(store), key=lambda path: int(path.name), reverse=True):
        with suppress(StoreLockedError, OSError):
            lock = Lock(path, read_only=True)
            if (path / ENGINE).is_dir() and os.path.samestat(lock.stat(), (path / "lock").stat()):
                return path, lock
            lock.release()
    return None


def _found(store: Path) -> Iterator[Path]:
    return (path for path in list((store / _FOLDER).glob("*")) if path.name.isdecimal())
