"""A graph that keeps to its shapes, and for each shape one that does not."""

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from kg.graph import ontology, vocabulary
from kg.graph.validate import Finding, Validator, validate

PREFIXES = """
@prefix kg: <https://kg.example/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://kg.example/id/> .
"""
SHA = "0123456789abcdef" * 4
GOOD = f"""
:document a kg:Document ; rdfs:label "a.txt"@zh ; kg:fileName "a.txt" ; kg:sha256 "{SHA}" ; kg:encoding "utf-8" ;
    kg:url "https://n.example/"^^xsd:anyURI ; kg:outlet "郑州日报"@zh ; kg:published "2022-04-26"^^xsd:date ; kg:publishedBasis "option" .
:article a kg:Article ; rdfs:label "标题"@zh ; kg:headline "标题"@zh ; kg:byline "张昕"@zh ;
    kg:document :document ; kg:begin 0 ; kg:end 90 ; kg:evidence <https://kg.example/id/document#char=3,9> ;
    kg:published "2022-04-26"^^xsd:date ; kg:publishedBasis "option" ; kg:mentions :person , :concept .
<https://kg.example/id/document#char=3,9> a kg:Passage ; kg:document :document ; kg:begin 3 ; kg:end 9 ; kg:quote "何雄主持会议" ;
    kg:mentions :person ; kg:rule "rule" ; kg:statedIn :article .
:event a kg:Event , kg:Meeting ; rdfs:label "会议"@zh ; skos:altLabel "续会"@zh ; kg:reportedIn :article ; kg:statedIn :article ;
    kg:evidence <https://kg.example/id/document#char=3,9> ; kg:rule "rule" ; kg:heldOn "2022-04-25"^^xsd:date ;
    kg:lastDay "2022-04-26"^^xsd:date ; kg:earliest "2022-04-25"^^xsd:date ; kg:latest "2022-04-25"^^xsd:date ; kg:edtf "2022-04-25" ;
    kg:dateAsPrinted "25日"@zh ; kg:dateBasis "printed" ; kg:heldAt :place ; kg:convenedBy :body ; kg:series :series ;
    kg:seriesNumber 16 ; kg:session "五次"@zh .
:attendance a kg:Attendance ; kg:attendee :person ; kg:event :event ; kg:mode kg:Presided ; kg:position 1 ; kg:titleAsPrinted "书记"@zh ;
    kg:venue "主会场"@zh ; kg:statedIn :article ; kg:evidence <https://kg.example/id/document#char=3,9> ; kg:rule "rule" .
:person a kg:Person ; rdfs:label "何雄"@zh , "hé xióng"@zh-Latn-pinyin ; kg:attended :event ; kg:presidedOver :event ; kg:holdsPost :post .
:directive a kg:Statement , kg:Directive ; kg:issuedBy :person ; kg:issuedAt :event ; kg:speechVerb "指出"@zh ; kg:text "要抓"@zh ;
    kg:addressee "各县区"@zh ; kg:relays "省委"@zh ; kg:topic :concept ; kg:hasPart :part ; kg:statedIn :article ;
    kg:evidence <https://kg.example/id/document#char=3,9> ; kg:rule "rule" .
:part a kg:Instruction ; kg:position 1 ; kg:text "抓"@zh ; kg:statedIn :article ;
    kg:evidence <https://kg.example/id/document#char=3,9> ; kg:rule "rule" .
:tenure a kg:Tenure ; kg:holder :person ; kg:post :post ; kg:organization :body ; kg:title "书记"@zh ; kg:titleAsPrinted "书记"@zh ;
    kg:attestedFrom "2022-04-26"^^xsd:date ; kg:attestedUntil "2022-04-26"^^xsd:date ; kg:statedIn :article ;
    kg:evidence <https://kg.example/id/document#char=3,9> ; kg:rule "rule" .
:post a kg:Post ; rdfs:label "书记"@zh .
:body a kg:Organization ; rdfs:label "市委"@zh .
:place a kg:Place ; rdfs:label "郑州市"@zh ; kg:adminCode "410100" .
:series a kg:Series ; rdfs:label "会议"@zh .
:concept a kg:Concept , skos:Concept ; rdfs:label "四个口袋"@zh ; skos:prefLabel "四个口袋"@zh .
"""
VALIDATOR = Validator()
SHAPES = rdflib.Graph().parse(data=ontology.shapes(), format="turtle")
ID = "https://kg.example/id/"


def turtle(text: str) -> rdflib.Graph:
    closed = text if not text or text.endswith(".\n") else f"{text} ."
    return rdflib.Graph().parse(data=PREFIXES + closed, format="turtle")


def altered(minus: str, plus: str) -> rdflib.Graph:
    """The good graph without some of its triples, and with others."""
    graph = turtle(GOOD)
    for triple in turtle(minus):
        assert triple in graph, f"{triple} is not in the good graph"
        graph.remove(triple)
    return graph + turtle(plus)


def found(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    short = [(each.focus.removeprefix(ID), each.path.replace(vocabulary.KG, "kg:"), each.message) for each in VALIDATOR.graph(graph)]
    return set(short)


def test_the_good_graph_has_no_findings() -> None:
    assert VALIDATOR.graph(turtle(GOOD)) == []


def test_literals_that_oxigraph_gives_have_no_findings_either() -> None:
    quads = list(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE))
    assert len(quads) > 100
    assert validate(quads) == []


SECOND = "<https://kg.example/id/document#char=4,5>"
PASSAGE = "<https://kg.example/id/document#char=3,9>"
LABEL = "expected one label in Chinese (@zh, or its pinyin @zh-Latn-pinyin)."
CASES = [
    ("Document", f':document kg:sha256 "{SHA}"', ':document kg:sha256 "12"', "document", "kg:sha256", "expected exactly one kg:sha256"),
    ("Document", "", ':document kg:fileName "b.txt"', "document", "kg:fileName", "expected exactly one kg:fileName"),
    ("Corroborated", "", ":event kg:independentSources 0", "event", "kg:independentSources", "expected at most one kg:independentSources"),
    ("Distinguished", "", ':person kg:distinguishedBy "巩义市"@zh', "person", "kg:identityBasis", "expected in kg:identityBasis why"),
    ("Identity", "", ':person kg:identityBasis "同名"@zh', "person", "kg:identityBasis", "expected in kg:identityBasis readable reasons"),
    (
        "Article",
        ":article kg:end 90",
        ":article kg:end 0",
        "article",
        "kg:begin",
        "expected one kg:begin, an xsd:integer from 0 on and less",
    ),
    (
        "Article",
        "",
        ":article kg:mentions :event",
        "article",
        "kg:mentions",
        "expected in kg:mentions a person, organization, place or con",
    ),
    ("Passage", f'{PASSAGE} kg:quote "何雄主持会议"', "", "document#char=3,9", "kg:quote", "expected exactly one kg:quote"),
    ("Passage", f"{PASSAGE} kg:begin 3", f"{PASSAGE} kg:begin 9", "document#char=3,9", "kg:begin", "expected one kg:begin"),
    ("NamingPassage", f'{PASSAGE} kg:rule "rule"', "", "document#char=3,9", "", "a kg:mentions is written only together with kg:rule."),
    ("Event", ":event a kg:Meeting", "", "event", f"{RDF.type}", "expected exactly one of the types Meeting"),
    ("Event", "", ":event a kg:Talks", "event", f"{RDF.type}", "expected exactly one of the types Meeting"),
    ("Event", ":event kg:edtf '2022-04-25'", ":event kg:edtf '4月25日'", "event", "kg:edtf", "expected at most one kg:edtf such as"),
    ("Event", "", ":event kg:seriesNumber 0", "event", "kg:seriesNumber", "expected at most one kg:seriesNumber"),
    ("EventBounds", ":event kg:latest '2022-04-25'^^xsd:date", "", "event", "", "expected kg:earliest and kg:latest both, or neither."),
    ("EventDay", ":event kg:edtf '2022-04-25'", "", "event", "", "a kg:heldOn is written only together with kg:edtf."),
    ("EventLastDay", ":event kg:heldOn '2022-04-25'^^xsd:date", "", "event", "", "a kg:lastDay is written only together with kg:heldOn."),
    ("EventKind", "", ":x a kg:Talks", "x", f"{RDF.type}", "expected the type kg:Event as well"),
    (
        "Attendance",
        ":attendance kg:mode kg:Presided",
        ":attendance kg:mode kg:Absent",
        "attendance",
        "kg:mode",
        "expected exactly one kg:mode",
    ),
    ("Attendance", f":attendance kg:evidence {PASSAGE}", "", "attendance", "kg:evidence", "expected at least one passage"),
    ("Attendance", ":attendance kg:rule 'rule'", "", "attendance", "kg:rule", "expected in kg:rule the name of the rule that read it"),
    ("Statement", "", ":directive kg:issuedBy :place", "directive", "kg:issuedBy", "expected in kg:issuedBy a kg:Person, or the kg:Event"),
    (
        "Statement",
        "",
        f":directive kg:evidence {SECOND} . {SECOND} a kg:Passage ; kg:document :document ; kg:begin 4 ; kg:end 5 ; kg:quote '雄'",
        "directive",
        "kg:evidence",
        "expected exactly one passage, the whole",
    ),
    (
        "Statement",
        ":directive kg:text '要抓'@zh",
        ":directive kg:text '要抓'",
        "directive",
        "kg:text",
        "expected exactly one kg:text in Chinese",
    ),
    ("DirectiveKind", ":directive a kg:Statement", "", "directive", f"{RDF.type}", "expected the type kg:Statement as well"),
    (
        "Instruction",
        ":directive kg:hasPart :part",
        "",
        "part",
        "^kg:hasPart",
        "expected to be part (kg:hasPart) of exactly one kg:Statement.",
    ),
    ("Instruction", "", ":part a kg:Statement", "part", "", "expected a thing with an IRI that is not itself a kg:Statement."),
    ("Tenure", ":tenure kg:title '书记'@zh", "", "tenure", "kg:title", "expected exactly one kg:title in Chinese"),
    (
        "Tenure",
        ":tenure kg:attestedUntil '2022-04-26'^^xsd:date",
        ":tenure kg:attestedUntil '2022-04-25'^^xsd:date",
        "tenure",
        "kg:attestedFrom",
        "expected at most one kg:attestedFrom, an xsd:date not behind",
    ),
    (
        "TenureBounds",
        ":tenure kg:attestedFrom '2022-04-26'^^xsd:date",
        "",
        "tenure",
        "",
        "expected kg:attestedFrom and kg:attestedUntil both",
    ),
    ("Person", ":person kg:attended :event", "", "person", "^kg:attendee/kg:event", "expected for every kg:attended a kg:Attendance"),
    ("Person", "", ":person kg:holdsPost :other", "person", "^kg:holder/kg:post", "expected for every kg:holdsPost a kg:Tenure"),
    ("Organization", ":body rdfs:label '市委'@zh", ":body rdfs:label '市委'", "body", "label", LABEL),
    ("Place", "", ":place kg:adminCode '41'", "place", "kg:adminCode", "expected at most one kg:adminCode of 6, 9 or 12 digits."),
    (
        "StandingWords",
        "",
        "<https://kg.example/id/document#char=3,9> kg:standsFor :place",
        "document#char=3,9",
        "kg:resolutionBasis",
        "expected in kg:resolutionBasis why",
    ),
    ("StandingWords", "", ":tenure kg:standsFor :person", "tenure", "kg:standsFor", "expected one place or organization in kg:standsFor."),
    ("Post", ":post rdfs:label '书记'@zh", "", "post", "label", LABEL),
    ("Series", "", ":series rdfs:label 'series'@en", "series", "label", LABEL),
    ("Concept", "", ":concept rdfs:label '两个'@zh", "concept", "label", LABEL),
    ("ConceptKind", ":concept a skos:Concept", "", "concept", f"{RDF.type}", "expected the type skos:Concept as well"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}: {case[5]}" for case in CASES])
def test_a_graph_that_breaks_a_shape(case: tuple[str, str, str, str, str, str]) -> None:
    shape, minus, plus, focus, path, message = case
    path = str(rdflib.RDFS.label) if path == "label" else path
    hits = [each for each in found(altered(minus, plus)) if each[:2] == (focus, path) and message in each[2]]
    assert len(hits) == 1, shape


def test_every_shape_has_a_graph_that_breaks_it() -> None:
    named = {str(shape).rpartition("#")[2] for shape in SHAPES.subjects(RDF.type, SH.NodeShape)}
    assert named == {case[0] for case in CASES}


def test_every_class_has_a_shape_and_the_modes_are_a_closed_list() -> None:
    targets = {str(target) for target in SHAPES.objects(None, SH.targetClass)}
    assert targets == set(vocabulary.Class) - {vocabulary.Class.MODE}


PROPERTY_SHAPES = sorted(
    (str(target), str(path), str(SHAPES.value(each, SH.message)), SHAPES.value(each, SH.minCount) is not None)
    for shape, target in SHAPES.subject_objects(SH.targetClass)
    for each in SHAPES.objects(shape, SH.property)
    for path in SHAPES.objects(each, SH.path)
    if isinstance(path, rdflib.URIRef) and path != RDF.type
)


def test_a_value_of_the_wrong_kind_is_found_for_every_property() -> None:
    """All wrong at once, one validation: each property shape must speak for each thing of its class."""
    graph, wrong = turtle(GOOD), rdflib.Literal("?", datatype=rdflib.URIRef("https://n.example/wrong"))
    expected: set[tuple[str, str, str]] = set()
    for target, path, message, _ in PROPERTY_SHAPES:
        for focus in graph.subjects(RDF.type, rdflib.URIRef(target)):
            expected.add((str(focus), path, message))
    for thing, path, _ in expected:
        graph.add((rdflib.URIRef(thing), rdflib.URIRef(path), wrong))
    assert len(expected) > 80
    assert expected <= {(each.focus, each.path, each.message) for each in VALIDATOR.graph(graph)}


def test_what_is_missing_is_found_for_every_property_that_must_be_there() -> None:
    graph = turtle(GOOD)
    expected: set[tuple[str, str, str]] = set()
    for target, path, message, needed in PROPERTY_SHAPES:
        for focus in graph.subjects(RDF.type, rdflib.URIRef(target)):
            if needed:
                expected.add((str(focus), path, message))
    for thing, path, _ in expected:
        graph.remove((rdflib.URIRef(thing), rdflib.URIRef(path), None))
    assert len(expected) > 40
    assert expected <= {(each.focus, each.path, each.message) for each in VALIDATOR.graph(graph)}


def test_every_message_says_what_it_is_about_and_what_was_expected() -> None:
    messages = [str(each) for each in SHAPES.objects(None, SH.message)]
    assert len(messages) > 90
    assert [each for each in messages if ": " not in each or not ("expected" in each or "only together" in each)] == []


def test_a_misspelt_term_is_found() -> None:
    graph = turtle(GOOD + ":person kg:atended :event ; a kg:Persona")
    terms = {(each.path, each.message.split(":")[-2].rpartition("#")[2]) for each in VALIDATOR.graph(graph)}
    assert terms == {(f"{vocabulary.KG}atended", "atended"), (str(RDF.type), "Persona")}


def test_a_blank_node_is_found() -> None:
    messages = {each.message for each in VALIDATOR.graph(turtle(GOOD + "[] a kg:Place ; rdfs:label '郑州市'@zh"))}
    assert messages == {"Place: expected a thing with an IRI; blank nodes and literals are no Place."}


def test_each_graph_of_a_store_is_validated_by_itself() -> None:
    store = ox.Store()
    for name, text in (("g1", GOOD), ("g2", ':post a kg:Post ; rdfs:label "书记"@zh .'), ("g3", ":post a kg:Post .")):
        data = (PREFIXES + text).encode()
        store.load(data, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ID + name))
    expected = Finding(ID + "g3", ID + "post", str(rdflib.RDFS.label), f"Post: {LABEL}")
    assert list(VALIDATOR.store(store)) == [expected]
