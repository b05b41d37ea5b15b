"""Offices: the titles printed with a name, written out with the institution they share with the one before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.discourse.context import Context
from kg.discourse.reading import Reading
from kg.mentions.people import Mention
from kg.mentions.titles import Title, office_at_end
from kg.model import TenureFact
from kg.rules import alternation, word_set

_BRACKET = re.compile(r"（[^（）]{0,12}）$")
_TIMES = r"(?:原|时任|前任|前|现任|拟任)?"
_KIND = r"(?:党组|党委|党工委|党总支|党支部|直属党支部|支部|总支|纪委|团委|工会)?"
_RANK = r"(?:代理|代|常务|第一|专职|兼职|执行|首席|名誉|荣誉|高级|主管|党组|一级|二级|三级|四级|资深|特聘|客座)*"


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A title with its institution: ("市人大常委会", "市人大常委会党组书记")."""

    organization: str
    title: str


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"{_TIMES}{_KIND}{_RANK}副?(?:{alternation('offices')})$")


@cache
def _sub_body() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('subbodies')})")


_COMPLETE = re.compile(
    r"(?:原|时任|前任|代理?|常务|第一|挂职)*(?:副?(?:市|省|县|区|州|盟|旗|镇|乡|村|校)长(?:助理)?|(?:副?总理|国务委员|总书记|委员长|国王|总统|首相|副总统|议长|参议长|副省级.*|副?专员))$"
)
_OWN = re.compile(r"(?:省|市|县|区|州|盟|旗|镇|乡|村|校|院|地委|行署|全国|中央|中共|国家|国务院|自治区|自治州|兵团|集团|公司|党和国家)")
_ONE_LETTER = frozenset("院校局厅处所社台部系")


def write_out(title: str, institution: str) -> WrittenOut:
    """A title as printed, written out.

    Args:
        title: 党组书记, 市委常委, 统战部部长.
        institution: the institution of the title before it in the same enumeration; "" where there is none.

    Returns:
        The organization ("" where the title names none) and the title with it.
    """
    if _COMPLETE.match(title):
        return WrittenOut("", title)
    tail = _tail().search(title)
    own = title[: tail.start()] if tail else title
    if not own:
        if len(institution) == 1 and institution in title:
            return WrittenOut(institution, title)
        parent = _parent(institution) if _PARTY.match(title) else institution
        return WrittenOut(parent, parent + title)
    if institution and not _DEPARTMENT.search(institution) and not title.startswith(institution) and _sub_body().match(title) and not _OWN.match(title):
        return WrittenOut(institution, institution + title)
    return WrittenOut(own, title)


_PARTY = re.compile(r"(?:党组|党委|党工委|党总支|团委|工会)")
_DEPARTMENT = re.compile(r"[处室科股部]$")


def _parent(institution: str) -> str:
    """院组织处 → 院: a department's body, for the party or youth office that belongs to the whole."""
    match = re.match(r"([院校局厅市县区省])[^院校局厅市县区省]{2,8}[处室科部]$", institution)
    return match[1] if match else institution


FIELD = "tenures"


def facts(reading: Reading) -> tuple[TenureFact, ...]:
    """The offices printed before names, in printed order; the same one again where it is printed again."""
    context = reading.context
    return tuple(
        TenureFact(
            mention.name,
            written.title,
            written.organization,
            title.text,
            (context.span(min(title.begin, mention.begin), max(title.end, mention.end)),),
            "title-before-name",
        )
        for mention, title, written in _written(context)
    )


def _written(context: Context) -> Iterator[tuple[Mention, Title, WrittenOut]]:
    sentence, institution = -1, ""
    for mention in context.mentions:
        number = context.sentence_at(mention.begin)
        if number != sentence:
            sentence, institution = number, ""
        for title in mention.titles:
            text = _BRACKET.sub("", title.text)
            if not _is_office(text):
                continue
            written = write_out(text, institution)
            apart = _is_second_of_pair(context, title) and written.organization not in ("", institution)
            institution = "" if apart else _next_institution(written, institution)
            if _worth(text, written):
                yield mention, title, written
        yield from _bracketed(context, mention)


def _is_second_of_pair(context: Context, title: Title) -> bool:
    """副主任兼财政局局长: what comes behind in the list shares nothing with the second office."""
    return context.text[title.begin - 1 : title.begin] in ("兼", "任")


def _next_institution(written: WrittenOut, before: str) -> str:
    if _COMPLETE.match(written.title):
        return ""
    if written.organization == before:
        return before
    return written.organization


def _is_office(text: str) -> bool:
    return office_at_end(text) and not any(text.endswith(word) for word in word_set("offices_never"))


def _worth(text: str, written: WrittenOut) -> bool:
    """教授 or 委员 alone says too little to be an office."""
    return not text.startswith(("该", "本", "我")) and not (text in word_set("offices_vague") and not written.organization)


def _bracketed(context: Context, mention: Mention) -> Iterator[tuple[Mention, Title, WrittenOut]]:
    """李刚（市工商联副主席）: an office in brackets behind the name."""
    match = re.compile(r"（([^（）]{3,24})）").match(context.text, mention.end)
    if match and office_at_end(match[1]):
        title = Title(match[1], match.start(1), match.end(1))
        yield mention, title, write_out(match[1], "")
