"""The main flow: sources → facts → quads → store, a page at a time; a page that fails is refused by name and never stops the others."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Protocol

from kg import crew, sources
from kg.corrections import Corrections, corrections_of, stale
from kg.metadata import Defaults
from kg.model import BuildReport, Page, PageFacts, Refusal
from kg.sources import Meter, Source
from kg.store import ClueBook, Content, DocumentEntry, Part, Store, told
from kg.store.clues import as_read
from kg.store.identities import IdentityBook
from kg.text.decode import UnreadableError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

BEHIND_FACTS = ("model.py", "rules", "text", "mentions", "discourse", "extract", "resolve", "graph")  # what the quads of a page depend on


class Outcome(Protocol):
    """Called for each page or refusal: its name, "new", "changed", "unchanged" or "refused", and the share of the input that was read."""

    def __call__(self, name: str, outcome: str, share: float, /) -> None:
        """Take note of it."""


class InOrder(Protocol):
    """How work is done by several: ``kg.crew.in_order`` with its number of processes, or ``kg.cluster.Cluster.in_order``."""

    def __call__(
        self, work: "Callable[[Task | Refusal], Reading | Refusal]", items: "Iterable[tuple[Task | Refusal, int]]", /
    ) -> "Iterator[tuple[Task | Refusal, Reading | Refusal | crew.Lost | None]]":
        """Each item with the result of its work, in the order of the items."""


def build(  # noqa: PLR0913 - what is read, where it goes, by whom, and how it is told
    paths: Iterable[Path],
    store: Store,
    defaults: Defaults | None = None,
    on_page: Outcome | None = None,
    *,
    processes: int = 1,
    in_order: InOrder | None = None,
    source: Callable[[Path], str] = lambda path: str(path.absolute()),
) -> BuildReport:
    """Read all pages below the paths into an opened store, with so many processes; the result is the same for any number of them.

    ``in_order`` has the pages read elsewhere, and ``source`` says what the ledger keeps as the place of a file.

    A page whose bytes, metadata and rules are those of the last build is left as it is. Returns the numbers of the store afterwards, and
    what was refused. Raises a StoreError where the store itself fails; what was read before it, or before an interruption, is kept.
    The store's corrections are kept to (``kg.corrections``); a CorrectionsError says what is wrong with them, before anything is read.
    """
    begin = time.monotonic()
    with told(store.path), store.clues() as book, store.identities() as identities:
        corrected = corrections_of(store, identities)
        readers = in_order or partial(crew.in_order, processes=processes)
        work = _Work(store, book, identities, on_page or (lambda _name, _outcome, _share: None), readers, source)
        beside = processes > 1 or in_order is not None
        store.put_documents(work.documents(sources.read(paths, defaults, work.meter)), beside=beside, before=book.commit)
        _infer(store, book, identities, corrected)
        work.report.stale = stale(store, identities, corrected)
    store.prepare_tables()
    report, counts = work.report, store.counts()
    report.documents, report.articles, report.people, report.events = counts.documents, counts.articles, counts.people, counts.events
    report.attendances, report.statements, report.offices = counts.attendances, counts.statements, counts.offices
    report.triples, report.seconds = counts.triples, time.monotonic() - begin
    return report


def infer(store: Store) -> list[str]:
    """Work out anew what follows from several documents, where any of them or the corrections have changed.

    Gives the corrections that are stale, a line for each.
    """
    with store.clues() as book, store.identities() as identities:
        corrected = corrections_of(store, identities)
        _infer(store, book, identities, corrected)
        left_over = stale(store, identities, corrected)
    store.prepare_tables()
    return left_over


def _infer(store: Store, book: ClueBook, identities: IdentityBook, corrections: Corrections) -> None:
    from kg.graph.inferences import quads
    from kg.identities import identify
    from kg.identities.deciding import read
    from kg.identities.events import met
    from kg.resolve.conclusions import conclude

    if book.state() == _state(store, corrections) or book.count() < store.count():
        return  # nothing changed, or documents came in without their clues: those wait for a build that reads them
    book.commit()
    findings = conclude(book.lines(store.documents())).findings if book.undated() else ()
    identify(store, book, identities, corrections.entries, findings)
    people = (person for line in identities.decisions() for person in read(line))
    store.put_inferences(quads(findings, store.base, people, met(identities)))
    if book.count() != store.count():
        book.keep_only(store.documents())
    identities.commit()
    book.set_state(_state(store, corrections))


def _state(store: Store, corrections: Corrections) -> str:
    """Fingerprint of what a store holds, of the rules, and of the corrections."""
    return f"{store.changes()} {rules_version()} {corrections.digest}"


def page_facts(page: Page) -> PageFacts:
    """Read a page: all that is recognised in it, each fact with its evidence."""
    from kg.extract import read_page
    from kg.resolve import resolve_page

    return resolve_page(read_page(page))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page becomes: its named graph, and the line of its clues for what follows from several documents."""

    content: Content
    clues: str


def read_page(page: Page, base: str) -> Reading | Refusal:
    """Read a page; it depends on nothing else, so that pages can be read in any order, or in parallel. Raises nothing."""
    from kg.graph.triples import lines
    from kg.resolve.record import record
    from kg.store.content import of_lines

    try:
        facts = page_facts(page)
        return Reading(of_lines(*lines(facts, base)), record(facts).as_json())
    except UnreadableError as error:
        return Refusal(page.name, str(error))
    except Exception as error:  # noqa: BLE001, one page's fault, whatever it is, must not take the others with it
        return Refusal(page.name, _fault(error))


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be read, and what the ledger will say of it."""

    page: Page
    entry: DocumentEntry
    outcome: str  # "new", "changed", "unchanged"


def perform(base: str, task: Task | Refusal) -> Reading | Refusal:
    """What a process of the crew does with a task."""
    return task if isinstance(task, Refusal) else read_page(task.page, base)


@dataclass(slots=True)
class _Work:
    """One build: goes through the sources and keeps count."""

    store: Store
    book: ClueBook
    identities: IdentityBook
    on_page: Outcome
    in_order: InOrder
    source: Callable[[Path], str]
    report: BuildReport = field(default_factory=BuildReport)
    meter: Meter = field(default_factory=Meter)

    def documents(self, found: Iterable[Source | Refusal]) -> Iterator[tuple[DocumentEntry, Content]]:
        """Yield the new and changed documents."""
        for task, result in self.in_order(partial(perform, self.store.base), map(self._weighed, found)):
            if isinstance(task, Refusal):
                self._refuse(task)
            elif isinstance(result, Refusal):
                self._refuse(result)
            elif isinstance(result, crew.Lost):
                self._refuse(
                    Refusal(task.page.name, f"the process that read it did not live: {result.reason}; build again to try once more")
                )
            else:
                if result is not None:
                    self.book.put(task.entry, result.clues)
                    yield task.entry, result.content
                self._count(task)

    def _weighed(self, item: Source | Refusal) -> tuple[Task | Refusal, int]:
        """A task with about the bytes there are to read in it, 0 for one that needs no work."""
        if isinstance(item, Refusal):
            return item, 0
        page = item.page
        entry = DocumentEntry(page.name, page.sha256, self.source(item.path), settings(page))
        old = self.store.document(page.name)
        if old and self._is_as_read(old, entry):
            return Task(page, entry, "unchanged"), 0
        return Task(page, entry, "changed" if old else "new"), len(page.text) + 1

    def _is_as_read(self, old: Part, entry: DocumentEntry) -> bool:
        """Whether a document of the store is the one that would be read; one that was written otherwise has to be there as read, too."""
        same = (old.sha256, as_read(old.settings)) == (entry.sha256, entry.settings) and self.book.has(entry)
        return same and (old.settings == entry.settings or self.identities.has_original(entry))

    def _count(self, task: Task) -> None:
        self.report.unchanged += task.outcome == "unchanged"
        self.report.replaced += task.outcome == "changed"
        self.on_page(task.page.name, task.outcome, self.meter.share)

    def _refuse(self, refusal: Refusal) -> None:
        self.report.refused.append(refusal)
        self.on_page(refusal.name, "refused", self.meter.share)


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
    """Fingerprint of the code and the word lists that make facts from pages, and of the words of rjieba."""
    from importlib.metadata import version

    digest = hashlib.sha256(version("rjieba").encode())
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
