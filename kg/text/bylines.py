"""Bylines: the reporters named behind 本报讯 or below an article.

Blanks stand both inside names and between them: 张 昕 孙亚文 are two reporters, 陈锋 张昕 too. Pieces of one character are put together
with their neighbours until a name of two or three characters is full.
"""

import re
from collections.abc import Iterator

from kg.model import Byline, Span
from kg.rules import chars, word_set

_ROLE = re.compile(
    r"(?:首席|见习|实习|特约|特派|全媒体|融媒体?|学生|校报|驻[^\s]{2,4})?(?:记\s?者|通\s?讯\s?员|实习生|撰稿|摄影报道|摄影|文/图|文图|图/文|编辑|见习生)[：:]?"
)
_PIECE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})*")
_FRONT = re.compile(r"[（(]([^（()）]{2,80})[）)]")
_END = re.compile(r"(?<=[。！？”\s])[（(]?(?:[\u4e00-\u9fff·]{0,10})(?:记\s?者|通\s?讯\s?员)\s[^。，,]{2,40}$")
_OUTLET = re.compile(r"[\u4e00-\u9fff]{2,12}(?:中心|报|社|台)\s")
_ONE_NAME = re.compile(r"[\u4e00-\u9fff]{1,3}(?:\s[\u4e00-\u9fff]{1,2})?")


def names(raw: str, begin: int, end: int) -> Iterator[Byline]:
    """The reporters in ``raw[begin:end]``: the names that follow a word like 记者."""
    roles = list(_ROLE.finditer(raw, begin, end))
    stops = [role.start() for role in roles[1:]] + [end]
    for role, stop in zip(roles, stops, strict=True):
        yield from _join(raw, list(_PIECE.finditer(raw, role.end(), stop)))


def _join(raw: str, pieces: list[re.Match[str]]) -> Iterator[Byline]:
    at = 0
    while at < len(pieces):
        last = at
        while last + 1 < len(pieces) and _one_name(pieces[at : last + 2]):
            last += 1
        text = "".join(piece[0] for piece in pieces[at : last + 1])
        if len(text) > 1:
            yield Byline(text, Span(pieces[at].start(), pieces[last].end()))
        at = last + 1


def _one_name(pieces: list[re.Match[str]]) -> bool:
    """Whether the pieces are one name parted by layout blanks: a piece of one character cannot stand alone."""
    texts = [piece[0] for piece in pieces]
    if len(texts) == 3 and set(map(len, texts)) == {1} and _pairs_on(pieces[-1]):
        return False
    whole = "".join(texts)
    compound = texts[0] in word_set("surnames_compound") or whole[:2] in word_set("surnames_compound")
    if len(whole) > (4 if compound else 3):
        return False
    return len(texts[0]) == 1 or len(texts[-1]) == 1 or (compound and texts[0] == whole[:2])


def _pairs_on(piece: re.Match[str]) -> bool:
    """Whether a further single character follows: 殷 实 邬 倩 is two names of two, not one of three."""
    return bool(re.compile(r"\s[\u4e00-\u9fff](?![\u4e00-\u9fff])").match(piece.string, piece.end()))


def front(raw: str, begin: int, end: int) -> tuple[list[Byline], int]:
    """The bylines right behind 本报讯 and where the text goes on.

    Args:
        raw: the page.
        begin: the start of the paragraph.
        end: its end.
    """
    match = _FRONT.search(raw, begin, min(end, begin + 110))
    if match is None or not _is_dateline(raw[begin : match.start()]):
        plain = re.compile(r"(?:本报讯|校讯|又讯)\s+|本报.{1,10}[讯电]\s+").match(raw, begin, end)
        return [], plain.end() if plain else begin
    inner = match[1]
    if _ROLE.search(inner):
        return list(names(raw, match.start(1), match.end(1))), match.end()
    begin = match.start(1) + (outlet.end() if (outlet := _OUTLET.match(inner)) else 0)
    alone = raw[begin : match.end(1)].strip()
    if _ONE_NAME.fullmatch(alone) and alone[0] in chars("surnames"):
        return list(_join(raw, list(_PIECE.finditer(raw, begin, match.end(1))))), match.end()
    return [], match.end()


def _is_dateline(text: str) -> bool:
    return bool(re.fullmatch(r"[^，。,：:]{0,22}(?:讯|电|消息)\s*", text))


def back(raw: str, begin: int, end: int) -> tuple[list[Byline], int]:
    """The bylines glued to the end of a paragraph and where the text before them ends."""
    match = _END.search(raw, begin, end)
    if match is None:
        return [], end
    return list(names(raw, match.start(), match.end())), match.start()
