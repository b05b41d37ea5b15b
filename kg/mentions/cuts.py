"""Whether a stretch that could be a name cuts a word in two: 双边合 of 双边合作, 刘佳共 before 同主持, 乐区 behind 福州市长.

The words are those of jieba's dictionary, in the clause around the stretch, without its guesses at unknown words: what it does not know
falls into single characters, and a name is most often unknown.
"""

import re
from functools import lru_cache

from kg.mentions.lexicon import is_word, tokenizer
from kg.rules import chars, word_set

_MARK = re.compile(r"[，。、；：！？“”‘’（）《》\s]")
_BEFORE, _BEHIND = 24, 12  # how much of the clause around the stretch is read
_SHORT = 2
_LONG = 3


@lru_cache(maxsize=512)
def _edges(clause: str) -> tuple[int, ...]:
    """Where the words of a clause end."""
    ends, at = [], 0
    for word in tokenizer().cut(clause, hmm=False):
        at += len(word)
        ends.append(at)
    return tuple(ends)


def _around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The clause around a stretch, from mark to mark, not farther than the reach."""
    start = max([m.end() for m in _MARK.finditer(text, max(0, begin - _BEFORE), begin)], default=max(0, begin - _BEFORE))
    stop = _MARK.search(text, end, min(len(text), end + _BEHIND))
    return start, stop.start() if stop else min(len(text), end + _BEHIND)


def _word_across(text: str, at: int, begin: int, end: int) -> tuple[int, int]:
    """The word that the offset ``at`` cuts in two; an empty stretch where it cuts none."""
    start, stop = _around(text, begin, end)
    last = start
    for edge in _edges(text[start:stop]):
        if start + edge > at:
            return (last, start + edge) if last < at else (at, at)
        last = start + edge
    return at, at


def cuts_at_end(text: str, begin: int, end: int) -> bool:
    """Whether the end of ``text[begin:end]`` cuts a word: 刘佳共|同主持; 王光谦|和陈竺 and 韩正|在京 do not."""
    first, last = _word_across(text, end, begin, end)
    if first == last or first < begin:
        return False
    joined = text[end:last] in _JOINS and (end - begin == _SHORT or text[first:last] not in word_set("words_with_joins"))
    return not joined


def cuts_at_begin(text: str, begin: int, end: int, surname: int) -> bool:
    """Whether the begin cuts a word, so that what follows is no name: 同|时培养, 博士|班, 领导|人.

    A word of two characters that ends in the surname (对方|汉奇, 院长江|作苏) cuts nothing unless the rest of the name is a word or a
    single character.
    """
    first, last = _word_across(text, begin, begin, end)
    if first == last:
        return False
    rest = text[begin + surname : end]
    return last - first >= _LONG or last > begin + surname or len(rest) == 1 or is_word(rest)


def reads_on(text: str, begin: int, end: int) -> bool:
    """Whether the characters read as words although the first is a surname: 向|他们, 和|安排, 有|需要, 多次|提."""
    if text[begin] not in chars("surnames_weak") or set(text[begin:end]) <= chars("transliteration"):
        return False
    rest, opening = text[begin + 1 : end], text[begin : begin + 2]
    if rest[:1] in _PRONOUNS:
        return True
    return len(rest) > 1 and (is_word(rest) or is_word(opening))


_JOINS = frozenset("和在将与及为")  # behind a name as often as the end of a word
_PRONOUNS = frozenset("你我他她它您")
