"""Exports and the rdflib view: the same triples for every reader, the same bytes on every run."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.graph.iris import Iris
from kg.graph.plain import label
from kg.store import DocumentEntry, Store, StoreMismatchError, open_store
from kg.store.turtle import turtle

DATA = Path(__file__).parent / "data" / "store"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
FORMATS = {
    ".ttl": (RdfFormat.TURTLE, "turtle"),
    ".nt": (RdfFormat.N_TRIPLES, "nt"),
    ".nq": (RdfFormat.N_QUADS, "nquads"),
    ".trig": (RdfFormat.TRIG, "trig"),
    ".jsonld": (RdfFormat.JSON_LD, "json-ld"),
    ".rdf": (RdfFormat.RDF_XML, "xml"),
    ".xml": (RdfFormat.RDF_XML, "xml"),
}
# names that a writer may stumble over: marks that Turtle escapes in local names, a dot at the end, a percent sign, another plane
NAMES = ("何(雄)", "a,b", "x.", "50%25", "𠮷野家", "-", "a~b!c'd", "市委、市政府")


def sample(name: str) -> list[Quad]:
    graph = NamedNode(f"https://kg.example/id/graph/{name}.txt")
    return [Quad(q.subject, q.predicate, q.object, graph) for q in parse((DATA / f"{name}.ttl").read_bytes(), format=RdfFormat.TURTLE)]


def hard() -> Iterator[Quad]:
    graph = NamedNode("https://kg.example/id/graph/hard.txt")
    for name in NAMES:
        yield Quad(NamedNode(f"https://kg.example/id/person/{name}"), LABEL, Literal(name, language="zh"), graph)
    for text in ('a"b', "a\\b", "a\nb\tc\r", "\u2028\x85", "<&>", "'''", '"""', "@zh", "  "):
        yield Quad(NamedNode("https://kg.example/id/person/x"), LABEL, Literal(text, language="zh"), graph)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        opened.put_documents(
            [
                (DocumentEntry("a.txt", "aa"), sample("a")),
                (DocumentEntry("b.txt", "bb"), sample("b")),
                (DocumentEntry("hard.txt", "hh"), hard()),
            ]
        )
        yield opened


def triples(store: Store) -> set[tuple[str, str, str]]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in store.quads()}


@pytest.mark.parametrize("ending", FORMATS)
def test_oxigraph_reads_back_the_same_triples(store: Store, tmp_path: Path, ending: str) -> None:
    store.export(tmp_path / f"all{ending}")
    back = list(parse((tmp_path / f"all{ending}").read_bytes(), format=FORMATS[ending][0]))
    assert {(str(q.subject), str(q.predicate), str(q.object)) for q in back} == triples(store)


@pytest.mark.filterwarnings("ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated")  # rdflib's readers warn of rdflib
@pytest.mark.parametrize("ending", FORMATS)
def test_rdflib_reads_back_the_same_triples(store: Store, tmp_path: Path, ending: str) -> None:
    store.export(tmp_path / f"all{ending}")
    wanted = set(Graph().parse(data="\n".join(" ".join(t) + " ." for t in triples(store)), format="nt"))
    if ending in {".nq", ".trig"}:
        found = {(s, p, o) for s, p, o, _ in Dataset().parse(tmp_path / f"all{ending}", format=FORMATS[ending][1]).quads()}
    else:
        found = set(Graph().parse(tmp_path / f"all{ending}", format=FORMATS[ending][1]))
    assert found == wanted


@pytest.mark.parametrize("ending", [".nq", ".trig"])
def test_datasets_keep_the_graphs(store: Store, tmp_path: Path, ending: str) -> None:
    store.export(tmp_path / f"all{ending}")
    back = parse((tmp_path / f"all{ending}").read_bytes(), format=FORMATS[ending][0])
    assert sorted(map(str, back)) == sorted(map(str, store.quads()))


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".jsonld", ".rdf"])
def test_graphs_hold_each_triple_once(store: Store, tmp_path: Path, ending: str) -> None:
    store.export(tmp_path / f"all{ending}")
    back = list(parse((tmp_path / f"all{ending}").read_bytes(), format=FORMATS[ending][0]))
    assert len(back) == len(triples(store))
    assert {q.graph_name for q in back} == {DefaultGraph()}


_AGAIN = "import sys; from kg.store import open_store; open_store(sys.argv[1], read_only=True).export(sys.argv[2])"


def test_another_process_and_another_order_write_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for ending in FORMATS:
        store.export(tmp_path / f"one{ending}")
    with open_store(tmp_path / "other", create=True) as other:
        for name, quads in (("hard.txt", list(hard())), ("b.txt", sample("b")[::-1]), ("a.txt", sample("a")[::-1])):
            other.put_document(DocumentEntry(name, "x"), quads)
    for ending in FORMATS:
        subprocess.run([sys.executable, "-c", _AGAIN, str(tmp_path / "other"), str(tmp_path / f"two{ending}")], check=True)
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes(), ending


def test_turtle_reads_well(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.put_document(DocumentEntry("a.txt", "aa"), sample("a"))
        store.export(tmp_path / "all.ttl")
    text = (tmp_path / "all.ttl").read_text(encoding="utf-8")
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix kg: <https://kg.example/ontology#> ." in prefixes
    assert "@prefix person: <https://kg.example/id/person/> ." in prefixes
    assert not any(line.startswith("@prefix sh:") for line in prefixes)  # not in use
    assert (
        "\n\nperson:何雄 a kg:Person ;\n"
        '    rdfs:label "何雄"@zh ;\n'
        "    kg:attended <https://kg.example/id/event/a.txt/1/e1> ;\n"
        "    kg:satInOn <https://kg.example/id/event/a.txt/1/e1> .\n\n"
    ) in text


def test_control_characters_become_a_mark_in_xml_alone(tmp_path: Path) -> None:
    quad = Quad(
        NamedNode("https://kg.example/id/person/x"), LABEL, Literal("a\x0cb", language="zh"), NamedNode("https://kg.example/id/graph/a")
    )
    with open_store(tmp_path / "store", create=True) as store:
        store.put_document(DocumentEntry("a", "1"), [quad])
        store.export(tmp_path / "all.rdf")
        store.export(tmp_path / "all.ttl")
    assert '<rdfs:label xml:lang="zh">a\ufffdb</rdfs:label>' in (tmp_path / "all.rdf").read_text(encoding="utf-8")
    assert quad.triple in {q.triple for q in parse((tmp_path / "all.ttl").read_bytes(), format=RdfFormat.TURTLE)}


def test_an_opened_file_takes_the_format_by_name(store: Store, tmp_path: Path) -> None:
    out = io.BytesIO()
    store.export(out, ".TTL")
    store.export(tmp_path / "all.ttl")
    assert out.getvalue() == (tmp_path / "all.ttl").read_bytes()


@pytest.mark.parametrize("name", ["graph.doc", "graph"])
def test_an_unknown_ending_leaves_no_file(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreMismatchError, match=r"expected a file that ends in one of \.ttl \.nt"):
        store.export(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_file_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        store.export(tmp_path / "none" / "all.ttl")


@given(st.lists(st.text(min_size=1).filter(label), min_size=1))
def test_any_name_is_read_back(names: list[str]) -> None:
    """Abbreviated or not, the name of an entity is the same for both readers."""
    iris = [NamedNode(Iris().person(name)) for name in names]
    lines = sorted({f"{iri} {LABEL} {Literal(iri.value, language='zh')} .\n".encode() for iri in iris})
    text = turtle(lines, {"person": "https://kg.example/id/person/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"})
    assert {q.subject for q in parse(text, format=RdfFormat.TURTLE)} == set(iris)
    assert {str(s) for s in Graph().parse(data=text.decode(), format="turtle").subjects()} == {iri.value for iri in iris}


@pytest.mark.parametrize(
    ("line", "turtle_line"),
    [
        (b'<https://x/s> <https://x/p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', "x:s x:p 7 .\n"),
        (b'<https://x/s> <https://x/p> "7 "^^<http://www.w3.org/2001/XMLSchema#integer> .\n', 'x:s x:p "7 "^^xsd:integer .\n'),
        (b'<https://x/s> <https://x/p> "2022-04-25"^^<http://www.w3.org/2001/XMLSchema#date> .\n', 'x:s x:p "2022-04-25"^^xsd:date .\n'),
        (b'<https://x/s> <https://x/p> "a\\"^^<b>" .\n', 'x:s x:p "a\\"^^<b>" .\n'),
        (b"<https://x/s> <https://x/p> <https://x/a.> .\n", "x:s x:p <https://x/a.> .\n"),
        (b"<https://x/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://x/C> .\n", "x:s a x:C .\n"),
    ],
)
def test_terms_are_written_short_where_that_is_safe(line: bytes, turtle_line: str) -> None:
    text = turtle([line], {"x": "https://x/", "xsd": "http://www.w3.org/2001/XMLSchema#"}).decode()
    assert text.split("\n\n", 1)[1] == turtle_line


# rdflib


def test_rdflib_sees_each_triple_once_with_prefixes(store: Store) -> None:
    view = store.dataset()
    found = {(s.n3(), p.n3(), o.n3()) for s, p, o in view.triples((None, None, None))}
    assert len(view) == len(found) == len(triples(store))
    assert view.namespace_manager.expand_curie("person:何雄") == URIRef("https://kg.example/id/person/何雄")
    assert view.namespace_manager.expand_curie("kg:Person") == URIRef("https://kg.example/ontology#Person")


def test_rdflib_reads_one_documents_graph(store: Store) -> None:
    graph = store.dataset().graph(URIRef("https://kg.example/id/graph/a.txt"))
    assert len(graph) == len(sample("a"))


def test_strings_are_answered_by_oxigraph_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Falling back to rdflib's own engine would be a hundred times slower, and silent."""

    def fallen(*_: object) -> None:
        pytest.fail("rdflib evaluates the query itself")

    monkeypatch.setattr("rdflib.plugins.sparql.processor.evalQuery", fallen)
    view = store.dataset()
    query = "SELECT ?l { person:何雄 rdfs:label ?l }"
    assert [str(row[0]) for row in view.query(query)] == ["何雄"]  # type: ignore[index]
    assert bool(view.query("ASK { ?m kg:seriesNumber 16 }"))
    with pytest.raises(TypeError, match="hand the query over as a string"):
        view.query(prepareQuery("SELECT ?s { ?s ?p ?o }"))


def test_closing_the_view_closes_the_store(tmp_path: Path, store: Store) -> None:
    store.dataset().close()
    open_store(tmp_path / "store").close()


def test_the_view_of_a_reader_cannot_write(tmp_path: Path, store: Store) -> None:
    store.close()
    with open_store(tmp_path / "store", read_only=True) as reader:
        view = reader.dataset()
        before = len(view)
        with pytest.raises(RuntimeError):
            view.add((URIRef("https://x.example/"), URIRef("https://x.example/"), URIRef("https://x.example/")))
        assert len(view) == before
