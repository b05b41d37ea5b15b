"""How the commands speak: aligned tables and JSON on standard output, progress and complaints on standard error."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kg.model import Refusal

_PACE = 0.1  # seconds between two updates of the line on a terminal
_SLOW_PACE = 10.0  # seconds between two lines of a log


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
        self._next = time.monotonic() + (0 if self._moving else _SLOW_PACE)

    @property
    def read(self) -> int:
        """How many pages were not refused."""
        return self.outcomes.total() - self.outcomes["refused"]

    def page(self, name: str, outcome: str) -> None:
        """Take note of a page."""
        self.outcomes[outcome] += 1
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + (_PACE if self._moving else _SLOW_PACE)
            self._show(f" {name}" if self._moving else "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")
        if self._moving:
            sys.stderr.write("\n")

    def _show(self, now: str) -> None:
        done = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        text = f"{self.outcomes.total()} pages: {done or 'none'}{now}"
        sys.stderr.write(f"\r\x1b[K{text[:100]}" if self._moving else f"{text}\n")
        sys.stderr.flush()
