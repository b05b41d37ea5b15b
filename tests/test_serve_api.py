"""The REST API on the seeds: exact answers, what it refuses, and that its description tells the truth."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Server, serving

import kg
from kg.query import catalogue
from kg.serve import openapi
from kg.serve.api import addresses

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("api") / "store"
    kg.build(SEEDS, store=store)
    with serving(store) as opened:
        yield opened


def get(server: Server, path: str) -> tuple[int, dict[str, object]]:
    reply = server.ask(quote(path, safe="/?=&%"))
    return reply.status, json.loads(reply.body)


def test_people_by_part_of_a_name(server: Server) -> None:
    assert get(server, "/api/people?q=富强") == (
        200,
        {"items": [{"iri": "https://kg.example/id/person/周富强", "label": "周富强", "events": 6}], "cut": False},
    )


def test_events_by_day(server: Server) -> None:
    status, found = get(server, "/api/events?q=第十三次&from=2022-03-17&to=2022-03-17")
    assert status == 200
    assert [(row["label"], row["kind"], row["date"]) for row in found["items"]] == [  # type: ignore[attr-defined]
        ("省委新冠肺炎疫情防控工作第十三次专题会议", "Meeting", "2022-03-17")
    ]


def test_a_query_of_the_library(server: Server) -> None:
    status, found = get(server, "/api/query/attendees?meeting=第十三次&limit=1")
    assert (status, found["cut"]) == (200, True)
    assert found["items"] == [
        {"person": "楼阳生", "mode": "主持", "position": 1, "title": "省委书记"}
        | {"event": "省委新冠肺炎疫情防控工作第十三次专题会议", "date": "2022-03-17"}
    ]


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/query/atendees", 404, "there is no 'atendees': did you mean attendees"),
        ("/api/query/attendees", 400, "the query attendees needs --meeting"),
        ("/api/events?from=gestern", 400, "--from: expected a day such as 2022-04-25, got 'gestern'"),
        ("/api/people?limit=0", 400, "--limit: expected a whole number from 1 to 10000, got '0'"),
        ("/api/people?q=a&q=b", 400, "expected each parameter once, got one of them again"),
    ],
)
def test_what_is_wrong_is_said(server: Server, path: str, status: int, detail: str) -> None:
    found, body = get(server, path)
    assert (found, body["status"]) == (status, status)
    assert str(body["detail"]).startswith(detail)


def test_a_value_is_bound_and_never_becomes_a_part_of_the_query(server: Server) -> None:
    for text in ('"@zh } UNION { ?iri ?p ?o } #', "\\", '"""', "<script>", "}", "\x00"):
        assert get(server, f"/api/people?q={quote(text)}")[1].get("items", []) == []


def test_the_description_names_every_address(server: Server) -> None:
    status, found = get(server, "/openapi.json")
    wanted = {f"/api/{name}" for name in addresses()} | {f"/api/query/{name}" for name in catalogue.library()} | {"/api/query"}
    assert status == 200
    assert set(found["paths"]) == wanted  # type: ignore[call-overload]
    assert found == json.loads(json.dumps(openapi.document()))
