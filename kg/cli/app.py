"""The one ``app`` of the command line, the options that several commands share, and how a command ends."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg.terminal import complain, complain_of, say

if TYPE_CHECKING:
    from datetime import date

    from kg.metadata import Defaults
    from kg.model import Page, Refusal

REFUSED = 1
NOTHING = 2
INTERRUPTED = 130  # as shells have it

app = typer.Typer(
    name="kg",
    help="Yaowen 要闻: newspaper pages into a knowledge graph with evidence for every fact.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    str, typer.Option("--store", envvar="KG_STORE", metavar="DIR|URL", help="Folder of the store, or a server: sparql+http://HOST:PORT/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
PublishedOption = Annotated[str, typer.Option(metavar="DATE", help="Date of publication where none is known, as 2022-04-26.")]
OutletOption = Annotated[str, typer.Option(metavar="NAME", help="Newspaper or station where none is known.")]
SampleOption = Annotated[int, typer.Option(min=0, metavar="N", help="Show so many random ones, with their sentences.")]
SeedOption = Annotated[int, typer.Option(metavar="N", help="Which random ones: the same number gives the same ones.")]
ProcessesOption = Annotated[int, typer.Option(min=0, metavar="N", help="Processes that read pages; 0 is one for each processor.")]
DEFAULT_STORE = "kg-store"


def _version(*, wanted: bool) -> None:
    if wanted:
        from kg import __version__

        say(f"yaowen {__version__}")
        raise typer.Exit


@app.callback()
def _all_commands(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version  # handled by its callback


def defaults_of(published: str, outlet: str) -> "Defaults":
    """What is known of pages where nothing else tells; wrong usage where the date is none."""
    from kg.metadata import Defaults, parse_date

    try:
        return Defaults(parse_date(published) if published else None, outlet)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error


def day_of(text: str, option: str) -> "date | None":
    """The day an option gives, None for ""; wrong usage where it is none."""
    from kg.metadata import parse_date

    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def fail(message: str, code: int = NOTHING) -> NoReturn:
    """End the command with one line on standard error."""
    complain(f"kg: {message}")
    raise SystemExit(code)


def end_with(refused: "list[Refusal]", *, read: int) -> None:
    """Name what was refused, and end with the exit code that says so."""
    complain_of(refused)
    if not read:
        raise typer.Exit(NOTHING)
    if refused:
        raise typer.Exit(REFUSED)


def shown(number: float) -> str:
    """A number as people read it: 12,345."""
    return f"{number:,}"


def pages_of(path: Path, defaults: "Defaults") -> "tuple[list[Page], list[Refusal]]":
    """All pages of a file or folder, and what was refused."""
    from kg import sources
    from kg.model import Refusal

    found = list(sources.read([path], defaults))
    return [s.page for s in found if not isinstance(s, Refusal)], [r for r in found if isinstance(r, Refusal)]
