"""A question cut into pieces: words of the lexicon, names of the store, days, and what is none of them.

Of all covers the cheapest is taken: few pieces, as little unknown text as may be. A name costs a little less than a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.query.ask import dates, lexicon
from kg.query.ask.dates import Period
from kg.query.ask.names import Names, Thing

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))} | {0x3000: 0x20}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMBERED = re.compile(
    r"第(?P<n>[0-9一二三四五六七八九十百零]{1,6})(?:次|届|场|批|期|轮|回)?|\b(?P<en>[0-9]{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“([^“”]{1,60})”|\"([^\"]{1,60})\"|「([^「」]{1,60})」|『([^『』]{1,60})』|《([^《》]{1,60})》|‘([^‘’]{1,60})’")
_LONGEST_NAME, _SHORTEST_LATIN = 60, 4  # characters
_WORD, _NAME, _DATE, _UNKNOWN = 1.0, 0.9, 0.8, 2.2
_JOINS = frozenset("和与中上对下在有会人场任次的以为是说开同来")  # also parts of words: unknown text goes on over one of them


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question: ``kind`` is a table of the lexicon, "name", "period", "number", "quote", or "unknown"."""

    kind: str
    text: str
    begin: int
    end: int
    things: tuple[Thing, ...] = ()
    period: Period | None = None
    number: int = 0

    @property
    def thing(self) -> str:
        """The kind of the things of a name."""
        return self.things[0].kind if self.things else ""


def normal(question: str) -> str:
    """Wide digits, letters and blanks as ASCII has them; every other character, and each one's place, stays."""
    return question.translate(_WIDE)


def chinese(text: str) -> bool:
    """Whether Chinese characters are in it."""
    return bool(_HAN.search(text))


def tokens(question: str, names: Names) -> list[Token]:
    """The pieces of a normal question, in order; fillers and blanks are left out."""
    known = [*_words(question), *_numbers(question), *_periods(question), *_quotes(question)]
    known += _named(question, names, {(t.begin, t.end) for t in known if t.kind not in {"office", "quote"}})
    cover = _rejoined(question, _cover(question, known))
    return [token for token in cover if token.kind != "filler" and token.text.strip()]


def _words(question: str) -> Iterator[Token]:
    small = "".join(c.lower() if len(c.lower()) == 1 else c for c in question)
    kinds = lexicon.kinds()
    for begin in range(len(small)):
        for end in range(begin + 1, min(begin + lexicon.LONGEST, len(small)) + 1):
            kind = kinds.get(small[begin:end])
            if kind and _whole(question, begin, end):
                yield Token(kind, question[begin:end], begin, end)


def _whole(question: str, begin: int, end: int) -> bool:
    """No Latin letter or digit goes on beyond a Latin word."""
    before, after = question[begin - 1 : begin], question[end : end + 1]
    inside = question[begin:end]
    return not (_latin(before) and _latin(inside[0])) and not (_latin(after) and _latin(inside[-1]))


def _latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _numbers(question: str) -> Iterator[Token]:
    for match in _NUMBERED.finditer(question):
        if match[0] in lexicon.kinds():  # 第一次
            continue
        number = dates.number(match["n"] or match["en"])
        yield Token("number", match[0], match.start(), match.end(), number=number)


def _periods(question: str) -> Iterator[Token]:
    for found in dates.find(question):
        yield Token("period", question[found.begin : found.end], found.begin, found.end, period=found.period)


def _quotes(question: str) -> Iterator[Token]:
    for match in _QUOTED.finditer(question):
        yield Token("quote", next(filter(None, match.groups())), match.start(), match.end())


def _named(question: str, names: Names, taken: set[tuple[int, int]]) -> Iterator[Token]:
    """Every stretch that is just a name in the store; what is a word of the lexicon as well is a word."""
    spans = [(b, e) for b in range(len(question)) for e in range(b + 2, min(b + _LONGEST_NAME, len(question)) + 1)]
    spans = [(b, e) for b, e in spans if (b, e) not in taken and _could_be_name(question, b, e)]
    found = names.find(question[b:e] for b, e in spans)
    for b, e in spans:
        if things := found.get(question[b:e]):
            yield Token("name", question[b:e], b, e, things)


def _could_be_name(question: str, begin: int, end: int) -> bool:
    first, last = question[begin], question[end - 1]
    edges = first.isspace() or last.isspace() or first in "的了，？?。" or last in "的了，？?。"
    return not edges and _whole(question, begin, end) and (chinese(question[begin:end]) or end - begin >= _SHORTEST_LATIN)


def _cover(question: str, known: Iterable[Token]) -> list[Token]:
    """The cheapest way to cover the question, from its end backwards."""
    starting: dict[int, list[Token]] = {}
    for token in known:
        starting.setdefault(token.begin, []).append(token)
    best: list[tuple[float, Token | None]] = [(0.0, None)] * (len(question) + 1)
    for begin in range(len(question) - 1, -1, -1):
        blank = 0.0 if question[begin].isspace() else _UNKNOWN
        choices = [(blank + best[begin + 1][0], Token("unknown", question[begin], begin, begin + 1))]
        choices += [(_cost(token) + best[token.end][0], token) for token in starting.get(begin, ())]
        best[begin] = min(choices, key=lambda choice: choice[0])
    return list(_followed(best))


def _followed(best: list[tuple[float, Token | None]]) -> Iterator[Token]:
    place = 0
    while (token := best[place][1]) is not None:
        yield token
        place = token.end


def _cost(token: Token) -> float:
    return {"name": _NAME, "period": _DATE, "number": _DATE, "quote": _DATE}.get(token.kind, _WORD) - 0.001 * (token.end - token.begin)


def _rejoined(question: str, cover: list[Token]) -> list[Token]:
    """Unknown characters beside each other are one piece, over blanks and over single characters that words are made of, too."""
    row: list[Token] = []
    for place, token in enumerate(cover):
        following = cover[place + 1] if place + 1 < len(cover) else None
        if row and row[-1].kind == "unknown" and row[-1].end == token.begin and _goes_on(token, following):
            row[-1] = replace(row[-1], text=question[row[-1].begin : token.end], end=token.end)
        elif token.text.strip():
            row.append(token)
    return [replace(t, text=t.text.strip()) if t.kind == "unknown" else t for t in row]


def _goes_on(token: Token, following: Token | None) -> bool:
    if token.kind == "unknown":
        return True
    inside = following is not None and following.kind == "unknown" and bool(following.text.strip())
    return inside and token.text in _JOINS and token.text != "的"


def of_kind(row: Iterable[Token], kinds: Mapping[str, object] | frozenset[str]) -> list[Token]:
    """The tokens of some kinds."""
    return [token for token in row if token.kind in kinds]
