"""The Reconciliation API on the seeds, as OpenRefine asks it."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from serving import Server, serving

import kg

SEEDS = Path(__file__).parents[1] / "seeds"
ID = "https://kg.example/id/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("reconcile") / "store"
    kg.build(SEEDS, store=store)
    with serving(store) as opened:
        yield opened


def ask(server: Server, **queries: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    body = urlencode({"queries": json.dumps(queries)}).encode()
    reply = server.ask("/reconcile", "POST", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert reply.status == 200, reply.text
    return {key: found["result"] for key, found in json.loads(reply.body).items()}


def test_the_manifest(server: Server) -> None:
    manifest = json.loads(server.ask("/reconcile").body)
    assert (manifest["versions"], manifest["identifierSpace"]) == (["0.2"], ID)
    assert [kind["id"] for kind in manifest["defaultTypes"]] == ["Person", "Organization", "Post", "Place", "Event"]


def test_an_exact_name_is_a_match(server: Server) -> None:
    found = ask(server, q0={"query": "何雄", "type": "Person", "limit": 3}, q1={"query": "安伟同志", "type": "Person"})
    assert found["q0"] == [
        {"id": f"{ID}person/何雄", "name": "何雄", "type": [{"id": "Person", "name": "人物 Person"}], "score": 100.0, "match": True}
    ]
    assert [(one["id"], one["match"]) for one in found["q1"]] == [(f"{ID}person/安伟", False)]


def test_nothing_near(server: Server) -> None:
    assert ask(server, q0={"query": "无此人", "type": "Person"}) == {"q0": []}


@pytest.mark.parametrize("queries", ["[1]", "{", '{"q0": {}}', '{"q0": {"query": 3}}', '{"q0": {"query": ""}}'])
def test_what_is_no_batch_is_said(server: Server, queries: str) -> None:
    reply = server.ask(f"/reconcile?queries={quote(queries)}")
    assert reply.status == 400
    assert json.loads(reply.body)["detail"].startswith("expected in queries a JSON object of queries, each with a text 'query'")


def test_the_view_of_a_candidate_leads_to_its_page(server: Server) -> None:
    reply = server.ask("/at?iri=" + quote(f"{ID}person/何雄"))
    assert (reply.status, reply.headers["location"]) == (303, "/id/person/" + quote("何雄"))
    assert server.ask("/at?iri=https://evil.example/").status == 404
