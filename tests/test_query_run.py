"""What a query may do, how it is stopped, and how results are written."""

import csv
import io
import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from pyoxigraph import Store as Oxigraph
from wcwidth import wcswidth

from kg.query import (
    FORMATS,
    QueryCrashError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    Result,
    Term,
    answer,
    prepare,
    render,
    run,
)
from kg.query.sparql import bind, check, slots, tokens
from kg.store import DocumentEntry, Store, StoreError, open_store

DATA = Path(__file__).parent / "data" / "store"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "store"
    graph = NamedNode("https://kg.example/id/graph/a.txt")
    with open_store(path, create=True) as store:
        triples = parse((DATA / "a.ttl").read_bytes(), format=RdfFormat.TURTLE)
        store.put_document(DocumentEntry("a.txt", "a"), [Quad(q.subject, q.predicate, q.object, graph) for q in triples])
    return path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, read_only=True) as opened:
        yield opened


# what it may do


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("PREFIX insert: <http://x/>\nBASE <http://delete/>\n# DROP\nask { ?s insert:delete ?o }", "ASK"),
        ("construct where { ?s ?p 'SERVICE <http://x/> {}' }", "CONSTRUCT"),
        ('DESCRIBE ?x { ?x ?p """a "SERVICE" b""" }', "DESCRIBE"),
        ("SELECT ?service { ?service ?p <http://x/SERVICE> # SERVICE <http://x/> {}\n }", "SELECT"),
        ("PREFIX x: <http://x/> SELECT ?s { ?s x:SERVICE x:a.SERVICE, x:self-SERVICE }", "SELECT"),
        ('SELECT ?s { ?s ?p "\\" SERVICE <http://x/> {} \\"" }', "SELECT"),
        ("SELECT ?s { FILTER(1 <2) ?s ?p '#' , '''it's''' }", "SELECT"),
    ],
)
def test_queries_that_read(query: str, form: str) -> None:
    assert check(query) == form


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/> {} }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1/>{} }", "SERVICE asks another server"),
        ("SELECT * { {}SERVICE:x{} }", "SERVICE asks another server"),
        ('SELECT * { ?s ?p "a\\\\" SERVICE <http://127.0.0.1/> {} # "\n }', "SERVICE asks another server"),
        ("INSERT DATA { <http://a/> <http://b/> 1 }", "INSERT would change the store"),
        ("PREFIX select: <http://x/> DELETE WHERE { ?s ?p ?o }", "DELETE would change the store"),
        ("# SELECT\nLOAD <http://x/>", "LOAD would change the store"),
        ("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH would change"),
        ("drop all", "DROP would change"),
        ("谁参加了 会议", "expected SELECT, ASK, CONSTRUCT or DESCRIBE, got 谁参加了"),
        ("   ", "got no query"),
    ],
)
def test_queries_that_are_refused(query: str, told: str) -> None:
    with pytest.raises(QueryRefusedError) as raised:
        prepare(query)
    assert told in str(raised.value)


@given(st.text(max_size=60))
def test_a_literal_hides_whatever_it_holds(text: str) -> None:
    """As pyoxigraph writes it, any text is one token: no text can break out of a parameter's place."""
    literal = str(Literal(text.encode("utf-8", "replace").decode()))
    assert [t.kind for t in tokens(f"{{ {literal} }}")] == ["other", "string", "other"]
    bound = bind("SELECT * { VALUES ?x { 1 } }", {"x": literal})
    assert bound == f"SELECT * {{ VALUES ?x {{ {literal} }} }}"
    (solution,) = Oxigraph().query(bound)  # type: ignore[misc]
    assert solution["x"].value == text.encode("utf-8", "replace").decode()


@given(st.text(alphabet="\"'\\#<>{}?aA:. \n", max_size=30))
def test_tokens_cover_the_text_in_order(text: str) -> None:
    found = list(tokens(text))
    assert all(text[t.begin : t.begin + len(t.text)] == t.text for t in found)
    assert all(a.begin + len(a.text) <= b.begin for a, b in pairwise(found))


def test_slots_are_values_of_one_variable_alone() -> None:
    query = """SELECT * { VALUES ?a { "x" } values $b {UNDEF} VALUES (?c) { (1) } # VALUES ?d { 1 }
               FILTER('VALUES ?e { 1 }') VALUES ?a { 2 } }"""
    assert {name: [query[b:e] for b, e in spans] for name, spans in slots(query).items()} == {"a": [' "x" ', " 2 "], "b": ["UNDEF"]}


# how it is run


def test_both_ways_of_running_give_the_same(folder: Path, store: Store) -> None:
    for query in (
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "ASK { person:何雄 a kg:Person }",
        "ASK { person:何雄 a kg:Post }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s a kg:Person ; ?p ?o }",
        "DESCRIBE person:何雄",
    ):
        here = answer(store, prepare(query))
        assert run(folder, prepare(query)) == here
        assert here.truth is not None or here.rows


def test_values_come_with_their_types(folder: Path) -> None:
    query = "SELECT ?label ?on ?n ?x (1.5 AS ?d) (true AS ?b) { ?e kg:heldOn ?on ; kg:seriesNumber ?n ; rdfs:label ?label }"
    (row,) = run(folder, prepare(query)).records()
    assert row == {"label": "市委第十六次专题会议", "on": date(2022, 4, 25), "n": 16, "x": None, "d": 1.5, "b": True}
    assert [type(v) for v in row.values()] == [str, date, int, type(None), float, bool]


def test_a_query_is_stopped_at_its_limit(folder: Path) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"took longer than 0\.6 s and was stopped: .*--timeout"):
        run(folder, prepare("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"), 0.6)
    assert time.monotonic() - begin < 5
    with open_store(folder) as store:  # and left no lock behind
        assert store.verify() == []


def test_a_crash_stays_in_its_process(folder: Path) -> None:
    nested = "SELECT * { " + "{" * 50_000 + "}" * 50_000 + " }"
    with pytest.raises(QueryCrashError, match=r"brought its process down .*; the store is unharmed"):
        run(folder, prepare(nested))


@pytest.mark.parametrize("way", ["here", "there"])
def test_what_is_no_sparql(folder: Path, store: Store, way: str) -> None:
    prepared = prepare("SELECT ?s {\n ?s nowhere:p ?o }")
    with pytest.raises(QueryError, match=r"Oxigraph cannot run the query: line 2, column \d+: "):
        answer(store, prepared) if way == "here" else run(folder, prepared)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store in"):
        run(tmp_path / "none", prepare("ASK {}"))


def test_files_in_the_working_directory_are_not_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(tmp_path)
    assert run(folder, prepare("ASK {}")).truth is True


# how it is written

ROWS = Result(
    ("人", "n", "note"),
    (
        (Term("何雄", "literal", "", "zh"), Term("-5", "literal", "http://www.w3.org/2001/XMLSchema#integer"), Term("=1+1", "literal")),
        (Term("https://kg.example/ontology#Presided", "uri"), None, Term('a"b,<c>\t&\nd', "literal")),
    ),
    prefixes={"kg": "https://kg.example/ontology#"},
)


def test_tables_align_by_width() -> None:
    assert render(ROWS).splitlines() == [
        "人            n  note",
        "───────────  ──  ───────────",
        "何雄         -5  =1+1",
        'kg:Presided      a"b,<c> & d',
    ]


def test_numbers_stand_to_the_right() -> None:
    numbers = Result(("n",), tuple((Term(n, "literal", "http://www.w3.org/2001/XMLSchema#integer"),) for n in ("7", "12")))
    assert render(numbers).splitlines() == [" n", "──", " 7", "12"]


def test_long_cells_are_cut_between_wide_characters() -> None:
    long = Result(("t",), ((Term("会议强调要求", "literal"),),))
    assert render(long, width=8).splitlines()[2] == "会议强…"
    assert render(long, width=9).splitlines()[2] == "会议强调…"
    assert render(long, width=12).splitlines()[2] == "会议强调要求"
    assert render(long, width=None).splitlines()[2] == "会议强调要求"


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4), st.integers(2, 30))
def test_no_cell_breaks_the_table(values: list[str], width: int) -> None:
    lines = render(Result(("a", "b"), tuple((Term(v, "literal"), Term("x", "literal")) for v in values)), width=width).split("\n")
    assert len(lines) == len(values) + 3  # header, rule, rows, the end
    assert all(wcswidth(line) == wcswidth(lines[1]) for line in lines[2:-1])


def test_a_terminal_gets_no_control_characters() -> None:
    assert "\x1b" not in render(Result(("a",), ((Term("\x1b[31mred\x9b0m\u202eder", "literal"),),)))


def test_empty_results_keep_their_header() -> None:
    assert render(Result(("a", "b"))) == "a  b\n─  ─\n"


def test_csv_cells_are_no_formulas() -> None:
    text = render(ROWS, "csv")
    assert text == '人,n,note\r\n何雄,-5,\'=1+1\r\nhttps://kg.example/ontology#Presided,,"a""b,<c>\t&\nd"\r\n'
    assert [len(row) for row in csv.reader(io.StringIO(text, newline=""))] == [3, 3, 3]


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_every_kind_of_formula_is_defused(cell: str) -> None:
    (_, (read,)) = csv.reader(io.StringIO(render(Result(("a",), ((Term(cell, "literal"),),)), "csv"), newline=""))
    assert read == f"'{cell}"


def test_tsv_has_terms() -> None:
    assert render(ROWS, "tsv").splitlines() == [
        "?人\t?n\t?note",
        '"何雄"@zh\t"-5"^^<http://www.w3.org/2001/XMLSchema#integer>\t"=1+1"',
        '<https://kg.example/ontology#Presided>\t\t"a\\"b,<c>\\t&\\nd"',
    ]


@pytest.mark.parametrize("style", ["json", "xml", "tsv"])
def test_oxigraph_reads_back_what_is_written(store: Store, style: str) -> None:
    kind = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}[style]
    query = prepare("SELECT ?s ?p ?o ?none { ?s ?p ?o } ORDER BY ?s ?p ?o")
    back = parse_query_results(render(answer(store, query), style).encode(), format=kind)
    wanted = store.query(query.text)
    assert isinstance(back, QuerySolutions)
    assert isinstance(wanted, QuerySolutions)
    assert [[str(t) for t in row] for row in back] == [[str(t) for t in row] for row in wanted]


def test_xml_leaves_out_what_xml_cannot_hold() -> None:
    root = ET.fromstring(render(Result(("a",), ((Term("x\x00\x0c\r\ny", "literal"),),)), "xml"))  # noqa: S314 - our own
    assert [node.text for node in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["x\r\ny"]


@pytest.mark.parametrize(
    ("style", "text"),
    [("table", "true\n"), ("csv", "answer\r\ntrue\r\n"), ("tsv", "?answer\ntrue\n"), ("json", '{"head": {}, "boolean": true}\n')],
)
def test_a_truth_value(style: str, text: str) -> None:
    assert render(Result(truth=True), style) == text


def test_a_truth_value_in_xml() -> None:
    back = parse_query_results(render(Result(truth=False), "xml").encode(), format=QueryResultsFormat.XML)
    assert isinstance(back, QueryBoolean)
    assert not back


def test_triples_as_turtle_and_as_rows(folder: Path) -> None:
    result = run(folder, prepare("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:Person ; rdfs:label ?l }"))
    assert render(result, "ttl") == (
        "@prefix person: <https://kg.example/id/person/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        'person:何雄 rdfs:label "何雄"@zh .\n\n'
        'person:周富强 rdfs:label "周富强"@zh .\n\n'
        'person:安伟 rdfs:label "安伟"@zh .\n'
    )
    assert render(result, "table").splitlines()[2] == "person:何雄    rdfs:label  何雄"
    assert json.loads(render(result, "json"))["head"]["vars"] == ["subject", "predicate", "object"]


@pytest.mark.parametrize("style", ["ttl", "nt"])
def test_rows_are_no_turtle(style: str) -> None:
    with pytest.raises(QueryError, match=f"expected a CONSTRUCT or DESCRIBE query for the format {style}"):
        render(ROWS, style)


def test_an_unknown_format() -> None:
    with pytest.raises(QueryError, match="expected one of the formats table, csv, tsv, json, xml, ttl, nt, got 'xls'"):
        render(ROWS, "xls")
    assert list(FORMATS) == ["table", "csv", "tsv", "json", "xml", "ttl", "nt"]
