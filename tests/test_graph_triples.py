"""Facts made by hand, and the very triples that they become."""

import dataclasses
import subprocess
import sys
from array import array
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import ontology, vocabulary
from kg.graph.sheet import Sheet
from kg.graph.triples import lines, quads
from kg.graph.validate import validate
from kg.model import (
    Article,
    ArticleFacts,
    AttendanceFact,
    Byline,
    ConceptFact,
    EntityKind,
    EventDate,
    EventFact,
    EventKind,
    Instruction,
    MentionFact,
    Mode,
    Page,
    PageFacts,
    PrintedDate,
    RepairedText,
    Span,
    StatementFact,
    TenureFact,
)

TEXT = (
    "市委召开常委会会议\n本报讯(记者 张昕)4月25日,市委常委会第十六次会议在嵩山厅召开。代市长何雄主持会议并指出,各县区要用好“四个口袋”。"
    "一要压实责任。会议要求,落实省委部署。\n周富强列席会议,杜新军在分会场参加会议。"
)
BASE = "https://kg.example/id/"
NAME = "p/04-26.txt"


def at(words: str) -> Span:
    assert TEXT.count(words) == 1, words
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def passage(words: str) -> str:
    return f"<document/{NAME}#char={at(words).begin},{at(words).end}>"


def repaired(text: str) -> RepairedText:
    return RepairedText(text, array("l", range(len(text))), array("l", range(1, len(text) + 1)))


PRINTED = PrintedDate("4月25日", at("4月25日"), month=4, day=25)
EVENT = EventFact(
    "e1",
    "市委常委会第十六次会议",
    EventKind.MEETING,
    (at("4月25日,市委常委会第十六次会议在嵩山厅召开。"),),
    "event.named",
    other_names=("常委会会议",),
    printed_date=PRINTED,
    date=EventDate(
        PRINTED, "2022-04-25", date(2022, 4, 25), None, date(2022, 4, 25), date(2022, 4, 25), ("day printed", "year of the issue")
    ),
    place="嵩山厅",
    conveners=("市委",),
    series="市委常委会会议",
    series_number=16,
    session="十一届",
)
ATTENDANCES = (
    AttendanceFact("e1", "何雄", Mode.PRESIDED, 1, "代市长", (at("代市长何雄主持会议"),), "attendance.presided"),
    AttendanceFact("e1", "周富强", Mode.SAT_IN, 2, "", (at("周富强列席会议"),), "attendance.sat-in"),
    AttendanceFact("e1", "杜新军", Mode.ATTENDED, 3, "", (at("杜新军在分会场参加会议"),), "attendance.roll-call", venue="分会场"),
)
TENURE = TenureFact("何雄", "代市长", "市政府", "代市长", (at("代市长何雄"),), "tenure.before-name")
DIRECTIVE = StatementFact(
    "何雄",
    "e1",
    "指出",
    "各县区要用好“四个口袋”。一要压实责任。",
    at("各县区要用好“四个口袋”。一要压实责任。"),
    "statement.speech-verb",
    directive=True,
    instructions=(Instruction("用好“四个口袋”", at("用好“四个口袋”")), Instruction("压实责任", at("压实责任"))),
    addressees=("各县区",),
    topics=("四个口袋",),
)
BY_MEETING = StatementFact("", "e1", "要求", "落实省委部署。", at("落实省委部署。"), "statement.meeting", relays="省委")
ARTICLE = Article(Span(0, len(TEXT)), ("市委召开常委会会议",), at("市委召开常委会会议"), (Byline("张昕", at("张昕")),), repaired(TEXT), ())
FACTS = ArticleFacts(
    ARTICLE,
    (EVENT,),
    ATTENDANCES,
    (TENURE,),
    (DIRECTIVE, BY_MEETING),
    (ConceptFact("四个口袋", (at("“四个口袋”"),), "concept.quoted"),),
    (
        MentionFact(EntityKind.PERSON, "周富强", (at("周富强"),), "mention.person"),
        MentionFact(EntityKind.ORGANIZATION, "省委", (at("省委"),), "mention.body"),
    ),
)
PAGE = Page(
    NAME, TEXT, "ab" * 32, published=date(2022, 4, 26), published_basis="manifest.csv", outlet="郑州日报", url="https://n.example/1"
)
PAGE_FACTS = PageFacts(PAGE, (FACTS,))


COUNTY_WORDS = MentionFact(EntityKind.PLACE, "县区", (at("县区"),), "relative-place", "410104", "管城回族区", "outlet 管城报")
CITY_COMMITTEE = MentionFact(EntityKind.ORGANIZATION, "市委", (Span(0, 2),), "body-local", "", "郑州市委", "outlet 郑州日报")


def only(**changes: object) -> PageFacts:
    """The page with nothing but the given facts."""
    return PageFacts(PAGE, (dataclasses.replace(ArticleFacts(ARTICLE), **changes),))  # type: ignore[arg-type]


def short(text: str) -> str:
    for prefix, iri in (("<", f"<{BASE}"), ("kg:", f"<{vocabulary.KG}"), ("xsd:", f"<{vocabulary.XSD}"), ("skos:", f"<{vocabulary.SKOS}")):
        if text.startswith(iri):
            return text.replace(iri, prefix, 1).removesuffix("" if prefix == "<" else ">")
        text = text.replace(f"^^{iri}", f"^^{prefix}")
    return text.removesuffix(">") if "^^xsd:" in text else text


def about(facts: PageFacts, subject: str) -> set[str]:
    """What the triples say about one thing, in a short form."""
    found = set()
    for quad in quads(facts, BASE):
        if quad.subject == ox.NamedNode(BASE + subject):
            predicate = {"type": "a", "label": "label"}.get(quad.predicate.value.rsplit("#", 1)[-1], short(str(quad.predicate)))
            found.add(f"{predicate} {short(str(quad.object))}")
    return found


E1 = f"event/{NAME}/1/e1/市委常委会第十六次会议"
A1 = f"article/{NAME}/1"


def test_the_document() -> None:
    assert about(PageFacts(PAGE), f"document/{NAME}") == {
        "a kg:Document",
        f'label "{NAME}"@zh',
        f'kg:fileName "{NAME}"',
        f'kg:sha256 "{"ab" * 32}"',
        'kg:encoding "utf-8"',
        'kg:url "https://n.example/1"^^xsd:anyURI',
        'kg:outlet "郑州日报"@zh',
        'kg:published "2022-04-26"^^xsd:date',
        'kg:publishedBasis "manifest.csv"',
    }


def test_what_is_not_known_of_a_document_is_not_written() -> None:
    page = Page("a.txt", "x", "ab" * 32, published_basis="file name")
    assert about(PageFacts(page), "document/a.txt") == {
        "a kg:Document",
        'label "a.txt"@zh',
        'kg:fileName "a.txt"',
        f'kg:sha256 "{"ab" * 32}"',
        'kg:encoding "utf-8"',
    }


def test_the_article() -> None:
    assert about(PAGE_FACTS, A1) == {
        "a kg:Article",
        'label "市委召开常委会会议"@zh',
        'kg:headline "市委召开常委会会议"@zh',
        f"kg:document <document/{NAME}>",
        'kg:begin "0"^^xsd:integer',
        f'kg:end "{len(TEXT)}"^^xsd:integer',
        'kg:byline "张昕"@zh',
        f"kg:evidence {passage('张昕')}",
        'kg:published "2022-04-26"^^xsd:date',
        'kg:publishedBasis "manifest.csv"',
        "kg:mentions <person/周富强>",
        "kg:mentions <person/何雄>",
        "kg:mentions <person/杜新军>",
        "kg:mentions <organization/省委>",
        "kg:mentions <organization/市委>",
        "kg:mentions <place/嵩山厅>",
        "kg:mentions <concept/四个口袋>",
    }


def test_an_article_without_a_headline_and_with_a_date_of_its_own() -> None:
    article = Article(Span(0, 3), (), Span(0, 0), (), repaired("市委召"), ())
    facts = PageFacts(PAGE, (ArticleFacts(article, published=date(2022, 4, 20), published_basis="dateline"),))
    assert about(facts, A1) >= {f'label "{NAME} 1"@zh', 'kg:published "2022-04-20"^^xsd:date', 'kg:publishedBasis "dateline"'}
    assert not {each for each in about(facts, A1) if each.startswith("kg:headline")}


def test_a_passage_is_the_very_slice_and_says_whom_it_names() -> None:
    assert about(PAGE_FACTS, f"document/{NAME}#char={at('省委').begin},{at('省委').end}") == {
        "a kg:Passage",
        f"kg:document <document/{NAME}>",
        f'kg:begin "{at("省委").begin}"^^xsd:integer',
        f'kg:end "{at("省委").end}"^^xsd:integer',
        'kg:quote "省委"',
        "kg:mentions <organization/省委>",
        f"kg:statedIn <{A1}>",
        'kg:rule "mention.body"',
    }


def test_an_event() -> None:
    assert about(PAGE_FACTS, E1) == {
        "a kg:Event",
        "a kg:Meeting",
        'label "市委常委会第十六次会议"@zh',
        'skos:altLabel "常委会会议"@zh',
        f"kg:reportedIn <{A1}>",
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('4月25日,市委常委会第十六次会议在嵩山厅召开。')}",
        f"kg:evidence {passage('4月25日')}",
        'kg:rule "event.named"',
        'kg:heldOn "2022-04-25"^^xsd:date',
        'kg:edtf "2022-04-25"',
        'kg:dateAsPrinted "4月25日"@zh',
        'kg:earliest "2022-04-25"^^xsd:date',
        'kg:latest "2022-04-25"^^xsd:date',
        'kg:dateBasis "day printed"',
        'kg:dateBasis "year of the issue"',
        "kg:heldAt <place/嵩山厅>",
        "kg:convenedBy <organization/市委>",
        "kg:series <series/市委常委会会议>",
        'kg:seriesNumber "16"^^xsd:integer',
        'kg:session "十一届"@zh',
    }
    assert about(PAGE_FACTS, "series/市委常委会会议") == {"a kg:Series", 'label "市委常委会会议"@zh'}
    assert about(PAGE_FACTS, "place/嵩山厅") == {"a kg:Place", 'label "嵩山厅"@zh'}


def test_a_date_that_is_only_printed_is_not_guessed() -> None:
    said = about(only(events=(dataclasses.replace(EVENT, date=None),)), E1)
    assert {each for each in said if each.split()[0] in {"kg:heldOn", "kg:edtf", "kg:earliest", "kg:dateAsPrinted"}} == {
        'kg:dateAsPrinted "4月25日"@zh'
    }


def test_several_days_and_a_year_that_is_not_known() -> None:
    days = EventDate(PRINTED, "2022-09-18", date(2022, 9, 18), last_day=date(2022, 9, 22))
    assert about(only(events=(dataclasses.replace(EVENT, date=days),)), E1) >= {'kg:lastDay "2022-09-22"^^xsd:date'}
    yearless = about(only(events=(dataclasses.replace(EVENT, date=EventDate(PRINTED, "XXXX-04-25")),)), E1)
    assert 'kg:edtf "XXXX-04-25"' in yearless
    assert not {each for each in yearless if each.startswith("kg:heldOn")}


def test_an_attendance_in_both_layers() -> None:
    assert about(PAGE_FACTS, f"attendance/{NAME}/1/e1/1/何雄") == {
        "a kg:Attendance",
        "kg:attendee <person/何雄>",
        f"kg:event <{E1}>",
        "kg:mode kg:Presided",
        'kg:position "1"^^xsd:integer',
        'kg:titleAsPrinted "代市长"@zh',
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('代市长何雄主持会议')}",
        'kg:rule "attendance.presided"',
    }
    assert 'kg:venue "分会场"@zh' in about(PAGE_FACTS, f"attendance/{NAME}/1/e1/3/杜新军")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("何雄", {f"kg:attended <{E1}>", f"kg:presidedOver <{E1}>", "kg:holdsPost <post/代市长>"}),
        ("周富强", {f"kg:attended <{E1}>", f"kg:satInOn <{E1}>"}),
        ("杜新军", {f"kg:attended <{E1}>"}),
    ],
)
def test_the_plain_triples_of_a_person(person: str, expected: set[str]) -> None:
    assert about(PAGE_FACTS, f"person/{person}") == {"a kg:Person", f'label "{person}"@zh', *expected}


def test_namesakes_in_one_roll_call_keep_their_own_attendance() -> None:
    twins = (ATTENDANCES[1], dataclasses.replace(ATTENDANCES[1], position=7))
    facts = only(events=(EVENT,), attendances=twins)
    assert about(facts, f"attendance/{NAME}/1/e1/2/周富强") & about(facts, f"attendance/{NAME}/1/e1/7/周富强") >= {"kg:mode kg:SatIn"}


def test_a_tenure_in_both_layers() -> None:
    assert about(PAGE_FACTS, f"tenure/{NAME}/1/何雄/代市长") == {
        "a kg:Tenure",
        "kg:holder <person/何雄>",
        "kg:post <post/代市长>",
        "kg:organization <organization/市政府>",
        'kg:title "代市长"@zh',
        'kg:titleAsPrinted "代市长"@zh',
        'kg:attestedFrom "2022-04-26"^^xsd:date',
        'kg:attestedUntil "2022-04-26"^^xsd:date',
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('代市长何雄')}",
        'kg:rule "tenure.before-name"',
    }
    assert about(PAGE_FACTS, "post/代市长") == {"a kg:Post", 'label "代市长"@zh'}


def test_an_office_is_attested_by_the_events_where_the_issue_has_no_date() -> None:
    undated = dataclasses.replace(PAGE, published=None)
    facts = ArticleFacts(ARTICLE, (EVENT,), ATTENDANCES[:1], (TENURE,))
    seen = {each for each in about(PageFacts(undated, (facts,)), f"tenure/{NAME}/1/何雄/代市长") if "attested" in each}
    assert seen == {'kg:attestedFrom "2022-04-25"^^xsd:date', 'kg:attestedUntil "2022-04-25"^^xsd:date'}
    absent = dataclasses.replace(facts, attendances=ATTENDANCES[1:])
    assert not {each for each in about(PageFacts(undated, (absent,)), f"tenure/{NAME}/1/何雄/代市长") if "attested" in each}


DIRECTIVE_AT = f"{DIRECTIVE.evidence.begin},{DIRECTIVE.evidence.end}"


def test_a_directive_of_a_person_with_its_instructions() -> None:
    part = f"instruction/{NAME}/1/{DIRECTIVE_AT}"
    assert about(PAGE_FACTS, f"statement/{NAME}/1/{DIRECTIVE_AT}") == {
        "a kg:Statement",
        "a kg:Directive",
        "kg:issuedBy <person/何雄>",
        f"kg:issuedAt <{E1}>",
        'kg:speechVerb "指出"@zh',
        'kg:text "各县区要用好“四个口袋”。一要压实责任。"@zh',
        'kg:addressee "各县区"@zh',
        "kg:topic <concept/四个口袋>",
        "kg:mentions <concept/四个口袋>",
        f"kg:hasPart <{part}/1>",
        f"kg:hasPart <{part}/2>",
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('各县区要用好“四个口袋”。一要压实责任。')}",
        'kg:rule "statement.speech-verb"',
    }
    assert about(PAGE_FACTS, f"{part}/2") == {
        "a kg:Instruction",
        'kg:position "2"^^xsd:integer',
        'kg:text "压实责任"@zh',
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('压实责任')}",
        'kg:rule "statement.speech-verb"',
    }


def test_where_no_person_speaks_the_meeting_does() -> None:
    assert about(PAGE_FACTS, f"statement/{NAME}/1/{BY_MEETING.evidence.begin},{BY_MEETING.evidence.end}") == {
        "a kg:Statement",
        f"kg:issuedBy <{E1}>",
        f"kg:issuedAt <{E1}>",
        'kg:speechVerb "要求"@zh',
        'kg:text "落实省委部署。"@zh',
        'kg:relays "省委"@zh',
        "kg:mentions <organization/省委>",
        f"kg:statedIn <{A1}>",
        f"kg:evidence {passage('落实省委部署。')}",
        'kg:rule "statement.meeting"',
    }


def test_a_statement_of_nobody_at_no_event_has_no_issuer() -> None:
    lonely = dataclasses.replace(BY_MEETING, event="", relays="")
    said = about(only(statements=(lonely,)), f"statement/{NAME}/1/{lonely.evidence.begin},{lonely.evidence.end}")
    assert not {each for each in said if each.startswith("kg:issued")}


def test_a_concept_is_a_skos_concept() -> None:
    labels = {'label "四个口袋"@zh', 'skos:prefLabel "四个口袋"@zh'}
    assert about(PAGE_FACTS, "concept/四个口袋") == {"a kg:Concept", "a skos:Concept", *labels}


def test_every_quote_is_its_slice_and_every_fact_has_evidence() -> None:
    store = ox.Store()
    store.extend(quads(PAGE_FACTS))
    slices = store.query(
        "PREFIX kg: <https://kg.example/ontology#> SELECT ?b ?e ?q { ?p a kg:Passage ; kg:begin ?b ; kg:end ?e ; kg:quote ?q }",
        use_default_graph_as_union=True,
    )
    found = [(int(b.value), int(e.value), q.value) for b, e, q in slices]  # type: ignore[union-attr]
    assert len(found) == 14
    assert all(TEXT[begin:end] == quote for begin, end, quote in found)


def test_quads_lie_in_the_graph_of_their_document_sorted_and_once() -> None:
    lines = [str(quad) for quad in quads(PAGE_FACTS)]
    assert len(set(lines)) == len(lines)
    assert {quad.graph_name.value for quad in quads(PAGE_FACTS)} == {f"{BASE}graph/{NAME}"}  # type: ignore[union-attr]
    keys = [(quad.subject.value, quad.predicate.value) for quad in quads(PAGE_FACTS)]  # type: ignore[union-attr]
    assert keys == sorted(keys)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = "import sys; sys.path.insert(0, 'tests'); import test_graph_triples as t; print(*map(str, t.quads(t.PAGE_FACTS)))"
    runs = set()
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PYTHONIOENCODING": "utf-8"}
        runs.add(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    assert len(runs) == 1


def test_the_graph_keeps_to_its_shapes() -> None:
    assert validate(quads(PAGE_FACTS)) == []


def test_every_triple_fits_the_domains_and_ranges_of_the_ontology() -> None:
    known, schema = rdflib.Graph().parse(data=ontology.text(), format="turtle"), "https://schema.org/"
    types: dict[str, set[str]] = {}
    made = [*quads(PAGE_FACTS), *quads(only(mentions=(COUNTY_WORDS,), tenures=()))]
    for quad in made:
        if quad.predicate.value == vocabulary.Foreign.TYPE:
            types.setdefault(quad.subject.value, set()).add(quad.object.value)  # type: ignore[union-attr]
    types.update({str(mode): {vocabulary.Class.MODE} for mode in vocabulary.Individual})

    def said(term: str, rdfs: str, includes: str) -> set[str]:
        both = (rdflib.RDFS[rdfs], rdflib.URIRef(schema + includes))
        return {str(each) for predicate in both for each in known.objects(rdflib.URIRef(term), predicate)}

    used = set()
    for quad in made:
        predicate, target = quad.predicate.value, quad.object
        if not predicate.startswith(vocabulary.KG):
            continue
        used.add(predicate)
        kinds = {target.datatype.value} if isinstance(target, ox.Literal) else types[target.value]  # type: ignore[union-attr]
        assert said(predicate, "domain", "domainIncludes") & types[quad.subject.value], str(quad)  # type: ignore[union-attr]
        assert said(predicate, "range", "rangeIncludes") & kinds, str(quad)
    across = {vocabulary.Property.DISTINGUISHED_BY, vocabulary.Property.IDENTITY_BASIS, vocabulary.Property.INDEPENDENT_SOURCES}
    assert set(vocabulary.Property) - used == {vocabulary.Property.LAST_DAY, *across}  # these follow from several documents


def test_words_of_place_stand_for_the_place_and_name_none() -> None:
    made = only(mentions=(COUNTY_WORDS,))
    assert about(made, f"document/{NAME}#char={at('县区').begin},{at('县区').end}") == {
        "a kg:Passage",
        f"kg:document <document/{NAME}>",
        f'kg:begin "{at("县区").begin}"^^xsd:integer',
        f'kg:end "{at("县区").end}"^^xsd:integer',
        'kg:quote "县区"',
        "kg:standsFor <place/管城回族区>",
        'kg:resolutionBasis "outlet 管城报"',
        f"kg:statedIn <{A1}>",
        'kg:rule "relative-place"',
    }
    assert about(made, "place/管城回族区") == {"a kg:Place", 'label "管城回族区"@zh', 'kg:adminCode "410104"'}
    assert not any(line.startswith("kg:mentions") for line in about(made, A1))
    assert about(made, "place/县区") == set()


def test_a_body_of_some_city_is_named_as_printed_and_stands_for_that_of_the_city() -> None:
    tenure = dataclasses.replace(TENURE, title="市委副书记", organization="市委", printed="市委副书记")
    made = only(mentions=(CITY_COMMITTEE,), tenures=(tenure,))
    assert {"kg:mentions <organization/市委>", "kg:standsFor <organization/郑州市委>"} <= about(made, f"document/{NAME}#char=0,2")
    assert {
        "kg:organization <organization/市委>",
        "kg:standsFor <organization/郑州市委>",
        'kg:resolutionBasis "outlet 郑州日报"',
    } <= about(made, f"tenure/{NAME}/1/何雄/市委副书记")
    assert about(made, "organization/郑州市委") == {"a kg:Organization", 'label "郑州市委"@zh'}
    assert "kg:mentions <organization/市委>" in about(made, A1)
    assert validate(quads(made)) == []


def test_a_place_has_its_code() -> None:
    made = only(mentions=(MentionFact(EntityKind.PLACE, "郑州市", (Span(0, 1),), "place-division", "410100"),))
    assert about(made, "place/郑州市") == {"a kg:Place", 'label "郑州市"@zh', 'kg:adminCode "410100"'}
    assert "kg:mentions <place/郑州市>" in about(made, A1)


def refused(facts: PageFacts, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        list(quads(facts))


def test_a_fact_that_cannot_be_explained_is_refused() -> None:
    refused(only(tenures=(dataclasses.replace(TENURE, evidence=()),)), "expected evidence and the name of the rule .* got 0 passages")
    refused(only(tenures=(dataclasses.replace(TENURE, rule=""),)), "got 1 passages and rule ''")
    refused(only(tenures=(dataclasses.replace(TENURE, evidence=(Span(3, 3),)),)), "evidence 3,3 lies outside .* or is empty")
    refused(only(tenures=(dataclasses.replace(TENURE, evidence=(Span(0, 999),)),)), "evidence 0,999 lies outside of the page of 1")
    refused(only(tenures=(dataclasses.replace(TENURE, person=""),)), "expected a label to make an IRI from")
    refused(
        only(attendances=ATTENDANCES[:1]),
        "p/04-26.txt, article 1: the attendance of 何雄 belongs to event 'e1'; expected the key of an event of the article \\(none\\)",
    )


@given(st.text(st.characters(), min_size=1, max_size=30))
def test_any_characters_survive_every_syntax(text: str) -> None:
    """Quotes keep their control characters, other literals lose what XML cannot carry, and rdflib reads the same back."""
    carried = "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))
    article = Article(Span(0, len(text)), (), Span(0, 0), (), repaired(text), ())
    said = StatementFact("", "", "说", text, Span(0, len(text)), "rule")
    made = list(quads(PageFacts(Page("a.txt", text, "ab" * 32), (ArticleFacts(article, statements=(said,)),))))
    quote = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    for form, name in ((ox.RdfFormat.TURTLE, "turtle"), (ox.RdfFormat.N_TRIPLES, "nt")):
        data = ox.serialize([quad.triple for quad in made], format=form)
        graph = rdflib.Graph().parse(data=data, format=name)
        assert len(graph) == len(made)
        assert {str(each) for each in graph.objects(None, rdflib.URIRef(vocabulary.Property.QUOTE))} == {quote}
        texts = {str(each) for each in graph.objects(None, rdflib.URIRef(vocabulary.Property.TEXT))}
        assert texts == ({carried} if carried else set())


def test_lines_say_what_quads_say() -> None:
    graph, written = lines(PAGE_FACTS, BASE)
    assert graph == f"{BASE}graph/{NAME}"
    assert written == sorted(f"{quad.triple} .\n" for quad in quads(PAGE_FACTS, BASE))
    read = ox.parse("".join(written), format=ox.RdfFormat.N_TRIPLES)  # strictly: every IRI is checked
    assert {quad.triple for quad in read} == {quad.triple for quad in quads(PAGE_FACTS, BASE)}


@given(st.text(min_size=1), st.integers(min_value=0))
def test_any_text_is_written_as_oxigraph_writes_it(text: str, number: int) -> None:
    sheet = Sheet()
    sheet.chinese("x:s", "x:p", text)
    sheet.string("x:s", "x:q", text)
    sheet.quote("x:s", "x:r", text)
    sheet.number("x:s", "x:n", number)
    assert sheet.lines() == sorted(f"{quad.triple} .\n" for quad in sheet.quads("x:g"))
