"""Processes that answer questions: kept warm, ended where a question takes too long, and made slower where it takes long.

A question that is not answered soon is put behind the others by the system's scheduler, and another process takes its place, so that
strangers' endless questions do not hold up anybody's short ones.
"""

import asyncio
import contextlib
import json
import logging
import os
from collections import deque
from dataclasses import asdict, dataclass, replace
from time import monotonic

from kg.query import answering
from kg.query.asked import Answer, Ask
from kg.query.runner import environment

_LOG = logging.getLogger("uvicorn.error")
SOON = 0.2  # seconds in which a question should be answered to count as a short one
_LAST = 19  # the niceness of those that take longer
_START = 30.0  # seconds in which a process has to be there


class BusyError(Exception):
    """Too many long questions at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take."""

    seconds: float = 10.0
    rows: int = 10_000
    memory: int | None = 1 << 30  # bytes of a process; None: no limit
    short: int = 2  # processes for short questions at once
    long: int = 6  # processes for long ones beside them


class Late(Exception):  # noqa: N818 - it is no error of the program
    """The time was over, or the process had to be ended."""


class Process:
    """One process that answers; it serves one question at a time."""

    def __init__(self, running: asyncio.subprocess.Process, opening: bytes) -> None:
        """Made by ``start``."""
        self._running, self.opening, self.walled = running, opening, False

    @classmethod
    async def start(cls, opening: bytes) -> "Process":
        """Start one, and wait until its store is open. Raises ``OSError`` with its last words where it does not come up."""
        pipe = asyncio.subprocess.PIPE
        running = await asyncio.create_subprocess_exec(
            *answering.command(), stdin=pipe, stdout=pipe, stderr=pipe, env=environment(), limit=1 << 20
        )
        process = cls(running, opening)
        assert running.stdin  # noqa: S101 - for the type checker
        running.stdin.write(opening)
        try:
            async with asyncio.timeout(_START):
                process._check(await process._line())
        except (TimeoutError, OSError) as error:
            raise OSError(await process._last_words()) from error
        return process

    def _check(self, line: bytes) -> None:
        self.walled = line == answering.READY
        if line not in {answering.READY, answering.OPEN}:
            message = "it ended"
            raise OSError(message)

    async def _line(self) -> bytes:
        assert self._running.stdout  # noqa: S101 - for the type checker
        return await self._running.stdout.readline()

    async def _last_words(self) -> str:
        assert self._running.stderr  # noqa: S101 - for the type checker
        self.end()
        lines = (await self._running.stderr.read()).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "a process for questions did not start"

    async def ask(self, ask: Ask) -> Answer:
        """The answer; an answer with the error "size" where the process did not live to give it."""
        assert self._running.stdin  # noqa: S101 - for the type checker
        assert self._running.stdout  # noqa: S101 - for the type checker
        try:
            self._running.stdin.write(json.dumps(asdict(ask)).encode() + b"\n")
            await self._running.stdin.drain()
            line = await self._line()
            if not line:
                return Answer(error="size", message="the question brought its process down: make it less nested, or ask for less")
            head = json.loads(line)
            body = await self._running.stdout.readexactly(head.pop("length"))
        except (ConnectionError, asyncio.IncompleteReadError):
            return Answer(error="size", message="the question brought its process down: make it less nested, or ask for less")
        return replace(Answer(**head), body=body)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._running.returncode is None

    def step_back(self) -> None:
        """Take only the time that others leave, from now on."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._running.pid, _LAST)

    def end(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self._running.kill()

    async def gone(self) -> None:
        """Wait until it has ended."""
        with contextlib.suppress(ProcessLookupError):
            await self._running.wait()


class Pool:
    """Some processes for short questions, and room for a few long ones."""

    def __init__(self, opening: bytes, limits: Limits) -> None:
        """Nothing runs before ``open``."""
        self._opening, self.limits = opening, limits
        self._idle: deque[Process] = deque()
        self._turn = asyncio.Semaphore(limits.short)
        self._long = 0
        self._starting: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the processes, and one to spare. Raises ``OSError`` where they do not come up."""
        self._idle.extend(await asyncio.gather(*(Process.start(self._opening) for _ in range(self.limits.short + 1))))
        if not all(process.walled for process in self._idle):
            _LOG.warning("this system puts no wall around the processes for queries: see Safe to open in the README")

    async def turn_to(self, opening: bytes) -> None:
        """From now on, answer from another store; questions that are being answered still get theirs from the old one."""
        new = await asyncio.gather(*(Process.start(opening) for _ in range(self.limits.short + 1)))
        old, self._idle, self._opening = self._idle, deque(new), opening
        for process in old:
            process.end()
        await asyncio.gather(*(process.gone() for process in old))

    async def close(self) -> None:
        """End all of them."""
        for task in self._starting:
            task.cancel()
        for process in self._idle:
            process.end()
        await asyncio.gather(*(process.gone() for process in self._idle))
        self._idle.clear()

    async def ask(self, ask: Ask, seconds: float | None = None) -> Answer:
        """The answer, or an answer with the error "time" after the limit; ``BusyError`` where too many long questions run."""
        end = monotonic() + min(seconds or self.limits.seconds, self.limits.seconds)
        asked = replace(ask, rows=min(ask.rows, self.limits.rows))
        await self._turn.acquire()
        holds = True
        process = await self._taken()
        task = asyncio.create_task(process.ask(asked))
        try:
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(task), min(SOON, end - monotonic()))
            holds = False
            return await self._long_one(process, task, end)
        finally:
            self._back(process, task, holds=holds)

    async def _taken(self) -> Process:
        while self._idle:
            process = self._idle.popleft()
            if process.alive:
                return process
        return await Process.start(self._opening)

    async def _long_one(self, process: Process, task: asyncio.Task[Answer], end: float) -> Answer:
        """Wait further for an answer, behind everybody else."""
        process.step_back()
        self._renew()
        self._turn.release()
        if self._long >= self.limits.long:
            raise BusyError
        self._long += 1
        try:
            return await asyncio.wait_for(asyncio.shield(task), max(end - monotonic(), 0))
        except TimeoutError:
            limit = f"{self.limits.seconds:g} s"
            return Answer(error="time", message=f"the question took longer than {limit} and was stopped: ask for less")
        finally:
            self._long -= 1

    def _back(self, process: Process, task: asyncio.Task[Answer], *, holds: bool) -> None:
        """A process that has answered in time takes the next question; any other is ended, and replaced where its turn was held."""
        if holds and process.opening == self._opening and task.done() and process.alive and not _fell(task):
            self._idle.append(process)
        else:
            process.end()
            task.cancel()
            if holds:
                self._renew()
        if holds:
            self._turn.release()

    def _renew(self) -> None:
        task = asyncio.create_task(self._add())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        with contextlib.suppress(OSError):
            self._idle.append(await Process.start(self._opening))


def _fell(task: asyncio.Task[Answer]) -> bool:
    return task.cancelled() or task.exception() is not None or task.result().error == "size"


class ScratchPool:
    """One process with a database in memory that takes updates; where it has to be ended, its updates are made again in the next one."""

    def __init__(self, opening: bytes, limits: Limits) -> None:
        """Nothing runs before ``open``."""
        self._opening, self.limits = opening, limits
        self._process: Process | None = None
        self._done: list[Ask] = []  # updates, in their order
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Start the process. Raises ``OSError`` where it does not come up."""
        self._process = await Process.start(self._opening)
        for update in self._done:
            await self._process.ask(update)

    async def close(self) -> None:
        """End it."""
        if self._process:
            self._process.end()
            await self._process.gone()

    async def ask(self, ask: Ask, seconds: float | None = None) -> Answer:
        """The answer, or an answer with the error "time" after the limit."""
        async with self._turn:
            if self._process is None or not self._process.alive:
                await self.open()
            assert self._process  # noqa: S101 - for the type checker
            limit = min(seconds or self.limits.seconds, self.limits.seconds)
            try:
                answer = await asyncio.wait_for(self._process.ask(replace(ask, rows=min(ask.rows, self.limits.rows))), limit)
            except TimeoutError:
                await self.close()
                return Answer(error="time", message=f"it took longer than {limit:g} s and was stopped: ask for less")
            if ask.update and not answer.error:
                self._done.append(ask)
            return answer
