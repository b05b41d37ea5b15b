"""Names that may be one, printed in two ways: with a dot or without, a sound of another language in two characters."""

from functools import cache
from types import MappingProxyType

from kg.rules import words

_DOTS = str.maketrans("", "", "·•・．‧∙")
_LONG = 4  # characters from which a name is taken to be carried over from another language


@cache
def _sounds() -> MappingProxyType[int, str]:
    return MappingProxyType({ord(each): sound[0] for sound in words("name_variants") for each in sound})


def folded(name: str) -> str:
    """One spelling for all: without dots; long names, and those with a dot, with one character for each sound."""
    plain = name.translate(_DOTS)
    return plain.translate(_sounds()) if plain != name or len(plain) >= _LONG else plain
