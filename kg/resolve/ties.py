"""What documents of the same place say of each other's dates: order in series, of office holders, of steps in a career, one issue."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from kg.resolve.claims import BEGINNING, END, Claim, between, on_days, since, until
from kg.resolve.record import Day, Office, Record, Serial


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A day on which something is attested, and where."""

    day: date
    where: str

    def __str__(self) -> str:
        return f"{self.day} ({self.where})"


Sightings = list[Seen]  # in order


@dataclass(slots=True)
class Evidence:
    """What the documents dated so far attest, by place; it only grows."""

    serials: dict[tuple[str, str], dict[int, Sightings]] = field(default_factory=lambda: defaultdict(dict))
    offices: dict[tuple[str, str], dict[str, Sightings]] = field(default_factory=lambda: defaultdict(dict))
    issues: dict[Day, list[tuple[Seen, frozenset[Office], frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: str, seen: Seen, offices: Iterable[Office], serials: Iterable[Serial]) -> None:
        """Take note of what a dated article attests."""
        for office in offices:
            insort(self.offices[place, office.title].setdefault(office.person, []), seen)
        for serial in serials:
            insort(self.serials[place, serial.series].setdefault(serial.number, []), seen)

    def claims(self, place: str, offices: Iterable[Office], serials: Iterable[Serial]) -> Iterator[Claim]:
        """What all that says of the day of another article of that place."""
        for office in offices:
            yield from self._holders(place, office)
            yield from self._career(place, office)
        for serial in serials:
            yield from self._series(place, serial)

    # one issue

    def add_issue(self, record: Record, issue: date) -> None:
        """Take note of the day of an issue that has it at its head."""
        if record.header:
            self.issues[record.header].append((Seen(issue, record.name), frozenset(record.leaders), frozenset(record.people)))

    def issue(self, record: Record) -> Claim | None:
        """Pages that name the same people in the same offices, with the same date and day of the week at their head, are of one issue."""
        if not record.header:
            return None
        leaders, people = frozenset(record.leaders), frozenset(record.people)
        found = [seen for seen, theirs, others in self.issues.get(record.header, ()) if leaders & theirs and len(people & others) > _OTHERS]
        if len({seen.day for seen in found}) != 1:
            return None
        reason = f"the date and the day of the week at its head, and the office holders, are those of {min(found)}"
        return replace(on_days("issue", reason, {min(found).day}), rests_on=min(found).where)

    # series

    def _series(self, place: str, serial: Serial) -> Iterator[Claim]:
        known = self.serials.get((place, serial.series), {})
        hard = "届" in serial.series  # numbered anew only with the term, which the name tells
        kind, name = f"series {serial.series}", f"{serial.series} no. {serial.number}"
        before, after = [n for n in known if n < serial.number], [n for n in known if n > serial.number]
        if serial.number in known:
            first, last = known[serial.number][0], known[serial.number][-1]
            claim = on_days(kind, f"{name} is also reported on {first}", {first.day, last.day}, slack=7)
            yield replace(claim, hard=hard, rests_on=first.where)
        if before:
            nearest = max(before)
            seen = known[nearest][-1]
            yield since(kind, f"{name} comes after no. {nearest} of {seen}", seen.day, hard=hard, rests_on=seen.where)
            yield from _step(kind, serial, serial.number - nearest, seen)
        if after:
            nearest = min(after)
            seen = known[nearest][0]
            yield until(kind, f"{name} comes before no. {nearest} of {seen}", seen.day, hard=hard, rests_on=seen.where)
            yield from _step(kind, serial, serial.number - nearest, seen)

    # office holders

    def _holders(self, place: str, office: Office) -> Iterator[Claim]:
        """A after B: an office that one person holds at a time, and to which nobody returns."""
        known = self.offices.get((place, office.title), {})
        if not _SINGLE.fullmatch(office.title) or _overlap(known):
            return
        mine = known.get(office.person)
        for other in sorted(known):
            if other == office.person:
                continue
            first, last = known[other][0], known[other][-1]
            kind = f"holders {office.title}"
            if mine and last.day < mine[0].day:
                reason = f"{office.person} is {office.title} after {other}, who still was on {last}"
                yield since(kind, reason, last.day, rests_on=last.where)
            elif mine and first.day > mine[-1].day:
                reason = f"{office.person} is {office.title} before {other}, who was already on {first}"
                yield until(kind, reason, first.day, rests_on=first.where)
            elif not mine and first.day < last.day:
                reason = f"{other} was {office.title} from {first} to {last}"
                yield Claim(kind, reason, ((BEGINNING, first.day), (last.day, END)), rests_on=last.where)

    def misfits(self) -> Iterator[tuple[Seen, str]]:
        """Sightings but for which the holders of a single office would follow each other, with the reason in words."""
        for (_, title), known in sorted(self.offices.items()):
            if _SINGLE.fullmatch(title) and _overlap(known):
                for person, seen in sorted(known.items()):
                    for odd in sorted({seen[0], seen[-1]}):
                        if not _overlap(known | {person: [one for one in seen if one != odd]}):
                            yield odd, f"{person} as {title} on {odd} does not fit the others in this office: {_listed(known, person)}"

    def _career(self, place: str, office: Office) -> Iterator[Claim]:
        """代市长 before 市长."""
        acting = _ACTING.match(office.title)
        if acting:
            full = self.offices.get((place, office.title[acting.end() :]), {}).get(office.person)
            if full:
                first = full[0]
                reason = f"{office.person}, here {office.title}, is in full office on {first}"
                yield until("career", reason, first.day, rests_on=first.where)
                reason = f"{office.person} was in full office by {first}: acting for a year at most"
                yield since("acting for a year", reason, first.day - timedelta(days=365), hard=False, rests_on=first.where)
            return
        for prefix in ("代", "代理"):
            seen = self.offices.get((place, prefix + office.title), {}).get(office.person)
            if seen:
                last = seen[-1]
                reason = f"{office.person}, here {office.title}, was {prefix}{office.title} on {last}"
                yield since("career", reason, last.day, rests_on=last.where)


_OTHERS = 2  # people, beside the office holder
_SINGLE = re.compile(r"(?:[市县区州旗盟]|地)委书记|[市县区州旗]长|专员|[市县区州旗](?:人大常委会主任|政协主席)|校长|校党委书记|集团董事长")
_ACTING = re.compile("代理|代")
_STEP = timedelta(days=62)  # a standing committee meets every two months at least, as the law on local congresses asks
_SLACK = timedelta(days=90)
_LOOSE = 2 * _STEP
_CLOSE = 6  # numbers that lie so close belong to about the same time


def _step(kind: str, serial: Serial, steps: int, seen: Seen) -> Iterator[Claim]:
    """So many numbers on, at most so much time."""
    standing = serial.series.endswith("人大常委会会议") and "届" in serial.series
    if not standing and abs(steps) > _CLOSE:
        return
    reach = abs(steps) * (_STEP if standing else _LOOSE) + _SLACK
    why = "which by law meets at least every two months" if standing else "numbers so close lie within months"
    reason = f"{serial.series} no. {serial.number} lies {abs(steps)} {'after' if steps > 0 else 'before'} that of {seen}, {why}"
    yield replace(between(kind, reason, seen.day - reach, seen.day + reach, hard=standing), rests_on=seen.where)


def _listed(known: Mapping[str, Sightings], left_out: str) -> str:
    return ", ".join(f"{person} ({seen[0].day} to {seen[-1].day})" for person, seen in sorted(known.items()) if person != left_out)


def _overlap(known: Mapping[str, Sightings]) -> bool:
    """Whether two people are attested in the office at the same time: then it is no single office."""
    terms = sorted((seen[0].day, seen[-1].day) for seen in known.values() if seen)
    return any(following[0] < term[1] for term, following in pairwise(terms))
