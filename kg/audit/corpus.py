"""A task over all pages of a corpus, in several processes; one page that fails never stops the others."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

from kg.model import Page, Refusal

Result = TypeVar("Result")

_AT_ONCE = 16  # pages handed to a process at a time
_FEW = 32  # pages that are not worth a second process


@dataclass(frozen=True, slots=True)
class _Task(Generic[Result]):
    function: Callable[[Page], Result]

    def __call__(self, page: Page) -> Result | Refusal:
        try:
            return self.function(page)
        except Exception as error:  # noqa: BLE001, one page's fault, whatever it is, must not take the others with it
            return Refusal(page.name, " ".join(f"{type(error).__name__}: {error}".split()))


def over(pages: Iterable[Page], function: Callable[[Page], Result], processes: int = 0) -> Iterator[Result | Refusal]:
    """Apply a function of a module to every page, in the order of the pages.

    ``processes=0`` takes all processors. Yields a Refusal where the function failed on a page.
    """
    task, given = _Task(function), list(pages)
    number = processes or os.cpu_count() or 1
    if number == 1 or len(given) <= _FEW:
        yield from map(task, given)
        return
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
        yield from pool.map(task, given, chunksize=_AT_ONCE)
