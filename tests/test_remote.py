"""Stores on a server: the whole of what the commands do, on each kind of server; what goes wrong, in one line; what a crash leaves."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import servers
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import kg
from kg.store import (
    DocumentEntry,
    Store,
    StoreError,
    StoreLockedError,
    StoreMismatchError,
    StoreMissingError,
    StoreReadOnlyError,
    open_store,
)
from kg.store.remote import lease, terms
from kg.store.remote.address import Address, is_address
from kg.store.remote.address import parse as address_of
from kg.store.remote.client import Client, StoreServerError
from kg.store.remote.reader import Default

Run = Callable[..., tuple[int, str, str]]
DATA = Path(__file__).parent / "data" / "store"
SEEDS = Path(__file__).parent.parent / "seeds"
PAGES = [SEEDS / "000_c36a2a717d7a5639.txt", SEEDS / "002_bc13fae10a043080.txt"]


@pytest.fixture(scope="module", params=servers.KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if why := servers.missing(request.param):
        pytest.skip(why)
    with servers.running(request.param, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(autouse=True)
def nobody(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a test has no server of the module's, no user is set for one either; and nothing goes to the user's own cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if "server" not in request.fixturenames:
        monkeypatch.delenv("KG_SPARQL_USER", raising=False)
        monkeypatch.delenv("KG_SPARQL_PASSWORD", raising=False)


@pytest.fixture
def place(server: str) -> Iterator[str]:
    """The address of a server that holds nothing when the test begins."""
    yield server
    client = Client(address_of(server))
    with open_store(server, create=True) as store:
        graphs = store.engine.graphs()
    for graph in (*graphs, *terms.OWN):
        client.drop(graph)
    if "/sparql" not in server:
        client.drop("")
    client.close()


def sample(name: str) -> list[Quad]:
    graph = NamedNode(f"https://kg.example/id/graph/{name}.txt")
    return [Quad(q.subject, q.predicate, q.object, graph) for q in parse((DATA / f"{name}.ttl").read_bytes(), format=RdfFormat.TURTLE)]


def rows(store: Store, query: str) -> list[list[str]]:
    return [[term.value for term in row] for row in store.query(query)]  # type: ignore[union-attr]


def exported(store: str | Path, file: Path) -> bytes:
    with open_store(store, read_only=True) as opened:
        opened.export(file)
    return file.read_bytes()


# what the commands do


@pytest.mark.server
def test_the_commands_do_the_same_on_a_server_and_in_a_folder(place: str, tmp_path: Path, kg_command: Run) -> None:
    """Build, build again, ask, check, remove, build what is missing: the same words, the same bytes in every format."""
    folder = str(tmp_path / "store")
    pages = tmp_path / "pages"
    pages.mkdir()
    for path in PAGES:
        (pages / path.name).write_bytes(path.read_bytes())
    steps = [
        ("build", pages),
        ("build", pages),
        ("stats",),
        ("query", "busiest", "--format", "csv"),
        ("why", "第十六次"),
        ("check", "--no-shapes"),
        ("search", "防汛"),
        ("career", "何雄"),
        ("ask", "何雄参加了哪些会议"),
        ("viz", "-o", tmp_path / "picture.html"),
        ("remove", PAGES[0].name, "none.txt"),
        ("query", "documents", "--format", "json"),
        ("build", pages),
    ]
    for step in steps:
        here, there = (kg_command(*step, "--store", store) for store in (folder, place))
        assert [without_time(text).replace(place, folder) for text in there[1:]] == [without_time(text) for text in here[1:]], step
        assert there[0] == here[0]
    for ending in (".nq", ".ttl"):
        assert exported(place, tmp_path / f"there{ending}") == exported(folder, tmp_path / f"here{ending}")


def without_time(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("seconds") and "pages/s" not in line)


@pytest.mark.server
def test_a_store_is_restored_on_a_server_and_seen_by_rdflib(place: str, tmp_path: Path, kg_command: Run) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.put_documents([(DocumentEntry("a.txt", "aa"), sample("a")), (DocumentEntry("b.txt", "bb"), sample("b"))])
    before = exported(tmp_path / "store", tmp_path / "all.nq")
    assert kg_command("restore", tmp_path / "all.nq", "--store", place)[:2] == (0, f"{place}: 2 documents\n")
    assert exported(place, tmp_path / "again.nq") == before
    assert kg_command("restore", tmp_path / "all.nq", "--store", place)[2] == (
        f"kg: {place} holds 2 documents: restore into an empty store\n"
    )
    graph = kg.open(place)
    answer = graph.query("SELECT ?l { <https://kg.example/id/person/何雄> rdfs:label ?l }")
    assert [str(term) for row in answer.bindings for term in row.values()] == ["何雄"]
    described = graph.query("CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a kg:Person ; rdfs:label ?l }").graph
    assert described is not None
    assert len(described) == 3
    with pytest.raises(TypeError, match="hand the query over as a string"):
        graph.query(object())
    graph.close()


# graphs


@pytest.mark.server
def test_a_triple_of_two_documents_is_seen_once_and_stays_while_one_states_it(place: str) -> None:
    """何雄 is labelled by both pages."""
    label = "SELECT ?l { <https://kg.example/id/person/何雄> rdfs:label ?l }"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with open_store(place, create=True) as store:
        store.put_documents([(DocumentEntry("a.txt", "aa"), sample("a")), (DocumentEntry("b.txt", "bb"), sample("b"))])
        assert rows(store, label) == [["何雄"]]
        assert rows(store, count) == [[str(store.counts().triples)]]
        assert store.remove_document("a.txt")
        assert rows(store, label) == [["何雄"]]
        assert rows(store, count) == [[str(store.counts().triples)]]
        assert not store.remove_document("a.txt")
        assert store.remove_document("b.txt")
        assert rows(store, label) == []
        assert store.verify() == []


@pytest.mark.server
def test_graphs_can_be_named_in_a_query(place: str) -> None:
    """The store's own books are no part of what is asked, whatever the server's default graph is."""
    with open_store(place, create=True) as store:
        store.put_document(DocumentEntry("a.txt", "aa"), sample("a"))
        within = rows(store, "SELECT ?g { GRAPH ?g { ?d a kg:Document } FILTER(STRSTARTS(STR(?g), 'https://kg.example/id/')) }")
        assert within == [["https://kg.example/id/graph/a.txt"]]
        assert rows(store, "SELECT ?s { ?s <https://kg.example/store#format> ?o }") == []


@pytest.mark.server
def test_texts_come_back_as_they_were_put(place: str) -> None:
    """Quotes, backslashes, line feeds, tabs, rare characters, and a text longer than a page."""
    texts = ['"', "\\", "a\nb", "a\tb", "\r", "𠮷", "\u200b\ufeff", "’ “四个口袋”", "'", "\u0085", "长" * 20_000, "%41 &amp; <b>"]
    graph, subject = NamedNode("https://kg.example/id/graph/t.txt"), NamedNode("https://kg.example/id/x#char=1,2")
    quads = [Quad(subject, NamedNode("https://kg.example/ontology#quote"), Literal(text), graph) for text in texts]
    with open_store(place, create=True) as store:
        store.put_document(DocumentEntry("t.txt", "1"), quads)
        assert store.verify() == []
        assert sorted(row[0] for row in rows(store, "SELECT ?o { ?s kg:quote ?o }")) == sorted(texts)


@pytest.mark.server
def test_other_servers_are_not_asked(place: str) -> None:
    with open_store(place, create=True) as store:
        with pytest.raises(ValueError, match="SERVICE asks another server"):
            store.query("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
        assert not store.query("ASK { ?s <x:service> 'SERVICE' # SERVICE\n }")


# one writer, crashes


@pytest.mark.server
def test_one_writer_at_a_time_and_readers_beside_it(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "BEAT", 0.1)
    with open_store(place, create=True) as store:
        with pytest.raises(StoreLockedError, match="is in use, another process has it open"):
            open_store(place)
        with open_store(place, read_only=True) as reader:
            assert reader.count() == 0
            with pytest.raises(StoreReadOnlyError, match="opened for reading only"):
                reader.remove_document("a.txt")
        assert store.count() == 0


@pytest.mark.server
def test_a_writer_that_was_killed_is_outwaited(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that only slept, and comes back, writes no more."""
    monkeypatch.setattr(lease, "BEAT", 0.1)
    monkeypatch.setattr(lease, "PATIENCE", 0.3)
    client = Client(address_of(place))
    with open_store(place, create=True):
        pass
    client.add(terms.LEASE, terms.statement(f"{terms.LEASE}/dead", terms.BEAT, "3 process 1 on elsewhere"))
    with open_store(place) as store:
        terms.forget(client, terms.LEASE, terms.BEAT, [f"{terms.LEASE}/dead", *(m for m, _ in lease._marks(client))])  # noqa: SLF001
        time.sleep(0.5)
        with pytest.raises(StoreLockedError):
            store.put_document(DocumentEntry("a.txt", "aa"), sample("a"))
    client.close()


class CutShortError(Exception):
    """Stands for a crash."""


@pytest.mark.server
@pytest.mark.parametrize("requests", range(1, 12))
def test_a_crash_at_any_request_is_mended(place: str, monkeypatch: pytest.MonkeyPatch, requests: int) -> None:
    """A document is replaced and the program dies after so many requests: it is the old or the new one, or has to be read again."""
    monkeypatch.setattr(lease, "PATIENCE", 0.0)
    old, new = sample("a"), sample("a")[:20]
    with open_store(place, create=True) as store:
        store.put_documents([(DocumentEntry("a.txt", "old"), old), (DocumentEntry("b.txt", "bb"), sample("b"))])
        left, sent = [requests], Client._sent  # noqa: SLF001

        def cut_short(self: Client, *parts: str, writes: bool = False, **request: object) -> object:
            left[0] -= writes and threading.current_thread().name != "lease"
            if left[0] < 0:
                raise CutShortError
            return sent(self, *parts, writes=writes, **request)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Client, "_sent", cut_short)
            try:
                store.put_document(DocumentEntry("a.txt", "new"), new)
            except CutShortError:
                left[0] = 1000
    with open_store(place) as store:
        assert store.verify() == []
        there = {part.name: (part.sha256, part.quads) for part in store.documents()}
        assert there.pop("b.txt") == ("bb", len(set(sample("b"))))
        assert there in ({"a.txt": ("old", len(set(old)))}, {"a.txt": ("new", len(set(new)))}, {})
        store.put_document(DocumentEntry("a.txt", "new"), new)
        known = {str(q.triple) for q in store.quads()}
        assert int(rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0]) == len(known) == store.counts().triples


@pytest.mark.server
def test_a_build_that_is_killed_goes_on_where_it_was(tmp_path: Path, kg_command: Run) -> None:
    if why := servers.missing("oxigraph"):
        pytest.skip(why)
    pages = tmp_path / "pages.jsonl"
    text = PAGES[0].read_text(encoding="utf-8-sig").replace("\n", "\\n").replace('"', '\\"')
    pages.write_text("".join(f'{{"text": "{text}"}}\n' for _ in range(30)), encoding="utf-8")
    with servers.oxigraph() as place:
        build = [sys.executable, "-m", "kg", "build", str(pages), "--store"]
        slow = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        victim = subprocess.Popen([*build, place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=slow)
        time.sleep(2.5)
        victim.kill()
        victim.wait()
        assert kg_command("build", pages, "--store", place)[0] == 0
        assert kg_command("build", pages, "--store", tmp_path / "store")[0] == 0
        assert exported(place, tmp_path / "there.nq") == exported(tmp_path / "store", tmp_path / "here.nq")


# addresses


@pytest.mark.parametrize(
    ("text", "user", "query", "update", "graphs"),
    [
        ("sparql+http://h:7878", "", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("sparql+https://h/", "u", "https://h/query", "https://h/update", "https://h/store"),
        ("sparql+http://h:8890/sparql", "", "http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql-graph-crud"),
        ("sparql+http://h/a/sparql", "dba", "http://h/a/sparql", "http://h/a/sparql-auth", "http://h/a/sparql-graph-crud-auth"),
        ("sparql+http://h:3030/news/", "", "http://h:3030/news/query", "http://h:3030/news/update", "http://h:3030/news/data"),
        (
            "sparql+http://h/repositories/r",
            "",
            "http://h/repositories/r",
            "http://h/repositories/r/statements",
            "http://h/repositories/r/rdf-graphs/service",
        ),
        ("sparql+http://h/x?update=/y&graphs=http://g/z", "", "http://h/x/query", "http://h/y", "http://g/z"),
        ("sparql+http://[::1]:7878/", "", "http://[::1]:7878/query", "http://[::1]:7878/update", "http://[::1]:7878/store"),
    ],
)
def test_endpoints_follow_from_the_address(text: str, user: str, query: str, update: str, graphs: str) -> None:
    assert address_of(text, {"KG_SPARQL_USER": user}) == Address(text, query, update, graphs, user)


def test_who_asks_comes_from_the_environment() -> None:
    found = address_of("sparql+http://h/", {"KG_SPARQL_PASSWORD": "p", "KG_SPARQL_TOKEN": "t", "KG_SPARQL_TIMEOUT": "2.5"})
    assert (found.password, found.token, found.seconds) == ("p", "t", 2.5)
    assert "'p'" not in repr(found)
    assert "'t'" not in repr(found)


@pytest.mark.parametrize(
    ("text", "environment", "told"),
    [
        ("sparql+http://", {}, "expected sparql+http://HOST:PORT/…, got sparql+http://"),
        ("sparql+http://h:x/", {}, "expected sparql+http://HOST:PORT/…, got sparql+http://h:x/"),
        ("sparql+http://me:secret@h/", {}, "which come from KG_SPARQL_USER and KG_SPARQL_PASSWORD, got me:…@h"),
        ("sparql+http://h/?updat=/u", {}, "expected ?query=…, ?update=… or ?graphs=… behind the address of a server, got updat=…"),
        ("sparql+http://h/", {"KG_SPARQL_TIMEOUT": "soon"}, "expected a number of seconds in KG_SPARQL_TIMEOUT, got soon"),
        ("sparql+http://h/", {"KG_SPARQL_TIMEOUT": "-1"}, "expected a number of seconds in KG_SPARQL_TIMEOUT, got -1"),
    ],
)
def test_addresses_that_are_wrong(text: str, environment: dict[str, str], told: str) -> None:
    with pytest.raises(StoreMismatchError) as raised:
        address_of(text, environment)
    assert told in str(raised.value)
    assert "secret" not in str(raised.value)


def test_what_is_an_address() -> None:
    assert [is_address(text) for text in ("sparql+https://h/", "sparql", "http://h/", Path("kg-store"))] == [True, False, False, False]


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("SELECT * { ?s ?p ?o }", True),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", False),
        ("SELECT * FROM <x:g> { ?s ?p ?o }", False),
        ('SELECT ?graph { ?graph <x:from> \'graph\' # GRAPH\n ; a x:graph , """a "graph" from""" }', True),
    ],
)
def test_which_queries_are_given_a_default_graph(query: str, *, given: bool) -> None:
    assert Default("x:all", with_named=False).of(query) == (("x:all",) if given else ())
    assert Default("").of(query) == ()


# what goes wrong


class Answer(BaseHTTPRequestHandler):
    """A server that answers everything in one way."""

    status, kind, text = 200, "text/html", "<html>"
    extra: tuple[tuple[str, str], ...] = ()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        for name, value in (("Content-Type", self.kind), ("Content-Length", str(len(self.text))), *self.extra):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering() -> Iterator[Callable[..., str]]:
    running: list[HTTPServer] = []

    def start(status: int, kind: str = "text/plain", text: str = "", *extra: tuple[str, str]) -> str:
        handler = type("Given", (Answer,), {"status": status, "kind": kind, "text": text, "extra": extra})
        running.append(HTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"sparql+http://127.0.0.1:{running[-1].server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((200, "text/html", "<html>"), "/query is no SPARQL endpoint, it answers with a web page: name its endpoints"),
        ((404,), "/query is no SPARQL endpoint (HTTP 404)"),
        ((401,), "/query does not allow queries to people without a name (HTTP 401): set KG_SPARQL_USER"),
        ((400, "text/plain", "parse\nerror"), "/query failed (HTTP 400): parse error"),
        ((200, "application/sparql-results+json", "{}", ("X-SPARQL-MaxRows", "10")), "cuts answers off at 10 rows"),
    ],
)
def test_answers_that_are_none(answering: Callable[..., str], answer: tuple[object, ...], told: str) -> None:
    with pytest.raises(StoreServerError) as raised:
        open_store(answering(*answer), read_only=True)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_server_that_is_not_there(kg_command: Run) -> None:
    place = f"sparql+http://127.0.0.1:{servers.free_port()}/"
    code, out, err = kg_command("query", "documents", "--store", place)
    assert (code, out) == (2, "")
    assert err.startswith(f"kg: no server answers at {place.removeprefix('sparql+')}query (")
    assert err.endswith(f"start it, or correct the address in --store {place}\n")


def test_a_server_that_keeps_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setenv("KG_SPARQL_TIMEOUT", "0.2")
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(StoreError, match=r"gave no answer within 0\.2 s"):
        open_store(f"sparql+http://127.0.0.1:{silent.getsockname()[1]}/", read_only=True)


@pytest.mark.server
def test_a_store_that_is_not_there(place: str) -> None:
    for read_only in (True, False):
        with pytest.raises(StoreMissingError, match="no store in sparql"):
            open_store(place, read_only=read_only)


@pytest.mark.server
def test_other_data_is_left_alone() -> None:
    if why := servers.missing("oxigraph"):
        pytest.skip(why)
    with servers.oxigraph() as place:
        client = Client(address_of(place))
        client.add("", b"<x:a> <x:b> <x:c> .\n")
        with pytest.raises(StoreMismatchError, match="holds other data in its default graph"):
            open_store(place, create=True)
        assert client.graph("") == b"<x:a> <x:b> <x:c> .\n"
        assert client.graph(terms.LEDGER) == b""
        client.close()


@pytest.mark.server
def test_a_server_that_only_reads(tmp_path: Path) -> None:
    """Oxigraph has a way of its own to be started so; Virtuoso wants a user."""
    if why := servers.missing("virtuoso"):
        pytest.skip(why)
    with servers.virtuoso(tmp_path) as place:
        with pytest.raises(StoreServerError, match="does not allow updates to people without a name"):
            open_store(place, create=True)
        with servers.environment(KG_SPARQL_USER="dba", KG_SPARQL_PASSWORD="wrong"):  # noqa: S106, SIM117
            with pytest.raises(StoreServerError, match=r"does not accept the user dba with this secret \(HTTP 401\)"):
                open_store(place, create=True)
