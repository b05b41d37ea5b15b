"""The file of corrections of a store: where it is, what it says, and which of its lines have nothing to correct any more."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.graph.iris import Iris
from kg.identities.deciding import Deciding
from kg.resolve.corrections import Correction, CorrectionsError, Kind, as_json, plain, read, written
from kg.resolve.spelling import folded
from kg.store import Store
from kg.store.identities import IdentityBook

NAME = "corrections.toml"
_HEAD = """# What people know better than the program; kg correct adds to it, and every build keeps to it.
# Tables: same, different, rename, not-a-person (names = [...]) and drop (names = ["IRI of a fact"]); documents = [...] and
# place = "..." say where one holds.
"""
_REMEMBERED = "corrections-file"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a file says; no path and no entries where there is none."""

    path: Path | None = None
    entries: tuple[Correction, ...] = ()

    @property
    def digest(self) -> str:
        """Fingerprint of what they say."""
        said = json.dumps([as_json(one) for one in self.entries], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16] if self.entries else ""


def remember(store: Store, path: Path) -> None:
    """Keep to the corrections of a file from now on; CorrectionsError where it is not as it should be, OSError where it is not there."""
    entries_of(path)
    with store.identities() as book:
        book.set_meta(_REMEMBERED, str(path.absolute()))


def corrections_of(store: Store, book: IdentityBook) -> Corrections:
    """The corrections of a store: of the remembered file, else of the one beside the store.

    Raises CorrectionsError for a file that was remembered and is not there, and for one that is not as it should be.
    """
    path = file_of(store.path, book)
    if not path.is_file():
        if book.meta(_REMEMBERED):
            message = f"{path}: the file of corrections is not there; bring it back, or name another one with --corrections"
            raise CorrectionsError(message)
        return Corrections()
    return Corrections(path, entries_of(path))


def file_of(store: Path, book: IdentityBook) -> Path:
    """Where the corrections of a store are, or would be."""
    return Path(book.meta(_REMEMBERED) or store.absolute().parent / NAME)


def entries_of(path: Path) -> tuple[Correction, ...]:
    """What a file says; CorrectionsError, with its name and the line, where it is not as it should be."""
    try:
        return read(path.read_text(encoding="utf-8-sig"))
    except (CorrectionsError, UnicodeDecodeError) as error:
        message = f"{path}: {error}"
        raise CorrectionsError(message) from error


def add(path: Path, correction: Correction) -> None:
    """Write a correction behind those that are in the file; CorrectionsError where it could not be read afterwards."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEAD
    whole = f"{before.rstrip()}\n\n{written(correction)}"
    try:
        read(whole)
    except CorrectionsError as error:
        message = f"{path}: {error}"
        raise CorrectionsError(message) from error
    path.write_text(whole, encoding="utf-8")


def stale(store: Store, book: IdentityBook, corrections: Corrections) -> list[str]:
    """One line for each correction that matches nothing, with its place in the file."""
    deciding = Deciding(book, store.base, ())
    return [
        f"{corrections.path}, line {one.line}: {reason}: {one}"
        for one in corrections.entries
        if (reason := next(_missing(one, store, book, deciding), ""))
    ]


def _missing(correction: Correction, store: Store, book: IdentityBook, deciding: Deciding) -> Iterator[str]:
    """What a correction asks for and is not there."""
    gone = [name for name in correction.documents if store.document(name) is None]
    yield from (f"no document {name}" for name in gone)
    if correction.kind is Kind.DROP:
        yield from _no_fact(correction.names[0], store, book)
        return
    for name in correction.names[: 1 if correction.kind is Kind.RENAME else None]:
        witnesses, known = deciding.known(folded(plain(name)))
        if not (name in known if "~" in name else any(one.name == name and correction.holds(one) for one in witnesses)):
            yield f"nobody called {name} is there"


def _no_fact(iri: str, store: Store, book: IdentityBook) -> Iterator[str]:
    part = store.document(Iris(store.base).document_of(iri))
    text = (book.original(part) or store.engine.content(part.graph).text) if part else b""
    if f"\n<{iri}> ".encode() not in b"\n" + text:
        yield "no such fact"
