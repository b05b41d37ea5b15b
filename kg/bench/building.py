"""Whole builds as users start them: two processes beside one, memory, one more document beside all."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kg.bench.figures import Figure, faster, resident, shorter

ROUNDS = 3
_PACE = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took: seconds of the clock and of CPU, and the most memory all its processes held together, in megabytes."""

    wall: float
    cpu: float
    memory: float


def figures(archive: Path, quarter: Path, page: Path, place: Path) -> list[Figure]:
    """Builds of an archive, of a quarter of it, and of one page more, in stores below a place."""
    small = _build(quarter, place / "quarter", 2)
    ones, twos = [], []
    for turn in range(ROUNDS):
        ones.append(_build(archive, place / f"one{turn}", 1))
        twos.append(_build(archive, place / f"two{turn}", 2))
    more = [_build(_another(page, turn), place / "two0", 1) for turn in range(ROUNDS)]
    one, two = median(b.wall for b in ones), median(b.wall for b in twos)
    memory, before = max(b.memory for b in twos), small.memory
    return [
        shorter("build, two processes", two, "one process", one, "s"),
        shorter("build, two processes, CPU", median(b.cpu for b in twos), "one process", median(b.cpu for b in ones), "s"),
        shorter("peak memory of all processes", memory, "a quarter of the pages", before, "MB"),
        shorter("one document more", median(b.wall for b in more), "the whole build", one, "s"),
    ]


def rate(pages: int, figure: Figure) -> Figure:
    """Pages a second, from the figure of two processes beside one."""
    return faster("pages a second, two processes", pages / figure.ours, "one process", pages / figure.theirs, "pages/s")


def throughput(size: float, cpu: Figure, cutting: Figure) -> Figure:
    """Megabytes a second of CPU of the whole build by one process; beside jieba, which only cuts the same text into words."""
    return faster("whole build, store included", size / cpu.theirs, cutting.than, cutting.theirs, "MB/s of CPU")


def _another(page: Path, turn: int) -> Path:
    """The page under a name that the store does not know."""
    path = page.with_name(f"more{turn}{page.suffix}")
    path.write_bytes(page.read_bytes())
    return path


def _build(source: Path, store: Path, processes: int) -> Built:
    command = [sys.executable, "-m", "kg", "build", str(source), "--store", str(store), "--processes", str(processes)]
    before, begin = os.times(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        watch = _Watch(child.pid)
        watch.start()
        code = child.wait()
        watch.done.set()
    watch.join()
    if code:
        message = f"'{' '.join(command[2:])}' ended with code {code}: run it by itself to see why"
        raise RuntimeError(message)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Built(time.perf_counter() - begin, cpu, watch.most / 1e6)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until ``done``."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.done = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(_PACE):
            self.most = max(self.most, resident(self.pid))
