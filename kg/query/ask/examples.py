"""Questions that can be answered: the examples of the grammar, with the names of the user's own question in them."""

import difflib

from kg.query.ask.frame import Frame
from kg.query.ask.grammar import RULES
from kg.query.ask.tokens import chinese

_SHOWN = 3


def nearest_questions(question: str, frame: Frame | None) -> tuple[str, ...]:
    """Up to three examples in the language of the question that come nearest to it."""
    in_chinese = chinese(question) if frame is None else frame.chinese
    examples = [_filled(text, frame) for rule in RULES for text in rule.examples if _in_chinese(text) == in_chinese]
    ranked = sorted(examples, key=lambda text: -difflib.SequenceMatcher(None, question, text).ratio())
    return tuple(ranked[:_SHOWN])


def _in_chinese(text: str) -> bool:
    return text.endswith("？")


def _filled(text: str, frame: Frame | None) -> str:
    """The example with the person and the event of the question put in."""
    if frame is None:
        return text
    people = [actor.text for actor in frame.persons()]
    names = [name for name in ("安伟", "何雄", "徐立毅", "周富强", "张艳敏") if name in text]
    for name, person in zip(names, people, strict=False):
        text = text.replace(name, person)
    return text.replace("第十三次专题会议", frame.event_text) if frame.event_text else text
