"""Bylines and credits: literal text, the reporters in it, and where the text begins and ends without them."""

import pytest

from kg.model import Page
from kg.text import bylines
from kg.text.credits import authors, begin_of_credits
from kg.text.reading import read_articles


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("本报讯(郑报全媒体记者 张 昕 孙亚文) 4月25日,", ["张昕", "孙亚文"], " 4月25日,"),
        ("本报讯(郑报全媒体记者 陈锋 张昕)4月25日", ["陈锋", "张昕"], "4月25日"),
        ("本报讯(滨城融媒记者 殷 实 邬 倩)7月28日", ["殷实", "邬倩"], "7月28日"),
        ("本报讯（记者 殷 实）昨日", ["殷实"], "昨日"),
        ("本报讯(首席记者 逄晓东 实习生 佘 曼)9月", ["逄晓东", "佘曼"], "9月"),
        ("本报讯(记者 郜洁 通讯员 仵 玉)9月", ["郜洁", "仵玉"], "9月"),
        ("本报讯（禹山日报记者 晏几何 见习记者 步 青）8月", ["晏几何", "步青"], "8月"),
        ("本报讯(记者 努尔兰·哈山 特约记者 岳 麓 摄影报道)10月", ["努尔兰·哈山", "岳麓"], "10月"),
        ("本报讯(正观新闻·郑州晚报记者 陈锋 张昕 王治) 10月", ["陈锋", "张昕", "王治"], " 10月"),
        ("校讯(校报记者 宓书宁 学生记者 谌 诺 郑好)10月", ["宓书宁", "谌诺", "郑好"], "10月"),
        ("又讯(郑报全媒体记者 张昕)3月17日", ["张昕"], "3月17日"),
        ("侨乡时报讯（羊小钦）12月5日", ["羊小钦"], "12月5日"),
        ("侨乡时报讯（记者 禤 亮 冼星儿）12月8日", ["禤亮", "冼星儿"], "12月8日"),
        ("本报双河5月23日电(记者 佴 俊)为期两天", ["佴俊"], "为期两天"),
        ("新华社北京5月3日电（记者王明、李小红）会议", ["王明", "李小红"], "会议"),
        ("本报讯（开发区融媒中心 笔 会）3月6日", ["笔会"], "3月6日"),
        ("本报讯（记者 欧阳 明 司马光远）昨日", ["欧阳明", "司马光远"], "昨日"),
        ("本报讯（步青 文/图）昨日", ["步青"], "昨日"),
        ("本报讯（记者 张三/文 李四/图）昨日", ["张三", "李四"], "昨日"),
        ("本报讯（记者 张三 省报记者 李四）昨日", ["张三", "李四"], "昨日"),
        ("本报讯 记者王小明报道：昨日", ["王小明"], "昨日"),
        ("校讯 由校工会举办的", [], "由校工会举办的"),
        ("新华社北京5月3日电 国务院", [], "国务院"),
        ("本报讯（本报综合）昨日", [], "昨日"),
        # no dateline: nothing is taken
        ("会议（扩大）由记者主持", [], "会议（扩大）由记者主持"),
        ("据了解，本报讯（记者 张三）", [], "据了解，本报讯（记者 张三）"),
    ],
)
def test_front(text: str, names: list[str], rest: str) -> None:
    found, begin = bylines.front(text, 0, len(text))
    assert ([byline.name for byline in found], text[begin:]) == (names, rest)


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("会议还研究了其他事项。记者 冉红政", ["冉红政"], "会议还研究了其他事项。"),
        ("会议还研究了其他事项。 （本报记者 张 昕 通讯员 李四）", ["张昕", "李四"], "会议还研究了其他事项。 "),
        ("他们把情况告诉记者 张三。", [], "他们把情况告诉记者 张三。"),
        ("邀请记者 参观，很好", [], "邀请记者 参观，很好"),
    ],
)
def test_back(text: str, names: list[str], rest: str) -> None:
    found, end = bylines.back(text, 0, len(text))
    assert ([byline.name for byline in found], text[:end]) == (names, rest)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（罗屏融媒记者 杨通灿 文/图）", ["杨通灿"]),
        ("记 者 宗政明 通讯员 第五林", ["宗政明", "第五林"]),
        ("（通讯员 潘志芳）", ["潘志芳"]),
        ("记者 王明、李 红、张三", ["王明", "李红", "张三"]),
        ("记者 甲、乙", []),
        ("（罗屏融媒记者 龙 桥）", ["龙桥"]),
        ("摄影 张三", []),
        ("责任编辑 张三", []),
    ],
)
def test_lines_of_bylines(text: str, names: list[str]) -> None:
    assert [byline.name for byline in bylines.names(text, 0, len(text))] == names


def test_a_byline_knows_its_place() -> None:
    text = "本报讯(记者 张 昕)"
    [byline], _ = bylines.front(text, 0, len(text))
    assert text[byline.span.begin : byline.span.end] == "张 昕"


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("会议圆满结束。文/王小明 图/李四 编辑/赵五", ["王小明"], "会议圆满结束。"),
        ("全体合影文字：王小明图片：调研团师生", ["王小明"], "全体合影"),
        ("开展交流。图文/王小明编辑/李四、赵五", ["王小明"], "开展交流。"),
        ("主持会议图/李四、钱六文/王小明编校/学院媒体工作室", ["王小明"], "主持会议"),
        ("具有积极意义。文／王小明图／王小明", ["王小明"], "具有积极意义。"),
        ("参加了座谈。（供稿／王小明）", ["王小明"], "参加了座谈。"),
        ("发表讲话。（文/图 王小明）", ["王小明"], "发表讲话。"),
        ("主持会议。(图：李四)", [], "主持会议。"),
        ("共同合影[编辑：李四]", [], "共同合影"),
        ("再上新台阶。来源：党委组织部", [], "再上新台阶。"),
        # text that only looks like it
        ("主题为《论文：写作》的讲座举行。", [], "主题为《论文：写作》的讲座举行。"),
        ("会议分三步：编辑：先编，再审，后印", [], "会议分三步：编辑：先编，再审，后印"),
        ("会议由校长主持（图书馆）", [], "会议由校长主持（图书馆）"),
        ("会议由校长主持", [], "会议由校长主持"),
    ],
)
def test_credits(text: str, names: list[str], rest: str) -> None:
    begin = begin_of_credits(text, 0, len(text))
    assert ([byline.name for byline in authors(text, begin, len(text))], text[:begin]) == (names, rest)


def test_credits_stay_out_of_the_body() -> None:
    [article] = read_articles(Page("a.txt", "学院召开会议\n\n5月6日，学院召开会议。院长讲话。\n会议结束。文/王小明 图/李四 编辑/赵五", ""))
    assert article.body.text == "5月6日，学院召开会议。院长讲话。\n会议结束。"
    assert [byline.name for byline in article.bylines] == ["王小明"]


def test_credits_on_a_line_of_their_own() -> None:
    [article] = read_articles(Page("a.txt", "学院召开会议\n\n5月6日，学院召开会议。\n\n文/王小明 图/李四", ""))
    assert article.body.text == "5月6日，学院召开会议。"
    assert [byline.name for byline in article.bylines] == ["王小明"]
