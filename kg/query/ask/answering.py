"""A question answered: read, put as SPARQL, run, told, and shown with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.query.ask import grammar, reading, telling, terms
from kg.query.ask.errors import NotUnderstoodError
from kg.query.ask.examples import nearest_questions
from kg.query.ask.frame import Frame
from kg.query.ask.grammar import Rule
from kg.query.ask.names import Names
from kg.query.ask.queries import QUERIES, Query, proof
from kg.query.result import Result, Term
from kg.query.runner import answer, prepare

if TYPE_CHECKING:
    from kg.store import Store

_PROVED = 2  # of the people that were counted
EVIDENCE = 5  # passages shown where no other number is asked for
_EVIDENCE = """PREFIX kg: <https://kg.example/ontology#>

SELECT DISTINCT ?fact ?file ?begin ?end ?quote WHERE {
  VALUES ?fact { %s }
  { ?fact kg:evidence ?passage } UNION { ?fact a kg:Passage . BIND(?fact AS ?passage) }
  ?passage kg:document ?document ; kg:begin ?begin ; kg:end ?end ; kg:quote ?quote .
  ?document kg:fileName ?file .
}
ORDER BY ?file ?begin ?end"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that states a fact: 0-based code points of the decoded file, half-open."""

    file: str
    begin: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, with how the question was read and what was run."""

    question: str
    rule: str
    slots: dict[str, str]
    sentence: str
    table: Result
    evidence: tuple[Evidence, ...]
    sparql: str
    notes: tuple[str, ...]


def ask(store: "Store", question: str, evidence: int = EVIDENCE) -> Answer:
    """The answer to a question in Chinese or English, with up to so many passages of evidence.

    Raises ``NotUnderstoodError``, which says what was not understood and which questions come near.
    """
    names = Names(store)
    frame, rule = understood(question, names)
    query = QUERIES[rule.query](frame)
    told = telling.tell(rule.told, frame, _rows(store, query))
    passages = _evidence(store, told.facts if any(told.facts) else _proofs(store, frame, query, evidence), evidence)
    notes = frame.notes + told.notes + _at_other_times(store, frame, rule, told)
    return Answer(question, rule.name, frame.slots(), told.sentence, told.table, passages, query.text, notes)


def _at_other_times(store: "Store", frame: Frame, rule: Rule, told: telling.Told) -> tuple[str, ...]:
    """Where nothing lies in the stretch of time: what lies outside of it."""
    if told.table.rows or frame.period is None:
        return ()
    number = len(_rows(store, QUERIES[rule.query](replace(frame, period=None))).table.rows)
    return (telling.say(frame, f"不限时间则有 {number} 条", f"at any time: {number}"),)


def understood(question: str, names: Names) -> tuple[Frame, Rule]:
    """The frame of a question and the rule that reads it."""
    if not question.strip():
        message = "expected a question such as 谁参加了第十三次专题会议？, got nothing"
        raise NotUnderstoodError(message)
    try:
        frame = reading.read(question, names)
    except NotUnderstoodError as error:
        raise NotUnderstoodError(str(error), nearest_questions(question, None)) from None
    rule = grammar.rule_of(frame)
    if rule is None:
        raise NotUnderstoodError(_no_rule(frame), nearest_questions(question, frame))
    return frame, rule


def _no_rule(frame: Frame) -> str:
    rule, over = grammar.nearest(frame)
    read = "; ".join(f"{name} {value}" for name, value in frame.slots().items()) or "nothing"
    if over:
        return f"understood: {read}; but not how {', '.join(sorted(over))} goes with it (nearest kind of question: {rule.name})"
    return f"understood: {read}; but not what is asked about it (nearest kind of question: {rule.name})"


def _rows(store: "Store", query: Query) -> telling.Rows:
    """The rows with each set of shown values once, and the facts that say so."""
    result = answer(store, prepare(query.text))
    place = {name: at for at, name in enumerate(result.columns)}
    facts: dict[tuple[Term | None, ...], list[str]] = {}
    for row in result.rows:
        said = facts.setdefault(tuple(row[place[name]] for name in query.shown), [])
        said += [term.value for name in query.facts if (term := row[place[name]]) is not None]
    return telling.Rows(Result(query.shown, tuple(facts), prefixes=result.prefixes), tuple(tuple(dict.fromkeys(f)) for f in facts.values()))


def _proofs(store: "Store", frame: Frame, query: Query, most: int) -> list[tuple[str, ...]]:
    """For people that were counted: a fact of each of the first."""
    if not query.whose:
        return []
    result = answer(store, prepare(query.text))
    at = result.columns.index(query.whose)
    people = [term.value for row in result.rows[: min(most, _PROVED)] if (term := row[at]) is not None]
    return [facts[:1] for person in people for facts in _rows(store, proof(frame, person)).facts[:1]]


def _evidence(store: "Store", facts: Iterable[Sequence[str]], most: int) -> tuple[Evidence, ...]:
    """Passages of the facts, in the order of the rows they belong to."""
    wanted = list(dict.fromkeys(fact for row in facts for fact in row))[: most * 4]
    if not wanted or not most:
        return ()
    rows = answer(store, prepare(_EVIDENCE % " ".join(map(terms.iri, wanted)))).records()
    rows.sort(key=lambda row: wanted.index(str(row["fact"])))
    found = (Evidence(str(r["file"]), int(str(r["begin"])), int(str(r["end"])), str(r["quote"])) for r in rows)
    return tuple(dict.fromkeys(found))[:most]
