"""Questions in plain Chinese and English about the pages in ``seeds/``: how each is read, and what the pages answer (read by hand)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import pipeline
from kg.query.ask import Answer, NotUnderstoodError, ask
from kg.query.ask.answering import understood
from kg.query.ask.grammar import RULES
from kg.query.ask.names import Names
from kg.query.ask.queries import QUERIES
from kg.query.ask.telling import WAYS
from kg.store import DocumentEntry, Store, open_store

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("ask") / "store", create=True) as opened:
        pipeline.build([SEEDS], opened)
        yield opened


# how questions are read

READ: list[tuple[str, str, dict[str, str]]] = [
    # who was there
    ("谁参加了第十三次专题会议？", "attendees", {"asked": "attend", "event": "第十三次专题会议"}),
    ("第十三次专题会议都有谁出席？", "attendees", {"asked": "attend", "event": "第十三次专题会议"}),
    ("第13次专题会议有哪些人参加？", "attendees", {"asked": "attend", "event": "第13次专题会议"}),
    ("Who attended the 13th meeting?", "attendees", {"asked": "attend", "event": "13th meeting"}),
    ("谁列席了专题民主生活会？", "attendees", {"asked": "sitin", "event": "专题民主生活会"}),
    ("市委疫情防控工作专题会议由谁主持？", "attendees", {"asked": "preside", "event": "市委疫情防控工作专题会议"}),
    ("疫情防控工作推进会的主持人是谁？", "attendees", {"asked": "preside", "event": "疫情防控工作推进会"}),
    ("Who chaired the 13th meeting?", "attendees", {"asked": "preside", "event": "13th meeting"}),
    ("4月25日谁主持了会议？", "attendees", {"asked": "preside", "kind": "Meeting", "period": "04-25"}),
    ("安伟主持的会议有谁参加？", "companions", {"person1": "安伟 (preside)", "asked": "attend", "kind": "Meeting"}),
    (
        "10月9日安伟主持的会议谁参加了？",
        "attendees",
        {"person1": "安伟 (preside)", "asked": "attend", "kind": "Meeting", "period": "10-09"},
    ),
    ("何雄会见了谁？", "met", {"person1": "何雄 (met)", "asked": "met"}),
    ("Who met 何雄 in October 2022?", "met", {"person1": "何雄 (met)", "asked": "met", "period": "2022-10-01 – 2022-10-31"}),
    ("第十三次专题会议有多少人参加？", "count-people", {"event": "第十三次专题会议"}),
    ("How many people were at the 13th meeting?", "count-people", {"event": "13th meeting"}),
    ("第十六次专题会议谁没参加？", "absent-people", {"asked": "missing", "event": "第十六次专题会议"}),
    ("何雄没有参加第十六次专题会议吗？", "absent", {"person1": "何雄 (missing)", "event": "第十六次专题会议"}),
    ("何雄缺席过哪些会议？", "absent-events", {"person1": "何雄 (missing)", "kind": "Meeting"}),
    # which meetings
    ("安伟3月参加了哪些会议？", "meetings-of", {"person1": "安伟 (attend)", "kind": "Meeting", "period": "03-01 – 03-31"}),
    ("安伟3月主持了哪些会议？", "meetings-of", {"person1": "安伟 (preside)", "kind": "Meeting", "period": "03-01 – 03-31"}),
    (
        "2022年3月至5月张艳敏主持过什么会议？",
        "meetings-of",
        {"person1": "张艳敏 (preside)", "kind": "Meeting", "period": "2022-03-01 – 2022-05-31"},
    ),
    ("Which meetings did 安伟 attend in March?", "meetings-of", {"person1": "安伟 (attend)", "kind": "Meeting", "period": "03-01 – 03-31"}),
    ("Which meetings were chaired by 张艳敏?", "meetings-of", {"person1": "张艳敏 (preside)", "kind": "Meeting"}),
    ("市委书记主持了哪些会议？", "meetings-of", {"office1": "市委书记 (preside)", "kind": "Meeting"}),
    ("周富强检查过什么？", "meetings-of", {"person1": "周富强 (inspect)"}),
    ("何雄参加过哪些活动？", "meetings-of", {"person1": "何雄 (attend)"}),
    ("何雄最近一次参加的会议是哪次？", "meetings-of", {"person1": "何雄 (attend)", "kind": "Meeting"}),
    ("What was the first meeting that 周富强 attended?", "meetings-of", {"person1": "周富强 (attend)", "kind": "Meeting"}),
    ("4月有哪些会议？", "meetings", {"kind": "Meeting", "period": "04-01 – 04-30"}),
    ("2022年4月25日有什么活动？", "meetings", {"period": "2022-04-25"}),
    ("2022年4月25日发生了什么？", "meetings", {"period": "2022-04-25"}),
    ("关于疫情防控的会议有哪些？", "meetings", {"kind": "Meeting", "about": "疫情防控"}),
    ("有哪些座谈会？", "meetings", {"label": "座谈会"}),
    ("市委召开了哪些会议？", "meetings", {"kind": "Meeting", "body": "市委"}),
    ("Which meetings were held between March and May 2022?", "meetings", {"kind": "Meeting", "period": "2022-03-01 – 2022-05-31"}),
    # with whom
    ("安伟和何雄共同参加了哪些会议？", "together", {"person1": "安伟 (attend)", "person2": "何雄 (attend)", "kind": "Meeting"}),
    ("安伟和何雄一起开过多少次会？", "count", {"person1": "安伟 (convene)", "person2": "何雄 (convene)", "kind": "Meeting"}),
    ("安伟和谁一起开过会？", "companions", {"person1": "安伟 (convene)", "asked": "convene", "kind": "Meeting"}),
    ("谁和安伟一起参加会议最多？", "most-with", {"person1": "安伟 (attend)", "asked": "attend", "kind": "Meeting"}),
    (
        "安伟和何雄谁参加的会议更多？",
        "compare",
        {"person1": "安伟 (attend)", "person2": "何雄 (attend)", "asked": "attend", "kind": "Meeting"},
    ),
    ("谁主持会议最多？", "most", {"asked": "preside"}),
    ("Who attended the most meetings in 2022?", "most", {"asked": "attend", "kind": "Meeting", "period": "2022-01-01 – 2022-12-31"}),
    ("哪次会议参加的人最多？", "biggest", {"kind": "Meeting"}),
    # when, where, how often, yes or no
    ("第十三次专题会议是什么时候召开的？", "when", {"event": "第十三次专题会议"}),
    ("安伟什么时候主持了会议？", "when", {"person1": "安伟 (preside)", "kind": "Meeting"}),
    ("何雄最后一次参加会议是哪天？", "when", {"person1": "何雄 (attend)", "kind": "Meeting"}),
    ("When was the 13th meeting held?", "when", {"event": "13th meeting"}),
    ("第十三次专题会议在哪里召开？", "where", {"event": "第十三次专题会议"}),
    ("徐立毅8月30日去了哪里？", "where", {"person1": "徐立毅 (attend)", "period": "08-30"}),
    ("张艳敏主持了几次会议？", "count", {"person1": "张艳敏 (preside)", "kind": "Meeting"}),
    ("2022年开了多少次会？", "count", {"kind": "Meeting", "period": "2022-01-01 – 2022-12-31"}),
    ("How often did 何雄 preside?", "count", {"person1": "何雄 (preside)"}),
    ("安伟参加了第十三次专题会议吗？", "yes-no", {"person1": "安伟 (attend)", "event": "第十三次专题会议"}),
    ("何雄是否主持了第十三次专题会议？", "yes-no", {"person1": "何雄 (preside)", "event": "第十三次专题会议"}),
    ("Did 王凯 attend the 13th meeting?", "yes-no", {"person1": "王凯 (attend)", "event": "13th meeting"}),
    # what was said
    ("安伟强调了什么？", "statements", {"person1": "安伟 (say)"}),
    ("楼阳生在第十三次专题会议上强调了什么？", "statements", {"person1": "楼阳生 (say)", "event": "第十三次专题会议"}),
    ("徐立毅对防汛工作提出了哪些要求？", "statements", {"person1": "徐立毅 (order)", "about": "防汛", "concept": "防汛"}),
    ("安伟对各级各部门提出了什么要求？", "statements", {"person1": "安伟 (order)", "to": "各级各部门"}),
    ("疫情防控工作推进会要求什么？", "statements", {"event": "疫情防控工作推进会"}),
    ("谁提到了“双战双赢”？", "statements", {"asked": "say", "about": "双战双赢", "concept": "双战双赢"}),
    ("What did 徐立毅 say about 防汛?", "statements", {"person1": "徐立毅 (say)", "about": "防汛", "concept": "防汛"}),
    ("安伟4月25日说了什么？", "statements", {"person1": "安伟 (say)", "period": "04-25"}),
    ("安伟对谁提出了要求？", "addressees", {"person1": "安伟 (order)"}),
    ("徐立毅用过哪些提法？", "formulas", {"person1": "徐立毅 (say)"}),
    # offices
    ("何雄担任什么职务？", "offices-of", {"person1": "何雄 (hold)"}),
    ("Which offices did 周富强 hold?", "offices-of", {"person1": "周富强 (convene)"}),
    ("2022年4月的市委书记是谁？", "holder", {"office1": "市委书记", "period": "2022-04-01 – 2022-04-30"}),
    ("谁担任过市人大常委会主任？", "holder", {"asked": "hold", "office1": "市人大常委会主任"}),
    ("何雄什么时候任代市长？", "tenure", {"person1": "何雄 (hold)", "office2": "代市长"}),
    ("何雄是市长吗？", "tenure", {"person1": "何雄", "office2": "市长"}),
    ("市人大常委会有谁任职？", "offices-in", {"asked": "hold", "body": "市人大常委会"}),
    ("安伟在第十三次专题会议上是什么身份？", "title-at", {"person1": "安伟", "event": "第十三次专题会议"}),
    ("何雄在第十三次专题会议上排第几？", "rank", {"person1": "何雄", "event": "第十三次专题会议"}),
    # sources
    ("哪些报道提到何雄？", "articles", {"person1": "何雄 (say)"}),
    ("孙亚文写过哪些报道？", "articles-by", {"byline": "孙亚文"}),
    ("第十三次专题会议是哪位记者写的？", "reporters", {"event": "第十三次专题会议"}),
    ("第十三次专题会议是哪个单位召开的？", "conveners", {"event": "第十三次专题会议"}),
    ("凭什么说王凯出席了第十三次专题会议？", "evidence", {"person1": "王凯 (attend)", "event": "第十三次专题会议"}),
]


@pytest.mark.parametrize(("question", "rule", "slots"), READ, ids=[case[0] for case in READ])
def test_read(store: Store, question: str, rule: str, slots: dict[str, str]) -> None:
    frame, found = understood(question, Names(store))
    assert (found.name, frame.slots()) == (rule, slots)


def test_the_forms_are_many_and_every_rule_is_tried() -> None:
    assert len(READ) >= 60
    assert {rule for _, rule, _ in READ} >= {rule.name for rule in RULES} - {"office-evidence", "order"}


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_each_rule_reads_its_own_examples(store: Store, rule: object) -> None:
    assert [understood(example, Names(store))[1].name for example in rule.examples] == [rule.name] * len(rule.examples)  # type: ignore[attr-defined]


def test_rules_name_queries_and_ways_that_are_there() -> None:
    assert {rule.query for rule in RULES} == set(QUERIES)
    assert {rule.told for rule in RULES} == set(WAYS)
    assert len({rule.name for rule in RULES}) == len(RULES)


# what they are answered

THIRTEENTH = "省委新冠肺炎疫情防控工作第十三次专题会议"
SIXTEENTH = "省委新冠肺炎疫情防控工作第十六次专题会议"
CITY = "市委疫情防控工作专题会议"
OCTOBER = "全市高效统筹疫情防控和经济社会发展专题会议"
STAGE = "楼阳生 王凯 孙守刚 陈舜 曲孝丽 费东斌 陈星 戴柏华 顾雪飞"
HALL = "安伟 何雄 杜新军 高义 吕挺琳 路云 牛卫国 陈明 虎强"
ROLL = [*STAGE.split(), *HALL.split()]


def column(answer: Answer, name: str) -> list[str]:
    at = answer.table.columns.index(name)
    return ["" if row[at] is None else row[at].value for row in answer.table.rows]  # type: ignore[union-attr]


ANSWERED: list[tuple[str, str, list[str]]] = [
    ("谁参加了第十三次专题会议？", "person", ROLL),
    ("Who chaired the 13th meeting?", "person", ["楼阳生"]),
    ("谁列席了专题民主生活会？", "person", ["魏建民", "赵吉平"]),
    ("4月25日谁主持了会议？", "person", ["安伟"]),
    ("安伟4月主持了哪些会议？", "event", [CITY]),
    ("安伟3月主持了哪些会议？", "event", []),
    ("安伟3月参加了哪些会议？", "event", [THIRTEENTH]),
    ("Which meetings were chaired by 张艳敏?", "date", ["", "2022-05-15", "2022-05-21"]),
    ("市委书记主持了哪些会议？", "event", ["续会", CITY]),
    ("何雄最近一次参加的会议是哪次？", "event", [OCTOBER]),
    ("2022年4月25日有什么活动？", "event", [CITY, "检查大会主会场、代表驻地及各项筹备工作情况", SIXTEENTH]),
    ("安伟和何雄共同参加了哪些会议？", "event", [THIRTEENTH, CITY, OCTOBER]),
    ("第十三次专题会议是什么时候召开的？", "date", ["2022-03-17"]),
    ("何雄最后一次参加会议是哪天？", "date", ["2022-10-09"]),
    ("第十三次专题会议在哪里召开？", "place", ["主场", "郑州分会场"]),
    ("安伟和何雄谁参加的会议更多？", "events", ["3", "3"]),
    ("哪次会议参加的人最多？", "people", ["18", "16", "14", "11", "8", "5", "4", "2", "1"]),
    ("谁主持会议最多？", "person", ["张艳敏", "安伟", "徐立毅", "楼阳生"]),
    ("安伟对谁提出了要求？", "addressee", ["全市上下", "各级各部门", "各级指挥部", "各级机关单位"]),
    ("谁提到了“双战双赢”？", "issuer", ["安伟", "张艳敏"]),
    ("徐立毅对防汛工作提出了哪些要求？", "event", ["检查防汛措施落实情况", "续会"]),
    ("何雄担任什么职务？", "office", ["代市长", "市委副书记", "市长"]),
    ("谁担任过市人大常委会主任？", "person", ["周富强", "胡荃"]),
    ("安伟在第十三次专题会议上是什么身份？", "title", ["省委常委、市委书记"]),
    ("何雄在第十三次专题会议上排第几？", "position", ["11"]),
    ("第十三次专题会议是哪位记者写的？", "reporter", ["冯芸", "张昕", "李铮"]),
    ("第十三次专题会议是哪个单位召开的？", "convener", ["省委"]),
    ("第十六次专题会议谁没参加？", "person", sorted(ROLL)),
    ("何雄缺席过哪些会议？", "event", ["省委新冠肺炎疫情防控工作第六次专题会议", SIXTEENTH]),
    ("孙亚文写过哪些报道？", "file", ["001_3f1f02917a16f933.txt", "002_bc13fae10a043080.txt", "002_bc13fae10a043080.txt"]),
    ("哪些报道提到“双战双赢”？", "file", ["004_816d2b9925c6fb92.txt", "000_c36a2a717d7a5639.txt"]),
]


@pytest.mark.parametrize(("question", "name", "values"), ANSWERED, ids=[case[0] for case in ANSWERED])
def test_answered(store: Store, question: str, name: str, values: list[str]) -> None:
    assert column(ask(store, question), name) == values


SAID = [
    ("张艳敏主持了几次会议？", "3 次。"),
    ("How often did 何雄 preside?", "The graph holds nothing of the kind."),
    ("安伟参加了第十三次专题会议吗？", "是。"),
    ("何雄是否主持了第十三次专题会议？", "没有这样的记载；没有记载不等于没有发生。"),
    ("Did 王凯 attend the 13th meeting?", "Yes."),
    ("何雄没有参加第十六次专题会议吗？", "图中没有此人参加的记载；没有记载不等于缺席。"),
    ("Was 何雄 absent from the 13th meeting?", "No: the paper reports that they were there."),
    ("市委书记是谁？", "安伟（2022-03-17 – 2022-10-09）、徐立毅（2021-08-30）。"),
    ("何雄现在担任什么职务？", "市委副书记、市长。"),
    ("何雄2022年3月担任什么职务？", "代市长、市委副书记。"),
    ("2022年4月25日的市委书记是谁？", "安伟。"),
    ("2021年8月30日的市委书记是谁？", "徐立毅。"),
    ("2022年1月1日的市委书记是谁？", "此前最后见报：徐立毅（2021-08-30）；此后首次见报：安伟（2022-03-17）。"),
    ("第十三次专题会议有多少人参加？", f"18 人：{'、'.join(ROLL)}。"),
    ("安伟和何雄谁参加的会议更多？", "一样多：安伟 3，何雄 3。"),
    ("Who attended more meetings, 张艳敏 or 何雄?", "as many: 张艳敏 3, 何雄 3."),
    ("谁和安伟一起参加会议最多？", "何雄、吕挺琳、杜新军、虎强、路云、陈明（3）。"),
]


@pytest.mark.parametrize(("question", "sentence"), SAID, ids=[case[0] for case in SAID])
def test_said(store: Store, question: str, sentence: str) -> None:
    assert ask(store, question).sentence == sentence


def test_an_answer_has_its_evidence_and_its_query(store: Store) -> None:
    answer = ask(store, "安伟4月主持了哪些会议？")
    (passage,) = answer.evidence
    page = (SEEDS / passage.file).read_text(encoding="utf-8")
    assert page[passage.begin : passage.end] == passage.quote
    assert passage.quote.endswith(
        "省委常委、市委书记安伟主持召开市委疫情防控工作专题会议,贯彻落实省委、省政府部署要求,对全市“五一”假期和近期疫情防控工作进行再安排。"
    )
    assert "VALUES ?person1 { <https://kg.example/id/person/安伟> }" in answer.sparql
    assert answer.notes == ("没有写明年份：任何一年的 04-01 – 04-30 都算，这里是 2022 年",)


def test_an_empty_answer_says_what_there_is_at_other_times(store: Store) -> None:
    assert ask(store, "安伟3月主持了哪些会议？").notes[-1] == "不限时间则有 1 条"


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_answer_with_rows_has_evidence(store: Store, rule: object) -> None:
    answers = [ask(store, example) for example in rule.examples]  # type: ignore[attr-defined]
    assert all(answer.evidence for answer in answers if answer.table.rows)
    assert any(answer.table.rows for answer in answers)


# what is not understood

REFUSED = [
    ("安伟昨天主持了哪些会议？", "'昨天' depends on the day of asking", "2021-08-30 to 2022-10-09"),
    ("Which meetings did 安伟 attend last month?", "'last month' depends on the day of asking", "name the month or the year"),
    ("安卫主持了哪些会议？", "nothing in the graph is called '安卫'", "did you mean 安伟"),
    ("谁参加了第九十九次专题会议？", "no event of the graph has '第九十九次专题会议' in its name", ""),
    ("Who painted the 13th meeting?", "nothing in the graph is called 'painted'", ""),
    ("谁不参加会议？", "'不' turns the question round", ""),
    ("4月25日的市委书记是谁？", "04-25 是哪一年？问职务要写明年份", ""),
    ("安伟3月和5月主持了哪些会议？", "one stretch of time at a time", ""),
    ("", "expected a question", ""),
]


@pytest.mark.parametrize(("question", "told", "more"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused(store: Store, question: str, told: str, more: str) -> None:
    with pytest.raises(NotUnderstoodError) as raised:
        ask(store, question)
    assert told in str(raised.value)
    assert more in str(raised.value)


def test_the_nearest_questions_hold_the_names_of_the_question(store: Store) -> None:
    with pytest.raises(NotUnderstoodError, match="understood: person1 王凯; event 第十三次专题会议; but not") as raised:
        ask(store, "王凯第十三次专题会议提法排第几报道？")
    assert any("王凯" in question for question in raised.value.nearest)
    assert len(raised.value.nearest) == 3


HOSTILE = ['安伟"} } SELECT * { ?s ?p ?o } #', "<https://x/> 谁 '''", "第十三次\x00会议 谁参加", "？", "的"]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_are_but_text(store: Store, question: str) -> None:
    with pytest.raises(NotUnderstoodError):
        ask(store, question)


def test_a_hostile_topic_is_bound(store: Store) -> None:
    assert ask(store, '谁参加了“\\" } UNION { ?a ?b ?c } #”会议？').table.rows == ()
    answer = ask(store, '谁提到了“x\\" } UNION { ?x ?p ?text } #”？')
    assert answer.table.rows == ()
    assert '"x\\\\\\" } UNION { ?x ?p ?text } #"' in answer.sparql


# namesakes

NAMESAKES = """@prefix kg: <https://kg.example/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://kg.example/id/> .
<person/1> a kg:Person ; rdfs:label "李明"@zh . <person/2> a kg:Person ; rdfs:label "李明"@zh .
<event/1> a kg:Event, kg:Meeting ; rdfs:label "区委常委会会议"@zh ; kg:heldOn "2022-03-01"^^xsd:date .
<event/2> a kg:Event, kg:Meeting ; rdfs:label "市委常委会会议"@zh ; kg:heldOn "2022-03-02"^^xsd:date .
kg:Attended rdfs:label "出席"@zh .
<a/1> a kg:Attendance ; kg:attendee <person/1> ; kg:event <event/1> ; kg:mode kg:Attended ; kg:position 1 .
<a/2> a kg:Attendance ; kg:attendee <person/2> ; kg:event <event/2> ; kg:mode kg:Attended ; kg:position 1 .
"""


def test_namesakes_are_told_apart(tmp_path: Path) -> None:
    graph = NamedNode("https://kg.example/id/graph/a")
    with open_store(tmp_path / "store", create=True) as opened:
        triples = parse(NAMESAKES.encode(), format=RdfFormat.TURTLE)
        opened.put_document(DocumentEntry("a", "a"), [Quad(q.subject, q.predicate, q.object, graph) for q in triples])
        answer = ask(opened, "李明参加了哪些会议？")
    assert [[term.value for term in row if term] for row in answer.table.rows] == [
        ["2022-03-01", "区委常委会会议", "https://kg.example/id/person/1"],
        ["2022-03-02", "市委常委会会议", "https://kg.example/id/person/2"],
    ]
    assert answer.notes == ("叫李明的有2人：https://kg.example/id/person/1  https://kg.example/id/person/2",)


# as people put it

PARAPHRASES = Path(__file__).parent / "data" / "ask_paraphrases.tsv"


def test_most_paraphrases_are_read_rightly(store: Store) -> None:
    lines = PARAPHRASES.read_text(encoding="utf-8").splitlines()
    cases = [line.split("\t") for line in lines if not line.startswith("#")]
    missed = [question for rule, question in cases if rule_of(store, question) != rule]
    assert len(cases) == 110
    assert missed == ["10月份市里有什么会？", "谁是郑州的市长", "哪篇报道写了专题民主生活会"]


def rule_of(store: Store, question: str) -> str:
    try:
        return understood(question, Names(store))[1].name
    except NotUnderstoodError:
        return "(refused)"


# the command


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "store"
    with open_store(path, create=True) as opened:
        pipeline.build([SEEDS], opened)
    return path


def test_the_command_as_json(closed: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("ask", "Who chaired the 13th meeting?", "--json", "--store", closed)
    told = json.loads(out)
    assert (code, told["understood"], told["kind"], told["rows"][0]["person"]) == (0, True, "attendees", "楼阳生")
    assert told["slots"] == {"asked": "preside", "event": "13th meeting"}
    assert [e["file"] for e in told["evidence"]] == ["001_3f1f02917a16f933.txt"]


def test_the_command_says_what_it_does_not_understand(closed: Path, kg_command: Run) -> None:
    code, out, err = kg_command("ask", "谁参加了第十三次饭局？", "--store", closed)
    assert (code, out) == (2, "")
    assert err.startswith(f"kg: no event of the graph has '第十三次饭局' in its name; near it: {THIRTEENTH}\n")
    assert len(err.splitlines()) == 4
    code, out, _ = kg_command("ask", "谁参加了第十三次饭局？", "--json", "--store", closed)
    assert (code, json.loads(out)["understood"], len(json.loads(out)["nearest"])) == (2, False, 3)
