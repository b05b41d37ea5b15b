"""What an article names beside its formulas: people, bodies, places; each with every place where it stands."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from kg.discourse.context import Context
from kg.discourse.reading import Reading
from kg.mentions.bodies import bodies
from kg.mentions.places import places
from kg.model import EntityKind, MentionFact, Span

FIELD = "mentions"
_NO_PERSON = ("主义",)  # 马克思主义 names a school of thought


def facts(reading: Reading) -> tuple[MentionFact, ...]:
    """The entities of an article in the order of their first mention, people before bodies before places."""
    context = reading.context
    gathered: dict[tuple[EntityKind, str, str, str], list[Span]] = defaultdict(list)
    for kind, label, code, rule, span in _named(context):
        gathered[kind, label, code, rule].append(span)
    return tuple(MentionFact(kind, label, tuple(spans), rule, code) for (kind, label, code, rule), spans in gathered.items())


def _named(context: Context) -> Iterator[tuple[EntityKind, str, str, str, Span]]:
    people = [(mention.begin, mention.end) for mention in context.mentions]
    for mention in context.mentions:
        if not context.text.startswith(_NO_PERSON, mention.end):
            yield EntityKind.PERSON, mention.name, "", "person", context.span(mention.begin, mention.end)
    found = places(context.text, people)
    named = bodies(context.text, found)
    for body in named:
        yield EntityKind.ORGANIZATION, body.label, "", body.rule, context.span(body.begin, body.end)
    ends = [0, *(body.end for body in named)]  # of the body before each place
    begins = [body.begin for body in named]
    for place in found:
        if place.begin >= ends[bisect_right(begins, place.begin)]:
            yield EntityKind.PLACE, place.label, place.code, place.rule, context.span(place.begin, place.end)
