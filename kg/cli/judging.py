"""Commands that judge the facts, the rules and the speed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import (
    DEFAULT_STORE,
    REFUSED,
    JsonOption,
    OutletOption,
    ProcessesOption,
    PublishedOption,
    SampleOption,
    SeedOption,
    StoreOption,
    defaults_of,
    end_with,
    fail,
    pages_of,
)
from kg.terminal import complain, complain_of, say, say_json, say_table

if TYPE_CHECKING:
    from kg.evaluate import Evaluation

commands = typer.Typer()


@commands.command()
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


@commands.command()
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
    pages, refused = reports.read_pages(paths, defaults_of(published, outlet))
    found, failed = reports.corpus_facts(pages, kind, processes)
    shown = reports.Sampling(sample, seed).of(found) if sample else found
    lines = fact_lines(shown) if sample and not as_json else map(to_line, shown)
    text = "".join(f"{line}\n" for line in lines)
    if output:
        output.write_bytes(text.encode())
        say(f"{output}: {len(shown):,} facts of {len(pages):,} pages")
    else:
        say(text, end="")
    end_with(refused + failed, read=len(pages))


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


@commands.command("eval")
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
    pages, refused = pages_of(texts, defaults_of("", ""))
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store", create=True) as store:
        pipeline.build([texts], store)
        result = evaluation.evaluate(documents, store.quads(), {page.name: page.text for page in pages if page.name in wanted})
    complain_of(refused)
    if not wanted & {page.name for page in pages}:
        fail(f"none of the {len(wanted)} documents of {gold} is in {texts}")
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


@commands.command()
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
