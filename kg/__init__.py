"""Yaowen 要闻: Chinese official newspaper pages into a knowledge graph with evidence for every fact.

``kg.read`` gives the facts of one page, ``kg.build`` puts pages into a store, ``kg.open`` opens it for questions. Importing the package
is cheap: what a function needs is imported when it is called.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kg.model import BuildReport, PageFacts
    from kg.opened import Graph

__version__ = "0.1.0"
__all__ = ["__version__", "build", "open", "read"]


def open(path: "str | Path" = "kg-store") -> "Graph":  # noqa: A001, kg.open reads well
    """Open a store for reading: its people, events, attendances, tenures and statements as typed values, and queries.

    The graph is an ``rdflib.Dataset`` as well; ``close()`` it, or it stays open as long as it lives.

    Hand queries over as strings: Oxigraph answers them. Raises kg.store.StoreError where there is no store.
    """
    from kg.opened import opened
    from kg.store import open_store

    return opened(open_store(path, read_only=True))


def read(source: "str | Path", *, published: "date | None" = None, outlet: str = "") -> "PageFacts":
    """Read one page: a text (``str``), or the file of a page (``Path``). All offsets in the result count code points of the page's text.

    Raises kg.text.decode.UnreadableError for what is no Chinese text.
    """
    from pathlib import Path

    from kg.metadata import Defaults
    from kg.pipeline import page_facts
    from kg.sources import page_of_text, read_one

    defaults = Defaults(published, outlet)
    return page_facts(read_one(source, defaults) if isinstance(source, Path) else page_of_text(source, defaults))


def build(*paths: "str | Path", store: "str | Path" = "kg-store", published: "date | None" = None, outlet: str = "") -> "BuildReport":
    """Read files and folders of pages into a store, made if need be; date and outlet are for pages where nothing else is known.

    Returns the numbers of the store and what was refused. Raises kg.store.StoreError where the store cannot be written.
    """
    from pathlib import Path

    from kg import pipeline
    from kg.metadata import Defaults
    from kg.store import open_store

    with open_store(store, create=True) as opened:
        return pipeline.build(map(Path, paths), opened, Defaults(published, outlet))
