"""A figure of the benchmark: ours beside another, and how they are measured."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, ours and the other's, in the same unit; ``ratio`` above 1 is in our favour."""

    what: str
    ours: float
    than: str  # what the other is
    theirs: float
    unit: str
    ratio: float


def faster(what: str, ours: float, than: str, theirs: float, unit: str) -> Figure:
    """Where more is better (speeds)."""
    return Figure(what, ours, than, theirs, unit, ours / theirs if theirs else 0.0)


def shorter(what: str, ours: float, than: str, theirs: float, unit: str) -> Figure:
    """Where less is better (times, memory)."""
    return Figure(what, ours, than, theirs, unit, theirs / ours if ours else 0.0)


def table(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Rows for people, a head first."""
    head = ("", "Yaowen", "beside", "", "unit", "ratio")
    rows = ((each.what, _shown(each.ours), each.than, _shown(each.theirs), each.unit, f"{each.ratio:.2f}") for each in figures)
    return [head, *rows]


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three digits say enough


@dataclass(slots=True)
class Clock:
    """Sums up CPU and wall seconds of what is done under it, all threads of this process included."""

    cpu: float = 0.0
    wall: float = 0.0

    def time(self, work: Callable[[], object]) -> None:
        """Do the work and add what it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


def resident(pid: int) -> int:
    """Bytes of memory that a process and its children hold now; 0 where the system does not tell (only Linux does)."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():  # noqa: PTH112, PTH208 - many times a second
        if name.isdecimal() and (told := _told(name)):
            parent, sizes[int(name)] = told
            children.setdefault(parent, []).append(int(name))
    return _summed(pid, children, sizes)


def _summed(pid: int, children: dict[int, list[int]], sizes: dict[int, int]) -> int:
    return sizes.get(pid, 0) + sum(_summed(child, children, sizes) for child in children.get(pid, ()))


def _told(pid: str) -> tuple[int, int] | None:
    """The parent of a process and its resident bytes; None where it has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - many times a second
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
