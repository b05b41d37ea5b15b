"""What all requests share: the settings of the server, and the pool that answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from starlette.requests import Request

from kg.serve.pages.reader import Reader
from kg.serve.pool import Limits, Pool, ScratchPool

MEGABYTE = 1 << 20


def _no_text(_source: str, _name: str, _sha256: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server was started."""

    store: str  # a folder
    base: str  # IRI below which the store's entities live
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()  # host names beside the loopback's by which it may be called
    token: str = ""  # needed for updates, and for everything where the host is not the loopback's
    guarded: bool = False  # whether everything needs the token
    update: bool = False  # a scratch copy that takes updates
    quads: Path | None = None  # what the scratch copy begins with, as N-Quads
    body: int = 2 * MEGABYTE  # bytes of a request
    limits: Limits = field(default_factory=Limits)
    texts: Callable[[str, str, str], str | None] = _no_text  # (source, document, sha256) → its raw text, where it can still be read


@dataclass(frozen=True, slots=True)
class State:
    """What a handler needs."""

    settings: Settings
    pool: Pool | ScratchPool
    reader: Reader


def state_of(request: Request) -> State:
    """The server's state."""
    return cast("State", request.app.state.yaowen)
