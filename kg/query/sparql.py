"""As much of SPARQL's grammar as it takes to see what a query asks for, and to set the values of its parameters.

Words inside literals, IRIs and comments are no keywords: the text is cut into tokens first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.query.errors import QueryParameterError, QueryRefusedError

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*+)
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*+>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
               |"(?:[^"\\\n\r]|\\[^\n\r])*+" | '(?:[^'\\\n\r]|\\[^\n\r])*+')
    |(?P<variable>[?$]\w++)
    |(?P<number>\d[\d.]*+(?:[eE][+-]?\d++)?+)
    |(?P<word>[^\W\d][\w\-]*+(?:\.[\w\-]++)*+(?P<colon>:(?:[\w\-.:%]|\\.)*+)?+)
    |(?P<space>\s++)
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: its kind ("word", "iri", "string", …), its text, and where it begins."""

    kind: str
    text: str
    begin: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, blanks and comments left out; text that is no SPARQL comes as tokens of single characters."""
    for match in _TOKEN.finditer(query):
        kind = "word" if match["word"] is not None else match.lastgroup or "other"
        if kind not in {"space", "comment"}:
            yield Token(kind, match[0], match.start())


def check(query: str) -> str:
    """The form of a query that only reads: "SELECT", "ASK", "CONSTRUCT" or "DESCRIBE"; ``QueryRefusedError`` for anything else.

    A friendlier message than the engine's, no wall: that is the read-only store and the process the query runs in.
    """
    found = list(tokens(query))
    _check_alone(found)
    return _form(found)


def check_update(update: str) -> None:
    """``QueryRefusedError`` for an update that would reach out to another server or to a file."""
    found = list(tokens(update))
    _check_alone(found)
    if any(token.kind == "word" and token.text.upper() == "LOAD" for token in found):
        message = "LOAD reads from another server, which is not allowed here: send the data with INSERT DATA"
        raise QueryRefusedError(message)


def _check_alone(found: list[Token]) -> None:
    if any(token.kind == "word" and token.text.partition(":")[0].upper() == "SERVICE" for token in found):
        message = "SERVICE asks another server, which is not allowed here: query the store alone, or load the other data into it"
        raise QueryRefusedError(message)


def _form(found: list[Token]) -> str:
    """The first keyword behind the declarations of prefixes and base."""
    words = (t.text.upper() for t in found if t.kind == "word" and ":" not in t.text)
    first = next((word for word in words if word not in {"PREFIX", "BASE", "VERSION"}), "")
    if first in _FORMS:
        return first
    if first in _UPDATES:
        message = f"{first} would change the store, queries only read: use 'kg build' and 'kg remove' to change it"
        raise QueryRefusedError(message)
    message = f"expected SELECT, ASK, CONSTRUCT or DESCRIBE, got {first or 'no query'}: 'kg query' alone lists the named queries"
    raise QueryRefusedError(message)


def slots(query: str) -> dict[str, list[tuple[int, int]]]:
    """Where values can be set: the stretches between the braces of each ``VALUES ?name { … }``, by name."""
    found: dict[str, list[tuple[int, int]]] = {}
    row = list(tokens(query))
    for place in range(len(row) - 3):
        keyword, variable, opening = row[place : place + 3]
        if (keyword.kind, keyword.text.upper(), variable.kind, opening.text) == ("word", "VALUES", "variable", "{"):
            closing = next((t for t in row[place + 3 :] if t.text == "}"), opening)
            found.setdefault(variable.text[1:], []).append((opening.begin + 1, closing.begin))
    return found


def bind(query: str, values: Mapping[str, str | None]) -> str:
    """The query with each ``VALUES ?name { … }`` holding the given term, or UNDEF for None.

    The terms must be SPARQL terms as pyoxigraph writes them; ``QueryParameterError`` where the query has no such place.
    """
    places = slots(query)
    missing = sorted(set(values) - set(places))
    if missing:
        message = f"expected a line 'VALUES ?{missing[0]} {{ … }}' in the query, for its parameter {missing[0]}"
        raise QueryParameterError(message)
    edits = sorted(((begin, end, values[name]) for name in values for begin, end in places[name]), reverse=True)
    for begin, end, term in edits:
        query = f"{query[:begin]} {'UNDEF' if term is None else term} {query[end:]}"
    return query
