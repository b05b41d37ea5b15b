"""kg search: two-character words and pieces of words are found, with who, when and where; and what it says when there is nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import MEETING, Run

from kg import pipeline
from kg.metadata import Defaults
from kg.query import QueryError
from kg.query.search import Hit, Wanted, search
from kg.store import open_store

STATEMENT = "https://kg.example/id/statement/a.txt/1/40,46"


@pytest.fixture
def store(hand_made: None, meeting_file: Path, tmp_path: Path) -> Path:  # noqa: ARG001 - it is used by being there
    """One page of 2022, and one without a date."""
    (meeting_file.parent / "b.txt").write_text(MEETING + "。", encoding="utf-8")
    with open_store(tmp_path / "store", create=True) as opened:
        pipeline.build([meeting_file], opened, Defaults(date(2022, 4, 26)))
        pipeline.build([meeting_file.parent / "b.txt"], opened)
    return tmp_path / "store"


def found(store: Path, *words: str, person: str = "", since: date | None = None, until: date | None = None) -> list[str]:
    """Kinds, dates and documents of the hits."""
    with open_store(store, read_only=True) as opened:
        hits = search(opened, Wanted(words, person, since, until))
    return [f"{hit.kind} {hit.date} {hit.document}".replace("  ", " ") for hit in hits]


def test_a_hit_says_who_when_and_where(store: Path) -> None:
    with open_store(store, read_only=True) as opened:
        [hit, undated] = search(opened, Wanted(("落实",)))
    marks, event = ((3, 5),), "市委工作会议"
    assert hit == Hit("directive", STATEMENT, "2022-04-26", "何雄", "强调", event, "要抓好落实。", marks, "a.txt", 40, 46)
    assert (undated.document, undated.date) == ("b.txt", "")


def test_words_and_pieces_of_words_are_found_in_statements_and_headlines(store: Path) -> None:
    headlines, statements = ["headline 2022-04-26 a.txt", "headline b.txt"], ["directive 2022-04-26 a.txt", "directive b.txt"]
    assert found(store, "召开") == found(store, "委工") == found(store, "会议召") == found(store, "开") == headlines
    assert found(store, "抓好") == found(store, "好落") == found(store, "要抓好落实") == found(store, "抓好", "实") == statements
    assert found(store, "抓好", "召开") == []
    assert found(store, "出席") == []  # stands in the body alone


def test_a_person_and_days_narrow_it_down(store: Path) -> None:
    assert found(store, "落实", person="何雄") == ["directive 2022-04-26 a.txt", "directive b.txt"]
    assert found(store, "落实", person="周富强") == found(store, "召开", person="何雄") == []
    assert found(store, "落实", since=date(2022, 4, 26), until=date(2022, 4, 26)) == ["directive 2022-04-26 a.txt"]
    assert found(store, "落实", since=date(2022, 4, 27)) == found(store, "落实", until=date(2022, 4, 25)) == []


def test_what_is_no_word_is_refused(store: Path) -> None:
    with open_store(store, read_only=True) as opened, pytest.raises(QueryError, match="expected words to search for, got '，。'"):
        search(opened, Wanted(("，。",)))


def test_the_command_for_people(store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("search", "落实", "--limit", "1", "--store", store)
    assert out == "2022-04-26  何雄  强调  [directive]  市委工作会议\n    要抓好【落实】。\n    a.txt:40-46\n"
    assert (code, err) == (0, "1 of 2 hits; --limit shows more\n")
    assert kg_command("search", "没有这个词", "--store", store) == (0, "", "0 of 0 hits\n")


def test_the_command_for_programs(store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("search", "落实", "--until", "2022-05-01", "--json", "--store", store)
    answer = json.loads(out)
    assert (code, err, answer["found"]) == (0, "", 1)
    assert answer["hits"][0] | {"marks": []} == {
        "kind": "directive",
        "iri": STATEMENT,
        "date": "2022-04-26",
        "who": "何雄",
        "verb": "强调",
        "event": "市委工作会议",
        "text": "要抓好落实。",
        "marks": [],
        "document": "a.txt",
        "begin": 40,
        "end": 46,
    }
    assert answer["hits"][0]["marks"] == [[3, 5]]


def test_wrong_usage(store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("search", "，", "--store", store)
    message = "kg: expected words to search for, got '，': give at least one letter, digit or character\n"
    assert (code, out, err) == (2, "", message)
    assert kg_command("search", "防汛", "--since", "gestern", "--store", store)[0] == 2
    assert kg_command("search", "防汛", "--store", store / "none")[0] == 2


def test_a_long_text_is_shown_around_the_word() -> None:
    from kg.cli.searching import _excerpt

    text = "长" * 100 + "防汛" + "，防汛" + "短" * 100
    hit = Hit("statement", "", "", "", "", "", text, ((100, 102), (103, 105)), "a", 0, 1)
    assert _excerpt(hit) == "…" + "长" * 36 + "【防汛】，【防汛】" + "短" * 67 + "…"


def test_what_steers_a_terminal_is_not_shown() -> None:
    from kg.cli.searching import _shown

    hit = Hit("statement", "", "", "何\x1b[31m雄", "", "", "抓\u202e好\x07落实", ((4, 6),), "a\n.txt", 0, 1)
    assert _shown(hit) == "no date  何 [31m雄  [statement]\n    抓 好 【落实】\n    a .txt:0-1\n"
