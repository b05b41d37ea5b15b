"""The picture of a store: what is drawn, what the panel is told, and that nothing from the data is ever markup."""

import json
import math
import subprocess
import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.show.choosing import Choice, NothingToShowError
from kg.show.evidence import Passage, pieces, places_of
from kg.show.layout import places
from kg.show.picture import picture, write
from kg.show.reading import Kind

DATA = Path(__file__).parent / "data"
ID = "https://kg.example/id/"
WANG, LI, CHEN, ZHAO = (f"{ID}person/{name}" for name in ("wang", "li", "chen", "zhao"))
FLOOD, COMMITTEE, SAID = f"{ID}event/flood", f"{ID}event/committee", f"{ID}fact/said"
INJECTIONS = tuple((DATA / "injections.txt").read_text(encoding="utf-8").splitlines())


class Parsed(HTMLParser):
    """A page taken apart: its elements with their attributes, and the text of each style and script."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: dict[str, list[str]] = {"style": [], "script": [], "json": [], "title": [], "h1": []}
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        self._inside = "json" if ("type", "application/json") in attrs else tag
        if self._inside in self.texts:
            self.texts[self._inside].append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside][-1] += data

    def attributes(self, name: str) -> list[str | None]:
        return [value for _, attrs in self.elements for key, value in attrs if key == name]


def loaded(text: str = "") -> ox.Store:
    store = ox.Store()
    store.load((text or (DATA / "show.trig").read_text(encoding="utf-8")).encode(), format=ox.RdfFormat.TRIG)
    return store


def data(store: ox.Store, choice: Choice | None = None) -> dict[str, Any]:
    page, _ = picture(store, choice or Choice())
    found: dict[str, Any] = json.loads(Parsed(page).texts["json"][0])
    return found


def edges(found: dict[str, Any]) -> set[tuple[str, str, str, int]]:
    return {(edge["from"], edge["to"], edge["role"], edge["bend"]) for edge in found["edges"]}


def test_people_meetings_and_directives_with_every_edge_of_its_own() -> None:
    assert edges(data(loaded())) == {
        (WANG, FLOOD, "attended", 0),
        (WANG, FLOOD, "presided", 1),
        (WANG, COMMITTEE, "attended", 0),
        (LI, FLOOD, "satIn", 0),
        (CHEN, FLOOD, "attended", 0),
        (ZHAO, COMMITTEE, "presided", 0),
        (WANG, SAID, "issued", 0),
        (SAID, FLOOD, "issuedAt", 0),
    }


def test_kinds_differ_in_shape_and_group() -> None:
    nodes = {node["id"]: (node["shape"], node["group"]) for node in data(loaded())["nodes"]}
    assert nodes == {
        **dict.fromkeys((WANG, LI, CHEN, ZHAO), ("dot", "person")),
        **dict.fromkeys((FLOOD, COMMITTEE), ("square", "meeting")),
        SAID: ("triangle", "directive"),
    }


def test_labels_name_the_thing_and_its_day() -> None:
    labels = {node["id"]: node["label"] for node in data(loaded())["nodes"]}
    assert labels[WANG] == "王大明"
    assert labels[FLOOD] == "市政府防汛工作会议\n2022-07-03"
    assert labels[COMMITTEE] == "市委常委会会议\n2022-08"
    assert labels[SAID] == "防汛"


def test_a_day_without_a_year_is_shown_as_one() -> None:
    text = (
        (DATA / "show.trig")
        .read_text(encoding="utf-8")
        .replace('kg:heldOn "2022-07-03"^^xsd:date ;', "")
        .replace('"2022-07-03"', '"XXXX-07-03"')
    )
    found = data(loaded(text))
    assert found["panels"][FLOOD]["day"] == "07-03"
    assert ["日期 Date", "07-03（年份不详 year not known）"] in found["panels"][FLOOD]["rows"]
    assert "市政府防汛工作会议\n07-03" in {node["label"] for node in found["nodes"]}


def test_a_year_that_other_pages_tell_leaves_no_doubt() -> None:
    text = (DATA / "show.trig").read_text(encoding="utf-8")
    own = (
        text.replace('kg:heldOn "2022-07-03"^^xsd:date ;', "")
        .replace('kg:edtf "2022-07-03"', 'kg:edtf "XXXX-07-03"')
        .replace('"month and day printed", "year of the issue"', '"7月3日: no year printed, and the issue is of no known day"')
    )
    told = f"""GRAPH <{ID}graph/inferences> {{ <{FLOOD}> kg:heldOn "2022-07-03"^^xsd:date ; kg:dateBasis "7月3日 → 2022-07-03" }}"""
    rows = data(loaded(own + told))["panels"][FLOOD]["rows"]
    assert ["日期 Date", "2022-07-03"] in rows
    assert ["推断 Basis", "7月3日 → 2022-07-03"] in rows


def test_a_directive_without_topic_is_labelled_by_how_its_first_instruction_begins() -> None:
    text = (
        (DATA / "show.trig")
        .read_text(encoding="utf-8")
        .replace("kg:topic :flood-control ;", "")
        .replace('"要压实责任"', '"要压实各级各部门责任"')
    )
    assert "要压实各级各部门…" in {node["label"] for node in data(loaded(text))["nodes"]}


def test_organizations_are_drawn_when_asked_for() -> None:
    found = data(loaded(), Choice(organizations=True))
    assert {(WANG, f"{ID}city", "holdsPost", 0), (f"{ID}city", FLOOD, "convened", 0)} <= edges(found)
    assert {node["shape"] for node in found["nodes"] if node["group"] == "organization"} == {"hexagon"}


def test_the_sentence_behind_an_edge_has_its_name_marked() -> None:
    behind = data(loaded())["evidence"][f"{ID}fact/li-flood"]
    assert behind == {
        "articles": [{"headline": "市政府召开防汛工作会议", "published": "2022-07-04"}],
        "rule": "attendance.roll-call",
        "frames": [{"file": "a.txt", "begin": 41, "end": 57, "pieces": [["副市长", 0], ["李小\n\n红", 1], ["、陈伟列席会议。", 0]]}],
    }


def test_a_bare_name_is_shown_in_the_smallest_passage_around_it() -> None:
    frames = data(loaded())["evidence"][f"{ID}fact/chen-flood"]["frames"]
    assert frames == [{"file": "a.txt", "begin": 50, "end": 52, "pieces": [["副市长李小\n\n红、", 0], ["陈伟", 1], ["列席会议。", 0]]}]


def test_names_are_marked_where_the_evidence_is_a_whole_sentence() -> None:
    behind = data(loaded())["evidence"][f"{ID}fact/wang-committee"]
    assert [frame["pieces"] for frame in behind["frames"]] == [[["王大明", 1], ["此前参加市政府会议。", 0]]]


def test_a_name_is_found_across_a_break_of_the_page_and_every_time() -> None:
    passage = Passage("d", 100, 112, "李小\n\n红说,李小红到")
    assert places_of("李小红", passage) == [Passage("d", 100, 105, "李小\n\n红"), Passage("d", 107, 110, "李小红")]
    assert places_of("红李", passage) == []
    assert places_of(" ", passage) == []


def test_a_statement_is_marked_as_a_whole() -> None:
    frames = data(loaded())["evidence"][SAID]["frames"]
    assert frames == [{"file": "a.txt", "begin": 65, "end": 77, "pieces": [["要压实责任,要备足物资。", 1]]}]


def test_pieces_count_characters_beyond_the_first_plane_once() -> None:
    frame, name = Passage("d", 10, 16, "𠮷田𠮷说,好"), Passage("d", 12, 13, "𠮷")
    assert pieces(frame, [name]) == [["𠮷田", 0], ["𠮷", 1], ["说,好", 0]]


def test_the_panel_of_a_person_has_the_offices() -> None:
    panel = data(loaded())["panels"][WANG]
    assert panel["name"] == "王大明"
    assert panel["offices"] == [{"title": "市长", "organization": "市政府", "attested": "2022-07-04", "facts": [f"{ID}fact/mayor"]}]


def test_the_panel_of_a_meeting_has_its_date_and_why() -> None:
    assert data(loaded())["panels"][FLOOD]["rows"] == [
        ["类别 Kind", "会议 meeting"],
        ["日期 Date", "2022-07-03"],
        ["见报日期 As printed", "7月3日"],
        ["推断 Basis", "month and day printed; year of the issue"],
        ["召集 Convened by", "市政府"],
        ["又称 Also", "防汛会"],
    ]


def test_the_panel_of_a_directive_has_its_instructions_in_order() -> None:
    panel = data(loaded())["panels"][SAID]
    assert panel["name"] == "王大明强调"
    assert panel["parts"] == ["要压实责任", "要备足物资"]
    assert ["对象 Addressed to", "各区县"] in panel["rows"]
    assert ["主题 Topics", "防汛"] in panel["rows"]


def test_a_person_brings_own_meetings_and_directives_only() -> None:
    found = data(loaded(), Choice(person="李小"))
    assert edges(found) == {
        (WANG, FLOOD, "attended", 0),
        (WANG, FLOOD, "presided", 1),
        (LI, FLOOD, "satIn", 0),
        (CHEN, FLOOD, "attended", 0),
    }
    assert found["focus"] == [LI]


def test_a_meeting_is_found_by_its_other_name() -> None:
    found = data(loaded(), Choice(meeting="防汛会"))
    assert {node["id"] for node in found["nodes"]} == {WANG, LI, CHEN, FLOOD, SAID}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2022, 7, 3), date(2022, 7, 3), {FLOOD}),
        (date(2022, 7, 4), None, {COMMITTEE}),
        (date(2022, 8, 15), date(2022, 8, 15), {COMMITTEE}),
        (None, date(2022, 8, 1), {FLOOD, COMMITTEE}),
    ],
)
def test_a_range_of_dates_takes_every_meeting_that_may_lie_in_it(since: date | None, until: date | None, expected: set[str]) -> None:
    found = data(loaded(), Choice(since=since, until=until))
    assert {node["id"] for node in found["nodes"] if node["group"] == "meeting"} == expected
    assert (SAID in found["panels"]) == (FLOOD in expected)


def test_what_was_left_out_is_counted_and_said_in_the_page() -> None:
    page, chosen = picture(loaded(), Choice(most_people=1, most_meetings=1))
    assert set(chosen.kinds) == {WANG, FLOOD, SAID}
    assert chosen.left_out == {Kind.PERSON: 3, Kind.MEETING: 1}
    assert "Left out: 3 people, 1 meetings" in page
    assert chosen.undrawn[WANG] == 1


def test_a_whole_picture_does_not_speak_of_things_left_out() -> None:
    assert "Left out" not in picture(loaded(), Choice())[0]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(person="孙悟空"), "person '孙悟空'"),
        (Choice(meeting="蟠桃会"), "meeting '蟠桃会'"),
        (Choice(since=date(2030, 1, 1)), "2030-01-01 to any"),
    ],
)
def test_nothing_to_show_is_an_error_that_says_why_and_writes_nothing(tmp_path: Path, choice: Choice, words: str) -> None:
    with pytest.raises(NothingToShowError, match=words):
        write(loaded(), tmp_path / "graph.html", choice)
    assert not list(tmp_path.iterdir())


def test_an_empty_store_says_what_to_do() -> None:
    with pytest.raises(NothingToShowError, match="kg build PATH"):
        picture(ox.Store(), Choice())


def test_the_same_bytes_in_another_process_and_another_order(tmp_path: Path) -> None:
    write(loaded(), tmp_path / "here.html")
    backwards = ox.Store()
    for quad in sorted(loaded(), key=str, reverse=True):
        backwards.add(quad)
    write(backwards, tmp_path / "backwards.html")
    program = (
        "import sys, pyoxigraph as ox; from kg.show.picture import write; s = ox.Store(); s.load(path=sys.argv[1]); write(s, sys.argv[2])"
    )
    for seed in ("1", "2"):
        run = [sys.executable, "-c", program, str(DATA / "show.trig"), str(tmp_path / f"{seed}.html")]
        subprocess.run(run, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(DATA.parent.parent), "LC_ALL": "C"})
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_nothing_in_the_page_asks_for_anything() -> None:
    parsed = Parsed(picture(loaded(), Choice())[0])
    assert {name for _, attrs in parsed.elements for name, _ in attrs} & {
        "src",
        "href",
        "srcset",
        "action",
        "style",
        "onclick",
        "onload",
    } == set()
    assert {tag for tag, _ in parsed.elements} & {"link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"} == set()


def test_the_policy_lets_run_exactly_what_is_there() -> None:
    parsed = Parsed(picture(loaded(), Choice())[0])

    def hashes(texts: list[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    assert len(parsed.texts["script"]) == 2
    style, script = hashes(parsed.texts["style"]), hashes(parsed.texts["script"])
    assert parsed.attributes("content")[0] == (
        f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    )


def test_our_script_never_makes_markup_from_text() -> None:
    script = Parsed(picture(loaded(), Choice())[0]).texts["script"][1]
    for never in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttpRequest",
        "import(",
    ):
        assert never not in script


def infected(payload: str) -> ox.Store:
    """The same store with a payload in every text: names, titles, quotes, headlines, file names."""
    store = ox.Store()
    for quad in loaded():
        spared = quad.predicate.value.rsplit("#")[-1] in {"heldOn", "begin", "end", "position", "earliest", "latest", "published"}
        value = ox.Literal(payload, language="zh") if isinstance(quad.object, ox.Literal) and not spared else quad.object
        store.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return store


@pytest.mark.parametrize("payload", INJECTIONS)
def test_no_text_becomes_markup(payload: str) -> None:
    page, _ = picture(infected(payload), Choice(person=payload))
    clean, _ = picture(infected("王"), Choice(person="王"))
    parsed, expected = Parsed(page), Parsed(clean)
    assert parsed.elements == expected.elements
    assert parsed.texts["script"] == expected.texts["script"]
    assert parsed.texts["h1"] == [payload]
    assert parsed.texts["title"] == [f"{payload} · 要闻 Yaowen"]
    found = json.loads(parsed.texts["json"][0])
    assert found["panels"][WANG]["name"] == payload
    assert found["panels"][WANG]["offices"][0]["title"] == payload
    assert found["evidence"][f"{ID}fact/mayor"]["frames"][0]["file"] == payload
    assert not set("<>&\u2028\u2029") & set(parsed.texts["json"][0])


def test_there_are_enough_payloads() -> None:
    assert len(set(INJECTIONS)) >= 40


def test_characters_that_mislead_are_spelt_out() -> None:
    panel = data(infected("王\u202e明\x1b[2J"))["panels"][WANG]
    assert panel["name"] == "王⟨U+202E⟩明⟨U+001B⟩[2J"


def boxes(sizes: list[tuple[int, int]], at: list[tuple[int, int]]) -> list[tuple[float, float, float, float]]:
    return [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (w, h), (x, y) in zip(sizes, at, strict=True)]


def test_labels_do_not_cover_one_another() -> None:
    sizes = [(120, 70)] * 3 + [(60, 40)] * 24
    star = [(hub, leaf) for hub in range(3) for leaf in range(3 + hub * 8, 11 + hub * 8)] + [(0, 11), (1, 19)]
    found = boxes(sizes, places(sizes, star))
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, down) <= 2, (one, other)


def test_places_of_none_and_one() -> None:
    assert places([], []) == []
    assert places([(40, 20)], []) == [(20, 10)]


def test_neighbours_stand_nearer_than_strangers() -> None:
    at = places([(20, 20)] * 6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])

    def far(one: int, other: int) -> float:
        return math.dist(at[one], at[other])

    assert all(far(node, node + 1) < far(0, 5) for node in range(5))
