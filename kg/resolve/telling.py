"""What is known of each event that a document tells of, and of the words it is told in; kept beside the document as a clue."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.model import ArticleFacts, EventFact, PageFacts


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as an article tells of it."""

    article: int  # 1-based number in the document
    key: str
    name: str
    kind: str  # value of EventKind
    day: date | None = None  # where it is known from the document alone
    last_day: date | None = None
    other_names: tuple[str, ...] = ()
    place: str = ""
    conveners: tuple[str, ...] = ()
    series: str = ""
    number: int | None = None
    people: tuple[str, ...] = ()  # who took part, sorted
    words: tuple[str, ...] = ()  # sketch of the article's sentences


_SENTENCES = 24  # sentences of an article that make its sketch: those whose hashes are smallest, the same ones in a reprint
_SHORT = 10  # characters below which a sentence says too little
_END = re.compile(r"[。！？；\n]")
_NO_WORD = re.compile(r"[^\w]")


def tellings(facts: PageFacts) -> tuple[Telling, ...]:
    """The events of a document, in printed order."""
    return tuple(each for number, article in enumerate(facts.articles, 1) for each in _of_article(number, article))


def _of_article(number: int, article: ArticleFacts) -> Iterator[Telling]:
    words = sketch(article.article.body.text) if article.events else ()
    for event in article.events:
        yield _telling(number, event, article, words)


def _telling(number: int, event: EventFact, article: ArticleFacts, words: tuple[str, ...]) -> Telling:
    known = event.date
    people = sorted({fact.person for fact in article.attendances if fact.event == event.key})
    return Telling(
        number,
        event.key,
        event.name,
        event.kind.value,
        known.day if known else None,
        known.last_day if known else None,
        event.other_names,
        event.place,
        event.conveners,
        event.series,
        event.series_number,
        tuple(people),
        words,
    )


def sketch(text: str) -> tuple[str, ...]:
    """The smallest hashes of the sentences, sorted (bottom-k sketch: Cohen and Kaplan 2007): two texts are compared by what they share."""
    sentences = {_NO_WORD.sub("", each) for each in _END.split(text)}
    hashes = sorted(hashlib.blake2b(each.encode(), digest_size=5).hexdigest() for each in sentences if len(each) >= _SHORT)
    return tuple(hashes[:_SENTENCES])


def from_json(raw: dict[str, Any]) -> Telling:
    """A telling from the plain values of its fields."""
    lists = {name: tuple(raw[name]) for name in ("other_names", "conveners", "people", "words")}
    days = {name: date.fromisoformat(raw[name]) if raw[name] else None for name in ("day", "last_day")}
    return Telling(**(raw | lists | days))
