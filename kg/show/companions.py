"""Who is seen with whom: people joined by the events at which both took part, the most connected ones, in communities.

A shared event counts 1/(people − 1): whom one meets in a small room counts for more than whom one sits with in a plenary session, so that
everybody's company at one event weighs one in all (Newman 2001, Phys. Rev. E 64, 016132).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.show.choosing import Choice, NothingToShowError
from kg.show.reading import Kind, Link, Queryable, Role, days, skeleton

if TYPE_CHECKING:
    from networkx import Graph

CROWD = 300  # people at an event; a bigger one tells nothing of who knows whom
_TIES = 5  # of a person that are drawn, the strongest; more make a hairball


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people, and the events that both took part in."""

    one: str
    other: str
    weight: float
    events: tuple[str, ...]  # sorted by day, the latest first


@dataclass(frozen=True, slots=True)
class Company:
    """The people of a picture, the ties that are drawn, who belongs together, and what was left out."""

    people: tuple[str, ...]
    ties: tuple[Tie, ...]
    community: Mapping[str, int]  # 0 is the largest
    events: Mapping[str, int]  # person → events with others
    attendances: tuple[Link, ...]  # of these people
    left_out: int  # people


def company(store: Queryable, choice: Choice, *, every_tie: bool = False) -> Company:
    """The people who share most events in the time that is asked for, with their strongest ties, or all. Raises ``NothingToShowError``."""
    every = attendances(store, choice)
    ties = list(_ties(every, days(store)))
    if not ties:
        message = "Nobody in the store took part in an event together with anybody else: build it first, with `kg build PATH`."
        raise NothingToShowError(message)
    strength: Counter[str] = Counter()
    for tie in ties:
        strength[tie.one] += len(tie.events)
        strength[tie.other] += len(tie.events)
    ranked = sorted(strength, key=lambda person: (-strength[person], person))
    people = frozenset(ranked[: choice.most_people])
    among = [tie for tie in ties if tie.one in people and tie.other in people]
    drawn = tuple(among) if every_tie else backbone(among)
    tied = {person for tie in drawn for person in (tie.one, tie.other)}
    shown = tuple(person for person in ranked if person in tied)
    shared = {event for tie in ties for event in tie.events}
    own = tuple(link for link in every if link.source in tied)
    counts = Counter(link.source for link in own if link.target in shared)
    return Company(shown, drawn, communities(shown, drawn), counts, own, len(strength) - len(shown))


def attendances(store: Queryable, choice: Choice) -> tuple[Link, ...]:
    """Who took part in what, in the time that is asked for."""
    links = [link for link in skeleton(store).links if link.role in _ROLES]
    if not choice.since and not choice.until:
        return tuple(links)
    known = days(store)
    first, last = (day.isoformat() if day else "" for day in (choice.since, choice.until))
    return tuple(link for link in links if link.target in known and _within(known[link.target], first, last))


_ROLES = frozenset({Role.PRESIDED, Role.ATTENDED, Role.SAT_IN})


def _within(day: tuple[str, str], first: str, last: str) -> bool:
    return (not first or day[1] >= first) and (not last or day[0] <= last)


def _ties(links: Iterable[Link], known: Mapping[str, tuple[str, str]]) -> Iterable[Tie]:
    """Every pair with a shared event, sorted."""
    present: dict[str, set[str]] = defaultdict(set)
    for link in links:
        present[link.target].add(link.source)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in sorted(present):
        if len(present[event]) <= CROWD:
            for pair in combinations(sorted(present[event]), 2):
                shared[pair].append(event)
    for (one, other), events in sorted(shared.items()):
        weight = sum(1 / (len(present[event]) - 1) for event in events)
        yield Tie(one, other, round(weight, 6), tuple(sorted(events, key=lambda event: (_reversed(known.get(event)), event))))


def _reversed(day: tuple[str, str] | None) -> tuple[int, ...]:
    """A key that puts the latest day first, and what has none last."""
    return tuple(-ord(letter) for letter in day[0]) if day else (0,)


def backbone(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """The strongest ties of each person."""
    of: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        of[tie.one].append(tie)
        of[tie.other].append(tie)
    kept = {tie for own in of.values() for tie in sorted(own, key=lambda tie: (-tie.weight, tie.one, tie.other))[:_TIES]}
    return tuple(tie for tie in ties if tie in kept)


def communities(people: Sequence[str], ties: Sequence[Tie]) -> Mapping[str, int]:
    """Person → number of the community, the largest first (Louvain, Blondel et al. 2008, by networkx, with a fixed seed)."""
    from networkx.algorithms.community import louvain_communities

    order = {person: place for place, person in enumerate(sorted(people))}  # numbers, so that no order of hashing plays a part
    found = louvain_communities(_graph(order, ties), weight="weight", seed=1)
    ranked = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    number = {place: rank for rank, members in enumerate(ranked) for place in members}
    return MappingProxyType({person: number[place] for person, place in order.items()})


def _graph(order: Mapping[str, int], ties: Sequence[Tie]) -> "Graph[int]":
    from networkx import Graph

    graph: Graph[int] = Graph()
    graph.add_nodes_from(range(len(order)))
    graph.add_weighted_edges_from((order[tie.one], order[tie.other], tie.weight) for tie in ties)
    return graph


def kinds(found: Company) -> dict[str, Kind]:
    """The kind of every node."""
    return dict.fromkeys(found.people, Kind.PERSON)
