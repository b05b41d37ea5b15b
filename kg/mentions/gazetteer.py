"""The long fixed lists of names and last words of places and bodies, all found in a text in one pass."""

import re
from collections.abc import Mapping
from functools import cache

from kg.mentions.divisions import by_name
from kg.rules import word_set

_KEY = 2  # characters that a look-up needs; shorter words are not taken
Spots = Mapping[str, list[tuple[int, int]]]  # where the words of each list lie, in order, without overlaps


class Gazetteer:
    """Lists of words of two characters or more, each with a name. A word may stand in several lists."""

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        self._lists = tuple(lists)
        by_key: dict[str, list[tuple[str, str]]] = {}
        pairs = [(word, name) for name, words in lists.items() for word in words]
        for word, name in sorted(pairs, key=lambda pair: (-len(pair[0]), *pair)):
            if len(word) >= _KEY:
                by_key.setdefault(word[:_KEY], []).append((word, name))
        self._by_key = {key: tuple(words) for key, words in by_key.items()}
        first, second = ("".join(sorted({key[at] for key in by_key})) for at in range(_KEY))
        self._start = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")  # a sieve: most places in a text begin no word

    def find(self, text: str) -> Spots:
        """Where the words of each list lie; of those that begin at a place the longest, and of those that overlap the first."""
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in self._lists}
        free = dict.fromkeys(self._lists, 0)
        by_key = self._by_key
        for begin in [match.start() for match in self._start.finditer(text)]:
            for word, name in by_key.get(text[begin : begin + _KEY], ()):
                if text.startswith(word, begin) and begin >= free[name]:
                    free[name] = begin + len(word)
                    found[name].append((begin, free[name]))
        return found


@cache
def gazetteer() -> Gazetteer:
    """The lists: ``place`` (divisions, countries, and words that only look like them), last words of venues and bodies, whole bodies."""
    places = frozenset((*by_name(), *word_set("country_names"), *word_set("place_decoys"), *word_set("place_nouns")))
    return Gazetteer({"place": places, **{name: word_set(name) for name in ("venue_tails", "bodies", "bodies_national", "body_tails")}})
