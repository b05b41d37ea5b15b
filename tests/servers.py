"""Real SPARQL servers on loopback, for the tests of stores on a server; each of them empty, and gone with the tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_PATIENCE = 180.0  # seconds until a server has to answer, on a busy machine
_USER = "dba"  # of a new Virtuoso, and its password
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 60
CaseMode = 2
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def has_oxigraph() -> bool:
    return _oxigraph().is_file()


def has_virtuoso() -> bool:
    return shutil.which("virtuoso-t") is not None


@contextmanager
def oxigraph(folder: Path | None = None, *options: str, port: int = 0) -> Iterator[str]:
    """The address of an Oxigraph server: in memory, or in a folder."""
    port = port or free_port()
    place = ["--location", str(folder)] if folder else []
    with _running([str(_oxigraph()), "serve", "--bind", f"127.0.0.1:{port}", *place, *options], f"http://127.0.0.1:{port}/"):
        yield f"sparql+http://127.0.0.1:{port}/"


@contextmanager
def virtuoso(folder: Path, rows: int = 0) -> Iterator[str]:
    """The address of a Virtuoso server, whose user dba has the password dba; it cuts answers off at so many rows (0: at none)."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, rows=rows))
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", folder):
        yield f"sparql+http://127.0.0.1:{http}/sparql"


@contextmanager
def _running(command: list[str], url: str, folder: Path | None = None) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, url)
        yield
    finally:
        server.kill()
        server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, f"the server of {url} has ended with {server.returncode}"
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - on loopback
                return
        except (URLError, OSError):
            time.sleep(0.1)
    message = f"no server at {url}"
    raise TimeoutError(message)


def _oxigraph() -> Path:
    name = "oxigraph.exe" if os.name == "nt" else "oxigraph"
    return Path(sys.executable).with_name(name)


KINDS = ("oxigraph", "oxigraph-union", "virtuoso")  # of the second the default graph is the union of all, as Virtuoso's is


def missing(kind: str) -> str:
    """Why a kind of server cannot be started here; "" where it can."""
    if kind == "virtuoso":
        return "" if has_virtuoso() else "Virtuoso is not installed: apt-get install virtuoso-opensource"
    return "" if has_oxigraph() else "oxigraph is not installed: pip install oxigraph"


@contextmanager
def running(kind: str, folder: Path) -> Iterator[str]:
    """The address of a server of that kind, to which this process may write."""
    with ExitStack() as stack:
        if kind == "virtuoso":
            stack.enter_context(environment(KG_SPARQL_USER=_USER, KG_SPARQL_PASSWORD=_USER))
            yield stack.enter_context(virtuoso(folder))
        else:
            yield stack.enter_context(oxigraph(None, *(["--union-default-graph"] if kind == "oxigraph-union" else [])))


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Variables of the environment, for a time."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield
