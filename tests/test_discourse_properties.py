"""What holds for the facts of any page, and of the same page read again."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract import read_page
from kg.model import ArticleFacts, AttendanceFact, ConceptFact, EventFact, MentionFact, Page, PageFacts, Span, TenureFact

SEEDS = Path(__file__).parents[1] / "seeds"

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PIECES = st.sampled_from(
    [
        *'，。、；：“”（）·《》,.:;"() \u3000\n他她',
        *("\n\n", "本报讯", "又讯", "（记者 张 昕）", "新华社北京5月3日电", "要闻第二版\n\n", "●", "文/王明"),
        *("市长", "副市长", "主任", "市委书记", "市委常委", "市领导", "代表", "总书记", "董事长", "县委", "市政府", "双方", "会议", "报告"),
        *("何雄", "路云", "安全", "马上", "欧阳文山", "买买提·艾山", "殷葵", "殷主任", "习近平"),
        *("出席", "参加会议", "主持", "列席", "因病请假", "受", "委托", "将", "陪同调研", "来到", "参加上述活动", "共同出席"),
        *(
            "指出，",
            "强调，",
            "要求，",
            "说，",
            "说。",
            "强调3点意见。",
            "一要备足物资。",
            "二要守住堤防。",
            "要落实责任",
            "各部门",
            "表示感谢",
        ),
        *("召开", "举行", "主持召开", "将于", "防汛工作推进会", "专题会议", "签字仪式", "会见", "一行", "举行会谈", "检查学校食堂卫生情况"),
        *("4月25日", "9月18日至22日", "昨日", "13日", "近日", "在县会堂", "到白石镇调研", "“四个口袋”", "第十六次", "十五届五次"),
    ]
)
PAGES = st.one_of(ANYTHING, st.lists(PIECES, max_size=40).map("".join))
REPORT = "4月25日，市委召开防汛工作推进会。\n市长何雄主持会议。殷主任列席。何雄指出，要守住堤防。“路修好了，瓜就好卖了。”殷葵说。"


def read(text: str) -> PageFacts:
    return read_page(Page("a.txt", text, "0" * 64))


def evidence(article: ArticleFacts) -> Iterator[Span]:
    facts: tuple[EventFact | AttendanceFact | TenureFact | ConceptFact | MentionFact, ...]
    facts = (*article.events, *article.attendances, *article.tenures, *article.concepts, *article.mentions)
    for fact in facts:
        assert fact.evidence, f"no evidence: {fact}"
        yield from fact.evidence
    for statement in article.statements:
        yield statement.evidence
        yield from (instruction.span for instruction in statement.instructions)
    for event in article.events:
        if event.printed_date:
            yield event.printed_date.span


@given(PAGES)
@example(REPORT)
def test_evidence_lies_in_its_article(text: str) -> None:
    for article in read(text).articles:
        whole = article.article.span
        for span in evidence(article):
            assert 0 <= whole.begin <= span.begin < span.end <= whole.end <= len(text)


@given(PAGES)
@example(REPORT)
def test_attendances_refer_to_events_and_are_counted(text: str) -> None:
    for article in read(text).articles:
        keys = [event.key for event in article.events]
        assert keys == [f"e{number}" for number in range(1, len(keys) + 1)]
        positions: dict[str, list[int]] = defaultdict(list)
        people: dict[str, list[str]] = defaultdict(list)
        for fact in article.attendances:
            positions[fact.event].append(fact.position)
            people[fact.event].append(fact.person)
        assert set(positions) <= set(keys)
        assert all(len(set(each)) == len(each) for each in people.values())
        assert all(len(set(each)) == len(each) and min(each) >= 1 for each in positions.values())


@given(PAGES)
@example(REPORT)
def test_statements_do_not_overlap(text: str) -> None:
    for article in read(text).articles:
        keys = {event.key for event in article.events}
        assert {statement.event for statement in article.statements} <= {"", *keys}
        places = sorted(statement.evidence for statement in article.statements)
        assert all(one.end <= other.begin for one, other in pairwise(places))


@given(PAGES)
@example(REPORT)
def test_instructions_lie_in_their_statement_in_order(text: str) -> None:
    for article in read(text).articles:
        for statement in article.statements:
            spans = [statement.evidence.begin, *(at for i in statement.instructions for at in (i.span.begin, i.span.end))]
            assert spans == sorted(spans)
            assert spans[-1] <= statement.evidence.end
            assert all(instruction.text in statement.text for instruction in statement.instructions)


@given(PAGES)
@example(REPORT)
def test_facts_name_people_events_and_words(text: str) -> None:
    for article in read(text).articles:
        assert all(event.name for event in article.events)
        assert all(fact.person for fact in article.attendances)
        assert all(fact.person and fact.title for fact in article.tenures)
        assert all(statement.verb and statement.text for statement in article.statements)


@settings(max_examples=30)
@given(PAGES)
@example(REPORT)
def test_the_same_page_gives_equal_facts(text: str) -> None:
    assert repr(facts_only(read(text))) == repr(facts_only(read(text)))


def facts_only(page: PageFacts) -> list[tuple[object, ...]]:
    """The facts without the article, whose repaired text is compared by identity."""
    return [(a.events, a.attendances, a.tenures, a.statements, a.concepts, a.mentions) for a in page.articles]


PRINT_FACTS = """
import sys
from pathlib import Path
from kg.extract import read_page
from kg.model import Page
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    for a in read_page(Page(path.name, path.read_text(encoding="utf-8"), "0" * 64)).articles:
        print(repr((a.article.span, a.article.headline, a.events, a.attendances, a.tenures, a.statements, a.concepts, a.mentions)))
"""


def printed_facts(hash_seed: str) -> str:
    surroundings = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", PRINT_FACTS, str(SEEDS)]
    return subprocess.run(command, env=surroundings, cwd=SEEDS.parent, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the tests")
def test_facts_do_not_hang_on_the_order_of_hashes() -> None:
    first = printed_facts("1")
    assert "安伟" in first
    assert first == printed_facts("4242")
