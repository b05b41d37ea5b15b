"""Figures against right answers written by hand for one small page."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import MEETING, facts_of_meeting

from kg.evaluate import evaluate, read_gold
from kg.evaluate.compare import Figures, alike, overlap, pair
from kg.evaluate.found import Event, month_day
from kg.evaluate.gold import GoldDocument
from kg.graph.triples import quads
from kg.model import Page

RIGHT = {
    "name": "市委工作会议",
    "kind": "meeting",
    "date": "2022-04-25",
    "optional": False,
    "people": {"何雄": "presided", "周富强": "attended"},
}
SAID = {"by": "何雄", "verb": "强调", "start": 40, "end": 46, "optional": False}


def gold(**changes: Any) -> list[GoldDocument]:  # noqa: ANN401, the parts of an article as they stand in JSON
    article = {"start": 0, "headline": "市委工作会议召开", "events": [RIGHT], "posts": {"何雄": ["市长"]}, "statements": [SAID], "end": 46}
    return [{"file": "a.txt", "articles": [article | changes]}]  # type: ignore[list-item]


def figures(answers: list[GoldDocument], text: str = MEETING) -> tuple[dict[str, tuple[int, int, int]], list[str]]:
    """Right, found and gold of each kind, and the misses."""
    graph = quads(facts_of_meeting(Page("a.txt", MEETING, "0" * 64)))
    result = evaluate(answers, graph, {"a.txt": text})
    return {name: (f.right, f.found, f.gold) for name, f in result.figures.items()}, result.misses


def test_all_right_but_the_year_that_is_not_known() -> None:
    counts, misses = figures(gold())
    assert counts == {
        "articles": (1, 1, 1),
        "events": (1, 1, 1),
        "attendance": (2, 2, 2),
        "mode": (2, 2, 2),
        "dates": (0, 0, 1),
        "month-day": (0, 0, 1),
        "names": (1, 1, 1),
        "posts": (1, 1, 1),
        "statements": (1, 1, 1),
        "text": (4, 4, 4),
    }
    assert misses == ["date: a.txt:0 市委工作会议: nothing for 2022-04-25"]


def test_people_and_modes() -> None:
    event = RIGHT | {"date": None, "people": {"何雄": "attended", "杜新军": "attended", "周富强": "maybe"}}
    counts, misses = figures(gold(events=[event]))
    assert (counts["attendance"], counts["mode"]) == ((1, 1, 2), (0, 1, 2))
    assert misses == ["attendance missed: a.txt:0 市委工作会议: 杜新军", "mode wrong: a.txt:0 市委工作会议: 何雄 presided for attended"]


def test_an_optional_event_neither_helps_nor_hurts() -> None:
    counts, misses = figures(gold(events=[RIGHT | {"optional": True}]))
    assert (counts["events"], counts["attendance"], counts["names"]) == ((0, 0, 0), (0, 0, 0), (0, 0, 0))
    assert misses == []


def test_an_event_too_many_and_one_missed() -> None:
    counts, misses = figures(gold(events=[RIGHT | {"name": "老城区视频调度会", "date": None, "people": {"杜新军": "attended"}}]))
    assert (counts["events"], counts["attendance"], counts["names"]) == ((0, 1, 1), (0, 2, 1), (0, 0, 1))
    assert misses == [
        "attendance missed: a.txt:0 老城区视频调度会: 杜新军",
        "event missed: a.txt:0 老城区视频调度会",
        "event too many: a.txt:0 市委工作会议: 何雄、周富强",
        "name: a.txt:0 nothing for 老城区视频调度会",
    ]


def test_posts_are_compared_without_marks() -> None:
    counts, misses = figures(gold(events=[], posts={"何雄": ["市 长", "市委副书记"]}))
    assert counts["posts"] == (1, 1, 2)
    assert "post missed: a.txt:0 何雄 市委副书记" in misses


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (SAID | {"start": 43}, (1, 1, 1)),  # half of it
        (SAID | {"start": 44}, (0, 1, 1)),
        (SAID | {"by": "会议"}, (0, 1, 1)),
        (SAID | {"start": 45, "optional": True}, (0, 0, 0)),
        (SAID | {"start": 0, "end": 9, "optional": True}, (0, 1, 0)),
    ],
)
def test_statements(statement: dict[str, Any], expected: tuple[int, int, int]) -> None:
    assert figures(gold(statements=[statement]))[0]["statements"] == expected


def test_an_article_is_met_within_twenty_characters() -> None:
    assert figures(gold(start=20))[0]["articles"] == (1, 1, 1)
    counts, misses = figures(gold(start=21))
    assert counts["articles"] == (0, 1, 1)
    assert counts["posts"] == (1, 1, 1), "facts are judged by the article that covers it"
    assert "article missed: a.txt:21 市委工作会议召开" in misses


def test_quotes_are_compared_with_the_text() -> None:
    counts, misses = figures(gold(), MEETING.replace("周富强出席", "周富弱出席"))
    assert counts["text"] == (3, 4, 4)
    assert "text: a.txt:29-34 is not '周富强出席'" in misses


def test_other_documents_do_not_count() -> None:
    answers = gold()
    answers[0]["file"] = "b.txt"
    assert figures(answers)[0]["articles"] == (0, 0, 1)


def test_the_best_pair_goes_first() -> None:
    found = {
        "x": Event({"常委会会议"}, people={"何雄": "attended"}),
        "y": Event({"市委工作会议"}, people={"何雄": "attended", "周富强": "attended"}),
    }
    other = RIGHT | {"name": "常委会会议", "people": {"何雄": "attended"}}
    assert sorted(pair([RIGHT, other], found)) == [(0, "y"), (1, "x")]  # type: ignore[list-item]


def test_contradicting_days_are_no_pair() -> None:
    assert list(pair([RIGHT], {"x": Event({"市委工作会议"}, days={"04-26"})})) == []  # type: ignore[list-item]
    assert list(pair([RIGHT], {"x": Event({"市委工作会议"}, days={"04-25"})})) == [(0, "x")]  # type: ignore[list-item]


@pytest.mark.parametrize(("date", "day"), [("2022-04-25", "04-25"), ("XXXX-04-25", "04-25"), ("2022-04", None), ("", None), (None, None)])
def test_month_and_day(date: str | None, day: str | None) -> None:
    assert month_day(date) == day


def test_likeness_and_overlap() -> None:
    assert alike("市委（扩大）会议", "市委扩大会议") == 1.0
    assert alike("市委会议", "市委全体会议") == 4 / 6
    assert alike("", "会") == 0.0
    assert overlap((0, 10), (5, 15)) == 5 / 15
    assert overlap((0, 5), (5, 10)) == 0.0


def test_shares() -> None:
    assert (Figures(1, 2, 4).precision, Figures(1, 2, 4).recall, Figures(1, 2, 4).f1) == (0.5, 0.25, 1 / 3)
    assert Figures().f1 == 0.0


def test_answers_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(json.dumps({"file": "a.txt"}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"expected a JSON list of documents, each with file and articles"):
        read_gold(tmp_path / "gold.json")
