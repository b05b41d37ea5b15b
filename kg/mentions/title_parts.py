"""Titles printed without a mark between them, and what stands in front of a title without being part of it."""

import re
from functools import cache

from kg.mentions.divisions import by_name
from kg.rules import alternation, chars, word_set

_COMPOUND = "(?:[会处室团部办委工党事协联助医院]|中心)"  # 委员会, 书记处, 主任医师: an office word that is part of a longer one
_JOINT = re.compile("以及|和|与|及")
_PEOPLE = "教师|老师|学生|同学|官员|公主|王子|师生|嘉宾|专家|亲王"
_TOO = re.compile("和")
_PAIR = re.compile(r"兼任?|暨(?![南阳])|和(?=[A-Z])")
_GLUED = re.compile(
    r"(?<=书记|主任|院长|局长|校长|主席|成员|委员|常委)(?=副(?:书记|院长|主任|校长|局长|主席|理事长|会长|部长|厅长|县长|市长|区长|处长))"
    r"|(?<=常委)(?=(?:组织|宣传|统战)部|政法委|纪委|秘书长|常务副)|(?<=成员)(?=纪检|党组|总)"
)
_BODY_BEHIND = re.compile("大学|学院|师范|理工|市|省|日报|医院|研究")
_LONGEST_NAME = 7
_UNIVERSITY = re.compile(r"(?!副|助理|兼)[\u4e00-\u9fff]{2,8}?(?:大学|学院)")
_ENOUGH = 4
_PLACE = (4, 3, 2)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('offices')})(?!{_COMPOUND})")


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('offices')}|{_PEOPLE})(?!{_COMPOUND})")


@cache
def _office_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('offices')})$")


def others_in_front(piece: str) -> int:
    """How many characters of a piece belong to somebody else: 22名同学和|班主任, 内政部长某某和|中国驻法国大使.

    新闻与传播学院院长 is one title, and what is an office as a whole (理事长和副主席) is one person's.
    """
    at = 0
    for joint in _JOINT.finditer(piece):
        if joint.end() < len(piece) and _names_somebody(piece[at : joint.start()]):
            at = joint.end()
    return at


def _names_somebody(before: str) -> bool:
    """22名同学, 内政部长某某: a word for people, and behind it a name or nothing."""
    words = list(_somebody().finditer(before))
    rest = before[words[-1].end() :] if words else before
    if not words or len(rest) > _LONGEST_NAME:
        return False
    return not rest or set(rest) <= chars("transliteration") | chars("syllables") or (rest[0] in chars("surnames") and len(rest) in {2, 3})


def parts(piece: str) -> list[tuple[int, int]]:
    """The titles of a piece without marks: 副市长兼市公安局局长, 党组成员|副局长, 教授|新加坡科技大学院长."""
    cut = _first_cut(piece)
    if cut is None:
        return [(0, len(piece))]
    end, begin = cut
    return [(0, end), *((b + begin, e + begin) for b, e in parts(piece[begin:]))]


def _first_cut(piece: str) -> tuple[int, int] | None:
    cuts = [match.span() for match in _PAIR.finditer(piece)]
    cuts += [match.span() for match in _GLUED.finditer(piece)]
    ends = [match.end() for match in _office().finditer(piece)]
    cuts += [(end, end + is_one) for end in ends for is_one in (piece.startswith(("为", "是"), end),) if _body_begins(piece, end + is_one)]
    cuts += [m.span() for m in _TOO.finditer(piece) if _is_office_of_body(piece[: m.start()]) and len(piece) - m.end() >= _ENOUGH]
    fitting = [(end, begin) for end, begin in sorted(cuts) if begin < len(piece) and _office_end().search(piece[:end])]
    return fitting[0] if fitting else None


def _is_office_of_body(before: str) -> bool:
    """数学学院院长, 学会前任理事长; not 靳诺书记, an office behind a name."""
    match = _office_end().search(before)
    return match is not None and before[: match.start()].endswith(tuple("局院系委校部室厅处会司团心科所社任副务"))


def _body_begins(piece: str, at: int) -> bool:
    """Whether another body's name begins here: 中国…, or a place with 大学, 市 and the like behind it."""
    if (piece.startswith(("中国", "全国"), at) and not piece.startswith("事务", at + 2)) or _UNIVERSITY.match(piece, at):
        return True
    for length in _PLACE:
        name = piece[at : at + length]
        if len(name) == length and (name in by_name() or name in word_set("country_names")):
            return _BODY_BEHIND.search(piece, at + length, at + length + 8) is not None
    return False
