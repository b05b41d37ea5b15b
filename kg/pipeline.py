"""The main flow: sources → facts → quads → store, a page at a time; a page that fails is refused by name and never stops the others."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Protocol

from kg import sources
from kg.metadata import Defaults
from kg.model import BuildReport, Page, PageFacts, Refusal
from kg.sources import Source
from kg.store import ClueBook, DocumentEntry, Store

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from pyoxigraph import Quad

BEHIND_FACTS = ("model.py", "rules", "text", "mentions", "discourse", "extract", "resolve", "graph")  # what the quads of a page depend on


class Outcome(Protocol):
    """Called for each page or refusal: its name, and "new", "changed", "unchanged" or "refused"."""

    def __call__(self, name: str, outcome: str, /) -> None:
        """Take note of it."""


def build(paths: Iterable[Path], store: Store, defaults: Defaults | None = None, on_page: Outcome | None = None) -> BuildReport:
    """Read all pages below the paths into an opened store.

    A page whose bytes, metadata and rules are those of the last build is left as it is. Returns the numbers of the store afterwards, and
    what was refused. Raises a StoreError where the store itself fails.
    """
    begin = time.monotonic()
    with ClueBook(store.path) as book:
        work = _Work(store, book, on_page or (lambda _name, _outcome: None))
        store.put_documents(work.documents(sources.read(paths, defaults)))
        _infer(store, book)
    report, counts = work.report, store.counts()
    report.documents, report.articles, report.people, report.events = counts.documents, counts.articles, counts.people, counts.events
    report.attendances, report.statements, report.offices = counts.attendances, counts.statements, counts.offices
    report.triples, report.seconds = counts.triples, time.monotonic() - begin
    return report


def infer(store: Store) -> None:
    """Work out anew what follows from several documents, where any of them has changed; after a document was removed, for instance."""
    with ClueBook(store.path) as book:
        _infer(store, book)


def _infer(store: Store, book: ClueBook) -> None:
    from kg.graph.inferences import quads
    from kg.resolve.conclusions import conclude

    documents = store.documents()
    if book.state() == _state(store):
        return
    store.put_inferences(quads(conclude(book.lines(documents)).findings, store.base))
    book.keep_only(documents)
    book.set_state(_state(store))


def _state(store: Store) -> str:
    """Fingerprint of the documents of a store and of its inferences."""
    documents = [(part.name, part.sha256, part.settings) for part in store.documents()]
    inferences = store.inferences()
    known = [documents, inferences.digest if inferences else "", rules_version()]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def page_facts(page: Page) -> PageFacts:
    """Read a page: all that is recognised in it, each fact with its evidence."""
    from kg.extract import read_page
    from kg.resolve import resolve_page

    return resolve_page(read_page(page))


def page_results(page: Page, base: str) -> "tuple[list[Quad], str]":
    """Turn a page into the quads of its named graph and the line of its clues.

    Both depend on nothing else, so that pages can be done in any order, or in parallel.
    """
    from kg.graph.triples import quads
    from kg.resolve.record import record

    facts = page_facts(page)
    return list(quads(facts, base)), record(facts).as_json()


@dataclass(slots=True)
class _Work:
    """One build: goes through the sources and keeps count."""

    store: Store
    book: ClueBook
    on_page: Outcome
    report: BuildReport = field(default_factory=BuildReport)

    def documents(self, found: Iterable[Source | Refusal]) -> "Iterator[tuple[DocumentEntry, list[Quad]]]":
        """Yield the new and changed documents."""
        for item in found:
            if isinstance(item, Refusal):
                self._refuse(item)
            else:
                yield from self._document(item)

    def _document(self, source: Source) -> "Iterator[tuple[DocumentEntry, list[Quad]]]":
        page = source.page
        entry = DocumentEntry(page.name, page.sha256, str(source.path.absolute()), settings(page))
        old = self.store.document(page.name)
        if old and (old.sha256, old.settings) == (entry.sha256, entry.settings) and self.book.has(entry):
            self.report.unchanged += 1
            self.on_page(page.name, "unchanged")
            return
        try:
            quads, clues = page_results(page, self.store.base)
        except Exception as error:  # noqa: BLE001, one page's fault, whatever it is, must not take the others with it
            self._refuse(Refusal(page.name, _fault(error)))
            return
        self.book.put(entry, clues)
        yield entry, quads
        self.report.replaced += old is not None
        self.on_page(page.name, "changed" if old else "new")

    def _refuse(self, refusal: Refusal) -> None:
        self.report.refused.append(refusal)
        self.on_page(refusal.name, "refused")


def _fault(error: Exception) -> str:
    where = extract_tb(error.__traceback__)[-1]
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{text} ({Path(where.filename).name}, line {where.lineno}); a fault of this program, please report it with the page"


def settings(page: Page) -> str:
    """Fingerprint of all that a page's quads depend on beside its bytes: what is known of it, and the rules."""
    published = page.published.isoformat() if page.published else ""
    known = [published, page.published_basis, page.outlet, page.url, page.title, page.encoding, rules_version()]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


@cache
def rules_version() -> str:
    """Fingerprint of the code and the word lists that make facts from pages, and of the words of jieba."""
    from importlib.metadata import version

    digest = hashlib.sha256(version("jieba").encode())
    for part in BEHIND_FACTS:
        for file in _files(files("kg").joinpath(part)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(place: "Traversable") -> "Iterator[Traversable]":
    if place.is_file():
        yield place
    elif place.name != "__pycache__":
        for inner in sorted(place.iterdir(), key=lambda entry: entry.name):
            yield from _files(inner)
