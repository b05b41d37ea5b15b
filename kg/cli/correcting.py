"""The command that corrects what the program took for true."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import DEFAULT_STORE, StoreOption, fail
from kg.terminal import complain, say

commands = typer.Typer()


@commands.command()
def correct(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="same, different, rename, not-a-person or drop.")],
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="People as printed, as 张伟~巩义市, or by IRI; drop: IRI of a fact.")],
    *,
    document: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only in this document; may be given several times.")] = None,
    place: Annotated[str, typer.Option(metavar="NAME", help="Only for people of this place.")] = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Add a line to the store's corrections and keep to it from now on: who is the same, who is not, what is no person, what is wrong."""
    from kg.corrections import add, file_of
    from kg.pipeline import infer
    from kg.resolve.corrections import Correction, Kind
    from kg.store import open_store

    if kind not in list(Kind):
        fail(f"expected {', '.join(Kind)}, got {kind}")
    correction = Correction(Kind(kind), tuple(names), tuple(document or ()), place)
    with open_store(store) as opened:
        with opened.identities() as book:
            path = file_of(Path(opened.path), book)
        if not opened.near and path.parent == opened.path.parent:
            fail(f"there is no folder of {store} to keep corrections in: name a file first, with kg build PATH --corrections FILE")
        add(path, correction)
        left_over = infer(opened)
    say(f"{_short(path)}: {correction}")
    for line in left_over:
        complain(f"kg: {line}")


def _short(path: Path) -> Path:
    """A path as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
