"""Dates as printed: 4月25日下午, 9月18日至22日, 今天（7月19日）, 13日, 昨日, 近日."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PART = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|夜间)?"
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})年)?(?:(?P<month>1[0-2]|0?[1-9])月)(?P<day>3[01]|[12]\d|0?[1-9])日?"
    r"(?:(?:日?\s?(?:至|—+|-+|～|~|、|和))\s?(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>3[01]|[12]\d|0?[1-9])日|(?<=日)|(?=日))"
    + _PART
    + r"|(?P<year3>(?:19|20)\d{2})年(?P<month3>1[0-2]|0?[1-9])月(?!\d)"
    r"|(?<![\d月第])(?P<day4>3[01]|[12]\d|[1-9])日(?!电|均|报|程|常|益|本|元|报告)"
    + _PART
    + r"|(?P<word>昨日|昨天|昨晚|今日|今天|今晚|明日|明天|前天|近日|日前)"
    + _PART
)
_WORDS = {"昨日": 1, "昨天": 1, "昨晚": 1, "今日": 0, "今天": 0, "今晚": 0, "明日": -1, "明天": -1, "前天": 2}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date where it stands; offsets in the repaired text; fields that are not printed are None."""

    text: str
    begin: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    days_before_issue: int | None = None


def dates(text: str, begin: int, end: int) -> list[DateMention]:
    """The dates in ``text[begin:end]``, in order."""
    return [_mention(match) for match in _DATE.finditer(text, begin, end) if not text.startswith(_NOT_ITSELF, match.end())]


_NOT_ITSELF = ("前夕", "之前", "以前", "前后", "之后", "以后", "以来", "起，")  # 6月1日前夕 is not the day itself


def _mention(match: re.Match[str]) -> DateMention:
    word = match["word"]
    if word:
        return DateMention(match[0], *match.span(), days_before_issue=_WORDS.get(word))
    number: Callable[[str], int | None] = lambda group: int(match[group]) if match[group] else None  # noqa: E731 (a name for one look-up)
    return DateMention(
        match[0],
        *match.span(),
        year=number("year") or number("year3"),
        month=number("month") or number("month3"),
        day=number("day") or number("day4"),
        last_month=number("month2"),
        last_day=number("day2"),
    )
