"""What a question says, taken apart: who is in it and did what, which events, when, where, about what; and what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.query.ask.dates import Period
from kg.query.ask.names import Thing

QUESTIONS = frozenset(
    {"who", "what", "when", "where", "many", "manypeople", "rank", "evidence", "reporter", "organizer", "addressees", "compare", "most"}
)  # features that ask for something; without any, yes or no is asked, or what there is


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in the question: a person (or several of that name), or the holder of an office."""

    text: str
    things: tuple[Thing, ...]
    mode: str = ""  # the table of the verb: "attend", "preside", "sitin", "met", "say", "order", …; "" where there is none
    office: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A question, taken apart; empty values where it says nothing of the kind."""

    question: str
    chinese: bool
    features: frozenset[str]
    actors: tuple[Actor, ...] = ()
    asked: str = ""  # the mode of whom "who" asks for
    events: tuple[Thing, ...] = ()
    event_text: str = ""
    kind: str = ""  # class of the events: "Meeting", "Talks", "Inspection", "Ceremony"
    label: str = ""  # what the names of the events have to hold: 座谈会
    body: tuple[Thing, ...] = ()
    place: tuple[Thing, ...] = ()
    about: str = ""
    concept: tuple[Thing, ...] = ()
    to: str = ""
    byline: str = ""  # who signed the articles
    period: Period | None = None
    notes: tuple[str, ...] = ()

    def persons(self) -> tuple[Actor, ...]:
        """The actors that are people by name."""
        return tuple(actor for actor in self.actors if not actor.office)

    def offices(self) -> tuple[Actor, ...]:
        """The actors that are offices."""
        return tuple(actor for actor in self.actors if actor.office)

    def slots(self) -> dict[str, str]:
        """All that was understood, for people and for tests: name of the slot → value."""
        found = {f"{'office' if a.office else 'person'}{number}": _with_mode(a.text, a.mode) for number, a in enumerate(self.actors, 1)}
        found |= {"asked": self.asked, "event": self.event_text, "kind": self.kind, "label": self.label}
        found |= {"body": _labels(self.body), "place": _labels(self.place), "about": self.about, "concept": _labels(self.concept)}
        found |= {"byline": self.byline, "to": self.to, "period": str(self.period or "")}
        return {name: value for name, value in found.items() if value}


def _with_mode(text: str, mode: str) -> str:
    return f"{text} ({mode})" if mode else text


def _labels(things: Sequence[Thing]) -> str:
    return "、".join(dict.fromkeys(thing.label for thing in things))
