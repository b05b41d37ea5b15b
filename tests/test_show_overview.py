"""Who is seen with whom: weights, the ties that are drawn, communities, and the page that shows them."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.show import gephi
from kg.show.choosing import Choice, NothingToShowError
from kg.show.companions import Tie, backbone, communities, company
from kg.show.overview import overview

KG = "https://kg.example/ontology#"
ID = "https://kg.example/id/"


def node(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def name(letter: str) -> str:
    """Letters that need care in an IRI stand for names that need care in a file."""
    return {"&": "<&>", "!": "=1+1"}.get(letter, letter)


def store(events: dict[str, str], days: dict[str, str] | None = None) -> ox.Store:
    """A store of events: each key an event, each letter of the value a person who attended."""
    made, graph = ox.Store(), node(f"{ID}graph")
    rdf, rdfs = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"

    def add(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        made.add(ox.Quad(node(subject), node(predicate), value, graph))

    for event, people in events.items():
        add(ID + event, rdf, node(f"{KG}Event"))
        add(ID + event, rdfs, ox.Literal(event, language="zh"))
        if event in (days or {}):
            add(ID + event, f"{KG}heldOn", ox.Literal((days or {})[event], datatype=node("http://www.w3.org/2001/XMLSchema#date")))
        for person in people:
            fact = f"{ID}attendance/{event}/{person}"
            add(ID + person, rdf, node(f"{KG}Person"))
            add(ID + person, rdfs, ox.Literal(name(person), language="zh"))
            for predicate, value in (("attendee", ID + person), ("event", ID + event), ("mode", f"{KG}Attended")):
                add(fact, KG + predicate, node(value))
    return made


def test_a_small_room_weighs_more_than_a_full_hall() -> None:
    found = company(store({"小会": "甲乙", "大会": "甲乙丙丁"}), Choice())
    weights = {(tie.one[-1], tie.other[-1]): tie.weight for tie in found.ties}
    assert weights["乙", "甲"] == pytest.approx(1 + 1 / 3)  # 小会 1/(2-1), 大会 1/(4-1)
    assert weights["丁", "丙"] == pytest.approx(1 / 3)


def test_the_events_of_a_tie_begin_with_the_latest() -> None:
    found = company(store({"一": "甲乙", "二": "甲乙", "三": "甲乙"}, {"一": "2022-01-01", "二": "2022-03-01"}), Choice())
    assert [[event.removeprefix(ID) for event in tie.events] for tie in found.ties] == [["二", "一", "三"]]


def test_only_events_of_the_time_that_is_asked_for_count() -> None:
    made = store({"一": "甲乙", "二": "甲丙", "三": "乙丙"}, {"一": "2022-01-01", "二": "2022-03-01"})
    found = company(made, Choice(since=date(2022, 2, 1)))
    assert [(tie.one[-1], tie.other[-1]) for tie in found.ties] == [("丙", "甲")]


def test_nobody_together_is_nothing_to_show() -> None:
    with pytest.raises(NothingToShowError, match=r"^Nobody in the store took part in an event together with anybody else: build it first"):
        company(store({"一": "甲", "二": "乙"}), Choice())


def test_the_backbone_keeps_the_strongest_ties_of_each_person() -> None:
    ties = [Tie("甲", other, weight, ("会",)) for other, weight in zip("乙丙丁戊己庚", (6, 5, 4, 3, 2, 1), strict=True)]
    assert set(backbone(ties)) == set(ties)  # 庚 has no other tie
    more = [*ties, Tie("己", "庚", 0.5, ("会",))]
    many = [*more, *(Tie("庚", person, 9, ("会",)) for person in "一二三四五")]
    assert Tie("甲", "庚", 1, ("会",)) not in backbone(many)


def test_two_circles_are_two_communities_the_larger_first() -> None:
    circles = ("甲乙丙丁", "戊己庚")
    ties = [Tie(one, other, 1.0, ("会",)) for circle in circles for one, other in pairwise(circle + circle[0])]
    found = communities([*"甲乙丙丁戊己庚"], ties)
    assert {person: found[person] for person in "甲戊"} == {"甲": 0, "戊": 1}
    assert {found[person] for person in circles[0]} == {0}
    assert {found[person] for person in circles[1]} == {1}


def test_the_page_is_the_same_each_time_and_leaves_out_whom_it_says() -> None:
    made = store({"一": "甲乙丙", "二": "甲乙", "三": "丙丁"})
    page, found = overview(made, Choice(most_people=3))
    assert page == overview(made, Choice(most_people=3))[0]
    assert (len(found.people), found.left_out) == (3, 1)
    assert "未画出：人物 1" in page


def test_gephi_reads_what_is_written_for_it(tmp_path: Path) -> None:
    made = store({"一": "甲乙", "二": "甲丙&"})
    for ending in gephi.FORMATS:
        gephi.write(made, tmp_path / f"n{ending}")
    graph = nx.read_graphml(tmp_path / "n.graphml")
    assert sorted(graph.nodes[person]["label"] for person in graph) == ["<&>", "丙", "乙", "甲"]
    assert graph.edges[f"{ID}乙", f"{ID}甲"] == {"id": "e3", "weight": 1.0, "times": 1}
    positions = ET.parse(tmp_path / "n.gexf").findall(".//{http://gexf.net/1.3/viz}position")  # noqa: S314 - our own file
    assert len(positions) == 4
    rows = (tmp_path / "n.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "Source,Target,Weight,Times,SourceName,TargetName"
    assert f"{ID}乙,{ID}甲,1.0,1,乙,甲" in rows


def test_a_name_that_is_a_formula_does_not_run(tmp_path: Path) -> None:
    gephi.write(store({"一": "!甲"}), tmp_path / "n.csv")
    assert "'=" in (tmp_path / "n.csv").read_text(encoding="utf-8")
