"""The steps that join documents in which a name means the same person, the surest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from kg.mentions.divisions import by_code
from kg.resolve.exclusion import directly
from kg.resolve.groups import Division, Group, place_name
from kg.resolve.people import Post, Sort, root, same_body
from kg.resolve.witnesses import Key, Witness, is_high

_COMPANY = 3  # people that two documents have in common beside the name, leaders included
_STRANGERS = 2  # without leaders, in papers of the whole country; elsewhere one is enough
_FEW = 3  # documents up to which a group looks for company; bigger ones are found by the small
_NEAR = timedelta(days=1)  # between two reports of a paper on the same matter
_TOLD = 3  # names of a company that are told


def _by_keys(division: Division) -> None:
    """What an office is of, and for people without one what the document is about."""
    found = defaultdict[Key, list[Witness]](list)
    for group in division.list():
        for witness in group.witnesses:
            for key in {*witness.keys(), *(witness.abroad() if division.foreign else ())}:
                found[key].append(witness)
    for _, witnesses in sorted(found.items()):
        for witness in witnesses[1:]:
            division.join(division.group(witnesses[0]), division.group(witness))


def _by_day(division: Division) -> None:
    """The same paper on the same day, where the office is not told in one of both."""
    dated = [(w.outlet, w.published, w.document, w.name, w) for g in division.list() for w in g.witnesses if w.published]
    dated.sort(key=lambda item: item[:4])
    for (outlet, day, *_, one), (other, later, *_, two) in pairwise(dated):
        if outlet == other and later - day <= _NEAR and not (one.telling and two.telling):
            division.join(division.group(one), division.group(two), f"named by the same paper within a day: {day} and {later}")


def _by_neighbours(division: Division) -> None:
    """An office in a county and one in its prefecture, a step of one career."""
    for one, two in _pairs(division):
        for low in sorted(one.of(Sort.PLACE)):
            for high in sorted(two.of(Sort.PLACE)):
                if directly(by_code()[low], by_code()[high]):
                    reason = f"offices in neighbouring places, {place_name(low)} and {place_name(high)}"
                    division.join(_now(division, one), _now(division, two), reason)


def _by_bodies(division: Division) -> None:
    """The name of one body in that of another: 中国人民大学 in 第六讲由中国人民大学新闻学院."""
    groups = [(group, sorted(group.of(Sort.BODY) + group.of(Sort.NATION))) for group in division.list()]
    groups = sorted(((group, bodies) for group, bodies in groups if bodies), key=lambda item: item[0].first)
    for index, (one, bodies) in enumerate(groups):
        for two, others in groups[index + 1 :]:
            if shared := _shared_body(bodies, others):
                division.join(_now(division, one), _now(division, two), f"of {shared}, under names that differ")


def _shared_body(bodies: Iterable[str], others: Sequence[str]) -> str:
    return next((min(root(body), root(other), key=len) for body in bodies for other in others if same_body(body, other)), "")


def _by_rank(division: Division) -> None:
    """Offices of the whole country, or the head of a province and a leader: before or after, one career."""
    groups = sorted((group for group in division.list() if _high(group)), key=lambda group: group.first)
    for index, one in enumerate(groups):
        for two in groups[index + 1 :]:
            one_now, two_now = _now(division, one), _now(division, two)
            if _one_career(one, two) or (_chief(one) and _chief(two) and _apart_in_time(one_now, two_now)):
                division.join(one_now, two_now, f"high offices, {_high(one)} and {_high(two)}")


def _high(group: Group) -> str:
    """A high office of the group; "" where it has none."""
    return min((post.title for post in _high_posts(group)), default="")


def _high_posts(group: Group) -> list[Post]:
    return [post for witness in group.witnesses for post in witness.posts if is_high(post)]


def _one_career(one: Group, two: Group) -> bool:
    """A leader of the country and any high office; two offices of the whole country, which hardly two namesakes hold."""
    sorts, others = ({post.sort for post in _high_posts(group)} for group in (one, two))
    return Sort.LEADER in sorts | others or Sort.NATION in sorts & others


def _chief(group: Group) -> bool:
    """Whether one of the high offices is the first in its body or province."""
    return any("副" not in post.title for post in _high_posts(group))


def _apart_in_time(one: Group, two: Group) -> bool:
    days, others = one.days(), two.days()
    return bool(days and others) and (days[-1] < others[0] or others[-1] < days[0])


def _by_company(division: Division) -> None:
    """Others are in both documents beside the name."""
    seen = defaultdict[str, list[Witness]](list)
    for group in division.list():
        for witness in group.witnesses:
            for other in witness.others:
                seen[other].append(witness)
    for group in sorted(division.list(), key=lambda each: each.first):
        if len(group.witnesses) <= _FEW:
            for witness in list(group.witnesses):
                _join_company(division, witness, seen)


def _join_company(division: Division, witness: Witness, seen: dict[str, list[Witness]]) -> None:
    met = {other.document: other for name in witness.others for other in seen[name] if other is not witness}
    for _, other in sorted(met.items()):
        shared = witness.others & other.others
        telling = shared - witness.leaders - other.leaders
        enough = _STRANGERS if division.very_common and (witness.national or other.national) else 1
        if len(telling) >= enough or len(shared) >= _COMPANY:
            names = "、".join(sorted(telling or shared)[:_TOLD])
            division.join(division.group(witness), division.group(other), f"in the company of {names}")


def _by_surroundings(division: Division) -> None:
    """Who has no telling office belongs to those in whose surroundings the name stands."""
    for group in sorted(division.list(), key=lambda each: each.first):
        if not group.telling:
            _settle(division, group)


def _settle(division: Division, loose: Group) -> None:
    fitting = [(fit, other) for other in division.list() if other.telling and (fit := max(_fit(loose, w) for w in other.witnesses))]
    fitting.sort(key=lambda item: (-item[0], -len(item[1].witnesses), item[1].first))
    if fitting:
        division.join(fitting[0][1], loose, "named without a telling office in the same surroundings")


def _fit(loose: Group, other: Witness) -> int:
    """How well the surroundings of a group agree with those of a witness; 0: not at all, or not enough."""
    return max(_agreement(witness, other) for witness in loose.witnesses)


def _agreement(one: Witness, two: Witness) -> int:
    if one.national or two.national:
        return 2 * two.public + (one.outlet == two.outlet)
    if _strange(one.place, two.place) or (one.body and two.body and not _shared_body([one.body], [two.body])):
        return 0
    if one.outlet != two.outlet and not one.place:
        return 0
    return 1 + 2 * bool(one.body and two.body) + 2 * bool(one.place and two.place) + two.public


def _strange(one: str, two: str) -> bool:
    return bool(one and two) and one[:2] != two[:2]


def _by_paper(division: Division) -> None:
    """Nobody with an office that tells: the same paper, or papers of which nothing is known, and no sign of another place."""
    loose = sorted((group for group in division.list() if not group.telling), key=lambda group: group.first)
    for index, one in enumerate(loose):
        for two in loose[index + 1 :]:
            if _alike(one.witnesses[0], two.witnesses[0]):
                division.join(_now(division, one), _now(division, two), "in the same surroundings")


def _alike(one: Witness, two: Witness) -> bool:
    if one.outlet != two.outlet or one.national:
        return one.outlet == two.outlet
    if _strange(one.place, two.place):
        return False
    return not (one.body and two.body) or bool(_shared_body([one.body], [two.body]))


def _now(division: Division, group: Group) -> Group:
    """The group that it has become a part of."""
    return division.group(group.witnesses[0])


def by_room(division: Division) -> None:
    """A rare name: of people that exclude each other, a group belongs to the one most told of whom its offices fit."""
    groups = sorted(division.list(), key=lambda group: (-len(group.witnesses), group.first))
    while len(groups) > 1:
        group = groups.pop()
        fitting = [other for other in groups if not other.careers.conflict(group.careers, division.together)]
        if fitting:
            division.join(fitting[0], group, "a rare name, and offices that fit")


STEPS = (_by_keys, _by_bodies, _by_day, _by_neighbours, _by_rank, _by_company, _by_surroundings, _by_paper)


def _pairs(division: Division) -> Iterable[tuple[Group, Group]]:
    groups = sorted((group for group in division.list() if Sort.PLACE in group.sorts()), key=lambda group: group.first)
    return [(one, two) for index, one in enumerate(groups) for two in groups[index + 1 :]]
