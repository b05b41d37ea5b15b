"""Random samples to read by eye, the same for the same seed."""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from kg.audit.coverage import Gap
from kg.audit.facts import Fact

Item = TypeVar("Item")


def sample(items: Sequence[Item], number: int, seed: int) -> list[Item]:
    """So many of the items, or all where there are fewer, in their order; the same for the same seed."""
    chosen = random.Random(seed).sample(range(len(items)), min(number, len(items)))  # noqa: S311, no secret
    return [items[index] for index in sorted(chosen)]


def fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Facts for a reader: what is said, and the sentence with whom it is said of in brackets."""
    for number, fact in enumerate(facts, 1):
        yield f"{number}. {fact.document} {fact.begin}-{fact.end} {fact.kind} ({fact.rule})"
        yield f"   {told(fact)}"
        yield f"   {fact.context.replace(fact.who, f'【{fact.who}】') if fact.who else fact.context}"


def change_lines(changes: Iterable[tuple[Fact, Fact]]) -> Iterator[str]:
    """Changed facts for a reader: the old one, the new one, and the sentence of the new one."""
    for number, (old, new) in enumerate(changes, 1):
        yield f"{number}. {new.document} {new.begin}-{new.end} {new.kind} ({new.rule})"
        yield f"   - {told(old)}"
        yield f"   + {told(new)}"
        yield f"   {new.context}"


def told(fact: Fact) -> str:
    """A fact in one line."""
    return " | ".join([fact.who or "(the meeting)", *filter(None, fact.details.values())])


def gap_lines(gaps: Iterable[Gap]) -> Iterator[str]:
    """Gaps for a reader: the words that promised a fact, and the sentence."""
    for number, gap in enumerate(gaps, 1):
        yield f"{number}. {gap.document} {gap.begin}-{gap.end} {'、'.join(gap.words)}: {gap.reason}"
        yield f"   {gap.sentence}"
