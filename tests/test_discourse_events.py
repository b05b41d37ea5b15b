"""Events by the words that tell of them, and which sentence tells of which: invented sentences read by hand."""

import pytest

from kg.discourse.context import Context
from kg.discourse.event_words import balanced, clause_begin, clause_end, full_head, going, kind_of, last_head, name_begin
from kg.discourse.held_events import held_events
from kg.discourse.reading import Reading
from kg.discourse.told_events import (
    came_event,
    chaired_event,
    joined_event,
    lecture_event,
    opened_event,
    talks_event,
    visit_event,
)
from kg.extract import read_page
from kg.model import EventKind, Page
from kg.text.reading import read_articles


def reading(text: str) -> Reading:
    (article,) = read_articles(Page("a.txt", text, ""))
    return Reading(article)


def told(text: str) -> list[tuple[str, EventKind]]:
    return [(happening.named[0].name, happening.kind) for happening in reading(text).told.events]


# ---- words


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("全市防汛工作推进会", "推进会", EventKind.MEETING),
        ("项目开工仪式", "开工仪式", EventKind.CEREMONY),
        ("县委常委会会议", "常委会会议", EventKind.MEETING),
    ],
)
def test_the_word_that_ends_a_name(text: str, word: str, kind: EventKind) -> None:
    head = last_head(text, 0, len(text))
    assert head is not None
    assert text.endswith(word)
    assert head.end() == len(text)
    assert kind_of(head) is kind


@pytest.mark.parametrize("text", ["会议室", "座谈会场", "粮食收购", ""])
def test_no_word_of_an_event(text: str) -> None:
    assert last_head(text, 0, len(text)) is None


def test_a_name_stops_before_what_is_said_of_it() -> None:
    text = "防汛工作会议的座谈会"
    head = full_head(text, 0, len(text))
    assert head is not None
    assert text[: head.end()] == "防汛工作会议的座谈会"
    text = "防汛工作会议和座谈会上"
    head = full_head(text, 0, len(text))
    assert head is not None
    assert text[: head.end()] == "防汛工作会议"


def test_clauses_end_at_marks_outside_of_quotation_marks() -> None:
    text = "召开“人人讲，事事查”会议，部署"
    assert clause_end(text, 0, len(text)) == 13
    assert clause_begin(text, 0, 13) == 0
    assert clause_begin(text, 0, 16) == 14
    assert clause_end("召开会议", 0, 4) == 4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("6月3日上午防汛工作会议", "防汛工作会议"),
        ("由县水利局主办的防汛工作会议", "防汛工作会议"),
        ("为期三天的防汛工作培训", "防汛工作培训"),
        ("防汛工作会议", "防汛工作会议"),
    ],
)
def test_where_a_name_begins(text: str, name: str) -> None:
    assert text[name_begin(text, 0, len(text)) :] == name


@pytest.mark.parametrize(
    ("begin", "end", "name"),
    [(0, 7, "“安全月”活动"), (0, 4, "“安全月”"), (1, 7, "“安全月”活动"), (5, 7, "活动")],
)
def test_quotation_marks_in_pairs(begin: int, end: int, name: str) -> None:
    assert balanced("“安全月”活动", begin, end) == name


def test_where_the_way_to_a_visit_begins() -> None:
    text = "昨日，县长到白石镇督导"
    assert going(text, 0, text.index("督导")) == 5
    assert going("昨日，县长督导", 0, 5) is None


# ---- held


def held(text: str) -> list[tuple[str, EventKind, bool]]:
    return [(event.name, event.kind, event.planned) for event in held_events(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("县委召开防汛工作推进会。", "防汛工作推进会", EventKind.MEETING),
        ("全县防汛工作推进会召开。", "全县防汛工作推进会", EventKind.MEETING),
        ("全县防汛工作推进会在县会堂召开。", "全县防汛工作推进会", EventKind.MEETING),
        ("第三届运动会开幕式在县体育场隆重举行。", "第三届运动会开幕式", EventKind.CEREMONY),
        ("县里举行烈士公祭仪式。", "烈士公祭仪式", EventKind.CEREMONY),
        ("县长主持召开会议研究夏粮收购工作。", "研究夏粮收购工作会议", EventKind.MEETING),
        ("县里举行仪式，纪念海州解放七十周年。", "纪念海州解放七十周年仪式", EventKind.CEREMONY),
        ("县里举办“安全月”主题活动。", "“安全月”主题活动", EventKind.ACTIVITY),
        ("县里举行座谈会，纪念海州解放七十周年。", "纪念海州解放七十周年座谈会", EventKind.MEETING),
        ("昨天（6月3日），海州书展开幕式在县图书馆举行。", "海州书展开幕式", EventKind.CEREMONY),
        ("县水利局举办的以“守水护堤”为主题的全县护堤宣传活动启动。", "全县护堤宣传活动", EventKind.ACTIVITY),
        ("6月3日，“水乡记忆：运河文化研讨会”在县文化馆举行。", "“水乡记忆：运河文化研讨会”", EventKind.MEETING),
        ("白石镇、青石镇联合党课开班仪式在县委党校举行。", "白石镇、青石镇联合党课开班仪式", EventKind.CEREMONY),
        ("县妇联、县总工会联合举办亲子运动会。", "亲子运动会", EventKind.ACTIVITY),
        ("县医院健康讲堂系列第三讲在三楼举行。", "县医院健康讲堂系列第三讲", EventKind.ACTIVITY),
        ("本次水利工作年终总结会圆满结束。", "水利工作年终总结会", EventKind.MEETING),
        ("县委召开支部书记会。", "支部书记会", EventKind.MEETING),
        ("县人大常委会举行宪法宣誓仪式。", "宪法宣誓仪式", EventKind.CEREMONY),
        ("县委常委会召开会议研究防汛工作。", "会议", EventKind.MEETING),
        ("县医院、县卫校协办的中国乡村医学会学术年会在县会堂召开。", "中国乡村医学会学术年会", EventKind.MEETING),
        ("县委党校召开党委理论学习中心组学习。", "党委理论学习中心组学习", EventKind.MEETING),
        ("海州书展开展首日举办了新书发布会。", "新书发布会", EventKind.MEETING),
    ],
)
def test_events_that_were_held(text: str, name: str, kind: EventKind) -> None:
    assert held(text) == [(name, kind, False)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全县防汛工作推进会将于6月5日召开。", "全县防汛工作推进会"),
        ("县里决定6月5日召开防汛工作推进会。", "防汛工作推进会"),
        ("县里拟召开防汛工作推进会。", "防汛工作推进会"),
    ],
)
def test_events_that_are_planned(text: str, name: str) -> None:
    assert held(text) == [(name, EventKind.MEETING, True)]


@pytest.mark.parametrize(
    "text",
    [
        "要层层压实责任。",
        "会议室已经启用。",
        "县里举办了很多届。",
        "学校食堂卫生得到改善。",
        "会议强调，要抓好落实。",
        "今天（6月3日）距离海州运动会开幕还有五天。",
        "会上学习了《关于召开全县防汛工作推进会的通知》。",
        "县领导多次主持召开防汛会议。",
        "大家了解了县里召开的背景和古城会议。",
        "全会是关键时期召开的一次十分重要的会议。",
        "",
    ],
)
def test_nothing_was_held(text: str) -> None:
    assert held(text) == []


def test_two_meetings_of_one_sentence() -> None:
    assert held("县委召开常委会会议，县政府召开防汛工作推进会。") == [
        ("常委会会议", EventKind.MEETING, False),
        ("防汛工作推进会", EventKind.MEETING, False),
    ]


@pytest.mark.parametrize(
    ("text", "convener"),
    [
        ("6月3日，县委召开防汛工作推进会。", "县委"),
        ("6月3日，县委、县政府召开防汛工作推进会。", "县委、县政府"),
        ("6月3日上午，县委组织召开防汛工作推进会。", "县委"),
        ("召开防汛工作推进会。", ""),
    ],
)
def test_who_called_the_meeting(text: str, convener: str) -> None:
    (event,) = held_events(text, 0, len(text))
    assert event.convener == convener


# ---- told by what people did


def test_a_meeting_told_by_who_chairs_it() -> None:
    text = "陶立行同泰国总理巴颂共同主持两国总理第八次定期会晤。"
    event = chaired_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.begin, event.end) == ("两国总理第八次定期会晤", 14, 25)
    assert chaired_event("陶立行主持会议。", 0, 8) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县长陶立行会见恒远集团董事长柳文渊一行。", "会见恒远集团董事长柳文渊一行"),
        ("县长陶立行会见了柳文渊。", "会见柳文渊"),
        ("县长陶立行与柳文渊举行工作会谈。", "工作会谈"),
        ("县长陶立行同柳文渊会谈。", "同柳文渊会谈"),
    ],
)
def test_talks(text: str, name: str) -> None:
    event = talks_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.kind) == (name, EventKind.TALKS)


@pytest.mark.parametrize("text", ["会见厅已经建成。", "会见时强调", "县里开会。", ""])
def test_no_talks(text: str) -> None:
    assert talks_event(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县长陶立行检查学校食堂卫生情况。", "检查学校食堂卫生情况"),
        ("县长陶立行检查学校食堂卫生情况时强调，要细。", "检查学校食堂卫生情况"),
        ("县长陶立行到白石镇、青山乡调研。", "到白石镇、青山乡调研"),
        ("县长陶立行在白石镇调研。", "在白石镇调研"),
    ],
)
def test_visits(text: str, name: str) -> None:
    event = visit_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.kind) == (name, EventKind.INSPECTION)


@pytest.mark.parametrize("text", ["检查组已经出发。", "调研报告获得通过。", "检查发现三处隐患。", "深入的调研", ""])
def test_no_visit(text: str) -> None:
    assert visit_event(text, 0, len(text)) is None


def test_a_visit_told_by_the_arrival() -> None:
    text = "焦润来到春蕾幼儿园，送去图书。"
    event = came_event(text, 0, len(text))
    assert event is not None
    assert event.name == "来到春蕾幼儿园"
    assert came_event("焦润送去图书。", 0, 7) is None


def test_an_opening() -> None:
    text = "6月3日，县人民医院东院区正式揭牌。"
    event = opened_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.kind) == ("县人民医院东院区揭牌", EventKind.CEREMONY)
    assert opened_event("正式揭牌。", 0, 5) is None
    assert opened_event("揭牌仪式很热闹。", 0, 8) is None


def test_a_lecture() -> None:
    text = "柳文渊为县里的教师授课。"
    event = lecture_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.kind) == ("为县里的教师授课", EventKind.ACTIVITY)
    assert lecture_event("柳文渊授课。", 0, 6) is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("陶立行参加植树活动。", "植树活动", EventKind.ACTIVITY),
        ("陶立行出席由县妇联主办的读书活动。", "读书活动", EventKind.ACTIVITY),
        ("陶立行参加他所在的县人大二次会议白石镇代表团审议。", "县人大二次会议白石镇代表团审议", EventKind.MEETING),
        ("陶立行对泰国进行正式访问。", "对泰国进行正式访问", EventKind.ACTIVITY),
    ],
)
def test_events_told_by_who_took_part(text: str, name: str, kind: EventKind) -> None:
    event = joined_event(text, 0, len(text))
    assert event is not None
    assert (event.name, event.kind) == (name, kind)


def test_taking_part_in_nothing_that_has_a_name() -> None:
    assert joined_event("陶立行参加会议。", 0, 8) is None
    assert joined_event("陶立行参加革命。", 0, 8) is None


# ---- which sentence tells of which event


def test_the_article_goes_on_about_its_event() -> None:
    view = reading("6月3日，县委召开防汛工作推进会。县长陶立行主持会议。会议强调，要守住堤防。").told
    (event,) = view.events
    assert event.named[0].name == "防汛工作推进会"
    assert event.date is not None
    assert event.date.text == "6月3日"
    assert {number: of.key for number, of in view.of_sentence.items()} == {0: "e1", 1: "e1", 2: "e1"}


def test_another_name_of_the_same_meeting_opens_no_event() -> None:
    text = "6月3日，县委召开防汛工作专题会议。县长陶立行主持专题会议。专题会议召开后，各镇行动起来。"
    assert told(text) == [("防汛工作专题会议", EventKind.MEETING)]


def test_words_reported_tell_of_no_event() -> None:
    text = "6月3日，县委召开防汛工作推进会。县长陶立行强调，要召开镇村两级动员会，举行防汛演练活动。"
    assert told(text) == [("防汛工作推进会", EventKind.MEETING)]


def test_no_event() -> None:
    assert told("今年雨水多，庄稼长得好。") == []


def test_a_planned_event_takes_no_sentence() -> None:
    view = reading("县里决定6月5日召开防汛工作推进会。").told
    assert [event.named[0].planned for event in view.events] == [True]
    assert view.of_sentence == {}


DIGEST = (
    "本报综合消息：\n白石镇举行龙舟赛启动仪式\n6月3日，白石镇龙舟赛启动仪式在镇文化站举行。镇长柳文渊出席仪式。他表示，要办好龙舟赛。\n"
    "县图书馆举办读书会\n6月5日，县图书馆举办亲子读书活动。馆长焦润参加活动。"
)


def test_each_item_of_a_digest_is_on_its_own() -> None:
    view = reading(DIGEST)
    assert [(e.named[0].name, e.date.text if e.date else "") for e in view.told.events] == [
        ("白石镇龙舟赛启动仪式", "6月3日"),
        ("亲子读书活动", "6月5日"),
    ]
    assert [(s.speaker, view.context.text[s.begin : s.end]) for s in view.speeches] == [("柳文渊", "要办好龙舟赛。")]


def test_a_signing_that_nothing_else_names() -> None:
    assert told("6月3日，海州县与恒远集团签署了战略合作协议，县长陶立行出席。") == [("与恒远集团签署战略合作协议", EventKind.CEREMONY)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("6月3日，县农校于三楼报告厅举办开放日活动，校长焦润参加。", "县农校开放日活动"),
        ("6月3日，县农校信息系召开信息系座谈会，校长焦润参加。", "县农校信息系座谈会"),
    ],
)
def test_a_name_with_the_body_that_called_it(text: str, name: str) -> None:
    (page,) = read_page(Page("a.txt", text, "")).articles
    assert page.events[0].name == name


def test_vague_events_that_nobody_is_at_are_none() -> None:
    assert told("各地举办多场招聘会，开展理论宣讲。") == []


def test_what_bids_is_a_directive_with_its_instructions() -> None:
    text = "6月3日，县长陶立行主持召开防汛会议。陶立行指出，流调要清；管控要准。今年雨水多。"
    (page,) = read_page(Page("a.txt", text, "")).articles
    assert [(s.directive, [part.text for part in s.instructions]) for s in page.statements] == [(True, ["流调要清；", "管控要准。"])]


def test_a_remark_bids_nothing() -> None:
    (page,) = read_page(Page("a.txt", "6月3日，县长陶立行召开会议。陶立行表示，水利是重要命脉。", "")).articles
    assert [s.directive for s in page.statements] == [False]


def test_a_standing_committee_names_its_meeting() -> None:
    (page,) = read_page(Page("a.txt", "6月3日，县委常委会召开会议研究防汛工作，县委书记焦润主持。", "")).articles
    assert page.events[0].name == "县委常委会会议"


def test_a_name_that_says_nothing_without_a_day_or_people_is_no_event() -> None:
    assert told("今年县里举办展览很多个，观众不少。") == []
    assert told("县长陶立行说，县里举办展览。") == []


# ---- context


def context(text: str) -> Context:
    return reading(text).context


def test_sentences_by_offset() -> None:
    found = context("今年雨水多。要守住堤防。各镇行动起来。")
    assert [found.sentence_at(at) for at in (0, 5, 6, 11, 12, 99)] == [0, 0, 1, 1, 2, 2]


def test_mentions_of_a_stretch() -> None:
    found = context("县长陶立行主持会议。副县长柳文渊出席会议。")
    assert [m.name for m in found.mentions_in(0, 10)] == ["陶立行"]
    assert [m.name for m in found.mentions_in(10, 21)] == ["柳文渊"]
    assert found.mentions_in(3, 15) == []


@pytest.mark.parametrize(
    "text",
    [
        "大家学习县政协主席焦润的讲话。",
        "大家学习县委书记陶立行在防汛工作会议上的讲话。",
        "会议传达了县委书记陶立行在全会上的讲话精神。",
    ],
)
def test_people_only_named(text: str) -> None:
    found = context(text)
    assert [found.is_modifier(mention) for mention in found.mentions] == [True]


def test_people_who_do_something() -> None:
    found = context("县委书记陶立行主持会议并讲话。")
    assert [found.is_modifier(mention) for mention in found.mentions] == [False]


def test_whether_a_headline_names_somebody() -> None:
    found = context("县长陶立行主持会议。")
    assert found.named_in("陶立行主持会议")
    assert not found.named_in("县委召开会议")
