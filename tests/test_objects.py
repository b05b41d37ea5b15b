"""What Python gets of a store: typed values with their evidence, lists of them, frames. The pages in tests/data/study are our own."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.model import EventKind, Mode
from kg.objects.frames import LONG, SHOWN, Answer, Listing, NoFramesError, table
from kg.objects.offices import bare, division_of, place_of
from kg.objects.things import Attendance, Event, Passage, Person, Statement, Tenure, columns
from kg.opened import Graph, UnknownNameError
from kg.query import QueryError

PAGES = Path(__file__).parent / "data" / "study"
PERSON = "https://kg.example/id/person/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    store = tmp_path_factory.mktemp("objects") / "store"
    kg.build(PAGES, store=store, outlet="洛阳日报")
    with kg.open(store) as opened:
        yield opened


def test_people(graph: Graph) -> None:
    assert [one.name for one in graph.people()] == ["孟秋生", "林立", "韩大川", "高文远"]
    assert list(graph.people("林立")) == [graph.person("林立")] == [Person(f"{PERSON}林立", "林立")]
    assert graph.person(f"{PERSON}林立").name == "林立"


def test_nobody(graph: Graph) -> None:
    assert list(graph.people("林")) == []
    with pytest.raises(UnknownNameError, match=r"full name of a person or an IRI, there is no '孟秋山': did you mean 孟秋生\?"):
        graph.person("孟秋山")


def test_events(graph: Graph) -> None:
    second = next(iter(graph.events("第二次")))
    assert (second.name, second.kind) == ("洛阳市政府第二次常务会议", EventKind.MEETING)
    assert (second.held_on, second.edtf) == (date(2022, 3, 1), "2022-03-01")
    assert (second.series, second.series_number) == ("洛阳市政府常务会议", 2)
    assert [(passage.document, passage.quote) for passage in second.evidence] == [
        ("2022-03-02.txt", "3月1日"),
        ("2022-03-02.txt", "第二次常务会议"),
    ]
    assert second.row()["quote"] == "第二次常务会议"
    assert [one.held_on for one in graph.events(since="2022-01-11", until=date(2022, 9, 20))] == [date(2022, 3, 1), date(2022, 9, 20)]


def test_attendances(graph: Graph) -> None:
    found = graph.attendances(person="林立")
    assert [(one.event.held_on, one.mode, one.position, one.title) for one in found] == [
        (date(2022, 1, 10), Mode.ATTENDED, 2, "副市长"),
        (date(2022, 3, 1), Mode.ATTENDED, 2, "副市长"),
        (date(2022, 9, 20), Mode.PRESIDED, 1, "市长"),
    ]
    assert list(graph.attendances(person=graph.person("林立"), since="2022-09-01")) == [found[2]]
    assert "市长林立主持会议" in found[2].evidence[0].quote


def test_tenures(graph: Graph) -> None:
    found = [(one.title, one.place, one.body, one.reported, one.dated_by) for one in graph.tenures(person="韩大川")]
    assert found == [
        ("代市长", "洛阳市", "", date(2022, 1, 11), "article"),
        ("市委副书记", "洛阳市", "洛阳市委", date(2022, 1, 11), "article"),
        ("市长", "洛阳市", "", date(2022, 3, 2), "article"),
    ]


def test_statements(graph: Graph) -> None:
    [said] = graph.statements(person="韩大川")
    assert (said.verb, said.text, said.directive) == ("强调", "要抓好“三农”工作，各级各部门要压实责任。", True)
    assert (said.addressees, said.instructions) == (("各级各部门",), ("要抓好“三农”工作，各级各部门要压实责任。",))
    assert said.event == graph.events("第二次")[0]
    assert [passage.quote for passage in said.evidence] == [said.text]
    assert {one.issuer.name for one in graph.statements(directives=True) if one.issuer} == {"洛阳市政府常务会议", "韩大川"}


def test_evidence_is_the_slice_of_its_document(graph: Graph) -> None:
    facts: list[Event | Attendance | Tenure | Statement]
    facts = [*graph.events(), *graph.attendances(), *graph.tenures(), *graph.statements()]
    passages = [passage for fact in facts for passage in fact.evidence]
    assert len(passages) > len(facts) // 2
    for one in passages:
        assert (PAGES / one.document).read_bytes().decode()[one.begin : one.end] == one.quote


def test_what_it_is(graph: Graph) -> None:
    assert repr(graph).startswith("<kg.Graph of ")


# queries


def test_a_named_query_is_a_list_with_frames(graph: Graph) -> None:
    found = graph.query("attendees", meeting="第三次")
    assert [(row.person, row["mode"], row.position) for row in found] == [("林立", "主持", 1), ("孟秋生", "出席", 2), ("高文远", "出席", 3)]
    assert found.columns() == ("person", "mode", "position", "title", "event", "date")
    assert list(found.to_pandas()["person"]) == ["林立", "孟秋生", "高文远"]
    with pytest.raises(AttributeError, match="no column 'nobody', only person, mode"):
        _ = found[0].nobody
    with pytest.raises(QueryError, match="did you mean attendees"):
        graph.query("atendees")


def test_a_query_text_is_what_rdflib_gives_with_frames(graph: Graph) -> None:
    text = "SELECT ?n ?d { ?e a kg:Meeting ; rdfs:label ?n ; kg:heldOn ?d } ORDER BY ?d LIMIT 2"
    assert [str(row.n) for row in graph.query(text)] == ["洛阳市政府常务会议", "洛阳市政府第二次常务会议"]
    assert graph.query(text).to_polars()["d"].to_list() == [date(2022, 1, 10), date(2022, 3, 1)]
    assert len(graph.query(text)) == 2
    assert bool(graph.query("ASK { ?p a kg:Person }")) is True
    assert len(graph.query("DESCRIBE <https://kg.example/id/person/林立>").graph) > 3


# frames


def test_frames_of_pandas(graph: Graph) -> None:
    frame = graph.attendances().to_pandas()
    assert list(frame.columns) == list(columns(Attendance))
    assert (len(frame), frame["held_on"].dt.month.tolist().count(3)) == (11, 4)


def test_frames_of_polars(graph: Graph) -> None:
    frame = graph.tenures().to_polars()
    assert (frame.columns, frame["reported"].max()) == (list(columns(Tenure)), date(2022, 9, 21))


def test_frames_of_nothing_have_columns(graph: Graph) -> None:
    nothing = graph.statements(since="2030-01-01")
    assert len(nothing) == 0
    assert list(nothing.to_pandas().columns) == nothing.to_polars().columns == list(columns(Statement))


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_without_the_package_it_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(NoFramesError, match=rf"needs {package}, which is not installed: pip install 'yaowen\[frames\]'"):
        getattr(table(["a"], [{"a": 1}]), f"to_{package}")()


# lists


def test_a_list_can_be_cut_and_compared() -> None:
    people = Listing([Person(name, name) for name in "甲乙丙"], columns(Person))
    assert [one.name for one in people[1:]] == ["乙", "丙"]
    assert isinstance(people[1:], Listing)
    assert (people[:1] == people[:1], people[:1] == people[1:], people == "甲乙丙") == (True, False, False)
    assert repr(people) == "<3 rows: person, iri>"
    assert len({people, people}) == 1


def test_a_table_escapes_what_a_page_says() -> None:
    shown = table(["<i>"], [{"<i>": '<script>alert("1")</script>&'}, {"<i>": None}])._repr_html_()
    assert shown == (
        "<table><thead><tr><th>&lt;i&gt;</th></tr></thead><tbody>"
        "<tr><td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</td></tr><tr><td></td></tr></tbody></table>"
    )


def test_a_long_table_is_cut_and_says_so() -> None:
    shown = table(["a"], [{"a": "长" * (LONG + 1)}] * (SHOWN + 2))._repr_html_()
    assert (shown.count("<tr>"), shown.endswith("<p>2 more</p>")) == (SHOWN + 1, True)
    assert f"<td>{'长' * (LONG - 1)}…</td>" in shown


def test_passages_and_answers_are_rows_too() -> None:
    assert columns(Passage) == ("document", "begin", "end", "quote")
    assert Answer({"a": 1}).row() == {"a": 1}
    assert columns(Event)[:3] == ("event", "kind", "held_on")


# whose office it is

WORDS = {"我市": "郑州市", "市委": "郑州市委", "省委": "河南省委", "全区": "管城回族区"}


@pytest.mark.parametrize(
    ("title", "meant", "place", "without_place"),
    [
        ("郑州市市长", "", "郑州市", "市长"),
        ("市长", "", "郑州市", "市长"),
        ("郑州市代市长", "", "郑州市", "代市长"),
        ("郑州市原常务副市长", "", "郑州市", "原常务副市长"),
        ("代市长", "", "郑州市", "代市长"),
        ("常务副市长", "", "郑州市", "常务副市长"),
        ("原市委书记", "", "郑州市", "原市委书记"),
        ("区长", "", "管城回族区", "区长"),
        ("管城回族区委书记", "", "管城回族区", "区委书记"),
        ("管城区区长", "", "管城回族区", "区长"),
        ("郑州市市场监管局局长", "", "郑州市", "市市场监管局局长"),
        ("市工信局局长", "洛阳市工信局", "洛阳市", "市工信局局长"),
        ("南京市鼓楼区区长", "", "南京市鼓楼区", "区长"),
        ("吉林省吉林市市长", "", "吉林市", "市长"),
        ("内蒙古自治区主席", "", "内蒙古自治区", "自治区主席"),
        ("鼓楼区区长", "", "", "鼓楼区区长"),  # there are several
        ("郑州航空港区主任", "", "", "郑州航空港区主任"),  # no division, and not 郑州市's
        ("县长", "", "", "县长"),
        ("董事长", "", "", "董事长"),
    ],
)
def test_whose_office(title: str, meant: str, place: str, without_place: str) -> None:
    assert (place_of(title, meant, WORDS), bare(title)) == (place, without_place)


def test_words_that_disagree_tell_nothing() -> None:
    assert place_of("市长", "", {"我市": "郑州市", "市委": "洛阳市委"}) == ""
    assert division_of("") is None


def test_importing_is_instant() -> None:
    """Nothing heavy is there after ``import kg``; the modules of this package that take time neither."""
    heavy = {"rdflib", "pyoxigraph", "pandas", "polars", "numpy", "kg.opened", "kg.store"}
    code = f"import sys, kg; print(sorted({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
