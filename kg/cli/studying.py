"""Commands about what follows from many facts together: careers, roll-calls over time, directives passed down."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import DEFAULT_STORE, StoreOption, day_of, fail
from kg.terminal import say

if TYPE_CHECKING:
    from kg.objects.frames import Tabular

commands = typer.Typer()

FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv, json or xml.")]
FullOption = Annotated[bool, typer.Option("--full", help="Do not cut long cells of a table.")]


def show(found: "Tabular", style: str, *, full: bool) -> None:
    """Print a list in a format of the queries."""
    from kg import query as queries
    from kg.objects.frames import as_result
    from kg.query.output import WIDTH

    say(queries.render(as_result(found), style, width=None if full else WIDTH), end="")


@commands.command()
def career(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The full name, or an IRI.")],
    *,
    style: FormatOption = "table",
    full: FullOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the offices of a person: first and last report, and who was reported in each before and after."""
    import kg

    with kg.open(store) as graph:
        found = graph.career(person)
    if not found:
        fail(f"no office of {person} is reported; kg query meetings-of --person {person} lists where they were")
    show(found, style, full=full)


@commands.command()
def who(
    post: Annotated[str, typer.Argument(metavar="POST", help="An office, as 市长 or 郑州市市长.")],
    *,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day, as 2022-06-01; default: today.")] = "",
    of: Annotated[str, typer.Option("--of", metavar="PLACE", help="Only of this place, as 郑州市.")] = "",
    style: FormatOption = "table",
    full: FullOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Tell who held an office on a day: attested by a report of that day, between two reports, or unknown, with the nearest ones."""
    import kg
    from kg.query.nearness import suggestion

    day = day_of(on, "--on") or date.today()  # noqa: DTZ011 - the user's own day
    with kg.open(store) as graph:
        found = graph.who(post, day, of=of)
        if not found:
            near = suggestion(post, graph.posts())
            fail(f"nobody is reported as {of}{post} on a known day{near}; kg query offices --part {post} lists offices")
    show(found, style, full=full)


@commands.command()
def rollcall(
    series: Annotated[str, typer.Argument(metavar="SERIES", help="Part of the name of a series of meetings.")],
    *,
    notices: Annotated[
        bool, typer.Option("--notices", help="List who was expected and not reported, who is new, whose place changed.")
    ] = False,
    style: FormatOption = "table",
    full: FullOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the sessions of a series and which of their roll-calls look whole; with --notices what stands out against those before."""
    import kg

    with kg.open(store) as graph:
        sessions = graph.roll_calls(series)
        if not sessions:
            fail(f"no meeting with {series!r} in its name has a roll-call and a known day or number; kg query series lists numbered ones")
        show(graph.notices(series) if notices else sessions, style, full=full)


@commands.command()
def chain(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help="Part of the name of a speech, document or meeting.")] = "",
    *,
    every: Annotated[bool, typer.Option("--every", help="Steps on the same or an unknown level too.")] = False,
    style: FormatOption = "table",
    full: FullOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List who passes on a higher level's speech, document or meeting, after how many days, and the words that say so."""
    import kg

    with kg.open(store) as graph:
        found = graph.chains(source, every=every)
    if not found:
        more = "" if every else "; --every shows those on the same or an unknown level"
        fail(f"nobody is reported to pass on {source or 'anything named'}{more}")
    show(found, style, full=full)


@commands.command()
def formula(
    name: Annotated[str, typer.Argument(metavar="FORMULA", help="Part of a policy formula, as 四个口袋.")],
    *,
    style: FormatOption = "table",
    full: FullOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the uses of a policy formula from the first to the last: day, by whom, on which level."""
    import kg

    with kg.open(store) as graph:
        found = graph.formula(name)
    if not found:
        fail(f"no formula has {name!r} in it; kg query formulas lists those used most")
    show(found, style, full=full)
