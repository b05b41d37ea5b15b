"""Commands that write what is to be looked at or read elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import DEFAULT_STORE, NOTHING, REFUSED, OutletOption, PublishedOption, StoreOption, day_of, defaults_of, fail, pages_of
from kg.terminal import complain_of, say

commands = typer.Typer()


@commands.command()
def viz(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="HTML file to write.")],
    *,
    person: Annotated[str, typer.Option(metavar="NAME", help="Only meetings and directives of this person (part of a name).")] = "",
    meeting: Annotated[str, typer.Option(metavar="NAME", help="Only this meeting (part of its name).")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only meetings from this day on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only meetings up to this day.")] = "",
    organizations: Annotated[bool, typer.Option("--organizations", help="Draw organizations too.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw people, meetings and directives as one interactive HTML file."""
    from kg.show import overview, picture
    from kg.show.choosing import Choice
    from kg.store import open_store

    choice = Choice(person, meeting, day_of(since, "--since"), day_of(until, "--until"), organizations)
    with open_store(store, read_only=True) as opened:
        if not (person or meeting or organizations):
            found = overview.write(opened, output, choice)
            left_out = f"; {found.left_out} people left out" if found.left_out else ""
            say(f"{output}: {len(found.people)} people, {len(found.ties)} ties{left_out}")
            return
        chosen = picture.write(opened, output, choice)
    left = sum(chosen.left_out.values())
    say(f"{output}: {len(chosen.kinds)} nodes, {len(chosen.links)} edges" + (f"; {left} nodes left out" if left else ""))


@commands.command()
def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="File to write: .ttl .nt .nq .trig .jsonld .rdf")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph to a file, in the format of its ending."""
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        opened.export(output)
        say(f"{output}: {opened.counts().triples:,} triples")


@commands.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of pages.")],
    *,
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the page with everything marked as HTML.")] = None,
    published: PublishedOption = "",
    outlet: OutletOption = "",
) -> None:
    """Show what is recognised where on a page, and which rule decided."""
    from kg.pipeline import page_facts
    from kg.show import explain as pages

    read, refused = pages_of(file, defaults_of(published, outlet))
    complain_of(refused)
    if not read:
        raise typer.Exit(NOTHING)
    if html and len(read) > 1:
        fail(f"{file} holds {len(read)} pages; --html writes one, so give a file with one page")
    if html:
        html.write_bytes(pages.as_html(page_facts(read[0])).encode())
        say(str(html))
    else:
        say("\n".join(pages.as_text(page_facts(page)) for page in read), end="")
    if refused:
        raise typer.Exit(REFUSED)
