"""The only code that opens a store: a folder with an embedded Oxigraph and a ledger of what was put into it."""

from kg.store.clues import ClueBook
from kg.store.content import Content
from kg.store.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMismatchError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreVersionError,
    told,
)
from kg.store.ledger import Part
from kg.store.opening import open_store
from kg.store.store import Counts, DocumentEntry, Store

__all__ = [
    "ClueBook",
    "Content",
    "Counts",
    "DocumentEntry",
    "Part",
    "Store",
    "StoreDamagedError",
    "StoreError",
    "StoreFullError",
    "StoreLockedError",
    "StoreMismatchError",
    "StoreMissingError",
    "StoreReadOnlyError",
    "StoreVersionError",
    "open_store",
    "told",
]
