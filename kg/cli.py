"""The command ``kg``: thin commands over the package, and the only code that prints.

Results go to standard output, progress and complaints to standard error. Exit codes: 0 done; 1 done, but some input was refused or a check
found something; 2 wrong usage or nothing done. What a command needs is imported when it runs, so that ``kg --help`` answers at once.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg.terminal import Progress, complain, complain_of, say, say_json, say_table

if TYPE_CHECKING:
    from datetime import date

    from kg.evaluate import Evaluation
    from kg.metadata import Defaults
    from kg.model import BuildReport, Page, Refusal

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

StoreOption = Annotated[Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
PublishedOption = Annotated[str, typer.Option(metavar="DATE", help="Date of publication where none is known, as 2022-04-26.")]
OutletOption = Annotated[str, typer.Option(metavar="NAME", help="Newspaper or station where none is known.")]
SampleOption = Annotated[int, typer.Option(min=0, metavar="N", help="Show so many random ones, with their sentences.")]
SeedOption = Annotated[int, typer.Option(metavar="N", help="Which random ones: the same number gives the same ones.")]
ProcessesOption = Annotated[int, typer.Option(min=0, metavar="N", help="Processes that read pages; 0 is one for each processor.")]
DEFAULT_STORE = Path("kg-store")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; errors that a user can mend are one line on standard error."""
    try:
        app(args=arguments)
    except Exception as error:
        if isinstance(error, _user_errors()):
            _fail(_one_line(error))
        raise
    raise SystemExit(0)


def _user_errors() -> tuple[type[Exception], ...]:
    from kg.bench import NoJiebaError
    from kg.crew import CrewError
    from kg.query import QueryError
    from kg.show.choosing import NothingToShowError
    from kg.store import StoreError
    from kg.text.decode import UnreadableError

    return StoreError, QueryError, NothingToShowError, UnreadableError, CrewError, NoJiebaError, OSError


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _fail(message: str, code: int = NOTHING) -> NoReturn:
    complain(f"kg: {message}")
    raise SystemExit(code)


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


# --- into the store ---


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files (.txt, .html, .jsonl, .jsonl.gz) and folders.")],
    *,
    store: StoreOption = DEFAULT_STORE,
    published: PublishedOption = "",
    outlet: OutletOption = "",
    base: Annotated[str, typer.Option(envvar="KG_BASE_IRI", metavar="IRI", help="IRI below which a new store's entities live.")] = "",
    processes: Annotated[int, typer.Option(min=0, metavar="N", help="Processes that read pages; 0: one for each core.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Read pages into the store; what has not changed since is left as it is, so a build that was cut short goes on where it was."""
    from kg import crew, pipeline
    from kg.store import open_store

    defaults = _defaults(published, outlet)
    if not any(path.exists() for path in paths):
        _fail(f"there is no {' and no '.join(map(str, paths))}")
    _check_base(base)
    progress = Progress()
    try:
        with open_store(store, create=True, base=base or None) as opened, progress:
            for name in opened.mended:
                complain(f"{name}: was cut short by a crash and is read again")
            report = pipeline.build(paths, opened, defaults, progress.page, processes=processes or crew.cores())
    except KeyboardInterrupt:
        _fail(f"interrupted: what was read is in {store}, and the same command goes on from there", INTERRUPTED)
    complain_of(report.refused)
    if as_json:
        say_json(_numbers(report) | {"refused": [{"name": r.name, "reason": r.reason} for r in report.refused]})
    else:
        say_table([(name, _shown(number)) for name, number in _numbers(report).items()])
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


def _defaults(published: str, outlet: str) -> "Defaults":
    from kg.metadata import Defaults, parse_date

    try:
        return Defaults(parse_date(published) if published else None, outlet)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error


def _numbers(report: "BuildReport") -> dict[str, int | float]:
    """Return the numbers of a build in the order in which they are shown."""
    names = ("documents", "unchanged", "replaced", "articles", "people", "events", "attendances", "statements", "offices", "triples")
    return {name: getattr(report, name) for name in names} | {"refused": len(report.refused), "seconds": round(report.seconds, 1)}


@app.command()
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


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.nq", help="N-Quads that kg export wrote, .gz or not.")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make a new store from its N-Quads, which outlive this program; build the pages again to have what only they tell."""
    from kg.store.restore import restore as run

    say(f"{store}: {run(file, store):,} documents")


# --- out of the store ---


@app.command(context_settings={"ignore_unknown_options": True})
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


@app.command()
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
    from kg.show import picture
    from kg.show.choosing import Choice
    from kg.store import open_store

    choice = Choice(person, meeting, _day(since, "--since"), _day(until, "--until"), organizations)
    with open_store(store, read_only=True) as opened:
        chosen = picture.write(opened, output, choice)
    left = sum(chosen.left_out.values())
    say(f"{output}: {len(chosen.kinds)} nodes, {len(chosen.links)} edges" + (f"; {left} nodes left out" if left else ""))


def _day(text: str, option: str) -> "date | None":
    from kg.metadata import parse_date

    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


@app.command()
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


@app.command()
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
    say_table([(name, _shown(number)) for name, number in counts.items()])
    say()
    say_table([(d.name, f"{d.quads:,} triples") for d in documents])


def _coverage(paths: list[Path], store: Path, sampling: tuple[int, int], processes: int, *, as_json: bool) -> None:
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
    _end_with(refused + failed, read=len(pages))


@app.command()
def check(
    *,
    store: StoreOption = DEFAULT_STORE,
    shapes: Annotated[
        bool, typer.Option("--shapes/--no-shapes", help="Validate against the SHACL shapes too (slow on large stores).")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Re-read every quote from its source file, and validate the graph."""
    from kg.check import check as run
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        report = run(opened, shapes=shapes)
    if as_json:
        say_json({"documents": report.documents, "passages": report.passages, "problems": report.problems})
    else:
        for problem in report.problems:
            say(problem)
        say(f"{report.documents} documents, {report.passages} quotes, {len(report.problems)} problems")
    if report.problems:
        raise typer.Exit(REFUSED)


@app.command()
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
    from kg.store import ClueBook, open_store

    with open_store(store, read_only=True) as opened, ClueBook(opened.path, read_only=True) as book:
        found = ask(opened, conclude(book.lines(opened.documents())), event)
    if not found:
        _fail(f"no event with {event!r} in its name; kg query meetings lists them")
    if as_json:
        say_json([asdict(one) for one in found])
    else:
        say(as_text(found))


# --- without a store ---


@app.command()
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

    read, refused = _read(file, _defaults(published, outlet))
    complain_of(refused)
    if not read:
        raise typer.Exit(NOTHING)
    if html and len(read) > 1:
        _fail(f"{file} holds {len(read)} pages; --html writes one, so give a file with one page")
    if html:
        html.write_bytes(pages.as_html(page_facts(read[0])).encode())
        say(str(html))
    else:
        say("\n".join(pages.as_text(page_facts(page)) for page in read), end="")
    if refused:
        raise typer.Exit(REFUSED)


def _read(path: Path, defaults: "Defaults") -> "tuple[list[Page], list[Refusal]]":
    from kg import sources
    from kg.model import Refusal

    found = list(sources.read([path], defaults))
    return [s.page for s in found if not isinstance(s, Refusal)], [r for r in found if isinstance(r, Refusal)]


@app.command()
def facts(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Files and folders of pages; with --compare the old and the new facts.")
    ],
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write instead of standard output.")] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="Only event, attendance, office, statement, concept or mention.")] = "",
    sample: SampleOption = 0,
    seed: SeedOption = 1,
    compare: Annotated[
        bool, typer.Option("--compare", help="Show what the new file of facts has gained and lost against the old.")
    ] = False,
    published: PublishedOption = "",
    outlet: OutletOption = "",
    processes: ProcessesOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Write all facts of pages as lines of JSON, show random ones to be judged, or compare two versions of the rules."""
    from kg import reports
    from kg.audit.facts import KINDS, to_line
    from kg.audit.samples import fact_lines

    if kind and kind not in KINDS:
        message = f"expected one of {', '.join(KINDS)}, got {kind!r}"
        raise typer.BadParameter(message, param_hint="--kind")
    if compare:
        _compare(paths, kind, (sample or 10, seed), as_json=as_json)
        return
    pages, refused = reports.read_pages(paths, _defaults(published, outlet))
    found, failed = reports.corpus_facts(pages, kind, processes)
    shown = reports.Sampling(sample, seed).of(found) if sample else found
    lines = fact_lines(shown) if sample and not as_json else map(to_line, shown)
    text = "".join(f"{line}\n" for line in lines)
    if output:
        output.write_bytes(text.encode())
        say(f"{output}: {len(shown):,} facts of {len(pages):,} pages")
    else:
        say(text, end="")
    _end_with(refused + failed, read=len(pages))


def _compare(paths: list[Path], kind: str, sampling: tuple[int, int], *, as_json: bool) -> None:
    from kg import reports
    from kg.audit.compare import compare

    try:
        old, new = (reports.facts_in_file(path, kind) for path in paths)
    except ValueError as error:
        message = str(error) if len(paths) == len(("old", "new")) else f"expected the old and the new file, got {len(paths)} paths"
        raise typer.BadParameter(message, param_hint="--compare") from error
    show = reports.show_comparison_json if as_json else reports.show_comparison
    show(compare(old, new), reports.Sampling(*sampling))


def _end_with(refused: "list[Refusal]", *, read: int) -> None:
    """Name what was refused, and end with the exit code that says so."""
    complain_of(refused)
    if not read:
        raise typer.Exit(NOTHING)
    if refused:
        raise typer.Exit(REFUSED)


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON file of right answers.")],
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="Folder of the pages they are about.")],
    *,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure precision, recall and F1 against facts that people read out of the pages."""
    from tempfile import TemporaryDirectory

    from kg import evaluate as evaluation
    from kg import pipeline
    from kg.store import open_store

    try:
        documents = evaluation.read_gold(gold)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="GOLD") from error
    wanted = {document["file"] for document in documents}
    pages, refused = _read(texts, _defaults("", ""))
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store", create=True) as store:
        pipeline.build([texts], store)
        result = evaluation.evaluate(documents, store.quads(), {page.name: page.text for page in pages if page.name in wanted})
    complain_of(refused)
    if not wanted & {page.name for page in pages}:
        _fail(f"none of the {len(wanted)} documents of {gold} is in {texts}")
    if as_json:
        say_json(_figures(result) | ({"misses": result.misses} if misses else {}))
    else:
        _say_figures(result)
        for line in result.misses if misses else ():
            say(line)


def _figures(result: "Evaluation") -> dict[str, object]:
    return {
        name: {
            "precision": round(f.precision, 4),
            "recall": round(f.recall, 4),
            "f1": round(f.f1, 4),
            "right": f.right,
            "found": f.found,
            "gold": f.gold,
        }
        for name, f in result.figures.items()
    }


def _say_figures(result: "Evaluation") -> None:
    rows: list[tuple[str, ...]] = [("", "P", "R", "F1", "right", "found", "gold")]
    for name, f in result.figures.items():
        rows.append((name, *(f"{share:.3f}" for share in (f.precision, f.recall, f.f1)), str(f.right), str(f.found), str(f.gold)))
    say_table(rows)


@app.command()
def bench(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH…]", help="Pages to measure with; default: seeds.")] = None,
    *,
    items: Annotated[int, typer.Option(min=1, metavar="N", help="Take so many pages at most.")] = 1000,
    as_json: JsonOption = False,
) -> None:
    """Measure speed and memory beside jieba, raw Oxigraph and rdflib, in one run; takes some minutes."""
    from dataclasses import asdict

    from kg.bench import measure, table

    figures = measure(paths or [Path("seeds")], items, complain)
    if as_json:
        say_json([asdict(figure) for figure in figures])
    else:
        say_table(table(figures))


def _shown(number: float) -> str:
    return f"{number:,}"
