"""A server of one's own for a test: started as users start it, ended at the end."""

import contextlib
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TOKEN = "a-token-of-the-tests"  # noqa: S105 - no secret


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, {key.lower(): value for key, value in response.getheaders()}, response.read())


@contextlib.contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--token", TOKEN, *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().decode().split()[0])
        server = Server(address.port or 0, process)
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout:
            process.stdout.close()


def _wait(server: Server) -> None:
    for _ in range(200):
        with contextlib.suppress(ConnectionError):
            server.ask("/sparql", "HEAD")
            return
        time.sleep(0.1)
    message = "the server did not answer within 20 s"
    raise TimeoutError(message)
