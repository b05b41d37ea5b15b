"""What holds for any page: places, order, coverage, line ends; and time that grows with the page."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import Article, Page, RepairedText, Span
from kg.text.lines import Role, lines
from kg.text.reading import read_articles
from kg.text.repair import BLANKS, repair
from kg.text.sentences import sentences

WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))

# Pages of anything, and pages made of what matters to the rules.
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
PIECES = st.sampled_from(
    [
        *'会议张昕,，。;:：!?()（）"“”0a, \u3000\n\r\u200b●版',
        *(
            "\r\n",
            "\n\n",
            "本报讯",
            "又讯",
            "（记者 张 昕）",
            "记者 陈锋",
            "央视网消息（新闻联播）：",
            "新华社北京5月3日电",
            "5月3日",
            "2013年12月3日",
        ),
        *(
            "第一版 要闻",
            "星期四",
            "下转第四版",
            "（上接第一版）",
            "甲会召开",
            "特此公告",
            "简讯",
            "昨日",
            "一、",
            "奋进新征程",
            "文/王明",
            "图/",
            "摄",
            "某教授为日报社授课",
        ),
    ]
)
PAGES = st.one_of(ANYTHING, st.lists(PIECES, max_size=40).map("".join))


def read(text: str) -> tuple[Article, ...]:
    return read_articles(Page("a.txt", text, ""))


def stretches(text: str, cuts: list[int]) -> list[Span]:
    """Cut a text into stretches; every second cut drops the character behind it, as a layout break would."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [Span(b + (n % 2 if e > b + 1 else 0), e) for n, (b, e) in enumerate(pairwise(places))]


def check_places(text: RepairedText, raw: str) -> None:
    """Every character is a raw one or its full-width form; places ascend."""
    begins, ends = list(text.begins), list(text.ends)
    assert len(begins) == len(ends) == len(text.text)
    assert begins == sorted(begins)
    assert ends == sorted(ends)
    for char, begin, end in zip(text.text, begins, ends, strict=True):
        source = raw[begin:end]
        match char:
            case "\n":
                assert source == ""
            case " ":
                assert begin < end
            case _:
                assert source == char or WIDE.get(source) == char or (source == '"' and char in "“”")


@given(PAGES, st.lists(st.integers(0, 200), max_size=4))
@example("a,,会", [2])
@example("a (b", [])
@example("000AA", [4])
def test_repaired_characters_know_their_places(raw: str, cuts: list[int]) -> None:
    text = repair(raw, [stretches(raw, cuts)])
    check_places(text, raw)
    kept = {at for begin, end in zip(text.begins, text.ends, strict=True) for at in range(begin, end)}
    assert all(at in kept or raw[at] in BLANKS for span in stretches(raw, cuts) for at in range(span.begin, span.end))


@given(PAGES, st.data())
def test_a_slice_holds_its_characters_in_order(raw: str, data: st.DataObject) -> None:
    text = repair(raw, [[Span(0, len(raw))]])
    begin = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(begin, len(text.text)))
    span = text.span(begin, end)
    behind = iter(WIDE.get(char, char) for char in raw[span.begin : span.end])
    wanted = (WIDE.get(char, char) for char in text.text[begin:end] if char not in " “”")
    assert all(char in behind for char in wanted)


@given(PAGES, st.lists(st.integers(0, 200), max_size=4))
@example('a,"会', [2])
@example("a ( 会", [2])
@example("会,,1", [1])
@example('"0)', [])
def test_repair_leaves_repaired_text_as_it_is(raw: str, cuts: list[int]) -> None:
    once = repair(raw, [stretches(raw, cuts), stretches(raw, [])]).text
    spans, at = [], 0
    for paragraph in once.split("\n"):
        spans.append([Span(at, at + len(paragraph))])
        at += len(paragraph) + 1
    assert repair(once, spans).text == once


@given(PAGES)
def test_articles_are_apart_and_hold_all_text(raw: str) -> None:
    found = read(raw)
    begins = [article.span.begin for article in found]
    assert begins == sorted(set(begins))
    assert [article.span.end for article in found] == [*begins[1:], len(raw)][: len(found)]
    before = [line.role for line in lines(raw) if not found or line.span.begin < begins[0]]
    assert set(before) <= {Role.HEADER, Role.JUMP}
    assert all(article.span.begin < article.span.end for article in found)


@given(PAGES)
def test_bodies_bylines_and_headlines_lie_in_their_article(raw: str) -> None:
    for article in read(raw):
        for text in (article.body, *article.headlines):
            check_places(text, raw)
            assert all(article.span.begin <= at <= article.span.end for at in (*text.begins, *text.ends))
        for byline in article.bylines:
            assert article.span.begin <= byline.span.begin < byline.span.end <= article.span.end
            assert [c for c in raw[byline.span.begin : byline.span.end] if c not in BLANKS] == list(byline.name)


@given(PAGES)
def test_sentences_cover_the_body(raw: str) -> None:
    for article in read(raw):
        body = article.body.text
        assert "".join(body[s.begin : s.end] for s in article.sentences) == body.replace("\n", "")
        assert [s.paragraph for s in article.sentences] == [body.count("\n", 0, s.begin) for s in article.sentences]
        assert "\n\n" not in body


@given(st.text("一。！？”\n", max_size=30))
def test_sentences_are_never_empty_and_never_cross_paragraphs(text: str) -> None:
    found = list(sentences(text))
    assert all(s.begin < s.end and "\n" not in text[s.begin : s.end] for s in found)
    assert "".join(text[s.begin : s.end] for s in found) == text.replace("\n", "")


@given(st.lists(PIECES.filter(lambda piece: "\r" not in piece), max_size=40).map("".join))
def test_line_ends_of_windows_give_the_same_articles(raw: str) -> None:
    def moved(at: int) -> int:
        return at + raw.count("\n", 0, at)

    unix, windows = read(raw), read(raw.replace("\n", "\r\n"))
    assert [(a.headline, a.body.text, [b.name for b in a.bylines]) for a in windows] == [
        (a.headline, a.body.text, [b.name for b in a.bylines]) for a in unix
    ]
    assert [a.span.begin for a in windows] == [moved(a.span.begin) for a in unix]
    for there, here in zip(windows, unix, strict=True):
        inked = [at for at, char in enumerate(here.body.text) if char not in "\n "]
        assert [there.body.begins[at] for at in inked] == [moved(here.body.begins[at]) for at in inked]


def seconds(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


def grows_with_its_page(make: Callable[[int], str], size: int) -> bool:
    """Whether a fourfold page takes at most sevenfold time; measured again before it is believed not to."""
    short, long = make(size), make(4 * size)
    return any(seconds(long) <= 7 * seconds(short) + 0.05 for _ in range(8))


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "会议强调，要抓好落实。",
            "会议强调,要抓好落实;",
            "会 议",
            '"会"',
            "会",
            " ",
            "\u3000",
            "a, ",
            ", ",
            "(",
            "“奋进新征程 ",
            "；",
            "【",
            "2013年12月3日",
        ),
        *(
            "。本报讯",
            "2013年12月3日，授课。",
            "记者 ",
            "文/",
            "\n",
            "会\n",
            "会议。\n",
            "本报讯（记者 张昕）会\n",
            "又讯 会\n",
            "●会议\n",
            "第一版 1月1日\n",
            "下转第二版\n",
        ),
    ],
    ids=repr,
)
def test_time_grows_with_the_page(unit: str) -> None:
    assert grows_with_its_page(lambda size: "2013年12月4日" + unit * (size // len(unit)), 20_000)


def test_a_page_of_five_megabytes_in_one_line() -> None:
    assert grows_with_its_page(lambda size: "会议强调,要抓好 落实；“好”。" * (size // 16), 430_000)  # characters: 5 MB when fourfold
