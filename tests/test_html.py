"""HTML pages: which text is the article, and where each of its characters lies in the file."""

import builtins
import time
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from kg import sources
from kg.metadata import Defaults
from kg.model import Article, Page, Refusal
from kg.sources import Source
from kg.text import html as html_pages
from kg.text.decode import UnreadableError
from kg.text.html import Stated, article_text, is_html, stated
from kg.text.markup import blocks, tags
from kg.text.reading import read_articles

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>市委常委会召开会议 - 澜江日报</title>
<meta name="PubDate" content="2022-04-26 08:00"><meta name="ContentSource" content="澜江日报">
<script>var a = "<p>市长王五出席会议。</p>";</script><style>p > b { color: red }</style></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">要闻</a></li></ul></div>
<div class="article"><h1>市委常委会召开会议</h1>
<div class="content"><p>&nbsp;&nbsp;4月25日，市委书记<strong>艾伦&middot;达福</strong>主持召开市委常委会会议，
研究部署防汛工作&mdash;&mdash;并对下一步工作提出要求。市长
何<span class="x>y">雄</span>、副市长周富强等出席会议。<!-- 副市长张三出席会议。 --></p>
<p>会议指出，要坚持&ldquo;预防为主&rdquo;的方针不动摇，抓实抓细各项举措，坚决守住不发生事故的底线。</p></div></div>
<div class="footer">版权所有 澜江日报社 未经许可不得转载</div></body></html>
"""


def texts(raw: str) -> list[str]:
    return [block.text for block in blocks(raw)]


# --- markup ---


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<p>何雄</p><p>周富强</p>", ["何雄", "周富强"]),
        ("何<b>雄</b>主<a href='/'>持</a>会议", ["何雄主持会议"]),
        ("<div>一<div>二<p>三</p>四</div>五</div>", ["一", "二", "三", "四", "五"]),
        ("一<br>二<br/>三", ["一", "二", "三"]),
        ("<p>  何雄 \n\t 主持&nbsp;&nbsp;会议 </p>", ["何雄 主持 会议"]),
        ("&ldquo;一&rdquo;&#20108;&#x4e09;&amp;&lt;b&gt;", ["“一”二三&<b>"]),
        ("A&B 与 C&D; 5 < 6", ["A&B 与 C&D; 5 < 6"]),
        ("&amp;lt;", ["&lt;"]),
        ("一<script>if (a < b) '<p>二</p>'</script>三", ["一", "三"]),
        ("一<SCRIPT>二</Script >三", ["一", "三"]),
        ("<style>p { }</style><title>二</title>三", ["三"]),
        ("一<!-- <p>二</p> -->三<!DOCTYPE html><?xml x?>四", ["一三四"]),
        ("一<!-->二<!--->三", ["一二三"]),
        ('<p title="a>b">一</p><p title=\'"\'>二</p>', ["一", "二"]),
        ("<select><option>二</option></select>三", ["三"]),
        ("<head><p>二</p></head>三", ["三"]),
        ("<head><body>三", ["三"]),
        ("一<script>二", ["一"]),
        ("一<!-- 二", ["一"]),
        ("一<p", ["一"]),
        ('<p title="一>二</p>三', ["二", "三"]),
        ("一&#0;&#8203;二&#xd;三\x0c四", ["一\u200b二 三 四"]),
        ("", []),
    ],
)
def test_visible_text(raw: str, shown: list[str]) -> None:
    assert texts(raw) == shown


def test_each_character_knows_what_it_was_made_from() -> None:
    raw = "<p>何<b>雄&middot;</b>A &nbsp;\n会</p>"
    (block,) = blocks(raw)
    assert block.text == "何雄·A 会"
    assert [raw[b:e] for b, e in zip(block.begins, block.ends, strict=True)] == ["何", "雄", "&middot;", "A", " &nbsp;\n", "会"]


@given(st.text("何雄 <>&;\"'/!-pb\n"))
def test_blocks_lie_in_order_within_the_page(raw: str) -> None:
    places = [place for block in blocks(raw) for place in zip(block.begins, block.ends, strict=True)]
    assert all(begin < end for begin, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert not places or places[-1][1] <= len(raw)


@given(st.lists(st.text("何雄A&<>\"'；,.()", min_size=1), max_size=4))
def test_escaped_text_comes_back(paragraphs: list[str]) -> None:
    assert texts("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)) == paragraphs


@pytest.mark.parametrize("piece", ["<", "<a ", "<a '", '<a "b', "<!--", "<!", "<script>", "<title><p", "&", "&#", "&amp", "<p>", "</p "])
def test_markup_is_read_in_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        raw = piece * times
        begin = time.process_time()
        list(blocks(raw))
        return time.process_time() - begin

    small, large = (min(seconds(times) for _ in range(3)) for times in (4000, 16000))
    assert large < 10 * small + 0.02


def test_tags_have_their_places() -> None:
    raw = "一<P class='>'>二</p>"
    assert [(tag.name, raw[tag.begin : tag.end], tag.closes) for tag in tags(raw)] == [("p", "<P class='>'>", False), ("p", "</p>", True)]


# --- the article ---


def read(raw: str) -> tuple[Article, ...]:
    return read_articles(Page("a.html", raw, ""))


def test_menus_scripts_comments_and_footers_are_no_text() -> None:
    assert article_text(PAGE).text == (
        "市委常委会召开会议\n"
        "4月25日，市委书记艾伦·达福主持召开市委常委会会议， 研究部署防汛工作——并对下一步工作提出要求。市长 何雄、副市长周富强等出席会议。\n"
        "会议指出，要坚持“预防为主”的方针不动摇，抓实抓细各项举措，坚决守住不发生事故的底线。"
    )


def test_an_article_reads_as_the_same_text_in_a_txt_file_with_its_places_in_the_file() -> None:
    shown = article_text(PAGE)
    (article,), (plain,) = read(PAGE), read_articles(Page("a.txt", shown.text, ""))
    assert (article.headline, article.body.text, article.sentences) == (plain.headline, plain.body.text, plain.sentences)
    assert article.headline == ("市委常委会召开会议",)
    assert PAGE[article.headline_span.begin : article.headline_span.end] == "市委常委会召开会议"
    assert PAGE[article.span.begin :].startswith("市委常委会召开会议</h1>")
    assert PAGE[: article.span.end].endswith("坚决守住不发生事故的底线。")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("艾伦·达福", "艾伦&middot;达福"),
        ("何雄", '何<span class="x>y">雄'),
        ("“预防为主”", "&ldquo;预防为主&rdquo;"),
        ("防汛工作——并", "防汛工作&mdash;&mdash;并"),
        ("会议。\n会议", "会议。<!-- 副市长张三出席会议。 --></p>\n<p>会议"),
    ],
)
def test_evidence_is_a_slice_of_the_file(text: str, quote: str) -> None:
    body = read(PAGE)[0].body
    at = body.text.index(text)
    span = body.span(at, at + len(text))
    assert PAGE[span.begin : span.end] == quote


def test_a_teaser_before_the_article_is_left_out() -> None:
    lead = "会议指出，要坚持“预防为主”的方针不动摇，抓实抓细各项举措，坚决守住不发生事故的底线。"
    page = PAGE.replace('<div class="article">', f'<div class="teaser"><a href="/1">{lead}</a></div><div class="article">')
    assert article_text(page).text == article_text(PAGE).text


@pytest.mark.parametrize(
    "raw", ["<html><body></body></html>", "<html><head><title>会议</title></head><body><script>会议</script></body></html>"]
)
def test_a_page_without_an_article_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableError, match="no article found"):
        article_text(raw)


def test_without_the_extractor_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "trafilatura":
            raise ImportError(name)
        return imported(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    html_pages.article_text.cache_clear()
    with pytest.raises(UnreadableError, match=r"pip install 'yaowen\[html\]'"):
        article_text(PAGE)


@pytest.mark.parametrize(
    ("name", "html"), [("a.html", True), ("b/A.HTM", True), ("a.txt", False), ("a.html.txt", False), ("a.jsonl#1", False)]
)
def test_names_of_html_pages(name: str, html: bool) -> None:  # noqa: FBT001, a value of the table
    assert is_html(name) is html


# --- what a page says of itself ---


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (PAGE, Stated("", "2022-04-26 08:00", "pubdate", "澜江日报")),
        (
            '<META content="2022-04-26T08:00:00+08:00" property="article:published_time">',
            Stated("", "2022-04-26T08:00:00+08:00", "article:published_time"),
        ),
        ("<meta name=ArticleTitle content='A &amp; B'><meta name=ArticleTitle content=C>", Stated("A & B")),
        ('<!-- <meta name="PubDate" content="2022-04-26"> -->', Stated()),
        ("<meta><meta name=PubDate><meta content=x>", Stated()),
    ],
)
def test_meta_tags(raw: str, says: Stated) -> None:
    assert stated(raw) == says


def found(path: Path, defaults: Defaults | None = None) -> list[Source | Refusal]:
    return list(sources.read([path], defaults))


def test_a_page_comes_with_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("gb18030"))
    (source,) = found(tmp_path)
    assert isinstance(source, Source)
    page = source.page
    assert (page.text, page.encoding) == (PAGE, "gb18030")
    assert (str(page.published), page.published_basis, page.outlet) == ("2022-04-26", "meta tag pubdate", "澜江日报")


def test_a_meta_tag_that_is_no_date_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace("2022-04-26 08:00", "昨天"), encoding="utf-8")
    refusal, source = found(tmp_path, Defaults(outlet="日报"))
    assert isinstance(refusal, Refusal)
    assert "'昨天' is no date" in refusal.reason
    assert isinstance(source, Source)
    assert (source.page.published, source.page.outlet) == (None, "澜江日报")


def test_a_page_without_an_article_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><head><title>会议</title></head></html>", encoding="utf-8")
    assert found(tmp_path) == [Refusal("a.html", "no article found in the HTML; save its text as .txt")]


def test_too_large_a_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b" " * (sources.MAX_HTML + 1))
    assert found(tmp_path) == [Refusal("a.html", "larger than 4 MB, the limit for one page")]


def test_quotes_of_a_built_page_are_found_again_in_the_file(tmp_path: Path, kg_command: Run) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(PAGE, encoding="utf-8")
    assert kg_command("build", tmp_path / "pages", "--store", tmp_path / "store")[0] == 0
    code, out, _ = kg_command("check", "--store", tmp_path / "store")
    number = int(out.split(" quotes")[0].split()[-1])
    assert (code, number > 5, out.endswith(" 0 problems\n")) == (0, True, True)
