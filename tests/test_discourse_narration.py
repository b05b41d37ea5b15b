"""Where the report goes on after somebody spoke, and whom 他 means: invented sentences, read by hand."""

import pytest

from kg.discourse.narration import tells, tells_of_stranger
from kg.discourse.reading import Reading
from kg.model import Page
from kg.text.reading import read_articles

SPOKE = "县长陶立行出席仪式并讲话。他指出，今年雨水多。"


def reading(text: str) -> Reading:
    (article,) = read_articles(Page("a.txt", text, ""))
    return Reading(article)


def said(text: str) -> list[tuple[str, str, str]]:
    view = reading(text)
    return [(speech.speaker, speech.verb, view.context.text[speech.begin : speech.end]) for speech in view.speeches]


TOLD = [
    "论坛设置了四组报告，十五位学者作了交流。",
    "本次培训班共招收学员五百名。",
    "本次讲座是医院健康系列讲座第三讲。",
    "节目还将在新媒体平台同步上线。",
    "同学们踊跃提问，现场气氛热烈。",
    "各国使节热烈祝贺建馆十周年。",
    "其他老师也纷纷发表了自己的看法。",
    "2017级博士生钱小帆同学分享了科研心得。",
    "下午，国际学院罗义山教授以乡村治理为题作了报告。",
    "运河团队的高志武副教授重点介绍了堤防的材料。",
    "他还提出了五条办法。",
    "她以北岗村为例，讲了三件事。",
    "他并用三个词概括了要点。",
    "为改进教学，3月7日，学院召开了研讨会。",
    "省水利厅31日还宣布下调预警等级。",
    "接下来，各部门展示了作品。",
    "开题会上，研究人员介绍了进度。",
    "专题辅导结束后，学员分组讨论。",
    "摄影|罗小满 编辑|钱小帆。",
    "来源：县融媒体中心。",
    "（据县电视台编辑）",
    "水运研究中心成立于2013年，有研究人员近百人。",
    "本科生罗小满提问如何找到好选题。",
    "守军称正对此展开调查。",
    "机关党委的同志列席了此次活动。",
    "农业农村局、水利局负责同志作交流发言。",
    "接下来罗小满副校长为获奖学生颁奖。",
    "他祝大家身体健康。",
    "钱江帆书记寄语新生要脚踏实地。",
    "外事处罗处长首先对来宾表示了感谢。",
    "双方还就办学交换了意见。",
]
SPOKEN = [
    "要把堤防守住。",
    "希望各位委员积极参与讨论。",
    "各位老师要带头把课上好。",
    "期待本届论坛取得丰硕成果。",
    "刚才会上，我把情况都说了。",
    "明天的欢迎仪式上，我们要展示新貌。",
    "同学们要勤学苦练。",
    "今年是两市结好十周年。",
    "他们的经验值得学习。",
    "这次会议取得了圆满成功。",
    "习近平总书记就粮食安全作了重要论述。",
    "请各镇负责同志参加下周的会议。",
    "河堤名为长安堤，可称一绝。",
    "双方还要扩大往来。",
    "党的二十大闭幕不久，路线已经明确。",
]


@pytest.mark.parametrize("sentence", TOLD)
def test_sentences_of_the_report(sentence: str) -> None:
    context = reading(f"{SPOKE}{sentence}天晴了。").context
    assert tells(context, context.sentences[2])


@pytest.mark.parametrize("sentence", SPOKEN)
def test_sentences_that_can_be_spoken(sentence: str) -> None:
    context = reading(f"{SPOKE}{sentence}天晴了。").context
    assert not tells(context, context.sentences[2])


@pytest.mark.parametrize("sentence", ["刘江涛校友介绍了求职的经验。", "《湖湾时报》记者Okafor认为报道要平实。"])
def test_somebody_whose_name_is_not_known(sentence: str) -> None:
    context = reading(SPOKE + sentence).context
    assert tells_of_stranger(context, context.sentences[2])


@pytest.mark.parametrize("sentence", ["今年雨水多，堤防吃紧。", "各位老师要把课上好。"])
def test_nobody_who_is_not_known(sentence: str) -> None:
    context = reading(SPOKE + sentence).context
    assert not tells_of_stranger(context, context.sentences[2])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("论坛设置了四组报告。", [], id="the-event-itself"),
        pytest.param(
            "各镇今晚就把会开下去，县长陶立行要求。会后，大家分头行动。",
            [("陶立行", "要求", "各镇今晚就把会开下去")],
            id="verb-last-without-marks",
        ),
        pytest.param("罗文斌教授县农业学院毕业班代表钱江帆副教授致辞。他希望大家常回母校看看。", [], id="a-caption-and-a-stranger"),
        pytest.param(
            "县长陶立行表示，院里服务不断改善。患者代表对医院开座谈会，听取意见的做法给予充分肯定。",
            [("陶立行", "表示", "院里服务不断改善。")],
            id="a-group-praises",
        ),
        pytest.param(
            "县长陶立行就贯彻会议精神提出要求：值班电话要有人接。",
            [("陶立行", "提出", "值班电话要有人接。")],
            id="demands-behind-a-colon",
        ),
        pytest.param("县长陶立行就贯彻会议精神提出要求，副县长柳文渊主持会议。", [], id="demands-that-are-not-told"),
        pytest.param(
            "县长陶立行表示，堤防已经加固。他感谢各镇连夜上堤的群众。",
            [("陶立行", "表示", "堤防已经加固。")],
            id="he-is-who-spoke",
        ),
        pytest.param(
            "县长陶立行表示，焦润同志一生治水。他带领群众修了三座水库。",
            [("陶立行", "表示", "焦润同志一生治水。他带领群众修了三座水库。")],
            id="he-is-who-was-spoken-of",
        ),
        pytest.param(
            "县长陶立行表示，要守住堤防。会上，县水利局局长罗文斌、县农业局局长钱江帆、县林业局局长柳文渊依次就灾情作了介绍。",
            [("陶立行", "表示", "要守住堤防。")],
            id="three-who-report-in-turn",
        ),
        pytest.param("县长陶立行就防汛的办法进行了介绍，并对预案作了说明。", [], id="an-introduction-was-given"),
        pytest.param("县长陶立行提出“一湖两岸”倡议，各镇都响应。", [], id="a-coinage-is-no-statement"),
        pytest.param("钱江帆感谢县长陶立行和大家的信任。他说，我将把堤防守好。", [], id="nobody-known-thanks"),
        pytest.param(
            "县长陶立行强调，水利是命脉。我们认为，越是水大，越要沉着。",
            [("陶立行", "强调", "水利是命脉。我们认为，越是水大，越要沉着。")],
            id="we-are-no-strangers",
        ),
        pytest.param(
            "县长陶立行表示，要建好书屋。\n第二届读书节当日开幕，由县图书馆主办。",
            [("陶立行", "表示", "要建好书屋。")],
            id="a-second-festival-is-no-second-point",
        ),
        pytest.param(
            "县长陶立行表示，两市情谊深厚。预祝文化节取得圆满成功。",
            [("陶立行", "表示", "两市情谊深厚。预祝文化节取得圆满成功。")],
            id="a-wish-ends-nothing",
        ),
        pytest.param(
            "县长陶立行表示，两市情谊深厚。2019年4月，我到贵市访问，收获很大。",
            [("陶立行", "表示", "两市情谊深厚。2019年4月，我到贵市访问，收获很大。")],
            id="a-day-in-the-first-person",
        ),
        pytest.param(
            "县长陶立行表示，两市情谊深厚。3月6日，我市在县里开过会。",
            [("陶立行", "表示", "两市情谊深厚。")],
            id="a-day-of-the-report",
        ),
        pytest.param("省外多国人士表示，县长陶立行立足长远，提出一系列重要主张。", [], id="nothing-quoted"),
        pytest.param(
            "县长陶立行表示，这条路要修好。县里的来宾中有人回应说，一定照办。他希望早日通车，方便大家。",
            [("陶立行", "表示", "这条路要修好。")],
            id="he-behind-a-stranger",
        ),
        pytest.param(
            "县政协主席焦润的事迹感动了大家。他对大家说，路还长得很。他认为，水是山里的命脉。",
            [("焦润", "说", "路还长得很。"), ("焦润", "认为", "水是山里的命脉。")],
            id="he-twice",
        ),
        pytest.param("《湖湾时报》记者Okafor代表来宾发言。他说，这里的水很清。", [], id="he-is-a-stranger"),
        pytest.param(
            "市水利局局长罗文斌进行了题为治水的演讲。作为首席专家，罗文斌局长介绍了堤防。他表示，江堤要加固。",
            [("罗文斌", "表示", "江堤要加固。")],
            id="he-acted-in-the-sentence-before",
        ),
        pytest.param(
            "农校校长罗文斌指导的学生会主席钱小帆代表毕业生发言。她说，要回到乡里去。",
            [("钱小帆", "说", "要回到乡里去。")],
            id="named-only-to-say-who-another-is",
        ),
        pytest.param(
            "县长陶立行就水利工作提出四点要求。一是备足物资。二是守住堤防。",
            [("陶立行", "提出", "一是备足物资。二是守住堤防。")],
            id="points-behind-a-full-stop",
        ),
        pytest.param(
            "县长陶立行对灾民表示慰问，指出在大水面前，干部要冲在前头。",
            [("陶立行", "指出", "在大水面前，干部要冲在前头。")],
            id="words-begin-at-once",
        ),
        pytest.param("县长陶立行向来宾表示热忱的欢迎。", [], id="a-welcome"),
        pytest.param(
            "县长陶立行强调，全会通过了“十五五”规划建议，路子已经定下。",
            [("陶立行", "强调", "全会通过了“十五五”规划建议，路子已经定下。")],
            id="a-paper-of-advice",
        ),
        pytest.param(
            "湖湾国总统博拉15日称，边境已经关闭。该国去年关闭过一次。",
            [("博拉", "称", "边境已经关闭。")],
            id="short-news-of-an-agency",
        ),
        pytest.param(
            "县长陶立行指出，各镇要备足沙袋，另外，副县长柳文渊强调，水库要盯紧。",
            [("陶立行", "指出", "各镇要备足沙袋"), ("柳文渊", "强调", "水库要盯紧。")],
            id="no-loose-words-at-the-end",
        ),
    ],
)
def test_speeches(text: str, found: list[tuple[str, str, str]]) -> None:
    assert said(SPOKE + text)[1:] == found


def test_the_report_of_a_meeting_ends_with_who_was_there() -> None:
    text = f"{SPOKE}\n\n会议强调，各镇连夜排查隐患。\n\n国务院调查组全体成员，有关部门负责同志参加会议。"
    assert said(text)[-1] == ("会议", "强调", "各镇连夜排查隐患。")


def test_a_paragraph_broken_within_a_sentence_goes_on() -> None:
    text = f"{SPOKE}\n\n县长陶立行强调，各镇连夜排查\n\n隐患，天亮以前报到县里。\n\n白石镇的群众装满了沙袋三千个。"
    assert said(text)[-1] == ("陶立行", "强调", "各镇连夜排查\n隐患，天亮以前报到县里。")


def test_a_leader_quoted_speaks_one_sentence() -> None:
    text = "习近平总书记十分关心治水，他强调，要守住堤防。北岗县牢记嘱托，加固了堤防。"
    assert said(text) == [("习近平", "强调", "要守住堤防。")]


def test_the_leader_by_his_office_alone_is_he() -> None:
    text = "习近平总书记强调，要守住堤防。\n游人表示，水很清。\n6月，总书记来到白石镇龙舟码头。他指出，要把老手艺传下去。"
    assert said(text)[-1] == ("习近平", "指出", "要把老手艺传下去。")
