"""Directives passed down by words that say so, levels, and the life of a formula; and what makes no step."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Run

import kg
from kg.model import EventKind, Mode
from kg.objects.things import Attendance, Event, Passage, Person, Statement
from kg.opened import Graph
from kg.study.chains import Link, chains, key, named_sources
from kg.study.formulas import Place, uses
from kg.study.levels import Level, level_name, level_of, lowest


def event(name: str, day: str = "", article: str = "a") -> Event:
    return Event(f"event/{article}/{name}", name, EventKind.MEETING, date.fromisoformat(day) if day else None, article=article)


def said(at: Event, text: str) -> Statement:
    return Statement(
        f"statement/{at.iri}/{text}", at, at, "强调", text, article=at.article, evidence=(Passage("a.txt", 0, len(text), text),)
    )


def there(at: Event, quote: str, title: str = "") -> Attendance:
    passage = Passage("a.txt", 50, 50 + len(quote), quote)
    return Attendance(f"x/{at.iri}", Person("person/甲", "甲"), at, Mode.PRESIDED, 1, title, evidence=(passage,))


def told(link: Link) -> tuple[str, Level | None, str, Level | None, int | None]:
    return link.source, link.source_level, link.step.who, link.step.level, link.lag


PROVINCE = event("省委防汛工作第三次会议", "2021-07-01", "p")


def test_a_meeting_that_was_watched_and_then_held_on_the_spot() -> None:
    city = event("续会", "2021-07-01", "p")
    quote = "在收听收看省委防汛工作第三\n次会议后,市委书记甲主持召开续会"
    [link] = chains([PROVINCE, city], [there(city, quote, "省委常委、市委书记")], [])
    assert told(link) == ("省委防汛工作第三次会议", Level.PROVINCE, "续会", Level.CITY, 0)
    assert (link.origin, link.down, link.step.verb, link.step.evidence.quote) == (PROVINCE, True, "收听收看", quote)


def test_a_meeting_of_another_page_is_known_by_its_name_and_number() -> None:
    city = event("市委常委会会议", "2021-07-05")
    [link] = chains([PROVINCE, city], [], [said(city, "要贯彻落实省委防汛工作第三次会议精神。")])
    assert told(link) == ("省委防汛工作第三次会议", Level.PROVINCE, "市委常委会会议", Level.CITY, 4)


def test_a_later_meeting_of_that_name_is_not_what_was_passed_on() -> None:
    city = event("市委常委会会议", "2021-06-05")
    [link] = chains([PROVINCE, city], [], [said(city, "要贯彻落实省委防汛工作第三次会议精神。")])
    assert (link.origin, link.held_on, link.lag) == (None, None, None)


def test_a_meeting_without_number_or_year_may_be_any_one_of_its_name() -> None:
    work = event("省委农村工作会议", "2021-01-10", "p")
    city = event("市委常委会会议", "2021-01-15")
    [link] = chains([work, city], [], [said(city, "要贯彻落实省委农村工作会议精神。")])
    assert (link.origin, link.lag, link.down) == (None, None, True)


def test_from_the_centre_down_to_the_district_in_the_order_of_days() -> None:
    text = "要学习贯彻党的二十届三中全会精神。"
    levels = [
        event("区委常委会会议", "2024-08-02", "d"),
        event("市委常委会会议", "2024-07-25", "c"),
        event("省委常委会会议", "2024-07-20", "b"),
    ]
    found = chains(levels, [], [said(at, text) for at in levels])
    assert [told(link) for link in found] == [
        ("党的二十届三中全会", Level.CENTRE, "省委常委会会议", Level.PROVINCE, 2),
        ("党的二十届三中全会", Level.CENTRE, "市委常委会会议", Level.CITY, 7),
        ("党的二十届三中全会", Level.CENTRE, "区委常委会会议", Level.COUNTY, 15),
    ]  # it closed on 18 July 2024


def test_what_is_only_alike_is_no_step() -> None:
    province, city = event("省委常委会会议", "2021-07-01", "p"), event("市委常委会会议", "2021-07-02")
    alike = "要压实责任，抓好防汛救灾工作。"
    assert chains([province, city], [], [said(province, alike), said(city, alike)]) == []


def test_nothing_comes_from_below_or_from_itself() -> None:
    province, city = event("省委常委会会议", "2021-07-02", "p"), event("市委防汛工作第三次会议", "2021-07-01")
    assert chains([province, city], [], [said(province, "要落实市委防汛工作第三次会议精神。")]) == []
    assert chains([city], [], [said(city, "要落实市委防汛工作第三次会议精神。")]) == []


def test_one_step_for_an_event_and_a_source() -> None:
    city = event("市委常委会会议", "2021-07-05")
    twice = [said(city, "要贯彻落实省委防汛工作第三次会议精神。"), said(city, "要落实省委防汛工作第三次会议部署。")]
    assert len(chains([city], [], twice)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会议传达学习了习近平总书记在全国教育大会上的重要讲话精神。", [("传达学习", "习近平总书记在全国教育大会上的重要讲话")]),
        ("传达学习《关于加强防汛工作的通知》", [("传达学习", "《关于加强防汛工作的通知》")]),
        ("学习贯彻省委《关于加强防汛工作的意见》精神", [("学习贯彻", "省委《关于加强防汛工作的意见》")]),
        ("贯彻落实中央经济工作会议精神", [("贯彻落实", "中央经济工作会议")]),
        ("收听收看全省 安全生产\n电视电话会议", [("收听收看", "全省安全生产电视电话会议")]),
        ("贯彻落实习近平总书记重要讲话精神", []),
        ("贯彻落实党中央决策部署和省委要求", []),
        ("落实《某国合作规划纲要》", []),  # no order that is passed on
        ("贯彻《条例》", []),  # which one?
        ("贯彻落实党的二十大和二十届二中全会精神", []),  # two at once
        ("贯彻习近平总书记关于坚持和完善人民代表大会制度的重要思想", []),
        ("省委防汛工作第三次会议召开", []),  # nobody passes it on
    ],
)
def test_what_a_text_passes_on(text: str, found: list[tuple[str, str]]) -> None:
    assert named_sources(text) == found


def test_two_printings_of_one_source() -> None:
    assert key("习近平总书记在全国教育大会上的重要讲话") == key("习近平在全国教育大会上讲话")
    assert key("省委《关于防汛的通知》") == key("《关于防汛的通知》")
    assert key("中央经济工作会议") != key("中央农村工作会议")
    assert key("观看专题片》") == "观看专题片》"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("党中央、国务院", Level.CENTRE),
        ("全国教育工作会议", Level.CENTRE),
        ("省委常委会会议", Level.PROVINCE),
        ("全省防汛会议", Level.PROVINCE),
        ("北京市委", Level.PROVINCE),
        ("市委书记", Level.CITY),
        ("郑州市政府常务会议", Level.CITY),
        ("区长", Level.COUNTY),
        ("管城回族区疫情防控工作推进会", Level.COUNTY),
        ("镇党委书记", Level.TOWNSHIP),
        ("市场分析会", None),
        ("省级干部会议", None),
        ("区域合作论坛", None),
        ("座谈会", None),
    ],
)
def test_levels(name: str, level: Level | None) -> None:
    assert level_of(name) is level


def test_the_lowest_of_several_titles_and_names_of_levels() -> None:
    assert (lowest(["省委常委、市委书记"]), lowest(["董事长"]), lowest([])) == (Level.CITY, None, None)
    assert (level_name(Level.COUNTY), level_name(None)) == ("county", "")


# formulas


def test_the_use_of_a_formula_is_that_of_the_statement_around_it() -> None:
    at = event("市委常委会会议", "2022-04-25")
    text = "要扎紧“四个口袋”。"
    inside, outside = Passage("a.txt", 4, 8, "四个口袋"), Passage("a.txt", 90, 94, "四个口袋")
    places = [Place("四个口袋", "a", date(2022, 4, 26), outside), Place("四个口袋", "a", date(2022, 4, 26), inside)]
    assert [(str(one.day), one.by and one.by.name, one.level, one.evidence.begin) for one in uses(places, [said(at, text)], [])] == [
        ("2022-04-25", "市委常委会会议", Level.CITY, 4),
        ("2022-04-26", None, None, 90),
    ]


# over a store


@pytest.fixture(scope="module")
def graph(seeds_store: Path) -> Iterator[Graph]:
    with kg.open(seeds_store) as opened:
        yield opened


def test_chains_of_the_seeds(graph: Graph) -> None:
    assert [told(link) for link in graph.chains()] == [
        ("省委新冠肺炎疫情防控工作第六次专题会议", Level.PROVINCE, "续会", Level.CITY, 0),
        ("省委新冠肺炎疫情防控工作第十六次专题会议", Level.PROVINCE, "市委疫情防控工作专题会议", Level.CITY, 0),
    ]
    assert list(graph.chains("第十七次")) == []


def test_a_formula_of_the_seeds(graph: Graph) -> None:
    assert [(str(one.day), one.by and one.by.name, one.level) for one in graph.formula("双战双赢")] == [
        ("2022-04-25", "安伟", Level.CITY),
        ("2022-05-15", "张艳敏", Level.COUNTY),
    ]
    assert list(graph.formula("五个口袋").to_pandas().columns)[:3] == ["formula", "day", "by"]


def test_the_commands(seeds_store: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("chain", "第十六次", "--store", seeds_store, "--format", "csv")
    assert (code, out.splitlines()[1].split(",")[:8]) == (
        0,
        [
            "省委新冠肺炎疫情防控工作第十六次专题会议",
            "province",
            "2022-04-25",
            "收听收看",
            "市委疫情防控工作专题会议",
            "city",
            "2022-04-25",
            "0",
        ],
    )
    assert kg_command("chain", "第十七次", "--store", seeds_store)[2].startswith("kg: nobody is reported to pass on 第十七次; --every")
    code, out, _ = kg_command("formula", "四个口袋", "--store", seeds_store, "--format", "csv")
    assert (code, [line.split(",")[1:4] for line in out.splitlines()[1:]]) == (
        0,
        [["2021-08-30", "徐立毅", "city"], ["2022-10-09", "安伟", "city"]],
    )
    assert kg_command("formula", "五个口袋", "--store", seeds_store)[::2] == (
        2,
        "kg: no formula has '五个口袋' in it; kg query formulas lists those used most\n",
    )
