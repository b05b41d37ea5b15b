"""Words of a long fixed list, found in a text in one pass."""

import re
from collections.abc import Iterable, Iterator

_KEY = 2  # characters that a look-up needs; shorter words are not taken


class Gazetteer:
    """A list of words of two characters or more; a text is read from the left, and the longest word at a place wins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = {}
        for word in sorted({*words}, key=lambda each: (-len(each), each)):
            if len(word) >= _KEY:
                self._by_key.setdefault(word[:_KEY], []).append(word)
        first, second = ("".join(sorted({key[at] for key in self._by_key})) for at in range(_KEY))
        self._start = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words lie, in order, without overlaps."""
        free = 0
        for match in self._start.finditer(text):
            begin = match.start()
            if begin < free:
                continue
            for word in self._by_key.get(text[begin : begin + _KEY], ()):
                if text.startswith(word, begin):
                    free = begin + len(word)
                    yield begin, free
                    break
