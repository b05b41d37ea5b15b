"""From a page to its articles: boundaries, headline, bylines, repaired body, sentences."""

import re
from dataclasses import dataclass, field, replace

from kg.model import Article, Byline, Page, RepairedText, Span
from kg.text import bylines
from kg.text.articles import Draft, drafts, spans
from kg.text.credits import authors, begin_of_credits
from kg.text.html import article_text, is_html, moved
from kg.text.repair import BLANKS, repair
from kg.text.sentences import sentences

_JUMP = r"[（(]?(?:紧接|上接|下转)第?\s?[一二三四五六七八九十A-D\d]{1,3}\s?版[^（()）。，,]{0,12}[）)]?"
_LEAD = re.compile(rf"(?:央视网消息（新闻联播）：|【[^】]{{1,40}}】(?=.))?(?:{_JUMP}\s*)?")
_TO = re.compile(_JUMP + "$")
_LONGEST_JUMP = 30
_STOPS = frozenset("。！？；，、")
_INK = re.compile(f"[^{re.escape(BLANKS)}]")


def read_articles(page: Page) -> tuple[Article, ...]:
    """The articles of a page in printed order; empty where the page has no text."""
    if is_html(page.name):
        shown = article_text(page.text)
        return tuple(moved(article, shown) for article in _articles(replace(page, text=shown.text)))
    return _articles(page)


def _articles(page: Page) -> tuple[Article, ...]:
    found = drafts(page.text, page.title)
    stretches = spans(found, len(page.text))
    titles = [page.title] + [""] * len(found)  # the title of the page is that of its first article
    return tuple(_article(page.text, draft, span, title) for draft, span, title in zip(found, stretches, titles, strict=False))


@dataclass(slots=True)
class _Body:
    """What the paragraphs of an article hold, apart."""

    pieces: list[list[Span]] = field(default_factory=list)
    opening: set[int] = field(default_factory=set)  # numbers of the pieces that open a part
    names: list[Byline] = field(default_factory=list)


def _article(raw: str, draft: Draft, span: Span, title: str) -> Article:
    content = _content(raw, draft)
    body = repair(raw, content.pieces)
    heads = tuple(repair(raw, [[line.span]]) for line in draft.headline)
    return Article(
        span=span,
        headline=tuple(dict.fromkeys(map(_with_blanks, heads))) or ((title,) if title else ()),
        headline_span=Span(draft.headline[0].span.begin, draft.headline[-1].span.end) if heads else Span(span.begin, span.begin),
        bylines=tuple({name.name: name for name in reversed(content.names)}.values())[::-1],
        body=body,
        sentences=tuple(sentences(body.text, frozenset(content.opening))),
        headlines=heads,
    )


def _content(raw: str, draft: Draft) -> _Body:
    """The stretches of an article's paragraphs without dateline, bylines, credits and jump lines, and the reporters found."""
    body = _Body()
    opens = False
    for number, paragraph in enumerate(draft.paragraphs):
        opens |= number in draft.parts or number == 0  # a dateline on a line of its own opens the part with the next one
        stretches, names = _trimmed(raw, paragraph, opens=number in draft.parts, last=number + 1 == len(draft.paragraphs))
        body.names += names
        if stretches:
            body.opening |= {len(body.pieces)} if opens else set()
            body.pieces.append(stretches)
            opens = False
    for line in draft.bylines:
        body.names += list(authors(raw, line.span.begin, line.span.end)) or bylines.names(raw, line.span.begin, line.span.end)
    return body


def _trimmed(raw: str, paragraph: list[Span], *, opens: bool, last: bool) -> tuple[list[Span], list[Byline]]:
    """The stretches of a paragraph without what is no text, and the reporters found."""
    begin, front = _begin(raw, paragraph[0], opens=opens)
    end, back = _end(raw, max(begin, paragraph[-1].begin), paragraph[-1].end, last=last)
    kept = (Span(max(stretch.begin, begin), min(stretch.end, end)) for stretch in paragraph)
    return [stretch for stretch in kept if _INK.search(raw, stretch.begin, stretch.end)], front + back


def _begin(raw: str, first: Span, *, opens: bool) -> tuple[int, list[Byline]]:
    """Where the text of a paragraph begins, behind dateline and jump line, and the reporters before it."""
    found, begin = bylines.front(raw, first.begin, first.end) if opens else ([], first.begin)
    lead = _LEAD.match(raw, begin, first.end)
    return lead.end() if lead else begin, found


def _end(raw: str, begin: int, end: int, *, last: bool) -> tuple[int, list[Byline]]:
    """Where the text of a paragraph ends, before jump line, bylines and credits, and the reporters behind it."""
    if begin >= end or raw[end - 1] in _STOPS:
        return end, []
    jump = _TO.search(raw, max(begin, end - _LONGEST_JUMP), end)
    end = jump.start() if jump else end
    found, end = bylines.back(raw, begin, end)
    stop = begin_of_credits(raw, begin, end) if last else end
    return stop, [*found, *authors(raw, stop, end)]


def _with_blanks(headline: RepairedText) -> str:
    """A headline with a blank wherever the page has one: there it parts clauses."""
    if headline.ends and headline.ends[-1] - headline.begins[0] == len(headline.text):
        return headline.text
    return "".join(" " * headline.blank_before(at) + char for at, char in enumerate(headline.text))
