"""Who is who in a store: names are looked at again where documents have changed, and the graphs that say otherwise are written anew."""

from collections.abc import Sequence

from kg.identities.deciding import Deciding
from kg.identities.writing import write
from kg.resolve.corrections import Correction
from kg.store import ClueBook, Store
from kg.store.identities import IdentityBook


def identify(store: Store, clues: ClueBook, book: IdentityBook, corrections: Sequence[Correction] = ()) -> None:
    """Bring the decisions and the graphs of the documents up to the clues of the store's documents and the corrections."""
    documents = store.documents()
    Deciding(book, store.base, corrections).bring_up(documents, clues)
    book.commit()
    write(store, book, documents)
