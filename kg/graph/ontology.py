"""The ontology and the shapes as they lie in the package."""

from importlib.resources import files


def text() -> str:
    """The ontology, in Turtle."""
    return files("kg.graph").joinpath("ontology.ttl").read_text(encoding="utf-8")


def shapes() -> str:
    """The SHACL shapes, in Turtle."""
    return files("kg.graph").joinpath("shapes.ttl").read_text(encoding="utf-8")
