"""One article as its extractors see it: text, people, reported speech and events, each worked out once."""

from dataclasses import dataclass
from functools import cached_property

from kg.discourse.context import Context
from kg.discourse.happenings import Happenings, happenings
from kg.discourse.speech import Speech, speeches
from kg.model import Article


@dataclass(frozen=True)
class Reading:
    """The shared view of an article."""

    article: Article

    @cached_property
    def context(self) -> Context:
        """Sentences and people."""
        return Context(self.article)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Reported speech in order."""
        return speeches(self.context)

    @cached_property
    def told(self) -> Happenings:
        """The events, and which sentence tells of which."""
        return happenings(self.context, self.speeches)
