"""Running a query: its text made ready, then answered in this process or, under a time limit, in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.query import catalogue, parameters, result, sparql
from kg.query.catalogue import NamedQuery
from kg.query.errors import QueryCrashError, QueryError, QueryParameterError, QueryTimeoutError
from kg.query.result import Result
from kg.store import Store, StoreError, worker
from kg.store.prefixes import prefixes

SECONDS = 60.0  # the time limit where none is given


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that only reads, with its parameters set."""

    text: str
    form: str  # "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"
    pairs: int | None = None  # it asks which people met at least so often, which a store's tables tell


def prepare(asked: str, given: Mapping[str, str] = catalogue.NOTHING, queries: Path | None = None) -> Prepared:
    """From the name of a query of the library, a file ``*.rq`` or a query text, with the values of its parameters, to a query to be run.

    Raises a ``QueryError``: no such query or file, a wrong parameter, a query that would change the store or ask another server.
    """
    if any(c.isspace() or c == "{" for c in asked):
        return _read_only(_unnamed(asked, given, "a query text"))
    if asked.endswith((".rq", ".sparql")):
        return _read_only(_of_file(Path(asked), given))
    return _named(catalogue.find(asked, queries), given)


def _named(query: NamedQuery, given: Mapping[str, str]) -> Prepared:
    prepared = _read_only(sparql.bind(query.text, parameters.terms(query, given)))
    return replace(prepared, pairs=parameters.whole(query, given, "least")) if query.table == "pairs" else prepared


def _read_only(text: str) -> Prepared:
    return Prepared(text, sparql.check(text))


def _of_file(path: Path, given: Mapping[str, str]) -> str:
    """A file with the library's head takes parameters; any other is a plain query."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"expected a query in UTF-8 in {path}, cannot read it: {getattr(error, 'strerror', None) or error}"
        raise QueryError(message) from error
    if not any(line.startswith("# param ") for line in text.splitlines()):
        return _unnamed(text, given, f"the file {path}")
    query = catalogue.parse(path.stem, text)
    return sparql.bind(query.text, parameters.terms(query, given))


def _unnamed(text: str, given: Mapping[str, str], what: str) -> str:
    if given:
        message = f"{what} takes no parameters, got --{min(given)}: write the value into the query, or use a named query"
        raise QueryParameterError(message)
    return text


def answer(store: Store, prepared: Prepared) -> Result:
    """The answer of an opened store, in this process and without a time limit; ``QueryError`` for what Oxigraph cannot parse or run."""
    try:
        payload = worker.evaluate(store, prepared.text, prepared.pairs)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise _not_run(str(error)) from error
    return result.read(prepared.form, payload, prefixes(store.base))


def run(store: str | Path, prepared: Prepared, seconds: float | None = SECONDS) -> Result:
    """The answer of the store in a folder, in a process of its own that is ended after so many seconds (None: never).

    Raises ``StoreError`` where the store cannot be opened, ``QueryTimeoutError``, ``QueryCrashError``, or ``QueryError`` for what Oxigraph
    cannot parse.
    """
    request = json.dumps({"store": str(store), "query": prepared.text, "pairs": prepared.pairs})
    head, _, payload = _asked(request.encode(), seconds).partition(b"\n")
    told = json.loads(head)
    if told.get("error") == "store":
        raise StoreError(told["message"])
    if "error" in told:
        raise _not_run(told["message"])
    return result.read(prepared.form, payload, told["prefixes"])


def _asked(request: bytes, seconds: float | None) -> bytes:
    command = [sys.executable, "-P", "-m", worker.__name__]
    try:
        done = subprocess.run(command, input=request, capture_output=True, timeout=seconds, check=False, env=environment())  # noqa: S603
    except subprocess.TimeoutExpired as error:
        message = f"the query took longer than {seconds:g} s and was stopped: ask for less, or raise the limit with --timeout"
        raise QueryTimeoutError(message) from error
    if done.returncode or not done.stdout:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        message = f"the query brought its process down ({last[0]}): make it less deeply nested, or ask for less; the store is unharmed"
        raise QueryCrashError(message)
    return done.stdout


def environment() -> dict[str, str]:
    """This process's own, with the same packages findable, but nothing of the working directory."""
    here = str(Path(__file__).resolve().parents[2])
    paths = dict.fromkeys([here, *(path for path in sys.path if Path(path).is_absolute())])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def _not_run(message: str) -> QueryError:
    told = message.removeprefix("error at ")
    where = f"line {told.replace(':', ', column ', 1)}" if told != message else message
    return QueryError(f"Oxigraph cannot run the query: {where}")
