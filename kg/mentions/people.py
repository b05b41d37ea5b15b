"""People named in a text, with the titles printed before and behind their names.

A name is looked for only where something vouches for one: behind an office (市长何雄), behind a group word (市领导何雄、周富强), behind the
mark of a list that already holds names, at the start of a clause before a word that follows names, and wherever the article has given the
name before. What the title words mean is settled later (``kg.extract.posts``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.mentions.lexicon import is_word
from kg.mentions.names import Voucher, end_of_name, reads_as_word, surname_length
from kg.mentions.titles import Title, office_at_end, titles_before
from kg.rules import alternation, chars, word_set


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


def _without_caption(title: Title, name: str) -> Title:
    """A caption glued in front (…主任周锐…主任周锐感谢): the title begins behind the name that the caption gives."""
    at = title.text.rfind(name)
    if at < 0 or at + len(name) >= len(title.text):
        return title
    cut = at + len(name)
    return Title(title.text[cut:], title.begin + cut, title.end)


def _shared(titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """The titles at the end of a chain that the names behind in the list can hold too."""
    first = len(titles)
    while first and titles[first - 1].can_be_shared:
        first -= 1
    return titles[first:]


@cache
def _anchor() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('offices', 'introducers', 'groups', 'appointers')})(?:（[^（）]{{1,12}}）)?(?![会部室处局厅科办馆国]|单位)")


@cache
def _introducer_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('introducers', 'groups')})$")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('honorifics')})(?![、]?(?:级|部|室|会|团))")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"、|以及|和|及|与|，(?=[\u4e00-\u9fff]{2,3}[、，])")


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(r"(?:^|[，。；：！？“\n”）])(随后|会上|会前|会后|其间|期间|最后|首先|当天|同时|会议由|活动由|仪式由|大会由|由|受|在|与|对|)")


_BRACKET = re.compile(r"（[^（）]{1,12}）$")
_PRESENCE = re.compile(r"应邀|列席|出席|参加|因[病公事故]|请假|主持|分别|先后|汇报|发言|讲话")
_LOOSE = re.compile(r"(?:委员|代表|成员|常委|会员|党员|干部|总书记)$")  # offices that stand before ordinary words as often as before names
_LEADERS = frozenset({"总书记", "主席", "总理", "总统"})
_BARE_BEFORE = frozenset("，。；：“、\n记平习让向在对由与和的为据按")
_PLACE_END = frozenset("市省县网社局厅委院部馆署")
_NEVER_AT_END = ("国防", "外交", "司法", "政协", "人大", "中央", "政府", "国务院", "总书")
_MANY = 2
_TWO = 2
_BODY_END = frozenset("办局院系委校部室厅处会司团心科所")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
_LIST_END = re.compile(r"[，。；\n]|等|出席|参加|列席|分别|一同|陪同|在|先后|共同|同志|应邀|也|作|为|到会|和|及|以及|与|随同|一起|与会|参会|视频|发言|主持|进行|老师|教授|担任|当选|因|获|到|同时|对|现场|一行|率|带")


def people(text: str) -> tuple[Mention, ...]:
    """The people named in a text, in order, without overlaps."""
    found = _Found(text)
    for match in _anchor().finditer(text):
        found.behind_anchor(match)
    known = frozenset(mention.name for mention in found.mentions.values())
    for match in _clause().finditer(text):
        for at in {match.start(1), match.end()}:
            if _may_open().match(text, at):
                found.at_clause(at, known)
    found.before_title()
    found.again()
    found.by_surname()
    return tuple(found.titled())


class _Found:
    """The mentions found so far, by the begin of the name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: dict[int, Mention] = {}
        self.taken: list[tuple[int, int]] = []

    def _free(self, begin: int, end: int) -> bool:
        return all(end <= b or begin >= e for b, e in self.taken)

    def _put(self, mention: Mention) -> None:
        if self._free(mention.begin, mention.end):
            self.mentions[mention.begin] = mention
            self.taken.append((mention.begin, mention.end))

    def behind_anchor(self, match: re.Match[str]) -> None:
        begin = match.end()
        if begin in self.mentions or not self._free(begin, begin + 1) or not self._free(match.start(), match.end()):
            return
        voucher = Voucher.OFFICE if office_at_end(_BRACKET.sub("", match[0])) else Voucher.WORD
        end = end_of_name(self.text, begin, voucher=voucher)
        if not end or not self._is_name(begin, end) or self._starts_title(begin, end):
            return
        if voucher is Voucher.OFFICE and not self._fits_office(match[0], begin, end):
            return
        if voucher is Voucher.WORD and is_word(self.text[begin:end]) and not self._stands_as_person(end):
            return
        self._put(self._mention(begin, end, begin))
        self._rest_of_list(end, begin)

    def _fits_office(self, office: str, begin: int, end: int) -> bool:
        """Whether an office can stand before this name: 县长计划 can be a person, 委员名单 and 校长负责制 are not."""
        name, before = self.text[begin:end], self.text[begin - len(office) - 1 : begin - len(office)]
        if "·" in name:
            return True
        if surname_length(self.text, begin):
            return not (_LOOSE.search(office) and is_word(name)) or self._stands_as_person(end)
        bare = not before or before in _BARE_BEFORE
        foreign = len(name) > _TWO and set(name) <= chars("transliteration")
        return _firm().search(office) is not None and (foreign or not is_word(name)) and not (bare and office in _LEADERS)

    def _stands_as_person(self, end: int) -> bool:
        """成功列席, 安全因病请假, 鲜艳、沙吾列·托乎塔: what only people do, or another name of a list."""
        if _PRESENCE.match(self.text, end):
            return True
        return self.text[end : end + 1] == "、" and end_of_name(self.text, end + 1, voucher=Voucher.WORD) > 0

    def _is_name(self, begin: int, end: int) -> bool:
        name = self.text[begin:end]
        if name in word_set("surnames_compound") or _introducer_end().search(name) or (len(name) > _TWO and name in word_set("countries")) or name.endswith(_NEVER_AT_END) or (len(name) > _TWO and name[-1] in _PLACE_END):
            return False
        words = (word_set("meeting_heads"), word_set("ceremony_heads"), word_set("activity_heads"), word_set("never_names"), word_set("followers_strong"), word_set("speech_verbs"))
        return not any(name in each for each in words) and not office_at_end(name)

    def _starts_title(self, begin: int, end: int) -> bool:
        """党组|书记周富强: what looks like a name is the body of a title, since a name follows the office word behind it."""
        office = _behind().match(self.text, end)
        if office is None or not office_at_end(office[0]) or reads_as_word(self.text, office.end()):
            return False
        return end_of_name(self.text, office.end(), voucher=Voucher.WORD) > 0

    def _mention(self, begin: int, end: int, group: int, *, vouched: bool = True) -> Mention:
        match = _behind().match(self.text, end)
        behind = Title(match[0], match.start(), match.end()) if match else None
        return Mention(self.text[begin:end], begin, end, (), behind, group, vouched)

    def _rest_of_list(self, end: int, group: int) -> None:
        for begin, stop in self._items(end):
            self._put(self._mention(begin, stop, group))

    def titled(self) -> Iterator[Mention]:
        """The mentions in order, now that every name is known, with the titles printed before them.

        The names of a list share the title of its first one if several people can hold it: 副市长马上、尉迟建国、冼玉兰.
        """
        floor, group = 0, -1
        shared: tuple[Title, ...] = ()
        for begin in sorted(self.mentions):
            mention = self.mentions[begin]
            titles = titles_before(self.text, begin, floor)
            if titles or mention.group != group or re.search("，|以及", self.text[floor:begin]):
                shared, group = _shared(titles), mention.group
            else:
                titles = shared
            yield replace(mention, titles=tuple(_without_caption(title, mention.name) for title in titles))
            floor = mention.behind.end if mention.behind else mention.end

    def _items(self, end: int) -> Iterator[tuple[int, int]]:
        while joint := _joint().match(self.text, self._behind_name(end)):
            begin = joint.end()
            end = end_of_name(self.text, begin, voucher=Voucher.WORD)
            if not end or _anchor().match(self.text, begin) or not self._is_name(begin, end) or self._starts_title(begin, end) or not self._ends_item(end):
                return
            yield begin, end

    def _behind_name(self, end: int) -> int:
        match = re.compile(r"（[^（）]{1,12}）|同志|老师|教授").match(self.text, end)
        return match.end() if match else end

    def _ends_item(self, end: int) -> bool:
        at = self._behind_name(end)
        return self.text[at : at + 1] in "、" or bool(_LIST_END.match(self.text, at) or _behind().match(self.text, at))

    def at_clause(self, begin: int, known: frozenset[str]) -> None:
        """A clause that begins with a name, or with a list of names that nothing introduces."""
        if not self._free(begin, begin + 1):
            return
        end = end_of_name(self.text, begin, voucher=Voucher.NOTHING, known=known) or self._end_by_roll_call(begin)
        if not end or not self._is_name(begin, end) or self._starts_title(begin, end):
            return
        name = self.text[begin:end]
        if name in word_set("countries"):
            return
        if name in known or _takes_part().match(self.text, end) or (self._speaks(end) and not is_word(name)):
            self._put(self._mention(begin, end, begin, vouched=name in known))
        items = list(self._items(end))
        if items and self._list_of_people(begin, end, items):
            self._put(self._mention(begin, end, begin))
            for item in items:
                self._put(self._mention(*item, begin))

    def _end_by_roll_call(self, begin: int) -> int:
        """高峰、马上、逯长河参加: words too are names where the list ends in 参加."""
        end = end_of_name(self.text, begin, voucher=Voucher.WORD) if surname_length(self.text, begin) else 0
        last = end
        for _, last in self._items(end) if end else ():
            pass
        return end if end and _takes_part().match(self.text, self._behind_name(last)) else 0

    def _speaks(self, end: int) -> bool:
        behind = _behind().match(self.text, end)
        return bool(_verb().match(self.text, behind.end() if behind else end))

    def _list_of_people(self, begin: int, end: int, items: list[tuple[int, int]]) -> bool:
        """A vote over the whole list: people, not 经济、教育、医疗; one word in it is no proof against it, most of it is."""
        names = [self.text[begin:end], *(self.text[b:e] for b, e in items)]
        words = sum(name in word_set("name_vetoes") for name in names)
        last = items[-1][1]
        at = self._behind_name(last)
        if _takes_part().match(self.text, at):
            return True
        ends = _list_verb().match(self.text, at) or (self.text[at : at + 1] == "，" and len(names) > _MANY)
        return words * 3 < len(names) and bool(ends)

    def before_title(self) -> None:
        """行风办殷葵主任: a name between a body and a title."""
        for match in _behind().finditer(self.text):
            for length in (3, 2):
                begin = match.start() - length
                if begin >= 0 and self._fits_before_title(begin, match.start()):
                    self._put(self._mention(begin, match.start(), begin))
                    break

    def _fits_before_title(self, begin: int, end: int) -> bool:
        name, before = self.text[begin:end], self.text[begin - 1 : begin] if begin else ""
        return (
            surname_length(self.text, begin) == (2 if name[:2] in word_set("surnames_compound") else 1)
            and _HAN_NAME.fullmatch(name) is not None
            and name not in word_set("name_vetoes")
            and not chars("never_in_names") & set(name)
            and (before in _BODY_END or not before or _before().search(before) is not None)
            and name[-1] not in _BODY_END
            and self._is_name(begin, end)
            and not reads_as_word(self.text, begin)
            and (end - begin > _TWO or _verb().match(self.text, self._behind_title(end)) is not None)
            and self._free(begin, end)
        )

    def _behind_title(self, end: int) -> int:
        match = _behind().match(self.text, end)
        return match.end() if match else end

    def again(self) -> None:
        """Further places of the names found: anywhere for long names, for two characters only where a clause or a title lets them stand."""
        for name in sorted({m.name for m in self.mentions.values()}, key=lambda n: (-len(n), n)):
            for match in re.finditer(re.escape(name), self.text):
                begin, end = match.span()
                if self._free(begin, end) and (len(name) > 2 or _before().search(self.text[max(0, begin - 2) : begin])):
                    self._put(self._mention(begin, end, begin))

    def by_surname(self) -> None:
        """殷主任, 王副市长: the one person of the text with that surname who has been given that office."""
        text = self.text
        people = list(self.titled())
        for match in _short_form().finditer(text):
            surname, office = match["surname"], match["office"]
            if not self._free(match.start(), match.end()):
                continue
            owners = {m.name for m in people if m.name.startswith(surname) and m.begin < match.start() and _holds(m, office)}
            if len(owners) == 1:
                behind = Title(office, match.start("office"), match.end())
                end = match.start("office")
                self.mentions[match.start("surname")] = Mention(owners.pop(), match.start("surname"), end, (), behind, match.start("surname"))
                self.taken.append((match.start("surname"), match.end()))


def _holds(mention: Mention, office: str) -> bool:
    """Whether an office word fits a person as printed: 殷主任 fits 行风办…主任, 王市长 fits 副市长 too."""
    printed = [t.text for t in mention.titles] + ([mention.behind.text] if mention.behind else [])
    return any(title.endswith(office) or title.endswith(office.removeprefix("副")) for title in printed)


@cache
def _short_form() -> re.Pattern[str]:
    surnames = "|".join(sorted(word_set("surnames_compound"))) + f"|[{''.join(sorted(chars('surnames')))}]"
    return re.compile(rf"(?:^|(?<=[，。；：！？“\n、对由与和向请受同给把了在是听到]))(?P<surname>{surnames})(?P<office>副?(?:{alternation('honorifics')}))")


@cache
def _firm() -> re.Pattern[str]:
    """Offices that can stand before a name without a Han surname: 县长, 主任, 总统 can, 指挥 and 成员 cannot."""
    return re.compile(r"(?:书记|[省市县区州盟旗镇乡村局厅司处院校所社会部队团师旅连排站馆组委台场厂矿府议参秘]长|秘书长|主任|主席|主委|专员|政委|司令员?|领事|大使|公使|总理|总统|首相|元首|国王|领袖|大臣|外长|防长|经理|总裁|委员|代表|常委|院士|审判员|检察员)(?:（[^（）]{1,12}）)?$")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation('adverbs')})?(?:主持|出席|参加|列席|陪同|会见|会谈|讲话|致辞|汇报|{alternation('speech_verbs')}|来到|走进|率|带队|调研|察看|检查|一行|当选|，[男女]，|现场|先后|分别|作|参训|共同|拉着|握着|边(?=[走看听问说吃])|应邀|代表|受邀|一同|率团|带领|赴|深入|前往|在)(?!得|的|权)"
    )


@cache
def _may_open() -> re.Pattern[str]:
    """A first look at a clause, in one stroke: a surname, and within reach what can follow a name."""
    surnames = "".join(sorted(chars("surnames") | {name[0] for name in word_set("surnames_compound")}))
    return re.compile(rf"(?=[{surnames}][\u4e00-\u9fff·]{{1,4}}?(?:[、，（]|{alternation('followers_strong', 'honorifics', 'speech_verbs', 'adverbs')}|在|和|及|与|等|率|作|边|赴))|(?=[\u4e00-\u9fff]{{1,8}}·)")


@cache
def _takes_part() -> re.Pattern[str]:
    return re.compile(r"等?(?:分别|一同|一起|应邀|共同|在[^，。]{1,12})?(?:出席|参加|列席|陪同)")


@cache
def _list_verb() -> re.Pattern[str]:
    return re.compile(r"等|出席|参加|列席|分别|一同|陪同|在|先后|共同|应邀|到会|随同|一起|与会|参会|视频|发言|主持|同志|和|及|以及|作|为|到|也")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[，。；：！？“”\n、）由与和向对请受同及])$")

