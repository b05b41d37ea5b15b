"""Landmarks: where the words of the rules stand in a text, all found in one pass.

Most rules begin with one of a list of words (an office, a verb of speech, the last word of a body). Instead of trying each of them at each
character of a text, they ask for the places of their words and look closely there: ``led`` gives what ``finditer`` would, many times
as fast. Which words belong to which kind is data (``kg/rules/landmarks.toml``).
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.mentions.divisions import by_name
from kg.rules import word_set

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_TEXTS = 16  # an article, its headlines and what is cut out of them


class Landmarks:
    """The places of the words in one text, by kind."""

    __slots__ = ("_at", "_begins", "_spots", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._spots = _found(text)
        self._begins: dict[str, list[int]] = {}
        self._at: dict[str, frozenset[int]] = {}

    def begins(self, kind: str) -> list[int]:
        """Where words of a kind begin, in order."""
        begins = self._begins.get(kind)
        if begins is None:
            self._spots[kind].sort()
            begins = self._begins[kind] = [begin for begin, _ in self._spots[kind]]
        return begins

    def at(self, kind: str) -> frozenset[int]:
        """The places where words of a kind begin."""
        places = self._at.get(kind)
        if places is None:
            places = self._at[kind] = frozenset([begin for begin, _ in self._spots[kind]])
        return places

    def begins_in(self, kind: str, begin: int, end: int) -> list[int]:
        """Where words of a kind begin in a stretch, in order; a place is named once for each word that begins there."""
        begins = self.begins(kind)
        return begins[bisect_left(begins, begin) : bisect_left(begins, end)] if begins else begins

    def within(self, kind: str, begin: int, end: int) -> bool:
        """Whether a whole word of a kind stands in a stretch."""
        begins, spots = self.begins(kind), self._spots[kind]
        at = bisect_left(begins, begin)
        while at < len(begins) and begins[at] < end:
            if spots[at][1] <= end:
                return True
            at += 1
        return False

    def longest(self, kind: str) -> list[tuple[int, int]]:
        """The words of a kind in order: of those that begin at a place the longest, and of those that overlap the first."""
        spots = self._spots[kind]
        if len(spots) > 1:
            spots = sorted(spots, key=_longest_first)
        found: list[tuple[int, int]] = []
        free = 0
        for spot in spots:
            if spot[0] >= free:
                found.append(spot)
                free = spot[1]
        return found

    def led(self, kind: str, pattern: re.Pattern[str], begin: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """The matches of a pattern that always begins with a word of a kind, as ``finditer`` gives them."""
        stop = len(self._text) if end is None else end
        return led(pattern, self._text, self.begins_in(kind, begin, stop), stop)


def _longest_first(spot: tuple[int, int]) -> tuple[int, int]:
    return spot[0], -spot[1]


def led(pattern: re.Pattern[str], text: str, begins: Iterable[int], end: int) -> list[re.Match[str]]:
    """The matches that begin at one of the places, in order, without overlaps."""
    found: list[re.Match[str]] = []
    free = 0
    for begin in begins:
        if begin >= free and (match := pattern.match(text, begin, end)):
            found.append(match)
            free = match.end()
    return found


@lru_cache(_TEXTS)
def landmarks(text: str) -> Landmarks:
    """The landmarks of a text; the few texts read last are remembered."""
    return Landmarks(text)


@cache
def kinds() -> dict[str, frozenset[str]]:
    """The words of each kind."""
    table = tomllib.loads(files("kg.rules").joinpath("landmarks.toml").read_text(encoding="utf-8"))
    listed = {kind: frozenset(entry.get("words", ())).union(*map(word_set, entry.get("lists", ()))) for kind, entry in table.items()}
    places = frozenset((*by_name(), *word_set("country_names"), *word_set("place_decoys"), *word_set("place_nouns")))
    return {**listed, "place": places}


@cache
def _matcher() -> "tuple[AhoCorasick, tuple[tuple[str, ...], ...]]":
    """All words as one automaton, and for each of them the kinds that it is of."""
    from ahocorasick_rs import AhoCorasick, Implementation

    words = sorted(frozenset().union(*kinds().values()))
    of_word = tuple(tuple(kind for kind, each in kinds().items() if word in each) for word in words)
    return AhoCorasick(words, implementation=Implementation.ContiguousNFA, store_patterns=False), of_word


def _found(text: str) -> dict[str, list[tuple[int, int]]]:
    matcher, of_word = _matcher()
    found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in kinds()}
    try:
        hits = matcher.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # half of a broken pair of UTF-16, which no word has: a question mark stands for it
        hits = matcher.find_matches_as_indexes(text.encode("utf-8", "replace").decode("utf-8"), overlapping=True)
    for word, begin, end in hits:
        for kind in of_word[word]:
            found[kind].append((begin, end))
    return found
