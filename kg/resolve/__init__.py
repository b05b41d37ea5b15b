"""What a page leaves out, worked out from what is known beside it: the year of its dates, and whose 我市 and 市委 are."""

from dataclasses import replace

from kg.model import ArticleFacts, PageFacts


def resolve_page(facts: PageFacts) -> PageFacts:
    """The same facts with dates: whole ones where the year is printed or the date of publication is known."""
    from kg.resolve.days import event_date
    from kg.resolve.standing import stand

    def resolve_article(article: ArticleFacts) -> ArticleFacts:
        page = facts.page
        dated = tuple(
            replace(event, date=event_date(event.printed_date, page)) if event.printed_date else event for event in article.events
        )
        return replace(article, events=dated, published=page.published, published_basis=page.published_basis)

    return stand(replace(facts, articles=tuple(resolve_article(article) for article in facts.articles)))
