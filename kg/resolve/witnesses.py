"""A name in a document, as a witness for or against its being the same person as in another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.mentions.divisions import by_code
from kg.mentions.names import surname_length
from kg.resolve.people import Post, Sort, root
from kg.resolve.standing import outlet_division
from kg.rules import chars, word_set

Key = tuple[str, str]  # what two witnesses have in common: its kind, and what it is


@dataclass(frozen=True, slots=True)
class Witness:
    """A name in a document, with the offices given there and the document's surroundings."""

    document: str
    name: str
    posts: tuple[Post, ...] = ()
    others: frozenset[str] = frozenset()  # the other people in the document
    leaders: frozenset[str] = frozenset()  # those of them who are said to be leaders of a country
    published: date | None = None
    outlet: str = ""
    place: str = ""
    body: str = ""
    country: str = ""
    printed: str = ""  # the name as it is printed, where it has been corrected

    @property
    def member(self) -> tuple[str, str]:
        """What it is known by: its document, and the name as it is printed there."""
        return self.document, self.printed or self.name

    @property
    def telling(self) -> bool:
        """Whether an office tells whose it is."""
        return any(post.sort is not Sort.PLAIN for post in self.posts)

    @property
    def public(self) -> bool:
        """Whether the whole country knows who is meant."""
        return any(is_high(post) or post.sort in _PUBLIC for post in self.posts)

    @property
    def national(self) -> bool:
        """Whether it stands in a paper or programme of the whole country: one with a name that names no place."""
        return bool(self.outlet) and not outlet_division(self.outlet)

    def keys(self) -> Iterator[Key]:
        """What links it to others that have it too: of an office, or else of its surroundings."""
        for post in self.posts:
            yield from _keys(post)
        if not self.telling and self.place and by_code()[self.place].level > 1:  # millions live in a province
            yield "place", self.place

    def abroad(self) -> Iterator[Key]:
        """For a foreigner whose office is not told: the country that the document is about."""
        if not self.telling and self.country:
            yield "country", self.country


_LONG = 6  # characters of a title that hardly two namesakes share


def _keys(post: Post) -> Iterator[Key]:
    match post.sort:
        case Sort.LEADER:
            yield "leader", ""
        case Sort.PLACE:
            yield "place", post.of
        case Sort.ABROAD:
            yield "country", post.of
        case Sort.BODY | Sort.NATION:
            yield "body", root(post.of)
    if post.sort is not Sort.PLAIN and len(post.title) >= _LONG:
        yield "title", post.title


# rank

_PUBLIC = frozenset({Sort.LEADER, Sort.NATION, Sort.ABROAD})
_NO_STATE = re.compile(r"新华社|日报|分社|研究|院士|教授|专家|记者|集团|公司|选手|队")
_HEADS = ("省委书记", "省长", "市委书记", "市长", "区主席", "区党委书记")


def is_high(post: Post) -> bool:
    """Whether it is an office of state of the whole country, or at the head of a province."""
    if post.sort is Sort.PLACE:
        return by_code()[post.of].level == 1 and post.title.endswith(_HEADS)
    return post.sort is Sort.LEADER or (post.sort is Sort.NATION and _NO_STATE.search(post.title) is None)


# how much a name alone says

_SHORT = 2  # 李强: a surname and one more character


def is_very_common(name: str) -> bool:
    """Whether it is one of the names that thousands have: a frequent surname before one character."""
    return is_common(name) and len(name) == _SHORT


def is_common(name: str) -> bool:
    """Whether so many people have a name that it says little: a frequent surname before one character or a frequent given name."""
    if name[:1] not in chars("surnames_frequent") or len(name) > _SHORT + 1 or surname_length(name, 0) != 1:
        return False
    return len(name) == _SHORT or name[1:] in word_set("given_names")
