"""Sentences of a repaired body."""

import re
from collections.abc import Iterator

from kg.model import Sentence

_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”’）』」]*)?|[。！？]+[”’）』」]*")


def sentences(text: str, opening: frozenset[int] = frozenset()) -> Iterator[Sentence]:
    """The sentences of a text whose paragraphs are parted by newlines.

    Args:
        text: the repaired text.
        opening: numbers of the paragraphs that open a part of the article.

    Yields:
        Sentences in order; together they cover everything but the newlines.
    """
    begin = 0
    for number, paragraph in enumerate(text.split("\n")):
        for match in _SENTENCE.finditer(paragraph):
            start, end = match.span()
            yield Sentence(begin + start, begin + end, number, opens_part=start == 0 and number in opening)
        begin += len(paragraph) + 1
