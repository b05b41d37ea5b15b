"""The words around names: what stands before one, what follows one, what ends a list. Patterns only; data in ``kg/rules``."""

import re
from functools import cache

from kg.mentions.cuts import cuts_at_begin
from kg.rules import alternation, chars, word_set


@cache
def anchor() -> re.Pattern[str]:
    """Words with a name right behind them: offices, groups (市领导), introducers (代表), appointers (任命)."""
    return re.compile(
        rf"(?:{alternation('offices', 'introducers', 'groups', 'appointers')})(?:（[^（）]{{1,12}}）)?(?![会部室处局厅科办馆国]|单位)"
    )


@cache
def title_behind() -> re.Pattern[str]:
    """A title or honorific right behind a name."""
    return re.compile(rf"(?:{alternation('honorifics')})(?!、?[级部室会团]|[药医护技编记][师者辑]|科员)")


@cache
def office() -> re.Pattern[str]:
    """An office right here, with 副 or 总 before it or not."""
    return re.compile(rf"[副总]?(?:{alternation('offices')})")


@cache
def joint() -> re.Pattern[str]:
    """What joins two names of a list."""
    return re.compile(r"、|以及|和|及|与|，(?=[\u4e00-\u9fff]{2,3}[、，])")


_MARKS = r"[，。；：！？“\n”）]"  # a pattern that begins with a set of characters is searched fastest; a text's start is seen to apart
_LEADS = "随后|会上|会前|会后|其间|期间|最后|首先|当天|同时|会议由|活动由|仪式由|大会由|由|受|在|与|对"


@cache
def _surnames() -> frozenset[str]:
    """The characters with which surnames begin."""
    return chars("surnames") | {name[0] for name in word_set("surnames_compound")}


@cache
def clauses(*, foreign: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Starts of clauses with a surname next, right away or behind a word like 由; with ``foreign`` before names with ``·`` too."""
    surname = f"[{''.join(sorted(_surnames()))}]"
    name = rf"{surname}|[\u4e00-\u9fff]{{1,8}}·" if foreign else surname
    return re.compile(rf"{_MARKS}(?={name})"), re.compile(rf"{_MARKS}(?:{_LEADS})(?={name})")


def first_clause(text: str) -> tuple[int, ...]:
    """Where a name can stand at the start of a text: right away, or behind a word like 会议由."""
    lead = re.match(_LEADS, text)
    return (0, lead.end()) if lead else (0,)


_NAME_CHARS = re.compile(r"[\u4e00-\u9fff·]{1,4}")
_PARTED = re.compile(r"[\u4e00-\u9fff]{1,8}·")
_BEHIND_OPENING = frozenset("、，（在和及与等率作边赴")


def may_open(text: str, at: int, follows: frozenset[int]) -> bool:
    """A first look at what stands at a clause's start: a surname, and within reach what can follow a name.

    ``follows`` are the places of the landmarks of kind ``opening``.
    """
    name = _NAME_CHARS.match(text, at + 1) if text[at : at + 1] in _surnames() else None
    if name and any(end in follows or text[end : end + 1] in _BEHIND_OPENING for end in range(at + 2, name.end() + 1)):
        return True
    return _PARTED.match(text, at) is not None


@cache
def acts() -> re.Pattern[str]:
    """What an unknown person at the start of a clause does."""
    verbs = alternation("lone_verbs", "speech_verbs")
    return re.compile(rf"(?:{alternation('adverbs')})?(?:{verbs}|，[男女]，|边(?=[走看听问说吃]))(?!得|的|权)")


@cache
def takes_part() -> re.Pattern[str]:
    """出席, 参加 and the like, behind the last name of a roll-call."""
    return re.compile(r"等?(?:分别|一同|一起|应邀|共同|在[^，。]{1,12})?(?:出席|参加|列席|陪同)")


@cache
def list_end() -> re.Pattern[str]:
    """What can follow the last name of a list."""
    return re.compile(rf"[、，。；\n]|{alternation('list_ends', 'attending_verbs', 'visit_verbs', 'speech_verbs')}")


@cache
def list_proof() -> re.Pattern[str]:
    """What proves a list of unknown names to be one of people."""
    return re.compile(alternation("list_proofs"))


@cache
def subject_before() -> re.Pattern[str]:
    """What stands before a name that is a subject or a partner."""
    return re.compile(r"(?:^|[，。；：！？“”\n、）由与和向对请受同及])$")


@cache
def introducer_end() -> re.Pattern[str]:
    """A text that ends in an introducer or a group word."""
    return re.compile(rf"(?:{alternation('introducers', 'groups')})$")


@cache
def firm_office() -> re.Pattern[str]:
    """Offices that can stand before a name without a Han surname: 县长, 主任, 总统 can, 指挥 and 成员 cannot."""
    heads = "[省市县区州盟旗镇乡村局厅司处院校所社会部队团师旅连排站馆组委台场厂矿府议参秘]长"
    others = alternation("firm_offices")
    return re.compile(rf"(?:{heads}|{others})(?:（[^（）]{{1,12}}）)?$")


_PARTNER_BEFORE = frozenset("”》，。；：！？“\n、对由与和向请受同给把了在是听到")


def short_form(text: str, office: re.Match[str]) -> int:
    """殷主任, 王副市长: where the surname before an office word begins, if a subject or partner can stand there; -1 if not."""
    at = office.start()
    for length in (2, 1):
        begin = at - length
        surname = text[begin:at] if begin >= 0 else ""
        known = surname in (word_set("surnames_compound") if length == len("欧阳") else chars("surnames"))
        if known and (begin == 0 or text[begin - 1] in _PARTNER_BEFORE):
            return begin
    return -1


def short_holder(text: str, end: int) -> bool:
    """Whether a lone surname that can stand there ends at ``end``: 殷 before 老师, 习 before 书记."""
    if end == 0 or text[end - 1] not in chars("surnames") - chars("surnames_weak") or cuts_at_begin(text, end - 1, end, 1):
        return False
    return end == 1 or text[end - 2] in _PARTNER_BEFORE
