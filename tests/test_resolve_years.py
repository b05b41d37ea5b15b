"""Years of pages that do not say them: alone, from others of their place, and when to stay silent."""

import random
from array import array
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from kg.extract import read_page
from kg.model import (
    Article,
    ArticleFacts,
    AttendanceFact,
    EventDate,
    EventFact,
    EventKind,
    Mode,
    Page,
    PageFacts,
    PrintedDate,
    RepairedText,
    Span,
    TenureFact,
)
from kg.resolve import resolve_page
from kg.resolve.record import from_json, record
from kg.resolve.years import Contradiction, infer, solve

SEEDS = Path(__file__).parent.parent / "seeds"
COMPANY = ("程大为", "姚新", "贺明远")  # take part everywhere in the invented city


def repaired(text: str) -> RepairedText:
    return RepairedText(text, array("l", range(len(text))), array("l", range(1, len(text) + 1)))


def story(  # noqa: PLR0913, each part of a story is given or left out
    text: str,
    day: tuple[int, int] | None,
    *,
    name: str = "工作会议",
    offices: Iterable[tuple[str, str]] = (),
    people: Iterable[str] = COMPANY,
    before_issue: int | None = None,
    headline: str = "",
) -> ArticleFacts:
    """An article with one event, on a day whose year is not printed."""
    month, number = day or (None, None)
    words = f"{month}月{number}日" if day else "昨日"
    printed = PrintedDate(words, Span(0, 2), month=month, day=number, days_before_issue=before_issue)
    article = Article(Span(0, len(text)), (headline,), Span(0, 0), (), repaired(text), (), (repaired(headline),) if headline else ())
    event = EventFact("e1", name, EventKind.MEETING, (Span(0, 1),), "test", printed_date=printed)
    tenures = tuple(TenureFact(person, title, "", title, (Span(0, 1),), "test") for person, title in offices)
    present = dict.fromkeys((*(person for person, _ in offices), *people))
    attendances = tuple(AttendanceFact("e1", person, Mode.ATTENDED, n, "", (Span(0, 1),), "test") for n, person in enumerate(present, 1))
    return ArticleFacts(article, (event,), attendances, tenures)


def page(name: str, *stories: ArticleFacts, text: str = "本报讯", published: date | None = None) -> PageFacts:
    facts = PageFacts(Page(name, text, "", published=published, published_basis="test" if published else ""), stories)
    return resolve_page(facts)


def dates(facts: PageFacts) -> list[EventDate]:
    return [event.date for article in facts.articles for event in article.events if event.date]


def days(*pages: PageFacts) -> dict[str, list[date | None]]:
    return {facts.page.name: [found.day for found in dates(facts)] for facts in solve(pages)}


SECRETARY, SUCCESSOR = ("程大为", "市委书记"), ("方立", "市委书记")
ACTING = ("季同", "代市长")
TOWN = ("贺明远", "卢小山", "顾一鸣")
CHAIR = ("姚新", "市人大常委会主任")


def test_a_page_that_names_the_year_itself() -> None:
    [facts] = solve([page("a", story("今年是新中国成立60周年。", (5, 4)))])
    [found] = dates(facts)
    assert (found.edtf, found.day, found.earliest, found.latest) == ("2009-05-04", date(2009, 5, 4), date(2009, 5, 4), date(2009, 5, 4))
    assert found.basis == ("今年是新中国成立60周年: 新中国成立60周年 is 2009 (founding ceremony in Beijing)", "5月4日 → 2009-05-04")


def test_two_certain_bounds_that_leave_one_year() -> None:
    text = "国务院总理李克强作出批示。贯彻党的二十大精神。"
    assert days(page("a", story(text, (1, 9)))) == {"a": [date(2023, 1, 9)]}


@pytest.mark.parametrize(
    "text",
    [
        "会议研究了防汛工作。",
        "学习贯彻党的十九大精神。",  # not before, but how long after?
        "国务院总理李克强作出批示。",  # ten years
        "他1947年参加革命，享年94岁。",
        "春节前后人心浮动，要拧紧螺丝。",
        "十三届县委第六轮巡察。",
    ],
)
def test_silence_where_the_year_cannot_be_known(text: str) -> None:
    [facts] = solve([page("a", story(text, (1, 20)))])
    assert [(found.edtf, found.day) for found in dates(facts)] == [("XXXX-01-20", None)]
    assert facts.articles[0].published is None


def test_bounds_where_both_ends_are_certain() -> None:
    [facts] = solve([page("a", story("国务院总理朱镕基作出批示。", (9, 1)))])
    [found] = dates(facts)
    assert (found.edtf, found.day, found.earliest, found.latest) == ("XXXX-09-01", None, date(1998, 9, 1), date(2002, 9, 1))
    assert found.basis == (
        "国务院总理朱镕基: in office 1998-03-17 to 2003-03-16",
        "9月1日: the year is one of 1998, 1999, 2000, 2001, 2002, and nothing says which",
    )


def test_no_bounds_where_one_end_is_open() -> None:
    [facts] = solve([page("a", story("学习党的二十大精神。", (9, 1)))])
    assert [(found.earliest, found.latest) for found in dates(facts)] == [(None, None)]


def test_the_articles_of_an_issue_share_its_year() -> None:
    both = page("a", story("今年是“十三五”开局之年。", (12, 20)), story("研究了水利。", (1, 2)))
    assert days(both) == {"a": [date(2016, 12, 20), date(2017, 1, 2)]}


def test_articles_too_far_apart_are_no_issue() -> None:
    both = page("a", story("今年是“十三五”开局之年。", (3, 1)), story("研究了水利。", (9, 2)))
    assert days(both) == {"a": [date(2016, 3, 1), None]}


def test_29_february_tells_the_leap_year() -> None:
    assert days(page("a", story("国务院总理朱镕基作出批示。", (2, 29)))) == {"a": [date(2000, 2, 29)]}


def test_the_head_of_the_page_and_a_day_of_the_week() -> None:
    head = "3月1日 星期二 第二版\n\n本报讯 开会。"
    [facts] = solve([page("a", story("国务院总理李克强作出批示。学习党的十九大精神。", None, before_issue=1), text=head)])
    [found] = dates(facts)
    assert (found.day, facts.articles[0].published) == (date(2022, 2, 28), date(2022, 3, 1))
    assert found.basis[-2:] == ("head of the page: 3月1日 → issue of 2022-03-01", "昨日 → 2022-02-28")


def test_yesterday_beside_a_printed_day_gives_the_issue() -> None:
    clue = "今年是建党90周年。"
    [facts] = solve([page("a", story(clue, (4, 25)), story("", (4, 25)), story("", None, before_issue=1))])
    assert [found.day for found in dates(facts)] == [date(2011, 4, 25)] * 3
    assert {article.published for article in facts.articles} == {date(2011, 4, 26)}


def test_no_issue_where_the_printed_days_differ() -> None:
    clue = "今年是建党90周年。"
    [facts] = solve([page("a", story(clue, (4, 21)), story("", (4, 25)), story("", None, before_issue=1))])
    assert [found.day for found in dates(facts)] == [date(2011, 4, 21), date(2011, 4, 25), None]
    assert {article.published for article in facts.articles} == {None}


# from others of the same place


def first() -> PageFacts:
    return page("first", story("今年是建党90周年。", (5, 6), offices=[SECRETARY, CHAIR], name="市八届人大常委会第二十次会议"))


def test_sessions_of_a_standing_committee_follow_each_other_within_months() -> None:
    text = "市八届人大常委会第二十一次会议召开。"
    second = page("second", story(text, (7, 1), offices=[CHAIR], name="市八届人大常委会第二十一次会议"))
    [found] = dates(solve([first_with_text(), second])[1])
    assert found.day == date(2011, 7, 1)
    assert found.basis == (
        "市八届人大常委会会议 no. 21 lies 1 after that of 2011-05-06 (first), which by law meets at least every two months",
        "7月1日 → 2011-07-01",
    )


def first_with_text() -> PageFacts:
    text = "今年是建党90周年。市八届人大常委会第二十次会议召开。"
    return page("first", story(text, (5, 6), offices=[SECRETARY, CHAIR], name="市八届人大常委会第二十次会议"))


def test_the_same_series_elsewhere_says_nothing() -> None:
    text, chair = "市八届人大常委会第二十一次会议召开。", ("金一", "市人大常委会主任")
    other = page("other", story(text, (7, 1), offices=[chair], people=["丁二", "于三"], name="市八届人大常委会第二十一次会议"))
    assert days(first_with_text(), other)["other"] == [None]


def holders() -> list[PageFacts]:
    """The secretary of 2011 and his successor of 2013; between them a page of the second one, then acting mayor beside him."""
    return [
        page("2011", story("今年是建党90周年。", (5, 6), offices=[SECRETARY, CHAIR], people=TOWN)),
        page("2013", story("今年是毛泽东同志诞辰120周年。", (11, 6), offices=[SUCCESSOR, CHAIR, ("季同", "市长")], people=TOWN)),
        page("between", story("研究了水利。", (8, 9), offices=[SUCCESSOR, ACTING], people=TOWN)),
    ]


def test_office_holders_follow_each_other() -> None:
    found = solve(holders())[2]
    [one] = dates(found)
    assert (one.day, one.earliest, one.latest) == (None, date(2011, 8, 9), date(2013, 8, 9))
    assert one.basis == (
        "季同, here 代市长, is in full office on 2013-11-06 (2013)",
        "方立 is 市委书记 after 程大为, who still was on 2011-05-06 (2011)",
        "8月9日: the year is one of 2011, 2012, 2013, and nothing says which",
    )


def test_and_leave_one_year_where_they_leave_no_other() -> None:
    between = page("between", story("学习党的十八大精神。", (8, 9), offices=[SUCCESSOR, ACTING], people=TOWN))
    pages = [*holders()[:2], between]
    assert days(*pages)["between"] == [date(2013, 8, 9)]


def test_a_page_with_a_date_is_evidence_and_stays_as_it_is() -> None:
    pages = holders()
    pages[1] = page("2013", *pages[1].articles, published=date(2011, 11, 7))
    found = solve(pages)
    assert found[1] == pages[1]
    assert [one.day for one in dates(found[2])] == [date(2011, 8, 9)]


def test_pages_of_one_issue() -> None:
    head = "3月1日 星期二 第一版\n\n本报讯 开会。"
    sure = page("p1", story("国务院总理李克强作出批示。党的十九大精神。", (2, 28), offices=[SECRETARY]), text=head)
    same = page("p2", story("研究了水利。", (2, 27), offices=[SECRETARY]), text=head.replace("一版", "三版"))
    assert days(sure, same) == {"p1": [date(2022, 2, 28)], "p2": [date(2022, 2, 27)]}


# what does not fit


def test_a_contradiction_is_reported_and_gives_no_year() -> None:
    facts = page("a", story("今年是建党90周年。今年是“十三五”开局之年。", (5, 6)))
    solution = infer([record(facts)])
    assert solution.contradictions == (
        Contradiction(
            "a",
            (0,),
            (
                "今年是建党90周年: 建党90周年 is 2011 (the Party keeps 1 July as its anniversary since 1941)",
                "“十三五” (2016–2020) is spoken of",
            ),
        ),
    )
    assert days(facts) == {"a": [None]}


def test_a_page_that_later_evidence_contradicts_gets_no_year() -> None:
    pages = holders()[:2]
    pages[1] = page("2013", *pages[1].articles, published=date(2013, 11, 7))
    pages.append(page("2007", story("今年是建军80周年。", (12, 1), offices=[SECRETARY], people=TOWN)))
    pages.append(page("wrong", story("今年是建军80周年。", (8, 9), offices=[SUCCESSOR, ACTING], people=TOWN)))
    [flaw] = infer(record(facts) for facts in pages).contradictions
    assert (flaw.document, flaw.reasons) == (
        "wrong",
        (
            "今年是建军80周年: 建军80周年 is 2007 (Nanchang uprising, kept since 1933)",
            "方立 as 市委书记 on 2007-08-09 (wrong) does not fit the others in this office: 程大为 (2007-12-01 to 2011-05-06)",
        ),
    )
    assert days(*pages) == {"2011": [date(2011, 5, 6)], "2013": [date(2013, 11, 6)], "2007": [date(2007, 12, 1)], "wrong": [None]}


# the whole


def seeds() -> list[PageFacts]:
    return [resolve_page(read_page(Page(path.name, path.read_bytes().decode("utf-8-sig"), ""))) for path in sorted(SEEDS.glob("*.txt"))]


def test_the_seeds() -> None:
    found = {facts.page.name[:3]: [one.edtf for one in dates(facts)] for facts in solve(seeds())}
    assert sorted(set(found["000"])) == ["2022-04-25", "2022-04-26", "2022-04-27"]
    assert set(found["001"]) == {"2022-03-17"}
    assert set(found["002"]) == {"2021-08-30"}
    assert set(found["003"]) == {"2022-10-09"}
    assert found["004"] == ["", "2022-05-21", "2022-05-15"]


def test_the_issues_of_the_seeds() -> None:
    found = {facts.page.name[:3]: {article.published for article in facts.articles} for facts in solve(seeds())}
    assert found == {
        "000": {date(2022, 4, 26)},
        "001": {None},
        "002": {date(2021, 8, 31)},
        "003": {date(2022, 10, 10)},
        "004": {None},
    }


def test_the_reasons_of_a_seed() -> None:
    [_, found, *_] = solve(seeds())
    assert dates(found)[0].basis == (
        "安伟 is 市委书记 after 徐立毅, who still was on 2021-08-30 (002_bc13fae10a043080.txt)",
        "何雄, here 代市长, is in full office on 2022-10-09 (003_280663a55010c9e4.txt)",
        "3月17日 → 2022-03-17",
    )


def test_order_and_other_documents_change_nothing() -> None:
    alone = {facts.page.name: facts for facts in solve(seeds())}
    pages = [*seeds(), *holders(), first(), page("x", story("今年是“十三五”开局之年。", (5, 6), offices=[("楼阳生", "省委书记")]))]
    random.Random(7).shuffle(pages)  # noqa: S311, no secret
    together = {facts.page.name: facts for facts in solve(pages)}
    assert {name: dates(together[name]) for name in alone} == {name: dates(facts) for name, facts in alone.items()}


@pytest.mark.parametrize("make", [seeds, holders])
def test_a_record_survives_being_written_down(make: Callable[[], list[PageFacts]]) -> None:
    for facts in make():
        assert from_json(record(facts).as_json()) == record(facts)
