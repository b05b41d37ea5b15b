"""One writer, or any number of readers, at a time.

Oxigraph's own lock keeps out a second writer, but leaves readers beside a writer undefined; a lock of our own on a file in the folder
covers both. The system drops it when the process ends, however it ends.
"""

import os
import sys
import weakref
from pathlib import Path

from kg.store.errors import StoreLockedError

if sys.platform != "win32":
    import fcntl


class Lock:
    """A lock on the folder, held from the making of the object until ``release``."""

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        """Take the lock at once or raise ``StoreLockedError``; a reader of a write-protected folder without a lock file needs none."""
        descriptor = _open(folder / "lock", read_only=read_only)
        if descriptor is not None:
            _take(descriptor, folder, read_only=read_only)
        self._descriptor = descriptor
        self._drop = weakref.finalize(self, _close, descriptor)

    def stat(self) -> os.stat_result:
        """Which file it is that is locked; ``OSError`` where none had to be."""
        return os.fstat(-1 if self._descriptor is None else self._descriptor)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        self._drop()


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _open(path: Path, *, read_only: bool) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        if not read_only:
            raise
    return os.open(path, os.O_RDONLY) if path.exists() else None


def _take(descriptor: int, folder: Path, *, read_only: bool) -> None:
    if sys.platform == "win32":  # Oxigraph's own lock has to do
        return
    kind = fcntl.LOCK_SH if read_only else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise StoreLockedError(folder, read_only=read_only) from error
