"""A page as it was read: every recognised stretch where it lies, what it says, and the rule that decided."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from kg.model import ArticleFacts, Page, PageFacts, Span
from kg.show.marks import Mark, MarkKind, marks, stretches
from kg.show.page import render
from kg.show.visible import clipped, one_line, visible

_QUOTED = 48  # characters of a quote that a terminal line shows
_NAMES = (
    (MarkKind.STATEMENT, "讲话 statement"),
    (MarkKind.INSTRUCTION, "要求 instruction"),
    (MarkKind.ATTENDANCE, "出席 attendance"),
    (MarkKind.EVENT, "会议 event"),
    (MarkKind.TENURE, "职务 office"),
    (MarkKind.DATE, "日期 date"),
    (MarkKind.CONCEPT, "提法 concept"),
    (MarkKind.MENTION, "提及 mention"),
    (MarkKind.HEADLINE, "标题 headline"),
    (MarkKind.BYLINE, "记者 byline"),
)


def as_text(facts: PageFacts) -> str:
    """The page for a terminal: its articles one after another, each recognised stretch with what it says below, indented by nesting.

    Offsets are code points of the raw page, half-open. The text ends with a line feed.
    """
    lines = [f"{one_line(facts.page.name)} · {_known(facts)}"]
    for number, article in enumerate(facts.articles, start=1):
        lines += ["", f"article {number} of {len(facts.articles)}", *_mark_lines(facts.page, article)]
    return "\n".join(lines) + "\n"


def _known(facts: PageFacts) -> str:
    """What is known of the page beside its text."""
    page = facts.page
    published = f"published {page.published} ({page.published_basis})" if page.published else "date of publication unknown"
    count = len(facts.articles)
    parts = (page.outlet, published, page.encoding, f"{count} article{'' if count == 1 else 's'}")
    return " · ".join(one_line(part) for part in parts if part)


def _mark_lines(page: Page, facts: ArticleFacts) -> Iterator[str]:
    open_until: list[int] = []
    for span, group in stretches(marks(facts)):
        while open_until and open_until[-1] < span.end:
            open_until.pop()
        yield f"{f'{span.begin}-{span.end}':<13}{'  ' * len(open_until)}“{clipped(one_line(page.text[span.begin : span.end]), _QUOTED)}”"
        yield from (f"{'':<13}{'  ' * len(open_until)}  {_mark_line(mark)}" for mark in group)
        open_until.append(span.end)


def _mark_line(mark: Mark) -> str:
    rule = f"  [{one_line(mark.rule)}]" if mark.rule else ""
    return f"{mark.kind:<11} {one_line(mark.says)}{rule}"


def as_html(facts: PageFacts) -> str:
    """The raw page as one HTML file without script: every recognised stretch highlighted, its facts and rules on hover and in a list below.

    Offline, the same bytes for the same facts; everything from the page is escaped.
    """
    found = [marks(article) for article in facts.articles]
    counts = Counter(mark.kind for group in found for mark in group)
    legend = [(kind.value, name, counts[kind]) for kind, name in _NAMES if counts[kind]]
    texts: dict[str, Any] = {"page": _shown(facts.page), "head": _known(facts), "legend": legend, "parts": _parts(facts, found)}
    return render("explain.html", styles=("explain.css",), scripts=(), **texts)


def _shown(page: Page) -> dict[str, str]:
    return {"name": visible(page.name), "sha256": page.sha256}


def _parts(facts: PageFacts, found: list[tuple[Mark, ...]]) -> list[dict[str, object]]:
    """The page cut into articles and what lies between them; each article with its marked text and its list of facts."""
    parts: list[dict[str, object]] = []
    at = 0
    for number, (article, group) in enumerate(zip(facts.articles, found, strict=True), start=1):
        span = article.article.span
        parts.append({"number": 0, "html": _plain(facts.page.text[at : span.begin])})
        inner = tuple(mark for mark in group if mark.kind is not MarkKind.ARTICLE)
        html = highlighted(facts.page.text, span, inner)
        says = visible(next(mark.says for mark in group if mark.kind is MarkKind.ARTICLE))
        parts.append({"number": number, "says": says, "span": span, "html": html, "facts": [_listed(mark) for mark in inner]})
        at = max(at, span.end)
    parts.append({"number": 0, "html": _plain(facts.page.text[at:])})
    return [part for part in parts if part["number"] or part["html"]]


def _listed(mark: Mark) -> dict[str, str]:
    where = f"{mark.span.begin}-{mark.span.end}"
    return {"kind": mark.kind.value, "where": where, "says": visible(mark.says), "rule": visible(mark.rule), "id": _anchor(mark.span)}


def _anchor(span: Span) -> str:
    return f"c{span.begin}-{span.end}"


def _plain(text: str) -> str:
    return escape(visible(text))


def highlighted(text: str, within: Span, found: Iterable[Mark]) -> str:
    """HTML of ``text[within]`` with a ``mark`` element for each stretch; one that overlaps another is cut and taken up again behind it."""
    inside = [(span, group) for span, group in stretches(found) if within.begin <= span.begin < span.end <= within.end]
    beginning = {begin: list(items) for begin, items in groupby(inside, key=lambda item: item[0].begin)}
    pieces: list[str] = []
    open_now: list[tuple[Span, tuple[Mark, ...]]] = []
    at = within.begin
    for edge in sorted({point for span, _ in inside for point in (span.begin, span.end)} | {within.end}):
        pieces.append(_plain(text[at:edge]))
        ended = [place for place, (span, _) in enumerate(open_now) if span.end == edge]
        if ended:
            again = [item for item in open_now[ended[0] :] if item[0].end != edge]
            pieces += ["</mark>"] * (len(open_now) - ended[0])
            open_now[ended[0] :] = again
            pieces += [_opening(*item, again=True) for item in again]
        new = beginning.get(edge, [])
        pieces += [_opening(*item, again=False) for item in new]
        open_now += new
        at = edge
    return "".join(pieces)


def _opening(span: Span, group: tuple[Mark, ...], *, again: bool) -> str:
    tip = "\n".join(f"{mark.kind}: {mark.says}" + (f"  [{mark.rule}]" if mark.rule else "") for mark in group)
    where = "" if again else f' id="{_anchor(span)}"'
    return f'<mark class="{group[0].kind}{" again" if again else ""}"{where} title="{escape(visible(tip))}">'
