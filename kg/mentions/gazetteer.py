"""The long fixed lists of names and last words of places and bodies, all found in a text in one pass."""

import re
from collections.abc import Mapping
from functools import cache

from kg.mentions.divisions import by_name
from kg.rules import word_set

_KEY = 2  # characters that a look-up needs; shorter words are not taken
_LISTS = ("venues_known", "venue_tails", "bodies", "bodies_national", "body_tails")
Spots = Mapping[str, list[tuple[int, int]]]  # where the words of each list lie, in order, without overlaps


class Gazetteer:
    """Lists of words of two characters or more, each with a name. A word may stand in several lists."""

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        self._lists = tuple(lists)
        self._words = {word: tuple(name for name in lists if word in lists[name]) for word in sorted(frozenset().union(*lists.values()))}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:_KEY], set()).add(len(word))
        self._lengths = {key: tuple(sorted(each, reverse=True)) for key, each in lengths.items()}
        first, second = ("".join(sorted({key[at] for key in lengths})) for at in range(_KEY))
        self._start = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")  # a sieve: most places in a text begin no word

    def find(self, text: str) -> Spots:
        """Where the words of each list lie; of those that begin at a place the longest, and of those that overlap the first."""
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in self._lists}
        free = dict.fromkeys(self._lists, 0)
        lengths, words = self._lengths, self._words
        for begin in [match.start() for match in self._start.finditer(text)]:
            for length in lengths.get(text[begin : begin + _KEY], ()):
                end = begin + length
                for name in words.get(text[begin:end], ()) if end <= len(text) else ():
                    if begin >= free[name]:
                        free[name] = end
                        found[name].append((begin, end))
        return found


@cache
def gazetteer() -> Gazetteer:
    """The lists: ``place`` (divisions, countries, and words that only look like them), and those of ``rules`` by their names."""
    places = frozenset((*by_name(), *word_set("country_names"), *word_set("place_decoys"), *word_set("place_nouns")))
    return Gazetteer({"place": places, **{name: word_set(name) for name in _LISTS}})
