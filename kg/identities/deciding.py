"""Deciding who is who, name by name: only names whose documents or corrections have changed are looked at."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from kg.graph.iris import Iris
from kg.identities.units import corrected, groups, units_of
from kg.resolve.corrections import Correction, Kind, as_json, from_json
from kg.resolve.identity import Person, people
from kg.resolve.people import Sort
from kg.resolve.record import company_of
from kg.resolve.spelling import folded
from kg.resolve.witnesses import Witness
from kg.store.clues import Read
from kg.store.identities import IdentityBook

Member = tuple[str, str]  # a document, and a name as it is printed there
Name = tuple[str, str]  # a name, and what tells the person from namesakes


class Deciding:
    """One bringing up to date of the decisions in a book."""

    def __init__(self, book: IdentityBook, base: str, corrections: Sequence[Correction]) -> None:
        self._book, self._iris, self._corrections = book, Iris(base), corrections
        self._groups = groups(corrections)
        self._seen: dict[str, dict[str, Witness]] = {}
        self._names: dict[str, Mapping[Member, Name]] = {}
        self._concerned: set[str] = set()  # documents whose graph may have to be written otherwise

    def bring_up(self, changed: Iterable[Read], gone: Iterable[str], lines: Mapping[str, str]) -> None:
        """Look at changed documents and corrections, decide on the names in them, and note what is to be written otherwise."""
        units = self._look(list(changed), list(gone), lines) | self._corrected()
        for unit in sorted(units | {self._groups.get(unit, unit) for unit in units}):
            self._decide(unit)
        for document in sorted(self._concerned):
            self._book.set_otherwise(document, self._otherwise(document))

    def _look(self, changed: Sequence[Read], gone: Sequence[str], lines: Mapping[str, str]) -> set[str]:
        """Take down the people of changed documents; the units that are concerned."""
        units = {unit for name in [*gone, *(one.name for one in changed)] for unit in self._book.units(name)}
        for name in gone:
            self._book.forget(name)
            self._book.set_otherwise(name, "")
        for document in changed:
            if document.name in lines:
                kept, names = _kept(lines[document.name])
                found = set(map(folded, names))
                self._book.see(document, kept, found)
                self._concerned.add(document.name)
                units |= found
        return units

    def _corrected(self) -> set[str]:
        """The units that corrections are about which have come or gone since the last time."""
        now, before = list(self._corrections), self._book.meta("corrections")
        old = [from_json(one) for one in json.loads(before)] if before else []
        if now == old:
            return set()
        self._book.set_meta("corrections", json.dumps([as_json(one) for one in now], ensure_ascii=False))
        differing = {*now} ^ {*old}
        units = {unit for one in differing for unit in units_of(one)}
        self._concerned |= {name for unit in units for name in self._book.documents(unit)}
        self._concerned |= {self._iris.document_of(one.names[0]) for one in differing if one.kind is Kind.DROP}
        return units | {unit for one in (groups(now), groups(old)) for unit in one}

    # decisions

    def _decide(self, unit: str) -> None:
        old = self._book.decided(unit)
        decided = self._people(unit) if self._groups.get(unit, unit) == unit else []
        new = json.dumps([asdict(one) for one in decided], ensure_ascii=False, sort_keys=True) if decided else ""
        if new != old:
            self._book.decide(unit, new)
            self._names.pop(unit, None)
            self._concerned |= {member[0] for member, _ in _names(read(old)).items() ^ _names(decided).items()}

    def _people(self, unit: str) -> list[Person]:
        """The people of a unit of whom there is something to tell."""
        members = [other for other, group in self._groups.items() if group == unit] or [unit]
        return [_short(one) for one in people(self._of(members), self._corrections) if one.basis or one.scope or _respelt(one)]

    def known(self, unit: str) -> tuple[set[Witness], set[str]]:
        """The witnesses of a unit as they are printed, and what its people are called (张伟~巩义市), both without corrections."""
        there = (self._witnesses(document).values() for document in self._book.documents(unit))
        printed = {one for found in there for one in found if folded(one.name) == unit}
        return printed, {f"{one.name}~{one.scope}" if one.scope else one.name for one in people(printed)}

    def _of(self, units: Iterable[str]) -> Iterator[Witness]:
        """The witnesses of some units, with their names corrected."""
        for unit in units:
            for document in self._book.documents(unit):
                for name, witness in self._witnesses(document).items():
                    if folded(name) == unit and (one := corrected(witness, self._corrections)):
                        yield one

    def _witnesses(self, document: str) -> dict[str, Witness]:
        """The people of a document by name."""
        if document not in self._seen:
            self._seen[document] = _witnesses(document, self._book.line(document))
        return self._seen[document]

    # what is written otherwise

    def _otherwise(self, document: str) -> str:
        """How a document's graph is to differ from what was read, as a line; "" for not at all."""
        if not self._book.sees(document):
            return ""
        renamed: dict[str, list[str]] = {}
        nobody = list[str]()
        for name, witness in sorted(self._witnesses(document).items()):
            one = corrected(witness, self._corrections)
            if one is None:
                nobody.append(name)
            elif (target := self._name(document, name, one.name)) != (name, ""):
                renamed[name] = [*target, "" if one.printed else "printed"]
        dropped = [one.names[0] for one in self._corrections if one.kind is Kind.DROP and self._iris.document_of(one.names[0]) == document]
        found = {"dropped": sorted(dropped), "nobody": nobody, "renamed": renamed}
        return json.dumps(found, ensure_ascii=False, sort_keys=True) if dropped or nobody or renamed else ""

    def _name(self, document: str, printed: str, name: str) -> Name:
        unit = self._groups.get(folded(name), folded(name))
        if unit not in self._names:
            self._names[unit] = _names(read(self._book.decided(unit)))
        return self._names[unit].get((document, printed), (name, ""))


def read(line: str) -> list[Person]:
    """The people of a decision, from its line."""
    return [
        Person(one["name"], one["scope"], one["note"], tuple((d, n) for d, n in one["members"]), tuple(one["basis"]))
        for one in (json.loads(line) if line else [])
    ]


def _respelt(person: Person) -> bool:
    return any(printed != person.name for _, printed in person.members)


def _short(person: Person) -> Person:
    """Without the members whose name is the plain one, which need not be kept."""
    members = person.members if person.scope else tuple(member for member in person.members if member[1] != person.name)
    return Person(person.name, person.scope, person.note, members, person.basis)


def _names(decided: Iterable[Person]) -> dict[Member, Name]:
    return {member: (person.name, person.scope) for person in decided for member in person.members}


# lines


def _kept(line: str) -> tuple[str, list[str]]:
    """What is needed here of a clue, and the names in it."""
    raw = json.loads(line)
    kept = json.dumps({name: raw[name] for name in ("published", "outlet", "company")}, ensure_ascii=False, sort_keys=True)
    return kept, [one["name"] for one in raw["company"]["people"]]


_LEADING = frozenset({Sort.LEADER, Sort.ABROAD})


def _witnesses(document: str, line: str) -> dict[str, Witness]:
    there = company_of(line)
    company = there.company
    names = frozenset(one.name for one in company.people)
    leaders = frozenset(one.name for one in company.people if any(post.sort in _LEADING for post in one.posts))
    about = (there.published, there.outlet, company.place, company.body, company.country)
    return {one.name: Witness(document, one.name, one.posts, names - {one.name}, leaders, *about) for one in company.people}
