"""The kinds of questions: each rule says what must be asked for, what may stand beside it, which query answers it, and how it is told.

The first rule that fits is taken. A rule fits where one of its ``needs`` is among the features of the frame and nothing else is there but
what it ``may`` hold: a question is never answered by passing over a part of it. Examples are questions about the pages in ``seeds/``.
"""

from dataclasses import dataclass

from kg.query.ask.frame import Frame

_FILTERS = frozenset({"event", "noun", "period", "body", "place", "about", "concept"})
_VERBS = frozenset({"attend", "preside", "sitin", "met", "inspect", "convene", "happen", "together"})
_PEOPLE = frozenset({"person", "persons", "office"})
_ANY = _FILTERS | _VERBS | _PEOPLE
_SPEECH = frozenset({"say", "order", "decide", "to"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of question."""

    name: str
    needs: tuple[str, ...]  # alternatives, each the features it takes, apart by blanks
    may: frozenset[str]
    query: str  # of kg.query.ask.queries
    told: str  # of kg.query.ask.telling
    examples: tuple[str, ...]

    def fits(self, frame: Frame) -> bool:
        """Whether the rule reads the whole frame."""
        return any(set(need.split()) <= frame.features <= set(need.split()) | self.may for need in self.needs)


RULES = (
    Rule(
        "absent-people",
        ("missing who event", "missing who event many", "missing event what"),
        frozenset({"noun", "attend", "preside", "sitin", "happen", "what", "convene"}),
        "missing_people",
        "absence",
        ("第十六次专题会议谁没有参加？", "Who was missing at the 16th meeting?"),
    ),
    Rule(
        "absent-events",
        ("missing person what", "missing person many", "missing person when", "missing person who noun"),
        frozenset({"noun", "attend", "what", "many", "period", "happen", "body"}),
        "missing_events",
        "absence",
        ("何雄缺席了哪些会议？", "Which meetings did 何雄 miss?"),
    ),
    Rule(
        "absent",
        ("missing person event yesno", "missing person noun yesno", "missing person period yesno", "missing person event"),
        frozenset({"attend", "noun", "period", "body", "event"}),
        "events",
        "absent",
        ("何雄没有参加第十六次专题会议吗？", "Was 何雄 absent from the 13th meeting?"),
    ),
    Rule(
        "evidence",
        ("evidence person event", "evidence event", "evidence person noun", "evidence person period"),
        _ANY | {"what", "where", "say"},
        "events",
        "list",
        ("凭什么说安伟主持了市委疫情防控工作专题会议？", "What is the evidence that 安伟 attended the 13th meeting?"),
    ),
    Rule(
        "office-evidence",
        ("evidence person office", "evidence office"),
        frozenset({"hold", "post", "what", "where", "convene"}),
        "offices",
        "list",
        ("凭什么说何雄担任市长？",),
    ),
    Rule(
        "articles-by",
        ("byline article", "byline reporter", "byline what", "byline many"),
        frozenset({"article", "reporter", "what", "many"}),
        "articles",
        "list",
        ("孙亚文写过哪些报道？", "Which articles did 孙亚文 write?"),
    ),
    Rule(
        "reporters",
        ("reporter event", "reporter person", "reporter period", "reporter about", "reporter noun"),
        _ANY | {"who", "what", "article"},
        "reporters",
        "list",
        ("第十三次专题会议是哪位记者报道的？", "Which reporters wrote about the 13th meeting?"),
    ),
    Rule(
        "addressees",
        ("addressees say", "addressees order", "addressees person"),
        _ANY | _SPEECH | {"who", "what"},
        "addressees",
        "list",
        ("安伟对谁提出了要求？", "To whom did 安伟 give instructions?"),
    ),
    Rule(
        "formulas",
        ("formula",),
        _ANY | _SPEECH | {"what", "many", "most", "article"},
        "formulas",
        "list",
        ("安伟用过哪些提法？", "Which formulas did 徐立毅 use?", "哪些提法最多？"),
    ),
    Rule(
        "articles",
        ("article person", "article concept", "article event", "article body", "article place", "article period", "article about"),
        _ANY | {"what", "say", "many", "where"},
        "articles",
        "list",
        ("哪些报道提到何雄？", "Which articles mention 双战双赢?"),
    ),
    Rule(
        "rank",
        ("rank person event", "rank person period", "rank person noun"),
        _ANY | {"what", "many"},
        "title",
        "list",
        ("何雄在第十三次专题会议上排第几？", "What was the rank of 何雄 at the 13th meeting?"),
    ),
    Rule(
        "order",
        ("rank event",),
        _ANY | {"what", "who"},
        "people",
        "list",
        ("第十三次专题会议的出席人员按什么顺序？", "In what order were the people at the 13th meeting listed?"),
    ),
    Rule(
        "title-at",
        ("post person event", "post person noun"),
        _ANY | {"what", "hold"},
        "title",
        "list",
        ("安伟在第十三次专题会议上是什么身份？", "In what capacity was 安伟 at the 13th meeting?"),
    ),
    Rule(
        "compare",
        ("persons compare", "persons most who"),
        _ANY | {"who", "what", "many", "most"},
        "compared",
        "compare",
        ("安伟和何雄谁参加的会议更多？", "Who attended more meetings, 安伟 or 何雄?"),
    ),
    Rule(
        "biggest",
        ("most noun manypeople", "most noun what", "most what attend", "most noun many"),
        _FILTERS | {"attend", "convene", "what", "many", "manypeople"},
        "biggest",
        "ranking",
        ("哪次会议参加的人最多？", "Which meeting had the most people?"),
    ),
    Rule(
        "most-with",
        ("most who person",),
        _ANY | {"many", "what"},
        "companions",
        "ranking",
        ("谁和安伟一起开会最多？", "Who met 何雄 most often?"),
    ),
    Rule(
        "most",
        ("most who", "most noun who", "most attend", "many who noun", "many who attend"),
        _FILTERS | _VERBS | {"many", "what", "compare", "who"},
        "companions",
        "ranking",
        ("谁参加的会议最多？", "Who presided most often?"),
    ),
    Rule(
        "holder",
        ("who office",),
        frozenset({"hold", "period", "now", "when", "first", "last", "convene", "post", "what"}),
        "offices",
        "holder",
        ("2022年4月25日的市委书记是谁？", "谁是市长？", "Who was 市委书记 on 25 April 2022?"),
    ),
    Rule(
        "tenure",
        ("person office when", "person office yesno", "person office what"),
        frozenset({"hold", "period", "now", "when", "first", "last", "convene"}),
        "offices",
        "tenure",
        ("何雄什么时候任市长？", "何雄是市长吗？", "When was 何雄 市长?"),
    ),
    Rule(
        "offices-of",
        ("person post", "person hold what", "person hold when", "person who", "person hold where", "person what is"),
        frozenset({"what", "when", "hold", "now", "period", "convene", "yesno", "first", "last", "persons"}),
        "offices",
        "offices",
        ("何雄担任什么职务？", "安伟是谁？", "Which offices did 周富强 hold?"),
    ),
    Rule(
        "offices-in",
        ("body who", "body post", "body hold who", "body hold what"),
        frozenset({"post", "hold", "what", "now", "period", "convene"}),
        "offices",
        "list",
        ("市人大常委会有哪些人任职？", "Who holds an office in 市人大常委会?"),
    ),
    Rule(
        "statements",
        tuple(f"{verb} {asked}" for verb in ("say", "order", "decide") for asked in ("what", "who", "when", "many", "where", "yesno")),
        _ANY | _SPEECH | {"what", "who", "when", "many", "where", "yesno", "first", "last", "formula"},
        "statements",
        "statements",
        ("安伟在市委疫情防控工作专题会议上强调了什么？", "谁提到了“双战双赢”？", "What did 徐立毅 order about 防汛?"),
    ),
    Rule(
        "conveners",
        ("organizer event", "organizer noun", "conveners event"),
        _ANY | {"what", "who"},
        "conveners",
        "list",
        ("第十三次专题会议是哪个单位召开的？", "Which body convened the 13th meeting?"),
    ),
    Rule(
        "count-people",
        ("manypeople",),
        _ANY | {"what", "who"},
        "people",
        "people",
        ("第十三次专题会议有多少人参加？", "How many people attended the 13th meeting?"),
    ),
    Rule(
        "companions",
        ("who person together", "who person attend", "who person preside", "who person convene", "who person sitin", "who person noun"),
        _VERBS | {"person", "persons", "office", "noun", "about", "concept", "body", "place", "what", "first", "last", "many"},
        "companions",
        "ranking",
        ("安伟和谁一起开过会？", "With whom did 何雄 attend meetings?"),
    ),
    Rule(
        "met",
        ("who met person", "who met", "who inspect", "who met office"),
        _ANY | {"what", "when", "many", "first", "last"},
        "people",
        "people",
        ("何雄会见了谁？", "Who did 何雄 meet on 9 October?"),
    ),
    Rule(
        "attendees",
        tuple(f"who {slot}" for slot in ("event", "noun", "period", "body", "place", "about", "attend", "preside", "sitin")),
        _ANY | {"what", "first", "last"},
        "people",
        "people",
        ("谁参加了第十三次专题会议？", "4月25日谁主持了会议？", "Who presided over the 13th meeting?"),
    ),
    Rule(
        "where",
        ("where event", "where person", "where noun", "where about", "where period", "where office", "where body"),
        _ANY | {"what", "when", "first", "last"},
        "places",
        "where",
        ("第十三次专题会议在哪里召开？", "Where was the 13th meeting held?"),
    ),
    Rule(
        "when",
        tuple(f"when {slot}" for slot in ("event", "person", "noun", "about", "body", "office", "place", "period", "convene", "attend")),
        _ANY | {"what", "first", "last"},
        "events",
        "when",
        ("第十三次专题会议是什么时候召开的？", "安伟最后一次主持会议是什么时候？", "When did 何雄 last attend a meeting?"),
    ),
    Rule(
        "count",
        ("many",),
        _ANY | {"what"},
        "events",
        "count",
        ("安伟出席了多少次会议？", "How many meetings did 何雄 attend in 2022?"),
    ),
    Rule(
        "yes-no",
        ("yesno person", "yesno office", "yesno event", "yesno noun"),
        _ANY,
        "events",
        "yesno",
        ("安伟参加了第十三次专题会议吗？", "Did 何雄 attend the 13th meeting?"),
    ),
    Rule(
        "together",
        ("persons what", "persons together"),
        _ANY | {"what", "first", "last"},
        "events",
        "list",
        ("安伟和何雄共同参加了哪些会议？", "Which meetings did 安伟 and 何雄 attend together?"),
    ),
    Rule(
        "meetings-of",
        ("what person", "what office"),
        _ANY | {"first", "last"},
        "events",
        "list",
        ("安伟4月主持了哪些会议？", "Which meetings did 张艳敏 chair?", "何雄最近一次参加了什么会议？"),
    ),
    Rule(
        "meetings",
        ("what noun", "what period", "what body", "what place", "what about", "what event", "what happen", "what convene"),
        _ANY | {"first", "last"},
        "events",
        "list",
        ("4月25日有哪些会议？", "Which meetings took place between March and April 2022?", "市委召开了哪些会议？"),
    ),
)


def rule_of(frame: Frame) -> Rule | None:
    """The first rule that reads the whole frame."""
    return next((rule for rule in RULES if rule.fits(frame)), None)


def nearest(frame: Frame) -> tuple[Rule, frozenset[str]]:
    """The rule that comes nearest, and the features it cannot place."""

    def distance(rule: Rule) -> tuple[int, int]:
        return min((len(set(need.split()) - frame.features), len(frame.features - set(need.split()) - rule.may)) for need in rule.needs)

    rule = min(RULES, key=lambda rule: sum(distance(rule)))
    best = min(rule.needs, key=lambda need: len(set(need.split()) - frame.features))
    return rule, frame.features - set(best.split()) - rule.may
