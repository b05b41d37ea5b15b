"""How the commands speak: aligned tables and JSON on standard output, progress and complaints on standard error."""

import json
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kg.model import Refusal

_PACE = 0.1  # seconds between two updates of the line on a terminal
_SLOW_PACE = 10.0  # seconds between two lines of a log
_LOOK_BACK = 30.0  # seconds from which the pace is taken


def say(text: str = "", end: str = "\n") -> None:
    """Print a result, or a line of it."""
    sys.stdout.write(text + end)


def complain(line: str) -> None:
    """Print a line that is no result."""
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")


def say_json(value: object) -> None:
    """Print a value as JSON, Chinese as it is."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(rows: Sequence[Sequence[str]], *, numbers: bool = True) -> None:
    """Print rows with their columns aligned: the first to the left, the others, where they are numbers, to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [_padded(cell, width, right=numbers and place > 0) for place, (cell, width) in enumerate(zip(row, widths, strict=True))]
        say("  ".join(cells).rstrip())


def complain_of(refused: "Iterable[Refusal]") -> None:
    """Name what was refused, with the reason."""
    for refusal in refused:
        complain(f"refused {refusal.name}: {refusal.reason}")


def _padded(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    """Columns that a terminal takes for a text; Chinese characters take two."""
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


class Progress:
    """Shows how far a build is: one moving line on a terminal, a line now and then in a log. Counts outcomes."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self._moving = sys.stderr.isatty()
        self._pace = Pace()
        self._next = time.monotonic() + (0 if self._moving else _SLOW_PACE)

    @property
    def read(self) -> int:
        """How many pages were not refused."""
        return self.outcomes.total() - self.outcomes["refused"]

    def page(self, name: str, outcome: str, share: float = 0.0) -> None:
        """Take note of a page, and of the share of the input that was read."""
        self.outcomes[outcome] += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + (_PACE if self._moving else _SLOW_PACE)
            self._pace.mark(now, self.outcomes.total(), share)
            self._show(self._pace.told() + (f" {name}" if self._moving else ""))

    def __enter__(self) -> Self:
        self._pace.mark(time.monotonic(), 0, 0.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")
        if self._moving:
            sys.stderr.write("\n")

    def _show(self, now: str) -> None:
        done = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        text = f"{self.outcomes.total():,} pages: {done or 'none'}{now}"
        sys.stderr.write(f"\r\x1b[K{text[:100]}" if self._moving else f"{text}\n")
        sys.stderr.flush()


class Pace:
    """How fast it went in the last half minute or so, and how long the rest takes at that pace."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int, float]] = deque()

    def mark(self, now: float, pages: int, share: float) -> None:
        """At this time (seconds) so many pages and this share of the input were done."""
        self._marks.append((now, pages, share))
        while len(self._marks) > 2 and now - self._marks[1][0] >= _LOOK_BACK:  # noqa: PLR2004 - a pace needs two
            self._marks.popleft()

    def told(self) -> str:
        """As "; 120 pages/s, 3 min left"; "" while nothing can be said."""
        (begin, before, share_before), (end, pages, share) = self._marks[0], self._marks[-1]
        if end - begin < 1:
            return ""
        text = f"; {(pages - before) / (end - begin):,.0f} pages/s"
        return text + (f", {_duration((1 - share) * (end - begin) / (share - share_before))} left" if share > share_before else "")


def _duration(seconds: float) -> str:
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    return f"{seconds:.0f} s" if seconds < 90 else f"{minutes} min" if minutes < 90 else f"{hours} h"  # noqa: PLR2004 - as people say it
