"""Events by name: by one of their names as it is, or by the pieces that stand before 会议."""

from collections.abc import Iterator, Sequence

from kg.query.ask.errors import NotUnderstoodError
from kg.query.ask.names import Names, Thing
from kg.query.ask.notes import NOUNS, Notes, modifies, trimmed
from kg.query.ask.tokens import Token, chinese

_DIGITS = "零一二三四五六七八九"


def events(notes: Notes) -> None:
    """Events by name: by one of their names as it is, or by its pieces before 会议."""
    place = 0
    while place < len(notes.row):
        run = _phrase(notes, place)
        if run:
            notes.taken |= set(run)
            _event(notes, [notes.row[at] for at in run], notes.text(run))
        place += max(len(run), 1)


def _phrase(notes: Notes, place: int) -> list[int]:
    """Places of a name of events that begins here: modifiers and a noun, a number alone, or a name in the store."""
    run: list[int] = []
    for at in range(place, len(notes.row)):
        token = notes.row[at]
        if at in notes.taken or not (modifies(token) or token.kind in NOUNS):
            break
        run.append(at)
        if token.kind in NOUNS and token.kind != "times":
            return run if len(run) > 1 or token.kind == "head" else []
        if notes.between(at).strip():
            break
    things = [notes.row[at] for at in run]
    if things and things[0].thing in {"Event", "Series"}:
        return run[:1]
    if any(t.kind == "number" for t in things):
        return run
    return run[:1] if things and things[0].kind == "unknown" and _after(notes, place) in {"inspect", "met"} else []


def _after(notes: Notes, place: int) -> str:
    """The kind of the token before a place that it is the object of: 检查防汛."""
    return notes.row[place - 1].kind if place else ""


def _event(notes: Notes, row: list[Token], text: str) -> None:
    if len(row) == 1 and row[0].kind == "head":
        notes.set(label=row[0].text, features=notes.frame.features | {"noun"})
        return
    if len(row) == 1 and row[0].thing == "Event":
        notes.set(events=row[0].things, event_text=text)
        return
    found = _matching(notes.names, row)
    if not found and _pair(row) and row[0].thing in {"Organization", "Place"}:
        notes.set(body=row[0].things, kind=NOUNS[row[-1].kind])
        notes.add("noun")
        return
    if not found and _pair(row) and row[0].kind in {"unknown", "quote"}:
        notes.set_about(trimmed(row[0].text))
        notes.set(kind=NOUNS[row[-1].kind])
        notes.add("noun")
        return
    if not found:
        raise NotUnderstoodError(_no_event(notes.names, row, text))
    notes.set(events=found, event_text=text)


def _pair(row: Sequence[Token]) -> bool:
    """One modifier and a noun: 市委会议, 防汛会议."""
    modifier, *noun = row
    return len(noun) == 1 and noun[0].kind in NOUNS and modifier.kind not in NOUNS


def _matching(names: Names, row: list[Token]) -> tuple[Thing, ...]:
    whole = "".join(token.text for token in row)
    if exact := tuple(t for t in names.find([whole]).get(whole, ()) if t.kind == "Event"):
        return exact
    for pieces in _pieces(row):
        if pieces and (found := names.events(pieces)):
            return found
    return ()


def _pieces(row: Sequence[Token]) -> Iterator[list[str]]:
    """What the name has to hold: first all that the question says, then without the noun, then without tails such as 工作."""
    strict = [piece for token in row for piece in _piece(token)]
    yield strict
    without = [piece for token in row if token.kind not in NOUNS for piece in _piece(token)]
    yield without
    yield [trimmed(piece) for piece in without]


def _piece(token: Token) -> list[str]:
    if token.kind == "number":
        return [f"第{_numeral(token.number)}"] if token.number < 100 else [token.text]  # noqa: PLR2004 - numbers of meetings are written so
    if token.kind in NOUNS:
        return [token.text] if chinese(token.text) and len(token.text) > 1 and token.kind != "event" else []
    if token.thing == "Series":
        return [token.text]
    return [token.text]


def _numeral(number: int) -> str:
    """1 to 99 as 十三."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _no_event(names: Names, row: Sequence[Token], text: str) -> str:
    near = [
        thing.label for token in row for piece in _piece(token) if token.kind in {"unknown", "number"} for thing in names.events([piece])
    ]
    near = list(dict.fromkeys(near))[:3]
    hint = f"; near it: {'、'.join(near)}" if near else ""
    return f"no event of the graph has {text!r} in its name{hint}"
