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
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="network, graph, timeline, offices or matrix; default: network, or graph of what is named.")
    ] = "",
    person: Annotated[str, typer.Option(metavar="NAME", help="Only meetings, directives, offices of this person (part of a name).")] = "",
    meeting: Annotated[str, typer.Option(metavar="NAME", help="Only this meeting (part of its name).")] = "",
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="NAME NAME", help="Two people, and the meetings at which both were.")
    ] = None,
    concept: Annotated[str, typer.Option(metavar="NAME", help="Only directives that use this policy formula (part of it).")] = "",
    series: Annotated[str, typer.Option(metavar="NAME", help="With --kind matrix: this series (part of its name).")] = "",
    office: Annotated[str, typer.Option(metavar="TITLE", help="With --kind offices: only this office (part of its title).")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only meetings from this day on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only meetings up to this day.")] = "",
    organizations: Annotated[bool, typer.Option("--organizations", help="Draw organizations too.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw the graph as one HTML file: who is seen with whom; a person or a meeting; meetings, offices, attendance over time."""
    from kg.show import pictures
    from kg.show.choosing import Choice
    from kg.store import open_store

    one, other = between or (person, "")
    choice = Choice(one, meeting, day_of(since, "--since"), day_of(until, "--until"), organizations, other, concept)
    named = one or meeting or organizations or concept
    asked = pictures.Asked(kind or ("graph" if named else "network"), choice, series, office)
    if asked.kind not in pictures.KINDS:
        message = f"expected one of {', '.join(pictures.KINDS)}, got {kind!r}"
        raise typer.BadParameter(message, param_hint="--kind")
    with open_store(store, read_only=True) as opened:
        say(f"{output}: {pictures.KINDS[asked.kind](opened, output, asked)}")


@commands.command()
def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="File to write: .ttl .nt .nq .trig .jsonld .rdf .graphml .gexf .csv")
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph to a file, in the format of its ending; or the network of people, for Gephi and spreadsheets."""
    from kg.show import gephi
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        if output.suffix.lower() in gephi.FORMATS:
            found = gephi.write(opened, output)
            say(f"{output}: {len(found.people):,} people, {len(found.ties):,} ties")
            return
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
