"""Sentences of a repaired body."""

import re
from collections.abc import Iterator

from kg.model import Sentence

_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’）』」]*|(?=\n)|$)")


def sentences(text: str, opening: frozenset[int] = frozenset()) -> Iterator[Sentence]:
    """The sentences of a text whose paragraphs are parted by newlines.

    Args:
        text: the repaired text.
        opening: numbers of the paragraphs that open a part of the article.

    Yields:
        Sentences in order; together they cover everything but the newlines.
    """
    paragraph, at, first = 0, 0, True
    while at < len(text):
        if text[at] == "\n":
            paragraph, at, first = paragraph + 1, at + 1, True
            continue
        match = _SENTENCE.match(text, at)
        end = match.end() if match and match.end() > at else at + 1
        yield Sentence(at, end, paragraph, opens_part=first and paragraph in opening)
        at, first = end, False
