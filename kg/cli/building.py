"""Commands that change a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import (
    DEFAULT_STORE,
    INTERRUPTED,
    NOTHING,
    REFUSED,
    JsonOption,
    OutletOption,
    PublishedOption,
    StoreOption,
    defaults_of,
    fail,
    shown,
)
from kg.terminal import Progress, complain, complain_of, say, say_json, say_table

if TYPE_CHECKING:
    from kg.model import BuildReport

commands = typer.Typer()


@commands.command()
def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files (.txt, .html, .jsonl, .jsonl.gz) and folders, or their addresses: s3://BUCKET/…"),
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    published: PublishedOption = "",
    outlet: OutletOption = "",
    base: Annotated[str, typer.Option(envvar="KG_BASE_IRI", metavar="IRI", help="IRI below which a new store's entities live.")] = "",
    processes: Annotated[int, typer.Option(min=0, metavar="N", help="Processes that read pages; 0: one for each core.")] = 0,
    corrections: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Corrections to keep to, now and later; default: corrections.toml beside the store.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(envvar="KG_SCHEDULER", metavar="URL", help="Have the workers of a Dask scheduler read: tcp://HOST:8786.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Read pages into the store; what has not changed since is left as it is, so a build that was cut short goes on where it was."""
    from contextlib import ExitStack

    from kg import cluster, crew, pipeline
    from kg.corrections import remember
    from kg.fetching import fetched, is_address
    from kg.store import open_store

    defaults = defaults_of(published, outlet)
    if not any(is_address(path) or Path(path).exists() for path in paths):
        fail(f"there is no {' and no '.join(map(str, paths))}")
    _check_base(base)
    progress = Progress()
    try:
        with ExitStack() as stack:
            workers = stack.enter_context(cluster.joined(scheduler)) if scheduler else None
            places = stack.enter_context(fetched(paths))
            opened = stack.enter_context(open_store(store, create=True, base=base or None))
            stack.enter_context(progress)
            for name in opened.mended:
                complain(f"{name}: was cut short by a crash and is read again")
            if corrections:
                remember(opened, corrections)
            report = pipeline.build(
                places.paths,
                opened,
                defaults,
                progress.page,
                processes=processes or crew.cores(),
                in_order=workers.in_order if workers else None,
                source=places.source,
            )
    except KeyboardInterrupt:
        fail(f"interrupted: what was read is in {store}, and the same command goes on from there", INTERRUPTED)
    complain_of(report.refused)
    for line in report.stale:
        complain(f"kg: {line}")
    if as_json:
        say_json(_numbers(report) | {"refused": [{"name": r.name, "reason": r.reason} for r in report.refused], "stale": report.stale})
    else:
        say_table([(name, shown(number)) for name, number in _numbers(report).items()])
    if not progress.read and not report.refused:
        complain(f"kg: no pages in {' and '.join(map(str, paths))}: expected .txt, .html, .jsonl or .jsonl.gz files")
    if not progress.read:
        raise typer.Exit(NOTHING)
    if report.refused:
        raise typer.Exit(REFUSED)


def _check_base(base: str) -> None:
    from kg.graph.iris import Iris

    try:
        if base:
            Iris(base)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--base") from error


def _numbers(report: "BuildReport") -> dict[str, int | float]:
    """Return the numbers of a build in the order in which they are shown."""
    names = ("documents", "unchanged", "replaced", "articles", "people", "events", "attendances", "statements", "offices", "triples")
    return {name: getattr(report, name) for name in names} | {"refused": len(report.refused), "seconds": round(report.seconds, 1)}


@commands.command()
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Documents by the names that `kg stats` lists.")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take documents and what only they state out of the store."""
    from kg.pipeline import infer
    from kg.store import open_store

    with open_store(store) as opened:
        removed = [name for name in dict.fromkeys(names) if opened.remove_document(name)]
        if removed:
            infer(opened)
    for name in removed:
        say(f"removed {name}")
    missing = [name for name in names if name not in removed]
    for name in missing:
        complain(f"kg: no document {name} in {store}; kg stats lists them")
    if missing:
        raise typer.Exit(REFUSED if removed else NOTHING)


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.nq", help="N-Quads that kg export wrote, .gz or not.")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make a new store from its N-Quads, which outlive this program; build the pages again to have what only they tell."""
    from kg.store.restore import restore as run

    say(f"{store}: {run(file, store):,} documents")
