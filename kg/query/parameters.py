"""Values that people give, checked by type and made into terms by pyoxigraph: bound, never pasted into a query."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from kg.query.catalogue import NamedQuery, Parameter
from kg.query.errors import QueryParameterError
from kg.query.nearness import suggestion

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_XSD = "http://www.w3.org/2001/XMLSchema#"


def terms(query: NamedQuery, given: Mapping[str, str]) -> dict[str, str | None]:
    """The term of each parameter of a query as SPARQL text, None for one that is left out; ``QueryParameterError`` says what is wrong."""
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            options = ", ".join(f"--{each}" for each in known) or "none"
            message = f"the query {query.name} has no parameter --{name}{suggestion(name, known)} (it has: {options})"
            raise QueryParameterError(message)
    return {p.name: _term(query, p, given.get(p.name, p.default)) for p in query.parameters}


def number(value: str, name: str, least: int, most: int) -> int:
    """A whole number between two; ``QueryParameterError`` for anything else."""
    if _INTEGER.fullmatch(value) and least <= int(value) <= most:
        return int(value)
    message = f"--{name}: expected a whole number from {least} to {most}, got {value!r}"
    raise QueryParameterError(message)


def whole(query: NamedQuery, given: Mapping[str, str], name: str) -> int:
    """The number that an integer parameter has, once ``terms`` has found nothing wrong."""
    default = next(p.default for p in query.parameters if p.name == name)
    return int(unicodedata.normalize("NFC", given.get(name, default or "").strip()))


def _term(query: NamedQuery, parameter: Parameter, value: str | None) -> str | None:
    if value is None:
        if parameter.required:
            message = f"the query {query.name} needs --{parameter.name} ({parameter.description}), as in: {query.example}"
            raise QueryParameterError(message)
        return None
    try:
        return TYPES[parameter.type](unicodedata.normalize("NFC", value.strip()))
    except ValueError as error:
        message = f"--{parameter.name}: expected {error}, got {value!r}"
        raise QueryParameterError(message) from error


def _text(value: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(_carried(value)))


def _person(value: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(_carried(value), language="zh"))


def _carried(value: str) -> str:
    """Text that RDF can hold at all."""
    if not value:
        message = "some text"
        raise ValueError(message)
    if any("\ud800" <= c <= "\udfff" for c in value):
        message = "text in valid Unicode"
        raise ValueError(message)
    return value


def _date(value: str) -> str:
    from pyoxigraph import Literal, NamedNode

    message = "a day such as 2022-04-25"
    if not _DATE.fullmatch(value):
        raise ValueError(message)
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(message) from error
    return str(Literal(value, datatype=NamedNode(f"{_XSD}date")))


def _integer(value: str) -> str:
    from pyoxigraph import Literal, NamedNode

    if not _INTEGER.fullmatch(value):
        message = "a whole number such as 3"
        raise ValueError(message)
    return str(Literal(str(int(value)), datatype=NamedNode(f"{_XSD}integer")))


def _iri(value: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return str(NamedNode(value.removeprefix("<").removesuffix(">")))
    except ValueError as error:
        message = "an absolute IRI such as https://kg.example/id/person/何雄"
        raise ValueError(message) from error


TYPES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"text": _text, "person": _person, "date": _date, "integer": _integer, "iri": _iri}
)
