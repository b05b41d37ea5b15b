"""Known words near one that is not known: "did you mean …?", for Latin words and for the two or three characters of a Chinese name."""

import difflib
from collections.abc import Iterable

_ALIKE, _AS_GOOD = 0.6, 0.1  # share of a word that has to be the same, as difflib counts it; how much less than the best is as good
_SHOWN = 3


def suggestion(name: str, known: Iterable[str]) -> str:
    """The words "did you mean …?" where something known is near, else an empty string."""
    near = nearest(name, known)
    return f": did you mean {' or '.join(near)}?" if near else ""


def nearest(name: str, known: Iterable[str], most: int = _SHOWN) -> list[str]:
    """Up to so many known words that are near, the nearest first: alike as a whole, or but one character apart."""
    words = sorted(set(known))
    shares = {word: difflib.SequenceMatcher(None, word, name).ratio() for word in difflib.get_close_matches(name, words, most, _ALIKE)}
    alike = [word for word, share in shares.items() if share >= max(shares.values()) - _AS_GOOD]
    apart = [word for word in words if one_apart(name, word)]
    return list(dict.fromkeys([*alike, *apart]))[:most]


def one_apart(one: str, two: str) -> bool:
    """Whether one character was changed, left out or put in."""
    short, long = sorted((one, two), key=len)
    if one == two or len(long) - len(short) > 1 or not short:
        return False
    begin = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    skipped = len(short) == len(long)
    return begin + 1 <= len(long) and short[begin + skipped :] == long[begin + 1 :] and len(long) > 1
