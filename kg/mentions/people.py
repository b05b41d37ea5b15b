"""People named in a text, with the titles printed before and behind their names.

A name is looked for only where something vouches for one: behind an office (市长何雄), behind a group word (市领导何雄、周富强), behind the
mark of a list that already holds names, at the start of a clause before a word that follows names, between a body and a title, and
wherever the text has given the name before. What the title words mean is settled later (``kg.extract.posts``).
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import replace

from kg.mentions import judging, signs
from kg.mentions.landmarks import landmarks
from kg.mentions.lexicon import is_word
from kg.mentions.mention import Mention, holds, own_titles, sharable
from kg.mentions.names import Voucher, end_of_name, surname_length
from kg.mentions.titles import Title, office_at_end, titles_before
from kg.rules import word_set

__all__ = ["Mention", "people"]

_BRACKET = re.compile(r"（[^（）]{1,12}）$")
_WORD_ENDS = re.compile(r"[、，。；（]|等|出席|参加|列席|陪同|应邀|分别|一同|在|先后")  # behind a name of a list that is a word too
_NO_TITLE = frozenset({"同志", "等人", "一行", "先生", "女士"})
_NEW_ITEM = re.compile("，|以及")
_TOWARDS = frozenset("向和")  # 向刘伟: before a name that the text gives alone
_TWO = 2


def people(text: str) -> tuple[Mention, ...]:
    """The people named in a text, in order, without overlaps."""
    found = _Found(text)
    for match in found.marks.led("anchor", signs.anchor()):
        found.behind_anchor(match)
    found.at_clauses()
    found.before_titles()
    found.without_verbs()
    found.again()
    found.by_surname()
    return tuple(found.titled())


class _Found:
    """The mentions found so far, by the begin of the name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = landmarks(text)
        self.mentions: dict[int, Mention] = {}
        self.taken: list[tuple[int, int]] = []  # stretches of the names, sorted, apart
        self.doubtful: list[tuple[int, int]] = []  # seem to cut a word: names only if the text gives them elsewhere
        self.led: dict[int, int] = {}  # where the word stands that led to a mention
        self.offices = self.marks.led("title", signs.title_behind())  # where a title behind a name could stand

    def _free(self, begin: int, end: int) -> bool:
        at = bisect_left(self.taken, (begin, end))
        after_last = at == 0 or self.taken[at - 1][1] <= begin
        return after_last and (at == len(self.taken) or end <= self.taken[at][0])

    def _put(self, begin: int, end: int, group: int, *, vouched: bool = True, sure: bool = False) -> None:
        if not self._free(begin, end):
            return
        if not judging.stands(self.text, begin, end) and not sure:
            self.doubtful.append((begin, end))
            return
        match = signs.title_behind().match(self.text, end) if end in self.marks.at("title") else None
        behind = Title(match[0], match.start(), match.end()) if match else None
        self.mentions[begin] = Mention(self.text[begin:end], begin, end, (), behind, group, vouched)
        insort(self.taken, (begin, end))

    def behind_anchor(self, match: re.Match[str]) -> None:
        """市长何雄; 市领导何雄、周富强."""
        begin = match.end()
        if not self._free(begin, begin + 1) or not self._free(match.start(), match.end()):
            return
        voucher = Voucher.OFFICE if office_at_end(_BRACKET.sub("", match[0])) else Voucher.WORD
        end = end_of_name(self.text, begin, voucher=voucher)
        if not end or not judging.is_name(self.text[begin:end]) or judging.starts_title(self.text, end):
            return
        if judging.fits_anchor(self.text, match[0], begin, end, voucher):
            self._put(begin, end, begin)
            self.led[begin] = match.start()
            for item in self._items(end):
                self._put(*item, begin)

    def without_verbs(self) -> None:
        """习近平主席|密集出席, 殷老师|祝大家: behind a title that follows a name stands what its holder does, no further name."""
        names = tuple(sorted({mention.name for begin, mention in self.mentions.items() if begin not in self.led}))
        held = {mention.end for mention in self.mentions.values()}
        for begin, at in sorted(self.led.items()):
            mention = self.mentions.get(begin)
            before = at - (self.text[at - 1 : at] == "副")
            holder = before in held or self.text.endswith(names, 0, before) or signs.short_holder(self.text, before)
            title = signs.title_behind().match(self.text, at)
            if mention is None or mention.name in names:
                continue
            towards = mention.name[0] in _TOWARDS and mention.name[1:] in names
            if towards or (title and holder and mention.behind is None):
                self._drop(begin)

    def _drop(self, begin: int) -> None:
        """Takes back a mention and the list that it began."""
        for other in [b for b, mention in self.mentions.items() if mention.group == begin]:
            mention = self.mentions.pop(other)
            self.taken.remove((mention.begin, mention.end))

    def _items(self, end: int) -> Iterator[tuple[int, int]]:
        """The further names of the list whose first name ends at ``end``."""
        text = self.text
        while joint := signs.joint().match(text, judging.behind_name(text, end)):
            begin = joint.end()
            end = end_of_name(text, begin, voucher=Voucher.WORD)
            if not end or signs.anchor().match(text, begin) or not judging.is_name(text[begin:end]) or judging.starts_title(text, end):
                return
            at = judging.behind_name(text, end)
            if is_word(text[begin:end]) and not _WORD_ENDS.match(text, at):
                return
            if at < len(text) and not signs.list_end().match(text, at) and not signs.title_behind().match(text, at):
                return
            yield begin, end

    def at_clauses(self) -> None:
        """Clauses that begin with a name, or with a list of names, that nothing introduces."""
        known = frozenset(mention.name for mention in self.mentions.values())
        follows = self.marks.at("opening")
        starts = [
            *signs.first_clause(self.text),
            *(m.end() for clause in signs.clauses(foreign="·" in self.text) for m in clause.finditer(self.text)),
        ]
        for at in starts:
            if signs.may_open(self.text, at, follows) and self._free(at, at + 1):
                self._at_clause(at, known)

    def _at_clause(self, begin: int, known: frozenset[str]) -> None:
        text = self.text
        end = end_of_name(text, begin, voucher=Voucher.NOTHING, known=known) or self._end_by_roll_call(begin)
        name = text[begin:end]
        if not end or not judging.is_name(name) or name in word_set("countries") or judging.starts_title(text, end):
            return
        if name in known or signs.takes_part().match(text, end) or (judging.acts_behind_title(text, end) and not is_word(name)):
            self._put(begin, end, begin, vouched=name in known)
        items = list(self._items(end))
        if items and judging.is_list_of_people(text, [name, *(text[b:e] for b, e in items)], items[-1][1]):
            for item in ((begin, end), *items):
                self._put(*item, begin)

    def _end_by_roll_call(self, begin: int) -> int:
        """高峰、马上、逯长河参加: words too are names where the list ends in 参加."""
        end = end_of_name(self.text, begin, voucher=Voucher.WORD) if surname_length(self.text, begin) else 0
        if not end:
            return 0
        last = [end, *(stop for _, stop in self._items(end))][-1]
        return end if signs.takes_part().match(self.text, judging.behind_name(self.text, last)) else 0

    def before_titles(self) -> None:
        """行风办殷葵主任: a name between a body and a title."""
        for match in self.offices:
            for length in (3, 2):
                begin = match.start() - length
                if begin >= 0 and self._free(begin, match.start()) and judging.fits_before_title(self.text, begin, match.start()):
                    self._put(begin, match.start(), begin)
                    break

    def again(self) -> None:
        """Further places of the names found: anywhere for long names, for two characters only where a clause or a title lets them stand."""
        for name in sorted({m.name for m in self.mentions.values()}, key=lambda n: (-len(n), n)):
            at = self.text.find(name)
            while at >= 0:
                if len(name) > _TWO or signs.subject_before().search(self.text[max(0, at - 1) : at]):
                    self._put(at, at + len(name), at, sure=True)
                at = self.text.find(name, at + len(name))

        names = {mention.name for mention in self.mentions.values()}
        for begin, end in self.doubtful:
            if self.text[begin:end] in names:
                self._put(begin, end, begin, sure=True)

    def by_surname(self) -> None:
        """殷主任, 王副市长: the one person of the text with that surname who has been given that office before."""
        short = [(begin, match) for match in self.offices if (begin := signs.short_form(self.text, match)) >= 0]
        people = list(self.titled()) if short else []
        for begin, match in short:
            surname, end = self.text[begin : match.start()], match.start()
            owners = {m.name for m in people if m.name.startswith(surname) and m.begin < begin and holds(m, match[0])}
            if len(owners) == 1 and self._free(begin, match.end()):
                behind = Title(match[0], end, match.end())
                self.mentions[begin] = Mention(owners.pop(), begin, end, (), behind, begin)
                insort(self.taken, (begin, match.end()))

    def titled(self) -> Iterator[Mention]:
        """The mentions in order, now that every name is known, with the titles printed before them."""
        floor, group = 0, -1
        names = {mention.name for mention in self.mentions.values()}
        shared: tuple[Title, ...] = ()
        for begin in sorted(self.mentions):
            mention = self.mentions[begin]
            titles = own_titles(titles_before(self.text, begin, floor), names, mention.name)
            if titles or mention.group != group or _NEW_ITEM.search(self.text, floor, begin):
                shared, group = sharable(titles), mention.group
            elif mention.behind is None or mention.behind.text in _NO_TITLE:
                titles = shared
            yield replace(mention, titles=titles) if titles else mention
            floor = mention.behind.end if mention.behind else mention.end
