"""What can go wrong with a store, each with a one-line message that names the folder and the remedy."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = ("no space left on device", "disk is full", "disk quota exceeded")
_ROCKSDB = ("io error", "corruption")  # how messages of the engine's storage begin
_FULL_CODES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(Exception):
    """A store could not be opened, read or written; the message is one line, for people."""


class StoreMissingError(StoreError):
    """There is no store in the folder."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"no store in {path}: make one with 'kg build PATH --store {path}', or name another folder with --store")


class StoreLockedError(StoreError):
    """Another process (or another Store in this one) has it open."""

    def __init__(self, path: Path | str, *, read_only: bool) -> None:
        why = "another process writes to it" if read_only else "another process has it open"
        super().__init__(f"the store {path} is in use, {why}: wait until that command has ended, then try again")


class StoreReadOnlyError(StoreError):
    """It was to be written, but the folder (or the way it was opened) does not allow it."""

    def __init__(self, path: Path | str, why: str = "the folder may not be written to") -> None:
        super().__init__(f"the store {path} is read-only, {why}: change its permissions, or work on a copy of it")


class StoreFullError(StoreError):
    """There is no room left to write to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no room left on the disk of the store {path}: free some and run the same command again; what was done is kept")


class StoreVersionError(StoreError):
    """It was written by a release that keeps stores in another way."""

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        remedy = "update with 'pip install -U yaowen', or build anew" if found > known else "remove the folder and run 'kg build' again"
        super().__init__(f"the store {path} has format {found}, this release reads format {known}: {remedy}")


class StoreDamagedError(StoreError):
    """Its files do not fit together, or cannot be read."""

    def __init__(self, path: Path | str, what: str) -> None:
        super().__init__(f"the store {path} is damaged ({what}): remove the folder and run 'kg build' again")


class StoreMismatchError(StoreError):
    """What was asked does not fit what the store holds."""


def of_system(path: Path, error: Exception) -> StoreError | None:
    """What an error of the disk, of SQLite or of Oxigraph means to people; None for one that is not the store's."""
    text = str(error).lower()
    if getattr(error, "errno", None) in _FULL_CODES or any(words in text for words in _FULL):
        return StoreFullError(path)
    if "permission denied" in text or "read-only" in text or "readonly" in text:
        return StoreReadOnlyError(path)
    if isinstance(error, sqlite3.Error) or text.startswith(_ROCKSDB):
        return StoreDamagedError(path, str(error).splitlines()[0])
    return None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Give errors of the system that come up while a store is written as a ``StoreError``."""
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error) as error:
        if (meant := of_system(path, error)) is None:
            raise
        raise meant from error
