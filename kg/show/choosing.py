"""Which part of a store a picture shows: what the options name, the most connected first, and how much was left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.show.reading import Kind, Link, Queryable, Role, Skeleton, days, labels, skeleton, subjects_with


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show. Without options: an overview of the whole store."""

    person: str = ""  # part of a name: this person's meetings and directives, and who was there
    meeting: str = ""  # part of a meeting's name: who was there and what was asked for
    since: date | None = None  # only meetings that may have been held from this day on
    until: date | None = None  # and up to this one, the day included
    organizations: bool = False
    other: str = ""  # with a person: only what both took part in, and nobody else
    concept: str = ""  # part of a policy formula: only directives that use it, who gave them, and where
    most_people: int = 120
    most_meetings: int = 40
    most_directives: int = 80
    most_organizations: int = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """The links to draw, the nodes they join, and the numbers of what is not drawn."""

    links: tuple[Link, ...]
    kinds: Mapping[str, Kind]
    focus: tuple[str, ...]  # what the options named
    left_out: Mapping[Kind, int]
    undrawn: Mapping[str, int]  # node → how many of its links lead to something left out


class NothingToShowError(LookupError):
    """The store holds nothing that the options ask for; the message says which and what to do."""


def choose(store: Queryable, choice: Choice) -> Chosen:
    """The part of the store to draw. Raises ``NothingToShowError`` where nothing fits the options."""
    whole = skeleton(store, organizations=choice.organizations)
    people = _named(store, "Person", choice.person)
    meetings = _named(store, "Event", choice.meeting)
    links = _within(whole, _meetings(store, whole, choice, people, meetings), people)
    if choice.other:
        links, people = _between(whole, links, people or set(), _named(store, "Person", choice.other) or set())
    if choice.concept:
        links = _using(store, links, choice.concept)
    if not links:
        raise NothingToShowError(_why(choice))
    focus = tuple(sorted((people or set()) | (meetings or set())))
    drawn, kept = _limited(links, whole.kinds, frozenset(focus), choice)
    shown = {iri: whole.kinds[iri] for iri in sorted(kept)}
    left_out = Counter(whole.kinds[iri] for iri in _ends(links)) - Counter(shown.values())
    return Chosen(drawn, shown, tuple(iri for iri in focus if iri in kept), left_out, _weights(links) - _weights(drawn))


def _named(store: Queryable, kind: str, part: str) -> set[str] | None:
    """IRIs with a label that contains the text, whatever its case; None where no text is given."""
    if not part:
        return None
    return {iri for iri, names in labels(store, kind).items() if any(part.casefold() in name.casefold() for name in names)}


def _meetings(store: Queryable, whole: Skeleton, choice: Choice, people: set[str] | None, meetings: set[str] | None) -> set[str]:
    """The meetings that every option allows."""
    allowed = {iri for iri, kind in whole.kinds.items() if kind is Kind.MEETING}
    if meetings is not None:
        allowed &= meetings
    if people is not None:
        allowed &= {link.target for link in whole.links if link.source in people}
    if choice.since or choice.until:
        first, last = (choice.since or date.min).isoformat(), (choice.until or date.max).isoformat()
        allowed &= {iri for iri, (earliest, latest) in days(store).items() if earliest <= last and latest >= first}
    return allowed


def _within(whole: Skeleton, allowed: set[str], people: set[str] | None) -> tuple[Link, ...]:
    """Links whose meeting is allowed; a directive needs its meeting allowed too, and, where people are named, one of them as its issuer."""
    issuers = {link.target: link.source for link in whole.links if link.role is Role.ISSUED}
    at = {link.source: link.target for link in whole.links if link.role is Role.ISSUED_AT}
    asked = {fact for fact in issuers.keys() | at.keys() if people is None or issuers.get(fact) in people}
    everything = allowed >= {iri for iri, kind in whole.kinds.items() if kind is Kind.MEETING}
    told = {fact for fact in asked if at.get(fact) in allowed or (fact not in at and (everything or people is not None))}
    links = [link for link in whole.links if _touches(link, whole.kinds, allowed, told)]
    there = _ends(links)
    return tuple(link for link in links if link.role is not Role.HOLDS_POST or link.source in there)


def _between(whole: Skeleton, links: tuple[Link, ...], some: set[str], others: set[str]) -> tuple[tuple[Link, ...], set[str]]:
    """The links of these people alone, to events where one of the ones was together with one of the others."""
    attended = {people: {link.target for link in whole.links if link.source in people} for people in map(frozenset, (some, others))}
    shared = set.intersection(*attended.values()) if len(attended) > 1 else set()
    both = some | others
    meetings = {event for event in shared if whole.kinds[event] is Kind.MEETING}
    return tuple(link for link in links if link.source in both and link.target in meetings), both


def _using(store: Queryable, links: tuple[Link, ...], concept: str) -> tuple[Link, ...]:
    """The links of directives that use a formula with this in its name."""
    formulas = _named(store, "Concept", concept) or set()
    told = {fact for name in ("topic", "mentions") for _, fact in subjects_with(store, name, formulas)}
    return tuple(link for link in links if link.source in told or link.target in told)


def _touches(link: Link, kinds: Mapping[str, Kind], allowed: set[str], told: set[str]) -> bool:
    for end in (link.source, link.target):
        if kinds[end] is Kind.MEETING and end not in allowed:
            return False
        if kinds[end] is Kind.DIRECTIVE and end not in told:
            return False
    return True


def _limited(
    links: tuple[Link, ...], kinds: Mapping[str, Kind], focus: frozenset[str], choice: Choice
) -> tuple[tuple[Link, ...], set[str]]:
    """The people with most links, the meetings that join most of them, and so on; what then stands alone goes too."""
    weight, kept = _weights(links), set[str]()
    limits = {
        Kind.PERSON: choice.most_people,
        Kind.MEETING: choice.most_meetings,
        Kind.DIRECTIVE: choice.most_directives,
        Kind.ORGANIZATION: choice.most_organizations,
    }
    for kind, most in limits.items():
        near = _weights(link for link in links if link.source in kept or link.target in kept) if kept else weight
        ranked = sorted((iri for iri in weight if kinds[iri] is kind), key=lambda iri: (iri not in focus, -near[iri], -weight[iri], iri))
        kept |= set(ranked[:most])
    drawn = tuple(link for link in links if link.source in kept and link.target in kept)
    return drawn, _ends(drawn)


def _weights(links: Iterable[Link]) -> Counter[str]:
    return Counter(end for link in links for end in (link.source, link.target))


def _ends(links: Iterable[Link]) -> set[str]:
    return {end for link in links for end in (link.source, link.target)}


def _why(choice: Choice) -> str:
    asked = [f"person {choice.person!r}"] if choice.person else []
    asked += [f"together with person {choice.other!r}"] if choice.other else []
    asked += [f"concept {choice.concept!r}"] if choice.concept else []
    asked += [f"meeting {choice.meeting!r}"] if choice.meeting else []
    asked += [f"dates {choice.since or 'any'} to {choice.until or 'any'}"] if choice.since or choice.until else []
    if not asked:
        return "Expected people, meetings or directives in the store, found none: build it first, with `kg build PATH`."
    return f"Nothing in the store fits {', '.join(asked)}: try a shorter part of the name, or a wider range of dates."
