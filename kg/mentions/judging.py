"""Whether a stretch that stands where a name could stand is one."""

import re
from functools import cache, lru_cache

from kg.mentions import cuts, signs
from kg.mentions.lexicon import is_word
from kg.mentions.names import Voucher, end_of_name, followed, reads_as_word, surname_length
from kg.mentions.titles import office_at_end
from kg.rules import chars, word_set

_NEVER = ("meeting_heads", "ceremony_heads", "activity_heads", "never_names", "followers_strong", "speech_verbs", "surnames_compound")
_NEVER_AT_END = ("国防", "外交", "司法", "政协", "人大", "中央", "政府", "国务院", "总书")
_PLACE_END = frozenset("籍市省县网社局厅委院部馆署")
_BODY_END = frozenset("办局院系委校部室厅处会司团心科所")
_RANKS = frozenset("副前原代驻众总")  # what stands before an office word and belongs to it
# offices that stand before ordinary words as often as before names
_LOOSE = re.compile(r"(?:委员|代表|成员|常委|会员|党员|干部|总书记|元首)$")
_LEADERS = frozenset({"总书记", "主席", "总理", "总统"})
_BARE_BEFORE = frozenset("，。；：“、\n记平习让向在对由与和的为据按")
_PRESENCE = re.compile(r"应邀|列席|出席|参加|因[病公事故]|请假|主持|分别|先后|汇报|发言|讲话")
_INSTITUTION = re.compile(r"(?:大学|学院|基金会|论坛|中心|纪念馆|博物馆)$")
# what people do at events, behind a name that reads as a word
_WORK = re.compile(r"作|为[^，。]{2,30}揭|宣布|宣读|致辞|通报|介绍|指出|强调")
_BEHIND_NAME = re.compile(r"（[^（）]{1,12}）|同志|老师|教授")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,3}")
_TWO = 2
_THREE = 3
_REMEMBERED = 4096


@cache
def _never() -> frozenset[str]:
    return frozenset().union(*map(word_set, _NEVER))


@lru_cache(_REMEMBERED)
def is_name(name: str) -> bool:
    """Whether a string can be a name at all: no country, no body, no event, no word that follows names."""
    if name in _never() or signs.introducer_end().search(name) or office_at_end(name):
        return False
    if name[1:] in word_set("speech_verbs") or name[1:] in word_set("attending_verbs"):
        return False
    if name[1:] in word_set("honorifics") or name[-1] == "总":
        return False
    return len(name) <= _TWO or not (name in word_set("countries") or name.endswith(_NEVER_AT_END) or name[-1] in _PLACE_END)


def stands(text: str, begin: int, end: int) -> bool:
    """Whether a stretch stands whole in its clause: it cuts no word, and does not read as one (双边合|作, 博士|班, 向他们)."""
    if "·" in text[begin:end]:
        return not _INSTITUTION.search(text, begin, end) and not cuts.cuts_at_begin(text, begin, end, 1)
    if text[end - 1] in _RANKS and signs.office().match(text, end):
        return False  # 安倍|前首相
    if (cuts.reads_on(text, begin, end) and not _does(text, end)) or cuts.cuts_at_begin(text, begin, end, surname_length(text, begin) or 1):
        return False
    return end - begin > _THREE or followed(text, end) or not cuts.cuts_at_end(text, begin, end)


def _does(text: str, end: int) -> bool:
    """Whether what only people have or do stands behind a name that may be a word: a title, 出席, 致辞, 代表 …."""
    return any(sign.match(text, end) for sign in (signs.title_behind(), _PRESENCE, _WORK))


def behind_name(text: str, end: int) -> int:
    """Behind a bracket or a plain honorific that follows a name."""
    match = _BEHIND_NAME.match(text, end)
    return match.end() if match else end


def starts_title(text: str, end: int) -> bool:
    """党组|书记周富强: what looks like a name is the body of a title, since a name follows the office word behind it."""
    office = signs.office().match(text, end)
    if office is None or reads_as_word(text, office.end()):
        return False
    return end_of_name(text, office.end(), voucher=Voucher.WORD) > 0


def fits_anchor(text: str, anchor: str, begin: int, end: int, voucher: Voucher) -> bool:
    """Whether the word before can stand before this name: 县长计划 can be a person, 委员名单 and 校长负责制 are not."""
    name = text[begin:end]
    if voucher is not Voucher.OFFICE:
        if is_word(name):
            return stands_as_person(text, end) or text.startswith("作", end)
        return name[0] not in chars("surnames_weak") or followed(text, end) or _does(text, end)
    if "·" in name:
        return True
    if surname_length(text, begin):
        return not (_LOOSE.search(anchor) and is_word(name)) or stands_as_person(text, end)
    at = begin - len(anchor)
    bare = at == 0 or text[at - 1] in _BARE_BEFORE
    foreign = len(name) > _TWO and set(name) <= chars("transliteration")
    return signs.firm_office().search(anchor) is not None and (foreign or not is_word(name)) and not (bare and anchor in _LEADERS)


def stands_as_person(text: str, end: int) -> bool:
    """成功列席, 安全因病请假, 鲜艳、沙吾列·托乎塔: what only people do, or another name of a list."""
    if _PRESENCE.match(text, end):
        return True
    stop = end_of_name(text, end + 1, voucher=Voucher.WORD) if text[end : end + 1] == "、" else 0
    return stop > 0 and not is_word(text[end + 1 : stop])


def fits_before_title(text: str, begin: int, end: int) -> bool:
    """行风办|殷葵|主任: whether a name stands between a body or a clause's start and a title."""
    name, before = text[begin:end], text[begin - 1 : begin] if begin else ""
    if _HAN.fullmatch(name) is None or chars("never_in_names") & set(name) or name[-1] in _BODY_END | _RANKS:
        return False
    if surname_length(text, begin) != (_TWO if name[:_TWO] in word_set("surnames_compound") else 1) or reads_as_word(text, begin):
        return False
    if before and before not in _BODY_END and not text.endswith("大学", 0, begin) and signs.subject_before().search(before) is None:
        return False
    word = len(name) > _TWO and is_word(name) and not set(name) <= chars("transliteration")
    if word or {name, name[:_TWO]} & word_set("name_vetoes") or _before_another(text, end):
        return False
    return is_name(name) and (len(name) > _TWO or acts_behind_title(text, end))


def _before_another(text: str, end: int) -> bool:
    """爱奇艺|总编辑高瑾: beyond doubt the office belongs to the next name, what stands before it is a body."""
    office = signs.office().match(text, end)
    if office is None or reads_as_word(text, office.end()) or text[office.end() : office.end() + 1] in chars("surnames_weak"):
        return False
    stop = end_of_name(text, office.end(), voucher=Voucher.WORD)
    return stop - office.end() > 1 and followed(text, stop) and not is_word(text[office.end() : stop]) and stands(text, office.end(), stop)


def acts_behind_title(text: str, end: int) -> bool:
    """Whether the person does something, a title behind the name aside."""
    behind = signs.title_behind().match(text, end)
    return signs.acts().match(text, behind.end() if behind else end) is not None


_MANY = 2
_THINGS = re.compile(  # 等地, 等一批水电站, 等活动: what is listed are no people
    r"等(?:地|一批|各?[市县区省国]|[^，。；、\d党名位人]{0,6}(?:活动|工作|企业|项目|产品|领域|方面|城市|地区|单位|部门|问题|功能|服务|设施|作物|生产))"
)


def is_list_of_people(text: str, names: list[str], last_end: int) -> bool:
    """A vote over the whole list: people, not 经济、教育、医疗; one word in it is no proof against it, a third of it is."""
    at = behind_name(text, last_end)
    if signs.takes_part().match(text, at):
        return True
    words = sum(name in word_set("name_vetoes") for name in names)
    if _THINGS.match(text, at) or all(is_word(name) for name in names):
        return False
    proved = signs.list_proof().match(text, at) is not None or (text[at : at + 1] == "，" and len(names) > _MANY)
    return words * 3 < len(names) and proved
