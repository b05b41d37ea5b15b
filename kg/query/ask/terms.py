"""Values as SPARQL terms, written by pyoxigraph: bound, never pasted."""

from collections.abc import Iterable

_XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, language: str = "") -> str:
    """A text, in a language or plain."""
    from pyoxigraph import Literal

    return str(Literal(text, language=language) if language else Literal(text))


def day(text: str) -> str:
    """A day such as ``2022-03-17``."""
    from pyoxigraph import Literal, NamedNode

    return str(Literal(text, datatype=NamedNode(f"{_XSD}date")))


def iri(text: str) -> str:
    """An IRI."""
    from pyoxigraph import NamedNode

    return str(NamedNode(text))


def iris(texts: Iterable[str]) -> str:
    """IRIs, for VALUES: sorted."""
    return " ".join(iri(text) for text in sorted(texts))
