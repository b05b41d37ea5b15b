"""The command that searches texts for words."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import DEFAULT_STORE, JsonOption, StoreOption, day_of
from kg.terminal import complain, say, say_json

if TYPE_CHECKING:
    from kg.query.search import Hit

_AROUND = 36  # characters that are shown on either side of the first word
_PLAIN, _BOLD = ("【", "】"), ("\x1b[1m", "\x1b[0m")

commands = typer.Typer()


@commands.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD…", help="Words or pieces of words; all of them have to be in the text.")],
    *,
    person: Annotated[str, typer.Option(metavar="NAME", help="Only what this person said (part of a name).")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only from this day on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only up to this day.")] = "",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Show at most so many, the latest first.")] = 20,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Search statements, directives and headlines for words, two-character words included."""
    from dataclasses import asdict

    from kg.query.search import Wanted
    from kg.query.search import search as find
    from kg.store import open_store

    wanted = Wanted(tuple(words), person, day_of(since, "--since"), day_of(until, "--until"))
    with open_store(store, read_only=True) as opened:
        hits = find(opened, wanted)
    if as_json:
        say_json({"hits": [asdict(hit) for hit in hits[:limit]], "found": len(hits)})
    else:
        say("\n".join(_shown(hit) for hit in hits[:limit]), end="")
        complain(f"{min(limit, len(hits))} of {len(hits)} hits" + ("; --limit shows more" if len(hits) > limit else ""))


def _shown(hit: "Hit") -> str:
    """Three lines: when, who and where; the text around the first word, all words marked; the place in the document."""
    head = [hit.date or "no date", hit.who, hit.verb, f"[{hit.kind}]", hit.event if hit.event != hit.who else ""]
    return f"{'  '.join(_clean(part) for part in head if part)}\n    {_excerpt(hit)}\n    {_clean(hit.document)}:{hit.begin}-{hit.end}\n"


def _excerpt(hit: "Hit") -> str:
    first = hit.marks[0][0] if hit.marks else 0
    begin, end = max(first - _AROUND, 0), min(first + 2 * _AROUND, len(hit.text))
    before, behind = _BOLD if sys.stdout.isatty() else _PLAIN
    pieces, place = ["…" if begin else ""], begin
    for left, right in hit.marks:
        if place <= left and right <= end:
            pieces += [_clean(hit.text[place:left]), before, _clean(hit.text[left:right]), behind]
            place = right
    return "".join((*pieces, _clean(hit.text[place:end]), "…" if end < len(hit.text) else ""))


def _clean(text: str) -> str:
    """On one line, without characters that steer a terminal."""
    from kg.query.output import visible

    return visible(text)
