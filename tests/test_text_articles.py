"""Articles of a page: literal pages, where each article begins, its headline and its paragraphs."""

import pytest

from kg.model import Page
from kg.text.lines import Role, is_closed, lines
from kg.text.reading import read_articles


def read(text: str, title: str = "") -> list[tuple[str, str]]:
    """Give headline and body of each article."""
    return [(" | ".join(a.headline), a.body.text) for a in read_articles(Page("a.txt", text, "", title=title))]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        # headers of pages
        ("1月16日 星期四 第一版 要闻", Role.HEADER),
        ("1月16日　星期四　第三版　综合", Role.HEADER),
        ("2022年4月26日星期二第01版：要闻", Role.HEADER),
        ("03版：综合", Role.HEADER),
        ("郑州日报 2022年4月26日 星期二 02版", Role.HEADER),
        ("《外交演讲集》第一版10月1日发行", Role.SHORT),
        ("市政府公报第三版征求意见", Role.SHORT),
        # jumps to and from another page
        ("下转第四版", Role.JUMP),
        ("（上接第一版）", Role.JUMP),
        ("（上接第一版）要健全工作机制，一抓到底。", Role.TEXT),
        # datelines
        ("本报讯(记者 张 昕) 4月25日,", Role.DATELINE),
        ("本报讯 1月13日,市人大常委会", Role.DATELINE),
        ("本报讯昨日，市委召开会议。", Role.DATELINE),
        ("本报讯4月25日，市委召开会议。", Role.DATELINE),
        ("本报讯", Role.DATELINE),
        ("校讯(校报记者 宓书宁)10月18日", Role.DATELINE),
        ("校讯 由校工会举办", Role.DATELINE),
        ("侨乡时报讯（记者 禤 亮）12月8日", Role.DATELINE),
        ("本报双河5月23日电(记者 佴 俊)", Role.DATELINE),
        ("新华社北京5月3日电 （记者王明）", Role.DATELINE),
        ("新华社北京5月3日电 国务院召开会议", Role.DATELINE),
        ("本报合肥电 （记者王明）记者获悉", Role.DATELINE),
        ("央视网消息（新闻联播）：今天上午，", Role.DATELINE),
        ("央视网消息（新闻联播）：", Role.BARE_DATELINE),
        ("【大河网讯】昨日，市委召开会议。", Role.DATELINE),
        ("又讯(郑报全媒体记者 张昕)3月17日", Role.AGAIN),
        ("又讯 昨日，市委召开会议。", Role.AGAIN),
        ("据新华社消息：会议今天召开。", Role.TEXT),
        ("好消息：地铁今日开通", Role.SHORT),
        ("本报电子版今日上线", Role.SHORT),
        ("本报通讯员座谈会召开", Role.SHORT),
        ("法院讯问被告人", Role.SHORT),
        # bylines and dates
        ("记者 冉红政", Role.BYLINE),
        ("记 者 宗政明 通讯员 第五林", Role.BYLINE),
        ("（通讯员 潘志芳）", Role.BYLINE),
        ("（罗屏融媒记者 杨通灿 文/图）", Role.BYLINE),
        ("文/王小明 图/李四 编辑/赵五", Role.BYLINE),
        ("（来源：党委组织部）", Role.BYLINE),
        ("记者在现场看到，人来人往。", Role.TEXT),
        ("记者节座谈会召开", Role.SHORT),
        ("11月4日", Role.DATE),
        ("2022年11月4日", Role.DATE),
        # text and headlines
        ("会议强调,要抓好落实。", Role.TEXT),
        ("●市纪委监委召开述责述廉会", Role.TEXT),
        ("任命:", Role.TEXT),
        ("谯兴华 市司法局局长", Role.TEXT),
        ("5月6日,市委在澜江迎宾馆召开,全", Role.TEXT),
        ("以昂扬姿态和实干业绩 庆祝新中国成立70周年", Role.SHORT),
        ("巩固要求:宁可流汗挑水 不能坐等老天", Role.SHORT),
        ("会" * 121, Role.TEXT),
    ],
)
def test_role(line: str, role: Role) -> None:
    assert [found.role for found in lines(line)] == [role]


@pytest.mark.parametrize(
    "line",
    [
        "落实。",
        "落实！",
        "说：“好。”",
        "(四)",
        "要求:",
        "整改;",
        "说“好”",
        "落实。（下转第三版）",
        "落实。下转第三版",
        "新华社记者 王明 摄",
    ],
)
def test_closed(line: str) -> None:
    assert is_closed(line)


@pytest.mark.parametrize("line", ["“五一”假", "落实,", "落实、", "“好”,", "书记张三", "全市拍摄"])
def test_not_closed(line: str) -> None:
    assert not is_closed(line)


def test_lines_lose_their_outer_blanks_and_know_their_place() -> None:
    found = [(line.span.begin, line.span.end, line.text, line.indented) for line in lines("\n \u200b会议 \r\n\u3000\u3000好。\ufeff\r")]
    assert found == [(3, 5, "会议", False), (10, 12, "好。", True)]


def test_kicker_headline_and_sub_headline() -> None:
    page = "郑州两会今日启幕\n\n秘书处查看会场\n\n提高认识 确保成功\n\n本报讯(记者 袁帅) 会议将开幕。"
    assert read(page) == [("郑州两会今日启幕 | 秘书处查看会场 | 提高认识 确保成功", "会议将开幕。")]


def test_a_headline_is_repaired_but_keeps_its_blanks() -> None:
    assert read('地委(扩大)会议召开 奋战"三夏"\n本报讯 昨日，会议召开。') == [("地委（扩大）会议召开 奋战“三夏”", "昨日，会议召开。")]


def test_datelines_part_articles() -> None:
    page = "甲会召开\n本报讯(记者 张昕)昨日,甲会召开。\n\n会议强调,要快。\n\n乙会召开\n新华社北京5月3日电（记者王明）乙会3日召开。"
    assert read(page) == [("甲会召开", "昨日，甲会召开。\n会议强调，要快。"), ("乙会召开", "乙会3日召开。")]


def test_a_second_part_stays_in_its_article() -> None:
    [article] = read_articles(Page("a.txt", "甲会召开\n本报讯(记者 张昕)昨日,甲会召开。\n完。\n又讯(记者 袁帅)乙也出席。", ""))
    assert article.body.text == "昨日，甲会召开。\n完。\n乙也出席。"
    assert [(s.paragraph, s.opens_part) for s in article.sentences] == [(0, True), (1, False), (2, True)]
    assert [byline.name for byline in article.bylines] == ["张昕", "袁帅"]


def test_a_column_break_is_joined() -> None:
    assert read("甲会召开\n本报讯 尤其是还面临“五一”假\n\n期到来的挑战。\n\n会后落实。") == [
        ("甲会召开", "尤其是还面临“五一”假期到来的挑战。\n会后落实。")
    ]


def test_a_headline_behind_an_unfinished_sentence_is_not_swallowed() -> None:
    page = "甲会召开\n本报讯 昨日，甲会召开，张昕出席\n\n乙会召开\n本报讯 昨日，乙会召开。"
    assert read(page) == [("甲会召开", "昨日，甲会召开，张昕出席"), ("乙会召开", "昨日，乙会召开。")]


def test_an_indented_line_begins_a_paragraph() -> None:
    assert read("甲会召开\n　　本报讯 昨日，甲会召开，张昕出席\n　　会议强调，要快。") == [
        ("甲会召开", "昨日，甲会召开，张昕出席\n会议强调，要快。")
    ]


def test_a_dateline_on_a_line_of_its_own() -> None:
    [article] = read_articles(Page("a.txt", "甲会召开\n本报讯（记者 张昕）\n昨日，甲会召开。", ""))
    assert (article.body.text, [b.name for b in article.bylines]) == ("昨日，甲会召开。", ["张昕"])
    assert [s.opens_part for s in article.sentences] == [True]


def test_page_header_and_jumps_are_no_text() -> None:
    page = "1月16日 星期四 第一版 要闻\n甲会召开\n本报讯 甲会召开。（下转第三版）\n下转第四版\n乙会召开\n（上接第一版）要健全机制。"
    assert read(page)[0] == ("甲会召开", "甲会召开。\n乙会召开\n要健全机制。")
    assert read("1月16日 星期四 第一版 要闻") == []
    [article] = read_articles(Page("a.txt", "第一版 要闻\n甲会召开\n昨日，甲会召开。", ""))
    assert article.span.begin == 7


def test_a_headline_follows_a_jump_line() -> None:
    assert read("甲会召开\n本报讯 甲会召开。\n下转第四版\n乙会召开\n本报讯 乙会召开。") == [
        ("甲会召开", "甲会召开。"),
        ("乙会召开", "乙会召开。"),
    ]


def test_bylines_below_the_headline_and_at_the_end_close_articles() -> None:
    page = (
        "甲会召开\n记 者 宗政明 通讯员 第五林\n11月5日,甲会召开。\n\n"
        "乙会召开\n6月1日,乙会召开。\n（通讯员 潘志芳）\n布坊里的声音\n天刚亮,布坊响了。"
    )
    found = read_articles(Page("a.txt", page, ""))
    assert [(a.headline, [b.name for b in a.bylines]) for a in found] == [
        (("甲会召开",), ["宗政明", "第五林"]),
        (("乙会召开",), ["潘志芳"]),
        (("布坊里的声音",), []),
    ]


def test_a_page_without_datelines() -> None:
    assert read("甲会召开\n昨日,甲会召开。\n\n会议强调,要快。\n\n乙会召开\n近日,乙会召开。") == [
        ("甲会召开", "昨日，甲会召开。\n会议强调，要快。"),
        ("乙会召开", "近日，乙会召开。"),
    ]


def test_notices() -> None:
    page = "甲会召开\n本报讯 甲会召开。\n\n遗失声明\n\n某店营业执照遗失,声明作废。\n\n今日天气\n\n晴，西北风4到5级，气温低。"
    assert [headline for headline, _ in read(page)] == ["甲会召开", "遗失声明", "今日天气"]


def test_a_notice_keeps_its_sign_off() -> None:
    page = "讣 告\n\n边某同志于11月3日逝世。\n\n特此讣告\n\n边某同志治丧小组\n\n11月4日\n\n甲会召开\n本报讯 甲会召开。"
    assert read(page) == [("讣 告", "边某同志于11月3日逝世。\n特此讣告\n边某同志治丧小组\n11月4日"), ("甲会召开", "甲会召开。")]


def test_a_bulletin_is_one_article() -> None:
    page = "甲会召开\n本报讯 甲会召开。\n昨日简讯\n●3月4日,连翘到经开区考察。\n▲3月5日,步高出席仪式。\n■近日,左佑主持会议。"
    assert read(page)[1] == ("昨日简讯", "●3月4日，连翘到经开区考察。\n▲3月5日，步高出席仪式。\n■近日，左佑主持会议。")


def test_headings_inside_an_article() -> None:
    page = "甲会召开\n本报讯 甲会召开。\n强信心 抓机遇\n与会人员认为,要快。\n一、启动仪式\n5月6日,仪式举行。"
    assert read(page) == [
        ("甲会召开", "甲会召开。\n强信心 抓机遇\n与会人员认为，要快。\n一、启动仪式\n5月6日，仪式举行。".replace("强信心 ", "强信心"))
    ]


def test_a_text_without_headline_has_only_headings() -> None:
    page = "4月21日，义诊活动启动。\n上千市民现场点赞\n当天早上，人来人往。"
    assert read(page, "义诊") == [("义诊", "4月21日，义诊活动启动。\n上千市民现场点赞\n当天早上，人来人往。")]


def test_a_photograph_belongs_to_the_article_below_and_its_photographer_is_no_reporter() -> None:
    page = "9月2日，大会在京开幕。新华社记者 王明 摄\n新华社北京9月2日电（记者张昕、李四）大会2日开幕。"
    [article] = read_articles(Page("a.txt", page, ""))
    assert article.body.text == "9月2日，大会在京开幕。\n大会2日开幕。"
    assert [byline.name for byline in article.bylines] == ["张昕", "李四"]
    assert [s.opens_part for s in article.sentences] == [True, True]


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("【大河网讯】昨日，甲会召开。", "昨日，甲会召开。"),
        ("央视网消息（新闻联播）：昨日，甲会召开。", "昨日，甲会召开。"),
        ("【锦绣中国】昨日，甲会召开。", "昨日，甲会召开。"),
        ("本报讯：昨日，甲会召开。", "昨日，甲会召开。"),
        ("本报双河5月23日电(记者 佴 俊)甲会召开。", "甲会召开。"),
        ("昨日，本报讯息灵通。", "昨日，本报讯息灵通。"),
    ],
)
def test_datelines_stay_out_of_the_body(page: str, body: str) -> None:
    assert [text for _, text in read("甲会召开\n" + page)] == [body]


def test_a_broadcast_bulletin_has_an_article_for_each_headline() -> None:
    page = "央视网消息（新闻联播）：\n甲油田投产\n记者获悉，甲油田投产。\n乙铁路开工\n乙铁路开工。"
    assert read(page, "国内联播快讯") == [("甲油田投产", "记者获悉，甲油田投产。"), ("乙铁路开工", "乙铁路开工。")]
    assert read(page, "乙铁路")[0][0] == "甲油田投产"
    assert len(read(page, "乙铁路")) == 1


def test_the_title_known_beside_the_text_is_the_headline_of_the_first_article_alone() -> None:
    page = "本报北京7月3日电 （记者张昕）甲会召开。\n本报北京7月3日电 （记者袁帅）乙会召开。"
    assert read(page, "甲会") == [("甲会", "甲会召开。"), ("", "乙会召开。")]


GLUED = "2013年12月4日，我院某教授参加会议。会议由主编主持。(图：王明)某教授为日报社采编人员授课2013年12月3日上午，某教授应邀授课。"


def test_an_article_glued_behind_a_caption() -> None:
    assert read("某教授参加会议\n\n" + GLUED) == [
        ("某教授参加会议", "2013年12月4日，我院某教授参加会议。会议由主编主持。"),
        ("某教授为日报社采编人员授课", "2013年12月3日上午，某教授应邀授课。"),
    ]


def test_an_article_glued_behind_a_sentence() -> None:
    assert [headline for headline, _ in read("某教授参加会议\n\n" + GLUED.replace("(图：王明)", ""))] == [
        "某教授参加会议",
        "某教授为日报社采编人员授课",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2013年12月4日，学院成立。第一届委员会任期自2013年12月3日起，共三年。",  # 自: a date in a sentence
        "2013年12月4日，学院成立。校友代表大会定于2014年5月6日举行。",  # 于
        "2013年12月4日，学院成立。学院的前身是上海某某学校旧址2011年5月6日，",  # no verb of a headline
        "2013年12月4日，学院成立。会议，举行签约仪式并座谈2014年5月6日，",  # begins in mid-sentence
        "学院成立。某教授为日报社采编人员授课2013年12月3日上午，某教授应邀授课。",  # lines of this page do not open with a full date
        "2013年12月4日，学院（北京）举行座谈会交流经验2014年5月6日，",  # a bracket that is no caption
    ],
)
def test_no_article_is_glued(text: str) -> None:
    assert len(read("学院成立\n\n" + text)) == 1


def test_a_dateline_in_mid_line_begins_an_article() -> None:
    assert read("甲会召开\n本报讯（记者 张昕）甲会召开。乙会召开本报讯（记者 袁帅）乙会召开。") == [
        ("甲会召开", "甲会召开。"),
        ("乙会召开", "乙会召开。"),
    ]
    assert len(read("甲会召开\n昨日，据本报讯（记者 张昕）报道，甲会召开。")) == 1
    assert len(read("甲会召开\n昨日开会。据本报讯（记者 张昕）报道，甲会召开。")) == 1


@pytest.mark.parametrize("text", ["", " \n\r\n \u3000\ufeff"])
def test_a_page_without_text_has_no_article(text: str) -> None:
    assert read_articles(Page("a.txt", text, "", title="题")) == ()


def test_a_headline_alone_and_a_byline_alone_are_articles() -> None:
    assert read("甲会召开") == [("甲会召开", "")]
    assert len(read_articles(Page("a.txt", "记者 张昕", ""))) == 1
