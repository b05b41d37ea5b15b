"""Whether a string is an ordinary word: asked of jieba's dictionary, through a tokenizer of our own, loaded when first asked."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rjieba

_NAMES = ("nr", "nz", "x")  # tags of names of people and of what the dictionary does not know


@cache
def tokenizer() -> "rjieba.Jieba":
    """The tokenizer: rjieba's, jieba's dictionary in memory; no file is read or written elsewhere."""
    import rjieba

    return rjieba.Jieba()


@cache
def is_word(text: str) -> bool:
    """Whether the dictionary has the whole text as one word that is not a person's name (负责制, 名单; not 王伟)."""
    if not tokenizer().has_word(text):
        return False
    tagged = tokenizer().tag(text)
    return len(tagged) == 1 and not tagged[0][1].startswith(_NAMES)
