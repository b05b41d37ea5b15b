"""A question as it goes to a process that stays, and the answer as it comes back; both are plain values that JSON can carry."""

from dataclasses import dataclass

ROWS = 10_000  # rows or triples of an answer where no limit is given


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, its dataset, and the form and size of the answer that is wanted."""

    text: str
    style: str = "json"  # one of kg.query.writing.STYLES
    rows: int = ROWS  # at most so many rows or triples
    base: str | None = None  # against which relative IRIs are read
    default_graphs: tuple[str, ...] = ()  # of the protocol; they take the place of FROM
    named_graphs: tuple[str, ...] = ()
    update: bool = False  # the text is an update; only a scratch store takes it


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, and whether the limit has cut it; or what kind of error there was, and its message.

    Errors: "query", the text is wrong; "store", it cannot be read; "size", too much memory or nesting; "time", it
    took too long.
    """

    body: bytes = b""
    cut: bool = False
    error: str = ""
    message: str = ""
