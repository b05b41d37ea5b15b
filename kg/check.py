"""Whether a store still says what its sources say: every quote re-read from its file, the graph against its shapes, the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg import sources
from kg.fetching import again
from kg.model import Refusal
from kg.store import Part, Store

if TYPE_CHECKING:
    from pyoxigraph import Literal, QuerySolutions

_PASSAGES = """PREFIX kg: <https://kg.example/ontology#>
SELECT ?file ?begin ?end ?quote { ?p a kg:Passage ; kg:document/kg:fileName ?file ; kg:begin ?begin ; kg:end ?end ; kg:quote ?quote }
ORDER BY ?file ?begin ?end"""


@dataclass(slots=True)
class CheckReport:
    """What was checked and what is wrong, one line each."""

    documents: int = 0
    passages: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Quote:
    begin: int
    end: int
    text: str


def check(store: Store, *, shapes: bool = True) -> CheckReport:
    """Check a store against its sources; ``shapes=False`` leaves the slow SHACL validation out."""
    report = CheckReport()
    quotes = _quotes(store)
    report.documents = len(store.documents())
    report.passages = sum(map(len, quotes.values()))
    report.problems += store.verify()
    report.problems += _misquotes(store.documents(), quotes)
    if shapes:
        report.problems += _shape_findings(store)
    return report


def _shape_findings(store: Store) -> Iterator[str]:
    from kg.graph.validate import Validator

    for finding in Validator().store(store.engine.raw):
        yield " ".join(filter(None, (f"{finding.focus}:", finding.path, finding.message, finding.value, f"(in {finding.graph})")))


def _quotes(store: Store) -> dict[str, list[_Quote]]:
    """All quotes by document."""
    quotes = defaultdict(list)
    for row in cast("QuerySolutions", store.query(_PASSAGES)):
        file, begin, end, quote = (cast("Literal", term).value for term in row)
        quotes[file].append(_Quote(int(begin), int(end), quote))
    return quotes


def _misquotes(documents: Iterable[Part], quotes: Mapping[str, list[_Quote]]) -> Iterator[str]:
    """Go through the documents, each file read once, and tell what is missing, changed, or not what is quoted."""
    by_file: dict[str, dict[str, Part]] = defaultdict(dict)
    for document in documents:
        by_file[document.source][document.name] = document
    for file, held in sorted(by_file.items()):
        with again(file) as here:
            yield from _misquotes_of_file(here, file, held, quotes)


def _misquotes_of_file(here: Path, file: str, held: Mapping[str, Part], quotes: Mapping[str, list[_Quote]]) -> Iterator[str]:
    left = dict(held)
    if not here.is_file():
        yield from (f"{name}: its file {file} is gone; bring it back, or: kg remove {name}" for name in left)
        return
    endings = {_ending(name): name for name in held}
    for item in sources.read([here]):
        name = endings.get(_ending(item.name if isinstance(item, Refusal) else item.page.name), "")
        if name not in left or (isinstance(item, Refusal) and item.name == "manifest.csv"):
            continue
        if isinstance(item, Refusal):
            yield f"{name}: {file} cannot be read any more: {item.reason}"
        elif item.page.sha256 != left[name].sha256:
            yield f"{name}: {file} has changed; run kg build again"
        else:
            yield from _wrong(name, item.page.text, quotes.get(name, []))
        del left[name]
    yield from (f"{name}: {file} has no such line any more; run kg build again, or: kg remove {name}" for name in left)


def _ending(name: str) -> str:
    """The line of a record: #12 of a.jsonl#12; "" for a whole file."""
    head, mark, line = name.rpartition("#")
    return mark + line if line.isdecimal() and head.lower().endswith((".jsonl", ".jsonl.gz")) else ""


def _wrong(name: str, text: str, quotes: Iterable[_Quote]) -> Iterator[str]:
    for quote in quotes:
        if text[quote.begin : quote.end] != quote.text:
            yield f"{name}: quoted at {quote.begin}-{quote.end} is {quote.text!r}, the file has {text[quote.begin : quote.end]!r}"
