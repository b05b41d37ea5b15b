"""Layout repair: from raw stretches of a page to text that reads on, every character knowing its raw place.

A newspaper page breaks lines inside sentences and words, puts blanks inside names, and mixes half-width and full-width marks. The steps:
join the stretches, drop blanks that stand between Chinese characters, write half-width marks beside Chinese full-width, and turn straight
quotation marks into pairs. Nothing is ever looked up again: offsets are carried along from the first step.
"""

import re
from array import array
from collections.abc import Iterable

from kg.model import RepairedText, Span

PARAGRAPH = "\n"

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_SPECIAL = re.compile(r"[\s\u200b\ufeff]+|[,;:?!()\"]")
_NARROW = re.compile(r"[A-Za-z0-9%.\-+/&']")


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or char in "“”‘’…—·"


def repair(raw: str, pieces: Iterable[Iterable[Span]]) -> RepairedText:
    """The text of paragraphs, each a list of raw stretches that a layout break had parted.

    Args:
        raw: the decoded page.
        pieces: for each paragraph its stretches in order. Paragraphs come out parted by a newline that stands for the raw gap between them.

    Returns:
        The repaired text. Characters keep their order; each has a raw stretch of one character (a newline: the gap, maybe empty).
    """
    writer = _Writer(raw)
    for paragraph in pieces:
        writer.paragraph(paragraph)
    return writer.finish()


class _Writer:
    """Collects characters and their raw places."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.out: list[str] = []
        self.begins = array("I")
        self.ends = array("I")
        self.last = ""  # last character written in this paragraph
        self.open_quote = False

    def paragraph(self, stretches: Iterable[Span]) -> None:
        if self.out:
            self._put(PARAGRAPH, self.ends[-1], self.ends[-1])
        self.last, self.open_quote = "", False
        for stretch in stretches:
            self._stretch(stretch.begin, stretch.end)

    def _stretch(self, begin: int, end: int) -> None:
        at = begin
        for match in _SPECIAL.finditer(self.raw, begin, end):
            self._copy(at, match.start())
            self._special(match, end)
            at = match.end()
        self._copy(at, end)

    def _copy(self, begin: int, end: int) -> None:
        if begin < end:
            self.out.append(self.raw[begin:end])
            self.begins.extend(range(begin, end))
            self.ends.extend(range(begin + 1, end + 1))
            self.last = self.raw[end - 1]

    def _put(self, char: str, begin: int, end: int) -> None:
        self.out.append(char)
        self.begins.append(begin)
        self.ends.append(end)
        self.last = char

    def _special(self, match: re.Match[str], end: int) -> None:
        mark, begin = match[0], match.start()
        after = self.raw[match.end()] if match.end() < end else ""
        if mark == '"':
            self._put("”" if self.open_quote else "“", begin, begin + 1)
            self.open_quote = not self.open_quote
        elif mark in _FULL:
            wide = _is_wide(self.last) or (after != "" and (_is_wide(after) or after.isspace()))
            number = self.last.isdigit() and after.isdigit()
            self._put(_FULL[mark] if wide and not number else mark, begin, begin + 1)
        elif self.last and after and _NARROW.match(self.last) and _NARROW.match(after):
            self._put(" ", begin, match.end())

    def finish(self) -> RepairedText:
        return RepairedText("".join(self.out), self.begins, self.ends)
