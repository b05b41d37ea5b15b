"""Places, bodies and words of level: literal texts and what must be read in them, or must not."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import read_page
from kg.mentions.bodies import bodies
from kg.mentions.divisions import above, by_code, by_name, label, lies_in
from kg.mentions.places import places
from kg.model import EntityKind, MentionFact, Page, PageFacts
from kg.resolve.standing import outlet_division, stand


def coded(text: str) -> list[tuple[str, str]]:
    return [(place.label, place.code) for place in places(text)]


def named(text: str) -> list[str]:
    return [place.label for place in places(text)]


def organizations(text: str) -> list[str]:
    return [body.label for body in bodies(text, places(text))]


# ---- the table


def test_a_division_knows_its_level_and_what_lies_above() -> None:
    county, city, province = by_code()["410182"], by_code()["410100"], by_code()["410000"]
    assert [each.level for each in (county, city, province)] == [3, 2, 1]
    assert (above(county), above(city), above(province)) == (city, province, None)
    assert above(by_code()["110101"]) == by_code()["110000"]  # 东城区 has no prefecture
    assert lies_in(county, province)
    assert not lies_in(city, county)
    assert not lies_in(county, by_code()["420000"])


def test_no_short_name_of_a_county_goes_without_context() -> None:
    assert [each.name for each in by_code().values() if each.level == 3 and each.plain] == []


def test_a_label_names_one_division_only() -> None:
    labels = [label(each) for each in by_code().values()]
    assert len(set(labels)) == len(labels)


def test_a_name_that_several_divisions_have_gets_the_one_above_in_front() -> None:
    assert label(by_code()["320106"]) == "南京市鼓楼区"
    assert label(by_code()["410104"]) == "管城回族区"


def test_a_short_name_that_needs_no_context_means_one_division() -> None:
    assert [each.code for each in by_name()["吉林"]] == ["220000"]
    assert [each.code for each in by_name()["海南"]] == ["460000"]


# ---- places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议在郑州召开。", [("郑州市", "410100")]),
        ("郑州市、荥阳市负责人", [("郑州市", "410100"), ("荥阳市", "410182")]),
        ("管城回族区与管城区", [("管城回族区", "410104"), ("管城回族区", "410104")]),
        ("来到河南兰考。", [("河南省", "410000"), ("兰考县", "410225")]),
        ("兰考县委书记说，兰考人民", [("兰考县", "410225"), ("兰考县", "410225")]),
        ("南京市鼓楼区", [("南京市", "320100"), ("南京市鼓楼区", "320106")]),
        ("在福州开会，又到鼓楼区看望", [("福州市", "350100"), ("福州市鼓楼区", "350102")]),
        ("鼓楼区召开会议", [("鼓楼区", "")]),
        ("南京、福州之外的鼓楼区", [("南京市", "320100"), ("福州市", "350100"), ("鼓楼区", "")]),
        ("内蒙古呼和浩特", [("内蒙古自治区", "150000"), ("呼和浩特市", "150100")]),
        ("河南新县的茶", [("河南省", "410000"), ("新县", "411523")]),
        ("贵阳市场监管", [("贵阳市", "520100")]),
        ("会见肯尼亚总统", [("肯尼亚", "")]),
        ("澜江市滨城区", [("滨城区", "")]),
    ],
)
def test_divisions(text: str, expected: list[tuple[str, str]]) -> None:
    assert coded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "维护世界和平",
        "隆重庆祝建党百年",
        "南京路步行街",
        "海南岛环岛公路",
        "昆士兰州州长",
        "获奖者胡长白",
        "兰考人民",  # a short name of a county without any context
        "为人民谋幸福建设家园",
        "其中卫生事业",
        "上海合作组织秘书长",
        "确保定点医院床位",
        "新城区建设",
        "推进全市场准入",
        "郑州大学学生",
        "各县区要落实",
        "富县强民",
    ],
)
def test_words_that_are_no_place(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("name", ["安阳", "宁夏", "景德镇", "秦岭"])
def test_people_named_like_places_are_people(name: str) -> None:
    """In a roll-call a name is a person's; the same letters elsewhere in the text stay what they are."""
    text = f"本报讯（记者 张昕）4月25日，市委召开会议。市领导何雄、{name}、周富强出席会议。\n"
    mentions = read_page(Page("a.txt", text, "")).articles[0].mentions
    assert name in {mention.label for mention in mentions if mention.kind is EntityKind.PERSON}
    assert [mention.label for mention in mentions if mention.kind is EntityKind.PLACE] == []


def test_a_school_of_thought_is_no_person() -> None:
    text = "本报讯（记者 张昕）4月25日，市长何雄主持会议。青年党员学习马克思主义理论。\n"
    mentions = read_page(Page("a.txt", text, "")).articles[0].mentions
    assert [mention.label for mention in mentions if mention.kind is EntityKind.PERSON] == ["何雄"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来到荥阳市高山镇许村、百花社区", ["荥阳市", "高山镇许村", "百花社区"]),
        ("先后来到嵩山饭店、中州宾馆、紫荆山宾馆和省人民会堂", ["嵩山饭店", "中州宾馆", "紫荆山宾馆", "省人民会堂"]),
        ("走进槐树镇石桥村", ["槐树镇石桥村"]),
        ("在北京人民大会堂会见", ["北京市", "人民大会堂"]),
        ("在郑州国际会展中心举行", ["郑州国际会展中心"]),
        ("组织支部党员前往国家博物馆", ["国家博物馆"]),
        ("江西萍乡邀请", ["江西省", "萍乡市"]),
        ("杭州亚运村预开村", ["杭州市", "亚运村"]),
        ("建设美丽乡村和特色小镇", []),
        ("走进新农村", []),
        ("入住宾馆酒店", []),
        ("充分利用图书馆", []),
        ("镇村干部和社区居民", []),
    ],
)
def test_towns_and_venues(text: str, expected: list[str]) -> None:
    assert named(text) == expected


# ---- bodies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省委常委、市委书记安伟", ["省委", "市委"]),
        ("市人大常委会党组书记", ["市人大常委会"]),
        ("市委宣传部、市公安局负责人", ["市委宣传部", "市公安局"]),
        ("郑州市市直机关事务管理局", ["郑州市市直机关事务管理局"]),
        ("与中国铁路郑州局集团公司座谈", ["中国铁路郑州局集团公司"]),
        ("河南日报记者", ["河南日报"]),
        ("河南省委、省政府", ["河南省委", "省政府"]),
        ("郑州市委市政府", ["郑州市委", "市政府"]),
        ("俄罗斯外交部说", ["俄罗斯外交部"]),
        ("党中央、国务院", ["党中央", "国务院"]),
        ("江淮师范大学与江淮智教科技集团有限公司签约", ["江淮师范大学", "江淮智教科技集团有限公司"]),
        ("胡百精中国人民大学新闻学院", ["中国人民大学新闻学院"]),
    ],
)
def test_bodies(text: str, expected: list[str]) -> None:
    assert organizations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各市公安局",
        "美国国防部说",
        "市委员会议",  # not 市委
        "促进学院发展",
        "返乡大学生",
        "建设世界一流大学",
        "各国立大学",
        "俄国防部长",
        "美国务院称",
        "一家有限公司",
        "代表学校致辞",
        "市人大代表",
        "健全市场体系",
    ],
)
def test_words_that_are_no_body(text: str) -> None:
    assert organizations(text) == []


# ---- words of level


def read(text: str, outlet: str = "") -> tuple[MentionFact, ...]:
    page = Page("a.txt", f"标题\n本报讯（记者 张昕）{text}\n", "", published=date(2022, 4, 26), outlet=outlet)
    return stand(read_page(page)).articles[0].mentions


def meant(text: str, outlet: str = "") -> set[tuple[str, str, str, str]]:
    return {(each.label, each.resolved, each.code, each.basis) for each in read(text, outlet) if each.resolved}


def test_the_outlet_tells_whose_words_they_are() -> None:
    assert meant("4月25日，我市召开会议，市委书记安伟要求落实全省部署。", "郑州日报") == {
        ("我市", "郑州市", "410100", "outlet 郑州日报"),
        ("全省", "河南省", "410000", "outlet 郑州日报"),
        ("市委", "郑州市委", "", "outlet 郑州日报"),
    }


def test_the_outlet_of_a_province_tells_nothing_of_a_city() -> None:
    assert meant("4月25日，我市召开会议，省委书记楼阳生讲话。", "河南日报") == {("省委", "河南省委", "", "outlet 河南日报")}


def test_a_national_outlet_tells_nothing() -> None:
    assert meant("4月25日，我市召开会议，市委书记安伟讲话。", "央视新闻联播") == set()


def test_a_place_that_is_named_over_and_over_tells() -> None:
    text = "4月25日，郑州市召开会议。郑州市要求，郑州各县区抓好落实，确保全市平安。"
    assert meant(text) == {("全市", "郑州市", "410100", "郑州市 named 3 times, no other 市 as often")}


def test_a_place_that_is_named_in_passing_does_not() -> None:
    assert meant("4月25日，我市代表团赴北京、南京招商，市委书记安伟带队。") == set()


def test_another_city_named_more_often_than_the_outlet_s_leaves_it_open() -> None:
    assert meant("4月25日，杭州市召开会议，全市部署防汛。", "郑州日报") == set()


def test_a_district_of_that_name_in_the_outlet_s_city() -> None:
    found = [each for each in read("4月25日，鼓楼区召开会议。", "南京日报") if each.kind is EntityKind.PLACE]
    assert [(each.label, each.code, each.basis) for each in found] == [("南京市鼓楼区", "320106", "南京市: outlet 南京日报")]


@pytest.mark.parametrize("text", ["健全市场体系。", "全市场竞争。", "应该市里办。", "自我省察。", "基本县情。", "全区域覆盖。"])
def test_letters_that_are_no_words_of_level(text: str) -> None:
    assert meant(f"4月25日，会议召开。{text}", "郑州日报") == set()


@pytest.mark.parametrize(
    ("outlet", "code"),
    [("郑州日报", "410100"), ("河南日报", "410000"), ("北京晚报", "110000"), ("兰考新闻", "410225"), ("人民日报", None), ("", None)],
)
def test_the_place_of_an_outlet(outlet: str, code: str | None) -> None:
    found = outlet_division(outlet)
    assert (found.code if found else None) == code


def test_a_page_without_articles_stays_as_it_is() -> None:
    facts = PageFacts(Page("a.txt", "", ""))
    assert stand(facts) == facts


# ---- properties


@given(st.text("郑州市南京鼓楼区镇村委和在、，省人民会堂饭店大学公安局", max_size=60))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = places(text)
    for spans in ([(each.begin, each.end) for each in found], [(each.begin, each.end) for each in bodies(text, found)]):
        assert all(before[1] <= behind[0] for before, behind in pairwise(spans))
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
