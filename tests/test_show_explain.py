"""The explained page: every recognised stretch where it lies, in a terminal and as HTML."""

from array import array
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Article,
    ArticleFacts,
    AttendanceFact,
    Byline,
    ConceptFact,
    EventDate,
    EventFact,
    EventKind,
    Instruction,
    Mode,
    Page,
    PageFacts,
    PrintedDate,
    RepairedText,
    Span,
    StatementFact,
    TenureFact,
)
from kg.show.explain import as_html, as_text, highlighted
from kg.show.marks import Mark, MarkKind
from kg.show.visible import clipped, one_line, visible

INJECTIONS = tuple((Path(__file__).parent / "data" / "injections.txt").read_text(encoding="utf-8").splitlines())
TEXT = (
    "市政府召开防汛工作会议\n\n"
    "本报讯 7月3日,市长王大明主持召开市政府防汛工作会议。"
    "副市长李小\n\n红、陈伟列席会议。\n\n"
    "王大明强调,要压实责任,要备足物资。\n\n下一版更精彩"
)
NOTHING = RepairedText("", array("l"), array("l"))


def facts(text: str = TEXT, name: str = "a.txt", label: str = "") -> PageFacts:
    """The page above as it would be read; ``label`` stands in every place for a text, if given."""
    held = PrintedDate(label or "7月3日", Span(17, 21), month=7, day=3)
    day = date(2022, 7, 3)
    event = EventFact(
        "e1",
        label or "市政府防汛工作会议",
        EventKind.MEETING,
        (Span(31, 40),),
        label or "event.convened",
        printed_date=held,
        date=EventDate(held, "2022-07-03", day, None, day, day, (label or "year of the issue",)),
        conveners=(label or "市政府",),
    )
    attendances = (
        AttendanceFact("e1", label or "王大明", Mode.PRESIDED, 1, label or "市长", (Span(24, 27),), label or "attendance.presided"),
        AttendanceFact(
            "e1", label or "李小红", Mode.SAT_IN, 2, label or "副市长", (Span(41, 57), Span(44, 49)), label or "attendance.roll-call"
        ),
        AttendanceFact("e1", label or "陈伟", Mode.SAT_IN, 3, "", (Span(41, 57), Span(50, 52)), label or "attendance.roll-call"),
    )
    tenure = TenureFact(label or "王大明", label or "市长", "", label or "市长", (Span(22, 27),), label or "tenure.before-name")
    parts = (Instruction(label or "要压实责任", Span(65, 70)), Instruction(label or "要备足物资", Span(71, 76)))
    said = StatementFact(
        label or "王大明",
        "e1",
        label or "强调",
        label or "要压实责任,要备足物资。",
        Span(65, 77),
        label or "statement.verb",
        directive=True,
        instructions=parts,
        addressees=(label or "各区县",),
    )
    concept = ConceptFact(label or "防汛", (Span(34, 36),), label or "concept.quoted")
    article = Article(Span(0, 77), (label or "市政府召开防汛工作会议",), Span(0, 11), (Byline(label or "本报", Span(13, 15)),), NOTHING, ())
    page = Page(name, text, "0" * 64, published=date(2022, 7, 4), published_basis=label or "manifest.csv", outlet=label or "晚报")
    read = ArticleFacts(article, (event,), attendances, (tenure,), (said,), (concept,))
    return PageFacts(page, (read,))


EXPECTED = """\
a.txt · 晚报 · published 2022-07-04 (manifest.csv) · utf-8 · 1 article

article 1 of 1
0-77         “市政府召开防汛工作会议⏎本报讯 7月3日,市长王大明主持召开市…明强调,要压实责任,要备足物资。”
               article     市政府召开防汛工作会议
0-11           “市政府召开防汛工作会议”
                 headline    市政府召开防汛工作会议
13-15          “本报”
                 byline      本报
17-21          “7月3日”
                 date        e1 · 7月3日 · 2022-07-03 · year of the issue  [event.convened]
22-27          “市长王大明”
                 tenure      王大明 · 市长  [tenure.before-name]
24-27            “王大明”
                   attendance  1. 王大明 · Presided · e1 市政府防汛工作会议 · 市长  [attendance.presided]
31-40          “市政府防汛工作会议”
                 event       e1 · 市政府防汛工作会议 · Meeting · 2022-07-03 · 市政府  [event.convened]
34-36            “防汛”
                   concept     防汛  [concept.quoted]
41-57          “副市长李小⏎红、陈伟列席会议。”
                 attendance  2. 李小红 · SatIn · e1 市政府防汛工作会议 · 副市长  [attendance.roll-call]
                 attendance  3. 陈伟 · SatIn · e1 市政府防汛工作会议  [attendance.roll-call]
44-49            “李小⏎红”
                   attendance  2. 李小红 · SatIn · e1 市政府防汛工作会议 · 副市长  [attendance.roll-call]
50-52            “陈伟”
                   attendance  3. 陈伟 · SatIn · e1 市政府防汛工作会议  [attendance.roll-call]
65-77          “要压实责任,要备足物资。”
                 statement   directive · 王大明 强调 · e1 市政府防汛工作会议 · to 各区县  [statement.verb]
65-70            “要压实责任”
                   instruction 1. 要压实责任  [statement.verb]
71-76            “要备足物资”
                   instruction 2. 要备足物资  [statement.verb]
"""


def test_the_terminal_lists_every_stretch_where_it_lies() -> None:
    assert as_text(facts()) == EXPECTED


def test_a_page_without_articles_says_so() -> None:
    assert as_text(PageFacts(Page("b.txt", "广告", "0"))) == "b.txt · date of publication unknown · utf-8 · 0 articles\n"


def test_a_terminal_gets_no_escape_sequences() -> None:
    shown = as_text(facts(TEXT.replace("王大明", "\x1b]0"), name="\x1b[2J.txt", label="\x9b31m\u202e"))
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
    assert "⟨U+001B⟩[2J.txt" in shown


class Parsed(HTMLParser):
    """Elements, and the text of the raw page with the titles of the marks around it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.raw: list[str] = []
        self.marked: list[tuple[str, tuple[str, ...]]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        if tag != "meta":
            self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, "elements are nested properly"

    def handle_data(self, data: str) -> None:
        if any(tag == "div" and kind.startswith("raw") for tag, kind in self._open):
            self.raw.append(data)
            self.marked.append((data, tuple(kind for tag, kind in self._open if tag == "mark")))


def test_the_page_holds_the_whole_raw_text_with_its_marks() -> None:
    parsed = Parsed(as_html(facts()))
    assert "".join(parsed.raw) == TEXT
    assert ("王大明", ("tenure", "attendance")) in parsed.marked
    assert ("李小\n\n红", ("attendance", "attendance")) in parsed.marked
    assert ("要压实责任", ("statement", "instruction")) in parsed.marked
    assert (",", ("statement",)) in parsed.marked
    assert ("\n\n下一版更精彩", ()) in parsed.marked


def test_hovering_tells_the_facts_and_their_rules() -> None:
    page = as_html(facts())
    assert (
        'title="attendance: 2. 李小红 · SatIn · e1 市政府防汛工作会议 · 副市长  [attendance.roll-call]\n'
        'attendance: 3. 陈伟 · SatIn · e1 市政府防汛工作会议  [attendance.roll-call]">副市长'
    ) in page


def test_the_page_has_no_script_and_asks_for_nothing() -> None:
    parsed = Parsed(as_html(facts()))
    tags = {tag for tag, _ in parsed.elements}
    assert tags & {"script", "link", "img", "iframe", "form", "object"} == set()
    assert "script-src 'none'" in as_html(facts()).replace("&#39;", "'")
    assert "style" not in {name for _, names in parsed.elements for name in names}


def test_the_same_facts_give_the_same_bytes() -> None:
    assert as_html(facts()) == as_html(facts())


@pytest.mark.parametrize("payload", INJECTIONS)
def test_no_text_becomes_markup(payload: str) -> None:
    """The payload stands in every fact, in the name of the file, and in the page itself."""
    text = TEXT + payload
    parsed = Parsed(as_html(facts(text, name=payload, label=payload)))
    assert parsed.elements == Parsed(as_html(facts(TEXT + "王", name="王", label="王"))).elements
    assert "".join(parsed.raw) == text


@pytest.mark.parametrize("payload", INJECTIONS)
def test_no_marked_text_becomes_markup(payload: str) -> None:
    span = Span(0, len(payload))
    shown = Parsed('<div class="raw">' + highlighted(payload, span, [Mark(span, MarkKind.EVENT, payload, payload)]) + "</div>")
    assert [tag for tag, _ in shown.elements] == ["div", "mark"]
    assert "".join(shown.raw) == payload


def mark(begin: int, end: int, kind: MarkKind = MarkKind.EVENT) -> Mark:
    return Mark(Span(begin, end), kind, "x")


def test_stretches_that_overlap_are_cut_and_taken_up_again() -> None:
    shown = Parsed('<div class="raw">' + highlighted("甲乙丙丁", Span(0, 4), [mark(0, 3), mark(1, 4, MarkKind.DATE)]) + "</div>")
    assert shown.marked == [("甲", ("event",)), ("乙丙", ("event", "date")), ("丁", ("date again",))]


@given(
    st.text(alphabet="甲乙<>&\"'\n𠮷", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(MarkKind)), max_size=6),
)
def test_any_marks_leave_the_text_whole_and_cover_what_they_should(text: str, drawn: list[tuple[int, int, MarkKind]]) -> None:
    found = [mark(begin, end, kind) for begin, end, kind in drawn if begin < end <= len(text)]
    shown = Parsed('<div class="raw">' + highlighted(text, Span(0, len(text)), found) + "</div>")
    assert "".join(shown.raw) == text
    depth = [len(kinds) for piece, kinds in shown.marked for _ in piece]
    spans = {one.span for one in found}
    assert depth == [sum(span.begin <= at < span.end for span in spans) for at in range(len(text))]


def test_visible_spells_out_control_and_direction() -> None:
    assert visible("a\x07b\u202ec\td\n") == "a⟨U+0007⟩b⟨U+202E⟩c\td\n"


def test_one_line_marks_the_breaks_of_the_page() -> None:
    assert one_line(" 假 \r\n\r\n期\t到 ") == "假⏎期 到"


def test_clipped_keeps_both_ends() -> None:
    assert clipped("一二三四五六七八九十", 6) == "一二三…九十"
    assert clipped("一二三", 3) == "一二三"
