"""Names of people: where a name that begins here ends.

The beginning is known (an office, a list mark, a clause start stands before it); the end is found by what follows: a mark, or a word that
follows names (出席, 指出, 在 …). Three sources decide between two and three characters: what follows, whether the surname is one, and the
names that the article has already given beyond doubt.
"""

import re
from enum import IntEnum
from functools import cache, lru_cache

from kg.mentions.cuts import cuts_at_end
from kg.mentions.landmarks import landmarks
from kg.rules import alternation, chars, word_set

MARKS = "、，。；：！？…”’）》」』\n—（"


class Voucher(IntEnum):
    """What stands before a place where a name could begin."""

    NOTHING = 0
    WORD = 1  # a list of names, a group, a word that introduces people
    OFFICE = 2


_LENGTHS = ((), (3, 2), (4, 3, 2))  # by the length of the surname
_SURE = 5
_LONGEST = 7
_FOREIGN_REACH = 9  # the first part of a name with · in it, and the mark
_FOUR = 4
_FARTHER = 3
_TITLE_REACH = 16
_FUNCTION_SURNAMES = frozenset("和有从都能同应相由候到多来才次将要")  # as a first character nearly always a word
_NEVER_LAST = frozenset(
    "做共较则互致任已带案副总兼将于为称以在到对向与及就等说率作也还是把从因给请则又都被让便问答听时很这那不没走看回你家的"
)
_VERBS_LAST = frozenset("说称到问答讲听看走")
_FOREIGN_WEAK = frozenset("已曾称以的用在到对向与和及说率为作同则因就由也还将是")
_NUMERALS = "世一二三四五六七八九"
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NAME = re.compile(r"(?:(?![的副])[\u4e00-\u9fff])+")
_MARKS = frozenset(MARKS)
_REMEMBERED = 4096


@cache
def _foreign() -> re.Pattern[str]:
    """A name with ``·``, of the characters that write foreign names (卡尔十六世·古斯塔夫, 约翰·F·凯利)."""
    syllables = (chars("transliteration") | chars("syllables")) - frozenset(_NUMERALS)
    part = rf"[{''.join(sorted(syllables))}]{{1,9}}(?:十?[{_NUMERALS[1:]}]世)?"
    return re.compile(rf"{part}(?:·(?:{part}|[A-Za-z]{{1,9}})){{1,5}}")


def _is_mark(text: str, at: int) -> bool:
    """Whether a mark, a digit or the end of the text stands at a place."""
    char = text[at : at + 1]
    return char in _MARKS or not char or char.isdecimal()


def _ends_beyond_doubt(text: str, at: int) -> bool:
    """Whether a name that reaches to a place ends there: a mark, the end, a word of two characters or more, a word behind names."""
    return _is_mark(text, at) or text[at] == "等" or at in landmarks(text).at("follower") or text.startswith("时，", at)


@cache
def _country() -> re.Pattern[str]:
    return re.compile(alternation("countries"))


def reads_as_word(text: str, begin: int) -> bool:
    """Whether the character, though a surname, is nearly always a word here (和, 有, 从)."""
    return text[begin : begin + 1] in _FUNCTION_SURNAMES


def surname_length(text: str, begin: int) -> int:
    """2 for a compound surname at ``begin``, 1 for a single one, 0 for none."""
    return _surname_length(text[begin : begin + 2])


@lru_cache(_REMEMBERED)
def _surname_length(front: str) -> int:
    if front in word_set("surnames_compound"):
        return 2
    return 1 if front[:1] in chars("surnames") else 0


def end_of_name(text: str, begin: int, *, voucher: Voucher, known: frozenset[str] = frozenset()) -> int:
    """The end of the name that begins at ``begin``; 0 where there is none.

    Args:
        text: repaired text.
        begin: offset of the name's first character.
        voucher: what stands before it; behind an office words (高义) and names without a surname may pass.
        known: names the article gives beyond doubt.
    """
    foreign = _foreign().match(text, begin) if "·" in text[begin : begin + _FOREIGN_REACH] else None
    if foreign:
        return _end_of_foreign(text, begin, foreign)
    surname = surname_length(text, begin)
    if not surname:
        return _end_without_surname(text, begin, voucher) if voucher else 0
    best, best_score = 0, 0
    for length in _LENGTHS[surname]:
        score = _score(text, begin, begin + length, known, voucher)
        if score > best_score:
            best, best_score = begin + length, score
    if voucher and best_score < _SURE:
        return _end_without_surname(text, begin, voucher) or best
    return best


def followed(text: str, end: int) -> bool:
    """Whether a mark, or a word of two characters or more that follows names, stands at ``end``."""
    return _ends_beyond_doubt(text, end)


def _score(text: str, begin: int, end: int, known: frozenset[str], voucher: Voucher) -> int:
    """How well ``text[begin:end]`` stands as a name; 0: not at all."""
    if end > len(text) or not _NAME.fullmatch(text, begin, end):
        return 0
    name = text[begin:end]
    if name in known:
        return 9 if _ends_beyond_doubt(text, end) else 7
    if not voucher and name in word_set("name_vetoes"):
        return 0
    mark, present = _is_mark(text, end), text[end : end + 2] in _PRESENCE
    spare = end - begin > surname_length(text, begin) + 1
    if spare and _begins_with_word(name, voucher, present=present):
        return 0
    score = 6 if mark or present else _by_follower(text, begin, end)
    if name[0] in _FUNCTION_SURNAMES and not (voucher and name[0] == "由") and (score <= _SURE or not voucher):
        return 0
    # 火炎作通报: a last character that itself follows names is rather the next word, if the name can do without it
    number = text[end : end + 1].isdecimal()
    joined = name[-1] == "和" and not mark and not present  # 靳诺|和校长
    doubt = 0 if not spare or not (joined or name[-1] in _NEVER_LAST) else 4 if name[-1] in _VERBS_LAST or number or not mark else 3
    return max(score - doubt, 0)


def _by_follower(text: str, begin: int, end: int) -> int:
    """How well what stands behind it, which is no mark, ends a name; a single character does not where it is cut off a word."""
    if _ends_beyond_doubt(text, end):
        return _SURE
    return 3 if text[end] in chars("followers_weak") and not cuts_at_end(text, begin, end) else 0


def _begins_with_word(name: str, voucher: Voucher, *, present: bool) -> bool:
    """代表王, 强调了: a word and a stray character; behind an office only the plainest words count."""
    loose = voucher is not Voucher.OFFICE and not present
    return name[:2] in word_set("never_names") or (loose and name[:2] in word_set("name_vetoes"))


_PRESENCE = frozenset({"应邀", "列席", "出席", "参加", "因病", "因公", "因事", "因故", "请假", "主持", "分别", "先后"})


def _end_without_surname(text: str, begin: int, voucher: Voucher) -> int:
    """A transliterated name (才让, 阿尔克明), or a name of four characters (高市早苗)."""
    end = begin
    sounds, weak = chars("transliteration"), chars("followers_weak")
    while end < len(text) and end - begin < _LONGEST and text[end] in sounds:
        end += 1
        if end - begin > 1 and _ends_beyond_doubt(text, end) and not _translit_goes_on(text, end):
            return end
    for stop in range(min(end, begin + _LONGEST), begin + 1, -1):
        if text[stop : stop + 1] in weak:
            return stop
    stop = begin + _FOUR
    abroad = voucher is Voucher.OFFICE and _country().search(text, max(0, begin - _TITLE_REACH), begin)
    if abroad and surname_length(text, begin) and _ends_beyond_doubt(text, stop) and _is_four(text[begin:stop]):
        return stop
    return 0


def _is_four(name: str) -> bool:
    """Four characters that can be a name (高市早苗), not a word and its verb (战略引领) nor a name and its verb (夏巴兹致)."""
    if len(name) != _FOUR or not _HAN.fullmatch(name) or name[:2] == name[2:]:
        return False
    words = word_set("never_names") | word_set("name_vetoes")
    return not (chars("never_in_names") & set(name) or name[:2] in words or name[2:] in words or name[-1] in _NEVER_LAST | {"致"})


def _translit_goes_on(text: str, end: int) -> bool:
    return bool(text[end : end + 1] in chars("transliteration") and text[end + 1 : end + 2] in chars("transliteration"))


def _end_of_foreign(text: str, begin: int, match: re.Match[str]) -> int:
    """The end of a name with ``·``: where a word that follows names begins among its characters, or up to three characters behind them."""
    last = text.rindex("·", begin, match.end()) + 1
    for end in range(last + 1, match.end() + _FARTHER + 1):
        if end > match.end() and text[end - 1 : end] in MARKS:
            break
        if _ends_beyond_doubt(text, end) or (end - last > 1 and text[end : end + 1] in _FOREIGN_WEAK):
            return end
    return match.end()
