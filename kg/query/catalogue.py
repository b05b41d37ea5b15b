"""The named queries: files ``queries/NAME.rq``, each a plain SPARQL query that runs as it is on any server.

Comments at its head say what it answers::

    # title: Attendees of a meeting
    # question zh: 谁参加了某次会议？
    # question en: Who took part in a meeting?
    # group: meetings
    # param meeting text required: part of the meeting's name
    # param from date optional: not before this day
    # param least integer = 2: how often at least
    # table: pairs
    # example: kg query attendees --meeting 第十三次

``table`` is for a query whose answer an embedded store keeps ready (``kg.store.tables``); its only parameter is then ``least``.
A parameter stands in the query as ``VALUES ?meeting { "第十三次" }``, or ``VALUES ?from { UNDEF }`` where it may be left out: there its
value is set. Types are in ``kg.query.parameters``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from kg.query.errors import QueryError, QueryUnknownError
from kg.query.nearness import suggestion

_PARAM = re.compile(r"param (?P<name>[a-z]++) (?P<type>[a-z]++) (?:(?P<how>required|optional)|= (?P<default>\S++))")
NOTHING: Mapping[str, str] = MappingProxyType({})  # no parameters given
GROUPS = ("meetings", "people", "offices", "directives", "formulas", "evidence", "documents", "quality")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query."""

    name: str
    type: str  # "text", "date", "integer", "person", "iri"
    description: str
    required: bool
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library."""

    name: str
    title: str
    question_zh: str
    question_en: str
    group: str
    example: str
    parameters: tuple[Parameter, ...]
    text: str
    table: str = ""


def folder() -> Path:
    """Where the queries lie: in the installed package, or at the top of a checkout."""
    inside = Path(__file__).resolve().parents[1] / "queries"
    return inside if inside.is_dir() else inside.parent.parent / "queries"


def library(where: Path | None = None) -> dict[str, NamedQuery]:
    """All named queries by name, in the order of their groups and names; ``QueryError`` names a file with an incomplete head."""
    found = [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted((where or folder()).glob("*.rq"))]
    return {query.name: query for query in sorted(found, key=lambda q: (GROUPS.index(q.group), q.name))}


def find(name: str, where: Path | None = None) -> NamedQuery:
    """The query of that name; ``QueryUnknownError`` suggests the nearest ones."""
    known = library(where)
    if name in known:
        return known[name]
    message = f"there is no query {name!r}{suggestion(name, known)}; 'kg query' alone lists all {len(known)}"
    raise QueryUnknownError(message)


def without(query: NamedQuery, name: str) -> NamedQuery:
    """The query as if it had no parameter of that name."""
    return replace(query, parameters=tuple(p for p in query.parameters if p.name != name))


def parse(name: str, text: str) -> NamedQuery:
    """A query file, read from its text."""
    head = dict(_head(text))
    parameters = tuple(_parameter(name, key, value) for key, value in head.items() if key.startswith("param "))
    try:
        told = (head["title"], head["question zh"], head["question en"], head["group"], head["example"])
        query = NamedQuery(name, *told, parameters, text, head.get("table", ""))
    except KeyError as error:
        message = f"queries/{name}.rq: expected a line '# {error.args[0]}: …' at its head, found none"
        raise QueryError(message) from error
    if query.group not in GROUPS:
        message = f"queries/{name}.rq: expected as group one of {', '.join(GROUPS)}, got {query.group}"
        raise QueryError(message)
    return query


def _head(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        key, colon, value = line[1:].partition(": ")
        if colon:
            yield key.strip(), value.strip()


def _parameter(query: str, key: str, description: str) -> Parameter:
    match = _PARAM.fullmatch(key)
    if match is None:
        message = f"queries/{query}.rq: expected '# param NAME TYPE required|optional|= DEFAULT: description', got '# {key}: {description}'"
        raise QueryError(message)
    return Parameter(match["name"], match["type"], description, match["how"] == "required", match["default"])


def markdown(queries: Iterable[NamedQuery]) -> str:
    """The table of queries for the README."""
    rows = ["| query | answers | parameters |", "|---|---|---|"]
    rows += [f"| `{q.name}` | {q.question_en}<br>{q.question_zh}<br>`{q.example}` | {_parameters(q)} |" for q in queries]
    return "\n".join(rows) + "\n"


def _parameters(query: NamedQuery) -> str:
    return "<br>".join(f"`--{p.name}` {p.type}{_default(p)}: {p.description}" for p in query.parameters) or "none"


def _default(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f" (default {parameter.default})"
    return "" if parameter.required else " (optional)"
