"""What can go wrong with a store, each with a one-line message that names the folder and the remedy."""

from pathlib import Path


class StoreError(Exception):
    """A store could not be opened, read or written; the message is one line, for people."""


class StoreMissingError(StoreError):
    """There is no store in the folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no store in {path}: make one with 'kg build PATH --store {path}', or name another folder with --store")


class StoreLockedError(StoreError):
    """Another process (or another Store in this one) has it open."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        why = "another process writes to it" if read_only else "another process has it open"
        super().__init__(f"the store {path} is in use, {why}: wait until that command has ended, then try again")


class StoreReadOnlyError(StoreError):
    """It was to be written, but the folder (or the way it was opened) does not allow it."""

    def __init__(self, path: Path, why: str = "the folder may not be written to") -> None:
        super().__init__(f"the store {path} is read-only, {why}: change its permissions, or work on a copy of it")


class StoreVersionError(StoreError):
    """It was written by a release that keeps stores in another way."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        remedy = "update with 'pip install -U yaowen', or build anew" if found > known else "remove the folder and run 'kg build' again"
        super().__init__(f"the store {path} has format {found}, this release reads format {known}: {remedy}")


class StoreDamagedError(StoreError):
    """Its files do not fit together, or cannot be read."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"the store {path} is damaged ({what}): remove the folder and run 'kg build' again")


class StoreMismatchError(StoreError):
    """What was asked does not fit what the store holds."""
