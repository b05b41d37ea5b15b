"""Charts: what stands where, who is left white, and that nothing from the data runs or asks for anything."""

from datetime import date

import pyoxigraph as ox
import pytest

from kg.show.charts.chart import Scale, page
from kg.show.charts.matrix import matrix
from kg.show.charts.offices import offices
from kg.show.charts.timeline import level_of, timeline
from kg.show.choosing import Choice, NothingToShowError, choose

KG = "https://kg.example/ontology#"
ID = "https://kg.example/id/"
TYPE, LABEL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"
DAY = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
NUMBER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


class Made:
    """A store, written as short statements; values: ``<IRI``, ``@label``, ``2022-01-01``, ``7``, text."""

    def __init__(self) -> None:
        self.store = ox.Store()

    def add(self, subject: str, **values: str) -> None:
        for name, value in values.items():
            predicate = {"type": TYPE, "label": LABEL}.get(name, KG + name)
            self.store.add(ox.Quad(ox.NamedNode(ID + subject), ox.NamedNode(predicate), term(value), ox.NamedNode(ID + "g")))

    def attended(self, person: str, meeting: str, position: int, mode: str = "Attended") -> None:
        fact = f"a/{meeting}/{person}"
        self.add(person, type=f"<{KG}Person", label=f"@{person}")
        self.add(fact, attendee=f"<{ID}{person}", event=f"<{ID}{meeting}", mode=f"<{KG}{mode}", position=str(position))


def term(value: str) -> ox.NamedNode | ox.Literal:
    if value.startswith("<"):
        return ox.NamedNode(value[1:])
    if value.startswith("@"):
        return ox.Literal(value[1:], language="zh")
    if value.isdecimal():
        return ox.Literal(value, datatype=NUMBER)
    return ox.Literal(value, datatype=DAY) if value[:4].isdecimal() else ox.Literal(value)


@pytest.fixture
def made() -> Made:
    """Two meetings of a series: 甲 and 乙 at the first, 甲 and 丙 at the second; one meeting in no series."""
    made = Made()
    made.add("s", type=f"<{KG}Series", label="@省委专题会议")
    made.add("b", type=f"<{KG}Organization", label="@省委")
    for number, day in ((1, "2022-01-10"), (2, "2022-03-05")):
        made.add(
            f"m{number}", type=f"<{KG}Event", label=f"@省委第{number}次专题会议", heldOn=day, series=f"<{ID}s", seriesNumber=str(number)
        )
        made.add(f"m{number}", convenedBy=f"<{ID}b", seriesNumber=str(number))
        made.attended("甲", f"m{number}", 1, "Presided")
    made.attended("乙", "m1", 2)
    made.attended("丙", "m2", 2, "SatIn")
    made.add("m3", type=f"<{KG}Event", label="@县委常委会会议", heldOn="2022-02-01")
    return made


def test_a_matrix_has_a_cell_where_somebody_was_and_none_where_not(made: Made) -> None:
    chart = matrix(made.store, "专题")
    assert chart.rows == ("甲 2", "丙 1", "乙 1")  # by meetings, then by name at the same place
    assert [(shape.style, shape.text, shape.says) for shape in chart.shapes] == [
        ("presided", "1", "甲 · 主持 presided · 省委第1次专题会议 · 2022-01-10"),
        ("attended", "2", "乙 · 出席 attended · 省委第1次专题会议 · 2022-01-10"),
        ("presided", "1", "甲 · 主持 presided · 省委第2次专题会议 · 2022-03-05"),
        ("satin", "2", "丙 · 列席 sat in · 省委第2次专题会议 · 2022-03-05"),
    ]
    assert [name for _, name in chart.ticks] == ["第1次 2022-01-10", "第2次 2022-03-05"]


def test_a_series_that_is_not_there(made: Made) -> None:
    with pytest.raises(NothingToShowError, match=r"^There is no series with '市委' in its name in the store"):
        matrix(made.store, "市委")


def test_a_timeline_has_a_row_for_the_series_and_one_for_the_level(made: Made) -> None:
    chart = timeline(made.store, Choice())
    assert chart.rows == ("省委专题会议", "县区 county")
    assert [(shape.style, shape.says) for shape in chart.shapes] == [
        ("province", "2022-01-10 省委第1次专题会议"),
        ("county", "2022-02-01 县委常委会会议"),
        ("province", "2022-03-05 省委第2次专题会议"),
    ]
    assert chart.shapes[0].x < chart.shapes[1].x < chart.shapes[2].x


def test_a_timeline_of_a_time(made: Made) -> None:
    assert [shape.says for shape in timeline(made.store, Choice(since=date(2022, 3, 1))).shapes] == ["2022-03-05 省委第2次专题会议"]
    with pytest.raises(NothingToShowError, match=r"^No meeting in the store has a full date in that time"):
        timeline(made.store, Choice(since=date(2023, 1, 1)))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("中共中央政治局会议", "centre"),
        ("全国两会", "centre"),
        ("省委常委会会议", "province"),
        ("河南省委", "province"),
        ("市委常委会会议", "city"),
        ("郑州市委", "city"),
        ("县委常委会", "county"),
        ("北京市海淀区委", "county"),
        ("学校党委", "other"),
    ],
)
def test_the_level_is_told_by_the_beginning_of_a_name(name: str, level: str) -> None:
    assert level_of(name) == level


def test_offices_are_bars_from_the_first_report_to_the_last() -> None:
    made = Made()
    made.add("甲", type=f"<{KG}Person", label="@甲")
    for report, day in (("t1", "2022-01-10"), ("t2", "2022-06-01")):
        made.add(report, holder=f"<{ID}甲", title="市长", attestedFrom=day, attestedUntil=day)
    chart = offices(made.store)
    scale = Scale.over(["2022-01-10", "2022-06-01"])
    assert [(shape.says, shape.x, shape.width) for shape in chart.shapes] == [
        ("甲 市长 2022-01-10 – 2022-06-01", scale.x("2022-01-10"), scale.x("2022-06-01") - scale.x("2022-01-10"))
    ]
    assert chart.lines[0].cells == ("甲", "市长", "2022-01-10", "2022-06-01", "2")
    with pytest.raises(NothingToShowError, match=r"^No office of 乙 has a date"):
        offices(made.store, "乙")


def test_a_year_or_less_has_months_and_more_has_years() -> None:
    assert [name for _, name in Scale.over(["2022-01-10", "2022-03-05"]).ticks()] == ["2022-01", "2022-02", "2022-03"]
    assert [name for _, name in Scale.over(["2001-01-10", "2010-03-05"]).ticks()] == [str(year) for year in range(2001, 2011)]


def test_the_page_is_the_same_each_time_without_script_and_with_everything_escaped(made: Made) -> None:
    made.add("m4", type=f"<{KG}Event", label="@<script>alert(1)</script>", heldOn="2022-02-02")
    shown = page(made.store, timeline(made.store, Choice()))
    assert shown == page(made.store, timeline(made.store, Choice()))
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "script-src 'none'" in shown.replace("&#39;", "'")


def test_two_people_and_what_both_took_part_in(made: Made) -> None:
    chosen = choose(made.store, Choice(person="甲", other="乙"))
    assert {(link.source.removeprefix(ID), link.target.removeprefix(ID)) for link in chosen.links} == {("甲", "m1"), ("乙", "m1")}
    with pytest.raises(NothingToShowError, match="fits person '乙', together with person '丙'"):
        choose(made.store, Choice(person="乙", other="丙"))


def test_the_directives_that_use_a_formula(made: Made) -> None:
    made.add("c", type=f"<{KG}Concept", label="@四早")
    for directive, topic in (("d1", "c"), ("d2", "other")):
        made.add(directive, type=f"<{KG}Directive", issuedBy=f"<{ID}甲", issuedAt=f"<{ID}m1", topic=f"<{ID}{topic}")
    chosen = choose(made.store, Choice(concept="四早"))
    assert {(link.source.removeprefix(ID), link.target.removeprefix(ID)) for link in chosen.links} == {("甲", "d1"), ("d1", "m1")}
