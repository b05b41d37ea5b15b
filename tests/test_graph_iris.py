"""IRIs: readable, legal, and never the same for two things."""

import re
import unicodedata
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import DEFAULT_BASE, Iris

IRIS = Iris()
BASE = "https://kg.example/id/"
# RFC 3987, section 2.2: ipath-absolute and ifragment, without what section 4.1 forbids (bidirectional controls).
UCSCHAR = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
PCHAR = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@{UCSCHAR}]|%[0-9A-F]{{2}})"
LEGAL = re.compile(rf"https://kg\.example/id(?:/{PCHAR}*)+(?:#{PCHAR}*)?")
BIDI = re.compile("[\u200e\u200f\u202a-\u202e]")

any_text = st.text(st.characters(), min_size=1, max_size=12) | st.text("/#%.,-123eé何\u0301", min_size=1, max_size=6)
labels = any_text.filter(lambda text: any(unicodedata.category(each)[0] != "C" for each in text))
numbers = st.integers(1, 12)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (IRIS.document("2022/04-26 第1版.txt"), "document/2022/04-26%20第1版.txt"),
        (IRIS.graph("2022/04-26.txt"), "graph/2022/04-26.txt"),
        (IRIS.passage("04-26.txt", 120, 340), "document/04-26.txt#char=120,340"),
        (IRIS.article("04-26.txt", 3), "article/04-26.txt/3"),
        (IRIS.event("04-26.txt", 3, "e1", "市委常委会会议"), "event/04-26.txt/3/e1/市委常委会会议"),
        (IRIS.attendance("04-26.txt", 3, "e1", 2, "何雄"), "attendance/04-26.txt/3/e1/2/何雄"),
        (IRIS.tenure("04-26.txt", 3, "何雄", "代市长"), "tenure/04-26.txt/3/何雄/代市长"),
        (IRIS.statement("04-26.txt", 3, 120, 340), "statement/04-26.txt/3/120,340"),
        (IRIS.instruction("04-26.txt", 3, 120, 340, 1), "instruction/04-26.txt/3/120,340/1"),
        (IRIS.person("何雄"), "person/何雄"),
        (IRIS.person("阿不都热合曼·买买提"), "person/阿不都热合曼·买买提"),
        (IRIS.organization("市委/市政府"), "organization/市委%2F市政府"),
        (IRIS.place("A#B?C"), "place/A%23B%3FC"),
        (IRIS.post("代市长"), "post/代市长"),
        (IRIS.concept("“100%”"), "concept/“100%25”"),
        (IRIS.concept("a\u3000b\u200ec<d>"), "concept/a%E3%80%80b%E2%80%8Ec%3Cd%3E"),
        (IRIS.series("专题会议"), "series/专题会议"),
        (IRIS.document("../x/./y"), "document/%2E%2E/x/%2E/y"),
        (IRIS.inferences(), "inferences"),
    ],
)
def test_an_iri_is_readable(iri: str, expected: str) -> None:
    assert iri == BASE + expected


def test_a_base_of_ones_own() -> None:
    assert Iris("https://news.example/图/").person("何雄") == "https://news.example/图/person/何雄"


@pytest.mark.parametrize(
    "base",
    ["", "id/", "https://kg.example/id", "https://kg.example/id#", "https://kg.example/?a/", "https://kg example/", "https://k/\n"],
)
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="expected as base an absolute IRI that ends in '/'"):
        Iris(base)


def test_nothing_without_a_name_gets_an_iri() -> None:
    with pytest.raises(ValueError, match=r"expected a label to make an IRI from, got '\\x00'"):
        IRIS.person("\x00")
    with pytest.raises(ValueError, match="expected the name of a document"):
        IRIS.document("")


def test_one_name_in_two_normal_forms_is_one_thing_but_two_files_stay_two() -> None:
    assert IRIS.person("Rene\u0301") == IRIS.person("Ren\u00e9") == BASE + "person/Ren\u00e9"
    assert IRIS.document("e\u0301.txt") == BASE + "document/e%CC%81.txt"
    assert IRIS.document("\u00e9.txt") == BASE + "document/\u00e9.txt"


@given(any_text)
def test_a_document_iri_gives_its_name_back(name: str) -> None:
    path = IRIS.document(name).removeprefix(BASE + "document/")
    assert unquote(path, encoding="utf-8", errors="surrogatepass") == name


@given(any_text, numbers, any_text, numbers, labels)
def test_an_iri_can_be_taken_apart_from_its_end(name: str, number: int, key: str, position: int, label: str) -> None:
    parts = IRIS.attendance(name, number, key, position, label).removeprefix(BASE + "attendance/").rsplit("/", 4)
    decoded = [unquote(part, encoding="utf-8", errors="surrogatepass") for part in parts]
    assert decoded[:4] == [name, str(number), key, str(position)]
    assert decoded[4] == unicodedata.normalize("NFC", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", label))


def made(name: str, number: int, key: str, label: str) -> dict[str, tuple[object, ...]]:
    """IRIs of every kind made of some values, with the things they stand for."""
    plain = unicodedata.normalize("NFC", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", label))
    things: list[tuple[str, tuple[object, ...]]] = [
        (IRIS.document(name), ("document", name)),
        (IRIS.graph(name), ("graph", name)),
        (IRIS.passage(name, number, number + 1), ("passage", name, number, number + 1)),
        (IRIS.article(name, number), ("article", name, number)),
        (IRIS.event(name, number, key, label), ("event", name, number, key, plain)),
        (IRIS.attendance(name, number, key, number, label), ("attendance", name, number, key, number, plain)),
        (IRIS.tenure(name, number, label, "代市长"), ("tenure", name, number, plain, "代市长")),
        (IRIS.tenure(name, number, "代市长", label), ("tenure", name, number, "代市长", plain)),
        (IRIS.statement(name, number, number, 99), ("statement", name, number, number, 99)),
        (IRIS.instruction(name, number, number, 99, 1), ("instruction", name, number, number, 99, 1)),
        (IRIS.person(label), ("person", plain)),
        (IRIS.organization(label), ("organization", plain)),
        (IRIS.place(label), ("place", plain)),
        (IRIS.post(label), ("post", plain)),
        (IRIS.concept(label), ("concept", plain)),
        (IRIS.series(label), ("series", plain)),
        (IRIS.inferences(), ("inferences",)),
    ]
    stands_for: dict[str, tuple[object, ...]] = {}
    for iri, thing in things:
        assert stands_for.setdefault(iri, thing) == thing, iri
    return stands_for


values = st.tuples(any_text, numbers, any_text, labels)


@given(values, values)
def test_two_things_never_get_the_same_iri(one: tuple[str, int, str, str], other: tuple[str, int, str, str]) -> None:
    here, there = made(*one), made(*other)
    for iri in here.keys() & there.keys():
        assert here[iri] == there[iri]


@given(values)
def test_an_iri_is_legal_and_in_form_c(one: tuple[str, int, str, str]) -> None:
    for iri in made(*one):
        assert LEGAL.fullmatch(iri), iri
        assert not BIDI.search(iri)
        assert unicodedata.is_normalized("NFC", iri)
        assert ox.NamedNode(iri).value == iri


def test_the_default_base() -> None:
    assert DEFAULT_BASE == BASE
