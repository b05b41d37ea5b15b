"""From the pieces of a question to its frame; what cannot be placed is named, never passed over."""

from collections.abc import Sequence

from kg.query.ask.actors import actors
from kg.query.ask.errors import NotUnderstoodError
from kg.query.ask.frame import QUESTIONS, Frame
from kg.query.ask.merging import merged, surnames
from kg.query.ask.names import Names
from kg.query.ask.notes import NOUNS, SPEAKING, Notes, trimmed
from kg.query.ask.phrases import events
from kg.query.ask.tokens import Token, chinese, normal, tokens
from kg.query.ask.topics import to_whom, topics
from kg.query.nearness import suggestion

_SILENT = frozenset({"is", "did", "and", "by", "people", "about", "aspect", "to", "yes", "unknown", "name", "period", "number", "quote"})
_UNSAID = frozenset({*_SILENT, *NOUNS, "series", "tail", "filler", "chair"})  # kinds of pieces that are no features by themselves
_NAME = range(2, 13)  # characters


def read(question: str, names: Names) -> Frame:
    """The frame of a question; ``NotUnderstoodError`` names the part that is not understood."""
    text = normal(question)
    row = merged(tokens(text, names), names)
    _refuse_relative(row, names)
    in_chinese = any(token.kind not in {"name", "quote"} and chinese(token.text) for token in row)
    notes = Notes(names, text, row, Frame(question, in_chinese, frozenset()))
    for step in (to_whom, topics, events, _things, _left):
        step(notes)
    found = actors(row, notes.taken)
    notes.set(actors=found.actors, asked=found.asked)
    notes.set(features=_features(notes))
    return notes.frame


def _refuse_relative(row: Sequence[Token], names: Names) -> None:
    for token in row:
        if token.kind == "relative":
            first, last = names.years()
            known = f"the events of this graph are of {first} to {last}" if first else "no event of this graph has a date"
            message = f"{token.text!r} depends on the day of asking: name the month or the year instead, as in 2022年3月 ({known})"
            raise NotUnderstoodError(message)


def _things(notes: Notes) -> None:
    """Bodies, places, formulas, periods and kinds of events that stand by themselves."""
    for place, token in enumerate(notes.row):
        if place in notes.taken:
            continue
        if token.thing == "Concept" or token.kind == "quote":
            notes.set_about(token.text)
        elif token.thing == "Organization":
            notes.set(body=token.things)
        elif token.thing == "Place":
            notes.set(place=token.things)
        elif token.thing == "Reporter":
            notes.set(byline=token.text)
        elif token.kind == "period":
            _period(notes, token)
        elif token.kind in NOUNS:
            notes.set(kind=notes.frame.kind or NOUNS[token.kind], features=notes.frame.features | {"noun"})
        else:
            continue
        notes.taken.add(place)


def _period(notes: Notes, token: Token) -> None:
    if notes.frame.period is not None:
        message = f"one stretch of time at a time: {str(notes.frame.period)!r} and {token.text!r} are two"
        raise NotUnderstoodError(message)
    notes.set(period=token.period)


def _left(notes: Notes) -> None:
    """What nothing above has placed: a topic where something was said, else not understood."""
    for place, token in enumerate(notes.row):
        if place in notes.taken or token.kind not in {"unknown", "number", "but", "series"}:
            continue
        speaks = any(t.kind in SPEAKING or t.kind in {"formula", "article"} for t in notes.row)
        if token.kind == "unknown" and speaks and not notes.frame.about and chinese(token.text) and not _like_a_name(notes, place):
            notes.set_about(trimmed(token.text))
            notes.taken.add(place)
        elif token.kind == "series":
            notes.taken.add(place)
        else:
            raise NotUnderstoodError(_unknown(notes, token))


def _like_a_name(notes: Notes, place: int) -> bool:
    """张三 before a verb: two or three characters that begin with a surname."""
    token = notes.row[place]
    follows = notes.row[place + 1].kind if place + 1 < len(notes.row) else ""
    return (
        len(token.text) in {2, 3}
        and token.text[0] in surnames()
        and follows in {"say", "order", "attend", "preside", "and", "sitin", "met", "hold"}
    )


def _unknown(notes: Notes, token: Token) -> str:
    if token.kind == "but":
        return f"{token.text!r} turns the question round, which only works as in 谁没有参加第十三次会议"
    hint = suggestion(token.text, notes.names.people()) if 2 <= len(token.text) <= 12 else ""  # noqa: PLR2004 - as long as names are
    return f"nothing in the graph is called {token.text!r}, and it is no word of a question{hint}"


def _features(notes: Notes) -> frozenset[str]:
    frame = notes.frame
    kinds = {token.kind for place, token in enumerate(notes.row) if place not in notes.taken}
    found = set(frame.features) | (kinds - _UNSAID)
    found |= {"who", "preside"} if "chair" in kinds else set()
    persons = frame.persons()
    found |= {"person"} if persons else set()
    found |= {"persons"} if len(persons) > 1 else set()
    found |= {"office"} if frame.offices() else set()
    slots = {
        "event": frame.events,
        "body": frame.body,
        "place": frame.place,
        "about": frame.about,
        "byline": frame.byline,
        "to": frame.to,
        "period": frame.period,
    }
    found |= {name for name, value in slots.items() if value}
    found |= {"concept"} if frame.concept else set()
    if not found & QUESTIONS:
        asks = "yes" in kinds or any(t.kind in {"did", "is"} and t.begin == 0 for t in notes.row)
        found.add("yesno" if asks else "what")
    return frozenset(found)
