"""Work done by several processes: results in the order of the items, few of them in memory, a process that dies costs one item.

The processes are started anew (not forked), so that threads and open files of this one do not go with them. Each has a pipe of its own:
items go out a few ahead, results come back in the same order; where a process dies, the first item without a result is the one it had.
"""

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

FEW = 256 * 2**10  # weight up to which starting processes takes longer than the work itself
_AHEAD = 4  # items that wait in the pipe of a process
_WINDOW = 64  # items per process that are out, or wait for an earlier one
_WEIGHT = 2**20  # their weight per process
_PATIENCE = 5.0  # seconds until a process that was told to end is killed

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of an item over which its process died."""

    reason: str


class CrewError(RuntimeError):
    """The processes do not start; the message says what to do."""


def cores() -> int:
    """How many processes this machine can run at once for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Result], items: Iterable[tuple[Item, int]], processes: int
) -> Iterator[tuple[Item, Result | Lost | None]]:
    """Give each item with the result of its work, in the order of the items.

    An item comes with its weight, about the bytes it takes; so many are out at a time as weigh a megabyte per process. One of weight 0
    needs no work: its result is None. Where the items are few, or the processes one, the work is done in this one. ``work`` has to be
    importable by name and must not raise; with several processes it goes to each of them once, items and results as they come.
    """
    left = iter(items)
    first = list(_few(left)) if processes > 1 else []
    if sum(weight for _, weight in first) > FEW:
        yield from _Crew(work, processes).run(itertools.chain(first, left))
    else:
        yield from ((item, work(item) if weight else None) for item, weight in itertools.chain(first, left))


def _few(items: Iterator[tuple[Item, int]]) -> Iterator[tuple[Item, int]]:
    taken = 0
    for item, weight in items:
        yield item, weight
        taken += weight
        if taken > FEW:
            return


@dataclass(slots=True, eq=False)
class _Member:
    """A process, and the numbers of the items it has, the oldest first."""

    process: "SpawnProcess"
    pipe: Connection
    has: deque[int] = field(default_factory=deque)
    started: bool = False


@dataclass(slots=True)
class _Crew(Generic[Item, Result]):
    """Items are numbered as they come; ``_items`` holds those that were taken and not yet given back."""

    work: Callable[[Item], Result]
    processes: int
    _members: list[_Member] = field(default_factory=list)
    _items: dict[int, tuple[Item, int]] = field(default_factory=dict)
    _results: dict[int, Result | Lost | None] = field(default_factory=dict)
    _todo: deque[int] = field(default_factory=deque)
    _weight: int = 0

    def run(self, items: Iterable[tuple[Item, int]]) -> Iterator[tuple[Item, Result | Lost | None]]:
        numbered, head = enumerate(items), 0
        try:
            while self._take(numbered):
                self._send()
                if head not in self._results:
                    self._receive()
                while head in self._results:
                    yield self._given(head)
                    head += 1
        finally:
            self._dismiss()

    def _take(self, numbered: Iterator[tuple[int, tuple[Item, int]]]) -> bool:
        """Take items while there is room; whether any are out."""
        while len(self._items) < _WINDOW * self.processes and self._weight < _WEIGHT * self.processes:
            number, (item, weight) = next(numbered, (-1, (cast("Item", None), 0)))
            if number < 0:
                break
            self._items[number] = item, weight
            self._weight += weight
            if weight:
                self._todo.append(number)
            else:
                self._results[number] = None
        return bool(self._items)

    def _given(self, number: int) -> tuple[Item, Result | Lost | None]:
        item, weight = self._items.pop(number)
        self._weight -= weight
        return item, self._results.pop(number)

    def _send(self) -> None:
        while len(self._members) < min(self.processes, len(self._items)):
            self._members.append(_hired(self.work))
        for depth in range(_AHEAD):
            for member in self._members:
                if self._todo and len(member.has) == depth:
                    self._hand(member, self._todo.popleft())

    def _hand(self, member: _Member, number: int) -> None:
        member.has.append(number)
        try:
            member.pipe.send(self._items[number][0])
        except OSError:  # it has died, which is noticed when its results are read
            return

    def _receive(self) -> None:
        """Wait for results, or for a process to die."""
        pipes = {member.pipe: member for member in self._members}
        for pipe in wait(list(pipes)):
            member = pipes[cast("Connection", pipe)]
            try:
                result = member.pipe.recv()
            except (EOFError, OSError):
                self._bury(member)
                continue
            if member.started:
                self._results[member.has.popleft()] = result
            member.started = True

    def _bury(self, member: _Member) -> None:
        """Write down the item that a dead process had; what else was given to it is to be done by others."""
        self._members.remove(member)
        member.pipe.close()
        member.process.join(_PATIENCE)
        if not member.started:
            message = f"a process of the build does not start ({_end(member.process)}): try again with --processes 1"
            raise CrewError(message)
        if member.has:
            self._results[member.has.popleft()] = Lost(_end(member.process))
        self._todo.extendleft(reversed(member.has))

    def _dismiss(self) -> None:
        for member in self._members:
            member.pipe.close()
        for member in self._members:
            member.process.join(_PATIENCE)
            if member.process.is_alive():
                member.process.kill()
                member.process.join()


def _end(process: "SpawnProcess") -> str:
    code = process.exitcode
    if code is None or code >= 0:
        return f"it ended with code {code}"
    return f"it was killed by {signal.Signals(-code).name}" + (", perhaps for want of memory" if -code == signal.SIGKILL else "")


def _hired(work: Callable[[Item], Result]) -> _Member:
    context = multiprocessing.get_context("spawn")
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # the first process would start it, and it lets interrupts through again
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    with _no_interrupts():
        process.start()
    theirs.close()
    return _Member(process, ours)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; one that is started here inherits that it does not hear it, not even while it starts."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[Item], Result], pipe: Connection) -> None:
    """Run by a process of the crew until the pipe is closed, at the latest with the end of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that takes the results
    items: SimpleQueue[tuple[Item] | None] = SimpleQueue()
    threading.Thread(target=_read, args=(pipe, items), daemon=True).start()
    try:
        pipe.send(None)
        while item := items.get():
            pipe.send(work(*item))
    except OSError:
        return


def _read(pipe: Connection, items: "SimpleQueue[tuple[Item] | None]") -> None:
    """Empty the pipe at once, so that neither side waits for the other to read."""
    try:
        while True:
            items.put((pipe.recv(),))
    except (EOFError, OSError):
        items.put(None)
