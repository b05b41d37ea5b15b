"""What the service says of itself: SPARQL 1.1 Service Description, with the numbers of VoID."""

import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.query.asked import Ask
from kg.query.writing import GRAPHS, STYLES
from kg.serve.negotiation import best
from kg.serve.state import State, state_of

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_OFFERS = tuple((STYLES[style].partition(";")[0], style) for style in GRAPHS)
_COUNTS = (
    ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"),
    ("documents", "SELECT (COUNT(*) AS ?n) { ?d a <https://kg.example/ontology#Document> }"),
)


async def respond(request: Request) -> Response:
    """The description in the form that the client likes best."""
    style = best(request.headers.get("accept"), _OFFERS)
    if style is None:
        return PlainTextResponse(f"expected in Accept one of {', '.join(media for media, _ in _OFFERS)}\n", 406)
    endpoint = str(request.url.replace(query="", fragment=""))
    state = state_of(request)
    triples = "".join(_service(endpoint, update=state.settings.update)) + "".join(_dataset(endpoint, await _numbers(state)))
    answer = await state.pool.ask(Ask(f"CONSTRUCT {{ {triples} }} WHERE {{}}", style))
    return PlainTextResponse(f"{answer.message}\n", 503) if answer.error else Response(answer.body, media_type=STYLES[style])


def _service(endpoint: str, *, update: bool) -> Iterator[str]:
    service, dataset = f"<{endpoint}#service>", f"<{endpoint}#dataset>"
    yield f"{service} a <{_SD}Service> ; <{_SD}endpoint> <{endpoint}> ; <{_SD}defaultDataset> {dataset} . "
    languages = ("SPARQL11Query", *(("SPARQL11Update",) if update else ()))
    yield from (f"{service} <{_SD}supportedLanguage> <{_SD}{language}> . " for language in languages)
    yield from (f"{service} <{_SD}resultFormat> <http://www.w3.org/ns/formats/{name}> . " for name in _FORMATS)


def _dataset(endpoint: str, numbers: dict[str, int]) -> Iterator[str]:
    dataset, graph = f"<{endpoint}#dataset>", f"<{endpoint}#graph>"
    yield f"{dataset} a <{_SD}Dataset>, <{_VOID}Dataset> ; <{_SD}defaultGraph> {graph} ; <{_VOID}sparqlEndpoint> <{endpoint}> . "
    yield f"{graph} a <{_SD}Graph>, <{_VOID}Dataset> ; <{_VOID}vocabulary> <https://kg.example/ontology#> . "
    yield from (f"{graph} <{_VOID}{name}> {number} . " for name, number in numbers.items())


async def _numbers(state: State) -> dict[str, int]:
    """What there is to count; a number that takes too long is left out."""
    answers = [(name, await state.pool.ask(Ask(text))) for name, text in _COUNTS]
    return {name: _number(answer.body) for name, answer in answers if not answer.error}


def _number(body: bytes) -> int:
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])
