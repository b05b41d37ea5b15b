"""The values that a query's parameters may take in a store: for completion, and for "did you mean" where a value finds nothing."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.query.catalogue import NamedQuery, Parameter
from kg.query.nearness import suggestion

if TYPE_CHECKING:
    from kg.store import Store


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("values.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: MappingProxyType(table) for name, table in tomllib.loads(text).items()})


def kind(query: str, parameter: str) -> str:
    """What a parameter of a query names: "people", "events", …; "" where its values are free."""
    kinds = _tables()["parameters"]
    return kinds.get(f"{query}.{parameter}", kinds.get(parameter, ""))


def values(store: "Store", what: str) -> list[str]:
    """All values of a kind, sorted."""
    from pyoxigraph import QuerySolutions

    found = store.query(_tables()["values"][what])
    assert isinstance(found, QuerySolutions)  # noqa: S101 - for the type checker
    return sorted({row[0].value for row in found})


def unknown(store: "Store", query: NamedQuery, given: Mapping[str, str]) -> list[str]:
    """A line for each value that no name in the store has (or holds, where a part of it is enough), with what comes near."""
    return [line for p in query.parameters if p.name in given for line in _unknown(store, query, p, given[p.name])]


def _unknown(store: "Store", query: NamedQuery, parameter: Parameter, value: str) -> list[str]:
    what = kind(query.name, parameter.name)
    if not what or what == "days":
        return []
    known = values(store, what)
    if value in known or (parameter.type == "text" and any(value in name for name in known)):
        return []
    return [f"--{parameter.name}: {value!r} is none of the {len(known):,} {what} here{suggestion(value, known)}"]
