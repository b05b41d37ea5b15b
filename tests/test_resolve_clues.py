"""Clues in the words of an article: what each says of the year, and when it says nothing."""

from datetime import date

import pytest

from kg.resolve.claims import Claim
from kg.resolve.clues import Wording, claims


def read(text: str, titles: str = "") -> dict[str, Claim]:
    """The certain claims of a text by kind; a text that makes two of a kind would hide one, so none here does."""
    return {claim.kind: claim for claim in claims(Wording(f"{titles}\n{text}", titles)) if claim.hard}


def only(text: str, titles: str = "") -> tuple[tuple[date, date], ...]:
    [claim] = read(text, titles).values()
    return claim.windows


def year(number: int) -> tuple[tuple[date, date], ...]:
    return ((date(number, 1, 1), date(number, 12, 31)),)


def since(text: str, titles: str = "") -> date:
    [(first, last)] = only(text, titles)
    assert last == date(2049, 12, 31)
    return first


@pytest.mark.parametrize(
    ("text", "titles", "right"),
    [
        ("", "我区庆祝建军90周年座谈会", 2017),
        ("", "全县热烈庆祝新中国成立七十周年", 2019),
        ("", "纪念改革开放40周年图片展开幕", 2018),
        ("今年是中国共产党成立100周年，要办好实事。", "", 2021),
        ("今年恰逢红军长征胜利八十周年。", "", 2016),
        ("明年将迎来新中国成立80周年，要早作准备。", "", 2028),
        ("今年是“十三五”开局之年，任务很重。", "", 2016),
        ("今年是“十二五”规划的收官之年。", "", 2015),
        ("今年是香港回归之年。", "", 1997),
        ("学校1952年由两所学堂合并而成，六十年来桃李满园。", "我校建校60周年大会举行", 2012),
    ],
)
def test_a_clue_that_names_the_year(text: str, titles: str, right: int) -> None:
    kinds = [windows for windows in (claim.windows for claim in read(text, titles).values()) if windows == year(right)]
    assert kinds == [year(right)]


def test_what_is_awaited_lies_ahead() -> None:
    assert only("全市上下喜迎建党100周年。") == ((date(2020, 7, 1), date(2021, 7, 1)),)


def test_a_speech_at_an_anniversary_has_been_held() -> None:
    assert since("学习在庆祝中国共产党成立95周年大会上的重要讲话。") == date(2016, 7, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("以实际行动迎接党的十九大胜利召开。", date(2016, 10, 27), date(2017, 10, 24)),
        ("为党的二十大胜利召开营造良好环境。", date(2021, 11, 11), date(2022, 10, 22)),
        ("喜迎党的十八大。", date(2011, 10, 18), date(2012, 11, 14)),
    ],
)
def test_ahead_of_a_congress(text: str, first: date, last: date) -> None:
    assert only(text) == ((first, last),)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("深入学习贯彻党的十九大精神。", date(2017, 10, 18)),
        ("党的二十大闭幕以来，全县掀起热潮。", date(2022, 10, 16)),
        ("全面贯彻十九届五中全会精神。", date(2020, 10, 29)),
        ("传达学习十三届全国人大四次会议精神。", date(2021, 3, 3)),
        ("吸取郑州“7·20”特大暴雨的教训。", date(2021, 7, 20)),
        ("严格落实疫情防控，新冠肺炎疫情形势严峻。", date(2020, 1, 8)),
    ],
)
def test_after_what_has_been_held_or_has_happened(text: str, first: date) -> None:
    assert since(text) == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("拟提请十四届全国人大一次会议审议。", date(2022, 9, 4)),  # half a year before it opened
        ("党的二十届三中全会将于七月召开。", date(2024, 1, 20)),
    ],
)
def test_what_is_to_be_held_may_lie_ahead(text: str, first: date) -> None:
    assert since(text) == first


def test_the_third_session_of_2020_met_in_may() -> None:
    assert since("贯彻十三届全国人大三次会议精神。") == date(2020, 5, 21)


def test_a_countdown_gives_the_day() -> None:
    assert only("北京冬奥会开幕倒计时200天之际，活动举行。") == ((date(2021, 7, 16), date(2021, 7, 22)),)


def test_a_countdown_to_what_was_put_off_has_several_days() -> None:
    days = only("杭州亚运会倒计时一周年。")
    assert days == ((date(2021, 9, 7), date(2021, 9, 13)), (date(2022, 9, 20), date(2022, 9, 26)))


def test_last_year_beside_a_disaster() -> None:
    found = read("汲取去年“7·20”特大暴雨教训，郑州“7·20”问题整改要见底。")
    assert found["last year 郑州“7·20”"].windows == year(2022)


def test_holders_of_the_highest_offices() -> None:
    assert only("国务院总理朱镕基作出批示。") == ((date(1998, 3, 17), date(2003, 3, 16)),)
    assert only("温家宝总理到我县考察。") == ((date(2003, 3, 16), date(2013, 3, 15)),)


def test_a_campaign_is_certain_at_both_ends_only_for_an_event_that_bears_its_name() -> None:
    name = "新冠肺炎疫情防控"
    held = {claim.windows for claim in claims(Wording(f"全市{name}工作会议", f"全市{name}工作会议")) if claim.hard}
    assert held == {
        ((date(2020, 1, 8), date(2049, 12, 31)),),  # the disease was known
        ((date(2020, 1, 20), date(2049, 12, 31)),),  # the campaign had begun
        ((date(1949, 1, 1), date(2023, 1, 8)),),  # and had not ended
    }
    assert since(f"会议总结了{name}的经验。") == date(2020, 1, 8)


def test_a_plan_that_is_being_made() -> None:
    ends = {claim.windows for claim in claims(Wording("市“十四五”规划编制工作会", "市“十四五”规划编制工作会")) if claim.hard}
    assert ends == {((date(2018, 7, 1), date(2049, 12, 31)),), ((date(1949, 1, 1), date(2021, 12, 31)),)}


def test_a_day_of_the_week() -> None:
    years = {first.year for first, _ in only("3月1日，星期二，多云。")}
    assert {2011, 2016, 2022} <= years
    assert not {2010, 2012, 2015, 2017, 2021, 2023} & years


def test_a_feast_of_the_lunar_calendar() -> None:
    years = {first.year for first, _ in only("2月8日是大年初一，街上很热闹。")}
    assert {y for y in years if 1990 <= y <= 2030} == {2016}


def test_a_year_that_figures_are_counted_for() -> None:
    assert read("2018年全县生产总值同比增长8%。")["counted year 2018"].windows == ((date(2018, 1, 1), date(2049, 12, 31)),)


@pytest.mark.parametrize(
    "text",
    [
        "朝鲜庆祝建国75周年。",  # another country's
        "热烈祝贺致公党建党100周年。",  # another party's
        "去年庆祝建军95周年时，他立了功。",  # told as past
        "省委十一届三次全会精神。",  # not the centre's
        "前国务院总理朱镕基。",  # a former one
        "原国务院总理李鹏。",
        "第二十大街改造。",
        "到2025年建成，2035年基本实现现代化。",
        "享年94岁，1947年参加革命。",
        "节前安全检查，春节将至。",
        "我院建院40周年，2002年成立了新科室。",  # founded was something else
    ],
)
def test_what_says_nothing_certain(text: str) -> None:
    assert read(text) == {}


def test_a_milestone_with_an_anniversary_is_the_anniversary() -> None:
    assert only("喜迎香港回归20周年。") == ((date(2016, 7, 1), date(2017, 7, 1)),)


def test_every_reason_is_a_sentence_for_readers() -> None:
    text = "今年是新中国成立70周年，学习十九大精神，国务院总理李克强，十九届四中全会精神。"
    assert {claim.reason for claim in claims(Wording(text, ""))} >= {
        "今年是新中国成立70周年: 新中国成立70周年 is 2019 (founding ceremony in Beijing)",
        "国务院总理李克强: in office 2013-03-15 to 2023-03-11",
        "十九届四中全会精神: it has met, not before 2019-10-31",
    }
