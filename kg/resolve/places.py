"""Which documents tell of the same place: those that share an office holder and two more people who took part there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.resolve.record import Office, Record

_OTHERS = 2  # a namesake in the same office elsewhere is rare enough; with two more of his company nobody is


@dataclass(slots=True)
class _Company:
    """Documents that have one office holder in common, with all the others they name."""

    names: list[str]
    others: set[str] = field(default_factory=set)


def places(records: Sequence[Record]) -> dict[str, str]:
    """For each document one that stands for all that tell of the same place: the first of them by name."""
    roots = _Roots(record.name for record in records)
    holders = defaultdict[Office, list[Record]](list)
    for record in sorted(records, key=lambda one: one.name):
        for office in record.leaders:
            holders[office].append(record)
    for office, found in holders.items():
        for company in _companies(office, found):
            roots.join(company.names)
    return {record.name: roots.of(record.name) for record in records}


def _companies(office: Office, found: Sequence[Record]) -> list[_Company]:
    """Companies that share enough people become one, as long as there are such: the outcome is the same in any order."""
    companies = list[_Company]()
    for record in found:
        grown = _Company([record.name], set(record.people) - {office.person})
        while like := [company for company in companies if len(company.others & grown.others) >= _OTHERS]:
            companies = [company for company in companies if company not in like]
            grown = _Company(
                [name for company in (*like, grown) for name in company.names],
                grown.others.union(*(company.others for company in like)),
            )
        companies.append(grown)
    return companies


class _Roots:
    """Sets of names, each known by its first one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent: dict[str, str] = {name: name for name in names}

    def of(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def join(self, names: Sequence[str]) -> None:
        first = min(self.of(name) for name in names)
        for name in names:
            one, other = sorted((first, self.of(name)))
            self._parent[other] = one
            first = one
