"""The prefixes that exports, queries and the rdflib view share: the graph's own, and those of the vocabularies it is aligned with."""

from types import MappingProxyType

from kg.graph import vocabulary

_ALIGNED = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "popolo": "http://www.popoloproject.com/ontology#",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sh": "http://www.w3.org/ns/shacl#",
        "time": "http://www.w3.org/2006/time#",
    }
)


def prefixes(base: str) -> dict[str, str]:
    """Prefix → namespace, sorted by prefix."""
    return dict(sorted({**_ALIGNED, **vocabulary.prefixes(base)}.items()))
