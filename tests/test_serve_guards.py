"""What the endpoint refuses, and that nothing a stranger sends holds up or harms anybody else."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import TOKEN, Server, serving

import kg

SEEDS = Path(__file__).parents[1] / "seeds"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
GOOD = "SELECT ?e { ?p rdfs:label '何雄'@zh ; kg:attended ?e }"


def sparql(query: str, **parameters: str) -> str:
    return "/sparql?" + "&".join(f"{name}={quote(text)}" for name, text in {"query": query, **parameters}.items())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("guards") / "store"
    kg.build(SEEDS, store=store)
    with serving(store, "--seconds", "1", "--rows", "50") as opened:
        yield opened


def test_another_host_name_is_misdirected(server: Server) -> None:
    reply = server.ask(sparql("ASK {}"), headers={"Host": "evil.example"})
    assert reply.status == 421
    assert reply.text == "expected one of the hosts 127.0.0.1, [::1], localhost, got evil.example: see kg serve --name\n"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "LOCALHOST:1"])
def test_names_of_the_loopback_are_served(server: Server, host: str) -> None:
    assert server.ask(sparql("ASK {}"), headers={"Host": host}).status == 200


def test_a_form_of_another_site_is_refused_and_one_of_our_own_is_not(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert server.ask("/sparql", "POST", b"ASK {}", headers | {"Origin": "https://evil.example"}).status == 403
    assert server.ask("/sparql", "POST", b"ASK {}", headers | {"Origin": "null"}).status == 403
    assert server.ask("/sparql", "POST", b"ASK {}", headers | {"Origin": f"http://127.0.0.1:{server.port}"}).status == 200


def test_no_other_site_may_read_an_answer(server: Server) -> None:
    reply = server.ask(sparql("ASK {}"), headers={"Origin": "https://evil.example"})
    assert (reply.status, "access-control-allow-origin" in reply.headers) == (200, False)


def test_a_long_body_is_refused_whether_its_length_is_told_or_not(server: Server) -> None:
    long = b"# " + b"x" * (2 << 20)
    headers = {"Content-Type": "application/sparql-query"}
    assert server.ask("/sparql", "POST", b"", headers | {"Content-Length": str(len(long))}).status == 413
    with socket.create_connection(("127.0.0.1", server.port), 10) as raw:
        raw.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        try:
            raw.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (len(long), long))
        except ConnectionError:  # it may stop listening before all is sent
            return
        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


def test_what_nobody_can_give_is_not_acceptable(server: Server) -> None:
    assert server.ask(sparql("ASK {}"), headers={"Accept": "image/png"}).status == 406
    assert server.ask(sparql("ASK {}", format="pdf")).status == 406


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
        ("application/*;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_form_that_is_liked_best(server: Server, accept: str, media: str) -> None:
    assert server.ask(sparql(GOOD), headers={"Accept": accept}).media == media


def test_an_answer_that_was_cut_never_looks_whole(server: Server) -> None:
    whole = server.ask(sparql("SELECT ?s { ?s a kg:Document }"))
    cut = server.ask(sparql("SELECT ?s { ?s ?p ?o }"))
    assert (whole.status, "yaowen-cut" in whole.headers) == (200, False)
    assert (cut.status, cut.headers["yaowen-cut"]) == (206, "there are more rows than the limit allows")
    assert len(json.loads(cut.body)["results"]["bindings"]) == 50


def test_an_endless_query_is_stopped_and_a_good_one_beside_it_is_answered_at_once(server: Server) -> None:
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), 10) as raw:
        raw.sendall(f"GET {sparql(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        time.sleep(0.3)
        asked = time.monotonic()
        assert server.ask(sparql(GOOD)).status == 200
        assert time.monotonic() - asked < 0.6
        assert raw.recv(20).startswith(b"HTTP/1.1 504")
    assert 1 <= time.monotonic() - begin < 2.5


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 200),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", 400),
        ("SELECT * { ?s ?p ", 400),
        ("ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", 507),
    ],
)
def test_hostile_queries_get_an_answer_and_the_next_one_is_served(server: Server, query: str, status: int) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    reply = server.ask("/sparql", "POST", query.encode(), headers)
    assert reply.status == status, reply.text
    assert "Traceback" not in reply.text
    assert server.ask(sparql(GOOD)).status == 200


def test_a_file_named_in_from_is_not_read(server: Server) -> None:
    reply = server.ask(sparql("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"))
    assert json.loads(reply.body)["results"]["bindings"] == []


def test_nothing_can_be_changed_even_with_the_token(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    reply = server.ask("/sparql", "POST", b"CLEAR ALL", headers)
    assert (reply.status, reply.text.split(":")[0]) == (403, "this endpoint is read-only")


def test_a_connection_that_never_asks_is_closed(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 12) as raw:
        raw.sendall(b"GET /sparql HTTP/1.1\r\nHost: local")
        begin = time.monotonic()
        assert raw.recv(100) == b""
        assert time.monotonic() - begin < 10


def test_every_answer_forbids_what_a_page_does_not_need(server: Server) -> None:
    for reply in (server.ask("/sparql"), server.ask("/nowhere"), server.ask("/", headers={"Host": "evil.example"})):
        assert reply.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "server" not in reply.headers


def test_a_build_beside_the_server_is_seen_when_it_ends(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    first, second, *_ = sorted(SEEDS.iterdir())
    count = "SELECT (COUNT(*) AS ?n) { ?d a kg:Document }"
    (pages / first.name).write_bytes(first.read_bytes())
    kg.build(pages, store=tmp_path / "store")
    with serving(tmp_path / "store") as server:
        assert server.ask(sparql(count, format="csv")).text.split() == ["n", "1"]
        (pages / second.name).write_bytes(second.read_bytes())
        kg.build(pages, store=tmp_path / "store")  # is not kept out
        for _ in range(100):
            if server.ask(sparql(count, format="csv")).text.split() == ["n", "2"]:
                break
            time.sleep(0.2)
        else:
            pytest.fail("the server did not turn to the new state within 20 s")
        assert "<b>2</b>" in server.ask("/", headers={"Accept": "text/html"}).text
        assert len(list((tmp_path / "store" / "served").iterdir())) == 1
    assert not (tmp_path / "store" / "served").exists()
