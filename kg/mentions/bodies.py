"""Bodies named in a text: of the country by name, of a place or a level by form (市公安局, 河南省财政厅), others by their last word.

A wrong body is worse than none: where it is not clear where a name begins, nothing is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.divisions import by_name
from kg.mentions.landmarks import Landmarks, landmarks
from kg.mentions.places import Place, clear_before, left_edge
from kg.rules import chars, word_set


@dataclass(frozen=True, slots=True)
class Body:
    """A body where it stands; offsets in the repaired text."""

    begin: int
    end: int
    label: str
    rule: str
    level: str = ""  # 省, 市, 县 … where it is only said of which level it is: 市委 of which city?


_LEVELS = ("自治区", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡")
_LEVEL = re.compile(rf"(?:{'|'.join(_LEVELS)})$")
_PARTY = ("省委", "市委", "县委", "区委", "州委", "盟委", "旗委", "自治区党委", "镇党委", "乡党委")
_LEFT_FREE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由对向和与及在到是经了受请同从给被让为后前即按照的会据当者将员委]"
    r"|根据|听取|按照|下午|上午|近日|参加|出席|来到|走进)$"
)
_NOT_BEHIND = re.compile(
    r"员|长|们|代表|讲话|部署|门口|路|街|小区|家属院|宿舍|毕业|生(?![态物命产活])|化|式|型|类|制|法$"
    r"|规划|性|大楼|旧址|人员|系统|工作者|史|志"
)
_NOT_NATIONAL = frozenset("美俄英法德日韩乌以伊印方市省县委区州")  # 美国务院, 俄外交部, 市委组织部
_OWN_NAME = 14
_OWN_SHORTEST = 2
_OWN_NEVER = re.compile(
    r"^(?:该|本|各|全|一|两|三|多|几|我|他|其|某|任|每|高等|农村|中小|民营|国有|国际|上市|外资|跨国|龙头|骨干|重点|相关|有关|部分|所属|下属|旗下)"
    r"|和(?![平谐田县])(?<!共和)"
    r"|(?:国有|大型|中小|多家|一家|两家|等|所|家|个|名|位|年|月|级|世界|国立|新型|课程|著名|知名|名牌|顶尖|国外|国内|海外|办|^中国)$"
)


def bodies(text: str, places: Sequence[Place]) -> list[Body]:
    """The bodies named in a text, in order, without overlaps; ``places`` are the places found in it."""
    marks = landmarks(text)
    edges = {place.end: place.begin for place in places}
    found = [*_national(text, marks, edges), *_of_places(text, marks, edges), *_own(text, marks, edges)]
    chosen: list[Body] = []
    for body in sorted(found, key=lambda each: (each.begin, -each.end)):
        if not chosen or body.begin >= chosen[-1].end:
            chosen.append(body)
    return chosen


def _national(text: str, marks: Landmarks, edges: dict[int, int]) -> Iterator[Body]:
    """党中央, 国务院, 外交部; 俄罗斯外交部 with its country; not 美国务院, 市委组织部."""
    for begin, end in marks.longest("bodies_national"):
        if _NOT_BEHIND.match(text, end) or text[begin - 1 : begin] in _NOT_NATIONAL:
            continue
        start = edges.get(begin, begin)
        if text[start:begin] not in word_set("country_names"):
            start = begin
        yield Body(start, end, text[start:end], "body-national")


def _of_places(text: str, marks: Landmarks, edges: dict[int, int]) -> Iterator[Body]:
    """市公安局, 郑州市委宣传部, 河南省财政厅: behind a place or a word of level, sub-bodies behind their body."""
    open_body: Body | None = None
    for start, end in marks.longest("bodies"):
        word = text[start:end]
        if open_body and open_body.end == start and open_body.rule == "body-local":
            open_body = Body(open_body.begin, end, text[open_body.begin : end], "body-local", open_body.level)
            continue
        if open_body and not _NOT_BEHIND.match(text, open_body.end):
            yield open_body
        open_body = _local(text, start, end, word, edges)
    if open_body and not _NOT_BEHIND.match(text, open_body.end):
        yield open_body


def _local(text: str, start: int, end: int, word: str, edges: dict[int, int]) -> Body | None:
    """One body, where a place or a level stands before its last word."""
    level = next((each[:-1].removesuffix("党") for each in _PARTY if each == word), "")
    head = start + len(level) if level else start
    if head in edges:
        return Body(edges[head], end, text[edges[head] : end], "body-local")
    if start in edges and level:
        return None  # 郑州县委: a level that does not fit the place
    if not level and (match := _LEVEL.search(text, max(0, start - 3), start)):
        level, start = match[0], match.start()
    if level and _LEFT_FREE.search(text, max(0, start - 2), start):
        return Body(start, end, text[start:end], "body-local", level)
    return None


def _own(text: str, marks: Landmarks, edges: dict[int, int]) -> Iterator[Body]:
    """江淮师范大学, 中国铁路郑州局集团公司: from the mark, the place or the leading word before it."""
    tails = marks.longest("body_tails")
    if not tails:
        return
    begins = frozenset(edges.values()) | {begin for begin, end in marks.longest("place") if text[begin:end] in by_name()}
    for start, end in _joined(tails):
        edge = left_edge(text, start, _OWN_NAME, {})
        begin = _own_begin(text, start, begins, edge)
        name = text[begin:start]
        if len(name) < _OWN_SHORTEST or _NOT_BEHIND.match(text, end) or _OWN_NEVER.search(name) or chars("body_never") & set(name):
            continue
        clear = begin != edge or _LEFT_FREE.search(text, max(0, begin - 2), begin) or clear_before(text, begin)
        if not clear or text[begin - 1 : begin] == "）":
            continue
        if begin in begins or _HEAD.match(name) or _ANY_NAME.search(text, begin, end):
            yield Body(begin, end, text[begin:end], "body-own")


def _own_begin(text: str, start: int, begins: frozenset[int], begin: int) -> int:
    """Where the name really begins: a university's behind the body before it, or with the place or the 中国 inside of it."""
    if not text.startswith(("大学", "学院"), start):
        return begin
    inner = [at for at in range(begin, start) if at in begins or text.startswith("中国", at)]
    begin = inner[-1] if inner else begin
    before = [match.end() for match in _ANOTHER.finditer(text, begin, start)] if text.startswith("大学", start) else []
    return before[-1] if before else begin


_HEAD = re.compile("中国|中华|国家|全国|国际|世界|亚洲|欧洲|非洲|中央|中共")
_ANY_NAME = re.compile(r"大学|(?:集团|有限|有限责任)公司$")
_ANOTHER = re.compile("学院|学校|[部处系委局厅]|委员会|校区")


def _joined(tails: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The last words, those that follow one another directly taken together (集团 有限公司)."""
    last: tuple[int, int] | None = None
    for begin, end in tails:
        if last and last[1] == begin:
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (begin, end)
    if last:
        yield last
