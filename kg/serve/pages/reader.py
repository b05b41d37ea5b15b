"""Reading the store for a page: our own small queries, answered in the server's process, in whose store nothing can be changed."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import quote, unquote

from kg.query import sparql
from kg.store import open_store

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from kg.store import Part, Store

Given = ParamSpec("Given")
Made = TypeVar("Made")
Row = dict[str, str]  # the values of a row as texts; a variable without a value is not in it


@dataclass(slots=True)
class Reader:
    """The store; opened when a page first asks for it, and again where it lies in another place (``turn_to``).

    Pages are made one after the other, in a thread of their own (``make``): the store belongs to it alone.
    """

    path: str
    base: str
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "pages"))
    _store: "Store | None" = None
    _spelled: list[tuple[str, Row]] | None = None  # people and their names in pinyin, made when first asked for

    async def make(self, function: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """Run a function that reads the store."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(function, *args, **kwargs))

    def store(self) -> "Store":
        """The store; only for functions that ``make`` runs."""
        if self._store is None:
            self._store = open_store(self.path, read_only=True)
        return self._store

    def turn_to(self, path: str) -> None:
        """Read another store from now on; only for ``make``."""
        self.close()
        self.path, self._spelled = path, None

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def rows(self, name: str, **values: "NamedNode | Literal") -> list[Row]:
        """The rows of one of the queries beside this module, with its values bound."""
        from pyoxigraph import QuerySolutions

        text = sparql.bind(query_text(name), {key: str(term) for key, term in values.items()})
        found = self.store().query(text)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - for the type checker
        names = [variable.value for variable in found.variables]
        return [
            {key: term.value for key, term in zip(names, row, strict=True) if term is not None and hasattr(term, "value")} for row in found
        ]

    def people_spelled(self, letters: str) -> list[Row]:
        """People whose name in pinyin, or its initials, begin with these letters."""
        from kg.show.spelling import spelled

        if self._spelled is None:
            self._spelled = [(spelled(row["name"]), row) for row in self.rows("people")]
        wanted = "".join(letters.lower().split())
        return [row | {"kind": "Person"} for name, row in self._spelled if any(part.startswith(wanted) for part in name.split())]

    def document(self, name: str) -> "Part | None":
        """What the store knows of a document."""
        return self.store().document(name)

    def href(self, iri: str) -> str:
        """Where on this server the page of an IRI is; the IRI itself where it is not one of this store's."""
        if not iri.startswith(self.base):
            return iri
        path, _, fragment = iri[len(self.base) :].partition("#")
        return "/id/" + quote(unquote(path), safe="/,") + (f"#{quote(fragment)}" if fragment else "")

    def iri(self, path: str) -> str:
        """The IRI of which the page at ``/id/PATH`` tells; the path decoded once, as servers give it."""
        return self.base + path


@cache
def query_text(name: str) -> str:
    """The text of a query by its name."""
    return files("kg.serve.pages").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def grouped(rows: list[Row], key: str) -> Mapping[str, list[Row]]:
    """The rows by the value of a variable, both in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get(key, ""), []).append(row)
    return found
