"""What is known of each person that a document names: offices, whose they are, and in what company; kept beside the document as a clue."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from kg.mentions.divisions import Division, above, by_code
from kg.mentions.places import places
from kg.model import ArticleFacts, EntityKind, PageFacts, TenureFact
from kg.resolve.standing import Standing, named, outlet_division, standing
from kg.rules import alternation


class Sort(StrEnum):
    """What an office is of."""

    LEADER = "leader"  # the highest offices of the whole country
    NATION = "nation"  # a body of the whole country
    PLACE = "place"  # the party or the state of a place
    ABROAD = "abroad"  # another country
    BODY = "body"  # a university, a firm, a newspaper
    PLAIN = "plain"  # not told: 副主任


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """An office as far as it tells people apart."""

    sort: Sort
    of: str  # code of the place, name of the country or body; "" for a leader and a plain one
    title: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in a document."""

    name: str
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """The people of a document, sorted by name, and what it is mostly about."""

    people: tuple[Appearance, ...] = ()
    place: str = ""  # code of the place of its outlet, or that it names over and over
    body: str = ""  # the body it names over and over
    country: str = ""  # the other country it names most


def company(facts: PageFacts) -> Company:
    """The people that a document names, and its surroundings."""
    posts: dict[str, set[Post]] = {name: set() for article in facts.articles for name in _names(article)}
    for article, levels in zip(facts.articles, standing(facts), strict=True):
        meant = _meant(article)
        for tenure in article.tenures:
            posts[tenure.person].add(_post(tenure, meant.get(tenure.organization, ""), levels))
    people = tuple(Appearance(name, tuple(sorted(found))) for name, found in sorted(posts.items()))
    return Company(people, _home(facts), _body(facts), _country(facts))


def _names(article: ArticleFacts) -> Iterator[str]:
    yield from (fact.person for fact in article.attendances)
    yield from (fact.person for fact in article.tenures)
    yield from (fact.issuer for fact in article.statements if fact.issuer)
    yield from (fact.label for fact in article.mentions if fact.kind is EntityKind.PERSON)


def _meant(article: ArticleFacts) -> dict[str, str]:
    """郑州市委 for 市委, where that has been resolved."""
    return {fact.label: fact.resolved for fact in article.mentions if fact.kind is EntityKind.ORGANIZATION and fact.resolved}


# offices

_LEADER = re.compile(
    r"国家副?主席|总书记|国务委员|国务院副?总理|(?<![越古]共)(?<!革命党)(?<!劳动党)中央(?:政治局|书记处)|中央军委副?主席|全国人大常委会副?委员长|全国政协副?主席"
)
_NO_LEADER = re.compile(r"发言人|助理|秘书|特使|特别代表|代表$|主任|部长$|局长$")
_BEFORE = re.compile(r"^(?:[^，、]{0,14}(?:记者对|来认识|专访|采访)|讲话|致辞|原|时任|前任|前|现任|新任|兼任|[了由向对就]|中国(?=国家))+")
_TERM = re.compile(r"第[一二三四五六七八九十]{1,3}届")
_MANY_HOLD = re.compile(r"(?:全国)?(?:人大代表|政协委员|劳动模范|劳模)$")  # beside another office, which tells more
_NATION = re.compile(r"全国|国家|中央|中共|国务院|最高人民|党中央|中国人民解放军")
_COMMITTEE = re.compile(  # of the National People's Congress; also printed without its name
    r"宪法(?:和)?法律委|监察(?:和)?司法委|财政经济委|财经委|教科文卫委|教育科学文化卫生委|外事委|社会建设委|农业与农村委|环境与资源保护委|环资委|华侨委|代表资格审查委|大会(?:新闻)?(?:发言人|副?秘书长|主席团)"
)
_ENVOY = re.compile(r"中国驻.{1,12}?大使")
_STATESMAN = re.compile(
    r"(?:[^，、]{0,6}(?:王国|共和国)|联邦)?(?:候任|当选|前|代理?|临时|过渡)?(?:副?总统|副?总理|首相|国王|王储|外长|外交部长|外交大臣|国防部长|防长|议长|参议长|众议长|国家元首|埃米尔)$"
)
_POSTED = re.compile(r"(?:前|候任|常)?驻")  # 俄罗斯驻美国大使 is of Russia
_LEVEL = re.compile(r"自治区|[省市县区州盟旗]")
_INSTITUTION = re.compile(
    r"大学|学院|学校|中学|小学|医院|公司|集团|银行|报社|日报|晚报|协会|学会|商会|基金会|研究[院所中]|实验室|联盟|俱乐部|出版社|电视台|[剧影]院"
    r"|[一二三四五六七八九]院|董事|经理|教授|医[师生]|工程师|厂|合作社|[村寨屯]|社区"
)
_ROOT = re.compile(r"^.{2,12}?(?:大学|集团|公司|医院|银行|报社|日报|晚报|电视台|研究院|协会|学会|基金会)")
_SHORT = 3  # characters of the shortest short form of a body
_NAMED = 4  # characters from which the name of a body tells it from others; see also _GENERIC
_GENERIC = re.compile(
    r"^(?:学校|我校|校|医院|院|本院|系|该|会上|会议)|班子?$|级|村民|校友|同学|^.{1,4}学院|^.{0,5}(?:处|科|室|支部|党委|党总支|工会|团委|学生会|分会|领导小组|委员会|工作组)$"
)


def _post(tenure: TenureFact, meant: str, levels: Standing) -> Post:
    """An office with the place or body it is of; ``meant`` is the body that its 市委 stands for."""
    title = _TERM.sub("", _BEFORE.sub("", tenure.title))
    if _MANY_HOLD.search(title):
        return Post(Sort.PLAIN, "", title)
    organization = _TERM.sub("", _BEFORE.sub("", tenure.organization))
    return _of_state(title, organization) or _of_place(title, organization, meant, levels) or _of_body(title, organization)


def _of_state(title: str, organization: str) -> Post | None:
    """An office of the whole country, or of another one."""
    abroad = _nation_abroad(title)
    if envoy := _ENVOY.search(title):
        return Post(Sort.NATION, envoy[0], envoy[0])
    if abroad:
        return Post(Sort.ABROAD, abroad, title)
    if _LEADER.search(title) and not _NO_LEADER.search(title):
        return Post(Sort.LEADER, "", title)
    national = not _place(title) and (_NATION.match(title) or _COMMITTEE.match(title) or _is_national(organization))
    return Post(Sort.NATION, organization, title) if national else None


def _of_place(title: str, organization: str, meant: str, levels: Standing) -> Post | None:
    place = _place(meant or title)
    if place and _INSTITUTION.search(title):
        return Post(Sort.BODY, organization, title)
    return Post(Sort.PLACE, place, title) if place else _relative(title, levels)


def _relative(title: str, levels: Standing) -> Post | None:
    """市长 of the city that 市 means on this page."""
    level = _LEVEL.match(title.removeprefix("副").removeprefix("代").removeprefix("常务副"))
    owner = levels.owner(level[0]) if level and not _INSTITUTION.search(title) else None
    return Post(Sort.PLACE, owner.division.code, title) if owner else None


def _of_body(title: str, organization: str) -> Post:
    telling = len(organization) >= _NAMED and not _GENERIC.search(organization) and not _LEVEL.match(organization)
    return Post(Sort.BODY, organization, title) if telling else Post(Sort.PLAIN, "", title)


@cache
def _national() -> re.Pattern[str]:
    return re.compile(alternation("bodies_national"))


def _is_national(organization: str) -> bool:
    return _national().match(organization) is not None


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(alternation("country_names"))


_OURS = ("香港", "澳门", "台湾", "港澳", "中国", "中方")


def _nation_abroad(title: str) -> str:
    """The country of a title that begins with one, or ends with a statesman's office behind one; the last of several."""
    found = [each for each in _countries().finditer(title) if each[0] not in _OURS]
    if not found or title.startswith(_OURS) or not (_countries().match(title) or _STATESMAN.fullmatch(title, found[-1].end())):
        return ""
    return country(found[0][0] if _POSTED.match(title, found[0].end()) else found[-1][0])


_OTHER_NAMES = MappingProxyType({"沙特": "沙特阿拉伯", "印尼": "印度尼西亚"})


def country(name: str) -> str:
    """A country by one name."""
    return _OTHER_NAMES.get(name, name)


@lru_cache(maxsize=4096)  # the same offices come again and again
def _place(title: str) -> str:
    """Code of the place that a title begins with, the smallest one of 山西省长治市."""
    code, end = "", 0
    for place in places(title):
        if place.begin != end or not place.code:
            break
        code, end = place.code, place.end
    return code


def same_body(one: str, two: str) -> bool:
    """Whether two names mean one body or a part of it: 新闻学院 in 中国人民大学新闻学院, 中国社科院 for 中国社会科学院."""
    short, long = sorted((_full(one), _full(two)), key=len)
    return short in long or root(short) in long or root(long) in short or _shortens(root(short), root(long))


def _full(body: str) -> str:
    return body.replace("中科院", "中国科学院").replace("社科院", "社会科学院")


def _shortens(short: str, long: str) -> bool:
    """Whether the characters of a short form stand in the long one in this order, the first and the last at its ends."""
    if len(short) < _SHORT or short[-1] not in (long[-1], "委") or short[0] not in long[:_SHORT]:
        return False
    left = iter(long)
    return all(char in left for char in short)


def root(body: str) -> str:
    """清华大学 of 清华大学新闻与传播学院; the body itself where it has no such head."""
    found = _ROOT.match(body)
    return found[0] if found and len(found[0]) >= _NAMED else body


# surroundings

_OFTEN = 2  # times that something is named to be what a document is about
_MOST = 0.6  # of all names of its kind


def _home(facts: PageFacts) -> str:
    """The place of the outlet, or the smallest place in which most of the named ones lie."""
    if outlet := outlet_division(facts.page.outlet):
        return outlet.code
    counts = Counter[str]()
    for article in facts.articles:
        for code, count in named(article).items():
            for division in _upwards(by_code()[code]):
                counts[division.code] += count
    total = sum(count for code, count in counts.items() if code.endswith("0000"))
    often = [code for code, count in counts.items() if count >= _OFTEN and count > _MOST * total]
    return max(often, key=lambda code: (by_code()[code].level, counts[code], code), default="")


def _upwards(division: Division | None) -> Iterator[Division]:
    while division:
        yield division
        division = above(division)


def _body(facts: PageFacts) -> str:
    """中国人民大学, where the document names it and its parts more than any other body of its kind."""
    counts = Counter[str]()
    for article in facts.articles:
        for fact in article.mentions:
            if fact.kind is EntityKind.ORGANIZATION and _ROOT.match(fact.label) and not _is_national(fact.label):
                counts[root(fact.label)] += len(fact.evidence)
    return _most(counts)


def _country(facts: PageFacts) -> str:
    counts = Counter[str]()
    for article in facts.articles:
        counts.update(country(found) for found in _countries().findall(article.article.body.text) if found not in _OURS)
    return _most(counts)


def _most(counts: Counter[str]) -> str:
    often = [name for name, count in counts.items() if count >= _OFTEN and count > _MOST * counts.total()]
    return max(often, default="")
