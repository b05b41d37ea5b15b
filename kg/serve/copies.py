"""What a server answers from: a copy of the store, made of links to its files, so that builds go on beside it and are seen when they end.

The copy takes neither time nor room: Oxigraph's files never change once they are written. It lies in the store's own folder
(``served/PID-CHANGES``) and goes when the server ends; what a killed server has left is swept out by the next one.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.store import StoreError, open_store

_FOLDER = "served"


@dataclass(slots=True)
class Copies:
    """The copy that is served now."""

    store: Path
    place: Path  # where what is served lies: a copy, or the store itself where the disk does not let us make one
    changes: int = -1
    _seen: tuple[int, int] = (0, 0)  # time and size of the ledger when it was last looked at

    @classmethod
    def of(cls, store: Path) -> "Copies":
        """Make the first copy. Raises a ``StoreError`` where there is no store to read."""
        _sweep(store)
        copies = cls(store, store)
        copies.renew()
        return copies

    def renew(self) -> bool:
        """Make a copy of what was built since; False where nothing was, or it cannot be read yet."""
        if not self._stirred():
            return False
        with open_store(self.store, read_only=True) as opened:
            changes = opened.changes()
            if changes == self.changes:
                return False
            place = self.store / _FOLDER / f"{os.getpid()}-{changes}"
            try:
                place.mkdir(parents=True)
                opened.copy_to(place)
            except (OSError, RuntimeError):
                shutil.rmtree(place, ignore_errors=True)
                return False
        self.place, self.changes = place, changes
        return True

    def _stirred(self) -> bool:
        """Whether the ledger was written to since the last look."""
        told = (self.store / "ledger.sqlite").stat()
        seen, self._seen = self._seen, (told.st_mtime_ns, told.st_size)
        return seen != self._seen

    def look(self) -> bool:
        """Like ``renew``, but a store that cannot be read now is looked at again the next time."""
        try:
            return self.renew()
        except (StoreError, OSError):
            self._seen = (0, 0)
            return False

    def remove(self, place: Path) -> None:
        """Forget a copy."""
        if place != self.store:
            shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):  # others are served
                (self.store / _FOLDER).rmdir()


def _sweep(store: Path) -> None:
    for path in (store / _FOLDER).glob("*-*"):
        pid = path.name.partition("-")[0]
        if pid.isdecimal() and not _lives(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
