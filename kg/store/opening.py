"""Opening a store, and saying in one line why it cannot be opened."""

import sqlite3
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from kg.graph.iris import DEFAULT_BASE
from kg.store import engine as engines
from kg.store import ledger as ledgers
from kg.store import snapshot as snapshots
from kg.store.errors import (
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMismatchError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreVersionError,
    of_system,
)
from kg.store.lock import Lock
from kg.store.remote.address import is_address
from kg.store.snapshot import ENGINE as _ENGINE
from kg.store.snapshot import LEDGER as _LEDGER
from kg.store.store import Store

_TRIES, _PAUSE = 10, 0.05  # how often, and after how many seconds, a reader looks whether a writer has ended, or kept a state for readers


def open_store(path: str | Path, *, create: bool = False, read_only: bool = False, base: str | None = None) -> Store:
    """Open the store in a folder, or (``sparql+http://…``, see ``kg.store.remote``) on a server.

    ``create`` makes it where there is none; ``read_only`` lets any number of processes in beside each other, and beside one that writes:
    they see the store as it was when that one opened it. ``base`` is the IRI below which a new store's entities live (default
    ``https://kg.example/id/``); for an existing store it has to be its own.

    Raises a ``StoreError``: its message names the folder and the remedy.
    """
    if is_address(path):
        from kg.store.remote.store import open_server

        return open_server(str(path), create=create, read_only=read_only, base=base)
    folder = Path(path)
    _check_folder(folder, create=create, read_only=read_only)
    place, lock = _to_read(folder) if read_only else (folder, _lock(folder, read_only=False))
    try:
        return _opened(folder, place, lock, base, read_only=read_only)
    except BaseException:
        lock.release()
        raise


def _to_read(folder: Path) -> tuple[Path, Lock]:
    """The store itself, or where a process writes it, what it has kept for readers."""
    for _ in range(_TRIES):
        with suppress(StoreLockedError):
            return folder, _lock(folder, read_only=True)
        if kept := snapshots.newest(folder):
            return kept
        time.sleep(_PAUSE)
    raise StoreLockedError(folder, read_only=True)


def _check_folder(folder: Path, *, create: bool, read_only: bool) -> None:
    if (folder / _LEDGER).is_file():
        return
    if (folder / _ENGINE).is_dir():
        raise StoreDamagedError(folder, f"{_LEDGER} is missing")
    if not create or read_only:
        raise StoreMissingError(folder)
    if folder.exists() and (not folder.is_dir() or any(p.name != "lock" for p in folder.iterdir())):
        message = f"{folder} is no store and not empty: name a new or an empty folder with --store"
        raise StoreMismatchError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnlyError(folder, f"it cannot be made ({error.strerror})") from error


def _lock(folder: Path, *, read_only: bool) -> Lock:
    try:
        return Lock(folder, read_only=read_only)
    except PermissionError as error:
        raise StoreReadOnlyError(folder) from error
    except OSError as error:
        raise StoreReadOnlyError(folder, error.strerror or "the system refuses") from error


def _opened(folder: Path, place: Path, lock: Lock, base: str | None, *, read_only: bool) -> Store:
    """The store of the folder; its files are read in a place, the folder itself or a snapshot."""
    with ExitStack() as undo:
        try:
            ledger = _open_ledger(folder, place, read_only=read_only)
            undo.callback(ledger.close)
            its_base = _checked(folder, ledger, base, read_only=read_only)
            engine = _open_engine(folder, place, ledger, read_only=read_only)
            undo.callback(engine.close)
            store = Store(folder, its_base, read_only, ledger, engine, lock)
            if not read_only:
                store.mend()
                store.write_ontology()
                store.keep_for_readers()
        except sqlite3.Error as error:
            raise _of_sqlite(folder, error) from error
        except (OSError, RuntimeError) as error:
            raise _of_engine(folder, error, read_only=read_only) from error
        undo.pop_all()
    return store


def _open_ledger(folder: Path, place: Path, *, read_only: bool) -> ledgers.Ledger:
    try:
        return ledgers.Ledger(place / _LEDGER, read_only=read_only)
    except sqlite3.Error as error:
        raise _of_sqlite(folder, error) from error


def _of_sqlite(folder: Path, error: sqlite3.Error) -> StoreError:
    if "unable to open" in str(error):
        return StoreReadOnlyError(folder, f"{_LEDGER}: {error}")
    return of_system(folder, error) or StoreDamagedError(folder, f"{_LEDGER}: {error}")


def _checked(folder: Path, ledger: ledgers.Ledger, base: str | None, *, read_only: bool) -> str:
    """The store's base IRI, after its format and base were found to fit."""
    found = ledger.meta("format")
    if found is None or not found.isdecimal():
        raise StoreDamagedError(folder, f"{_LEDGER} names no format")
    if int(found) != ledgers.FORMAT:
        raise StoreVersionError(folder, int(found), ledgers.FORMAT)
    stored = ledger.meta("base")
    if stored is None and not read_only:
        stored = base or DEFAULT_BASE
        ledger.set_meta("base", stored)
    if base not in (None, stored):
        message = f"the store {folder} has the base IRI {stored}, asked for was {base}: leave the option out, or use another folder"
        raise StoreMismatchError(message)
    return stored or DEFAULT_BASE


def _open_engine(folder: Path, place: Path, ledger: ledgers.Ledger, *, read_only: bool) -> engines.Engine:
    path = place / _ENGINE
    if not path.is_dir() and (read_only or ledger.part("ontology", "") or ledger.parts("document")):
        raise StoreDamagedError(folder, f"{_ENGINE}/ is missing")
    try:
        return engines.Engine(path, read_only=read_only)
    except (OSError, RuntimeError) as error:  # pyoxigraph tells of corruption by a RuntimeError
        raise _of_engine(folder, error, read_only=read_only) from error


def _of_engine(folder: Path, error: OSError | RuntimeError, *, read_only: bool) -> StoreError:
    text = str(error)
    if "lock" in text.lower() and "permission" not in text.lower():
        return StoreLockedError(folder, read_only=read_only)
    return of_system(folder, error) or StoreDamagedError(folder, text.splitlines()[0] if text else "Oxigraph cannot open it")
