"""The store stage beside Oxigraph's own bulk load of the same quads."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.bench.figures import Clock, Figure, faster
from kg.store import Content, DocumentEntry, Store, open_store
from kg.store.content import quads_text
from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    import pyoxigraph

ROUNDS = 3


def figures(documents: Sequence[tuple[DocumentEntry, Content]]) -> list[Figure]:
    """Quads per second of CPU and of the clock: the whole stage (ledger, digests, synced batches) against one load of one file."""
    import pyoxigraph

    ours, raw = Clock(), Clock()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "all.nq").write_bytes(b"".join(quads_text(content) for _, content in documents))
        for turn in range(ROUNDS):
            with open_store(place / f"store{turn}", create=True) as store:
                ours.time(partial(store.put_documents, documents))
            raw.time(partial(_load, pyoxigraph.Store(str(place / f"raw{turn}")), place / "all.nq"))
    number = ROUNDS * 2 * sum(content.triples for _, content in documents)
    than = "raw bulk_load, same quads"
    return [
        faster("store stage", number / ours.cpu, than, number / raw.cpu, "quads/s of CPU"),
        faster("store stage", number / ours.wall, than, number / raw.wall, "quads/s"),
    ]


def exporting(store: Store) -> Figure:
    """Triples per second of CPU: our Turtle, sorted, beside Oxigraph's own, both into a file."""
    import pyoxigraph

    ours, raw, number = Clock(), Clock(), store.counts().triples
    with TemporaryDirectory() as folder:
        target = Path(folder) / "all.ttl"

        def dump() -> None:
            everything = pyoxigraph.DefaultGraph()
            store.engine.raw.dump(target, pyoxigraph.RdfFormat.TURTLE, from_graph=everything, prefixes=prefixes(store.base))

        for _ in range(ROUNDS):
            ours.time(partial(store.export, target))
            raw.time(dump)
    return faster("Turtle export, sorted", ROUNDS * number / ours.cpu, "raw dump as Turtle", ROUNDS * number / raw.cpu, "triples/s of CPU")


def _load(engine: "pyoxigraph.Store", file: Path) -> None:
    from pyoxigraph import RdfFormat

    engine.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
