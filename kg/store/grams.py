"""Chinese without word boundaries, so that any piece of a text can be found: every two neighbouring characters are a token.

A word of three characters or more is looked up as its pairs, one behind the other; a single character as the beginning of a pair. So
words of two characters and pieces of words are found, whichever way a dictionary would cut. Width and case make no difference (NFKC,
case-folded); what is no letter or digit separates.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

_RUN = re.compile(r"[^\W_]+")


def indexed(text: str) -> str:
    """The tokens of a text in their order, blanks between them; the last character of each run stands once more by itself."""
    return " ".join(token for run in _runs(text) for token in _tokens(run))


def wanted(words: Iterable[str]) -> str:
    """What FTS5 is to look for, so that all words are in a text; "" where there is no letter or digit in them."""
    return " AND ".join(_phrase(run) for word in words for run in _runs(word))


def marks(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand in a text: begin and end in code points, in order, none over another."""
    folded, places = _folded_with_places(text)
    runs = sorted({run for word in words for run in _runs(word)}, key=len, reverse=True)
    if not runs:
        return []
    found = re.finditer("|".join(map(re.escape, runs)), folded)
    return _joined([(places[hit.start()], places[hit.end() - 1] + 1) for hit in found])


def _runs(text: str) -> Iterator[str]:
    return (hit[0] for hit in _RUN.finditer(_folded(text)))


def _tokens(run: str) -> Iterator[str]:
    yield from (run[place : place + 2] for place in range(len(run)))


def _phrase(run: str) -> str:
    return f'"{run}"*' if len(run) == 1 else f'"{" ".join(run[place : place + 2] for place in range(len(run) - 1))}"'


def _folded(text: str) -> str:
    """Character by character, so that each knows where it came from."""
    return text.translate(_folding())


class _Folding(dict[int, str]):
    """What becomes of a character; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", chr(code)).casefold()
        return self[code]


@cache
def _folding() -> _Folding:
    return _Folding()


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    folding = _folding()
    pieces = [folding[ord(character)] for character in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One span of those that touch within one character."""
    joined = list[tuple[int, int]]()
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            begin, end = joined[-1][0], max(end, joined[-1][1])  # noqa: PLW2901 - one span with the last
            joined.pop()
        joined.append((begin, end))
    return joined
