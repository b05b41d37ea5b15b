"""From a page to its facts: one module per kind of fact, found by being there.

A module of this package names the field of ``ArticleFacts`` that it fills (``FIELD``) and has one function
``facts(reading: Reading)`` that gives the facts of one article. The modules never import one another.
"""

from collections.abc import Callable, Iterable
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.model import Article, ArticleFacts, Page, PageFacts


@cache
def extractors() -> MappingProxyType[str, Callable[..., Iterable[Any]]]:
    """The extractors of the package, by the field that each fills."""
    from importlib import import_module
    from pkgutil import iter_modules

    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return MappingProxyType({module.FIELD: module.facts for module in modules})


def read_page(page: Page) -> PageFacts:
    """The facts of every article of a page. Dates are as printed; ``kg.resolve`` works out what the page leaves out."""
    from kg.text.reading import read_articles

    return PageFacts(page, tuple(read_article(article) for article in read_articles(page)))


def read_article(article: Article) -> ArticleFacts:
    """The facts of one article."""
    from kg.discourse.reading import Reading

    reading = Reading(article)
    found: dict[str, tuple[Any, ...]] = {field: tuple(facts(reading)) for field, facts in extractors().items()}
    return ArticleFacts(article, **found)
