"""The W3C's tests of the SPARQL 1.1 protocol and service description, run as their manifests say, against a served scratch store."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from serving import TOKEN, Reply, Server, serving

FOLDER = Path(__file__).parent / "data" / "w3c-sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
TABLES = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
TRUTHS = {"application/sparql-results+json", "application/sparql-results+xml"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}
FORMATS = {"boolean": TRUTHS, "tabular": TABLES, "RDF": TRIPLES}


def manifest(name: str) -> Graph:
    return Graph().parse(FOLDER / name / "manifest.ttl", publicID=(FOLDER / name).as_uri() + "/")


PROTOCOL = manifest("protocol")
TESTS = sorted(PROTOCOL.subjects(RDF.type, MF.ProtocolTest), key=str)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    import kg

    empty = tmp_path_factory.mktemp("w3c")
    (empty / "pages").mkdir()
    kg.build(empty / "pages", store=empty / "store")
    with serving(empty / "store", "--update") as opened:
        yield opened


def update(server: Server, text: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    assert server.ask("/sparql", "POST", text.encode(), headers).status == 204


def load(server: Server, test: Node) -> None:
    update(server, "DROP ALL")
    for data in PROTOCOL.objects(test, UT.graphData):
        file = FOLDER / "protocol" / str(PROTOCOL.value(data, UT.graph)).rsplit("/", 1)[1]
        graph = PROTOCOL.value(data, RDFS.label)
        update(server, f"INSERT DATA {{ GRAPH <{graph}> {{ {file.read_text(encoding='utf-8')} }} }}")


def value(node: Node, key: URIRef) -> str:
    return str(PROTOCOL.value(node, key))


def members(head: Node | None) -> list[Node]:
    return list(Collection(PROTOCOL, head)) if head is not None else []


def send(server: Server, request: Node) -> Reply:
    headers = {value(h, HT.fieldName): value(h, HT.fieldValue) for h in members(PROTOCOL.value(request, HT.headers))}
    body = PROTOCOL.value(request, HT.body)
    text = value(body, CNT.chars).encode(value(body, CNT.characterEncoding)) if body is not None else None
    path = value(request, HT.absolutePath)
    return server.ask(path, value(request, HT.methodName), text, headers | {"Authorization": f"Bearer {TOKEN}"})


def check(reply: Reply, expected: Node) -> None:
    statuses = {str(status)[-3] for status in PROTOCOL.objects(expected, MF.expectedStatus)}  # the 2 of StatusCode2xx
    assert str(reply.status)[0] in statuses, reply.text
    form = PROTOCOL.value(expected, MF.expectedFormat)
    if form is not None:
        assert reply.media in FORMATS[str(form)]
    truth = PROTOCOL.value(expected, MF.expectedBoolean)
    if truth is not None:
        assert json.loads(reply.body)["boolean"] is truth.toPython()  # type: ignore[attr-defined]


@pytest.mark.parametrize("test", TESTS, ids=[str(test).partition("#")[2] for test in TESTS])
def test_protocol(server: Server, test: Node) -> None:
    load(server, test)
    requests = members(PROTOCOL.value(PROTOCOL.value(test, MF.action), HT.requests))
    assert requests
    for request in requests:
        expected = PROTOCOL.value(request, HT.resp)
        assert expected is not None
        check(send(server, request), expected)


def test_every_test_of_the_manifest_is_run() -> None:
    entries = PROTOCOL.value(predicate=RDF.type, object=MF.Manifest)
    assert len(TESTS) == len(members(PROTOCOL.value(entries, MF.entries))) == 34


# service description


def description(server: Server, accept: str) -> tuple[Reply, Graph]:
    reply = server.ask("/sparql", headers={"Accept": accept})
    form = RdfFormat.from_media_type(reply.media)
    assert form is not None
    lines = [f"{quad.triple} .\n" for quad in parse(reply.body, format=form)]
    return reply, Graph().parse(data="".join(lines), format="nt")


@pytest.mark.parametrize("accept", sorted(TRIPLES))
def test_get_on_the_endpoint_returns_rdf(server: Server, accept: str) -> None:
    reply, graph = description(server, accept)
    assert (reply.status, reply.media) == (200, accept)
    assert len(graph) > 5


def test_the_description_has_a_matching_endpoint(server: Server) -> None:
    endpoint = URIRef(f"http://127.0.0.1:{server.port}/sparql")
    assert list(description(server, "text/turtle")[1].subjects(SD.endpoint, endpoint))


def test_the_description_conforms_to_its_schema(server: Server) -> None:
    """Every class and property has the types that https://www.w3.org/TR/sparql11-service-description/ gives it."""
    graph = description(server, "text/turtle")[1]
    (service,) = graph.subjects(RDF.type, SD.Service)
    (dataset,) = graph.objects(service, SD.defaultDataset)
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (dataset, RDF.type, SD.Dataset) in graph
    assert (default, RDF.type, SD.Graph) in graph
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert all(isinstance(form, URIRef) for form in graph.objects(service, SD.resultFormat))


def test_both_manifests_are_there() -> None:
    assert len(list(manifest("service-description").subjects(RDF.type, MF.ServiceDescriptionTest))) == 3
