"""Reported speech: who says what, from where to where.

A statement begins behind a speech verb with its speaker (安伟指出，…), runs over sentences and paragraphs, and ends before the next verb
with a speaker of its own or before the report goes back to telling what happened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.discourse.context import Context
from kg.discourse.speakers import LEADERS, Speaker, Thread, is_nested, opens_with_other, speaker
from kg.discourse.speech_ends import goes_on, speech_end
from kg.discourse.speech_verbs import verbs, words_begin
from kg.discourse.subjects import STRANGER, subject_of
from kg.mentions.landmarks import landmarks
from kg.mentions.people import Mention
from kg.model import Sentence


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement in the repaired body. ``speaker`` is a person's name, or ``kg.discourse.speakers.MEETING``."""

    speaker: str
    verb: str
    clause: int  # where the clause that reports it begins
    begin: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Opener:
    """The begin of a statement; without a speaker it only ends the one before it."""

    speaker: str
    verb: str
    clause: int
    begin: int
    rule: str
    quote: int | None = None  # begin of the quotation that stands before the speaker
    only_quote: bool = False  # nothing said behind the verb


_SHORTEST = 5


def speeches(context: Context) -> tuple[Speech, ...]:
    """The statements of an article in order, without overlaps."""
    openers = sorted(_openers(context), key=lambda o: (o.begin, o.clause))
    found: list[Speech] = []
    for number, opener in enumerate(openers):
        if found and opener.begin < found[-1].end and opener.clause < found[-1].begin:
            continue
        limit = _limit(context, opener, openers[number + 1]) if number + 1 < len(openers) else len(context.text)
        speech = _speech(context, opener, max(limit, opener.begin))
        if opener.speaker and speech.end - speech.begin > _SHORTEST and context.text[speech.begin] != "。":
            found.append(speech)
    return tuple(found)


def _speech(context: Context, opener: _Opener, limit: int) -> Speech:
    begin = opener.begin
    end = speech_end(context, begin, limit, opener.speaker, opener.rule)
    if opener.quote is not None:
        begin, end = opener.quote, (opener.clause - context.text.startswith("，", opener.clause - 1) if opener.only_quote else end)
    return Speech(opener.speaker, opener.verb, opener.clause, begin, max(begin, end), opener.rule)


def _limit(context: Context, opener: _Opener, after: _Opener) -> int:
    """A statement ends before the next one's clause; before its whole sentence where that is a later one."""
    if after.quote is not None:
        return after.quote
    sentence = context.sentences[context.sentence_at(after.clause)]
    return sentence.begin if sentence.begin > opener.begin else after.clause


_STRANGER = re.compile(r"(?!我)[^，。；：“”]{2,44}(?<![就是以该话单总的])(?<!(?<!回)应)(?P<verb>表示|说|认为|指出|强调|称)(?=[，：“])")


def _openers(context: Context) -> Iterator[_Opener]:
    thread = Thread()
    for number, sentence in enumerate(context.sentences):
        if sentence.opens_part:
            thread.speaker = ""
        if number in context.item_heads:
            thread.speaker = thread.subject = STRANGER
            yield _Opener("", "", sentence.begin, sentence.end, "item-head")
            continue
        mentions = _subjects(context, sentence)
        spoken = landmarks(context.text).begins_in("speech", sentence.begin, sentence.end)
        stranger = None if mentions or not spoken else _STRANGER.match(context.text, sentence.begin, sentence.end)
        if stranger and not opens_with_other(context.text[sentence.begin : sentence.end]):
            thread.speaker = thread.subject = STRANGER
            yield _Opener("", stranger["verb"], sentence.begin, stranger.end(), "speech-stranger")
            continue
        for match in verbs(context, sentence) if spoken else ():
            said_by = speaker(context, sentence, sentence.begin + match.start(), mentions, thread)
            if said_by is not None and (opener := _opener(context, number, match, said_by, mentions, thread)):
                yield opener
        _remember(context, number, mentions, thread)


def _subjects(context: Context, sentence: Sentence) -> list[Mention]:
    """The people of a sentence who can be subjects: not those only quoted (以习近平同志为核心…)."""
    people = context.mentions_in(sentence.begin, sentence.end)
    return [m for m in people if m.begin == sentence.begin or not context.is_modifier(m)]


_ANYBODY = ("speech-person", "speech-leader", "speech-pronoun", "speech-carried")
_WITHIN = frozenset({"建议", "希望", "呼吁", "鼓励", "期望", "表示希望"})  # inside somebody's words these open nothing new


def _opener(  # noqa: PLR0913, PLR0917 (what decides whether a verb opens a statement)
    context: Context, number: int, match: re.Match[str], said_by: Speaker, mentions: list[Mention], thread: Thread
) -> _Opener | None:
    sentence = context.sentences[number]
    name, at = said_by.name, sentence.begin + match.start()
    carried = said_by.rule == "speech-carried"
    if carried and thread.sentence == number and not any(thread.clause < m.begin < at for m in mentions):
        name = thread.speaker
    if (match["plain"] and said_by.rule not in _ANYBODY) or is_nested(context, number, name, thread):
        return None
    if carried and match[0] in _WITHIN and name == thread.speaker and thread.sentence == number:
        return None
    opener = _Opener(name, match[0], said_by.clause, words_begin(context, sentence, match), said_by.rule)
    if not name:
        return opener
    thread.speaker, thread.clause, thread.sentence = name, said_by.clause, number
    return _with_quotation(context, replace(opener, clause=_clause(context, sentence, said_by.clause)))


def _clause(context: Context, sentence: Sentence, clause: int) -> int:
    """“…。”安伟说: the quotation in front of its speaker, in the same sentence, belongs to the statement."""
    return sentence.begin if context.text[sentence.begin] == "“" else clause


def _remember(context: Context, number: int, mentions: list[Mention], thread: Thread) -> None:
    """Whom the sentence is about is whom 他 in the next one means, unless the sentence is itself part of somebody's words."""
    sentence = context.sentences[number]
    if not (mentions or thread.speaker or thread.subject or context.text.find("总书记", sentence.begin, sentence.end) >= 0):
        return
    if thread.sentence == number or goes_on(context, sentence):
        return
    subject = subject_of(context, sentence, mentions)
    if isinstance(subject, Mention):
        leader = any(m.name == subject.name and m.behind and m.behind.text in LEADERS for m in mentions)
        if not (leader and thread.speaker) or _visits(context, subject):
            thread.speaker = thread.subject = subject.name
    elif subject == STRANGER:
        thread.speaker = thread.subject = STRANGER


_VISITS = re.compile(r"(?:总书记|主席)?(?:[^，。]{0,8}(?:来到|走进|考察|赴)|听取|同)")


def _visits(context: Context, leader: Mention) -> bool:
    """习近平总书记来到村里: told of him, not quoted from him."""
    return _VISITS.match(context.text, leader.end) is not None


_PLAIN_WORDS = re.compile(r"(?:(?!表示|指出|认为|强调|[称说]，)[^“”]){6,160}")


def _with_quotation(context: Context, opener: _Opener) -> _Opener:
    """The opener, with the quotation right before 某某说 if there is one; …，某某说。: the words stand in front without marks."""
    begin = context.sentences[context.sentence_at(opener.clause)].begin
    last = context.text.startswith("。", opener.begin) and context.text.startswith("，", opener.clause - 1)
    if last and opener.rule == "speech-person" and _PLAIN_WORDS.fullmatch(context.text, begin, opener.clause - 1):
        return replace(opener, quote=begin, only_quote=True)
    before = context.text[: opener.clause].rstrip("\n")
    if opener.verb[-1] not in "说道问答言称示调出" or not before.endswith("”"):
        return opener
    number = context.sentence_at(len(before) - 1)
    begin = context.sentences[number].begin
    if context.text[begin] != "“" or len(before) - begin <= _SHORTEST:
        return opener
    while number and context.text.count("“", begin, len(before)) != context.text.count("”", begin, len(before)):
        number -= 1
        begin = context.sentences[number].begin
    return replace(opener, quote=begin, only_quote=context.text[opener.begin : opener.begin + 1] in ("。", ""))
