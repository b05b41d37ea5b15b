"""What follows from the clues of all documents together."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.dating import Finding, findings
from kg.resolve.record import Record, from_json
from kg.resolve.years import Solution, infer


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The records of the documents, how their years came about, and the dates that follow."""

    records: tuple[Record, ...]
    solution: Solution
    findings: tuple[Finding, ...]


def conclude(lines: Iterable[str]) -> Conclusions:
    """Work out all dates from the records of the documents, each as ``Record.as_json`` wrote it down."""
    records = tuple(from_json(line) for line in lines)
    solution = infer(records)
    found = tuple(finding for record in records for finding in findings(record, solution.datings.get(record.name, ())))
    return Conclusions(records, solution, found)
