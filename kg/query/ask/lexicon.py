"""The words of questions, by what they do (``words.toml``, and the names of kinds of meetings and offices in ``kg/rules``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kg import rules

_HEADS = ("meeting_heads", "ceremony_heads", "activity_heads")
_BEHIND = ("tail",)  # tables that are no words of their own
LONGEST = 40  # characters of a word, at most


@cache
def tables() -> Mapping[str, tuple[str, ...]]:
    """The words of each table of ``words.toml``; English ones in small letters."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return MappingProxyType({kind: _split(table) for kind, table in tomllib.loads(text).items()})


def _split(table: Mapping[str, str]) -> tuple[str, ...]:
    english = (" ".join(word.split()) for word in table["en"].split("|"))
    return (*table["zh"].split(), *filter(None, english))


@cache
def kinds() -> Mapping[str, str]:
    """The kind of each word: the name of its table, "head" for a kind of meeting (座谈会), "office" for an office by itself (书记)."""
    found = dict.fromkeys(rules.words("offices"), "office")
    heads = [word for name in _HEADS for word in rules.words(name) if len(word) > 1]
    found |= dict.fromkeys([*heads, *(f"{word}议" for word in heads if word.endswith("会"))], "head")
    found |= {word: kind for kind, words in tables().items() if kind not in _BEHIND for word in words}
    return MappingProxyType(found)
