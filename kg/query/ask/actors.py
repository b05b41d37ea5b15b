"""Who does what in a question: each person and office, and the asked-for "who", with the verb that belongs to it.

In both languages the verb follows its subject (安伟主持的会议, the meetings that 安伟 chaired); before "by" it precedes it. A verb
without a subject goes to whoever is left without one (主持会议的是谁).
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.query.ask.frame import Actor
from kg.query.ask.tokens import Token

VERBS = frozenset(
    {"attend", "preside", "sitin", "met", "inspect", "convene", "say", "order", "decide", "hold", "missing", "happen", "chair"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """The actors in the order in which they stand, and the mode of "who"."""

    actors: tuple[Actor, ...]
    asked: str
    notes: tuple[str, ...] = ()


@dataclass
class _State:
    actors: list[Actor] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)  # actors without a verb; -1 is "who"
    asked: list[str] = field(default_factory=list)
    verb: str = ""
    idle: str = ""  # a verb without a subject


def actors(row: Sequence[Token], taken: AbstractSet[int]) -> Found:
    """The actors among the tokens that are not yet placed."""
    state = _State()
    for place, token in enumerate(row):
        if place in taken:
            continue
        if token.thing in {"Person", "Post"}:
            state.actors.append(Actor(token.text, token.things, "", token.thing == "Post"))
            _subject(state, len(state.actors) - 1, row, place)
        elif token.kind == "who":
            _subject(state, -1, row, place)
        elif token.kind == "chair":
            state.asked.append("preside")
        elif token.kind in VERBS:
            _verb(state, token.kind)
    return _settled(state)


def _subject(state: _State, actor: int, row: Sequence[Token], place: int) -> None:
    if place and row[place - 1].kind == "by" and state.verb and row[place - 1].text.lower() == "by":
        _assign(state, actor, state.verb)
        state.idle = ""
    else:
        state.waiting.append(actor)


def _verb(state: _State, verb: str) -> None:
    state.idle = "" if state.waiting else verb if verb not in {"convene", "happen"} else state.idle
    for actor in state.waiting:
        _assign(state, actor, verb)
    state.waiting, state.verb = [], verb


def _assign(state: _State, actor: int, verb: str) -> None:
    if actor < 0:
        state.asked.append(verb)
    else:
        old = state.actors[actor]
        state.actors[actor] = Actor(old.text, old.things, verb, old.office)


def _settled(state: _State) -> Found:
    """Whoever has no verb of its own takes the idle one; behind 会见 stands who was met."""
    for actor in state.waiting:
        verb = state.idle or ("met" if state.verb == "met" else "")
        if verb:
            _assign(state, actor, verb)
    return Found(tuple(state.actors), next(filter(None, state.asked), ""))
