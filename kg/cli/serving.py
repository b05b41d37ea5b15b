"""The command that opens the store over HTTP."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import DEFAULT_STORE, StoreOption, fail
from kg.terminal import complain, say

commands = typer.Typer()


@commands.command()
def serve(
    *,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen at; others than the loopback need the token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port to listen at; 0: any that is free.")] = 8000,
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help="Host name by which it may be called, too.")] = None,
    token: Annotated[str, typer.Option(envvar="KG_TOKEN", metavar="TOKEN", help="Token to ask for; default: a new one each time.")] = "",
    update: Annotated[bool, typer.Option("--update", help="Serve a scratch copy in memory that takes updates with the token.")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Stop a query after so long.")] = 10.0,
    rows: Annotated[int, typer.Option(min=1, metavar="N", help="Rows of an answer at most.")] = 10_000,
    memory: Annotated[int, typer.Option(min=64, metavar="MB", help="Memory that a process for queries may take.")] = 1024,
) -> None:
    """Open the store over HTTP, read-only: SPARQL endpoint, REST API, pages. Ends with Ctrl-C."""
    from tempfile import TemporaryDirectory

    from kg.serve.guards import LOOPBACK
    from kg.serve.pool import Limits
    from kg.serve.running import free_port
    from kg.serve.running import serve as run
    from kg.serve.state import Settings
    from kg.sources import text_of
    from kg.store import open_store

    guarded = host not in LOOPBACK
    key = token or (secrets.token_urlsafe(18) if guarded or update else "")
    with TemporaryDirectory(prefix="yaowen-") as folder:
        quads = Path(folder) / "scratch.nq" if update else None
        with open_store(store, read_only=True) as opened:
            if not opened.near:
                fail(f"{store} is served by its server; kg serve opens a store in a folder: kg restore makes one of an export")
            base = opened.base
            if quads:
                opened.export(quads)
        limits = Limits(seconds=seconds, rows=rows, memory=memory << 20)
        settings = Settings(
            store, base, host, port or free_port(host), tuple(name or ()), key, guarded, update, quads, limits=limits, texts=text_of
        )
        _announce(settings.host, settings.port, key, guarded=guarded, update=update)
        run(settings)


def _announce(host: str, port: int, token: str, *, guarded: bool, update: bool) -> None:
    if guarded:
        complain(f"kg: WARNING: {host} can be reached from other machines; everything asks for the token, and nothing is encrypted")
    if token:
        complain(f"kg: the token is {token}")
    say(f"http://{host}:{port}/" + ("  (a scratch copy: updates are forgotten at the end)" if update else ""))
