"""Who is who: namesakes apart, one person one IRI, each with the reasons; whatever the order of documents."""

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline
from kg.check import check
from kg.query import answer, prepare
from kg.resolve.identity import Person, people
from kg.resolve.people import Post, Sort
from kg.resolve.spelling import folded
from kg.resolve.witnesses import Witness, is_common, is_very_common
from kg.store import Store, open_store

GONGYI, ZHENGZHOU, LANZHOU, HENAN, GANSU = "410181", "410100", "620100", "410000", "620000"


def at(place: str, title: str) -> Post:
    return Post(Sort.PLACE, place, title)


def of(body: str, title: str) -> Post:
    return Post(Sort.BODY, body, title)


LEADER = Post(Sort.LEADER, "", "国务院总理")


def said(document: str, name: str, *posts: Post, **more: object) -> Witness:
    return Witness(document, name, posts, **more)  # type: ignore[arg-type]


def told(found: tuple[Person, ...]) -> list[tuple[str, str]]:
    """Each person's scope and documents."""
    return [(person.scope, " ".join(document for document, _ in person.members)) for person in found]


@pytest.mark.parametrize(
    ("witnesses", "expected"),
    [
        # offices of two provinces
        (
            [said("a", "张伟", at(GONGYI, "巩义市委书记")), said("b", "张伟", at(LANZHOU, "兰州市中级人民法院院长"))],
            [("巩义市", "a"), ("兰州市", "b")],
        ),
        # a rare name, too, where the offices are local
        (
            [said("a", "党梦琦", at(GONGYI, "巩义市委书记")), said("b", "党梦琦", at(LANZHOU, "兰州市副市长"))],
            [("巩义市", "a"), ("兰州市", "b")],
        ),
        # the same place
        ([said("a", "张伟", at(GONGYI, "巩义市委书记")), said("b", "张伟", at(GONGYI, "巩义市市长"))], [("", "a b")]),
        # a county and its prefecture
        ([said("a", "张伟", at(GONGYI, "巩义市委书记")), said("b", "张伟", at(ZHENGZHOU, "郑州市副市长"))], [("", "a b")]),
        # two firms: a common name is not enough, a rare one is
        (
            [said("a", "张伟", of("宏达公司", "宏达公司董事长")), said("b", "张伟", of("远东集团", "远东集团经理"))],
            [("宏达公司", "a"), ("远东集团", "b")],
        ),
        ([said("a", "党梦琦", of("宏达公司", "宏达公司董事长")), said("b", "党梦琦", of("远东集团", "远东集团经理"))], [("", "a b")]),
        # a leader of the country keeps the plain IRI; elsewhere the same name is someone else
        ([said("a", "李强", LEADER), said("b", "李强", of("宏达公司", "宏达公司董事长"))], [("", "a"), ("宏达公司", "b")]),
        # the head of a province becomes a leader
        (
            [
                said("a", "李强", at("310000", "上海市委书记"), published=date(2022, 3, 1)),
                said("b", "李强", LEADER, published=date(2023, 4, 1)),
            ],
            [("", "a b")],
        ),
        # without an office: a paper of the place, and one of another place
        (
            [
                said("a", "张伟", at(ZHENGZHOU, "郑州市副市长"), outlet="郑州日报", place=ZHENGZHOU),
                said("b", "张伟", outlet="郑州日报", place=ZHENGZHOU),
                said("c", "张伟", outlet="兰州日报", place=LANZHOU),
            ],
            [("郑州市", "a b"), ("兰州市", "c")],
        ),
        # in the same company
        (
            [
                said("a", "张伟", others=frozenset({"牛卫国", "虎强"})),
                said("b", "张伟", of("宏达公司", "宏达公司董事长"), others=frozenset({"牛卫国"})),
            ],
            [("", "a b")],
        ),
    ],
)
def test_who_is_who(witnesses: list[Witness], expected: list[tuple[str, str]]) -> None:
    for order in itertools.permutations(witnesses):
        assert told(people(order)) == expected


def test_why_they_are_two() -> None:
    one, two = people([said("a", "张伟", at(GONGYI, "巩义市委书记")), said("b", "张伟", at(LANZHOU, "兰州市副市长"))])
    assert one.basis == ("not 张伟 of 兰州市: offices of 巩义市 and of 兰州市, in different provinces",)
    assert (one.note, two.note) == ("巩义市", "兰州市")


def test_why_they_are_one() -> None:
    [one] = people([said("a", "张伟", at(GONGYI, "巩义市委书记")), said("b", "张伟", at(GONGYI, "巩义市市长"))])
    assert one.basis == ("one person in 2 documents", "in 巩义市 (2 documents)")


def test_places_at_the_same_time_exclude_each_other_even_in_one_province() -> None:
    luoyang = [said(d, "党梦琦", at("410300", "洛阳市副市长"), published=date(2022, 5, int(d))) for d in ("1", "9")]
    kaifeng = said("5", "党梦琦", at("410200", "开封市副市长"), published=date(2022, 5, 5))
    assert told(people([*luoyang, kaifeng])) == [("洛阳市", "1 9"), ("开封市", "5")]
    later = said("5", "党梦琦", at("410200", "开封市副市长"), published=date(2023, 5, 5))
    assert told(people([*luoyang, later])) == [("", "1 5 9")]


def test_two_spellings_are_one_person_only_on_evidence() -> None:
    post = at("650100", "乌鲁木齐市副市长")
    assert told(people([said("a", "阿布都热合曼", post), said("b", "阿不都热合曼", post)])) == [("", "a b")]
    assert told(people([said("a", "阿布都热合曼", post), said("b", "阿不都热合曼")])) == [("", "a"), ("", "b")]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [("阿布都热合曼", "阿不都热合曼", True), ("买买提·艾力", "麦麦提艾力", True), ("张布", "张不", False), ("何雄", "何雄", True)],
)
def test_folded_spellings(one: str, two: str, *, same: bool) -> None:
    assert (folded(one) == folded(two)) is same


@pytest.mark.parametrize(
    ("name", "common", "very"),
    [("张伟", True, True), ("王建军", True, False), ("王晓林", True, False), ("虎强", False, False), ("徐立毅", False, False)],
)
def test_common_names(name: str, *, common: bool, very: bool) -> None:
    assert (is_common(name), is_very_common(name)) == (common, very)


posts = st.sampled_from([at(GONGYI, "巩义市委书记"), at(ZHENGZHOU, "市长"), at(LANZHOU, "副市长"), of("宏达公司", "董事长"), LEADER])
anyone = st.builds(
    lambda posts, place, outlet, day, others: (tuple(posts), place, outlet, day, frozenset(others)),
    st.lists(posts, max_size=2, unique=True),
    st.sampled_from(["", ZHENGZHOU, LANZHOU]),
    st.sampled_from(["", "郑州日报", "央视新闻联播"]),
    st.sampled_from([None, date(2022, 5, 1), date(2022, 5, 2), date(2023, 1, 1)]),
    st.lists(st.sampled_from(["牛卫国", "虎强", "高义"]), max_size=3),
)


@given(st.lists(anyone, min_size=1, max_size=7), st.sampled_from(["张伟", "党梦琦"]), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(found: list[tuple[object, ...]], name: str, turns: object) -> None:
    witnesses = [
        said(str(number), name, *posts, place=place, outlet=outlet, published=day, others=others)  # type: ignore[misc]
        for number, (posts, place, outlet, day, others) in enumerate(found)
    ]
    shuffled = list(witnesses)
    turns.shuffle(shuffled)  # type: ignore[attr-defined]
    decided = people(witnesses)
    assert people(shuffled) == decided
    assert sorted(member for person in decided for member in person.members) == sorted(w.member for w in witnesses)
    assert len({(person.name, person.scope) for person in decided}) == len(decided)


# in a store

PAGES = {
    "a.txt": "本报讯 5月6日，巩义市召开安全生产工作会议，巩义市委书记张伟出席会议并讲话。市领导牛卫国、杜新军参加会议。",
    "b.txt": "本报讯 5月8日，兰州市召开法院工作会议，兰州市中级人民法院院长张伟出席会议并讲话。王海林参加会议。",
    "c.txt": "本报讯 5月9日，巩义市召开防汛工作会议，巩义市委书记张伟主持会议。牛卫国参加会议。",
}
PEOPLE = """SELECT DISTINCT ?who ?note WHERE { ?who a kg:Person ; rdfs:label "张伟"@zh . OPTIONAL { ?who kg:distinguishedBy ?note } }
ORDER BY ?who"""


def put(folder: Path, store: Store, *names: str) -> None:
    for name in names:
        (folder / name).write_text(PAGES[name], encoding="utf-8")
    pipeline.build([folder / name for name in names], store)


def namesakes(store: Store) -> list[tuple[str, str]]:
    return [(row["who"].removeprefix(store.base), row.get("note", "")) for row in store.rows(PEOPLE)]


def exported(store: Store, folder: Path) -> bytes:
    store.export(folder / "all.nq")
    return (folder / "all.nq").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        yield opened


def test_namesakes_are_two_people_in_the_graph(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    assert namesakes(store) == [("person/张伟~兰州市", "兰州市"), ("person/张伟~巩义市", "巩义市")]
    assert check(store).problems == []


def test_one_alone_has_the_plain_iri_until_a_namesake_comes_and_again_when_he_is_gone(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, "a.txt", "c.txt")
    before = exported(store, tmp_path)
    assert namesakes(store) == [("person/张伟", "")]
    put(tmp_path, store, "b.txt")
    assert len(namesakes(store)) == 2
    store.remove_document("b.txt")
    pipeline.infer(store)
    assert exported(store, tmp_path) == before


@pytest.mark.parametrize("order", list(itertools.permutations(PAGES)))
def test_page_by_page_in_any_order(order: tuple[str, ...], store: Store, tmp_path: Path) -> None:
    for name in order:
        put(tmp_path, store, name)
    with open_store(tmp_path / "whole", create=True) as whole:
        put(tmp_path, whole, *PAGES)
        assert exported(store, tmp_path) == exported(whole, tmp_path)
    assert store.verify() == []


def test_pages_that_are_written_otherwise_are_not_read_again(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    outcomes = []
    pipeline.build([tmp_path / name for name in PAGES], store, on_page=lambda _name, outcome, _share: outcomes.append(outcome))
    assert outcomes == ["unchanged"] * 3


def test_lost_decisions_are_made_again(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    before = exported(store, tmp_path)
    (tmp_path / "store" / "identities.sqlite").write_bytes(b"no database, but long enough to be taken for a damaged one" * 20)
    put(tmp_path, store, *PAGES)
    assert exported(store, tmp_path) == before


def test_namesakes_and_reasons_are_asked_for(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    apart = [tuple(map(str, row.values())) for row in answer(store, prepare("namesakes", {})).records()]
    assert [row[:3] for row in apart] == [("张伟", "兰州市", "1"), ("张伟", "巩义市", "2")]
    reasons = [str(row["reason"]) for row in answer(store, prepare("identity", {"person": "牛卫国"})).records()]
    assert reasons == ["in 巩义市 (2 documents)", "one person in 2 documents: a rare name, and no two offices exclude each other"]


def test_why_a_person_is_one_and_a_namesake_another(tmp_path: Path, kg_command: Run) -> None:
    with open_store(tmp_path / "store", create=True) as opened:
        put(tmp_path, opened, *PAGES)
    code, out, _ = kg_command("why", "张伟", "--store", tmp_path / "store")
    assert (code, out.splitlines()) == (
        0,
        [
            "张伟 (兰州市)  [1 article]  https://kg.example/id/person/张伟~兰州市",
            "  - not 张伟 of 巩义市: offices of 兰州市 and of 巩义市, in different provinces",
            "张伟 (巩义市)  [2 articles]  https://kg.example/id/person/张伟~巩义市",
            "  - one person in 2 documents",
            "  - as 巩义市委书记 (2 documents)",
            "  - in 巩义市 (2 documents)",
            "  - not 张伟 of 兰州市: offices of 巩义市 and of 兰州市, in different provinces",
        ],
    )
