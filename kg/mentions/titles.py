"""The titles printed before a name: 省委常委、市委书记 before 安伟."""

import re
from dataclasses import dataclass
from functools import cache

from kg.mentions.title_parts import others_in_front, parts
from kg.rules import alternation, word_set, words

_BY = re.compile(r"(?<![自缘因])(?<!(?<!经)理)由(?![此来于])")  # 组长由…书记, 研讨会是由…
_MARKS = frozenset("，。；：！？“\n…●▲■◆★")
_CLAUSE = re.compile(r"[，。；：！？“\n…●▲■◆★]|——")
_FORM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·“”‘’《》（）\-—－＋&]{2,40}")
_BRACKET = re.compile(r"（[^（）]{1,12}）$")
_FRONT = re.compile(
    r"(?:0\d(?=[\u4e00-\u9fff])(?![级年月日班后])|了(?!解)|等|经(?![济贸营纬信开略典])|根据|新任|各位|新一[任届]"
    r"|(?:副?教授|讲师|研究员|博士)(?=[\u4e00-\u9fff]{2,8}大学)|特别是|首先是|最后"
    r"|受|应(?!急|用|届|对)|与|同(?![济仁方])|和|及|并|对(?!外)|向|在|到|请|以(?!色列)|让|给|当|随|据|从|为|将|把|被|是|其|他|她|我(?!国|省|市|县|区|校|院)|由|兼|任|聘|即|跟|找|邀|见|经过|主持|率|还有|有)"
)
_PLACE_WITH = re.compile(r"在(?![同与])[\u4e00-\u9fff“”]{2,16}?(?:同|与)(?=[\u4e00-\u9fff]{2,})")
_TIME = re.compile(r"(?:\d{1,4}[年月日时分]|上午|下午|晚|凌晨|中午|傍晚|清晨)+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed; offsets in the repaired text."""

    text: str
    begin: int
    end: int

    @property
    def can_be_shared(self) -> bool:
        """Whether several people can hold it at once: 副市长 and 市委常委 can, 市长 cannot."""
        return bool(_SHARED.search(self.text)) and office_at_end(self.text)


_SHARED = re.compile(
    r"(?:副[^、]{1,8}|常委|委员|成员|代表|院士|教授|研究员|助理|巡视员|调研员|导师|秘书|理事|董事|委员会委员|顾问|专家|医师|法官|工程师)$"
)


@cache
def _introducer_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('introducers', 'groups')})$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation('title_openers')})(?!部|室|会|委(?!内瑞拉)|处|局|科(?!威特|摩罗|特迪瓦|索沃)|办|工会)|发言(?!人)"
        rf"|今日(?!头条)|是|向(?=国家主席|中共中央|{alternation('country_names')})"
        r"|(?:现场|内容|前沿|报到处|主办方|单位)(?=中国)"
        r"|(?:仪式|典礼|开幕式|座谈会|研讨会|论坛|[组会]代表)(?=中国|全国|[\u4e00-\u9fff]{2,6}大学)"
    )


def office_at_end(text: str) -> bool:
    """Whether a text ends in an office word."""
    return text.removesuffix("\n").endswith(words("offices"))


def titles_before(text: str, name: int, floor: int) -> tuple[Title, ...]:
    """The titles right before a name, in printed order.

    Args:
        text: repaired text.
        name: where the name begins.
        floor: titles do not begin before it (the end of the person before).
    """
    begin = max(floor, _last_mark(text, floor, name))
    titles = _chain(text, begin, name)
    while titles and titles[0].begin == begin and text[begin - 1 : begin] == "，" and begin > floor:
        before = max(floor, _last_mark(text, floor, begin - 1))
        more = _chain(text, before, begin - 1)
        if not more or more[0].begin != before or text[before - 1 : before] not in ("", "。", "\n"):
            break
        titles, begin = more + titles, before
    return tuple(titles)


def _last_mark(text: str, floor: int, end: int) -> int:
    for at in range(end - 1, floor - 1, -1):
        if text[at] == "—":
            return _last_of_all_marks(text, floor, end)
        if text[at] in _MARKS and not (text[at] == "“" and "”" in text[at + 1 : end]):
            return at + 1
    return floor


def _last_of_all_marks(text: str, floor: int, end: int) -> int:
    """The same where there are dashes, which are marks only in pairs."""
    marks = [match.end() for match in _CLAUSE.finditer(text, floor, end) if not (match[0] == "“" and "”" in text[match.end() : end])]
    return marks[-1] if marks else floor


def _chain(text: str, begin: int, end: int) -> list[Title]:
    """The titles of a stretch, read from its end backwards while each piece is one."""
    found: list[Title] = []
    at = end
    while at > begin:
        start = max(begin, _item_begin(text, begin, at))
        trimmed = _trim(text, start, at)
        piece = text[trimmed:at]
        if (
            not _FORM.fullmatch(piece)
            or piece[0] in "（）"
            or not (office_at_end(_BRACKET.sub("", piece)) or _introducer_end().search(piece))
        ):
            break
        if not _introducer_end().search(piece) or office_at_end(piece):
            titles = parts(piece)
            others = others_in_front(piece[titles[-1][0] :])
            titles = [(titles[-1][0] + others, len(piece))] if others else titles
            found += [Title(piece[b:e], trimmed + b, trimmed + e) for b, e in titles]
            trimmed += titles[0][0]
        if trimmed > start and not _introducer_end().search(piece):
            break
        at = start - 1
    return sorted(found, key=lambda title: title.begin)


def _item_begin(text: str, begin: int, end: int) -> int:
    """Behind the last 、 that is not inside quotation marks or a bracket."""
    at = end
    while (at := text.rfind("、", begin, at)) >= 0:
        if text.count("”", at, end) <= text.count("“", at, end) and text.count("）", at, end) <= text.count("（", at, end):
            return at + 1
    return begin


def _trim(text: str, begin: int, end: int) -> int:
    """Where the title really begins: behind 会议由, 会见, 在杭州同, 13日 and the like."""
    for opener in (_opener(), _BY):
        for found in opener.finditer(text, begin, end):
            begin = found.end() if found.end() < end else begin
    begin = _behind_lone_mark(text, begin, end)
    of = text.rfind("的", begin, end)
    if of >= 0 and not text.startswith("分管", begin) and "分管" not in text[begin:of]:
        begin = of + 1
    while True:
        match = _TIME.match(text, begin, end) or _PLACE_WITH.match(text, begin, end) or _FRONT.match(text, begin, end)
        if match is None or match.end() >= end or text[begin:end] in word_set("offices"):
            return begin
        begin = match.end()


_BODY = re.compile(r"(?![^“”]*(?:学习|领会|贯彻|落实))[\u4e00-\u9fff]{1,24}(?:[办局院系委校部室厅处会司团心科所]|大学)$")


def organization_before(text: str, name: int) -> int:
    """Where the body begins that stands right before a name (行风办 before 殷葵主任); ``name`` itself where none does."""
    begin = _last_mark(text, max(0, name - 40), name)
    begin = _trim(text, begin, name) if begin < name else name
    return begin if _BODY.fullmatch(text[begin:name]) else name


def _behind_lone_mark(text: str, begin: int, end: int) -> int:
    """A closing mark without its opening one parts the title from what is before: …村落》执行制片人."""
    for opening, closing in ("《》", "“”", "（）"):
        at = text.find(closing, begin, end)
        if at >= 0 and text.find(opening, begin, at) < 0 and at + 1 < end:
            begin = at + 1
    return begin
