"""Groups of documents in which a name means one person, while they are joined."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.mentions.divisions import by_code, label
from kg.resolve.exclusion import Careers, together
from kg.resolve.people import Sort
from kg.resolve.witnesses import Key, Witness, is_common, is_very_common


@dataclass(slots=True, eq=False)
class Group:
    """Witnesses of one person."""

    witnesses: list[Witness]
    careers: Careers = field(default_factory=Careers)
    reasons: list[str] = field(default_factory=list)
    first: tuple[str, str] = field(init=False)  # its first document and name, by which it is known

    def __post_init__(self) -> None:
        self.first = min(witness.member for witness in self.witnesses)

    def take(self, other: "Group") -> None:
        """Make another group a part of this one."""
        self.witnesses += other.witnesses
        self.careers.join(other.careers)
        self.reasons += other.reasons
        self.first = min(self.first, other.first)

    @property
    def telling(self) -> bool:
        """Whether an office of it tells whose it is."""
        return any(witness.telling for witness in self.witnesses)

    def days(self) -> list[date]:
        """The days of publication, in order."""
        return sorted(witness.published for witness in self.witnesses if witness.published)

    def sorts(self) -> set[Sort]:
        """What its offices are of."""
        return {post.sort for witness in self.witnesses for post in witness.posts}

    def of(self, sort: Sort) -> Counter[str]:
        """The places or bodies of its offices of a sort, each with the number of documents that name it."""
        return Counter(of for witness in self.witnesses for of in {post.of for post in witness.posts if post.sort is sort})


_TELL_COUNTRY = frozenset({Sort.ABROAD, Sort.LEADER, Sort.NATION, Sort.PLACE})


class Division:
    """Groups of witnesses of a name, one for each at first, joined step by step."""

    def __init__(self, name: str, witnesses: Sequence[Witness]) -> None:
        self.name = name
        self.very_common = is_very_common(name)
        self.foreign = {post.sort for witness in witnesses for post in witness.posts} & _TELL_COUNTRY == {Sort.ABROAD}
        self.common = is_common(name) and not self.foreign
        self.together = together(witnesses)
        self._groups: dict[tuple[str, str], Group] = {}
        for witness in witnesses:
            group = Group([witness])
            group.careers.add(witness)
            self._groups[witness.member] = group

    def list(self) -> "list[Group]":
        """The groups as they are now, each once."""
        return list({id(group): group for group in self._groups.values()}.values())

    def group(self, witness: Witness) -> Group:
        """The group of a witness."""
        return self._groups[witness.member]

    def join(self, one: Group, two: Group, reason: str = "") -> None:
        """Make one group of two, unless their offices exclude each other."""
        if one is two or one.careers.conflict(two.careers, self.together):
            return
        if (len(one.witnesses), two.first) < (len(two.witnesses), one.first):
            one, two = two, one
        one.take(two)
        one.reasons += filter(None, [reason])
        for witness in two.witnesses:
            self._groups[witness.member] = one

    def divided(self) -> bool:
        """Whether some offices exclude each other."""
        whole = Careers()
        for group in self._groups.values():
            whole.join(group.careers)
        return bool(whole.conflict(whole, self.together))

    def all_in_one(self) -> None:
        """Make one group of all."""
        first, *others = self.list()
        for other in others:
            first.take(other)
        self._groups = {witness.member: first for witness in first.witnesses}


def place_name(code: str) -> str:
    """The name of a place by its code."""
    return label(by_code()[code])


def shared_key(key: Key) -> str:
    """What two witnesses have in common, in words."""
    kind, what = key
    match kind:
        case "leader":
            return "highest offices of the whole country"
        case "place":
            return f"in {place_name(what)}"
        case "title":
            return f"as {what}"
    return f"of {what}"
