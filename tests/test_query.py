"""The named queries on two hand-made pages: exact rows, in exact order; and that they are plain SPARQL that any server runs."""

import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import servers
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph

from kg.query import NamedQuery, QueryError, QueryParameterError, QueryUnknownError, answer, library, markdown, prepare
from kg.query.catalogue import GROUPS, folder
from kg.query.catalogue import parse as parse_query
from kg.query.parameters import TYPES
from kg.query.sparql import slots
from kg.store import DocumentEntry, Store, open_store

DATA = Path(__file__).parent / "data" / "store"
LIBRARY = library()
Row = tuple[object, ...]


STORES = ("folder", *(pytest.param(kind, marks=pytest.mark.server) for kind in servers.KINDS))


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The two pages in a store of each kind: every question has the same answer on all of them."""
    folder = tmp_path_factory.mktemp("query")
    with ExitStack() as stack:
        if request.param == "folder":
            place = str(folder / "store")
        elif why := servers.missing(request.param):
            pytest.skip(why)
        else:
            place = stack.enter_context(servers.running(request.param, folder))
        opened = stack.enter_context(open_store(place, create=True))
        for name in ("a", "b"):
            graph = NamedNode(f"https://kg.example/id/graph/{name}.txt")
            triples = parse((DATA / f"{name}.ttl").read_bytes(), format=RdfFormat.TURTLE)
            opened.put_document(DocumentEntry(f"{name}.txt", name), [Quad(q.subject, q.predicate, q.object, graph) for q in triples])
        yield opened


def ask(store: Store, name: str, /, **given: str) -> list[Row]:
    return [tuple(None if v is None else str(v) for v in row.values()) for row in answer(store, prepare(name, given)).records()]


SIXTEENTH, THIRTEENTH = "市委第十六次专题会议", "市委第十三次专题会议"
SAID = "各级各部门要守好底线,为实现“双战双赢”奠定基础。"
QUOTE_A = "4月25日,安伟主持召开第十六次专题会议。\n\n何雄、周富强列席会议。"
QUOTE_B = "4月15日,何雄主持第十三次专题会议,周富强参加。"
AN = ("2022-04-25", "安伟", SIXTEENTH, "强调", SAID)
TOWNS = ("XXXX-04-15", "会议", THIRTEENTH, "要求", "各县市区要落实责任。")

ANSWERS: list[tuple[str, dict[str, str], list[Row]]] = [
    (
        "attendees",
        {"meeting": "第十六次"},
        [
            ("安伟", "主持", "1", "市委书记", SIXTEENTH, "2022-04-25"),
            ("何雄", "列席", "2", None, SIXTEENTH, "2022-04-25"),
            ("周富强", "列席", "3", None, SIXTEENTH, "2022-04-25"),
        ],
    ),
    (
        "attendees",
        {"meeting": "第十三次"},
        [
            ("何雄", "主持", "1", "市长", THIRTEENTH, "XXXX-04-15"),
            ("周富强", "出席", "2", None, THIRTEENTH, "XXXX-04-15"),
        ],
    ),
    ("attendees", {"meeting": "第十四次"}, []),
    (
        "meetings-of",
        {"person": "何雄"},
        [
            ("2022-04-24", "调研", "出席", "1", None),
            ("2022-04-25", SIXTEENTH, "列席", "2", None),
            ("XXXX-04-15", THIRTEENTH, "主持", "1", "市长"),
        ],
    ),
    ("meetings-of", {"person": "何雄", "from": "2022-04-25"}, [("2022-04-25", SIXTEENTH, "列席", "2", None)]),
    ("meetings-of", {"person": "何雄", "to": "2022-04-24"}, [("2022-04-24", "调研", "出席", "1", None)]),
    ("meetings-of", {"person": "何"}, []),
    (
        "together",
        {"person": "何雄", "other": "周富强"},
        [("2022-04-25", SIXTEENTH, "列席", "列席"), ("XXXX-04-15", THIRTEENTH, "主持", "出席")],
    ),
    ("together", {"person": "安伟", "other": "周富强"}, [("2022-04-25", SIXTEENTH, "主持", "列席")]),
    ("top-pairs", {}, [("何雄", "周富强", "2")]),
    ("top-pairs", {"least": "1"}, [("何雄", "周富强", "2"), ("何雄", "安伟", "1"), ("周富强", "安伟", "1")]),
    ("busiest", {}, [("何雄", "3", "1"), ("周富强", "2", "0"), ("安伟", "1", "1")]),
    ("busiest", {"least": "3"}, [("何雄", "3", "1")]),
    ("namesakes", {}, []),  # where there are some: tests/test_identity.py
    ("identity", {"person": "何雄"}, []),
    ("corroboration", {}, []),  # where there are some: tests/test_same_event.py
    ("presiders", {}, [("2022-04-25", SIXTEENTH, "安伟"), ("XXXX-04-15", THIRTEENTH, "何雄")]),
    ("presiders", {"meeting": "第十六次专题"}, [("2022-04-25", SIXTEENTH, "安伟")]),
    ("presiders", {"from": "2022-04-26"}, []),
    (
        "meetings",
        {},
        [
            ("2022-04-24", "调研", "Inspection", "1"),
            ("2022-04-25", SIXTEENTH, "Meeting", "3"),
            ("XXXX-04-15", THIRTEENTH, "Meeting", "2"),
        ],
    ),
    ("meetings", {"name": "调研"}, [("2022-04-24", "调研", "Inspection", "1")]),
    (
        "day",
        {"day": "2022-04-25"},
        [("2022-04-24", "调研", "Inspection", "1"), ("2022-04-25", SIXTEENTH, "Meeting", "3")],
    ),
    ("day", {"day": "2022-04-24"}, [("2022-04-24", "调研", "Inspection", "1")]),
    ("day", {"day": "2021-04-15"}, [("XXXX-04-15", THIRTEENTH, "Meeting", "2")]),
    ("day", {"day": "2022-04-27"}, []),
    (
        "series",
        {"name": "专题"},
        [("市委专题会议", "13", "XXXX-04-15", THIRTEENTH, "2"), ("市委专题会议", "16", "2022-04-25", SIXTEENTH, "3")],
    ),
    (
        "rollcall",
        {"series": "专题会议"},
        [
            ("市委专题会议", "16", "2022-04-25", "1", "主持", "安伟"),
            ("市委专题会议", "16", "2022-04-25", "2", "列席", "何雄"),
            ("市委专题会议", "16", "2022-04-25", "3", "列席", "周富强"),
            ("市委专题会议", "13", "XXXX-04-15", "1", "主持", "何雄"),
            ("市委专题会议", "13", "XXXX-04-15", "2", "出席", "周富强"),
        ],
    ),
    ("rollcall", {"series": "调研"}, []),
    (
        "regulars",
        {"series": "市委专题"},
        [("市委专题会议", "何雄", "2", "2"), ("市委专题会议", "周富强", "2", "2")],
    ),
    ("regulars", {"series": "市委专题", "least": "3"}, []),
    ("offices", {}, [("何雄", "市长", "2022-04-24", "2022-04-24", "1"), ("安伟", "市委书记", "2022-04-26", "2022-04-26", "1")]),
    ("offices", {"person": "何雄"}, [("何雄", "市长", "2022-04-24", "2022-04-24", "1")]),
    ("offices", {"part": "书记"}, [("安伟", "市委书记", "2022-04-26", "2022-04-26", "1")]),
    ("offices", {"person": "何雄", "part": "书记"}, []),
    ("holders", {"office": "市委书记", "on": "2022-04-27"}, [("before", "2022-04-26", "安伟", None, "a.txt", QUOTE_A)]),
    ("holders", {"office": "市委书记", "on": "2022-04-26"}, [("on", "2022-04-26", "安伟", None, "a.txt", QUOTE_A)]),
    ("holders", {"office": "书记", "on": "2022-04-26"}, []),
    ("bodies", {"body": "市委"}, [("市委", "市委书记", "安伟")]),
    ("directives-of", {"person": "安伟", "from": "2022-04-01", "to": "2022-04-30"}, [("2022-04-25", SIXTEENTH, "强调", SAID)]),
    ("directives-of", {"person": "安伟", "to": "2022-04-24"}, []),
    ("directives-of", {"person": "何雄"}, []),
    ("directives-about", {"concept": "双战"}, [AN]),
    ("directives-about", {"concept": "四个口袋"}, []),
    ("directives-to", {"addressee": "各级"}, [("2022-04-25", "安伟", "各级各部门", "强调", SAID)]),
    ("directives-to", {"addressee": "县市区"}, [("XXXX-04-15", "会议", "各县市区", "要求", "各县市区要落实责任。")]),
    (
        "instructions",
        {"meeting": "第十六次"},
        [(SIXTEENTH, "安伟", "强调", "1", "要守好底线"), (SIXTEENTH, "安伟", "强调", "2", "为实现“双战双赢”奠定基础")],
    ),
    ("formula-months", {"formula": "双战"}, [("双战双赢", "2022-04", "2")]),
    ("formula-months", {"formula": "三条防线"}, []),
    ("formulas", {}, [("双战双赢", "2", "1"), ("四个口袋", "1", "0")]),
    ("formulas", {"least": "2"}, [("双战双赢", "2", "1")]),
    (
        "evidence",
        {"fact": "https://kg.example/id/statement/a.txt/1/43,70"},
        [("a.txt", "43", "70", "directives.person", SAID)],
    ),
    (
        "evidence",
        {"fact": "https://kg.example/id/person/周富强"},
        [("a.txt", "10", "40", "attendance.list", QUOTE_A), ("b.txt", "5", "30", "attendance.list", QUOTE_B)],
    ),
    (
        "why",
        {"person": "何雄", "meeting": "第十六次"},
        [(SIXTEENTH, "列席", "a.txt", "10", "40", "attendance.list", QUOTE_A)],
    ),
    ("why", {"person": "安伟", "meeting": "第十三次"}, []),
    ("documents", {}, [("a.txt", "2022-04-26", "1", "1", "3", "1"), ("b.txt", None, "1", "2", "3", "1")]),
    (
        "network",
        {},
        [("何雄", "周富强", "2", "1.5"), ("何雄", "安伟", "1", "0.5"), ("周富强", "安伟", "1", "0.5")],
    ),
    ("network", {"least": "2"}, [("何雄", "周富强", "2", "1.5")]),
    ("centrality", {}, [("何雄", "2", "3", "1"), ("周富强", "2", "2", "0"), ("安伟", "2", "1", "1")]),
    ("centrality", {"least": "3"}, []),
    ("companions", {"person": "何雄"}, [("周富强", "2", "2022-04-25", "2022-04-25"), ("安伟", "1", "2022-04-25", "2022-04-25")]),
    ("companions", {"person": "何雄", "least": "2"}, [("周富强", "2", "2022-04-25", "2022-04-25")]),
    ("directives", {}, [AN, TOWNS]),
    ("directives", {"by": "安"}, [AN]),
    ("directives", {"topic": "责任"}, [TOWNS]),
    ("directives", {"addressee": "县"}, [TOWNS]),
    ("directives", {"from": "2022-04-25", "to": "2022-04-25"}, [AN]),
    ("directives", {"to": "2022-04-24"}, []),
    ("issuers", {}, [("安伟", "1", "2", "1"), (THIRTEENTH, "1", "0", "1")]),
    ("issuers", {"least": "2"}, []),
    ("addressees", {}, [("各县市区", "1", "1"), ("各级各部门", "1", "1")]),
    ("relays", {}, []),
    ("formula-use", {"formula": "双战"}, [("2022-04-25", "双战双赢", "安伟", SIXTEENTH, SAID)]),
    ("formula-use", {"formula": "双战", "from": "2022-04-26"}, []),
    ("formula-of", {"person": "安伟"}, [("双战双赢", "1")]),
    ("undated", {}, [("b.txt", THIRTEENTH, "4月15日", "XXXX-04-15")]),
    ("undated", {"name": "调研"}, []),
    ("unattended", {}, []),
    (
        "single-source",
        {},
        [
            ("2022-04-24", "调研", "1", "何雄主持会议"),
            ("2022-04-25", SIXTEENTH, "3", "部署近期疫情防控工作"),
            ("XXXX-04-15", THIRTEENTH, "2", "何雄主持会议"),
        ],
    ),
    ("single-source", {"people": "3"}, [("2022-04-25", SIXTEENTH, "3", "部署近期疫情防控工作")]),
    ("bodiless", {}, [("市长", "何雄", "1")]),
    ("bodiless", {"part": "书记"}, []),
    ("outlets", {}, [("", "2", "2", "3", "2")]),
    ("reporters", {}, []),
    ("mentions", {"person": "何雄"}, [(None, "部署近期疫情防控工作", "a.txt", "0"), (None, "何雄主持会议", "b.txt", "0")]),
    ("mentions", {"person": "何"}, []),
]


@pytest.mark.parametrize(("name", "given", "rows"), ANSWERS)
def test_answers(store: Store, name: str, given: dict[str, str], rows: list[Row]) -> None:
    assert ask(store, name, **given) == rows


def test_every_query_is_tried() -> None:
    assert {name for name, _, _ in ANSWERS} == set(LIBRARY)
    assert len(LIBRARY) >= 30


RELAYED = """<https://kg.example/id/statement/b.txt/1/5,30> kg:relays "省委"@zh .
<https://kg.example/id/article/b.txt/1> kg:byline "张昕"@zh, "王治"@zh ; kg:published "2022-04-16"^^xsd:date .
<https://kg.example/id/article/b.txt/2> a kg:Article ; kg:byline "张昕"@zh .
<https://kg.example/id/event/b.txt/2/e1> a kg:Event, kg:Meeting ; rdfs:label "市委第十四次专题会议"@zh ;
  kg:reportedIn <https://kg.example/id/article/b.txt/1> .
<https://kg.example/id/statement/b.txt/2/1,2> a kg:Statement, kg:Directive ; kg:issuedBy <https://kg.example/id/person/何雄> ;
  kg:speechVerb "要求"@zh ; kg:text "要守好底线。"@zh .
"""


@pytest.fixture
def fuller(tmp_path: Path) -> Iterator[Store]:
    """The second page with bylines, orders passed on, a meeting without people, and something said at no event."""
    page, graph = (DATA / "b.ttl").read_text(encoding="utf-8"), NamedNode("https://kg.example/id/graph/b.txt")
    with open_store(tmp_path / "fuller", create=True) as opened:
        triples = parse((page + RELAYED).encode(), format=RdfFormat.TURTLE)
        opened.put_document(DocumentEntry("b.txt", "b"), [Quad(q.subject, q.predicate, q.object, graph) for q in triples])
        yield opened


def test_answers_about_a_fuller_page(fuller: Store) -> None:
    said = ("XXXX-04-15", "省委", "会议", THIRTEENTH, "各县市区要落实责任。")
    assert ask(fuller, "relays") == ask(fuller, "relays", source="省") == [said]
    assert ask(fuller, "relays", source="市委") == []
    assert ask(fuller, "unattended") == [("", "市委第十四次专题会议", "b.txt")]
    assert ask(fuller, "reporters") == [("张昕", "2", "2022-04-16", "2022-04-16"), ("王治", "1", "2022-04-16", "2022-04-16")]
    assert ask(fuller, "reporters", least="2") == [("张昕", "2", "2022-04-16", "2022-04-16")]
    assert ask(fuller, "reporters", name="治") == [("王治", "1", "2022-04-16", "2022-04-16")]


def test_what_was_said_at_no_event_has_no_date(fuller: Store) -> None:
    """It was once joined with the date of every event."""
    assert ask(fuller, "directives-of", person="何雄") == [("", None, "要求", "要守好底线。")]
    assert ask(fuller, "directives", topic="底线") == [("", "何雄", None, "要求", "要守好底线。")]


@pytest.fixture(scope="module")
def elsewhere(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The export in rdflib's own engine, as an example of another server."""
    path = tmp_path_factory.mktemp("export") / "all.ttl"
    store.export(path)
    return Graph().parse(path)


@pytest.mark.parametrize(("name", "given", "rows"), [case for case in ANSWERS if case[2]])
def test_another_engine_gives_the_same_rows(elsewhere: Graph, name: str, given: dict[str, str], rows: list[Row]) -> None:
    found = elsewhere.query(prepare(name, given).text)
    assert [tuple(None if v is None else str(v) for v in row) for row in found] == rows  # type: ignore[union-attr]


@pytest.mark.parametrize("query", LIBRARY.values(), ids=LIBRARY)
def test_each_query_runs_as_it_lies_in_its_file(store: Store, query: NamedQuery) -> None:
    """Without our binding, as someone would paste it into an editor; nothing known to us beside it."""
    columns = [v.value for v in store.engine.raw.query(query.text).variables]  # type: ignore[union-attr]
    assert columns == list(answer(store, prepare(query.name, example(query))).columns)
    assert all(len(column) <= 12 for column in columns)


def example(query: NamedQuery) -> dict[str, str]:
    program, command, name, *options = shlex.split(query.example)
    assert (program, command, name) == ("kg", "query", query.name)
    assert all(option.startswith("--") for option in options[::2])
    return {option[2:]: value for option, value in zip(options[::2], options[1::2], strict=True)}


@pytest.mark.parametrize("query", LIBRARY.values(), ids=LIBRARY)
def test_rdflibs_own_engine_answers_none(query: NamedQuery, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As strings they reach Oxigraph, through rdflib too; whatever rdflib would do itself goes through these three."""

    def fallen(*_: object, **__: object) -> None:
        message = "rdflib evaluates the query itself"
        raise RuntimeError(message)

    for its_own in ("SPARQLProcessor.__init__", "SPARQLProcessor.query", "evalQuery"):
        monkeypatch.setattr(f"rdflib.plugins.sparql.processor.{its_own}", fallen)
    text = prepare(query.name, example(query)).text
    rows = [tuple(map(str, row)) for row in store.dataset().query(text)]  # type: ignore[arg-type]
    assert rows == [tuple(map(str, row.values())) for row in answer(store, prepare(query.name, example(query))).records()]
    with pytest.raises(RuntimeError, match="evaluates the query itself"):
        Graph().query(text)


@pytest.mark.parametrize("query", LIBRARY.values(), ids=LIBRARY)
def test_each_head_is_complete(query: NamedQuery) -> None:
    assert query.group in GROUPS
    assert query.question_zh.endswith("？")
    assert query.question_en.endswith("?")
    assert all(p.type in TYPES and p.description for p in query.parameters)
    assert set(slots(query.text)) >= {p.name for p in query.parameters}
    assert {p.name for p in query.parameters if p.required} <= set(example(query))


# names and parameters


def test_an_unknown_name_suggests() -> None:
    with pytest.raises(QueryUnknownError, match=r"there is no query 'atendees': did you mean attendees\?"):
        prepare("atendees")


def test_an_unknown_parameter_suggests() -> None:
    with pytest.raises(QueryParameterError, match=r"has no parameter --meetng: did you mean meeting\? \(it has: --meeting\)"):
        prepare("attendees", {"meetng": "x"})


def test_a_missing_parameter_shows_the_example() -> None:
    with pytest.raises(QueryParameterError, match=r"needs --meeting \(part of .*\), as in: kg query attendees --meeting 第十三次"):
        prepare("attendees")


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("day", {"day": "25.4.2022"}, "--day: expected a day such as 2022-04-25, got '25.4.2022'"),
        ("day", {"day": "2022-02-30"}, "expected a day"),
        ("day", {"day": "２０２２-04-25"}, "expected a day"),
        ("top-pairs", {"least": "two"}, "--least: expected a whole number such as 3, got 'two'"),
        ("top-pairs", {"least": "2 }"}, "expected a whole number"),
        ("evidence", {"fact": "何雄"}, "--fact: expected an absolute IRI such as"),
        ("evidence", {"fact": "https://x.example/> } #"}, "expected an absolute IRI"),
        ("attendees", {"meeting": " "}, "--meeting: expected some text, got ' '"),
        ("attendees", {"meeting": "\ud800"}, "expected text in valid Unicode"),
    ],
)
def test_wrong_values(name: str, given: dict[str, str], told: str) -> None:
    with pytest.raises(QueryParameterError, match=told):
        prepare(name, given)


HOSTILE = [
    '" } ?s ?p ?o } #',
    '"} } UNION { ?at ?p ?name } #',
    "\\",
    '\\" } ?x ?y ?z . VALUES ?q { "',
    "第十三次\n} SELECT * {",
    '"""',
    "'''",
    "\\u0022 } #",
    "{ UNDEF }",
    "?name",
    "<https://x/>",
    "第十三次\x00",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_but_text(store: Store, value: str) -> None:
    """None of them is part of a name, so none finds anything, whatever it would do if it were pasted."""
    assert ask(store, "attendees", meeting=value) == []
    assert ask(store, "meetings-of", person=value) == []
    assert ask(store, "presiders", meeting=value) == []


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_that_are_there_are_found(tmp_path: Path, value: str) -> None:
    """Bound whole: an event of just that name is found by it."""
    kg, rdfs = "https://kg.example/ontology#", "http://www.w3.org/2000/01/rdf-schema#"
    from pyoxigraph import Literal

    event, graph = NamedNode("https://kg.example/id/event/1"), NamedNode("https://kg.example/id/graph/1")
    name = value.strip()
    quads = [
        Quad(event, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(f"{kg}Meeting"), graph),
        Quad(event, NamedNode(f"{rdfs}label"), Literal(f"甲{name}乙", language="zh"), graph),
    ]
    with open_store(tmp_path / "store", create=True) as store:
        store.put_document(DocumentEntry("1", "1"), quads)
        assert ask(store, "meetings", name=value) == [("", f"甲{name}乙", "Meeting", "0")]


def test_values_are_brought_to_normal_form(store: Store) -> None:
    """Typed on a machine that decomposes, or with a blank behind it."""
    assert ask(store, "attendees", meeting=" 第十三次 ") == ask(store, "attendees", meeting="第十三次") != []


# files


def test_a_file_of_ones_own_with_parameters(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text((folder() / "series.rq").read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert len(ask(store, str(path), name="专题")) == 2
    with pytest.raises(QueryParameterError, match="the query mine needs --name"):
        prepare(str(path))


def test_a_plain_file_and_a_text_take_no_parameters(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "plain.rq"
    path.write_text("SELECT ?n { ?m kg:seriesNumber ?n } ORDER BY ?n", encoding="utf-8")
    assert ask(store, str(path)) == ask(store, path.read_text()) == [("13",), ("16",)]
    with pytest.raises(QueryParameterError, match=r"the file .* takes no parameters, got --meeting"):
        prepare(str(path), {"meeting": "x"})
    with pytest.raises(QueryParameterError, match="a query text takes no parameters"):
        prepare("ASK {}", {"meeting": "x"})


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.rq, cannot read it: No such file"):
        prepare(str(tmp_path / "none.rq"))
    (tmp_path / "gbk.rq").write_bytes("# 会议\nASK {}".encode("gbk"))
    with pytest.raises(QueryError, match="expected a query in UTF-8"):
        prepare(str(tmp_path / "gbk.rq"))


HEAD = "# title: t\n# question zh: 问？\n# question en: q?\n# group: meetings\n# example: kg query x\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# title: t\nASK {}", "queries/x.rq: expected a line '# question zh: …' at its head"),
        (HEAD.replace("meetings", "things") + "ASK {}", "expected as group one of meetings, people"),
        (HEAD + "# param a text maybe: b\nASK {}", "expected '# param NAME TYPE required"),
    ],
)
def test_heads_that_are_wrong(text: str, told: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query("x", text)
    assert told in str(raised.value)


def test_a_parameter_without_a_place() -> None:
    query = parse_query("x", HEAD + "# param a integer = 2: how many\nSELECT ?a { VALUES ?b { 1 } }")
    assert (query.parameters[0].default, query.parameters[0].required) == ("2", False)
    from kg.query.sparql import bind

    with pytest.raises(QueryParameterError, match=r"expected a line 'VALUES \?a \{ … \}' in the query"):
        bind(query.text, {"a": "2"})


def test_the_table_for_the_readme() -> None:
    lines = markdown([LIBRARY["top-pairs"]]).splitlines()
    questions = "Which two people took part in the same events most often?<br>哪两个人共同参加的会议和活动最多？"
    parameter = "`--least` integer (default 2): at how many events at least"
    row = f"| `top-pairs` | {questions}<br>`kg query top-pairs --least 2` | {parameter} |"
    assert lines == ["| query | answers | parameters |", "|---|---|---|", row]
