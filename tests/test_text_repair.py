"""Layout repair: literal stretches of a page and the text that they must become."""

import pytest

from kg.model import RepairedText, Span
from kg.text.repair import repair
from kg.text.sentences import sentences


def repaired(*paragraphs: str) -> RepairedText:
    """Repair paragraphs, written with ‖ where a column breaks."""
    raw = "\n\n".join(part for paragraph in paragraphs for part in paragraph.split("‖"))
    pieces, at = [], 0
    for paragraph in paragraphs:
        spans = []
        for part in paragraph.split("‖"):
            spans.append(Span(at, at + len(part)))
            at += len(part) + 2
        pieces.append(spans)
    return repair(raw, pieces)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        # a column break inside a sentence, a word, a quotation, a number, between Latin words
        ("交通枢纽‖大市,受影响大", "交通枢纽大市，受影响大"),
        ("还面临“五一”假‖期到来", "还面临“五一”假期到来"),
        ("强化科技‖创新、‖教育文化", "强化科技创新、教育文化"),
        ('不等于"疫‖情解防"', "不等于“疫情解防”"),
        ("共20‖22个", "共2022个"),
        ("访问New‖York城", "访问New York城"),
        ("增长4.5%,‖同比提高", "增长4.5%，同比提高"),
        # blanks inside names and between characters
        ("裴 其娟报道", "裴其娟报道"),
        ("张 昕、孙亚文、高 峰出席", "张昕、孙亚文、高峰出席"),
        ("客人的到 来,并介绍了产业 基础", "客人的到来，并介绍了产业基础"),
        ("建立“ 一患一档”", "建立“一患一档”"),
        ("4月25 日,共 10 人", "4月25日，共10人"),
        ("市委\u3000召开\u200b会议\ufeff。", "市委召开会议。"),
        # half-width marks beside Chinese characters
        ("会议指出,要抓好落实;要快!", "会议指出，要抓好落实；要快！"),
        ("各县(市、区)怎么办?", "各县（市、区）怎么办？"),
        ("他说:好", "他说：好"),
        ("国内生产总值(GDP)增长", "国内生产总值（GDP）增长"),
        ("GDP(CPI)指数", "GDP（CPI）指数"),
        ("(2022)会议", "（2022）会议"),
        ("扩大AI, 加强管理", "扩大AI，加强管理"),
        # straight quotation marks become pairs, in each paragraph anew
        ('"零新增"不等于"零风险"', "“零新增”不等于“零风险”"),
        ('他说:"好。"', "他说：“好。”"),
        # numbers and Latin text keep theirs
        ("共1,000人", "共1,000人"),
        ("上午9:00开会", "上午9:00开会"),
        ("比分3:2,胜", "比分3:2，胜"),
        ("共１,０００人", "共１,０００人"),
        ("iPhone 15 Pro 发布", "iPhone 15 Pro发布"),
        ("VR 展厅", "VR展厅"),
        ("Hello, world (again)", "Hello, world (again)"),
        # a slogan of parts of the same length keeps its blank, any other quotation loses it
        ("举办“奋进新征程 建功新时代”活动", "举办“奋进新征程 建功新时代”活动"),
        ("“学史明理 学史增信 学史崇德 学史力行”", "“学史明理 学史增信 学史崇德 学史力行”"),
        ('举办"迎冬奥 上冰雪"活动', "举办“迎冬奥 上冰雪”活动"),
        ("做好“后半 篇”文章", "做好“后半篇”文章"),
        ("“一次办好 办成”", "“一次办好办成”"),
        # already repaired
        ("会议指出，“好。”", "会议指出，“好。”"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_repair(page: str, text: str) -> None:
    assert repaired(page).text == text


def test_quotation_marks_pair_in_each_paragraph() -> None:
    assert repaired('他说"好', '"行"').text == "他说“好\n“行”"


def test_every_character_knows_its_place() -> None:
    text = repaired("裴 其娟,", "‖好")
    assert text.text == "裴其娟，\n好"
    assert [text.span(at, at + 1) for at in range(6)] == [Span(0, 1), Span(2, 3), Span(3, 4), Span(4, 5), Span(5, 5), Span(9, 10)]
    assert text.span(0, 3) == Span(0, 4)
    assert [text.blank_before(at) for at in range(4)] == [False, True, False, False]


def test_a_paragraph_of_blanks_leaves_no_empty_one() -> None:
    assert repaired("一", " ", "二").text == "一\n二"


def test_nothing_becomes_nothing() -> None:
    assert repair("", []).text == ""
    assert repair("会", [[]]).text == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一。二！三？", ["一。", "二！", "三？"]),
        ("他说：“好。”她说。", ["他说：“好。”", "她说。"]),
        ("（一。）二", ["（一。）", "二"]),
        ("真的？！二", ["真的？！", "二"]),
        ("没有句号", ["没有句号"]),
        ("一\n二。三", ["一", "二。", "三"]),
        ("。”二", ["。”", "二"]),
        ("增长3.5%，很好。", ["增长3.5%，很好。"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[s.begin : s.end] for s in sentences(text)] == parts


def test_sentences_know_paragraph_and_part() -> None:
    found = [(s.paragraph, s.opens_part) for s in sentences("一。二。\n三\n四。五", frozenset({0, 2}))]
    assert found == [(0, True), (0, False), (1, False), (2, True), (2, False)]
