"""What the extractors share of an article: its sentences as text, and the people in them."""

from dataclasses import dataclass
from functools import cached_property

from kg.mentions.people import Mention, people
from kg.model import Article, Sentence, Span


@dataclass(frozen=True)
class Context:
    """An article's body ready for the rules; all offsets count characters of the repaired body."""

    article: Article

    @property
    def text(self) -> str:
        return self.article.body.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.article.sentences

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return people(self.text)

    def mentions_in(self, begin: int, end: int) -> list[Mention]:
        """The mentions that lie in ``text[begin:end]``, in order."""
        return [m for m in self.mentions if begin <= m.begin and m.end <= end]

    def named_in(self, text: str) -> bool:
        """Whether a text, such as a headline, names one of the article's people."""
        return any(mention.name in text for mention in self.mentions)

    def span(self, begin: int, end: int) -> Span:
        """The raw place of ``text[begin:end]``."""
        return self.article.body.span(begin, end)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset (the last one before it where none does)."""
        found = 0
        for number, sentence in enumerate(self.sentences):
            if sentence.begin > offset:
                break
            found = number
        return found
