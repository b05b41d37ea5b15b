"""Updates: the dataset that the protocol's parameters name, written into each operation; Oxigraph takes it in no other way."""

from collections.abc import Iterator, Sequence

from kg.query.errors import QueryRefusedError
from kg.query.sparql import Token, tokens


def with_dataset(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """The update with ``USING`` for each graph in front of each WHERE; ``QueryRefusedError`` where it names a dataset of its own.

    Source: SPARQL 1.1 Protocol, 2.2.3.
    """
    if not default_graphs and not named_graphs:
        return update
    found = list(tokens(update))
    for token in found:
        if _word(token) in {"USING", "WITH"}:
            message = f"expected a dataset either in the parameters or in the update, got both ({_word(token)}): leave one out"
            raise QueryRefusedError(message)
    clauses = "".join(f"USING {_iri(g)} " for g in default_graphs) + "".join(f"USING NAMED {_iri(g)} " for g in named_graphs)
    for begin, text in sorted(_edits(update, found, clauses), reverse=True):
        update = update[:begin] + text + update[begin:]
    return update


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _iri(text: str) -> str:
    from pyoxigraph import NamedNode

    return str(NamedNode(text))


def _edits(update: str, found: Sequence[Token], clauses: str) -> Iterator[tuple[int, str]]:
    """What is put in where; ``DELETE WHERE { … }``, which takes no USING, is written out as ``DELETE { … } USING … WHERE { … }``."""
    depth = 0
    for place, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        if depth or _word(token) != "WHERE":
            continue
        written_out = f"{_block(update, found[place + 1 :])} " if place and _word(found[place - 1]) == "DELETE" else ""
        yield token.begin, written_out + clauses


def _block(update: str, behind: Sequence[Token]) -> str:
    """The text of the block in braces that begins there."""
    depth = 0
    for token in behind:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return update[behind[0].begin : token.begin + 1]
    return ""
