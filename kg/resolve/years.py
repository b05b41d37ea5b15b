"""The year of pages that do not say it, worked out over all documents at once, with the reasons.

Each unit (the articles of an issue) starts with every year possible. Clues in its text rule years out. Then, in rounds, the units dated so
far say what they know of the others of their place: series, office holders, careers. A year is chosen only if every other one is ruled
out, by something certain or by two independent hints. A round looks only at what earlier rounds found, so the order of documents makes
no difference. Documents whose date of publication is known are evidence, and never changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.model import PageFacts
from kg.resolve.claims import Claim, telling
from kg.resolve.places import places
from kg.resolve.record import Record, record
from kg.resolve.ties import Evidence, Seen
from kg.resolve.units import Unit, open_years, units


@dataclass(frozen=True, slots=True)
class Dating:
    """What is known of a unit's year: the one chosen, or the years left, and why."""

    unit: Unit
    year: int | None
    years: tuple[int, ...]  # that nothing certain rules out, where both ends are certain
    claims: tuple[Claim, ...] = ()  # the fewest that rule out all others

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, one readable reason per step."""
        return tuple(claim.reason for claim in self.claims)


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """Clues of a document that cannot all be right: it gets no year."""

    document: str
    articles: tuple[int, ...]  # 0-based
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The datings of all documents, by name, and what did not fit."""

    datings: Mapping[str, tuple[Dating, ...]]
    contradictions: tuple[Contradiction, ...]


def solve(pages: Sequence[PageFacts]) -> list[PageFacts]:
    """The same facts with the dates that can be worked out; pages whose date of publication is known stay as they are."""
    from kg.resolve.dating import dated, findings

    records = [record(facts) for facts in pages]
    solution = infer(records)
    found = {one.name: list(findings(one, solution.datings.get(one.name, ()))) for one in records}
    return [dated(facts, found[facts.page.name]) for facts in pages]


def infer(records: Iterable[Record]) -> Solution:
    """The datings of the documents without a date of publication."""
    ordered = sorted(records, key=lambda one: one.name)
    work, dropped = _Work.of(ordered), dict[tuple[str, int], Contradiction]()
    while True:
        found = work.run(frozenset(dropped))
        wrong = {name: flaw for name, flaw in work.contradictions(found).items() if name not in dropped}
        if not wrong:
            break
        dropped |= wrong
    datings = dict[str, list[Dating]]()
    for name in sorted(work.unknown):
        datings.setdefault(name[0], []).append(found.get(name) or work.undecided(name, silent=name in dropped))
    return Solution({name: tuple(some) for name, some in datings.items()}, tuple(sorted((dropped | work.flaws).values())))


@dataclass(slots=True)
class _Work:
    """The units to be dated, those whose date is known, and who is of one place with whom."""

    place: Mapping[str, str]
    known: list[Record]
    unknown: dict[tuple[str, int], Unit]
    own: dict[tuple[str, int], list[tuple[int, Claim]]]
    evidence: Evidence = field(default_factory=Evidence)
    flaws: dict[tuple[str, int], Contradiction] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Sequence[Record]) -> "_Work":
        known = [one for one in records if one.published]
        unknown = {unit.name: unit for one in records if not one.published for unit in units(one)}
        return cls(places(records), known, unknown, {name: unit.own_claims() for name, unit in unknown.items()})

    def run(self, dropped: frozenset[tuple[str, int]]) -> dict[tuple[str, int], Dating]:
        """All rounds from the beginning; the units in ``dropped`` get no year."""
        self.evidence, self.flaws = Evidence(), {}
        for one in self.known:
            self._published(one)
        found = dict[tuple[str, int], Dating]()
        waiting = [name for name in sorted(self.unknown) if name not in dropped]
        tied = defaultdict[str, list[tuple[str, int]]](list)
        for name in waiting:
            if self._tied(self.unknown[name]):
                tied[self.place[name[0]]].append(name)
        while new := [dating for name in waiting if (dating := self._date(name))]:
            for dating in new:
                found[dating.unit.name] = dating
                self._attest(dating)
            touched = sorted({self.place[dating.unit.record.name] for dating in new})
            waiting = [name for place in touched for name in tied[place] if name not in found]
        return found

    def _tied(self, unit: Unit) -> bool:
        return bool(unit.record.header) or any(unit.record.articles[n].offices or unit.record.articles[n].serials for n in unit.articles)

    def _claims(self, name: tuple[str, int]) -> list[tuple[int, Claim]]:
        unit = self.unknown[name]
        place = self.place[unit.record.name]
        found = list(self.own[name])
        for number in unit.articles:
            article = unit.record.articles[number]
            found += [(number, claim) for claim in self.evidence.claims(place, article.offices, article.serials)]
        if unit.record.header and unit.record.weekday:
            issue = self.evidence.issue(unit.record)
            found += [(-1, issue)] if issue else []
        return found

    def _date(self, name: tuple[str, int]) -> Dating | None:
        claims = self._claims(name)
        if not self.unknown[name].bounded(claims):
            return None
        against = self.unknown[name].against(claims)
        left = open_years(against)
        certain = {year: [claim for claim in found if claim.hard] for year, found in against.items()}
        if all(certain.values()):
            self.flaws[name] = _flaw(self.unknown[name], certain)
        if len(left) != 1:
            return None
        if against[left[0]] and not all(any(claim.hard for claim in claims) for year, claims in against.items() if year != left[0]):
            return None  # hints on both sides
        others = {year: claims for year, claims in against.items() if year != left[0]}
        return Dating(self.unknown[name], left[0], (left[0],), tuple(telling(others)))

    def undecided(self, name: tuple[str, int], *, silent: bool) -> Dating:
        """The years of a unit that nothing certain rules out, where both ends are certain."""
        claims = self._claims(name)
        if silent or not self.unknown[name].bounded(claims):
            return Dating(self.unknown[name], None, ())
        against = self.unknown[name].against(claims)
        years = [year for year, claims in against.items() if not any(claim.hard for claim in claims)]
        if not years or min(against) in years or max(against) in years:
            return Dating(self.unknown[name], None, ())
        hard = {year: [claim for claim in claims if claim.hard] for year, claims in against.items() if year < years[0] or year > years[-1]}
        return Dating(self.unknown[name], None, tuple(years), tuple(telling(hard)))

    def contradictions(self, found: Mapping[tuple[str, int], Dating]) -> dict[tuple[str, int], Contradiction]:
        """Units that what was found later speaks against."""
        flaws = {}
        odd = {(seen.where, seen.day): reason for seen, reason in self.evidence.misfits()}
        for name, dating in found.items():
            unit = dating.unit
            spans = [unit.days(dating.year or 0, number) for number in unit.articles]
            misfits = [odd[name[0], span[0]] for span in spans if span and (name[0], span[0]) in odd]
            if misfits:
                flaws[name] = Contradiction(name[0], unit.articles, (*dating.reasons, *dict.fromkeys(misfits)))
            if dating.year is not None and self._tied(dating.unit):
                against = self.unknown[name].against(self._claims(name))
                if any(claim.hard for claim in against[dating.year]):
                    flaws[name] = _flaw(dating.unit, {dating.year: against[dating.year], 0: list(dating.claims)})
        return flaws

    def _published(self, one: Record) -> None:
        for article in one.articles if one.published else ():
            seen = Seen(_near(one.published or date.min, article.days), one.name)
            self.evidence.add(self.place[one.name], seen, article.offices, article.serials)

    def _attest(self, dating: Dating) -> None:
        unit, place = dating.unit, self.place[dating.unit.record.name]
        for number in unit.articles:
            days = unit.days(dating.year or 0, number)
            if days:
                article = unit.record.articles[number]
                self.evidence.add(place, Seen(days[0], unit.record.name), article.offices, article.serials)
        header = unit.record.header
        if header and unit.record.weekday and (day := unit.day(dating.year or 0, header)):
            self.evidence.add_issue(unit.record, day)


def _near(published: date, days: Sequence[tuple[int, int]]) -> date:
    """The day of a published article: its one event's, nearest to the issue, else the issue's."""
    from kg.resolve.claims import day_in

    if len(days) != 1:
        return published
    found = [day for year in (published.year - 1, published.year, published.year + 1) if (day := day_in(year, *days[0]))]
    return min(found, key=lambda day: abs((day - published).days), default=published)


def _flaw(unit: Unit, against: Mapping[int, Sequence[Claim]]) -> Contradiction:
    return Contradiction(unit.record.name, unit.articles, tuple(_opposed(against)))


def _opposed(against: Mapping[int, Sequence[Claim]]) -> Iterator[str]:
    """Reasons that together leave no year, each once."""
    yield from dict.fromkeys(claim.reason for claim in telling({year: list(claims) for year, claims in against.items()}))
