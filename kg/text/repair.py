"""Layout repair: from raw stretches of a page to text that reads on, every character knowing its raw place.

A newspaper page breaks lines inside sentences and words, puts blanks inside names, and mixes half-width and full-width marks. The repair
joins the stretches, drops the blanks beside Chinese characters, writes half-width marks there full-width, and turns straight quotation
marks into pairs. Offsets are carried along from the first step; nothing is ever looked up again. Repaired text comes out as it went in.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.model import RepairedText, Span

PARAGRAPH = "\n"
BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_RUN = re.compile(f'[{re.escape(BLANKS)},;:?!()"]+')  # marks and blanks side by side are judged together
_PIECE = re.compile(f'[{re.escape(BLANKS)}]+|[,;:?!()"]')
_WIDE_MARKS = frozenset("“”‘’…—·")
_CHINESE = re.compile('[\u2e80-\U0010ffff“”‘’…—·"]')  # straight quotation marks become Chinese ones
_SLOGAN = re.compile(r"[“\"][\u4e00-\u9fff]{3,12}(?:\s[\u4e00-\u9fff]{3,12}){1,4}[”\"]")
_LONGEST_SLOGAN = 66
_LONG = 1 << 20  # characters of a page, beyond which no table of places is kept
_SIZES = 20  # tables of places kept, one for each power of two


def repair(raw: str, pieces: Iterable[Sequence[Span]]) -> RepairedText:
    """The text of paragraphs, each a list of raw stretches that a layout break had parted.

    Args:
        raw: the decoded page.
        pieces: for each paragraph its stretches in ascending order. Paragraphs come out parted by a newline; those of blanks alone vanish.

    Returns:
        The repaired text. Characters keep their order; each stands for one raw character, a blank for one or more, a newline for none.
    """
    writer = _Writer(raw)
    for paragraph in pieces:
        writer.paragraph(paragraph)
    return RepairedText("".join(writer.out), writer.begins, writer.ends)


class _Writer:
    """Collects characters and their raw places."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.out: list[str] = []
        self.begins = array("I")
        self.ends = array("I")
        self.last = ""  # last character written in this paragraph
        self.open_quote = False
        self.chinese = False  # whether the paragraph has any Chinese character or mark

    def paragraph(self, stretches: Sequence[Span]) -> None:
        self.last, self.open_quote = "", False
        if len(stretches) == 1:
            begin, end = stretches[0].begin, stretches[0].end
            self.chinese = _CHINESE.search(self.raw, begin, end) is not None
            self._stretch(begin, end, "")
            return
        self.chinese = any(_CHINESE.search(self.raw, stretch.begin, stretch.end) for stretch in stretches)
        for stretch, after in zip(stretches, self._followers(stretches), strict=True):
            if _is_letter(self.last) and _is_letter(self.raw[stretch.begin : stretch.begin + 1]) and self.ends[-1] < stretch.begin:
                self._put(" ", self.ends[-1], stretch.begin)  # no line breaks inside a Latin word
            self._stretch(stretch.begin, stretch.end, after)

    def _followers(self, stretches: Sequence[Span]) -> list[str]:
        """For each stretch the character that follows it: the next one that tells whether a mark before it is Chinese."""
        found = [""]
        for stretch in reversed(stretches[1:]):
            run = _RUN.match(self.raw, stretch.begin, stretch.end)
            at = run.end() if run else stretch.begin
            after = self.raw[at] if at < stretch.end else found[-1]
            found.append("“" if run and self._reads_wide(run[0], after) else after)
        return found[::-1] if stretches else []

    def _stretch(self, begin: int, end: int, follower: str) -> None:
        places = _places(end.bit_length())[begin : end + 1] if end < _LONG else array("I", range(begin, end + 1))
        at = begin
        for run in _RUN.finditer(self.raw, begin, end):
            self._copy(at, run.start(), places, begin)
            at = run.end()
            self._run(run.start(), at, self.raw[at] if at < end else follower)
        self._copy(at, end, places, begin)

    def _copy(self, begin: int, end: int, places: "array[int]", first: int) -> None:
        if begin < end:
            self._part()
            self.out.append(self.raw[begin:end])
            self.begins.extend(places[begin - first : end - first])
            self.ends.extend(places[begin - first + 1 : end - first + 1])
            self.last = self.raw[end - 1]

    def _put(self, char: str, begin: int, end: int) -> None:
        self._part()
        self.out.append(char)
        self.begins.append(begin)
        self.ends.append(end)
        self.last = char

    def _part(self) -> None:
        """Part paragraphs, before the first character of the next one."""
        if self.out and not self.last:
            self.out.append(PARAGRAPH)
            self.begins.append(self.ends[-1])
            self.ends.append(self.ends[-1])

    def _run(self, begin: int, end: int, after: str) -> None:
        run = self.raw[begin:end]
        wide = _is_wide(self.last) or self._reads_wide(run, after)
        number = len(run) == 1 and self.last.isdigit() and after.isdigit()  # １,０００
        if not run.strip(BLANKS):
            self._blank(begin, end, after, kept=not wide or self._in_slogan(begin))
        elif wide and not number:
            self._wide_marks(run, begin)
        else:
            self._narrow_marks(begin, end, after)

    def _reads_wide(self, run: str, after: str) -> bool:
        """Whether marks are Chinese by themselves or by what follows: quotation marks always, brackets where the paragraph is."""
        return _is_wide(after) or '"' in run or (self.chinese and ("(" in run or ")" in run))

    def _wide_marks(self, run: str, begin: int) -> None:
        for at, char in enumerate(run, begin):
            if char == '"':
                self._put("”" if self.open_quote else "“", at, at + 1)
                self.open_quote = not self.open_quote
            elif char in _FULL:
                self._put(_FULL[char], at, at + 1)

    def _narrow_marks(self, begin: int, end: int, after: str) -> None:
        for piece in _PIECE.finditer(self.raw, begin, end):
            if piece[0] in _FULL:
                self._put(piece[0], piece.start(), piece.end())
            else:
                self._blank(*piece.span(), after if piece.end() == end else ",", kept=True)

    def _blank(self, begin: int, end: int, after: str, *, kept: bool) -> None:
        if kept and after and self.last not in ("", " "):
            self._put(" ", begin, end)

    def _in_slogan(self, at: int) -> bool:
        """Whether a blank parts the halves of a slogan, a quotation of parts of the same length: “奋进新征程 建功新时代”."""
        mark = '"' if self.open_quote else "“"
        opening = self.raw.rfind(mark, max(0, at - _LONGEST_SLOGAN), at)
        slogan = _SLOGAN.match(self.raw, opening) if opening >= 0 else None
        return slogan is not None and slogan.end() > at and len(set(map(len, slogan[0][1:-1].split()))) == 1


@lru_cache(_SIZES)
def _places(bits: int) -> "array[int]":
    """The numbers below 2 ** bits, to be cut from, never written to: cutting is many times as fast as counting."""
    return array("I", range(1 << bits))


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or char in _WIDE_MARKS


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
