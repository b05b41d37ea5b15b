"""Places named in a text: administrative divisions by name, towns, villages and venues by form.

A full name (郑州市) is taken as it stands; a short one (郑州) where it is no ordinary word. Names that need context (兰考, 新城区) are
taken behind the place they lie in, or where the text has the full name as well. A code is given only where it is certain: one division
has the name, or one of those that have it lies in a place that the text names.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.mentions.divisions import Division, above, by_name, label, lies_in
from kg.mentions.landmarks import Landmarks, landmarks
from kg.rules import alternation, chars, word_set


@dataclass(frozen=True, slots=True)
class Place:
    """A place where it stands; offsets in the repaired text."""

    begin: int
    end: int
    label: str  # the official name where the code is known, else as printed
    code: str = ""  # GB/T 2260
    rule: str = "place-division"


_SHORT_FULL = 2  # 忠县, 新县: two characters that need context
_STREET = re.compile(r"[一二三东西南北中]?(?:路|街|大道|巷|胡同|岛|湾|大学|学院|师范|理工|医科|话|菜|江|河|湖|山(?!区)|海峡)")
_WORD_BEHIND = re.compile(r"[场民]|区域|域|值|容|面上")
_LIST_MARK = frozenset("、和及与")


def places(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Place]:
    """The places named in a text, in order, without overlaps.

    Args:
        text: repaired text.
        taken: stretches that are something else, such as the names of people.
    """
    marks = landmarks(text)
    divisions = _Divisions(text, sorted(taken), marks.longest("place")).found()
    return sorted(_with_towns(text, divisions, marks), key=lambda place: place.begin)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and what it can mean."""

    candidates: tuple[Division, ...]
    full: bool  # 郑州市, not 郑州
    certain: bool  # a place without any context


@cache
def _name(name: str) -> _Name:
    candidates = by_name().get(name, ())
    full = any(name != each.short for each in candidates)
    plain = any(each.plain and each.short == name for each in candidates)
    return _Name(candidates, full, name not in word_set("place_nouns") and ((full and len(name) > _SHORT_FULL) or plain))


@dataclass(frozen=True, slots=True)
class _Hit:
    begin: int
    end: int
    name: str

    @property
    def candidates(self) -> tuple[Division, ...]:
        return _name(self.name).candidates


class _Divisions:
    """Reads the divisions of one text."""

    def __init__(self, text: str, taken: list[tuple[int, int]], spots: list[tuple[int, int]]) -> None:
        self.text = text
        self.begins = [begin for begin, _ in taken]
        self.taken = taken
        self.countries: list[Place] = []
        self.unknown: list[Place] = []
        self.hits = list(self._hits(spots))
        self.full = {each.code for hit in self.hits if _name(hit.name).certain for each in hit.candidates if hit.name != each.short}

    def _hits(self, spots: list[tuple[int, int]]) -> Iterator[_Hit]:
        decoys, countries = word_set("place_decoys"), word_set("country_names")
        for begin, end in spots:
            name = self.text[begin:end]
            if name in decoys or not self._free(begin, end):
                continue
            if name in countries:
                self.countries.append(Place(begin, end, name, rule="place-country"))
                continue
            yield from self._hit(begin, end, name)

    def _hit(self, begin: int, end: int, name: str) -> Iterator[_Hit]:
        """The full name, or the short one inside of it where its last character belongs to the next word (贵阳市场)."""
        if name[-1] in "市县区" and len(name) > _SHORT_FULL and _WORD_BEHIND.match(self.text, end):
            name, end = name[:-1], end - 1
        known = _name(name)
        if known.candidates and (known.full or not _STREET.match(self.text, end)):
            yield _Hit(begin, end, name)

    def _free(self, begin: int, end: int) -> bool:
        at = bisect_right(self.begins, end - 1) - 1
        return at < 0 or self.taken[at][1] <= begin

    def _in_unknown(self, hit: _Hit, before: tuple[_Hit, tuple[Division, ...]] | None) -> bool:
        """Whether it lies in a place that no table has (澜江市滨城区): then it is not the division of that name."""
        return self.text[hit.begin - 1 : hit.begin] in {"市", "省", "州"} and (before is None or before[0].end != hit.begin)

    def found(self) -> list[Place]:
        """The places, each with its code where that is certain."""
        accepted: list[tuple[_Hit, tuple[Division, ...]]] = []
        for hit in self.hits:
            before = accepted[-1] if accepted else None
            fitting = self._fitting(hit, before)
            if fitting and self._in_unknown(hit, before):
                self.unknown.append(Place(hit.begin, hit.end, hit.name))
            elif fitting:
                accepted.append((hit, fitting))
        known = {fitting[0].code for _, fitting in accepted if len(fitting) == 1}
        return [*self.countries, *self.unknown, *(_place(hit, fitting, known) for hit, fitting in accepted)]

    def _fitting(self, hit: _Hit, before: tuple[_Hit, tuple[Division, ...]] | None) -> tuple[Division, ...]:
        """What a name can mean here; nothing where it may be an ordinary word."""
        if before:
            inside = _inside(hit, before, self.text)
            if inside:
                return inside
        if _name(hit.name).certain:
            return hit.candidates
        return tuple(each for each in hit.candidates if each.code in self.full)


def _inside(hit: _Hit, before: tuple[_Hit, tuple[Division, ...]], text: str) -> tuple[Division, ...]:
    """The meanings that lie in the place right before (河南兰考), or beside it in a list (郑州、兰考 is not enough, 中牟县、尉氏 is)."""
    last, outer = before
    if last.end == hit.begin:
        return tuple(each for each in hit.candidates if any(lies_in(each, one) for one in outer))
    if last.end + 1 == hit.begin and text[last.end] in _LIST_MARK and len(outer) == 1:
        return tuple(each for each in hit.candidates if above(each) == above(outer[0]) and each.level == outer[0].level)
    return ()


def _place(hit: _Hit, fitting: tuple[Division, ...], known: set[str]) -> Place:
    meant = fitting if len(fitting) == 1 else choose(fitting, known)
    return Place(hit.begin, hit.end, label(meant[0]), meant[0].code) if len(meant) == 1 else Place(hit.begin, hit.end, hit.name)


def choose(candidates: tuple[Division, ...], known: set[str]) -> tuple[Division, ...]:
    """The one division of several with a name that lies in a place the text names by name; else nothing."""
    near = tuple(each for each in candidates if (upper := above(each)) and upper.code in known)
    if not near:
        near = tuple(each for each in candidates if f"{each.code[:2]}0000" in known)
    return near if len(near) == 1 else ()


# ---- towns, villages, venues


@cache
def _tails() -> re.Pattern[str]:
    """Ends of towns and villages; what follows shows that the character belongs to the next word."""
    return re.compile(
        r"镇(?![长域区村级静压江守定])|乡(?![长村镇亲土愁情音贤下间])|街道(?![办路上两旁])"
        r"|社区(?=[，。、；\n）]|$)|村(?![长级镇庄口容里落干集规企医])"
    )


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('place_openers')})")


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(alternation("place_cuts"))


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('place_openers', 'place_cuts')})$")


_LED = 4  # the longest of these words
_TOWN_NAME = 4
_VENUE_NAME = 9
_LEVELS = frozenset("省市县区州")  # 省人民会堂
_STOP = re.compile(r"[^\u4e00-\u9fff]")


def left_edge(text: str, end: int, longest: int, edges: dict[int, int]) -> int:
    """Where the name begins whose last word begins at ``end``; ``end`` itself where that is not clear.

    ``edges`` has the places found (end → begin): a name begins right behind the place before it. Words that lead to a place (来到) and
    marks end the name on its left as well.
    """
    begin = end
    while begin > 0 and end - begin <= longest and begin not in edges and not _ends_name(text, begin - 1):
        begin -= 1
    if end - begin > longest:
        return end
    for cut in _cut().finditer(text, begin, end):
        begin = cut.end()
    while opener := _opener().match(text, begin, end):
        begin = opener.end()
    return begin


def clear_before(text: str, begin: int) -> bool:
    """Whether a name can begin here: behind a mark, a function word, or a word that leads to a place."""
    return begin == 0 or _ends_name(text, begin - 1) or bool(_led().search(text, max(0, begin - _LED), begin))


def _ends_name(text: str, at: int) -> bool:
    """Whether the name behind a character cannot begin before it: a mark, or a function word that is no part of another word (在, 与)."""
    if text[at] not in chars("place_edges"):
        return bool(_STOP.match(text, at))
    return not {text[max(0, at - 1) : at + 1], text[at : at + 2]} & word_set("place_edges_not")


def _with_towns(text: str, found: list[Place], marks: Landmarks) -> list[Place]:
    """Adds towns, villages and venues; a place that a longer name begins with goes into it."""
    edges = {place.end: place.begin for place in found}
    added = [*_towns(text, edges), *_venues(text, edges, marks)]
    covered = sorted((place.begin, place.end) for place in added)
    starts = [begin for begin, _ in covered]

    def inside(place: Place) -> bool:
        at = bisect_right(starts, place.begin) - 1
        return at >= 0 and place.end <= covered[at][1]

    return [place for place in found if not inside(place)] + added


def _towns(text: str, edges: dict[int, int]) -> list[Place]:
    """高山镇, 高山镇许村, 百花社区: behind a division or a town, or behind a word that leads to a place."""
    towns: dict[int, int] = {}  # end → begin
    covered = {at for end, begin in edges.items() for at in range(begin, end)}
    for match in landmarks(text).led("town", _tails()):
        if match.start() in covered:
            continue
        begin = left_edge(text, match.start(), _TOWN_NAME, edges | towns)
        name = text[begin : match.start()]
        if not name or name in word_set("place_generics") or name.endswith(tuple(word_set("place_generics"))):
            continue
        if begin in towns:
            if text[begin - 1] != "村" and match.start() - begin < _TOWN_NAME:
                towns[match.end()] = towns.pop(begin)
        elif begin in edges or (text[begin - 1 : begin] == "、" and begin - 1 in towns) or _led_to(text, begin, match[0]):
            towns[match.end()] = begin
    return [Place(begin, end, text[begin:end], rule="place-town") for end, begin in towns.items()]


def _led_to(text: str, begin: int, tail: str) -> bool:
    """Whether a word that leads to a place stands before a town of its own; villages and communities alone need a division before them."""
    return tail in ("镇", "乡", "街道") and bool(_LEADING.search(text, max(0, begin - 3), begin))


_LEADING = re.compile(r"(?:[到在赴至]|走进|深入|前往|位于)$")


def _venues(text: str, edges: dict[int, int], marks: Landmarks) -> list[Place]:
    """嵩山饭店, 郑州国际会展中心: a place before it is part of the name unless it is a division's full name."""
    ends = {end: begin for begin, end in marks.longest("venues_known")}
    found = [Place(begin, end, text[begin:end], rule="place-venue") for end, begin in ends.items()]
    ends |= edges
    for start, end in marks.longest("venue_tails"):
        begin = left_edge(text, start, _VENUE_NAME, ends)
        if begin in edges and (start - begin < _SHORT_FULL or text[begin - 1] not in "市县区省州"):
            begin = edges[begin]
        if end not in ends and _is_venue_name(text[begin:start]) and (begin in ends or clear_before(text, begin)):
            found.append(Place(begin, end, text[begin:end], rule="place-venue"))
            ends[end] = begin
    return found


def _is_venue_name(name: str) -> bool:
    return name in _LEVELS or (len(name) > 1 and name not in word_set("place_generics") and not chars("body_never") & set(name))
