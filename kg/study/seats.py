"""Which office is one and the same: a title, written the same way wherever it is printed, and the place or holder it belongs to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.objects.offices import bare, division_of, place_of
from kg.objects.things import Tenure
from kg.rules import alternation

_ACTING = re.compile(r"代理?(?=[省市县区州盟旗镇乡]长|主席|主任|院长|检察长|总理)")
_PAST = re.compile(r"原|前(?!海|锋|进|线|哨|郭)|时任|已故")
_DEPUTY = re.compile(r"(?:常务|第[一二三])?副|代理?|助理|名誉|荣誉|候任|当选")
_SEVERAL = re.compile(r"书记处|主席团|常务主席|轮值|联席|联合主席")


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """An office, and the place it belongs to; where no page tells whose it is, ``of`` is its holder's IRI: nobody else's is the same."""

    title: str
    place: str = ""
    of: str = ""

    @property
    def sole(self) -> bool:
        """Whether one person at a time holds it, and it is known whose office it is."""
        return not self.of and _sole(self.title)


def seat_title(title: str) -> str:
    """A title without its place and without 代: 市长 for 郑州市代市长."""
    return _ACTING.sub("", bare(title), count=1)


def acting(title: str) -> bool:
    """Whether the title is that of one who acts until the election (代市长)."""
    return bool(_ACTING.search(title))


def past(title: str) -> bool:
    """Whether it is an office that the person no longer holds (原市长, 信息学院前院长)."""
    return bool(_PAST.match(bare(title)) or _past_office().search(title))


def deputy(title: str) -> str:
    """The office that a deputy's is one step below: 市长 for 副市长; "" for any other."""
    found = _DEPUTY.search(title)
    return title[: found.start()] + title[found.end() :] if found and found[0].endswith("副") else ""


def seat(tenure: Tenure) -> Seat:
    """The office of a tenure whose place has been filled in as far as it is known."""
    title = seat_title(tenure.title)
    if tenure.place or _names_itself(title):
        return Seat(title, tenure.place)
    return Seat(title, "", tenure.holder.iri)


def with_places(tenures: Sequence[Tenure]) -> list[Tenure]:
    """The same; where a page does not tell whose 市长 somebody is, but others do, and all the same, it is that one's."""
    known: dict[tuple[str, str], set[str]] = {}
    for tenure in tenures:
        for key in _keys(tenure):
            known.setdefault(key, set()).update({tenure.place} - {""})
    return [tenure if tenure.place else _filled(tenure, known) for tenure in tenures]


def _filled(tenure: Tenure, known: dict[tuple[str, str], set[str]]) -> Tenure:
    places = {place for key in _keys(tenure) for place in known[key]}
    return replace(tenure, place=places.pop()) if len(places) == 1 else tenure


def _keys(tenure: Tenure) -> Iterable[tuple[str, str]]:
    """A person's office, and a person's body."""
    yield tenure.holder.iri, seat_title(tenure.title)
    if tenure.organization:
        yield tenure.holder.iri, bare(tenure.organization)


def asked_for(post: str, place: str = "") -> tuple[str, str]:
    """What a user's words mean: the title of a seat, and its place ("" for any)."""
    return seat_title(post), place or place_of(post, "", {})


def whose_is_plain(title: str) -> bool:
    """Whether a title itself says whose office it is: 国务院总理, 郑州市市长."""
    return _names_itself(seat_title(title)) or division_of(title) is not None


@cache
def _sole(title: str) -> bool:
    end = _ends().search(title)
    return bool(end) and not _DEPUTY.search(title) and not _SEVERAL.search(title)


@cache
def _names_itself(title: str) -> bool:
    return bool(_beginnings().match(title))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation('sole_offices')})$")


@cache
def _past_office() -> re.Pattern[str]:
    return re.compile(f"(?:前任?|(?<![中太])原)(?:{alternation('sole_offices')})$")


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(alternation("titles_name_themselves", "bodies_national", "country_names"))
