"""The command ``kg``: thin commands over the package, and the only code that prints.

Results go to standard output, progress and complaints to standard error. Exit codes: 0 done; 1 done, but some input was refused or a check
found something; 2 wrong usage or nothing done. What a command needs is imported when it runs, so that ``kg --help`` answers at once.
Each module holds a group of commands; ``kg --help`` lists the groups in the order below.
"""

from collections.abc import Sequence
from typing import NoReturn

from kg.cli import asking, building, completion, correcting, judging, questions, searching, serving, showing, studying
from kg.cli.app import app, fail

for _group in (building, correcting, asking, questions, searching, studying, showing, serving, judging, completion):
    app.add_typer(_group.commands)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; errors that a user can mend are one line on standard error."""
    try:
        app(args=arguments)
    except Exception as error:
        if isinstance(error, _user_errors()):
            fail(_one_line(error))
        raise
    raise SystemExit(0)


def _user_errors() -> tuple[type[Exception], ...]:
    from kg.bench import NoJiebaError
    from kg.cluster import ClusterError
    from kg.crew import CrewError
    from kg.fetching import AddressError
    from kg.opened import UnknownNameError
    from kg.query import QueryError
    from kg.resolve.corrections import CorrectionsError
    from kg.show.choosing import NothingToShowError
    from kg.store import StoreError
    from kg.text.decode import UnreadableError

    known = (StoreError, QueryError, UnknownNameError, NothingToShowError, UnreadableError)
    return *known, CrewError, ClusterError, AddressError, NoJiebaError, CorrectionsError, OSError


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
