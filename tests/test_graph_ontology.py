"""The ontology file and the closed vocabulary say the same, and every term is explained."""

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.graph import ontology, vocabulary
from kg.graph.vocabulary import KG, Class, Foreign, Individual, Property

ONTOLOGY = rdflib.Graph().parse(data=ontology.text(), format="turtle")
SCHEMA = "https://schema.org/"
TERMS = sorted(vocabulary.terms())


def of_type(kind: URIRef) -> set[str]:
    return {str(each) for each in ONTOLOGY.subjects(RDF.type, kind)}


def test_the_ontology_has_exactly_the_terms_of_the_vocabulary() -> None:
    assert of_type(OWL.Class) == set(Class)
    assert of_type(OWL.ObjectProperty) | of_type(OWL.DatatypeProperty) == set(Property)
    assert of_type(OWL.NamedIndividual) == of_type(URIRef(Class.MODE)) == set(Individual)
    assert {str(each) for each in ONTOLOGY.subjects() if str(each).startswith(KG)} == vocabulary.terms()
    assert {str(each) for each in ONTOLOGY.all_nodes() if str(each).startswith(KG)} <= vocabulary.terms()


def test_the_shapes_name_no_term_that_is_not_in_the_vocabulary() -> None:
    shapes = rdflib.Graph().parse(data=ontology.shapes(), format="turtle")
    used = {str(each) for each in shapes.all_nodes() if str(each).startswith(KG)}
    assert used <= vocabulary.terms()
    mentioned = {KG + name for name in re.findall(r"\bkg:(\w+)", ontology.shapes())}
    assert vocabulary.terms() - mentioned == {Class.MODE, Property.PRESIDED_OVER, Property.SAT_IN_ON}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_labels_in_both_languages_and_a_comment_with_an_example(term: str) -> None:
    labels = [each for each in ONTOLOGY.objects(URIRef(term), RDFS.label) if isinstance(each, Literal)]
    assert sorted(str(each.language) for each in labels) == ["en", "zh"]
    comments = [str(each) for each in ONTOLOGY.objects(URIRef(term), RDFS.comment)]
    assert len(comments) == 1
    assert comments[0].count("Example: ") == 1


@pytest.mark.parametrize("term", sorted(Property))
def test_a_property_has_a_domain_and_a_range_that_fits_its_kind(term: str) -> None:
    domains = [*ONTOLOGY.objects(URIRef(term), RDFS.domain), *ONTOLOGY.objects(URIRef(term), URIRef(SCHEMA + "domainIncludes"))]
    ranges = [*ONTOLOGY.objects(URIRef(term), RDFS.range), *ONTOLOGY.objects(URIRef(term), URIRef(SCHEMA + "rangeIncludes"))]
    assert domains
    assert {str(each) for each in domains} <= set(Class)
    assert ranges
    if term in of_type(OWL.ObjectProperty):
        assert {str(each) for each in ranges} <= set(Class)
    else:
        assert {str(each) for each in ranges} <= {*vocabulary.Datatype, f"{vocabulary.RDF}langString"}


def test_no_property_is_a_partial_date() -> None:
    assert not {"gYear", "gYearMonth", "gMonthDay"} & set(re.findall(r"xsd:(\w+)", ontology.text()))


def test_the_file_has_no_blank_node_and_tells_its_version() -> None:
    assert not [each for each in ONTOLOGY.all_nodes() if isinstance(each, rdflib.BNode)]
    assert ONTOLOGY.value(URIRef("https://kg.example/ontology"), OWL.versionInfo) == Literal("1.0.0")


@pytest.mark.parametrize(
    ("term", "relation", "general"),
    [
        (Class.DIRECTIVE, RDFS.subClassOf, Class.STATEMENT),
        (Class.MEETING, RDFS.subClassOf, Class.EVENT),
        (Class.CONCEPT, RDFS.subClassOf, Foreign.SKOS_CONCEPT),
        (Class.PERSON, RDFS.subClassOf, "http://xmlns.com/foaf/0.1/Person"),
        (Class.TENURE, RDFS.subClassOf, "http://www.w3.org/ns/org#Membership"),
        (Class.EVENT, RDFS.subClassOf, "http://semanticweb.cs.vu.nl/2009/11/sem/Event"),
        (Class.EVENT, RDFS.subClassOf, "https://schema.org/Event"),
        (Class.STATEMENT, RDFS.subClassOf, "http://www.w3.org/ns/opengov#Speech"),
        (Property.PRESIDED_OVER, RDFS.subPropertyOf, Property.ATTENDED),
        (Property.SAT_IN_ON, RDFS.subPropertyOf, Property.ATTENDED),
        (Property.HOLDS_POST, RDFS.subPropertyOf, "http://www.w3.org/ns/org#holds"),
        (Property.EVIDENCE, RDFS.subPropertyOf, "http://www.w3.org/ns/prov#wasDerivedFrom"),
        (Property.QUOTE, RDFS.subPropertyOf, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"),
        (Property.QUOTE, RDFS.seeAlso, "http://www.w3.org/ns/oa#exact"),
        (Property.HELD_ON, RDFS.seeAlso, "http://www.w3.org/2006/time#hasTime"),
    ],
)
def test_an_alignment(term: str, relation: URIRef, general: str) -> None:
    assert (URIRef(term), relation, URIRef(general)) in ONTOLOGY


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        getattr(Property, "ATENDED")  # noqa: B009
    with pytest.raises(ValueError, match="atended"):
        Property(f"{KG}atended")


def test_the_prefixes_of_an_export() -> None:
    bound = vocabulary.prefixes("https://news.example/")
    assert bound["kg"] == "https://kg.example/ontology#"
    assert bound["person"] == "https://news.example/person/"
    assert set(bound) == {"kg", "rdf", "rdfs", "skos", "xsd", "concept", "organization", "person", "place", "post", "series"}
