"""What every request has to pass, and every response carries, whatever it asks for.

The order: the host it names, the token, the page it comes from, the size of its body. What they keep out: names bound to this machine by
others (DNS rebinding), pages of other sites that send forms here, bodies without end.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.state import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_YASGUI = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # the one style element that the editor makes
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_YASGUI}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[bytes, bytes] = MappingProxyType(
    {
        b"content-security-policy": POLICY.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
        b"x-frame-options": b"DENY",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
        b"cache-control": b"no-cache",
        b"vary": b"Accept",
    }
)


class Guards:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Around an application."""
        self._app, self._settings = app, settings
        self._hosts = LOOPBACK | {settings.host.lower(), *(name.lower() for name in settings.names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it pass, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        told = _with_headers(send)
        refusal = self._refusal(scope["method"], headers, [key for key, _ in scope["headers"]].count(b"host"))
        if refusal:
            await _say(told, *refusal)
            return
        await self._app(scope, _limited(receive, self._settings.body), told)

    def _refusal(self, method: str, headers: Mapping[str, str], hosts: int) -> tuple[int, str] | None:
        host = _name(headers.get("host", ""))
        if hosts != 1 or host not in self._hosts:
            return 421, f"expected one of the hosts {', '.join(sorted(self._hosts))}, got {host or 'none'}: see kg serve --name"
        if self._settings.guarded and not _known(headers.get("authorization", ""), self._settings.token):
            return 401, "expected the token that kg serve has printed: as Bearer token, or as password of any user"
        origin = headers.get("origin")
        if origin is not None and method not in _SAFE and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            return 403, f"expected a request from this server's own pages, got one from {origin}"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.body:
            return 413, _too_long(self._settings.body)
        return None


def _too_long(limit: int) -> str:
    return f"expected at most {limit:,} bytes, got more: ask for less in one request"


def _name(host: str) -> str:
    """The host without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()


def _known(authorization: str, token: str) -> bool:
    """Whether the token is there, as Bearer token or as the password of Basic authentication, which browsers ask for by themselves."""
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif kind.lower() != "bearer":
        return False
    return hmac.compare_digest(given.encode(), token.encode())


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {key.lower() for key, _ in message["headers"]}
            message["headers"] = [*message["headers"], *((key, value) for key, value in HEADERS.items() if key not in given)]
        await send(message)

    return sent


def _limited(receive: Receive, limit: int) -> Receive:
    """Receives no more than so many bytes."""
    read = 0

    async def received() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise HTTPException(413, _too_long(limit))
        return message

    return received


async def _say(send: Send, status: int, text: str) -> None:
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    if status == 401:  # noqa: PLR2004 - Unauthorized
        headers.append((b"www-authenticate", b'Basic realm="yaowen", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
