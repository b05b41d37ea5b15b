"""Commands that answer questions about what a store holds."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import DEFAULT_STORE, JsonOption, ProcessesOption, SampleOption, SeedOption, StoreOption, end_with, fail, shown
from kg.terminal import complain, say, say_json, say_table

if TYPE_CHECKING:
    from kg.query import NamedQuery

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
    listed: Annotated[bool, typer.Option("--list", help="List the named queries by groups, as does no name.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask a named query with its parameters, a query file, or a query text."""
    from kg import query as queries
    from kg.query.output import WIDTH

    if listed or not words:
        _list(queries.library())
        return
    given = _parameters(words[1:])
    prepared = queries.prepare(words[0], given)
    result = queries.run(store, prepared, timeout)
    say(queries.render(result, style, width=None if full else WIDTH), end="")
    if given and not result.rows and words[0] in queries.library():
        _unknown_values(store, queries.library()[words[0]], given)


def _list(library: "Mapping[str, NamedQuery]") -> None:
    """The named queries by groups, their columns aligned over all of them."""
    width = max(map(len, library))
    for place, (group, queries) in enumerate(groupby(library.values(), key=lambda query: query.group)):
        say(f"{chr(10) if place else ''}{group}")
        for query in queries:
            say(f"  {query.name:{width}}  {query.question_en}  {query.question_zh}")


def _unknown_values(store: str, query: "NamedQuery", given: Mapping[str, str]) -> None:
    """Where nothing was found: whether a value is none that the store knows, and what comes near."""
    from kg.query.values import unknown
    from kg.store import StoreError, open_store

    with suppress(StoreError), open_store(store, read_only=True) as opened:  # another server's names are not at hand
        for line in unknown(opened, query, given):
            complain(f"kg: {line}")


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
    event: Annotated[str, typer.Argument(metavar="EVENT|PERSON", help="Part of an event's name, a person's full name, or an IRI.")],
    *,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Tell why an event has its date, with the reasons it rests on; of a person, why all that is one person's, and not a namesake's."""
    from dataclasses import asdict

    from kg.resolve.conclusions import conclude
    from kg.show.who import who
    from kg.show.why import as_text
    from kg.show.why import why as ask
    from kg.store import open_store

    with open_store(store, read_only=True) as opened, opened.clues() as book:
        found = ask(opened, conclude(book.lines(opened.documents())), event)
        people = who(opened, event)
    if not found and not people:
        fail(f"no event with {event!r} in its name, and nobody of that name; kg query meetings and kg search find them")
    if as_json:
        say_json([*map(asdict, people), *map(asdict, found)])
    else:
        say("\n".join(filter(None, (*map(str, people), as_text(found)))))


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
