"""Words that mean a place only on their page (我市, 全省, 市委): which place, as far as the outlet and the places named support it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.mentions.divisions import Division, above, by_code, by_name, label, province
from kg.mentions.landmarks import landmarks
from kg.mentions.places import places
from kg.model import ArticleFacts, EntityKind, MentionFact, PageFacts, Span

_RELATIVE = re.compile(
    r"(?:(?<![自])我|(?<![健安完齐周])全|(?<![基根资成])本|(?<![应不])该)"
    r"(?:省(?![略得去力])|市(?![场值民面])|县(?!域)|区(?![域块间别])|州(?!县)|盟(?![约国友])|旗(?!下))"
)
_LEVELS = "省市县区州盟旗"
_COUNTY = 3
_WIDE = ("省", "市", "州", "盟", "自治区")  # levels whose places hold others
_NAMED_OFTEN = 3  # times that a place must be named where no outlet speaks for it
_SHARE = 0.8  # of all names of its level
_LOCAL = 2  # times in the article for a county or district


@dataclass(frozen=True, slots=True)
class Owner:
    """The place that a word of level means, and why."""

    division: Division
    basis: str


def stand(facts: PageFacts) -> PageFacts:
    """The same facts; words of level have the place they mean, and names that several divisions share have a code, where that is clear."""
    return replace(facts, articles=tuple(each.resolved() for each in standing(facts)))


def standing(facts: PageFacts) -> "list[Standing]":
    """For each article of a page what its words of level mean."""
    outlet = outlet_division(facts.page.outlet)
    page_counts = Counter[str]()
    for article in facts.articles:
        page_counts.update(named(article))
    return [Standing(facts, article, outlet, page_counts) for article in facts.articles]


@cache
def outlet_division(outlet: str) -> Division | None:
    """郑州市 for 郑州日报; nothing where the name of an outlet has no place, or one that is not certain."""
    codes = [place.code for place in places(outlet) if place.code]
    if not codes:  # 兰考新闻: no context can be asked for
        names = [outlet[begin:end] for begin, end in landmarks(outlet).longest("place") if begin == 0 and outlet[begin:end] in by_name()]
        codes = [each.code for name in names for each in by_name()[name] if len(by_name()[name]) == 1]
    return by_code()[codes[-1]] if codes else None


def named(article: ArticleFacts) -> Counter[str]:
    """How often an article names each division, by code; the place in the name of a body counts too (郑州市委)."""
    counts = Counter[str]()
    for mention in article.mentions:
        if mention.code and not mention.resolved:
            counts[mention.code] += len(mention.evidence)
        elif mention.kind is EntityKind.ORGANIZATION and (division := _begins_with(mention.label)):
            counts[division.code] += len(mention.evidence)
    return counts


@cache
def _begins_with(name: str) -> Division | None:
    spots = landmarks(name).longest("place")
    found = by_name().get(name[: spots[0][1]], ()) if spots and spots[0][0] == 0 else ()
    return found[0] if len(found) == 1 else None


class Standing:
    """The words of level of one article."""

    def __init__(self, facts: PageFacts, article: ArticleFacts, outlet: Division | None, page_counts: Counter[str]) -> None:
        self.page = facts.page
        self.article = article
        self.outlet = outlet
        self.counts = named(article)
        self.page_counts = page_counts
        self._owners: dict[str, Owner | None] = {}

    def resolved(self) -> ArticleFacts:
        """The article with its mentions resolved, and the relative words of place added."""
        mentions = [self._mention(mention) for mention in self.article.mentions]
        return replace(self.article, mentions=(*mentions, *self._relative_places()))

    def _mention(self, mention: MentionFact) -> MentionFact:
        if mention.kind is EntityKind.ORGANIZATION and mention.rule == "body-local":
            return self._body(mention)
        if mention.kind is EntityKind.PLACE and not mention.code and len(by_name().get(mention.label, ())) > 1:
            return self._shared_name(mention)
        return mention

    def _body(self, mention: MentionFact) -> MentionFact:
        """市委 → 郑州市委."""
        level = "自治区" if mention.label.startswith("自治区") else mention.label[0]
        owner = self.owner(level) if level in {*_LEVELS, "自治区"} else None
        if owner is None:
            return mention
        meant = label(owner.division) + mention.label.removeprefix(level)
        return replace(mention, resolved=meant, basis=owner.basis)

    def _shared_name(self, mention: MentionFact) -> MentionFact:
        """鼓楼区 in a paper of 南京."""
        home = self.owner("市") or self.owner("省")
        if home is None:
            return mention
        inside = [each for each in by_name()[mention.label] if home.division in (above(each), province(each))]
        if len(inside) != 1:
            return mention
        return replace(mention, label=label(inside[0]), code=inside[0].code, basis=f"{home.division.name}: {home.basis}")

    def _relative_places(self) -> Iterator[MentionFact]:
        spans: dict[str, list[Span]] = defaultdict(list)
        for match in _RELATIVE.finditer(self.article.article.body.text):
            spans[match[0]].append(self.article.article.body.span(*match.span()))
        for word, found in spans.items():
            if owner := self.owner(word[-1]):
                yield MentionFact(
                    EntityKind.PLACE, word, tuple(found), "relative-place", owner.division.code, label(owner.division), owner.basis
                )

    def owner(self, level: str) -> Owner | None:
        """The place that a word of this level (市, 省, 区 …) means here; None where it is not clear."""
        if level not in self._owners:
            self._owners[level] = self._by_outlet(level) or self._by_names(level)
        return self._owners[level]

    def _by_outlet(self, level: str) -> Owner | None:
        at = self.outlet
        while at and not _is_level(at, level):
            at = above(at)
        if at is None:
            return None
        rivals = {code: count for code, count in _of_level(self.counts, level).items() if code != at.code}
        if rivals and max(rivals.values()) > _of_level(self.counts, level)[at.code]:
            return None
        return Owner(at, f"outlet {self.page.outlet}")

    def _by_names(self, level: str) -> Owner | None:
        """The one place of the level that the page (for counties: the article) names over and over."""
        local = level in "县区旗"
        if self.outlet and not local:
            return None
        counts = _of_level(self.counts if local else self.page_counts, level)
        if not counts:
            return None
        code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        here = _of_level(self.counts, level)
        rivals = max((each for other, each in here.items() if other != code), default=0)
        often = count >= (_LOCAL if local else _NAMED_OFTEN) and count >= _SHARE * sum(counts.values())
        if not often or rivals > here[code] or not self._in_full(code):
            return None
        return Owner(by_code()[code], f"{by_code()[code].name} named {count} times, no other {level} as often")

    def _in_full(self, code: str) -> bool:
        """Whether the page prints the full name: papers do so with their own place, not with one far away."""
        return by_code()[code].name in "".join(self.page.text.split())


def _is_level(division: Division, level: str) -> bool:
    if level == "市":
        return division.name.endswith("市")
    return division.name.endswith(level) and (level != "区" or division.level == _COUNTY)


def _of_level(counts: Counter[str], level: str) -> Counter[str]:
    """The counts of the places of a level; for 省 and 市 those of the places inside of them are added."""
    found = Counter[str]()
    for code, count in counts.items():
        at: Division | None = by_code()[code]
        while at and not (_is_level(at, level) and (level != "市" or at.level < _COUNTY)):
            at = above(at) if level in _WIDE else None
        if at:
            found[at.code] += count
    return found
