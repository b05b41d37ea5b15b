"""Bylines: the reporters named behind 本报讯 or below an article.

Blanks stand both inside names and between them: 张 昕 孙亚文 are two reporters, 陈锋 张昕 too. Pieces of one character are put together
with their neighbours until a name of two or three characters is full.
"""

import re
from collections.abc import Iterator

from kg.model import Byline, Span
from kg.rules import chars, word_set
from kg.text.repair import BLANKS

_HAN = "[\u4e00-\u9fff]"
_ROLE = re.compile(
    r"(?P<text>(?:首席|见习|实习|特约|特派|本报|全媒体|融媒体?|学生|校报|驻\S{2,4})?(?:记\s?者|通\s?讯\s?员)|实习生|见习生|撰稿|供稿|文\s?[/／]?\s?图|图\s?[/／]\s?文|文字|摄影报道|报道"
    r"|(?<![\u4e00-\u9fff])文(?=\s?[：:／/])|[/／](?:文|图))"
    r"|(?P<other>责任编辑|编辑|编校|责编|校对|审核|摄影|摄|图片|来源|(?<![\u4e00-\u9fff])图(?=\s?[：:／/]))"
)
_PIECE = re.compile(rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,8}})*")
_BEHIND_NAMES = re.compile(r"文\s?[/／]?\s?图|图\s?[/／]\s?文|摄影报道|[/／](?:文|图)")
_FRONT = re.compile(r"[（(]([^（()）]{2,80})[）)][：:]?")
_DATELINE = re.compile(r"[^，。,：:]{0,24}(?:讯|电|消息)[】\]]?\s*")
_PLAIN = re.compile(r"(?:[^，。,：:（()）]{0,20}\d日(?:讯|电)|(?:本报|本台|本刊|本网|校|又)讯|[【\[][^】\]]{2,10}[讯电][】\]])[\s：:]*")
_NAMED = re.compile(
    r"(?:[^，。,：:（()）]{0,10}(?:记者|通讯员|实习生)\s?[^，。,：:\d（()）]{2,24}?){1,2}(?:摄影报道|报道|文/图)[：:，,]?\s*"
)
_END = re.compile(r"(?<=[。！？”\s])[（(]?(?:[\u4e00-\u9fff·]{0,10})(?:记\s?者|通\s?讯\s?员)\s[^。，,]{2,40}$")
_LONGEST_FRONT = 110
_LONGEST_END = 60
_OUTLET = re.compile(r"[\u4e00-\u9fff]{2,12}(?:中心|报|社|台)\s")
_BODY = re.compile(r".+(?:[报社台网刊]|中心|集团|师生|公司|媒体|综合)$|..+[部院系处室站局办队会团组班]$|综合$")
_SET_APART = re.compile(rf"{_HAN}\s{_HAN}")
_LONGEST_NAME, _LONGEST_COMPOUND, _LONGEST_PIECE = 3, 4, 5


def names(raw: str, begin: int, end: int) -> Iterator[Byline]:
    """The reporters in ``raw[begin:end]``: the names behind a word like 记者, or before 文/图; editors and photographers are none."""
    roles = list(_ROLE.finditer(raw, begin, end))
    if not roles:
        return
    if _BEHIND_NAMES.fullmatch(roles[0][0]):
        yield from _join(_pieces(raw, begin, roles[0].start()))
    stops = [*(role.start() for role in roles[1:]), end]
    photographs = [role[0] == "摄" for role in roles[1:]] + [False]  # 记者 王明 摄
    for role, stop, photograph in zip(roles, stops, photographs, strict=False):
        if role["text"] and not photograph:
            yield from listed(raw, role.end(), stop)


def listed(raw: str, begin: int, end: int) -> Iterator[Byline]:
    """The names in a stretch that holds nothing else."""
    return _join(_pieces(raw, begin, end))


def _pieces(raw: str, begin: int, end: int) -> list[re.Match[str]]:
    """The pieces of names in a stretch; the outlet in 张三 省报记者 李四 is none."""
    return [piece for piece in _PIECE.finditer(raw, begin, end) if not _BODY.match(piece[0])]


def _join(pieces: list[re.Match[str]]) -> Iterator[Byline]:
    at = 0
    while at < len(pieces):
        last = at
        while last + 1 < len(pieces) and _one_name(pieces[at : last + 2]):
            last += 1
        text = "".join(piece[0] for piece in pieces[at : last + 1])
        if len(text) > 1 and (len(text) <= _LONGEST_PIECE or "·" in text):
            yield Byline(text, Span(pieces[at].start(), pieces[last].end()))
        at = last + 1


def _one_name(pieces: list[re.Match[str]]) -> bool:
    """Whether the pieces are one name parted by layout blanks: a piece of one character cannot stand alone."""
    if pieces[-1].string[pieces[-2].end() : pieces[-1].start()].strip(BLANKS):
        return False
    texts = [piece[0] for piece in pieces]
    if len(texts) == _LONGEST_NAME and set(map(len, texts)) == {1} and _pairs_on(pieces[-1]):
        return False
    whole = "".join(texts)
    compound = texts[0] in word_set("surnames_compound") or whole[:2] in word_set("surnames_compound")
    if len(whole) > (_LONGEST_COMPOUND if compound else _LONGEST_NAME):
        return False
    return len(texts[0]) == 1 or len(texts[-1]) == 1 or (compound and texts[0] == whole[:2])


_SINGLE = re.compile(rf"\s{_HAN}(?!{_HAN})")


def _pairs_on(piece: re.Match[str]) -> bool:
    """Whether a further single character follows: 殷 实 邬 倩 is two names of two, not one of three."""
    return bool(_SINGLE.match(piece.string, piece.end()))


def front(raw: str, begin: int, end: int) -> tuple[list[Byline], int]:
    """The bylines right behind 本报讯 and where the text goes on.

    Args:
        raw: the page.
        begin: the start of the paragraph.
        end: its end.
    """
    match = _FRONT.search(raw, begin, min(end, begin + _LONGEST_FRONT))
    if match is None or not _DATELINE.fullmatch(raw, begin, match.start()):
        return _plain_front(raw, begin, end)
    found = list(names(raw, match.start(1), match.end(1))) if _ROLE.search(match[1]) else list(_alone(match))
    return found, match.end()


def _plain_front(raw: str, begin: int, end: int) -> tuple[list[Byline], int]:
    """The same for 本报讯 without a bracket, as in 本报讯 记者张三报道."""
    dateline = _PLAIN.match(raw, begin, end)
    if dateline is None:
        return [], begin
    named = _NAMED.match(raw, dateline.end(), end)
    return (list(names(raw, named.start(), named.end())), named.end()) if named else ([], dateline.end())


def _alone(match: re.Match[str]) -> Iterator[Byline]:
    """The names in a bracket without a word like 记者: they begin with a surname, or an outlet stands before them."""
    inner = match[1]
    outlet = _OUTLET.match(inner)
    pieces = _pieces(match.string, match.start(1) + (outlet.end() if outlet else 0), match.end(1))
    found = list(_join(pieces))
    surnames = all(name.name[0] in chars("surnames") and len(name.name) <= _LONGEST_COMPOUND for name in found)
    if surnames or (outlet and _SET_APART.fullmatch(inner[outlet.end() :].strip())):
        yield from found


def back(raw: str, begin: int, end: int) -> tuple[list[Byline], int]:
    """The bylines glued to the end of a paragraph and where the text before them ends."""
    match = _END.search(raw, max(begin, end - _LONGEST_END), end)
    if match is None:
        return [], end
    return list(names(raw, match.start(), match.end())), match.start()
