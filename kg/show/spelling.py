"""Names in pinyin, so that they can be found by typing ``hexiong`` or ``hx``; surnames are read as surnames."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def spelled(name: str) -> str:
    """A name in pinyin without tones, whole and by its initials: ``hexiong hx`` for 何雄; what is no Chinese stays, in lower case."""
    syllables = _syllables(name)
    return f"{''.join(syllables)} {''.join(syllable[:1] for syllable in syllables)}".lower()


def _syllables(name: str) -> list[str]:
    begin = next((name[:length] for length in (2, 1) if name[:length] in readings()), "")
    return [*readings().get(begin, ()), *(syllable for letter in _parts(name[len(begin) :]) for syllable in letter)]


def _parts(text: str) -> Iterator[Sequence[str]]:
    """The readings of what comes behind a surname, a stretch at a time: a character with a reading of its own, or all up to the next."""
    from pypinyin import Style, lazy_pinyin

    for part in re.findall("长|[^长·•\\s]+", text):
        yield readings().get(f"-{part}", ()) or lazy_pinyin(part, style=Style.NORMAL, strict=False, v_to_u=False)


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Surnames that dictionaries read otherwise; behind ``-``, characters that are read so within a name."""
    lines = files("kg.show").joinpath("surname_readings.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return MappingProxyType({surname: tuple(syllables) for surname, *syllables in rows})
