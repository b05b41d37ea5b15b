"""What an article names beside its formulas: people, bodies, places; each with every place where it stands."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.discourse.context import Context
from kg.discourse.reading import Reading
from kg.mentions.bodies import Body, bodies
from kg.mentions.mention import Mention
from kg.mentions.places import Place, places
from kg.model import EntityKind, MentionFact, Span

FIELD = "mentions"
_NO_PERSON = ("主义",)  # 马克思主义 names a school of thought


def facts(reading: Reading) -> tuple[MentionFact, ...]:
    """The entities of an article in the order of their first mention, people before bodies before places."""
    context = reading.context
    found = places(context.text, [(mention.begin, mention.end) for mention in context.mentions])
    named = bodies(context.text, found)
    people = ((mention.name, "", "person", mention.begin, mention.end) for mention in _people(context))
    organizations = ((body.label, "", body.rule, body.begin, body.end) for body in named)
    free = ((place.label, place.code, place.rule, place.begin, place.end) for place in _outside(found, named))
    return (
        *_facts(context, EntityKind.PERSON, people),
        *_facts(context, EntityKind.ORGANIZATION, organizations),
        *_facts(context, EntityKind.PLACE, free),
    )


def _facts(context: Context, kind: EntityKind, named: Iterable[tuple[str, str, str, int, int]]) -> Iterator[MentionFact]:
    """One fact for each label, code and rule, with all its places."""
    gathered: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for label, code, rule, begin, end in named:
        gathered[label, code, rule].append(context.span(begin, end))
    return (MentionFact(kind, label, tuple(spans), rule, code) for (label, code, rule), spans in gathered.items())


def _people(context: Context) -> Iterator[Mention]:
    return (mention for mention in context.mentions if not context.text.startswith(_NO_PERSON, mention.end))


def _outside(found: Sequence[Place], named: Sequence[Body]) -> Iterator[Place]:
    """The places that are not part of a body's name."""
    ends = [0, *(body.end for body in named)]  # of the body before each place
    begins = [body.begin for body in named]
    return (place for place in found if place.begin >= ends[bisect_right(begins, place.begin)])
