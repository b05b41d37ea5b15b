"""The right answers as they stand in their JSON file."""

from typing import TypedDict


class GoldEvent(TypedDict):
    """Something people took part in; an optional one neither helps nor hurts."""

    name: str
    kind: str
    date: str | None  # "2022-04-25"; year 0000 where it cannot be known
    optional: bool
    people: dict[str, str]  # to their mode; "maybe" neither helps nor hurts


class GoldStatement(TypedDict):
    """What a person or the meeting (会议) said, and where it stands."""

    by: str
    verb: str | None
    start: int
    end: int
    optional: bool


class GoldArticle(TypedDict):
    """One article and the facts in it."""

    start: int
    end: int
    headline: str
    events: list[GoldEvent]
    posts: dict[str, list[str]]
    statements: list[GoldStatement]


class GoldDocument(TypedDict):
    """One source file."""

    file: str
    articles: list[GoldArticle]
