"""The examples that stand beside the rules: every text gives exactly its facts, and every rule has an example."""

import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import kg.extract
from kg.extract import read_page
from kg.model import (
    ArticleFacts,
    AttendanceFact,
    ConceptFact,
    EventFact,
    Page,
    StatementFact,
    TenureFact,
)

FOLDER = Path(kg.extract.__file__).parent


def attendance(fact: AttendanceFact) -> str:
    return " ".join(filter(None, (fact.person, fact.mode.value, str(fact.position), fact.title_as_printed)))


def event(fact: EventFact) -> str:
    return f"{fact.name} | {fact.kind.value} | {fact.printed_date.text if fact.printed_date else ''}"


def statement(fact: StatementFact) -> str:
    return f"{fact.issuer or '会议'} | {fact.verb} | {fact.text}"


def tenure(fact: TenureFact) -> str:
    return f"{fact.person} | {fact.title} | {fact.organization}"


def concept(fact: ConceptFact) -> str:
    return fact.label


NOTATION: dict[str, Callable[[Any], str]] = {
    "attendance": attendance,
    "events": event,
    "statements": statement,
    "tenures": tenure,
    "concepts": concept,
}
FIELDS = {"attendance": "attendances", "events": "events", "statements": "statements", "tenures": "tenures", "concepts": "concepts"}


def examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.examples.toml")):
        kind = path.name.split(".")[0]
        for number, example in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["example"], start=1):
            yield pytest.param(kind, example, id=f"{kind}-{number}-{example['rule']}")


def facts_of(kind: str, text: str) -> list[Any]:
    page = read_page(Page("example.txt", text, "0" * 64))
    return [fact for article in page.articles for fact in getattr(article, FIELDS[kind])]


@pytest.mark.parametrize(("kind", "example"), list(examples()))
def test_example(kind: str, example: dict[str, Any]) -> None:
    found = facts_of(kind, example["text"])
    assert [NOTATION[kind](fact) for fact in found] == example["facts"]
    if example["facts"] and example["rule"] != "absent":
        rules = {fact.rule for fact in found}
        assert example["rule"] in rules or example["rule"] == "sent-somebody"


def test_every_rule_has_an_example() -> None:
    named = {parameter.values[1]["rule"] for parameter in examples()}
    for path in FOLDER.glob("*.py"):
        rules = getattr(import_module(f"kg.extract.{path.stem}"), "RULES", {}) if path.stem != "__init__" else {}
        assert set(rules) <= named, f"{path.name}: no example of {sorted(set(rules) - named)}"


@pytest.mark.parametrize("text", sorted({parameter.values[1]["text"] for parameter in examples()}))
def test_evidence_lies_in_the_text(text: str) -> None:
    page = read_page(Page("example.txt", text, "0" * 64))
    for article in page.articles:
        for begin, end in spans(article):
            assert 0 <= begin < end <= len(text)


def spans(article: ArticleFacts) -> Iterator[tuple[int, int]]:
    facts: tuple[EventFact | AttendanceFact | TenureFact | ConceptFact, ...]
    facts = (*article.events, *article.attendances, *article.tenures, *article.concepts)
    for fact in facts:
        for span in fact.evidence:
            yield span.begin, span.end
    for said in article.statements:
        yield said.evidence.begin, said.evidence.end
