"""The server: uvicorn with the limits that strangers make necessary."""

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.app import application
from kg.serve.state import Settings

PATIENCE = 8.0  # seconds in which the head of a request, and then its body, has to be here
_TICK = 1.0


class PatientProtocol(H11Protocol):
    """Closes a connection on which a request does not come to its end in time; uvicorn itself waits for ever."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as in asyncio
        """Start the clock."""
        super().connection_made(transport)
        self._seen: tuple[object, object] = (None, None)
        self._since = self.loop.time()
        self._clock = self.loop.call_later(_TICK, self._look)

    def _look(self) -> None:
        """Close where the same part of the same request has been awaited for too long."""
        now, seen = self.loop.time(), (self.cycle, self.conn.their_state)
        if seen != self._seen:
            self._seen, self._since = seen, now
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY} and now - self._since >= PATIENCE:
            self.transport.close()
        elif not self.transport.is_closing():
            self._clock = self.loop.call_later(_TICK, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._clock.cancel()
        super().connection_lost(exc)


def free_port(host: str) -> int:
    """A port at which nobody listens."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def serve(settings: Settings, *, quiet: bool = True) -> None:
    """Serve until interrupted."""
    config = uvicorn.Config(
        application(settings),
        host=settings.host,
        port=settings.port,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        access_log=not quiet,
        log_level="warning" if quiet else "info",
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64 * 1024,
    )
    asyncio.run(uvicorn.Server(config).serve())
