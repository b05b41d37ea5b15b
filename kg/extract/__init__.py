"""From a page to its facts: one module per kind of fact, found by being there.

A module of this package names the field of ``ArticleFacts`` that it fills (``FIELD``) and has one function
``facts(reading: Reading)`` that gives the facts of one article. The modules never import one another.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from kg.model import Article, ArticleFacts, Page, PageFacts, TenureFact


@cache
def extractors() -> tuple[tuple[str, Callable[..., Iterable[Any]]], ...]:
    """The extractors of the package in the order of their names, each with the field that it fills."""
    from importlib import import_module
    from pkgutil import iter_modules

    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return tuple((module.FIELD, module.facts) for module in modules)


def read_page(page: Page) -> PageFacts:
    """The facts of every article of a page. Dates are as printed; ``kg.resolve`` works out what the page leaves out."""
    from kg.text.reading import read_articles

    return PageFacts(page, tuple(read_article(article) for article in read_articles(page)))


def read_article(article: Article) -> ArticleFacts:
    """The facts of one article."""
    from kg.discourse.reading import Reading

    reading = Reading(article)
    found: dict[str, Any] = {}
    for field, facts in extractors():
        found[field] = (*found.get(field, ()), *facts(reading))
    found["tenures"] = merge_tenures(found["tenures"])
    return ArticleFacts(article, **found)


def merge_tenures(tenures: tuple[TenureFact, ...]) -> tuple[TenureFact, ...]:
    """One fact for each person and title, with all its places; 市长 beside 澜江市市长 of the same person says nothing more."""
    merged: dict[tuple[str, str], TenureFact] = {}
    for fact in tenures:
        key = (fact.person, fact.title)
        old = merged.get(key)
        merged[key] = fact if old is None else replace(old, evidence=tuple(dict.fromkeys((*old.evidence, *fact.evidence))))
    titles = set(merged)
    return tuple(
        fact for fact in merged.values() if not any(person == fact.person and _says_more(title, fact.title) for person, title in titles)
    )


_RANK_END = ("副", "代", "代理", "原", "前", "时任", "常务", "执行", "第一", "名誉", "荣誉", "首席", "专职", "总")


def _says_more(title: str, short: str) -> bool:
    """Whether a title is the other with its body in front (人大新闻学院副院长, 新闻学院副院长); 副市长 is not 市长 with more."""
    return title != short and title.endswith(short) and not title.removesuffix(short).endswith(_RANK_END)
