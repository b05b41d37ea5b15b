"""What the commands that judge the rules show: facts of a corpus, samples, gains and losses, the coverage ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

from kg import fetching, sources
from kg.audit.compare import Comparison
from kg.audit.corpus import over
from kg.audit.coverage import Coverage, coverage_of
from kg.audit.facts import Fact, facts_of, read_facts
from kg.audit.samples import change_lines, fact_lines, gap_lines, sample
from kg.audit.triggers import Trigger
from kg.metadata import Defaults
from kg.model import Page, Refusal
from kg.store import Store
from kg.terminal import Progress, say, say_json, say_table

Item = TypeVar("Item")

_COLUMNS = ("kept", "gained", "lost", "changed")


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many random items to show, and which: the same seed gives the same ones."""

    number: int
    seed: int

    def of(self, items: Sequence[Item]) -> list[Item]:
        """The sample of some items."""
        return sample(items, self.number, self.seed)


# --- reading ---


def read_pages(paths: Iterable[Path], defaults: Defaults | None = None) -> tuple[list[Page], list[Refusal]]:
    """All pages below the paths, and what was refused."""
    found = list(sources.read(paths, defaults))
    return [item.page for item in found if not isinstance(item, Refusal)], [item for item in found if isinstance(item, Refusal)]


def read_documents(store: Store) -> tuple[list[Page], list[Refusal]]:
    """The documents of a store, read again from their files; refused where a file is gone or has changed."""
    wanted: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))  # the names of documents by file and hash
    for document in store.documents():
        wanted[document.source][document.sha256].append(document.name)
    pages: list[Page] = []
    refused: list[Refusal] = []
    for file, names in sorted(wanted.items()):
        with fetching.again(file) as here:
            again = {page.sha256: page for page in read_pages([here])[0]}
        for sha256, held in names.items():
            pages += [replace(again[sha256], name=name) for name in held if sha256 in again]
            refused += [Refusal(name, f"{file} is gone or has changed; run kg build again") for name in held if sha256 not in again]
    return pages, refused


def corpus_facts(pages: list[Page], kind: str, processes: int) -> tuple[list[Fact], list[Refusal]]:
    """The facts of all pages, of one kind or ("") of every kind, and the pages on which reading failed."""
    found: list[Fact] = []
    failed: list[Refusal] = []
    with Progress() as progress:
        for page, result in zip(pages, over(pages, facts_of, processes), strict=True):
            if isinstance(result, Refusal):
                failed.append(result)
            else:
                found += _of_kind(result, kind)
            progress.page(page.name, "refused" if isinstance(result, Refusal) else "read")
    return found, failed


def corpus_coverage(pages: list[Page], processes: int) -> tuple[Coverage, list[Refusal]]:
    """The ledger of all pages, and the pages on which reading failed."""
    ledger = Coverage()
    failed: list[Refusal] = []
    with Progress() as progress:
        for page, result in zip(pages, over(pages, coverage_of, processes), strict=True):
            if isinstance(result, Refusal):
                failed.append(result)
            else:
                ledger.add(result)
            progress.page(page.name, "refused" if isinstance(result, Refusal) else "read")
    return ledger, failed


def facts_in_file(path: Path, kind: str) -> list[Fact]:
    """The facts of a file that ``kg facts`` wrote. Raises ValueError for any other file."""
    try:
        with path.open(encoding="utf-8") as lines:
            return _of_kind(read_facts(lines), kind)
    except ValueError as error:
        msg = f"{path}: {error}"
        raise ValueError(msg) from error


def _of_kind(facts: Iterable[Fact], kind: str) -> list[Fact]:
    return [fact for fact in facts if kind in ("", fact.kind)]


# --- showing ---


def show_comparison(result: Comparison, sampling: Sampling) -> None:
    """Numbers by kind, and a sample of what came, went and changed."""
    say_table([("", *_COLUMNS), *((kind, *(f"{row[column]:,}" for column in _COLUMNS)) for kind, row in result.counts().items())])
    parts = (
        ("gained", fact_lines(sampling.of(result.gained))),
        ("lost", fact_lines(sampling.of(result.lost))),
        ("changed", change_lines(sampling.of(result.changed))),
    )
    for title, lines in parts:
        listed = [f"\n{title}:", *lines]
        if len(listed) > 1:
            say("\n".join(listed))


def show_comparison_json(result: Comparison, sampling: Sampling) -> None:
    """The same for a program."""
    say_json(
        {
            "counts": result.counts(),
            "gained": [asdict(fact) for fact in sampling.of(result.gained)],
            "lost": [asdict(fact) for fact in sampling.of(result.lost)],
            "changed": [[asdict(old), asdict(new)] for old, new in sampling.of(result.changed)],
        }
    )


def show_coverage(ledger: Coverage, sampling: Sampling) -> None:
    """Numbers by trigger and reason, and a sample of the sentences."""
    for trigger in Trigger:
        reasons = ledger.reasons(trigger)
        silent = sum(reasons.values())
        say(f"{trigger}: {ledger.sentences[trigger]:,} sentences with such a word, {silent:,} without a fact")
        if reasons:
            say_table([(f"  {reason}", f"{number:,}") for reason, number in reasons.items()])
        for line in gap_lines(sampling.of([gap for gap in ledger.gaps if gap.trigger is trigger])):
            say(line)


def show_coverage_json(ledger: Coverage) -> None:
    """The whole ledger for a program."""
    counts = {trigger: {"sentences": ledger.sentences[trigger], "silent": ledger.reasons(trigger)} for trigger in Trigger}
    say_json({"triggers": counts, "gaps": [asdict(gap) for gap in ledger.gaps]})
