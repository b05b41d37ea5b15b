"""A person named in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.mentions.titles import Title
from kg.rules import alternation


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name where it stands; offsets in the repaired text."""

    name: str
    begin: int
    end: int
    titles: tuple[Title, ...] = ()  # printed in front, in order
    behind: Title | None = None  # printed behind: 殷葵主任
    group: int = 0  # begin of the list it belongs to; its own begin where alone
    vouched: bool = True  # an office, a group word or a list vouches for it

    @property
    def whole_begin(self) -> int:
        """Where its first title begins, or the name."""
        return self.titles[0].begin if self.titles else self.begin


def sharable(titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """The titles at the end of a chain that the names behind in the list can hold too: 副市长 in 副市长马上、尉迟建国."""
    first = len(titles)
    while first and titles[first - 1].can_be_shared:
        first -= 1
    return titles[first:]


_NAMED_AFTER = re.compile("干部|学院|大学|中学|小学|基金|研究|纪念|思想|精神|奖|杯|学校|医院")  # 焦裕禄干部学院


@cache
def _after_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('honorifics')})?(?:和|与|及|以及)?")


def without_names(title: Title, names: Iterable[str], own: str = "") -> Title | None:
    """A title behind the names in it, with their own titles: 靳诺书记与|…中心主任.

    Behind ``own``, the holder's name, the title is the holder's: a caption …主任周锐|…主任. None where nothing is left.
    """
    cut, last = max(((title.text.rfind(name) + len(name), name) for name in names if name in title.text), default=(0, ""))
    if cut == 0 or _NAMED_AFTER.match(title.text, cut):
        return title
    match = _after_name().match(title.text, cut) if last != own else None
    cut = match.end() if match else cut
    return Title(title.text[cut:], title.begin + cut, title.end) if cut < len(title.text) else None


def own_titles(titles: tuple[Title, ...], names: Iterable[str], own: str) -> tuple[Title, ...]:
    """The titles that are a person's own: none of a person named among them (党委书记蔡雯|中国人民大学常务副校长)."""
    found: list[Title] = []
    for title in titles:
        rest = without_names(title, names, own)
        if rest is not title and found and found[-1].end == title.begin:
            found.pop()
        found += [rest] if rest else []
    return tuple(found)


def holds(mention: Mention, office: str) -> bool:
    """Whether an office word fits a person as printed: 殷主任 fits 行风办…主任, 王市长 fits 副市长 too."""
    printed = [title.text for title in mention.titles] + ([mention.behind.text] if mention.behind else [])
    return any(title.endswith((office, office.removeprefix("副"))) for title in printed)
