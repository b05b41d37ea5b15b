"""Careers: which reports are one office, when it is attested, who came before and after, and who held it on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import Run

import kg
from kg.objects.things import Passage, Person, Tenure
from kg.opened import Graph
from kg.study.careers import Holding, Known, career, spells, who
from kg.study.seats import Seat, acting, asked_for, deputy, past, seat, seat_title, whose_is_plain, with_places


def report(holder: str, title: str, day: str, place: str = "", organization: str = "") -> Tenure:
    """Somebody reported in an office; 张伟#2 is another 张伟."""
    reported = date.fromisoformat(day) if day else None
    quote = Passage(f"{day}.txt", 10, 20, f"{title}{holder}")
    return Tenure(f"tenure/{day}/{holder}/{title}", someone(holder), title, organization, "", place, reported, "article", evidence=(quote,))


def someone(holder: str) -> Person:
    return Person(f"person/{holder}", holder.partition("#")[0])


JAN, MAR, SEP = "2022-01-11", "2022-03-02", "2022-09-21"
CITY = [
    report("韩大川", "代市长", JAN, "洛阳市"),
    report("韩大川", "市长", MAR, "洛阳市"),
    report("林立", "副市长", JAN, "洛阳市"),
    report("林立", "副市长", MAR, "洛阳市"),
    report("林立", "市长", SEP, "洛阳市"),
    report("孟秋生", "副市长", MAR, "洛阳市"),
    report("白桦", "市长", MAR, "开封市"),
    report("杜鹃", "原市长", MAR, "洛阳市"),
]


def held(found: list[Holding]) -> list[tuple[str, Known, str | None, str, str]]:
    rows = [one.row() for one in found]
    return [
        (str(row["place"]), one.known, one.holder.name if one.holder else None, str(row["before"]), str(row["after"]))
        for row, one in zip(rows, found, strict=True)
    ]


def test_an_office_is_attested_from_its_first_report_to_its_last() -> None:
    found = [(one.seat.title, one.seat.place, one.holder.name, str(one.first), str(one.last)) for one in spells(CITY)]
    assert found == [
        ("副市长", "洛阳市", "林立", JAN, MAR),
        ("副市长", "洛阳市", "孟秋生", MAR, MAR),
        ("市长", "开封市", "白桦", MAR, MAR),
        ("市长", "洛阳市", "韩大川", JAN, MAR),
        ("市长", "洛阳市", "林立", SEP, SEP),
    ]


def test_steps_and_successors_of_a_career() -> None:
    [as_mayor] = career(someone("韩大川"), CITY)
    assert (as_mayor.title, as_mayor.before, as_mayor.after and as_mayor.after.holder.name) == ("市长", None, "林立")
    assert as_mayor.notes == (f"代市长 on {JAN}, 市长 on {MAR}",)
    [as_deputy, after] = career(someone("林立"), CITY)
    assert (as_deputy.title, as_deputy.before, as_deputy.after) == ("副市长", None, None)  # several hold it: no successor
    assert after.row() == {
        "person": "林立",
        "office": "市长",
        "place": "洛阳市",
        "first": date(2022, 9, 21),
        "last": date(2022, 9, 21),
        "reports": 1,
        "before": f"韩大川 {MAR}",
        "after": "",
        "note": f"副市长 until {MAR} at least",
    }


def test_one_who_only_acts() -> None:
    [office] = career(someone("韩大川"), CITY[:1])
    assert (office.title, office.notes) == ("代市长", ())


def test_an_office_without_a_day_is_told_without_one() -> None:
    [office] = career(someone("韩大川"), [report("韩大川", "市长", "", "洛阳市")])
    assert (office.spell, office.row()["first"], office.row()["reports"], office.notes) == (None, None, 1, ("no report of it has a day",))
    assert spells([report("韩大川", "市长", "")]) == []


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2021-12-31", (Known.UNKNOWN, None, "None", f"{JAN} 代市长韩大川")),
        (JAN, (Known.ATTESTED, "韩大川", f"{JAN} 代市长韩大川", "None")),
        ("2022-02-01", (Known.BETWEEN, "韩大川", f"{JAN} 代市长韩大川", f"{MAR} 市长韩大川")),
        ("2022-06-01", (Known.UNKNOWN, None, f"{MAR} 市长韩大川", f"{SEP} 市长林立")),
        ("2023-01-01", (Known.UNKNOWN, None, f"{SEP} 市长林立", "None")),
    ],
)
def test_who_held_it_on_a_day(day: str, answer: tuple[Known, str | None, str, str]) -> None:
    assert held(who(CITY, "市长", date.fromisoformat(day), "洛阳市")) == [("洛阳市", *answer)]
    assert who(CITY, "洛阳市代市长", date.fromisoformat(day)) == who(CITY, "市长", date.fromisoformat(day), "洛阳市")


def test_each_place_has_its_own() -> None:
    assert [(one[0], one[2]) for one in held(who(CITY, "市长", date(2022, 3, 2)))] == [("开封市", "白桦"), ("洛阳市", "韩大川")]
    assert who(CITY, "县长", date(2022, 3, 2)) == []


def test_two_reported_on_one_day_are_both_told() -> None:
    both = [report("甲", "市长", MAR, "洛阳市"), report("乙", "市长", MAR, "洛阳市")]
    assert [one.holder and one.holder.name for one in who(both, "市长", date(2022, 3, 2))] == ["乙", "甲"]


def test_one_who_is_passed_by_within_a_month_did_not_follow() -> None:
    reports = [
        report("甲", "市长", "2022-03-01", "洛阳市"),
        report("乙", "市长", "2022-03-10", "洛阳市"),
        report("甲", "市长", "2022-03-20", "洛阳市"),
    ]
    [only] = spells(reports)
    assert (only.holder.name, len(only.reports), [one.holder.name for one in only.doubted]) == ("甲", 2, ["乙"])
    assert career(someone("甲"), reports)[0].notes == ("乙 is reported in it too, on 2022-03-10",)
    assert held(who(reports, "市长", date(2022, 3, 10)))[0][1:3] == (Known.ATTESTED, "乙")
    assert held(who(reports, "市长", date(2022, 3, 11)))[0][1:3] == (Known.BETWEEN, "甲")


def test_one_who_comes_back_after_more_than_a_month_has_two_spells() -> None:
    reports = [
        report("甲", "市长", "2022-03-01", "洛阳市"),
        report("乙", "市长", "2022-05-10", "洛阳市"),
        report("甲", "市长", "2022-07-20", "洛阳市"),
    ]
    assert [(one.holder.name, str(one.first)) for one in spells(reports)] == [
        ("甲", "2022-03-01"),
        ("乙", "2022-05-10"),
        ("甲", "2022-07-20"),
    ]
    assert held(who(reports, "市长", date(2022, 6, 1)))[0][1:3] == (Known.UNKNOWN, None)
    assert [one.before and one.before.holder.name for one in career(someone("甲"), reports)] == [None, "乙"]


@pytest.mark.parametrize("quote", ["甲同志不再担任市长", "免去甲的市长职务", "曾任市长甲"])
def test_a_report_that_an_office_is_over_attests_it_no_more(quote: str) -> None:
    last = replace(report("甲", "市长", SEP, "洛阳市"), evidence=(Passage("x.txt", 0, len(quote), quote),))
    [spell] = spells([report("甲", "市长", JAN, "洛阳市"), last])
    assert (str(spell.first), str(spell.last)) == (JAN, JAN)


def test_two_of_one_name_are_two() -> None:
    reports = [report("张伟#1", "市长", JAN, "洛阳市"), report("张伟#2", "市长", MAR, "洛阳市")]
    assert [(one.holder.iri, str(one.first)) for one in spells(reports)] == [("person/张伟#1", JAN), ("person/张伟#2", MAR)]
    assert held(who(reports, "市长", date(2022, 2, 1)))[0][1:3] == (Known.UNKNOWN, None)


def test_what_comes_in_another_order_gives_the_same() -> None:
    assert spells(CITY[::-1]) == spells(CITY)
    assert career(someone("林立"), CITY[::-1]) == career(someone("林立"), CITY)


# whose office


def test_a_place_that_other_reports_of_the_same_office_tell_is_filled_in() -> None:
    reports = [report("甲", "代市长", JAN), report("甲", "市长", MAR, "洛阳市"), report("乙", "市长", SEP)]
    assert [one.place for one in with_places(reports)] == ["洛阳市", "洛阳市", ""]
    moved = [report("甲", "市长", JAN, "洛阳市"), report("甲", "市长", MAR), report("甲", "市长", SEP, "开封市")]
    assert [one.place for one in with_places(moved)] == ["洛阳市", "", "开封市"]


def test_a_place_that_another_office_in_the_same_body_tells_is_filled_in() -> None:
    body = "市人大常委会"
    reports = [report("甲", f"{body}党组书记", JAN, "", body), report("甲", f"{body}主任", MAR, "洛阳市", body), report("甲", "市长", SEP)]
    assert [one.place for one in with_places(reports)] == ["洛阳市", "洛阳市", ""]


def test_an_office_of_an_unknown_place_is_nobody_elses() -> None:
    """甲 and 乙 are 市长 of who knows which cities: neither followed the other."""
    reports = [report("甲", "市长", JAN), report("乙", "市长", MAR)]
    assert [one.seat for one in spells(reports)] == [Seat("市长", "", "person/乙"), Seat("市长", "", "person/甲")]
    assert [one.before for one in career(someone("乙"), reports)] == [None]
    assert [one.known for one in who(reports, "市长", date(2022, 2, 1))] == [Known.UNKNOWN, Known.UNKNOWN]


def test_an_office_that_names_itself_needs_no_place() -> None:
    reports = [report("甲", "国务院总理", JAN), report("乙", "国务院总理", SEP)]
    assert [one.before and one.before.holder.name for one in career(someone("乙"), reports)] == ["甲"]
    assert (whose_is_plain("国务院总理"), whose_is_plain("洛阳市市长"), whose_is_plain("市长"), whose_is_plain("法国总统")) == (
        True,
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("title", "sole"),
    [
        ("市长", True),
        ("市委书记", True),
        ("市人大常委会主任", True),
        ("市公安局局长", True),
        ("副市长", False),
        ("市委副书记", False),
        ("市委常委", False),
        ("市长助理", False),
        ("政协委员", False),
        ("中央书记处书记", False),
        ("大会主席团常务主席", False),
        ("名誉院长", False),
    ],
)
def test_offices_of_one_at_a_time(title: str, *, sole: bool) -> None:
    assert Seat(title, "洛阳市").sole is sole
    assert Seat(title, "", "person/甲").sole is False


@pytest.mark.parametrize(
    ("title", "same", "acts", "was"),
    [
        ("代市长", "市长", True, False),
        ("洛阳市代市长", "市长", True, False),
        ("代理区长", "区长", True, False),
        ("市长", "市长", False, False),
        ("人大代表", "人大代表", False, False),
        ("原市长", "原市长", False, True),
        ("信息学院前院长", "信息学院前院长", False, True),
        ("洛阳市原市长", "原市长", False, True),
        ("原平市市长", "市长", False, False),
        ("中原银行行长", "中原银行行长", False, False),
        ("前海管理局局长", "前海管理局局长", False, False),
    ],
)
def test_how_a_title_is_taken(title: str, same: str, *, acts: bool, was: bool) -> None:
    assert (seat_title(title), acting(title), past(title)) == (same, acts, was)


def test_one_step_below() -> None:
    assert [deputy(title) for title in ("副市长", "常务副市长", "市委副书记", "市长", "代市长")] == ["市长", "市长", "市委书记", "", ""]
    assert (asked_for("洛阳市代市长"), asked_for("市长", "洛阳市")) == (("市长", "洛阳市"), ("市长", "洛阳市"))
    assert seat(report("甲", "市长", JAN, "洛阳市")) == Seat("市长", "洛阳市")


# over a store


@pytest.fixture(scope="module")
def graph(seeds_store: Path) -> Iterator[Graph]:
    with kg.open(seeds_store) as opened:
        yield opened


def test_who_was_mayor_in_the_seeds(graph: Graph) -> None:
    [mayor] = graph.who("市长", "2022-06-01")
    assert (mayor.seat.place, mayor.known, mayor.holder) == ("郑州市", Known.BETWEEN, graph.person("何雄"))
    assert [one and one.evidence[0].quote for one in (mayor.before, mayor.after)] == ["代市长何雄", "市长何雄"]
    [secretary] = graph.who("市委书记", "2022-01-01", of="郑州市")
    assert (secretary.known, secretary.holder) == (Known.UNKNOWN, None)
    assert [one and one.holder.name for one in (secretary.before, secretary.after)] == ["徐立毅", "安伟"]


def test_a_career_in_the_seeds(graph: Graph) -> None:
    rows = [(one.title, one.seat.place, one.before and one.before.holder.name) for one in graph.career("周富强")]
    assert rows == [("市人大常委会党组书记", "郑州市", "胡荃"), ("市人大常委会主任", "郑州市", "胡荃")]


def test_the_commands(seeds_store: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("career", "何雄", "--store", seeds_store)
    assert (code, "代市长 on 2022-03-17, 市长 on 2022-10-10" in out) == (0, True)
    code, out, _ = kg_command("who", "市长", "--on", "2022-10-10", "--store", seeds_store, "--format", "csv")
    assert (code, out.splitlines()[1].split(",")[:5]) == (0, ["市长", "郑州市", "2022-10-10", "attested", "何雄"])


def test_the_commands_say_what_is_wrong(seeds_store: Path, kg_command: Run) -> None:
    assert kg_command("career", "何熊", "--store", seeds_store)[::2] == (
        2,
        "kg: expected the full name of a person or an IRI, there is no '何熊': did you mean 何雄?\n",
    )
    assert kg_command("career", "马义中", "--store", seeds_store)[2].startswith("kg: no office of 马义中 is reported; kg query")
    assert kg_command("who", "市委书计", "--store", seeds_store)[2].startswith(
        "kg: nobody is reported as 市委书计 on a known day: did you mean 市委书记"
    )
    assert "--on" in kg_command("who", "市长", "--on", "yesterday", "--store", seeds_store)[2]
