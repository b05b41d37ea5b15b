"""Dates that follow from several documents: in the graph of inferences, after any order of builds and removals; and why they follow."""

import json
import sqlite3
from pathlib import Path

import pytest
from conftest import Run

from kg import pipeline
from kg.check import check
from kg.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
EVENT = "市委疫情防控工作专题会议"
DAY = """PREFIX kg: <https://kg.example/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?day { ?e rdfs:label "市委疫情防控工作专题会议"@zh ; kg:heldOn ?day }"""


def build(store: Path, *names: str) -> None:
    with open_store(store, create=True) as opened:
        pipeline.build([SEEDS / name for name in names], opened)


def exported(store: Path) -> bytes:
    with open_store(store, read_only=True) as opened:
        opened.export(store / "all.nq")
    return (store / "all.nq").read_bytes()


def days(store: Path) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return [row[0].value for row in opened.query(DAY)]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("whole") / "store"
    build(store, *NAMES)
    return store


def test_a_day_that_follows_from_other_pages(whole: Path) -> None:
    assert days(whole) == ["2022-04-25"]


def test_the_graph_with_inferences_is_sound(whole: Path) -> None:
    with open_store(whole, read_only=True) as opened:
        assert check(opened).problems == []


def test_page_by_page_in_any_order_gives_the_same_store(whole: Path, tmp_path: Path) -> None:
    for name in reversed(NAMES):
        build(tmp_path / "store", name)
    assert exported(tmp_path / "store") == exported(whole)


def test_what_rests_on_a_removed_page_goes_with_it(tmp_path: Path, kg_command: Run) -> None:
    build(tmp_path / "store", *NAMES)
    kg_command("remove", NAMES[2], "--store", tmp_path / "store")
    assert days(tmp_path / "store") == []
    build(tmp_path / "store", NAMES[2])
    assert days(tmp_path / "store") == ["2022-04-25"]


def test_clues_that_were_lost_are_read_again(whole: Path, tmp_path: Path) -> None:
    build(tmp_path / "store", *NAMES)
    (tmp_path / "store" / "clues.sqlite").write_bytes(b"no database, but long enough to be taken for a damaged one" * 20)
    build(tmp_path / "store", *NAMES)
    assert exported(tmp_path / "store") == exported(whole)


def test_nothing_is_inferred_again_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "store", *NAMES)

    def fail(_lines: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kg.resolve.conclusions.conclude", fail)
    build(tmp_path / "store", *NAMES)


def test_a_document_keeps_one_line_of_clues(tmp_path: Path) -> None:
    for _ in range(2):
        build(tmp_path / "store", *NAMES)
    with sqlite3.connect(tmp_path / "store" / "clues.sqlite") as rows:
        assert [row[0] for row in rows.execute("SELECT name FROM clue ORDER BY name")] == NAMES
    rows.close()


def test_a_book_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    build(tmp_path / "store", NAMES[0])
    (tmp_path / "store" / "clues.sqlite").unlink()
    with open_store(tmp_path / "store", read_only=True) as opened, opened.clues() as book:
        assert list(book.lines(opened.documents())) == []
    assert not (tmp_path / "store" / "clues.sqlite").exists()


# why


def test_why_leads_back_through_the_documents(whole: Path, kg_command: Run) -> None:
    code, out, err = kg_command("why", EVENT, "--store", whole)
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [
        "2022-04-25  市委疫情防控工作专题会议  [000_c36a2a717d7a5639.txt]",
        "  - 安伟 is 市委书记 after 徐立毅, who still was on 2021-08-30 (002_bc13fae10a043080.txt)",
        (
            "    - 党史学习教育专题组织生活会: not after 2022-02-28 (ordered for all branches after 1 July 2021; "
            "the campaign was summed up in December 2021 and closed in early 2022)"
        ),
        (
            "    - 中国共产党成立100周年大会上的 is spoken of as past: not before 2021-07-01 "
            "(the Party keeps 1 July as its anniversary since 1941)"
        ),
    ]


def test_why_for_a_program(whole: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("why", "工作会谈", "--json", "--store", whole)
    [event] = json.loads(out)
    assert (code, event["edtf"], event["document"], event["earliest"]) == (0, "2022-03-17", NAMES[1], "")
    assert [step["document"] for step in event["steps"]] == [NAMES[2], NAMES[3], ""]


def test_why_of_what_is_not_there(whole: Path, kg_command: Run) -> None:
    code, out, err = kg_command("why", "不存在的会", "--store", whole)
    assert (code, out, err) == (
        2,
        "",
        "kg: no event with '不存在的会' in its name, and nobody of that name; kg query meetings and kg search find them\n",
    )


def test_words_cannot_break_out_of_the_query(whole: Path, kg_command: Run) -> None:
    assert kg_command("why", '") } #\\', "--store", whole)[0] == 2
