"""What the extractors share of an article: its sentences as text, and the people in them."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.mentions.people import Mention, people
from kg.model import Article, Sentence, Span

_LEADER = "总书记|主席|总理|总统|国王|委员长"
_MODIFIER = re.compile(
    rf"(?:{_LEADER})(?:夫人|特使|特别代表|考察|视察|指示|批示|关于|系列|的?讲话)"
    r"|(?:同志|先生|女士)?(?:因病(?:医治|逝世|去世)|生前|遗体|追悼会|逝世|诞辰|治丧)"
    rf"|(?:{_LEADER}|同志)?(?:[^了，。；：《作发讲]{{0,6}}(?:重要讲话|重要指示|重要论述|贺信|思想|为核心)|系列|题为|《|的讲话)"
    rf"|(?:{_LEADER}|同志)?在[^，。；]{{2,40}}的[^，。；]{{0,4}}(?:讲话|指示|论述)"
    r"|总书记(?:(?!发表|作出)[^了，。；：《]){0,20}重要讲话精神"
    rf"|(?:{_LEADER}|同志)?(?:战略|亲切|正确|坚强){{0,2}}(?:引领|领导|指引|关怀|关心)下"
    rf"|(?:{_LEADER}|同志)?对[^，。；]{{1,12}}的(?:寄语|期待|嘱托|关怀|关心)"
    rf"|(?:{_LEADER})(?:再次|连续|继续|高票|全票){{0,2}}(?:当选|担任)"
    r"|总书记(?:就|围绕|对)[^，。；]{2,40}一系列重要"
    rf"|(?:{_LEADER}|同志)?(?:的提名|签署的|签发的)"
    rf"|(?:{_LEADER}|同志)?的(?:亲切|美好|诚挚|良好|问候|祝愿|祝贺|口信|邀请|嘱托|关怀|领导)"
)
_QUOTED = re.compile(
    r"(?:学习|贯彻|落实|观看|聆听|收看|传达|按照|根据|牢记|遵照|重温|转达|感谢|宣读|期待|代表(?:党中央|国务院|中共中央|全国政协|省委|市委|区委|县委|政府))[^，。]{0,12}$"
)
_HEADING = re.compile(r"[^。！？；…\n]{5,44}(?<![，：、])")
_ENDED = re.compile(r"[。！？”）…：]")
_DATED = re.compile(r"[^。]{0,50}?(?:(?<!\d)\d{1,2}日|今[天日]|昨[天日]|近日|日前|记者从)")


@dataclass(frozen=True)
class Context:
    """An article's body ready for the rules; all offsets count characters of the repaired body."""

    article: Article
    text: str = field(init=False)  # the repaired body
    sentences: tuple[Sentence, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.article.body.text)
        object.__setattr__(self, "sentences", self.article.sentences)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The people named in the body."""
        return people(self.text)

    def mentions_in(self, begin: int, end: int) -> list[Mention]:
        """The mentions that lie in ``text[begin:end]``, in order."""
        begins = self._begins
        first = bisect_left(begins, begin)
        if first == len(begins) or begins[first] >= end:
            return []
        captions = self.captions
        inside = self.mentions[first : bisect_left(begins, end, first)]
        return [mention for mention in inside if mention.end <= end and mention.begin not in captions]

    @cached_property
    def _begins(self) -> list[int]:
        return [mention.begin for mention in self.mentions]

    @cached_property
    def _sentence_begins(self) -> list[int]:
        return [sentence.begin for sentence in self.sentences]

    @cached_property
    def item_heads(self) -> frozenset[int]:
        """Numbers of the sentences that are headings of the items of a digest: lines without a mark, each before a dated report."""
        text, parts = self.text, self.sentences
        found = [
            number
            for number, (line, after) in enumerate(pairwise(parts))
            if _HEADING.fullmatch(text, line.begin, line.end)
            and after.paragraph == line.paragraph + 1
            and (number == 0 or _ENDED.match(text, parts[number - 1].end - 1))
            and _DATED.match(text, after.begin, after.end)
        ]
        return frozenset(found if len(found) > 1 else ())

    def is_modifier(self, mention: Mention) -> bool:
        """习近平总书记重要讲话, 学习…讲话, 羊群山同志追悼会: the person is only named, not said to do anything."""
        known = self._modifiers.get(mention.begin)
        if known is None:
            behind = self.text[mention.end : mention.end + 60]
            before = self.text[max(0, mention.whole_begin - 16) : mention.whole_begin]
            known = self._modifiers[mention.begin] = bool(_MODIFIER.match(behind) or _QUOTED.search(before))
        return known

    @cached_property
    def _modifiers(self) -> dict[int, bool]:
        return {}

    @cached_property
    def captions(self) -> frozenset[int]:
        """Begins of names that a photograph's caption has left in the text: 何梓华教授方汉奇教授在发言中…: the first is one."""
        found = []
        for mention, after in zip(self.mentions, self.mentions[1:], strict=False):
            if mention.behind is not None and after.whole_begin == mention.behind.end:
                found.append(mention.begin)
        return frozenset(found)

    def named_in(self, text: str) -> bool:
        """Whether a text, such as a headline, names one of the article's people."""
        return any(mention.name in text for mention in self.mentions)

    def span(self, begin: int, end: int) -> Span:
        """The raw place of ``text[begin:end]``."""
        return self.article.body.span(begin, end)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset (the last one before it where none does)."""
        return max(bisect_right(self._sentence_begins, offset) - 1, 0)
