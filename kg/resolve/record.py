"""What dates are worked out from: a small record of each document, which can be kept beside it instead of its text."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from kg.extract.events import number
from kg.model import ArticleFacts, EventFact, PageFacts, PrintedDate, Span
from kg.resolve.claims import Claim
from kg.resolve.clues import Wording, claims, weekday_claim, weekday_number
from kg.resolve.people import Appearance, Company, Post, Sort, company
from kg.resolve.telling import Telling, tellings
from kg.resolve.telling import from_json as telling_from_json

Day = tuple[int, int]  # month and day


@dataclass(frozen=True, slots=True)
class Office:
    """An office that the article gives a person, of the page's own place (its title names none)."""

    title: str
    person: str


@dataclass(frozen=True, slots=True)
class Serial:
    """A meeting of a numbered series that was held when the article was written."""

    series: str
    number: int


@dataclass(frozen=True, slots=True)
class Undated:
    """An event whose date is printed, but not whole."""

    key: str
    name: str
    printed: PrintedDate
    ran: str = ""  # the words 为期三天的…今天结束, where the printed day is the last one
    days: int = 1  # and how long it ran


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """The clues of one article."""

    undated: tuple[Undated, ...] = ()
    dateline: Day | None = None  # the day on which it was written: 5月23日电, 今天（7月19日）
    claims: tuple[Claim, ...] = ()
    offices: tuple[Office, ...] = ()
    serials: tuple[Serial, ...] = ()

    @property
    def days(self) -> tuple[Day, ...]:
        """Month and day of its events, where they are printed, sorted."""
        return tuple(sorted({(p.month, p.day) for event in self.undated if (p := event.printed).month and p.day}))

    @property
    def relative(self) -> bool:
        """Whether it tells of 昨日, 今日 or 明日."""
        return any(event.printed.days_before_issue is not None and event.printed.day is None for event in self.undated)


@dataclass(frozen=True, slots=True)
class Record:
    """The clues of one document."""

    name: str
    published: date | None = None
    header: Day | None = None  # the date printed at the head of the page
    weekday: Claim | None = None  # and the day of the week beside it
    morning: bool = False  # a newspaper's page (本报讯), which reports what was the day before
    articles: tuple[ArticleRecord, ...] = ()
    leaders: tuple[Office, ...] = ()  # leading office holders of its own place
    people: tuple[str, ...] = ()  # who took part in what was held there
    outlet: str = ""
    company: Company = field(default_factory=Company)  # all people it names
    tellings: tuple[Telling, ...] = ()  # all events it tells of

    def as_json(self) -> str:
        """The record as one line; ``from_json`` gives it back."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str, sort_keys=True)


def from_json(line: str) -> Record:
    """A record from its line; ValueError, KeyError or TypeError for anything else."""
    raw = json.loads(line)
    return Record(
        name=raw["name"],
        published=date.fromisoformat(raw["published"]) if raw["published"] else None,
        header=_day(raw["header"]),
        weekday=_claim(raw["weekday"]) if raw["weekday"] else None,
        morning=raw["morning"],
        articles=tuple(_article(article) for article in raw["articles"]),
        leaders=tuple(Office(**office) for office in raw["leaders"]),
        people=tuple(raw["people"]),
        outlet=raw["outlet"],
        company=_company(raw["company"]),
        tellings=tuple(map(telling_from_json, raw["tellings"])),
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The people of a document, and when and by whom it was published."""

    published: date | None
    outlet: str
    company: Company


def company_of(line: str) -> Surroundings:
    """The people of a document from the line of its record, or from one with just these three."""
    raw = json.loads(line)
    return Surroundings(date.fromisoformat(raw["published"]) if raw["published"] else None, raw["outlet"], _company(raw["company"]))


def _company(raw: dict[str, Any]) -> Company:
    people = (Appearance(one["name"], tuple(_post(post) for post in one["posts"])) for one in raw["people"])
    return Company(tuple(people), raw["place"], raw["body"], raw["country"])


def _post(raw: dict[str, str]) -> Post:
    return Post(Sort(raw["sort"]), raw["of"], raw["title"])


def _day(raw: list[int] | None) -> Day | None:
    return (raw[0], raw[1]) if raw else None


def _claim(raw: dict[str, Any]) -> Claim:
    windows = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in raw["windows"])
    return Claim(raw["kind"], raw["reason"], windows, raw["hard"], raw["rests_on"])


def _undated(raw: dict[str, Any]) -> Undated:
    printed = PrintedDate(**(raw["printed"] | {"span": Span(**raw["printed"]["span"])}))
    return Undated(raw["key"], raw["name"], printed, raw["ran"], raw["days"])


def _article(raw: dict[str, Any]) -> ArticleRecord:
    return ArticleRecord(
        undated=tuple(map(_undated, raw["undated"])),
        dateline=_day(raw["dateline"]),
        claims=tuple(map(_claim, raw["claims"])),
        offices=tuple(Office(**office) for office in raw["offices"]),
        serials=tuple(Serial(**serial) for serial in raw["serials"]),
    )


def record(facts: PageFacts) -> Record:
    """The record of a document; of one whose date of publication is known only what serves as evidence for others."""
    header, weekday = _header(facts.page.text)
    plain = [_plain(article, facts.page.text) for article in facts.articles]
    asked = facts.page.published is None and (header is not None or any(one.days or one.dateline for one in plain))
    return Record(
        facts.page.name,
        facts.page.published,
        header,
        weekday,
        bool(_MORNING.search(facts.page.text)),
        tuple(_with_clues(one, article, asked=asked) for one, article in zip(plain, facts.articles, strict=True)),
        tuple(dict.fromkeys(_leaders(facts))),
        tuple(dict.fromkeys(person for article in facts.articles for person in _local_people(article))),
        facts.page.outlet,
        company(facts),
        tellings(facts),
    )


# dates

_MONTH_DAY = r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12][0-9]|0?[1-9])日"
_HEADER = re.compile(rf"{_MONTH_DAY}[ \t\u3000]*星期(?P<weekday>[一二三四五六日天])")
_MORNING = re.compile("本报讯|本报记者")
_TOP = 200  # characters in which a page header stands
_OPENING = 80  # characters in which a dateline stands
_SECOND = _MONTH_DAY.replace("month", "month2").replace("day", "day2")
_DATELINE = re.compile(rf"{_MONTH_DAY}(?:[上下]午|晚)?[电讯]|(?:今天|今日|今晚|今早|今天上午|今天下午)[（(]{_SECOND}")
_NEWS_OF = re.compile(r"(?P<word>昨日|昨天|今日|今天)(?:简讯|要闻|要讯|快讯|短讯|新闻|政务)")
_RAN = re.compile(r"(?:为期|历时)(?P<days>[两二三四五六七八九]|[2-9])天的?(?P<what>[^。]{0,40}?)今[天日][^。]{0,12}(?:结束|闭幕|落幕)")


def _header(text: str) -> tuple[Day | None, Claim | None]:
    match = _HEADER.search(text.lstrip()[:_TOP].split("本报讯")[0])
    if not match:
        return None, None
    day = (int(match["month"]), int(match["day"]))
    return day, weekday_claim(*day, weekday_number(match["weekday"]), match[0])


def _plain(facts: ArticleFacts, page: str) -> ArticleRecord:
    """What an article prints of dates."""
    return ArticleRecord(tuple(_undated_events(facts)), _dateline(facts, page))


def _undated_events(facts: ArticleFacts) -> Iterator[Undated]:
    told, ran = _told_in_headline(facts), _RAN.search(facts.article.body.text)
    for event in facts.events:
        printed = event.printed_date or told
        if printed is None or printed.year:
            continue
        if ran and event.name in ran["what"] and printed.days_before_issue == 0:
            yield Undated(event.key, event.name, printed, ran[0], number(ran["days"]) or 1)
        else:
            yield Undated(event.key, event.name, printed)


def _told_in_headline(facts: ArticleFacts) -> PrintedDate | None:
    """昨日简讯: its items without a date of their own have that one."""
    for line in facts.article.headlines:
        match = _NEWS_OF.match(line.text)
        if match:
            before = 1 if match["word"].startswith("昨") else 0
            return PrintedDate(match["word"], line.span(*match.span("word")), days_before_issue=before)
    return None


def _dateline(facts: ArticleFacts, page: str) -> Day | None:
    head = facts.article.headline_span.end
    match = _DATELINE.search(re.sub(r"\s", "", page[head : min(head + _OPENING, facts.article.span.end)]))
    return (int(match["month"] or match["month2"]), int(match["day"] or match["day2"])) if match else None


def _with_clues(plain: ArticleRecord, facts: ArticleFacts, *, asked: bool) -> ArticleRecord:
    """The record of an article; what its clues say of the year only where that is asked."""
    wording = wording_of(facts)
    held = list(serials(wording))
    wording = replace(wording, titles="\n".join((wording.titles, *(printed for printed, _ in held))))
    return replace(
        plain,
        claims=claims(wording) if asked else (),
        offices=tuple(sorted({Office(t.title, t.person) for t in facts.tenures if _LOCAL.match(t.title)}, key=str)),
        serials=tuple(sorted({serial for _, serial in held}, key=str)),
    )


def wording_of(facts: ArticleFacts) -> Wording:
    """The words of an article, repaired and without blanks."""
    headline = "\n".join(line.text for line in facts.article.headlines) or "\n".join(facts.article.headline)
    names = "\n".join(name for event in facts.events for name in _names(event))
    return Wording(_close(f"{headline}\n{facts.article.body.text}"), _close(f"{headline}\n{names}"))


def _close(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "").replace("\t", "")


def _names(event: EventFact) -> tuple[str, ...]:
    return (event.name, *event.other_names)


# numbered series

_NUMBER = "[0-9〇零一二三四五六七八九十百]{1,5}"
_SERIAL = re.compile(
    r"(?P<head>(?:[省市县区州旗校]|全国|中央|国务院|集团|公司)[\u4e00-\u9fff“”·]{1,30}?)"
    rf"第(?P<n>{_NUMBER})次(?P<tail>[\u4e00-\u9fff]{{0,8}}?(?:会议|全会|学习))"
)
_HELD = re.compile(r"收听收看|收看|召开|举行|举办|参加|出席|主持")
_CONVENES = re.compile(r"(?:召开|举行)$")
_CUT = re.compile(r".*(?:收听收看|收看|召开|举行|举办|参加|出席|主持|贯彻|落实|传达|学习|提请|开好|我[省市县区州]|[在了后的到]|决定)")


def serials(wording: Wording) -> Iterator[tuple[str, Serial]]:
    """Numbered meetings that were held, as printed and as a member of their series.

    省委…工作第十六次专题会议 counts where it stands in the headline or in the name of an event, or is said to be convened or attended.
    """
    for match in _SERIAL.finditer(wording.text):
        body = _CONVENES.sub("", match["head"])
        cut = _CUT.match(body)
        head = body[cut.end() :] if cut else body
        said = wording.text[max(0, match.start() - len("收听收看")) : match.start()] + (cut[0] if cut else "") + match["head"][len(body) :]
        printed = f"{head}第{match['n']}次{match['tail']}"
        held = printed in wording.titles or _HELD.search(said)
        if head and held and (n := number(match["n"])):
            yield printed, Serial(head + match["tail"], n)


# who tells of the same place

_LOCAL = re.compile(r"(?:代理?|常务)?副?(?:市|县|区|州|旗|盟|地委|地区|行署|校|集团|专员|院长)")
_LEADING = re.compile(r"(?:书记|[市县区州旗校院部]长|主任|主席|专员|检察长|董事长|经理|常委)$")
_HIGHER = re.compile(r"中央|国务院|全国|[全本]?省|自治区")


def _leaders(facts: PageFacts) -> Iterator[Office]:
    for article in facts.articles:
        for tenure in article.tenures:
            if _LOCAL.match(tenure.title) and _LEADING.search(tenure.title):
                yield Office(tenure.title, tenure.person)


def _local_people(article: ArticleFacts) -> Iterator[str]:
    """Those who took part, but for the roll-call of a higher body's meeting, which papers of many places print."""
    names = {event.key: event.name for event in article.events}
    titles = {t.person for t in article.tenures if _LOCAL.match(t.title)}
    for attendance in article.attendances:
        higher = _HIGHER.match(names.get(attendance.event, ""))
        if not higher or "分会场" in attendance.venue or attendance.person in titles:
            yield attendance.person
