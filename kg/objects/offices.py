"""Whose office it is: the place that a title names or, where it says only 市 or 区, means on its page."""

import re
from collections.abc import Mapping
from functools import cache

from kg.mentions.divisions import Division, by_name, label, lies_in

# What a title says of rank or of time before the office itself.
_RANK = re.compile(r"(?:原|前|时任)?(?:代理?|(?:常务|第一)?副)?")
_LEVEL = re.compile(r"自治区|[省市县区州盟旗]")
_RELATIVE = re.compile(r"(?:我|全|本|该)(?P<level>自治区|[省市县区州盟旗])")
_LONGEST = 12  # characters of the name of a division


def place_of(title: str, meant: str, words: Mapping[str, str]) -> str:
    """The place whose office a title is: 郑州市 for 郑州市市长, for 市委书记 where 市委 means 郑州市委, for 市长 where 我市 or 市委 do.

    ``meant`` is what the title's body means, ``words`` what the relative words of its article mean. "" where none of it tells.
    """
    named = division_of(title) or division_of(meant)
    if named:
        return label(named)
    rank = _RANK.match(title)
    level = _LEVEL.match(title, rank.end() if rank else 0)
    found = {place for word, name in words.items() if level and (place := _owner(word, name, level[0]))}
    return found.pop() if len(found) == 1 else ""


def _owner(word: str, name: str, level: str) -> str:
    """郑州市 for 我市 → 郑州市 and for 市委 → 郑州市委, of the level 市."""
    relative = _RELATIVE.fullmatch(word)
    if relative and relative["level"] == level:
        return name
    if not relative and word.startswith(level):
        division = division_of(name)
        return label(division) if division else ""
    return ""


def bare(title: str) -> str:
    """A title without the name of its place, as its own page would print it: 市长 for 郑州市市长, 区委书记 for 管城回族区委书记."""
    division, length = _named(title)
    if division is None:
        return title
    rest, level = title[length:], "自治区" if division.name.endswith("自治区") else division.name[-1]
    rank = _RANK.match(rest)
    own = rest.startswith(level, rank.end() if rank else 0) and not rest.startswith("市场")
    return rest if own else level + rest


def division_of(text: str) -> Division | None:
    """The division whose full name a title or the name of a body begins with (南京市鼓楼区 is 鼓楼区); None where that is not clear."""
    return _named(text)[0]


@cache
def _named(text: str) -> tuple[Division | None, int]:
    """The division, and how many characters name it."""
    at, found = 0, None
    while length := _full_name(text[at : at + _LONGEST]):
        inside = [each for each in by_name()[text[at : at + length]] if each.name[-1] == text[at + length - 1]]
        inside = [each for each in inside if found is None or lies_in(each, found)]
        if len(inside) != 1:
            return (found, at) if found and not inside else (None, 0)
        found, at = inside[0], at + length
    return found, at


def _full_name(text: str) -> int:
    """How many characters at the front are the full name of a division, 0 for none; a short name (郑州航空港区) is not enough."""
    lengths = range(len(text), 1, -1)
    return next((n for n in lengths if _LEVEL.search(text[:n], n - 1) and any(d.short != text[:n] for d in by_name().get(text[:n], ()))), 0)
