"""Days and stretches of time in a question: 2022年3月, 3月, 4月25日, 从3月到5月, 4月以来, between March and May 2022, since 25 April.

Without a year a stretch means any year. What depends on the day of asking (去年, last month) is no date here: ``kg.query.ask.lexicon`` has
those words in a table of their own, and they are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_ABBREVIATED = "sept|" + "|".join(month[:3] for month in _MONTHS)
_N = r"[0-9一二三四五六七八九十]{1,3}"
_CHINESE = (
    r"(?:(?P<year>[0-9]{4}|[〇零一二三四五六七八九]{4})年的?)?"
    rf"(?P<month>{_N})月(?:份)?(?:的)?(?:(?P<third>[上中下])旬|(?P<day>{_N})[日号])?"
)
_YEAR = r"(?P<only>[0-9]{4}|[〇零一二三四五六七八九]{4})年?度?(?:的?(?P<half>[上下])半年|的?第?(?P<quarter>[一二三四1-4])季度)?"
_ISO = r"(?P<iso>[0-9]{4})[-/.](?P<imonth>[0-9]{1,2})(?:[-/.](?P<iday>[0-9]{1,2}))?"
_ENGLISH = (
    rf"(?:(?P<edayfirst>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?\b(?P<emonth>(?:{'|'.join(_MONTHS)}|{_ABBREVIATED})\b\.?)"
    r"(?:\s(?P<eday>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9]))?(?:,?\s(?:of\s)?(?P<eyear>[0-9]{4}))?"
)
_HALF = r"(?P<anyhalf>[上下])半年|第?(?P<anyquarter>[一二三四1-4])季度"
_ONE = re.compile(rf"(?<![0-9])(?:{_ISO}|{_CHINESE}|{_YEAR}|{_ENGLISH}|{_HALF})(?![0-9])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s?(?:直?到|至|—{1,2}|-|~|～|–|until|till|to|through)\s?", re.IGNORECASE)
_AND = re.compile(r"\s?(?:和|与|and)\s?", re.IGNORECASE)
_FROM = re.compile(r"(?:从|自|自从)$|(?:\bfrom|\bbetween)\s$", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<since>以来|开始|起|之后|以后|过后|后)|(?P<before>以前|之前|前|为止)|(?P<within>之间|期间|之内|以内|中间|间)")
_AHEAD = re.compile(
    r"(?P<since>\b(?:since|from)\s|自从?|从)$|(?P<after>\bafter\s)$|(?P<before>\b(?:before|until|till|by)\s|截至|截止到?|直到)$",
    re.IGNORECASE,
)
_LEAP = 2000  # a year with a 29 February, for days without a year


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both ends included: days as ``2022-03-17``, or as ``03-17`` in any year; "" where it is open."""

    first: str
    last: str

    @property
    def yearless(self) -> bool:
        """Whether it fits in any year."""
        return len(self.first or self.last) == len("03-17")

    def __str__(self) -> str:
        """For people."""
        return self.first if self.first == self.last else f"{self.first or '…'} – {self.last or '…'}"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of time and where in the question it stands."""

    begin: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class _Part:
    """A day, month or year as printed: months and days are 0 where not given."""

    begin: int
    end: int
    year: int
    months: tuple[int, int]
    days: tuple[int, int]

    def first(self) -> date:
        return date(self.year or _LEAP, self.months[0] or 1, self.days[0] or 1)

    def last(self) -> date:
        month = self.months[1] or 12
        if self.days[1]:
            return date(self.year or _LEAP, month, self.days[1])
        after = date((self.year or _LEAP) + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=1)


def find(text: str) -> list[Found]:
    """The stretches of time in a question, in order; days that are in no calendar (2月30日) are left out."""
    parts = [part for match in _ONE.finditer(text) if (part := _part(match)) is not None]
    return list(_joined(text, parts))


def _part(match: re.Match[str]) -> _Part | None:
    got = match.groupdict()
    try:
        part = _Part(match.start(), match.end(), *_numbers(got))
        part.first(), part.last()
    except ValueError:
        return None
    return part


def _numbers(got: dict[str, str | None]) -> tuple[int, tuple[int, int], tuple[int, int]]:
    """Year, months and days, from and to; ValueError for what is in no calendar."""
    year = number(got["iso"] or got["year"] or got["only"] or got["eyear"] or "")
    month = number(got["imonth"] or got["month"] or "") or _named(got["emonth"])
    day = number(got["iday"] or got["day"] or got["eday"] or got["edayfirst"] or "")
    if half := got["half"] or got["anyhalf"]:
        return year, ((1, 6) if half == "上" else (7, 12)), (0, 0)
    if quarter := number(got["quarter"] or got["anyquarter"] or ""):
        return year, (quarter * 3 - 2, quarter * 3), (0, 0)
    if third := got["third"]:
        return year, (month, month), {"上": (1, 10), "中": (11, 20), "下": (21, 0)}[third]
    return year, (month, month), (day, day)


def number(text: str) -> int:
    """A number up to 9999 in Arabic or Chinese digits; 0 for an empty text. ValueError for anything else."""
    if not text or text.isdecimal():
        return int(text or 0)
    if "十" in text or "百" in text:
        hundreds, _, rest = text.rpartition("百")
        tens, has_ten, ones = rest.rpartition("十")
        return _digit(hundreds, 0) * 100 + (_digit(tens, 1) * 10 if has_ten else 0) + _digit(ones.lstrip("零"), 0)
    return int("".join(str(_digit(c, 0)) for c in text))


def _digit(text: str, empty: int) -> int:
    if text and text not in _DIGITS:
        message = f"expected one digit, got {text!r}"
        raise ValueError(message)
    return _DIGITS[text] if text else empty


def _named(month: str | None) -> int:
    return [name[:3] for name in _MONTHS].index(month[:3].lower()) + 1 if month else 0


def _joined(text: str, parts: list[_Part]) -> Iterator[Found]:
    """Two parts with 到 between them are one stretch; words before and behind open a single one."""
    left = list(parts)
    while left:
        one = left.pop(0)
        if left and (begin := _linked(text, one, left[0])) is not None:
            yield _between(text, begin, one, left.pop(0))
        else:
            yield _single(text, one)


def _linked(text: str, one: _Part, two: _Part) -> int | None:
    """Where a stretch from the one to the other begins; None where they are apart."""
    middle, before = text[one.end : two.begin], text[: one.begin]
    ahead = _FROM.search(before)
    if _BETWEEN.fullmatch(middle):
        return ahead.start() if ahead else one.begin
    behind = _BEHIND.match(text, two.end)
    if _AND.fullmatch(middle) and (ahead or (behind and behind["within"])):
        return ahead.start() if ahead else one.begin
    return None


def _between(text: str, begin: int, one: _Part, two: _Part) -> Found:
    """3月到5月, with the year that stands with either; 4月1日到5日 is written 4月1日到4月5日."""
    year = one.year or two.year
    one, two = replace(one, year=year), replace(two, year=two.year or year)
    behind = _BEHIND.match(text, two.end)
    end = behind.end() if behind and behind["within"] else two.end
    return Found(begin, end, Period(_day(one.first(), one.year), _day(two.last(), two.year)))


def _single(text: str, one: _Part) -> Found:
    behind, ahead = _BEHIND.match(text, one.end), _AHEAD.search(text[: one.begin])
    begin = ahead.start() if ahead else one.begin
    end = behind.end() if behind else one.end
    since, before = (behind and behind["since"]) or (ahead and ahead["since"]), (behind and behind["before"]) or (ahead and ahead["before"])
    if since and behind and behind["since"] in {"之后", "以后", "过后", "后"}:
        return Found(begin, end, Period(_day(one.last() + timedelta(days=1), one.year), ""))
    if ahead and ahead["after"]:
        return Found(begin, end, Period(_day(one.last() + timedelta(days=1), one.year), ""))
    if since:
        return Found(begin, end, Period(_day(one.first(), one.year), ""))
    if before and not (behind and behind["before"] == "为止") and not (ahead and "截" in ahead[0]):
        return Found(begin, end, Period("", _day(one.first() - timedelta(days=1), one.year)))
    if before:
        return Found(begin, end, Period("", _day(one.last(), one.year)))
    return Found(begin, end if behind and behind["within"] else one.end, Period(_day(one.first(), one.year), _day(one.last(), one.year)))


def _day(day: date, year: int) -> str:
    return day.isoformat() if year else day.isoformat()[5:]
