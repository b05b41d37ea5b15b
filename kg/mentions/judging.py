"""Whether a stretch that stands where a name could stand is one."""

import re

from kg.mentions import signs
from kg.mentions.lexicon import is_word
from kg.mentions.names import Voucher, end_of_name, reads_as_word, surname_length
from kg.mentions.titles import office_at_end
from kg.rules import chars, word_set

_NEVER = ("meeting_heads", "ceremony_heads", "activity_heads", "never_names", "followers_strong", "speech_verbs", "surnames_compound")
_NEVER_AT_END = ("国防", "外交", "司法", "政协", "人大", "中央", "政府", "国务院", "总书")
_PLACE_END = frozenset("市省县网社局厅委院部馆署")
_BODY_END = frozenset("办局院系委校部室厅处会司团心科所")
_LOOSE = re.compile(r"(?:委员|代表|成员|常委|会员|党员|干部|总书记)$")  # offices that stand before ordinary words as often as before names
_LEADERS = frozenset({"总书记", "主席", "总理", "总统"})
_BARE_BEFORE = frozenset("，。；：“、\n记平习让向在对由与和的为据按")
_PRESENCE = re.compile(r"应邀|列席|出席|参加|因[病公事故]|请假|主持|分别|先后|汇报|发言|讲话")
_BEHIND_NAME = re.compile(r"（[^（）]{1,12}）|同志|老师|教授")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,3}")
_TWO = 2


def is_name(name: str) -> bool:
    """Whether a string can be a name at all: no country, no body, no event, no word that follows names."""
    if any(name in word_set(each) for each in _NEVER) or signs.introducer_end().search(name) or office_at_end(name):
        return False
    if name[1:] in word_set("speech_verbs") or name[1:] in word_set("attending_verbs"):
        return False
    if len(name) <= _TWO:
        return True
    return name not in word_set("countries") and not name.endswith(_NEVER_AT_END) and name[-1] not in _PLACE_END


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
        return not is_word(name) or stands_as_person(text, end)
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
    return text[end : end + 1] == "、" and end_of_name(text, end + 1, voucher=Voucher.WORD) > 0


def fits_before_title(text: str, begin: int, end: int) -> bool:
    """行风办|殷葵|主任: whether a name stands between a body or a clause's start and a title."""
    name, before = text[begin:end], text[begin - 1 : begin] if begin else ""
    if _HAN.fullmatch(name) is None or name in word_set("name_vetoes") or chars("never_in_names") & set(name) or name[-1] in _BODY_END:
        return False
    if surname_length(text, begin) != (_TWO if name[:_TWO] in word_set("surnames_compound") else 1) or reads_as_word(text, begin):
        return False
    if before and before not in _BODY_END and signs.subject_before().search(before) is None:
        return False
    return is_name(name) and (len(name) > _TWO or acts_behind_title(text, end))


def acts_behind_title(text: str, end: int) -> bool:
    """Whether the person does something, a title behind the name aside."""
    behind = signs.title_behind().match(text, end)
    return signs.acts().match(text, behind.end() if behind else end) is not None


_MANY = 2


def is_list_of_people(text: str, names: list[str], last_end: int) -> bool:
    """A vote over the whole list: people, not 经济、教育、医疗; one word in it is no proof against it, a third of it is."""
    at = behind_name(text, last_end)
    if signs.takes_part().match(text, at):
        return True
    words = sum(name in word_set("name_vetoes") for name in names)
    proved = signs.list_proof().match(text, at) is not None or (text[at : at + 1] == "，" and len(names) > _MANY)
    return words * 3 < len(names) and proved
