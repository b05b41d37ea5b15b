"""The address of a store on a server: ``sparql+http://HOST:PORT/…`` → the three endpoints, and who asks.

The endpoints follow from the path, as the servers lay them out:

=================  ==========================================  =========================================
path               servers                                     query, update, graphs
=================  ==========================================  =========================================
none               Oxigraph                                    ``/query``, ``/update``, ``/store``
``…/sparql``       Virtuoso (``-auth`` where a user is given)  ``/sparql``, ``/sparql[-auth]``,
                                                               ``/sparql-graph-crud[-auth]``
``/repositories/R``  RDF4J, GraphDB                            itself, ``/statements``, ``/rdf-graphs/service``
anything else      Fuseki                                      ``/query``, ``/update``, ``/data`` below it
=================  ==========================================  =========================================

``?query=…&update=…&graphs=…`` behind the path names any of them otherwise. User, password, token and time limit come from the environment
(``KG_SPARQL_USER``, ``KG_SPARQL_PASSWORD``, ``KG_SPARQL_TOKEN``, ``KG_SPARQL_TIMEOUT``), for an address is shown in lists of processes.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

from kg.store.errors import StoreMismatchError

_SCHEMES = ("sparql+http://", "sparql+https://")
_ENDPOINTS = ("query", "update", "graphs")
SECONDS = 600.0  # until the server must have answered one request


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and how to speak with it."""

    text: str  # as people gave it
    query: str  # URLs
    update: str
    graphs: str  # of the Graph Store Protocol
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    seconds: float = SECONDS


def is_address(place: str | Path) -> bool:
    """Whether this names a server, not a folder."""
    return str(place).startswith(_SCHEMES)


def parse(text: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Read an address. Raises ``StoreMismatchError`` for one that names no host, holds a password, or has an unknown part."""
    parts = urlsplit(text.removeprefix("sparql+"))
    try:
        host = parts.hostname and (parts.port or True)
    except ValueError:
        host = None
    if not host:
        expected = "sparql+http://HOST:PORT/…"
        raise _wrong(expected, text)
    if parts.username or parts.password:
        expected = "an address without user and password, which come from KG_SPARQL_USER and KG_SPARQL_PASSWORD"
        raise _wrong(expected, f"{parts.username}:…@{parts.hostname}")
    server, user = f"{parts.scheme}://{parts.netloc}", environment.get("KG_SPARQL_USER", "")
    found = dict(zip(_ENDPOINTS, _laid_out(parts.path.rstrip("/"), secured=bool(user)), strict=True)) | _named(parts.query)
    password, token = environment.get("KG_SPARQL_PASSWORD", ""), environment.get("KG_SPARQL_TOKEN", "")
    query, update, graphs = (urljoin(f"{server}/", found[name]) for name in _ENDPOINTS)
    return Address(text, query, update, graphs, user, password, token, _seconds(environment.get("KG_SPARQL_TIMEOUT", "")))


def _laid_out(path: str, *, secured: bool) -> tuple[str, str, str]:
    """The paths of the three endpoints."""
    if not path:
        return "/query", "/update", "/store"
    if path.endswith("/sparql"):
        suffix = "-auth" if secured else ""
        return path, f"{path}{suffix}", f"{path}-graph-crud{suffix}"
    if "/repositories/" in path:
        return path, f"{path}/statements", f"{path}/rdf-graphs/service"
    return f"{path}/query", f"{path}/update", f"{path}/data"


def _named(query: str) -> dict[str, str]:
    """Endpoints that the address names itself."""
    named = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
    for name in named:
        if name not in _ENDPOINTS:
            expected = "?query=…, ?update=… or ?graphs=… behind the address of a server"
            raise _wrong(expected, f"{name}=…")
    return named


def _seconds(text: str) -> float:
    try:
        seconds = float(text or SECONDS)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        expected = "a number of seconds in KG_SPARQL_TIMEOUT"
        raise _wrong(expected, text)
    return seconds


def _wrong(expected: str, got: str) -> StoreMismatchError:
    return StoreMismatchError(f"expected {expected}, got {got}")
