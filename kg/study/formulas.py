"""The life of a policy formula (“四个口袋”): each use of it, with the day, who used it, and on which level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.objects.things import Attendance, Event, Passage, Person, Row, Statement
from kg.study.levels import Level, level_name, level_of, lowest


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a formula is printed."""

    formula: str
    day: date | None  # of the event at which it was said, else of publication
    by: Person | Event | None  # who said it; None where the article itself uses it
    event: Event | None
    level: Level | None
    evidence: Passage

    def row(self) -> Row:
        """As a flat record."""
        said: Row = {"formula": self.formula, "day": self.day, "by": self.by.name if self.by else None, "level": level_name(self.level)}
        return said | {"event": self.event.name if self.event else None} | self.evidence.row()


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with a formula, its article and that article's day of publication."""

    formula: str
    article: str
    published: date | None
    evidence: Passage


def uses(places: Iterable[Place], statements: Sequence[Statement], attendances: Sequence[Attendance]) -> list[Use]:
    """The uses of formulas in the order of their days, those without one behind."""
    titles: dict[str, list[str]] = {}
    for one in attendances:
        titles.setdefault(one.person.iri, []).append(one.title)
    found = [_use(place, _around(place, statements), titles) for place in places]
    return sorted(found, key=lambda one: (one.formula, one.day or date.max, one.evidence))


def _around(place: Place, statements: Iterable[Statement]) -> Statement | None:
    """The statement in which a passage lies; the innermost of several."""
    inside = [said for said in statements if said.article == place.article and said.evidence and _holds(said.evidence[0], place.evidence)]
    return min(inside, key=lambda said: (said.evidence[0].end - said.evidence[0].begin, said.iri), default=None)


def _holds(outer: Passage, inner: Passage) -> bool:
    return outer.document == inner.document and outer.begin <= inner.begin and inner.end <= outer.end


def _use(place: Place, said: Statement | None, titles: Mapping[str, Sequence[str]]) -> Use:
    if said is None:
        return Use(place.formula, place.published, None, None, None, place.evidence)
    day = (said.event.held_on if said.event else None) or place.published
    level = level_of(said.event.name) if said.event else None
    if level is None and isinstance(said.issuer, Person):
        level = lowest(titles.get(said.issuer.iri, ()))
    return Use(place.formula, day, said.issuer, said.event, level, place.evidence)
