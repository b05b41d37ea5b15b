"""Offices that one person cannot have held: in different places at the same time, in different provinces, in different countries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.mentions.divisions import Division, above, by_code, label, lies_in
from kg.resolve.people import Sort
from kg.resolve.witnesses import Key, Witness

_LOCAL = 2  # level of a prefecture; officials below a province seldom leave it


@dataclass(slots=True)
class Careers:
    """The places and countries of offices in some documents, with the first and last day of each."""

    days: dict[Key, list[date]] = field(default_factory=dict)
    known: set[Key] = field(default_factory=set)

    def add(self, witness: Witness) -> None:
        """Take in the offices of a witness."""
        for key in set(_held(witness)):
            self.known.add(key)
            if witness.published:
                days = self.days.setdefault(key, [witness.published, witness.published])
                days[:] = [min(days[0], witness.published), max(days[1], witness.published)]

    def join(self, other: "Careers") -> None:
        """Take in those of another."""
        self.known |= other.known
        for key, (first, last) in other.days.items():
            days = self.days.setdefault(key, [first, last])
            days[:] = [min(days[0], first), max(days[1], last)]

    def conflict(self, other: "Careers", together: frozenset[tuple[Key, Key]] = frozenset()) -> str:
        """Why these cannot be the offices of one person; "" where they can. Pairs that a document gives to one person are ``together``."""
        leader = (Sort.LEADER.value, "") in self.known | other.known  # was an official of places before; what is printed beside is misread
        for one in sorted(self.known if not leader else ()):
            for two in sorted(other.known):
                if (one, two) in together:
                    continue
                if reason := _clash(one, two, self.days.get(one), other.days.get(two)):
                    return reason
        return ""


def _held(witness: Witness) -> Iterator[Key]:
    for post in witness.posts:
        if post.sort in {Sort.PLACE, Sort.ABROAD, Sort.LEADER}:
            yield post.sort.value, post.of


def together(witnesses: Iterable[Witness]) -> frozenset[tuple[Key, Key]]:
    """Pairs of offices that a document gives to one person."""
    return frozenset((one, two) for witness in witnesses for held in [set(_held(witness))] if len(held) > 1 for one in held for two in held)


def _clash(one: Key, two: Key, days: list[date] | None, others: list[date] | None) -> str:
    if one == two:
        return ""
    if one[0] == two[0] == Sort.PLACE:
        return _clash_of_places(by_code()[one[1]], by_code()[two[1]], overlap=_overlap(days, others))
    if Sort.ABROAD in (one[0], two[0]):
        return f"offices of {_name(one)} and of {_name(two)}"
    return ""  # a leader of the country was an official of some place before


def _clash_of_places(one: Division, two: Division, *, overlap: bool) -> str:
    if neighbours(one, two):
        return ""
    if overlap:
        return f"offices of {label(one)} and of {label(two)} at the same time"
    if one.code[:2] != two.code[:2] and max(one.level, two.level) >= _LOCAL:
        return f"offices of {label(one)} and of {label(two)}, in different provinces"
    return ""


def _name(key: Key) -> str:
    kind, of = key
    return label(by_code()[of]) if kind == Sort.PLACE else of or "China"


def neighbours(one: Division, two: Division) -> bool:
    """Whether one lies in the other, or both are the same."""
    return one == two or lies_in(one, two) or lies_in(two, one)


def directly(one: Division, two: Division) -> bool:
    """Whether one lies right below the other: a county and its prefecture, a prefecture and its province."""
    return above(one) == two or above(two) == one


def _overlap(days: list[date] | None, others: list[date] | None) -> bool:
    return bool(days and others and days[0] <= others[1] and others[0] <= days[1])
