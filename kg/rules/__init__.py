"""Word lists and tables: data only, read once, never changed.

A list is a ``.txt`` file beside this module: words apart by white space, ``#`` opens a comment line. ``chars`` reads a list of single
characters written without blanks.
"""

import re
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of ``rules/NAME.txt`` without doubles, longest first, so that an alternation of them prefers the longest."""
    found = {word for line in _lines(name) for word in line.split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of ``rules/NAME.txt`` as a set."""
    return frozenset(words(name))


@cache
def chars(name: str) -> frozenset[str]:
    """The single characters of ``rules/NAME.txt``."""
    return frozenset(char for line in _lines(name) for char in line if not char.isspace())


@cache
def alternation(*names: str) -> str:
    """A regular-expression alternation of all words of the lists, longest first."""
    found = {word for name in names for word in words(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
