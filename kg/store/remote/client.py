"""HTTP: one request a method, and what its failure means to people, in one line.

Every request may be sent twice: a graph is a set, so that nothing changes when a triple comes or goes again.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.store.errors import StoreError, StoreMismatchError
from kg.store.remote.address import Address

if TYPE_CHECKING:
    import httpx

JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"
_CONNECT = 10.0  # seconds until a server that is there has taken the call
_TRIES = 5
_PAUSE = 0.2  # seconds before the second try, twice as many before each further one
_PIECE = 2 * 2**20  # bytes of N-Triples that go into one request: servers limit them
_UNKNOWN_USER = 401
_REFUSED, _UNKNOWN = (_UNKNOWN_USER, 403), (404, 405, 501)


class StoreServerError(StoreError):
    """The server of a store did not do what it was asked; the message says why, and what helps."""


class Client:
    """A server, spoken with over connections that stay open."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._http = _connections(address)

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def query(self, text: str, default: Sequence[str] = (), kind: str = JSON) -> bytes:
        """The answer to a query; ``default`` are the IRIs of the graphs that make up its default graph (none: as the server has it)."""
        form = {"query": text, **({"default-graph-uri": list(default)} if default else {})}
        return self._sent("POST", self.address.query, data=form, headers={"Accept": kind}).content

    def update(self, text: str) -> None:
        """Run an update."""
        self._sent("POST", self.address.update, writes=True, data={"update": text})

    def graph(self, iri: str) -> bytes:
        """The lines of a graph in N-Triples, in any order; "" is the default graph."""
        response = self._sent("GET", self.address.graphs, missing=True, params=_graph(iri), headers={"Accept": NTRIPLES})
        return response.content if response.status_code != 404 else b""  # noqa: PLR2004 - as HTTP has it

    def put(self, iri: str, lines: bytes) -> None:
        """Make a graph hold just these lines; long ones come in pieces, so that it may be seen half filled."""
        first, *others = _pieces(lines)
        self._write("PUT", iri, first)
        for piece in others:
            self._write("POST", iri, piece)

    def add(self, iri: str, lines: bytes) -> None:
        """Add lines to a graph; "" is the default graph."""
        for piece in _pieces(lines):
            self._write("POST", iri, piece)

    def drop(self, iri: str) -> None:
        """Take a graph away, if it is there."""
        self._sent("DELETE", self.address.graphs, writes=True, missing=True, params=_graph(iri))

    def _write(self, method: str, iri: str, lines: bytes) -> None:
        self._sent(method, self.address.graphs, writes=True, params=_graph(iri), content=lines, headers={"Content-Type": NTRIPLES})

    def _sent(self, method: str, url: str, *, writes: bool = False, missing: bool = False, **request: Any) -> "httpx.Response":  # noqa: ANN401
        """The response; a server that is busy is asked again. ``missing``: that something is not there is an answer."""
        import httpx

        for left in reversed(range(_TRIES)):
            try:
                response = self._http.request(method, url, **request)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:  # hung up, mostly for having been idle
                if not left:
                    raise _unreachable(self.address, url, error) from error
            except httpx.HTTPError as error:
                raise _unreachable(self.address, url, error) from error
            else:
                if not (left and _is_busy(response)):
                    return _checked(self.address, response, writes=writes, missing=missing)
            time.sleep(_PAUSE * 2 ** (_TRIES - 1 - left))
        raise AssertionError(url)  # the last try returns or raises


def _connections(address: Address) -> "httpx.Client":
    try:
        import httpx
    except ImportError as error:
        message = f"{address.text} is on a server, and httpx is not installed: pip install 'yaowen[remote]'"
        raise StoreMismatchError(message) from error
    timeout = httpx.Timeout(address.seconds, connect=_CONNECT)
    return httpx.Client(timeout=timeout, auth=_login(address), follow_redirects=True)


def _login(address: Address) -> "httpx.Auth | None":
    """Who asks: a token, or user and password in the way the server wants to have them."""
    import httpx

    class Token(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            request.headers["Authorization"] = f"Bearer {address.token}"
            yield request

    class Password(httpx.Auth):
        """Digest, unless the server asks for Basic."""

        def __init__(self) -> None:
            self._digest = httpx.DigestAuth(address.user, address.password)
            self._basic = httpx.BasicAuth(address.user, address.password)
            self._wants_basic = False

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            if not self._wants_basic:
                flow = self._digest.auth_flow(request)
                response = yield next(flow)
                self._wants_basic = response.status_code == 401 and _offers_basic(response)  # noqa: PLR2004 - as HTTP has it
                if not self._wants_basic:
                    yield from _rest(flow, response)
                    return
            yield from self._basic.auth_flow(request)

    if address.token:
        return Token()
    return Password() if address.user else None


def _offers_basic(response: "httpx.Response") -> bool:
    offers = [offer.lower() for offer in response.headers.get_list("www-authenticate")]
    return any("basic" in offer for offer in offers) and not any("digest" in offer for offer in offers)


def _rest(
    flow: "Generator[httpx.Request, httpx.Response, None]", response: "httpx.Response"
) -> "Generator[httpx.Request, httpx.Response, None]":
    """What is left of a login after its first request was answered."""
    try:
        while True:
            response = yield flow.send(response)
    except StopIteration:
        return


def _graph(iri: str) -> dict[str, str]:
    return {"graph": iri} if iri else {"default": ""}


def _pieces(lines: bytes) -> Iterator[bytes]:
    """The lines in pieces of whole lines; one piece at least."""
    begin = 0
    while len(lines) - begin > _PIECE:
        end = lines.find(b"\n", begin + _PIECE) + 1 or len(lines)
        yield lines[begin:end]
        begin = end
    yield lines[begin:]


def _is_busy(response: "httpx.Response") -> bool:
    """Whether the same request may do in a moment; Virtuoso tells of two that wait for each other by the state 40001."""
    return response.status_code in (429, 503) or (response.status_code >= 500 and " 40001 " in response.text)  # noqa: PLR2004


def _checked(address: Address, response: "httpx.Response", *, writes: bool, missing: bool) -> "httpx.Response":
    status, url = response.status_code, str(response.url.copy_with(query=None))
    if status == 404 and missing:  # noqa: PLR2004 - as HTTP has it
        return response
    if status in _REFUSED or (status >= 500 and "No permission" in response.text):  # noqa: PLR2004
        raise _refused(address, url, status, writes=writes)
    if status in _UNKNOWN:
        what = "does not allow updates" if writes else "is no SPARQL endpoint"
        message = f"{url} {what} (HTTP {status}): start the server so that it does, or name its endpoints with ?query=…&update=…&graphs=…"
        raise StoreServerError(message)
    if not response.is_success:
        said = " ".join(response.text.split())[:300] or response.reason_phrase
        message = f"{url} failed (HTTP {status}): {said}"
        raise StoreServerError(message)
    return _whole(url, response)


def _whole(url: str, response: "httpx.Response") -> "httpx.Response":
    if "html" in response.headers.get("content-type", "") and response.request.headers["accept"] in {JSON, NTRIPLES}:
        message = f"{url} is no SPARQL endpoint, it answers with a web page: name its endpoints with ?query=…&update=…&graphs=…"
        raise StoreServerError(message)
    if limit := response.headers.get("x-sparql-maxrows"):
        message = f"{url} cuts answers off at {limit} rows: raise ResultSetMaxRows in virtuoso.ini, or ask for less"
        raise StoreServerError(message)
    return response


def _refused(address: Address, url: str, status: int, *, writes: bool) -> StoreServerError:
    who = f"the user {address.user}" if address.user else "the token" if address.token else ""
    what = "updates" if writes else "queries"
    known = status == _UNKNOWN_USER and who
    does = f"does not accept {who} with this secret" if known else f"does not allow {what} to {who or 'people without a name'}"
    return StoreServerError(f"{url} {does} (HTTP {status}): set KG_SPARQL_USER and KG_SPARQL_PASSWORD, or KG_SPARQL_TOKEN")


def _unreachable(address: Address, url: str, error: "httpx.HTTPError") -> StoreServerError:
    import httpx

    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return StoreServerError(f"{url} gave no answer within {address.seconds:g} s: ask for less, or raise KG_SPARQL_TIMEOUT")
    why = " ".join(str(error).split()) or type(error).__name__
    return StoreServerError(f"no server answers at {url} ({why}): start it, or correct the address in --store {address.text}")
