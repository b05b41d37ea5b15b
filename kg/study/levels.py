"""On which level of the country something is: centre, province, city, county, township; read from names and titles."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache

from kg.objects.offices import division_of
from kg.rules import alternation


class Level(IntEnum):
    """From the centre down; the name is what tables show."""

    CENTRE = 0
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4


_LOCAL = (
    (Level.PROVINCE, re.compile(r"(?:中共|[我全本该]|出席)?(?:省|自治区)(?!级|部级|略|得|去|外|际)")),
    (Level.CITY, re.compile(r"(?:中共|[我全本该])?(?:市(?!场|值|民|面|级)|州|盟(?!国|友))")),
    (Level.COUNTY, re.compile(r"(?:中共|[我全本该])?(?:县(?!级)|区(?!域|块|间|别|级)|旗)")),
    (Level.TOWNSHIP, re.compile(r"(?:中共|[我全本该])?(?:镇|乡(?!村)|街道)")),
)


@cache
def level_of(name: str) -> Level | None:
    """The level of a body, a meeting or a title, by how its name begins; None where that does not tell.

    郑州市委 and 市委 are a city's, 北京市委 a province's: a municipality is one.
    """
    division = division_of(name)
    if division:
        return Level(division.level)
    if _central().match(name):
        return Level.CENTRE
    return next((level for level, pattern in _LOCAL if pattern.match(name)), None)


def lowest(names: Iterable[str]) -> Level | None:
    """The lowest level of several titles: 省委常委、市委书记 speaks for the city."""
    levels = [level for name in names for part in name.split("、") if (level := level_of(part)) is not None]
    return max(levels, default=None)


def level_name(level: Level | None) -> str:
    """As tables show it; "" where it is unknown."""
    return "" if level is None else level.name.lower()


@cache
def _central() -> re.Pattern[str]:
    return re.compile(rf"习近平|总书记|党的|中共中央|党中央|中央|全国(?!各)|国务院|国家|{alternation('bodies_national')}")
