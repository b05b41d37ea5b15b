"""Who takes which part, and who says what: invented reports, read by hand."""

import pytest

from kg.discourse.parts import parts
from kg.discourse.reading import Reading
from kg.extract import read_page
from kg.model import Mode, Page
from kg.text.reading import read_articles

PRESIDED, ATTENDED, SAT_IN = Mode.PRESIDED, Mode.ATTENDED, Mode.SAT_IN


def reading(text: str) -> Reading:
    (article,) = read_articles(Page("a.txt", text, ""))
    return Reading(article)


def parts_of(text: str) -> list[tuple[str, Mode | None]]:
    context = reading(text).context
    return [(part.mention.name, part.mode) for part in parts(context, 0, len(context.text))]


def said(text: str) -> list[tuple[str, str, str]]:
    view = reading(text)
    return [(speech.speaker, speech.verb, view.context.text[speech.begin : speech.end]) for speech in view.speeches]


# ---- parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("县长陶立行主持会议。", [("陶立行", PRESIDED)], id="chair"),
        pytest.param("会议由副县长柳文渊主持。", [("柳文渊", PRESIDED)], id="chaired-by"),
        pytest.param("县长陶立行出席会议并主持。", [("陶立行", PRESIDED)], id="chair-later"),
        pytest.param("县长陶立行出席会议并讲话。", [("陶立行", ATTENDED)], id="attends"),
        pytest.param(
            "县领导陶立行、柳文渊、焦润参加会议。", [("陶立行", ATTENDED), ("柳文渊", ATTENDED), ("焦润", ATTENDED)], id="roll-call"
        ),
        pytest.param("县政协主席焦润列席会议。", [("焦润", SAT_IN)], id="sat-in"),
        pytest.param("副县长柳文渊督导救灾，列席了会议。", [("柳文渊", SAT_IN)], id="sat-in-later"),
        pytest.param("列席会议的有县政协主席焦润，县法院院长柳文渊。", [("焦润", SAT_IN), ("柳文渊", SAT_IN)], id="sat-in-list-behind"),
        pytest.param("参加会议的有县委书记陶立行，县长柳文渊。", [("陶立行", ATTENDED), ("柳文渊", ATTENDED)], id="list-behind"),
        pytest.param("副县长桂长林因公出差请假。", [("桂长林", None)], id="excused"),
        pytest.param("副县长桂长林未能出席会议。", [("桂长林", None)], id="could-not-come"),
        pytest.param("副县长桂长林、焦润因事请假。", [("桂长林", None), ("焦润", None)], id="both-excused"),
        pytest.param("县长陶立行出席会议，副县长桂长林因事请假。", [("陶立行", ATTENDED), ("桂长林", None)], id="one-of-two-excused"),
        pytest.param("受县长陶立行委托，副县长柳文渊主持会议。", [("陶立行", None), ("柳文渊", PRESIDED)], id="on-behalf"),
        pytest.param(
            "军分区司令员麻振国，县长陶立行主持会议并讲话。", [("麻振国", ATTENDED), ("陶立行", PRESIDED)], id="only-the-last-presides"
        ),
        pytest.param("县长陶立行会见恒远集团董事长柳文渊一行。", [("陶立行", ATTENDED), ("柳文渊", ATTENDED)], id="talks"),
        pytest.param("县长陶立行将出席会议。", [], id="planned"),
        pytest.param("会议学习了县委书记陶立行重要讲话精神。", [], id="only-named"),
        pytest.param("天气晴好。", [], id="nobody"),
    ],
)
def test_parts(text: str, found: list[tuple[str, Mode | None]]) -> None:
    assert parts_of(text) == found


def test_an_absence_reaches_only_the_list_before_it() -> None:
    text = "县长陶立行、县政协主席焦润，副县长桂长林因公请假。"
    assert [(name, mode) for name, mode in parts_of(text) if mode is None] == [("桂长林", None)]


def test_the_venue_of_a_part() -> None:
    context = reading("副县长柳文渊在白石分会场参加会议。").context
    (part,) = parts(context, 0, len(context.text))
    assert part.venue == "白石分会场"


# ---- attendances of an article


def attendances(text: str) -> list[tuple[str, Mode, int]]:
    (article,) = read_page(Page("a.txt", text, "")).articles
    return [(fact.person, fact.mode, fact.position) for fact in article.attendances]


def test_a_roll_call_with_offices() -> None:
    text = (
        "6月3日，市委召开专题会议。市委副书记、代市长何雄主持会议。副市长高义、路云，市政协主席杜新军，"
        "市人大常委会主任王万鹏，党组副书记、副主任麻振国出席会议。县长计划列席会议。"
    )
    assert attendances(text) == [
        ("何雄", PRESIDED, 1),
        ("高义", ATTENDED, 2),
        ("路云", ATTENDED, 3),
        ("杜新军", ATTENDED, 4),
        ("王万鹏", ATTENDED, 5),
        ("麻振国", ATTENDED, 6),
        ("计划", SAT_IN, 7),
    ]
    (article,) = read_page(Page("a.txt", text, "")).articles
    assert [(fact.person, fact.title, fact.organization) for fact in article.tenures] == [
        ("何雄", "市委副书记", "市委"),
        ("何雄", "代市长", ""),
        ("高义", "副市长", ""),
        ("路云", "副市长", ""),
        ("杜新军", "市政协主席", "市政协"),
        ("王万鹏", "市人大常委会主任", "市人大常委会"),
        ("麻振国", "市人大常委会党组副书记", "市人大常委会"),
        ("麻振国", "市人大常委会副主任", "市人大常委会"),
        ("计划", "县长", ""),
    ]


def test_words_that_are_names_stand_in_a_roll_call() -> None:
    text = "6月3日，市委召开专题会议。市领导何雄、安全、马上、高义出席会议。会议强调安全工作，通过了委员名单。"
    assert attendances(text) == [("何雄", ATTENDED, 1), ("安全", ATTENDED, 2), ("马上", ATTENDED, 3), ("高义", ATTENDED, 4)]


def test_who_sends_somebody_does_not_attend() -> None:
    assert attendances("6月3日，受市长何雄委托，副市长高义主持召开防汛工作调度会。") == [("高义", PRESIDED, 1)]


def test_the_strongest_part_counts_once() -> None:
    text = "6月3日，县委召开防汛工作推进会。县长陶立行主持会议。副县长柳文渊出席会议。陶立行作了讲话。"
    assert attendances(text) == [("陶立行", PRESIDED, 1), ("柳文渊", ATTENDED, 2)]


def test_nobody_who_is_away_attends() -> None:
    text = "6月3日，县委召开防汛工作推进会。县长陶立行主持会议，副县长桂长林因病请假。"
    assert attendances(text) == [("陶立行", PRESIDED, 1)]


def test_nobody_attends_what_is_only_planned() -> None:
    assert attendances("县里决定6月5日召开防汛工作推进会，县长陶立行将出席会议。") == []


# ---- speech

OPENING = "6月3日，县委召开防汛工作推进会。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("县长陶立行指出，今年雨水多。", [("陶立行", "指出", "今年雨水多。")], id="person"),
        pytest.param(
            "县长陶立行指出，雨水多。要守住堤防。陶立行强调，谁的堤段谁负责。",
            [("陶立行", "指出", "雨水多。要守住堤防。"), ("陶立行", "强调", "谁的堤段谁负责。")],
            id="next-verb-ends-it",
        ),
        pytest.param("会议要求，各镇要连夜排查隐患。", [("会议", "要求", "各镇要连夜排查隐患。")], id="meeting"),
        pytest.param(
            "会议强调，各镇要连夜排查隐患。县领导陶立行、焦润参加会议。",
            [("会议", "强调", "各镇要连夜排查隐患。")],
            id="roll-call-ends-it",
        ),
        pytest.param(
            "县长陶立行指出，各镇要连夜排查隐患。副县长柳文渊主持会议。",
            [("陶立行", "指出", "各镇要连夜排查隐患。")],
            id="titled-person-ends-it",
        ),
        pytest.param(
            "县长陶立行指出，各镇要连夜排查隐患。会前，大家观看了短片。",
            [("陶立行", "指出", "各镇要连夜排查隐患。")],
            id="narrative-ends-it",
        ),
        pytest.param(
            "县长陶立行强调，一要备足物资。二要守住堤防。三要盯紧水库。",
            [("陶立行", "强调", "一要备足物资。二要守住堤防。三要盯紧水库。")],
            id="points-go-on",
        ),
        pytest.param("县长陶立行作了讲话。他指出，今年雨水多。", [("陶立行", "指出", "今年雨水多。")], id="he"),
        pytest.param(
            "“路修好了，瓜就好卖了。”陶立行说。县长陶立行来到地头。", [("陶立行", "说", "“路修好了，瓜就好卖了。”")], id="quote-first"
        ),
        pytest.param(
            "县长陶立行强调，责任要落实。要求各部门逐项交账。",
            [("陶立行", "强调", "责任要落实。"), ("陶立行", "要求", "各部门逐项交账。")],
            id="goes-on-with-a-verb",
        ),
        pytest.param("县长陶立行检查堤防，强调要备足物资。", [("陶立行", "强调要", "要备足物资。")], id="carried"),
        pytest.param(
            "县长陶立行指出，习近平总书记多次强调，人民至上。要把这句话落到实处。",
            [("陶立行", "指出", "习近平总书记多次强调，人民至上。要把这句话落到实处。")],
            id="leader-quoted-within",
        ),
        pytest.param("县长陶立行介绍了堤防的情况。", [], id="nothing-reported"),
        pytest.param("按照县委部署要求，各镇连夜排查隐患。", [], id="noun"),
        pytest.param("各镇连夜排查隐患，落实了工作要求。", [], id="noun-at-the-end"),
        pytest.param("县长陶立行对大家表示感谢。", [], id="feeling"),
        pytest.param("报告指出，全县粮食增产一成。", [], id="document"),
    ],
)
def test_speeches(text: str, found: list[tuple[str, str, str]]) -> None:
    assert said(OPENING + text) == found


def test_a_paragraph_that_does_not_go_on_ends_a_persons_words() -> None:
    text = f"{OPENING}\n\n县长陶立行指出，雨水多，形势不容乐观。\n\n白石镇的群众连夜加固了堤防，装满了沙袋三千个。"
    assert said(text) == [("陶立行", "指出", "雨水多，形势不容乐观。")]


def test_a_paragraph_that_goes_on_belongs_to_a_persons_words() -> None:
    text = f"{OPENING}\n\n县长陶立行指出，雨水多，形势不容乐观。\n\n要守住堤防，盯紧水库，备足物资，排查隐患。"
    assert said(text) == [("陶立行", "指出", "雨水多，形势不容乐观。\n要守住堤防，盯紧水库，备足物资，排查隐患。")]


def test_blanks_of_the_layout_are_gone_from_names_and_words() -> None:
    text = f"{OPENING}县长 陶立行指出,今年雨 水多。副县长柳文渊、 焦润出席会议。"
    assert said(text) == [("陶立行", "指出", "今年雨水多。")]
    assert [mention.name for mention in reading(text).context.mentions] == ["陶立行", "柳文渊", "焦润"]
