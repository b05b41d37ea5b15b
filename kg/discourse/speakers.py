"""Who speaks: the subject of a verb of speech, named, carried over, or meant by 他."""

import re
from dataclasses import dataclass
from functools import cache

from kg.discourse.context import Context
from kg.mentions.people import Mention
from kg.model import Sentence
from kg.rules import alternation, word_set

MEETING = "会议"
LEADERS = frozenset({"总书记", "主席", "总理", "总统", "委员长", "国王", "最高元首", "元首", "首相"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks (a name, ``MEETING``, or "" for a document), where the reporting clause begins, and the rule that says so."""

    name: str
    clause: int
    rule: str


@dataclass(slots=True)
class Thread:
    """Who spoke or acted last, while an article is read from its begin."""

    subject: str = ""
    speaker: str = ""
    clause: int = -1  # of the statement opened last
    sentence: int = -1  # its number


_LEADS = r"(?:随后|最后|同时|但同时|但|此外|对此|而|其中|为此)?"
_WAYS = re.compile(r"(?:最后|还|也|则|又|同时|特别|进一步|着重|一致|明确|首先|动情地|对此|在[^，。：]{1,14}[时中后]){0,3}")
_PRONOUNS = ("他", "她")


@cache
def _named() -> re.Pattern[str]:
    who = rf"他|她|{alternation('meetings_speak')}|{alternation('documents_speak')}|《[^《》]{{2,20}}》"
    return re.compile(rf"{_LEADS}(?P<who>{who})")


@cache
def _manner() -> re.Pattern[str]:
    """All that may stand between a person and the verb; matched only as a whole."""
    stretches = (
        r"在[^，。；：]{0,24}?(?:时|中|后|上|会|前)|在[^，。；：]{1,20}|代表[^，。；：]{1,20}|就[^，。；：]{1,60}|[向对][^，。；：]{1,16}"
        r"|主持[^，。；：]{0,10}并?(?:讲话)?|作[^，。；：]{1,12}|以[^，。；：]{1,20}|认真听取[^。]{1,20}后|来到[^，。]{1,16}|拉着[^，。]{1,8}"
        r"|[听看]着?[^，。]{1,8}|(?:当地时间)?\d{1,2}日(?:上午|下午|晚)?|当[天日]|同日|同一天|此前|日前|近日|早些时候"
    )
    return re.compile(rf"(?:（[^（）]{{1,14}}）)?(?:{alternation('speech_manner')}|{stretches}){{0,4}}")


def opens_with_other(text: str) -> bool:
    """Whether a sentence begins with 会议, 他, 报告 and the like."""
    return _named().match(text) is not None


def speaker(context: Context, sentence: Sentence, at: int, mentions: list[Mention], thread: Thread) -> Speaker | None:
    """Who says what begins with the verb at ``at``; None where nobody does."""
    return (
        _by_word(context, sentence, at, mentions, thread)
        or _by_name(context, sentence, at, mentions)
        or _continued(context, sentence, at, thread)
        or _carried(context, sentence, at, mentions)
    )


def _by_word(context: Context, sentence: Sentence, at: int, mentions: list[Mention], thread: Thread) -> Speaker | None:
    """会议强调, 他说, 报告指出."""
    before = context.text[sentence.begin : at]
    named = _named().match(before, max(before.rfind(mark) for mark in "，。；：”\n") + 1)
    if named is None:
        return None
    clause, who = sentence.begin + named.start("who"), named["who"]
    if not (_WAYS.fullmatch(before, named.end()) or (who in _PRONOUNS and _manner().fullmatch(before, named.end()))):
        return None
    if who in word_set("meetings_speak"):
        return Speaker(MEETING, clause, "speech-meeting")
    if who not in _PRONOUNS:
        return Speaker("", clause, "speech-document")
    meant = antecedent(context, sentence, clause, mentions) or thread.speaker or thread.subject
    return Speaker(meant, clause, "speech-pronoun" if meant else "speech-stranger")


def _by_name(context: Context, sentence: Sentence, at: int, mentions: list[Mention]) -> Speaker | None:
    """安伟在会上强调; 靳诺书记指出."""
    for mention in reversed([m for m in mentions if m.end <= at]):
        if context.text[mention.whole_begin - 1 : mention.whole_begin] in _TO and mention.whole_begin > sentence.begin:
            continue  # 向某某表示: the person spoken to
        end = mention.behind.end if mention.behind else mention.end
        if _manner().fullmatch(context.text, end, at) or _leads_straight(context, sentence, mention, end, at):
            leader = mention.behind is not None and mention.behind.text == "总书记"
            return Speaker(mention.name, mention.whole_begin, "speech-leader" if leader else "speech-person")
        opens = context.mentions_in(sentence.begin, sentence.end)[0].begin == mention.begin
        if opens and context.text[end : end + 1] == "，" and _opens_clause(context, sentence, at):
            return Speaker(mention.name, _clause_begin(context, sentence, at), "speech-carried")
    return None


_LEAD_IN = re.compile(r"(?:随后|最后|同时|并|，){0,3}")


_TO = ("向", "对", "给")
_STRAIGHT = re.compile(r"[^，。；：“”]{1,16}")


def _leads_straight(context: Context, sentence: Sentence, mention: Mention, end: int, at: int) -> bool:
    """安伟给出修改意见后指出: a person who opens the sentence, and no mark up to 指出 or 强调."""
    opens = mention.whole_begin == sentence.begin and context.text.startswith(("指出", "强调"), at)
    return opens and _STRAIGHT.fullmatch(context.text, end, at) is not None


def _continued(context: Context, sentence: Sentence, at: int, thread: Thread) -> Speaker | None:
    """A sentence that begins with the verb itself: the speaker before goes on."""
    alone = _LEAD_IN.fullmatch(context.text, sentence.begin, at) is not None
    if not alone or not thread.speaker or sentence.opens_part or context.text.startswith("希望", at):
        return None
    return Speaker(thread.speaker, sentence.begin, "speech-continued")


def _carried(context: Context, sentence: Sentence, at: int, mentions: list[Mention]) -> Speaker | None:
    """…，强调要坚持: the subject stands in an earlier clause."""
    if not _opens_clause(context, sentence, at):
        return None
    subject = antecedent(context, sentence, at, mentions)
    if not subject and _MEETING_FIRST.match(context.text, sentence.begin) and not mentions:
        subject = MEETING  # 会议听取了汇报，要求…
    return Speaker(subject, _clause_begin(context, sentence, at), "speech-carried") if subject else None


_MEETING_FIRST = re.compile(r"会议(?:听取|审议|传达|学习|研究|通报|分析|总结)")


_ACTS = re.compile(r"介绍|讲|回顾|分析|汇报|感谢|宣读|作|握|拉|就|对|结合|代表|从|在|充分|首先|听|看|来到|走进|强调|指出|肯定")


def antecedent(context: Context, sentence: Sentence, at: int, mentions: list[Mention]) -> str:
    """Whom 他, or a verb without subject, means: the last person before it who does something or opens a clause."""
    before = [m for m in mentions if m.end <= at]
    opens = [m for m in before if m.whole_begin == sentence.begin or context.text[m.whole_begin - 1] in "，；。：”"]
    acts = [m for m in before if _ACTS.match(context.text, m.behind.end if m.behind else m.end)]
    return (acts or opens)[-1].name if acts or opens else ""


_OPENING = re.compile(r"[，；。](?:在[^，。；]{2,60}?[后时中上])?(?:并|还|随后|同时|最后|当即|当场|就[^，。；]{2,24}|他|她)?$")


def _opens_clause(context: Context, sentence: Sentence, at: int) -> bool:
    return _OPENING.search(context.text[max(sentence.begin, at - 92) : at]) is not None


def _clause_begin(context: Context, sentence: Sentence, at: int) -> int:
    before = context.text[sentence.begin : at]
    return sentence.begin + max(before.rfind(mark) for mark in "，；。") + 1


def is_nested(context: Context, number: int, name: str, thread: Thread) -> bool:
    """靳诺指出，习近平总书记…强调，…: a leader quoted within somebody's statement opens none of its own."""
    sentence = context.sentences[number]
    people = context.mentions_in(sentence.begin, sentence.end)
    quoted = any(m.name == name and m.behind is not None and m.behind.text in LEADERS for m in people)
    if not quoted or not thread.speaker or thread.speaker == name or thread.clause < 0:
        return False
    if thread.clause >= sentence.begin:
        return True
    before = context.sentences[context.sentence_at(thread.clause)]
    return before.paragraph == sentence.paragraph and thread.clause >= context.sentences[number - 1].begin
