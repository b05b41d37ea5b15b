"""Offices: the titles printed with a name, written out with the institution they share with the one before."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from kg.discourse.context import Context
from kg.discourse.reading import Reading
from kg.mentions.offices import Office, is_complete, is_office, plain_title, says_enough, write_out
from kg.mentions.people import Mention
from kg.mentions.titles import Title, office_at_end
from kg.model import TenureFact

FIELD = "tenures"
RULES = MappingProxyType({"title-before-name": "the title is printed right before the name, or in a bracket behind it"})

_BRACKETED = re.compile(r"（([^（）]{3,24})）")


def facts(reading: Reading) -> tuple[TenureFact, ...]:
    """The offices printed before names, in printed order; the same one again where it is printed again."""
    return tuple(_fact(reading.context, *found) for found in _offices(reading.context))


def _fact(context: Context, mention: Mention, title: Title, office: Office) -> TenureFact:
    span = context.span(min(title.begin, mention.begin), max(title.end, mention.end))
    return TenureFact(mention.name, office.title, office.organization, title.text, (span,), "title-before-name")


def _offices(context: Context) -> Iterator[tuple[Mention, Title, Office]]:
    """Each title with its office; an institution is shared within a sentence."""
    sentence, institution = -1, ""
    for mention in context.mentions:
        number = context.sentence_at(mention.begin)
        if number != sentence:
            sentence, institution = number, ""
        for title in mention.titles:
            text = _without_clause(plain_title(title.text))
            if is_office(text):
                office = write_out(text, institution)
                institution = _institution_behind(context, title, office, institution)
                if says_enough(text, office):
                    yield mention, title, office
        yield from _bracketed(context, mention)


_CLAUSE = re.compile("学习|领会|围绕|贯彻|深入|落实|牢记")


def _without_clause(text: str) -> str:
    """总书记 without the words that run into it: 深入学习领会总书记; 中共中央总书记 is whole."""
    return "总书记" if text.endswith("总书记") and _CLAUSE.search(text) else text


def _institution_behind(context: Context, title: Title, office: Office, before: str) -> str:
    """What the next title can share: nothing behind 市长, nothing behind the second office of 副主任兼财政局局长."""
    second = context.text[title.begin - 1 : title.begin] in ("兼", "任")
    if is_complete(office.title) or (second and office.organization not in ("", before)):
        return ""
    return office.organization


def _bracketed(context: Context, mention: Mention) -> Iterator[tuple[Mention, Title, Office]]:
    """李刚（市工商联副主席）: an office in brackets behind the name."""
    match = _BRACKETED.match(context.text, mention.end)
    if match and office_at_end(match[1]):
        yield mention, Title(match[1], match.start(1), match.end(1)), write_out(match[1])
