"""Commands that answer questions about what a store holds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import DEFAULT_STORE, JsonOption, ProcessesOption, SampleOption, SeedOption, StoreOption, end_with, fail, shown
from kg.terminal import say, say_json, say_table

commands = typer.Typer()


@commands.command(context_settings={"ignore_unknown_options": True})
def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME [--PARAMETER VALUE]… | FILE.rq | 'SELECT …']", help="What to ask; nothing lists the named queries."),
    ] = None,
    *,
    style: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv, json, xml, ttl or nt.")] = "table",
    full: Annotated[bool, typer.Option("--full", help="Do not cut long cells of a table.")] = False,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Stop the query after so long.")] = 60.0,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask a named query with its parameters, a query file, or a query text."""
    from kg import query as queries
    from kg.query.output import WIDTH

    if not words:
        say_table([(name, named.title, named.question_zh) for name, named in queries.library().items()], numbers=False)
        return
    prepared = queries.prepare(words[0], _parameters(words[1:]))
    result = queries.run(store, prepared, timeout)
    say(queries.render(result, style, width=None if full else WIDTH), end="")


def _parameters(words: Sequence[str]) -> dict[str, str]:
    """Take --NAME VALUE and --NAME=VALUE apart."""
    given: dict[str, str] = {}
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if not name.startswith("--") or not (equals or left):
            message = f"expected --PARAMETER VALUE behind the query's name, got {' '.join((name, *left))}"
            raise typer.BadParameter(message, param_hint="query")
        given[name[2:]] = value if equals else left.pop(0)
    return given


@commands.command()
def why(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Part of an event's name, or its IRI.")],
    *,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Tell why an event has its date: the reasons in order, and those of the documents they rest on."""
    from dataclasses import asdict

    from kg.resolve.conclusions import conclude
    from kg.show.why import as_text
    from kg.show.why import why as ask
    from kg.store import open_store

    with open_store(store, read_only=True) as opened, opened.clues() as book:
        found = ask(opened, conclude(book.lines(opened.documents())), event)
    if not found:
        fail(f"no event with {event!r} in its name; kg query meetings lists them")
    if as_json:
        say_json([asdict(one) for one in found])
    else:
        say(as_text(found))


@commands.command()
def stats(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH…]", help="With --coverage: pages instead of those of the store.")
    ] = None,
    *,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Count the sentences that promise a fact and gave none, with the reason.")
    ] = False,
    sample: SampleOption = 5,
    seed: SeedOption = 1,
    processes: ProcessesOption = 0,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Count what the store holds, and list its documents; or what the rules left unread."""
    from dataclasses import asdict

    from kg.store import open_store

    if coverage:
        _coverage(paths or [], store, (sample, seed), processes, as_json=as_json)
        return
    if paths:
        message = "only --coverage takes paths"
        raise typer.BadParameter(message, param_hint="PATH")
    with open_store(store, read_only=True) as opened:
        counts, documents = asdict(opened.counts()), opened.documents()
    if as_json:
        listed = [{"name": d.name, "sha256": d.sha256, "source": d.source, "triples": d.quads} for d in documents]
        say_json(counts | {"listed": listed})
        return
    say_table([(name, shown(number)) for name, number in counts.items()])
    say()
    say_table([(d.name, f"{d.quads:,} triples") for d in documents])


def _coverage(paths: list[Path], store: str, sampling: tuple[int, int], processes: int, *, as_json: bool) -> None:
    from kg import reports
    from kg.store import open_store

    if paths:
        pages, refused = reports.read_pages(paths)
    else:
        with open_store(store, read_only=True) as opened:
            pages, refused = reports.read_documents(opened)
    ledger, failed = reports.corpus_coverage(pages, processes)
    if as_json:
        reports.show_coverage_json(ledger)
    else:
        reports.show_coverage(ledger, reports.Sampling(*sampling))
    end_with(refused + failed, read=len(pages))
