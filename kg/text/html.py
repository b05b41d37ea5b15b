"""The article in an HTML page: its text, every character knowing its place in the file.

An extractor (trafilatura) tells which text of the page is the article; it gives words, no places. So the page is also cut into blocks of
text here, with entities resolved and places kept, and those blocks are taken that the extractor's text has in the same order. Reading then
goes on as with any page, and ``moved`` leads its places back into the file: the evidence of a fact is a slice of the HTML as it lies on
disk, with whatever tags stand in it.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from kg.model import Article, Byline, RepairedText, Span
from kg.text.decode import UnreadableError
from kg.text.markup import Block, blocks, tags

NEEDED = "HTML is read with trafilatura, which is not installed: pip install 'yaowen[html]'"
_LEAST = 8  # characters of a block that is no chance find
_BLANKS = re.compile(r"\s+")


def is_html(name: str) -> bool:
    """Whether a page of this name holds HTML."""
    return name.lower().endswith((".html", ".htm"))


@lru_cache(maxsize=4)  # a page is asked for when it is found and again when it is read
def article_text(raw: str) -> RepairedText:
    """The text of a page's article, a line a block, with its places in the page.

    Raises UnreadableError where the extractor is not installed or finds no article.
    """
    extracted = _extract(raw)
    found = list(blocks(raw))
    chosen = _chosen(found, _key(extracted.text), _key(extracted.title))
    if not chosen:
        msg = "no article found in the HTML; save its text as .txt"
        raise UnreadableError(msg)
    return _joined(chosen)


def moved(article: Article, shown: RepairedText) -> Article:
    """An article that was read from ``shown.text``, with its places in the page that this text was taken from."""
    return replace(
        article,
        span=_span(shown, article.span),
        headline_span=_span(shown, article.headline_span),
        bylines=tuple(Byline(byline.name, _span(shown, byline.span)) for byline in article.bylines),
        body=_moved_text(article.body, shown),
        headlines=tuple(_moved_text(line, shown) for line in article.headlines),
    )


def _span(shown: RepairedText, span: Span) -> Span:
    return shown.span(span.begin, span.end)


def _moved_text(text: RepairedText, shown: RepairedText) -> RepairedText:
    """The same text with places in the page. A character that stands for nothing (a newline) lies behind the one before it."""
    begins, ends = array(text.begins.typecode), array(text.ends.typecode)
    for begin, end in zip(text.begins, text.ends, strict=True):
        place = shown.span(begin, end) if begin < end else Span(ends[-1], ends[-1]) if ends else Span(0, 0)
        begins.append(place.begin)
        ends.append(place.end)
    return RepairedText(text.text, begins, ends)


# --- what the page says of itself ---


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page's meta tags say; "" where they say nothing."""

    title: str = ""
    published: str = ""
    published_by: str = ""  # the name of the tag
    outlet: str = ""


def stated(raw: str) -> Stated:
    """What a page says of itself in its meta tags, which are the same on all sites of the authorities, and alike on others."""
    found: dict[str, str] = {}
    for tag in tags(raw):
        if tag.name == "meta":
            name, content = _meta(raw[tag.begin : tag.end])
            found.setdefault(name.lower(), content)
    dated = next((name for name in _PUBLISHED if found.get(name)), "")
    return Stated(_first(found, _TITLE), found.get(dated, ""), dated, _first(found, _OUTLET))


_PUBLISHED = ("pubdate", "article:published_time", "publishdate", "publish_date", "datepublished", "og:release_date", "dcterms.issued")
_TITLE = ("articletitle", "og:title")
_OUTLET = ("contentsource", "source", "mediaid", "og:site_name", "sitename")
_ATTRIBUTE = re.compile(r"""(?<![A-Za-z:-])([A-Za-z][A-Za-z:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def _meta(tag: str) -> tuple[str, str]:
    """The name and the content of a meta tag."""
    given = {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(tag)}
    name = given.get("name") or given.get("property") or given.get("itemprop") or ""
    return name, " ".join(given.get("content", "").split())


def _first(found: dict[str, str], names: Iterable[str]) -> str:
    return next((found[name] for name in names if found.get(name)), "")


# --- which text is the article ---


@dataclass(frozen=True, slots=True)
class _Extracted:
    title: str
    text: str


def _extract(raw: str) -> _Extracted:
    try:
        from trafilatura import bare_extraction, extract_metadata
    except ImportError as error:
        raise UnreadableError(NEEDED) from error
    found = bare_extraction(raw, include_comments=False, with_metadata=False, favor_precision=False)
    about = extract_metadata(raw, extensive=False)
    body = getattr(found, "body", None)  # an element of lxml
    return _Extracted(about.title or "", "".join(body.itertext()) if body is not None else "")


def _key(text: str) -> str:
    """A text without its blanks, by which it is found again."""
    return _BLANKS.sub("", text)


def _chosen(found: list[Block], text: str, title: str) -> list[Block]:
    """The blocks that make up the extracted text, and the headline before them."""
    taken = list(_taken(found, text)) if text else []
    if not taken:
        return []
    first = taken[0]
    heads = [n for n in range(first) if title and _is_headline(_key(found[n].text), title)]
    return [found[n] for n in ([heads[-1]] if heads else []) + taken]


def _is_headline(key: str, title: str) -> bool:
    """Whether a block is the page's headline: its title, or the title without the site's name behind it."""
    return key == title or (len(key) >= _LEAST and title.startswith(key))


def _taken(found: list[Block], text: str) -> Iterator[int]:
    """The numbers of the blocks that the text has, in its order."""
    keys = [_key(block.text) for block in found]
    at = 0
    for number, key in enumerate(keys):
        place = _place(key, text, at)
        if place is None:
            continue
        begin, end = place
        if begin > at and _comes_later(text[at : at + _LEAST], keys[number + 1 :]):
            continue  # a copy of a later part, such as a teaser
        if len(key) < _LEAST and not _goes_on(text[end : end + _LEAST], keys[number + 1 :]):
            continue  # a word of a menu that happens to begin the rest
        yield number
        at = end


def _place(key: str, text: str, at: int) -> tuple[int, int] | None:
    """Where the text has a block, from ``at`` on; a long block may have lost a little in between, such as a note."""
    begin = text.find(key, at) if len(key) >= _LEAST else at if text.startswith(key, at) else -1
    if begin >= 0:
        return begin, begin + len(key)
    if len(key) < 4 * _LEAST:
        return None
    begin = text.find(key[:_LEAST], at)
    last = text.find(key[-_LEAST:], begin) if begin >= 0 else -1
    end = last + _LEAST
    return (begin, end) if last >= 0 and len(key) // 2 <= end - begin <= len(key) else None


def _comes_later(beginning: str, keys: Iterable[str]) -> bool:
    return any(beginning in key for key in keys)


def _goes_on(rest: str, keys: Iterable[str]) -> bool:
    """Whether the rest of the text begins with one of the next blocks; nothing may be left too."""
    following = next((key for key in keys if rest.startswith(key[:_LEAST])), None)
    return not rest or following is not None


def _joined(chosen: Iterable[Block]) -> RepairedText:
    """The blocks as lines of one text; a newline stands for no character of the page."""
    lines: list[str] = []
    begins, ends = array("I"), array("I")
    for block in chosen:
        if lines:
            begins.append(ends[-1])
            ends.append(ends[-1])
        lines.append(block.text)
        begins.extend(block.begins)
        ends.extend(block.ends)
    return RepairedText("\n".join(lines), begins, ends)
