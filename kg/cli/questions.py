"""The command that answers questions in plain Chinese and English."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import DEFAULT_STORE, NOTHING, JsonOption, StoreOption
from kg.terminal import complain, say, say_json

if TYPE_CHECKING:
    from kg.query.ask import Answer, Evidence, NotUnderstoodError

commands = typer.Typer()
_ROWS = 20  # of a table, where not all are asked for
_QUOTE = 100  # characters of a quote


@commands.command()
def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In Chinese or English: 安伟4月主持了哪些会议？")],
    *,
    evidence: Annotated[int, typer.Option(min=0, metavar="N", help="Show so many passages that state the answer.")] = 5,
    full: Annotated[bool, typer.Option("--full", help="Show all rows, and do not cut cells and quotes.")] = False,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in plain Chinese or English by a grammar, with the SPARQL it ran and the evidence."""
    from kg.query.ask import NotUnderstoodError
    from kg.query.ask import ask as answered
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        try:
            answer = answered(opened, " ".join(question), evidence)
        except NotUnderstoodError as error:
            _not_understood(error, as_json=as_json)
            raise typer.Exit(NOTHING) from None
    if as_json:
        say_json(_fields(answer))
    else:
        _show(answer, full=full)


def _not_understood(error: "NotUnderstoodError", *, as_json: bool) -> None:
    if as_json:
        say_json({"understood": False, "message": str(error), "nearest": list(error.nearest)})
        return
    complain(f"kg: {error}")
    for question in error.nearest:
        complain(f"  kg ask {question}")


def _fields(answer: "Answer") -> dict[str, object]:
    rows = [{column: value for column, value in record.items() if value is not None} for record in answer.table.records()]
    return {
        "understood": True,
        "question": answer.question,
        "kind": answer.rule,
        "slots": answer.slots,
        "answer": answer.sentence,
        "rows": [{column: str(value) if not isinstance(value, int) else value for column, value in row.items()} for row in rows],
        "notes": list(answer.notes),
        "evidence": [{"file": e.file, "begin": e.begin, "end": e.end, "quote": e.quote} for e in answer.evidence],
        "sparql": answer.sparql,
    }


def _show(answer: "Answer", *, full: bool) -> None:
    from kg.query import render

    say(answer.sentence)
    complain("  ".join([f"{answer.rule}:", *(f"{name} {value}" for name, value in answer.slots.items())]))
    rows = answer.table.rows if full else answer.table.rows[:_ROWS]
    if rows:
        say()
        say(render(replace(answer.table, rows=rows), width=None if full else 60), end="")
    if len(rows) < len(answer.table.rows):
        say(f"… {len(answer.table.rows) - len(rows):,} more: --full")
    for note in answer.notes:
        say(f"* {note}")
    if answer.evidence:
        say()
        say("evidence")
    for passage in answer.evidence:
        say(f"  {passage.file}:{passage.begin}-{passage.end}  {_quoted(passage, full=full)}")
    say()
    say(answer.sparql, end="")


def _quoted(passage: "Evidence", *, full: bool) -> str:
    quote = " ".join(passage.quote.split())
    return f"“{quote if full or len(quote) <= _QUOTE else quote[: _QUOTE - 1] + '…'}”"
