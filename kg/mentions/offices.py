"""Titles written out: which institution an office belongs to, printed with it or shared with the title before it."""

import re
from dataclasses import dataclass
from functools import cache

from kg.mentions.titles import office_at_end
from kg.rules import alternation, word_set

_TIMES = r"(?:原|时任|前任|前|现任|拟任)?"
_KIND = r"(?:党组|党委|党工委|党总支|党支部|直属党支部|支部|总支|纪委|团委|工会)?"
_RANK = r"(?:代理|代|常务|第一|专职|兼职|执行|首席|名誉|荣誉|高级|主管|党组|一级|二级|三级|四级|资深|特聘|客座){0,3}"
_COMPLETE = re.compile(
    r"(?:原|时任|前任|代理?|常务|第一|挂职){0,3}(?:副?[市省县区州盟旗镇乡村校]长(?:助理)?"
    r"|副?总理|国务委员|总书记|委员长|国王|副?总统|首相|议长|参议长|副?专员)$"
)
_OWN = re.compile(r"[省市县区州盟旗镇乡村校院]|地委|行署|全国|中央|中共|国家|国务院|自治区|自治州|兵团|集团|公司|党和国家")
_PARTY = re.compile(r"党组|党委|党工委|党总支|团委|工会")
_DEPARTMENT = re.compile(r"(?:[处室科股部系]|中心|研究所)$")
_WHOLE = re.compile(r"[院校]长$")
_SHARED_LAST = frozenset("部局厅司处科院所社台站馆")
_PART_OF = re.compile(r"([院校局厅市县区省])[^院校局厅市县区省]{2,8}[处室科部]$")
_PERSONAL = re.compile(r"(?:副?教授|院士|副?研究员|讲师)$")
_BODY_OR_RANK = re.compile(
    r"(?:大学|[院所系部处室科会社校级座聘员区组局厅协学班]|中心|分校|助理|终身|名誉|荣誉|资深|讲席|荣休|责任|客座|基地|项目|专业|韩籍|推广|政策|首席)$"
)
_BRACKET = re.compile(r"（[^（）]{0,12}）$")


@dataclass(frozen=True, slots=True)
class Office:
    """A title written out: ("市人大常委会", "市人大常委会党组书记"); no organization where the title names none (代市长)."""

    organization: str
    title: str


@cache
def _tail() -> re.Pattern[str]:
    """The part of a title that names no institution: 党组副书记, 常务副主任."""
    return re.compile(rf"{_TIMES}{_KIND}{_RANK}副?(?:{alternation('offices')})$")


@cache
def _sub_body() -> re.Pattern[str]:
    return re.compile(alternation("subbodies"))


def write_out(title: str, institution: str = "") -> Office:
    """A title as printed, written out.

    Args:
        title: 党组书记, 市委常委, 统战部部长.
        institution: the institution of the title before it in the same enumeration; "" where there is none.
    """
    if is_complete(title):
        return Office("", title)
    tail = _tail().search(title)
    own = title[: tail.start()] if tail else title
    if not own:
        return _bare(title, institution)
    if institution and not title.startswith(institution) and _is_part(title, institution):
        return Office(institution, institution + title)
    return Office(_body(own, title), title)


def _body(own: str, title: str) -> str:
    """匈牙利外交部长 is of 匈牙利外交部: the body's last character can be the office's first."""
    last = title[len(own) : len(own) + 1]
    return own + last if last in _SHARED_LAST and title[len(own) + 1 :] == "长" and not own.endswith(last) else own


def is_complete(title: str) -> bool:
    """市长, 总理 and the like need no institution."""
    return _COMPLETE.match(title) is not None


def _bare(title: str, institution: str) -> Office:
    """副主任 behind 市人大常委会主任; 副院长 behind 院党委委员 stays as it is."""
    if len(institution) == 1 and institution in title:
        return Office(institution, title)
    if _DEPARTMENT.search(institution) and _WHOLE.search(title):
        return Office("", title)  # 教务处处长、副院长: a dean is not the department's
    if institution and _PARTY.match(title):
        part = _PART_OF.match(institution)  # 院组织处处长、团委书记: the youth league of the whole 院
        institution = part[1] if part else institution
    return Office(institution, institution + title)


def _is_part(title: str, institution: str) -> bool:
    """统战部部长 behind 市委常委: a title that begins with a part of the institution before it."""
    return not _DEPARTMENT.search(institution) and _sub_body().match(title) is not None and _OWN.match(title) is None


def plain_title(title: str) -> str:
    """A title without the bracket behind it: 县长助理（挂职）."""
    return _BRACKET.sub("", title)


def is_office(title: str) -> bool:
    """Whether a title ends in an office, and not in a word such as 离退休教师 that only looks like one."""
    return office_at_end(title) and not title.endswith(tuple(word_set("offices_never")))


def says_enough(title: str, office: Office) -> bool:
    """教授 or 委员 alone, or 该院教授, says too little to be recorded."""
    personal = _PERSONAL.search(title)
    if personal and personal.start() and not _BODY_OR_RANK.search(title[: personal.start()]):
        return False  # 某某教授 in front of another name
    return not title.startswith(("该", "本", "我")) and not (title in word_set("offices_vague") and not office.organization)
