"""The pieces of a question while they are being placed, and what was placed so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.query.ask import lexicon
from kg.query.ask.frame import Frame
from kg.query.ask.names import Names
from kg.query.ask.tokens import Token

NOUNS = {"meeting": "Meeting", "event": "", "ceremony": "Ceremony", "head": "", "times": ""}
SPEAKING = frozenset({"say", "order", "decide"})
_MODIFIERS = frozenset({"number", "unknown", "quote"})
_MODIFYING = frozenset({"Organization", "Place", "Concept", "Series", "Event", "Post"})


@dataclass
class Notes:
    """A question, its pieces in a row, the frame so far, and the places in the row that are done with."""

    names: Names
    question: str
    row: list[Token]
    frame: Frame
    taken: set[int] = field(default_factory=set)

    def between(self, place: int) -> str:
        """The text between a piece and the one behind it; "|" behind the last."""
        return self.question[self.row[place].end : self.row[place + 1].begin] if place + 1 < len(self.row) else "|"

    def kind(self, place: int) -> str:
        """The kind of a piece; "" beyond the ends of the row."""
        return self.row[place].kind if 0 <= place < len(self.row) else ""

    def set(self, **values: object) -> None:
        """Change the frame."""
        self.frame = replace(self.frame, **values)  # type: ignore[arg-type]

    def add(self, feature: str) -> None:
        """Give the frame a feature."""
        self.set(features=self.frame.features | {feature})

    def run(self, place: int) -> list[int]:
        """Places of the pieces that belong together from a place on: unknown ones, and names of bodies, places and formulas."""
        found: list[int] = []
        for at in range(place, len(self.row)):
            if at in self.taken or not modifies(self.row[at]) or self.row[at].kind == "number":
                break
            found.append(at)
            if self.between(at).strip():
                break
        return found

    def text(self, places: Sequence[int]) -> str:
        """The text of pieces that belong together."""
        if len(places) == 1:
            return self.row[places[0]].text
        return self.question[self.row[places[0]].begin : self.row[places[-1]].end].strip('“”「」"')

    def set_about(self, text: str) -> None:
        """Set the topic; a formula of that name goes with it."""
        if text:
            things = self.names.find([text]).get(text, ())
            self.set(about=text, concept=tuple(thing for thing in things if thing.kind == "Concept"))


def modifies(token: Token) -> bool:
    """Whether it may stand in a topic or before 会议."""
    return token.kind in _MODIFIERS or token.thing in _MODIFYING


def trimmed(text: str) -> str:
    """疫情防控工作 is about 疫情防控."""
    for tail in lexicon.tables()["tail"]:
        if text.endswith(tail) and len(text) > len(tail) + 1:
            return text.removesuffix(tail)
    return text
