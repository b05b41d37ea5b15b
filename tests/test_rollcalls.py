"""Roll-calls over time: who is expected and not reported, who is new, whose place changes; and when nothing can be said."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Run

import kg
from kg.model import EventKind, Mode
from kg.objects.things import Attendance, Event, Passage, Person
from kg.study.rollcalls import Notice, Session, notices, series

NAME = "市委常委会会议"


def roll(number: int, names: str, day: str = "", *, quote: str = "出席会议。", article: str = "a") -> list[Attendance]:
    """A meeting of the series with so many people in printed order; each character is one person, the first presides."""
    held = date.fromisoformat(day) if day else None
    event = Event(f"event/{article}/{number}", f"{NAME}{number}", EventKind.MEETING, held, series=NAME, series_number=number)
    passage = Passage(f"{article}{number}.txt", 0, len(quote), quote)
    return [
        Attendance(
            f"{event.iri}/{place}",
            Person(f"person/{one}", one),
            event,
            Mode.ATTENDED if place else Mode.PRESIDED,
            place + 1,
            evidence=(passage,),
        )
        for place, one in enumerate(names)
    ]


def told(*rolls: list[Attendance]) -> list[tuple[int | None, Notice, str, str]]:
    [sessions] = series([one for found in rolls for one in found])
    return [(one.session.number, one.notice, one.person.name, one.why) for one in notices(sessions)]


def test_who_was_there_always_and_is_not_reported_is_expected() -> None:
    rolls = [roll(number, "甲乙丙丁戊") for number in (1, 2, 3)]
    assert told(*rolls, roll(4, "甲乙丁戊")) == [(4, Notice.SILENCE, "丙", "in 3 of the 3 whole roll-calls before")]


def test_who_was_there_less_often_is_not_expected() -> None:
    rolls = [roll(1, "甲乙丙丁戊"), roll(2, "甲乙丁戊"), roll(3, "甲乙丁戊")]
    assert told(*rolls, roll(4, "甲乙丁戊")) == []


def test_only_the_last_six_count() -> None:
    early = [roll(number, "甲乙丙丁戊") for number in range(1, 5)]
    late = [roll(number, "甲乙丁戊") for number in range(5, 10)]
    silent = [(number, why) for number, notice, _, why in told(*early, *late) if notice is Notice.SILENCE]
    assert silent == [
        (5, "in 4 of the 4 whole roll-calls before"),
        (6, "in 4 of the 5 whole roll-calls before"),
        (7, "in 4 of the 6 whole roll-calls before"),
    ]


def test_before_three_whole_roll_calls_nobody_is_expected() -> None:
    assert told(roll(1, "甲乙丙丁戊"), roll(2, "甲乙丙丁戊"), roll(3, "甲乙丁戊")) == []


@pytest.mark.parametrize(
    ("names", "quote", "doubt"),
    [
        ("甲乙丁戊", "甲主持会议，乙、丁、戊等出席会议。", "the list ends with 等"),
        ("甲乙丁戊", "甲主持会议，乙、丁、戊等市领导参加会议。", "the list ends with 等"),
        ("甲乙丁", "出席会议。", "only 3 named"),
        ("甲乙丁戊", "乙、丁、戊出席会议，研究防汛等工作。", ""),
    ],
)
def test_a_roll_call_that_may_not_be_whole_says_nothing_of_anybody(names: str, quote: str, doubt: str) -> None:
    rolls = [roll(number, "甲乙丙丁戊") for number in (1, 2, 3)]
    last = roll(4, names, quote=quote)
    [sessions] = series([one for found in (*rolls, last) for one in found])
    assert sessions[-1].doubt == doubt
    assert [one.person.name for one in notices(sessions)] == ([] if doubt else ["丙"])


def test_a_list_half_as_long_as_usual_may_not_be_whole() -> None:
    [sessions] = series([one for number in (1, 2, 3) for one in roll(number, "甲乙丙丁戊己庚辛壬")] + roll(4, "甲乙丙丁"))
    assert [session.doubt for session in sessions] == ["", "", "", "only 4 named, 9 usually"]


def test_newcomers() -> None:
    rolls = [roll(number, "甲乙丙丁") for number in (1, 2, 3)]
    assert told(*rolls, roll(4, "甲乙丙丁新")) == [(4, Notice.NEW, "新", "in none of the 3 whole roll-calls before")]


def test_the_one_who_moved_is_told_and_nobody_he_passed() -> None:
    assert told(roll(1, "甲乙丙丁戊", "2022-03-01"), roll(2, "甲丁乙丙戊", "2022-04-01")) == [
        (2, Notice.UP, "丁", "3 of 4 before (2022-03-01), now 1")
    ]
    assert told(roll(1, "甲乙丙丁戊"), roll(2, "甲丙丁戊乙")) == [(2, Notice.DOWN, "乙", "1 of 4 before, now 4")]


def test_places_count_among_those_whom_both_lists_name() -> None:
    assert told(roll(1, "甲乙丙丁戊"), roll(2, "甲新丙丁戊")) == []
    assert told(roll(1, "甲乙丙丁戊"), roll(2, "乙甲丙丁戊")) == []  # who presides stands first for that reason


def test_one_meeting_in_two_articles_is_one_session() -> None:
    short = roll(1, "甲乙外", article="b")
    [sessions] = series([*short, *roll(1, "甲乙丙丁")])
    assert [(one.person.name, one.evidence[0].document) for one in sessions[0].roll] == [
        ("甲", "a1.txt"),
        ("乙", "a1.txt"),
        ("丙", "a1.txt"),
        ("丁", "a1.txt"),
        ("外", "b1.txt"),
    ]


def test_meetings_of_one_name_in_two_places_are_two_series() -> None:
    """市委常委会会议 of two cities: nobody of the one is expected in the other."""
    here, there = [roll(number, "甲乙丙丁") for number in (1, 3, 5)], [roll(number, "子丑寅卯", article="b") for number in (2, 4, 6)]
    both = series([one for found in (*here, *there) for one in found])
    assert [[session.number for session in sessions] for sessions in both] == [[1, 3, 5], [2, 4, 6]]
    assert [notices(sessions) for sessions in both] == [[], []]


def test_namesakes_are_two() -> None:
    rolls = [roll(number, "甲乙丙丁") for number in (1, 2, 3)]
    other = [
        one if one.person.name != "丙" else Attendance(one.iri, Person("person/丙#2", "丙"), one.event, one.mode, one.position)
        for one in roll(4, "甲乙丙丁")
    ]
    assert told(*rolls, other) == [
        (4, Notice.SILENCE, "丙", "in 3 of the 3 whole roll-calls before"),
        (4, Notice.NEW, "丙", "in none of the 3 whole roll-calls before"),
    ]


def test_what_has_no_place_in_an_order_or_any_name_is_left_out() -> None:
    [undated, *_] = roll(1, "甲乙丙丁")
    event = Event("event/x", "市委常委会会议", EventKind.MEETING)
    generic = Event("event/y", "座谈会", EventKind.MEETING, date(2022, 3, 1))
    visit = Event("event/z", "调研春耕", EventKind.INSPECTION, date(2022, 3, 1))
    assert series([Attendance("x", undated.person, at, Mode.ATTENDED, 1) for at in (event, generic, visit)]) == []


def test_in_any_order_it_is_the_same() -> None:
    every = [one for number, names in enumerate(("甲乙丙丁", "甲丙乙丁", "甲乙丁丙", "甲乙丁新"), 1) for one in roll(number, names)]
    assert series(every[::-1]) == series(every)


# over a store

PAGES = Path(__file__).parent / "data" / "study"


def test_a_store_and_the_command(tmp_path: Path, kg_command: Run) -> None:
    kg.build(PAGES, store=tmp_path / "store", outlet="洛阳日报")
    with kg.open(tmp_path / "store") as graph:
        found = graph.roll_calls("市政府常务会议")
        assert [(one.number, str(one.day), len(one.roll), one.doubt) for one in found] == [
            (None, "2022-01-10", 4, ""),
            (2, "2022-03-01", 4, ""),
            (3, "2022-09-20", 3, "only 3 named"),
        ]
        assert isinstance(found[0], Session)
        assert list(graph.notices("市政府常务会议").to_pandas().columns)[-3:] == ["notice", "person", "why"]
    code, out, _ = kg_command("rollcall", "常务会议", "--store", tmp_path / "store", "--format", "csv")
    assert (code, out.splitlines()[-1]) == (0, "洛阳市政府常务会议,3,2022-09-20,3,only 3 named")
    assert kg_command("rollcall", "常务会议", "--notices", "--store", tmp_path / "store", "--format", "json")[0] == 0
    assert "no meeting with '茶话会' in its name" in kg_command("rollcall", "茶话会", "--store", tmp_path / "store")[2]
