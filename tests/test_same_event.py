"""The same event told by several articles: one event with all its sources; reprints are no second witness."""

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg import pipeline
from kg.check import check
from kg.query import answer, prepare
from kg.resolve.same_event import Report, alike, met
from kg.resolve.telling import Telling, sketch
from kg.store import Store, open_store

DAY = date(2022, 4, 25)
LONG = "全市疫情防控工作专题会议"


def told(document: str, name: str, outlet: str = "", **more: object) -> Report:
    return Report(document, outlet, DAY, Telling(1, "e1", name, "Meeting", DAY, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (
            told("a", "第十六次专题会议", series="省委专题会议", number=16),
            told("b", "省委专题会议", series="省委专题会议", number=16),
            True,
        ),
        (told("a", LONG, series="省委专题会议", number=16), told("b", LONG, series="省委专题会议", number=15, people=("何雄",)), False),
        (told("a", LONG, people=("何雄",)), told("b", LONG, people=("何雄", "虎强")), True),
        (told("a", LONG, place="郑州市"), told("b", LONG, place="洛阳市"), False),
        (told("a", LONG), told("b", LONG), False),
        (told("a", "工作会议", people=("何雄",)), told("b", "工作会议", people=("何雄",)), False),
        (told("a", "工作会议", people=("何雄", "虎强")), told("b", "工作会议", people=("何雄", "虎强")), True),
        (told("a", "会议", people=("何雄", "虎强")), told("b", "会议", people=("何雄", "虎强")), False),
        (told("a", "座谈", words=("1", "2", "3")), told("b", "座谈", words=("1", "2", "4")), True),
        (told("a", "座谈", words=("1", "2", "3")), told("b", "座谈", words=("1", "5", "4")), False),
        (told("a", "全体会议", series="全体会议", number=2), told("b", "全体会议", series="全体会议", number=2), False),
        (
            told("a", "欢迎甲国总统仪式", other_names=("欢迎仪式",), people=("何雄", "虎强")),
            told("b", "欢迎乙国总统仪式", other_names=("欢迎仪式",), people=("何雄", "虎强")),
            False,
        ),
        (told("a", "会见来华出席运动会开幕式", people=("何雄",)), told("b", "会见来华出席运动会开幕式", people=("何雄",)), False),
        (told("a", LONG, other_names=("防疫会",), people=("何雄", "虎强")), told("b", "防疫会", people=("何雄", "虎强")), True),
    ],
)
def test_two_reports(one: Report, two: Report, *, same: bool) -> None:
    assert [tuple(report.document for report in event.reports) for event in met([two, one])] == ([("a", "b")] if same else [])


@pytest.mark.parametrize(
    ("outlets", "words", "witnesses"),
    [
        (("", ""), (("1", "2"), ("3", "4")), 2),
        (("", ""), (("1", "2"), ("1", "2")), 1),
        (("郑州日报", "郑州日报"), (("1", "2"), ("3", "4")), 1),
        (("郑州日报", "大河报"), (("1", "2"), ("3", "4")), 2),
    ],
)
def test_witnesses(outlets: tuple[str, str], words: tuple[tuple[str, ...], tuple[str, ...]], witnesses: int) -> None:
    reports = [
        told(name, LONG, outlet, people=("何雄", "虎强"), words=said) for name, outlet, said in zip("ab", outlets, words, strict=True)
    ]
    assert [event.independent for event in met(reports)] == [witnesses]


def test_a_sketch_stays_the_same_in_a_reprint_with_another_head() -> None:
    text = "会议强调，要压实各级各部门的责任。会议指出，要抓好春季农业生产工作。会议要求，要做好防汛备汛的各项准备。"
    assert alike(sketch(text), sketch("本报讯（记者张三）" + text.replace("，", ", ")))
    assert not alike(sketch(text), sketch("会议研究了本年度的重点项目建设安排。会议听取了生态环境保护工作的汇报。"))


HEAD = "本报讯（记者 张三）4月25日，郑州市召开全市疫情防控工作专题会议，市委书记安伟主持会议并讲话，市长何雄出席会议。"
PAGES = {
    "2022-04-26-a.txt": HEAD + "会议强调，要压实各级各部门的防控责任。会议指出，要做好重点人群的核酸检测工作。",
    "2022-04-26-b.txt": "4月25日下午，郑州市召开全市疫情防控工作专题会议。市委书记安伟主持，何雄、虎强参加。安伟要求，保障物资供应。",
    "2022-04-27-c.txt": HEAD + "会议强调，要压实各级各部门的防控责任。会议指出，要做好重点人群的核酸检测工作。",
}
EVENTS = """SELECT ?at (COUNT(DISTINCT ?article) AS ?articles) (SAMPLE(?count) AS ?sources) WHERE {
  ?at a kg:Meeting ; kg:reportedIn ?article . OPTIONAL { ?at kg:independentSources ?count } } GROUP BY ?at ORDER BY ?at"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        yield opened


def put(folder: Path, store: Store, *names: str) -> None:
    for name in names:
        (folder / name).write_text(PAGES[name], encoding="utf-8")
    pipeline.build([folder / name for name in names], store)


def exported(store: Store, folder: Path) -> bytes:
    store.export(folder / "all.nq")
    return (folder / "all.nq").read_bytes()


def test_one_event_with_all_its_sources(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    assert [(row["articles"], row["sources"]) for row in store.rows(EVENTS)] == [("3", "2")]
    assert check(store).problems == []


def test_removed_and_added_in_any_order(store: Store, tmp_path: Path) -> None:
    first, *others = PAGES
    put(tmp_path, store, *others)
    two = exported(store, tmp_path)
    put(tmp_path, store, first)
    with open_store(tmp_path / "whole", create=True) as whole:
        put(tmp_path, whole, *PAGES)
        assert exported(store, tmp_path) == exported(whole, tmp_path)
    store.remove_document(first)
    pipeline.infer(store)
    assert exported(store, tmp_path) == two


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [told(name, LONG, people=("何雄", "虎强"), words=(name,)) for name in "abc"]
    assert len({met(order) for order in itertools.permutations(reports)}) == 1


def test_corroborated_events_are_asked_for(store: Store, tmp_path: Path) -> None:
    put(tmp_path, store, *PAGES)
    rows = [tuple(str(value) for value in row.values()) for row in answer(store, prepare("corroboration", {})).records()]
    assert rows == [("2022-04-25", "全市疫情防控工作专题会议", "2", "3")]
    assert list(answer(store, prepare("corroboration", {"least": "3"})).records()) == []
