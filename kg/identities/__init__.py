"""Who is who in a store: names are looked at again where documents have changed, and the graphs that say otherwise are written anew."""

from collections.abc import Iterable, Sequence

from kg.graph.iris import Iris
from kg.identities import events
from kg.identities.deciding import Deciding
from kg.identities.writing import write
from kg.resolve.corrections import Correction
from kg.resolve.dating import Finding
from kg.store import ClueBook, Store
from kg.store.identities import IdentityBook


def identify(
    store: Store, clues: ClueBook, book: IdentityBook, corrections: Sequence[Correction] = (), found: Iterable[Finding] = ()
) -> None:
    """Bring the decisions and the graphs of the documents up to the clues of the store's documents, the corrections, and the days found."""
    documents = store.documents()
    changed, gone = book.stale(documents)
    lines = {document.name: line for document in changed if (line := clues.line(document)) is not None}
    days = events.look(book, lines, gone)
    Deciding(book, store.base, corrections).bring_up(changed, gone, lines)
    events.decide(book, Iris(store.base), days | events.dated(book, found))
    book.commit()
    write(store, book, documents)
