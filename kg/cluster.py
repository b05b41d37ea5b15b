"""Work done by a cluster: results in the order of the items, as ``kg.crew`` gives them, from the workers of a Dask scheduler.

Items go out in batches, a few ahead for each worker. A worker that dies is noticed by the scheduler, which gives its batches to others;
a batch that kills several is taken apart, so that only the item at fault is lost. Every batch says which rules it expects.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kg.crew import Lost
from kg.pipeline import rules_version

Client = Any  # distributed's own class: half of its methods have no types
Future = Any
_WEIGHT = 2**18  # of a batch: a second of work or two, and some megabytes of triples
_ITEMS = 500  # in a batch at most
_AHEAD = 2  # batches that each thread of a worker has, or that wait for an earlier one
_PATIENCE = 20  # seconds until scheduler and a first worker have to be there

Item = TypeVar("Item")
Result = TypeVar("Result")


class ClusterError(RuntimeError):
    """The cluster does not do the work; the message is one line and says what helps."""


@dataclass(frozen=True, slots=True)
class _Batch(Generic[Item]):
    """Items in a row, and those among them that need work, on their way."""

    items: Sequence[tuple[Item, int]]
    work: Future  # None: nothing needs work


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler and its workers; made by ``joined``."""

    address: str
    _client: Client

    def in_order(self, work: Callable[[Item], Result], items: Iterable[tuple[Item, int]]) -> Iterator[tuple[Item, Result | Lost | None]]:
        """Give each item with the result of its work, in the order of the items; see ``kg.crew.in_order``.

        Raises ``ClusterError`` where the scheduler is lost, or workers lack this program or have other rules.
        """
        waiting = deque[_Batch[Item]]()
        for batch in _batches(items):
            waiting.append(_Batch(batch, self._sent(work, [item for item, weight in batch if weight])))
            while len(waiting) > _AHEAD * max(1, sum(self._client.nthreads().values())):
                yield from self._given(work, waiting.popleft())
        while waiting:
            yield from self._given(work, waiting.popleft())

    def _sent(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Future:
        return self._client.submit(perform, work, items, rules_version(), pure=False) if items else None

    def _given(self, work: Callable[[Item], Result], batch: _Batch[Item]) -> Iterator[tuple[Item, Result | Lost | None]]:
        results = iter(self._results(work, batch))
        for item, weight in batch.items:
            yield item, next(results) if weight else None

    def _results(self, work: Callable[[Item], Result], batch: _Batch[Item]) -> Sequence[Result | Lost]:
        from distributed import KilledWorker

        if batch.work is None:
            return ()
        try:
            return self._result(batch.work)
        except KilledWorker:
            return [self._alone(work, item) for item, weight in batch.items if weight]

    def _alone(self, work: Callable[[Item], Result], item: Item) -> Result | Lost:
        from distributed import KilledWorker

        sent = self._sent(work, [item])
        try:
            return self._result(sent)[0]
        except KilledWorker:
            return Lost("it brought down several workers, one after the other")

    def _result(self, future: Future) -> Sequence["Result"]:
        from distributed import CancelledError, KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            found: Sequence[Result] = future.result()
        except (KilledWorker, ClusterError):
            raise
        except (CancelledError, CommClosedError, TimeoutError, OSError) as error:
            message = f"the scheduler at {self.address} was lost: what was read is kept, start it and run the same command again"
            raise ClusterError(message) from error
        except ImportError as error:
            message = f"a worker of {self.address} lacks a package ({error}): install there what is installed here, yaowen too"
            raise ClusterError(message) from error
        future.release()
        return found


def perform(work: Callable[[Item], Result], items: Sequence[Item], version: str) -> list[Result]:
    """What a worker does with a batch; ``ClusterError`` where its rules are not those of whoever asks."""
    if rules_version() != version:
        import socket

        message = f"a worker on {socket.gethostname()} has another version of the rules: install the same release of yaowen there"
        raise ClusterError(message)
    return [work(item) for item in items]


def _batches(items: Iterable[tuple[Item, int]]) -> Iterator[list[tuple[Item, int]]]:
    batch, total = list[tuple[Item, int]](), 0
    for item, weight in items:
        batch.append((item, weight))
        total += weight
        if total >= _WEIGHT or len(batch) >= _ITEMS:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


@contextmanager
def joined(address: str) -> Iterator[Cluster]:
    """Join the scheduler at an address (``tcp://HOST:8786``). Raises ``ClusterError`` where there is none, or none with workers."""
    client = _joined(address)
    try:
        yield Cluster(address, client)
    finally:
        client.close()


def _joined(address: str) -> Client:
    try:
        import distributed
    except ImportError as error:
        message = "--scheduler needs Dask, which is not installed: pip install 'yaowen[cluster]', here and on the workers"
        raise ClusterError(message) from error
    try:
        client: Client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at {address}: start it with 'dask scheduler', or correct --scheduler tcp://HOST:8786"
        raise ClusterError(message) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        message = f"the scheduler at {address} has no workers: start some with 'dask worker {address} --nthreads 1'"
        raise ClusterError(message) from error
    return client
