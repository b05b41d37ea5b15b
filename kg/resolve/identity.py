"""Who is who: the documents that have a name, divided by the person they mean, and why.

A rare name means one person as long as no two offices exclude each other. A common one means one person only where something links the
documents: the same place, body or country of an office, neighbouring places, the same company, the same paper on the same day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.resolve.corrections import Correction, Kind
from kg.resolve.groups import Division, Group, place_name, shared_key
from kg.resolve.linking import STEPS, by_room
from kg.resolve.people import Sort
from kg.resolve.spelling import folded
from kg.resolve.witnesses import Key, Witness, is_common

_TOLD = 3  # reasons that are told, the weightiest ones
_SURE = 2  # people in the company of two spellings of a name, for them to be one person


@dataclass(frozen=True, slots=True)
class Person:
    """The documents in which a name means the same person."""

    name: str
    scope: str  # what the IRI tells the person from namesakes by; "" where it is the plain name
    note: str  # the same in words; "" where there are no namesakes
    members: tuple[tuple[str, str], ...]  # documents, with the name as it is spelt there; sorted
    basis: tuple[str, ...] = ()  # reasons in words, why these are one and others are not


def people(witnesses: Iterable[Witness], corrections: Sequence[Correction] = ()) -> tuple[Person, ...]:
    """The people that a name means, or several spellings of one, the one with the first document first; the same for any order."""
    spelt = defaultdict[str, list[Witness]](list)
    for witness in sorted(witnesses, key=lambda each: each.member):
        spelt[witness.name].append(witness)
    groups = [group for name in sorted(spelt) for group in _divided(name, spelt[name])]
    if len(spelt) > 1:
        groups = _one_spelling(groups)
    groups = _corrected(sorted(groups, key=lambda group: group.first), corrections)
    namesakes = defaultdict[str, list[Group]](list)
    for group in groups:
        namesakes[_label(group)].append(group)
    return tuple(_person(group, namesakes[_label(group)]) for group in groups)


def _divided(name: str, witnesses: Sequence[Witness]) -> list[Group]:
    division = Division(name, witnesses)
    if not division.common and not division.divided():
        division.all_in_one()
    elif len(witnesses) > 1:
        for step in STEPS:
            step(division)
        if not division.common:
            by_room(division)
    return division.list()


def _label(group: Group) -> str:
    """The spelling that most documents have."""
    return _most(Counter(witness.name for witness in group.witnesses))


# one person in two spellings


def _one_spelling(groups: list[Group]) -> list[Group]:
    """Groups of different spellings joined where they share an office that tells, or company and a place or body."""
    joined = list[Group]()
    for group in groups:
        alike = [other for other in joined if _same_person(group, other)]
        if len(alike) == 1:
            alike[0].reasons.append(f"{_label(group)} and {_label(alike[0])}: two spellings, the same office")
            alike[0].take(group)
        else:
            joined.append(group)
    return joined


def _same_person(one: Group, two: Group) -> bool:
    if _label(one) == _label(two) or folded(_label(one)) != folded(_label(two)) or one.careers.conflict(two.careers):
        return False
    keys = _keys(one).keys() & _keys(two).keys()
    company = {other for w in one.witnesses for other in w.others} & {other for w in two.witnesses for other in w.others}
    return any(kind == "title" for kind, _ in keys) or (bool(keys) and len(company) >= _SURE)


def _keys(group: Group) -> Counter[Key]:
    return Counter(key for witness in group.witnesses for key in set(witness.keys()))


# corrections


def _corrected(groups: list[Group], corrections: Sequence[Correction]) -> list[Group]:
    if not corrections:
        return groups
    known = dict(zip(_ids(groups), groups, strict=True))  # as they were before any correction
    for correction in corrections:
        if correction.kind is Kind.DIFFERENT:
            groups = _pulled(groups, correction.names, correction)
    for correction in corrections:
        if correction.kind is Kind.SAME:
            groups = _united(groups, known, correction)
    return sorted(groups, key=lambda group: group.first)


def _ids(groups: Sequence[Group]) -> list[str]:
    """张伟~巩义市, or the plain name."""
    people_ = [_person(group, [other for other in groups if _label(other) == _label(group)]) for group in groups]
    return [f"{person.name}~{person.scope}" if person.scope else person.name for person in people_]


def _pulled(groups: list[Group], names: Sequence[str], correction: Correction) -> list[Group]:
    """The groups, and one more with the witnesses of these names for which the correction holds."""
    out = [w for group in groups for w in group.witnesses if w.name in names and correction.holds(w)]
    if not out:
        return groups
    left = [([w for w in group.witnesses if w not in out], group.reasons) for group in groups]
    return [*(_group(rest, reasons) for rest, reasons in left if rest), _group(out, [f"correction: {correction}"])]


def _group(witnesses: list[Witness], reasons: Sequence[str]) -> Group:
    group = Group(witnesses, reasons=list(reasons))
    for witness in witnesses:
        group.careers.add(witness)
    return group


def _united(groups: list[Group], known: dict[str, Group], correction: Correction) -> list[Group]:
    if correction.limited:
        return _pulled(groups, correction.names, correction)
    meant = {w.member for name in correction.names if name in known for w in known[name].witnesses}
    meant |= {w.member for group in groups for w in group.witnesses if w.name in correction.names}
    chosen = [group for group in groups if any(w.member in meant for w in group.witnesses)]
    if len(chosen) < 2:  # noqa: PLR2004, two to be united
        return groups
    first, *others = chosen
    for other in others:
        first.take(other)
    first.reasons.append(f"correction: {correction}")
    return [group for group in groups if group not in others]


# the person, and the reasons in words


def _person(group: Group, namesakes: Sequence[Group]) -> Person:
    members = tuple(sorted(witness.member for witness in group.witnesses))
    others = [other for other in namesakes if other is not group]
    if not others:
        return Person(_label(group), "", "", members, tuple(_why_one(group)))
    note = _scope(group, others)
    leaders = [other for other in namesakes if Sort.LEADER in other.sorts()]
    scope = "" if leaders == [group] else note
    apart = [
        f"not {_label(group)} of {_scope(other, [o for o in namesakes if o is not other])}: {_why_apart(group, other)}" for other in others
    ]
    return Person(_label(group), scope, note, members, (*_why_one(group), *apart[:_TOLD]))


def _why_one(group: Group) -> list[str]:
    documents = len({witness.document for witness in group.witnesses})
    corrections = [reason for reason in group.reasons if reason.startswith("correction: ")]
    if documents == 1 and len(group.witnesses) == 1:
        return corrections
    told = "" if is_common(_label(group)) else ": a rare name, and no two offices exclude each other"
    reasons = Counter({shared_key(key): count for key, count in _keys(group).items() if count > 1})
    reasons.update(Counter(reason for reason in group.reasons if reason not in corrections))
    weighty = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]
    return [f"one person in {_documents(documents)}{told}", *(f"{reason} ({_documents(count)})" for reason, count in weighty), *corrections]


def _documents(count: int) -> str:
    return f"{count} document{'s' if count > 1 else ''}"


def _why_apart(one: Group, two: Group) -> str:
    if reason := one.careers.conflict(two.careers):
        return reason
    return "a common name, and nothing links them" if is_common(_label(one)) else "nothing tells which of the two it is"


# what tells a person from namesakes

_TELLS: tuple[Callable[[Group], str], ...] = (
    lambda group: _most(Counter({place_name(code): count for code, count in group.of(Sort.PLACE).items()})),
    lambda group: "全国" if Sort.LEADER in group.sorts() else "",
    lambda group: _most(group.of(Sort.NATION)),
    lambda group: _most(group.of(Sort.ABROAD)),
    lambda group: _most(group.of(Sort.BODY)),
    lambda group: _most(Counter(post.title for witness in group.witnesses for post in witness.posts)),
    lambda group: _most(Counter(place_name(witness.place) for witness in group.witnesses if witness.place)),
    lambda group: _most(Counter(witness.body or witness.country for witness in group.witnesses)),
    lambda group: min((witness.published.isoformat() for witness in group.witnesses if witness.published), default=""),
)


def _most(counts: Counter[str]) -> str:
    return min((each for each in counts if each), key=lambda each: (-counts[each], each), default="")


def _scope(group: Group, others: Sequence[Group]) -> str:
    """The first words that tell a group from all others; where nothing else does, its first document too."""
    own = [words for tell in _TELLS if (words := tell(group))]
    theirs = {tell(other) for other in others for tell in _TELLS}
    return next((words for words in own if words not in theirs), "") or "，".join((*own[:1], group.first[0]))
