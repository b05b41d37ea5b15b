"""Offices given in words: 任命…为…, 免去…职务, …任市委书记, lists of appointments, 现任…, and titles behind a name."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from kg.discourse.context import Context
from kg.discourse.reading import Reading
from kg.mentions.landmarks import landmarks
from kg.mentions.names import surname_length
from kg.mentions.offices import write_out
from kg.mentions.people import Mention
from kg.mentions.titles import office_at_end, organization_before
from kg.model import TenureFact
from kg.rules import word_set

FIELD = "tenures"
RULES = MappingProxyType(
    {
        "appointed": "任命, 聘任, 增补 … 某某为 …",
        "removed": "免去 … 职务, 接受某某辞去 … 职务",
        "notice-current": "a notice before an appointment: 某某，女，现任 …",
        "verb-of-office": "任, 担任, 当选 and the like right behind a name",
        "roster": "a line of a list of appointments: name, blank, title",
        "title-behind-name": "the title is printed behind the name, with its body in front: 行风办殷葵主任",
    }
)

_NAME = r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,8}){0,3}?)"
_TITLE = r"(?P<title>[^，。；：（“”\n]{2,40}?)"
_GIVEN = re.compile(
    rf"(?:任命|聘任|增补|补选|推选|选举)(?:了)?{_NAME}(?:同志)?(?:（[^（）]{{1,20}}）)?为{_TITLE}(?:（[^（）]*）)?(?:，兼任(?P<more>[^，。；（\n]{{2,24}}))?(?=[，。；\n]|$)"
)
_TAKEN = re.compile(rf"(?:免去|解聘|接受){_NAME}(?:同志)?(?:的|辞去){_TITLE}(?:职务|的请求)")
_IS = re.compile(r"(?:同志)?(?:当选为?|出任|就任|现任|调任|不再担任|担任|任)(?P<title>[^，。；：（“”\n]{2,30}?)(?:职务)?(?=[，。；\n]|$)")
_NOTICE = re.compile(rf"(?:^|(?<=\n)){_NAME}，[男女]，[^。；\n]{{0,30}}?现任{_TITLE}(?:（[^（）]*）)?(?=[，。；])")
_ROSTER = re.compile(rf"(?:^|(?<=\n)){_NAME}(?P<title>[^，。；：\n]{{3,30}})(?=\n|$)")


def facts(reading: Reading) -> Iterator[TenureFact]:
    """The offices that an article's words, not its titles in front of names, give to people."""
    context = reading.context
    marks = landmarks(context.text)
    for match in marks.led("appointed", _GIVEN):
        yield from _given(context, match, "appointed")
    for match in marks.led("removed", _TAKEN):
        yield from _given(context, match, "removed")
    if "现任" in context.text:
        for match in _NOTICE.finditer(context.text):
            yield from _given(context, match, "notice-current")
    yield from _by_verb(context)
    yield from _rosters(context)
    yield from _behind(reading)


def _given(context: Context, match: re.Match[str], rule: str) -> Iterator[TenureFact]:
    name = match["name"]
    if not (surname_length(name, 0) or "·" in name or rule == "notice-current"):
        return
    more = match.groupdict().get("more")
    for title in [*match["title"].split("、"), *([more] if more else [])]:
        yield from _tenure(context, name, title, match.span(), rule)


def _tenure(context: Context, name: str, title: str, place: tuple[int, int], rule: str) -> Iterator[TenureFact]:
    title = re.sub(r"^的|^新一[任届]|^新任|^市十?[一二三四五六七八九十]*届", "", title)
    if office_at_end(title) and title not in word_set("offices_vague"):
        yield TenureFact(name, title, write_out(title).organization, title, (context.span(*place),), rule)


def _by_verb(context: Context) -> Iterator[TenureFact]:
    """令狐远任澜江市委书记: a person, a verb of office, a title to the end of the clause."""
    for mention in context.mentions:
        match = _IS.match(context.text, mention.end)
        if match:
            yield from _by_turns(context, mention.name, match["title"], (mention.begin, match.end()))


_COMMITTEE = frozenset({"常委", "委员"})


def _by_turns(context: Context, name: str, titles: str, place: tuple[int, int]) -> Iterator[TenureFact]:
    """任电子厂副厂长、党委副书记: one after the other, the later ones of the first one's body where they name none."""
    institution = ""
    for title in titles.split("、"):
        of_party = title in _COMMITTEE and "党委" in titles and institution and not institution.endswith("委")
        office = write_out(title, institution + "党委" if of_party else institution)
        institution = office.organization.removesuffix("党委") or institution
        if office_at_end(title) and title not in word_set("offices_vague"):
            yield from _tenure(context, name, office.title, place, "verb-of-office")


def _rosters(context: Context) -> Iterator[TenureFact]:
    """谯兴华 市司法局局长: a line of a list, name and title parted by a blank."""
    for sentence in context.sentences:
        if sentence.end - sentence.begin > _LONGEST:
            continue
        text = context.text[sentence.begin : sentence.end]
        if not office_at_end(text):
            continue
        for length in (4, 3, 2):
            at = sentence.begin + length
            blank = context.article.body.blank_before(at)
            if blank and length < len(text) - 2 and "，" not in text and not office_at_end(text[:length]):
                yield from _tenure(context, text[:length], text[length:], (sentence.begin, sentence.end), "roster")
                break


_LONGEST = 34


def _behind(reading: Reading) -> Iterator[TenureFact]:
    """刘元春副校长, 行风办殷葵主任: a title behind the name, with the body in front of it.

    A person who is only quoted or praised (习近平总书记重要讲话) gets the office only where a body is named with it.
    """
    context = reading.context
    for mention in context.mentions:
        if mention.behind is None or mention.end - mention.begin < len(mention.name):
            continue
        said = any(speech.begin <= mention.begin < speech.end for speech in reading.speeches)
        yield from _title_behind(context, mention, needs_body=said or context.is_modifier(mention))


def _title_behind(context: Context, mention: Mention, *, needs_body: bool) -> Iterator[TenureFact]:
    behind = mention.behind
    if behind is None or not office_at_end(behind.text) or any(t.text.endswith(behind.text) for t in mention.titles):
        return
    begin = organization_before(context.text, mention.begin) if not mention.titles else mention.begin
    body = context.text[begin : mention.begin]
    if any(other.name in body for other in context.mentions):
        return  # 张迪美国某大学教授: a list without marks
    if (
        re.match(r"[我本该]", body)
        or (needs_body and not body)
        or (not body and behind.text in word_set("offices_vague"))
        or (mention.titles and behind.text in word_set("offices_vague"))
    ):
        return
    yield TenureFact(mention.name, body + behind.text, body, behind.text, (context.span(begin, behind.end),), "title-behind-name")
