"""Writing: documents go in whole or not at all, and what was acknowledged survives a power cut.

Order of writes for a change: (1) the ledger announces what the graphs will hold, synced; (2) each graph changes in one transaction of the
engine; (3) the engine is synced; (4) the ledger settles the announcement, synced. Cut short before (2) the store holds the old state, after
it the new one; in either case the announcement is still there when the store is next opened for writing, and the digest of the graph says
which of the two it is. A graph that is neither is dropped, and its document counts as never put.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from kg.store import content as contents
from kg.store.content import Content
from kg.store.engine import Engine
from kg.store.errors import StoreMismatchError
from kg.store.ledger import Ledger, Part

BATCH = 16 * 2**20  # bytes of N-Triples that go into one load, which takes some 200 MB; the engine merges each load with all before it
SMALL = 2**18  # bytes up to which new documents go in one by one, which leaves the engine less to merge
AT_ONCE = 2  # loads that run beside each other: one alone keeps the processes waiting that read pages

Change = tuple[Part, Content]


@dataclass(slots=True)
class _Load:
    """A batch that is being loaded; what else may run meanwhile depends on whether it only adds."""

    batch: list[Change]
    only_adds: bool
    before: int | None  # triples in the store before it
    growth: "Future[int | None]"


@dataclass(slots=True)
class Batches:
    """Changes on their way in. With an executor, batches are loaded while the next one is gathered."""

    ledger: Ledger
    engine: Engine
    executor: ThreadPoolExecutor | None = None
    before: Callable[[], None] | None = None  # to be done before changes are written down as done
    _gathered: list[Change] = field(default_factory=list)
    _size: int = 0
    _claimed: set[tuple[str, ...]] = field(default_factory=set)  # graphs and parts that are on their way
    _loads: deque[_Load] = field(default_factory=deque)

    def claims(self, part: Part) -> bool:
        """Whether a change of the same graph or of the same part is on its way."""
        return not self._claimed.isdisjoint(_claims(part))

    def add(self, part: Part, content: Content) -> None:
        """Take a change; starts a load where enough has been gathered."""
        self._gathered.append((part, content))
        self._claimed.update(_claims(part))
        self._size += len(content.text)
        if self._size >= BATCH:
            self._start()

    def finish(self) -> None:
        """Bring all that was taken to the disk."""
        self._start()
        while self._loads:
            self._settle()

    def _start(self) -> None:
        if not self._gathered:
            return
        batch = [*_left_behind(self.ledger, self._gathered), *self._gathered]
        known = [self.ledger.holder(part.graph) is not None for part, _ in batch]
        small = sum(len(new.text) for (_, new), old in zip(batch, known, strict=True) if not old) <= SMALL
        single = [new for (_, new), old in zip(batch, known, strict=True) if old or small]
        bulk = [new for (_, new), old in zip(batch, known, strict=True) if not (old or small)]
        # a replacement looks at what else is stated in the store, so nothing may come in beside it
        while self._loads and (single or not self._loads[0].only_adds or len(self._loads) >= AT_ONCE):
            self._settle()
        before = self.ledger.triples()
        self.ledger.announce(part for part, _ in batch)
        self._gathered, self._size = [], 0
        change = partial(_change, self.engine, single, bulk)
        growth = self.executor.submit(change) if self.executor else _done(change)
        self._loads.append(_Load(batch, not single, before, growth))

    def _settle(self) -> None:
        """Wait for the first load that is under way, and write down that it is there; interrupted, it may be called again."""
        load = self._loads[0]
        error = load.growth.exception()
        self._loads.popleft()
        if error is not None:
            self._gathered, self._size = [], 0  # what did not go in for one batch will not for the next
            raise error
        if self.before is not None:
            self.before()
        grown = load.growth.result()
        triples = None if grown is None or load.before is None else load.before + grown
        self.ledger.settle(done=[part for part, _ in load.batch], triples=triples)
        for part, _ in load.batch:
            self._claimed.difference_update(_claims(part))


def _claims(part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (part.graph,), (part.kind, part.name)


def _done(change: Callable[[], int | None]) -> "Future[int | None]":
    """Change at once, in this thread."""
    future: Future[int | None] = Future()
    future.set_result(change())
    return future


def _change(engine: Engine, single: Sequence[Content], bulk: Sequence[Content]) -> int | None:
    """Bring contents in, one by one and in bulk. Gives by how many triples the store has grown; None where unknown."""
    grown = sum(engine.replace(new) for new in single)
    if bulk:
        engine.load(bulk)
    if single:
        engine.sync()
    return None if bulk else grown


def _left_behind(ledger: Ledger, batch: Iterable[Change]) -> Iterator[Change]:
    """Graphs of the same parts under an earlier IRI; they have to go."""
    for part, _ in batch:
        old = ledger.part(part.kind, part.name)
        if old is not None and old.graph != part.graph:
            yield emptied(old)


def put(batches: Batches, changes: Iterable[Change]) -> None:
    """Bring changes in. Where making them is interrupted, what was made before is on the disk before the interruption goes on."""
    try:
        for part, content in changes:
            if batches.claims(part):
                batches.finish()
            _check_holder(batches.ledger, part)
            batches.add(part, content)
    finally:
        batches.finish()


def _check_holder(ledger: Ledger, part: Part) -> None:
    holder = ledger.holder(part.graph)
    if holder is not None and (holder.kind, holder.name) != (part.kind, part.name):
        its = f"{holder.kind} {holder.name!r}"
        message = f"expected a graph of {part.kind} {part.name!r}, got {part.graph} of {its}: give one of them another name"
        raise StoreMismatchError(message)


def emptied(part: Part) -> Change:
    """The change that takes a part away."""
    gone = Part(part.graph, part.kind, part.name, part.sha256, part.source, part.settings, 0, "")
    return gone, contents.empty(part.graph)


def mend(ledger: Ledger, engine: Engine) -> tuple[str, ...]:
    """Settle what a crash left announced; drop what is neither old nor new, and give the names of those."""
    pending = ledger.pending()
    if not pending:
        return ()
    done, stayed, broken = list[Part](), list[Part](), list[Part]()
    for part in pending:
        found, old = engine.content(part.graph).digest, ledger.holder(part.graph)
        (done if found == part.digest else stayed if found == (old.digest if old else "") else broken).append(part)
    for part in broken:
        engine.replace(contents.empty(part.graph))
    if broken:
        engine.sync()
    ledger.settle(done=[*done, *(emptied(part)[0] for part in broken)], dropped=stayed)
    return tuple(part.name for part in broken)
