"""Gains and losses between the facts that two versions of the rules find in the same pages."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.audit.facts import KINDS, Fact

Key = tuple[str, ...]


@dataclass(slots=True)
class Comparison:
    """What became of the old facts: kept, gone, changed; and which new ones came."""

    kept: Counter[str] = field(default_factory=Counter)  # by kind
    gained: list[Fact] = field(default_factory=list)
    lost: list[Fact] = field(default_factory=list)
    changed: list[tuple[Fact, Fact]] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers by kind, of the kinds that there are."""
        parts = {
            "kept": self.kept,
            "gained": _kinds(self.gained),
            "lost": _kinds(self.lost),
            "changed": _kinds(new for _, new in self.changed),
        }
        return {kind: {name: part[kind] for name, part in parts.items()} for kind in KINDS if any(part[kind] for part in parts.values())}


def compare(old: Iterable[Fact], new: Iterable[Fact]) -> Comparison:
    """Compare the facts of two runs, kind by kind and document by document.

    A fact is kept where the new run says the same of the same document, wherever its evidence lies and whatever rule made it. One lost and
    one gained are a change where they are of one kind and their evidence meets, or they are about the same person.
    """
    result = Comparison()
    before, after = _by_document(old), _by_document(new)
    for key in sorted(before.keys() | after.keys()):
        _compare_document(before[key], after[key], result)
    return result


def _compare_document(old: list[Fact], new: list[Fact], result: Comparison) -> None:
    """Compare facts of one kind in one document."""
    left = Counter(map(_said, new))
    lost = []
    for fact in old:
        if left[_said(fact)]:
            left[_said(fact)] -= 1
            result.kept[fact.kind] += 1
        else:
            lost.append(fact)
    gained: list[Fact] = []
    for fact in reversed(new):  # of facts that say the same, the last ones are the new ones
        if left[_said(fact)]:
            left[_said(fact)] -= 1
            gained.insert(0, fact)
    for alike in (_same_place_and_person, _same_place, _same_person):
        result.changed += _take_pairs(lost, gained, alike)
    result.lost += lost
    result.gained += gained


def _take_pairs(lost: list[Fact], gained: list[Fact], alike: Callable[[Fact, Fact], bool]) -> list[tuple[Fact, Fact]]:
    """Take the pairs that are alike out of both lists."""
    pairs = []
    for old in list(lost):
        new = next((fact for fact in gained if alike(old, fact)), None)
        if new:
            pairs.append((old, new))
            lost.remove(old)
            gained.remove(new)
    return pairs


def _same_place_and_person(old: Fact, new: Fact) -> bool:
    return old.who == new.who and _same_place(old, new)


def _same_place(old: Fact, new: Fact) -> bool:
    """Evidence that meets; an attendance has a whole sentence for evidence, which many share."""
    return old.kind != "attendance" and old.begin < new.end and new.begin < old.end


def _same_person(old: Fact, new: Fact) -> bool:
    return old.who == new.who != ""


def _said(fact: Fact) -> Key:
    return (fact.who, *fact.details.values())


def _by_document(facts: Iterable[Fact]) -> defaultdict[tuple[str, int], list[Fact]]:
    found: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.document, KINDS.index(fact.kind)].append(fact)
    return found


def _kinds(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(fact.kind for fact in facts)
