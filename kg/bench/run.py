"""The benchmark from its beginning to its end."""

import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import pipeline, sources
from kg.bench import asking, building, storing, text
from kg.bench.figures import Figure
from kg.graph.iris import DEFAULT_BASE
from kg.model import Page, Refusal
from kg.store import Content, DocumentEntry, open_store
from kg.text.decode import UnreadableError


def measure(paths: Iterable[Path], most: int, on_step: Callable[[str], None]) -> list[Figure]:
    """Measure over at most so many pages below the paths; ``on_step`` is told what is being done.

    Raises UnreadableError where there is no page, NoJiebaError where there is nothing to compare with.
    """
    found = (item.page for item in sources.read(paths) if not isinstance(item, Refusal))
    pages = list(itertools.islice(found, most))
    if not pages:
        message = f"no page in {' '.join(map(str, paths))}: give files or folders that kg build reads"
        raise UnreadableError(message)
    on_step(f"{len(pages)} pages: text → facts, beside jieba")
    figures = text.figures(pages)
    documents = _documents(pages)
    on_step("store stage, beside raw bulk_load")
    figures += storing.figures(documents)
    with TemporaryDirectory() as folder:
        on_step("queries, beside raw pyoxigraph and rdflib")
        with open_store(Path(folder) / "store", create=True) as store:
            store.put_documents(documents)
            figures += [*asking.figures(store, [content for _, content in documents[: asking.FEW]]), storing.exporting(store)]
        on_step("whole builds: two processes beside one, memory, one document more")
        built = _built(pages, Path(folder))
    size = sum(len(page.text.encode()) for page in pages) / 1e6
    return [*figures, building.rate(len(pages), built[0]), building.throughput(size, built[1], figures[0]), *built]


def _documents(pages: Sequence[Page]) -> list[tuple[DocumentEntry, Content]]:
    read = ((page, pipeline.read_page(page, DEFAULT_BASE)) for page in pages)
    return [(DocumentEntry(page.name, page.sha256), one.content) for page, one in read if not isinstance(one, Refusal)]


def _built(pages: Sequence[Page], folder: Path) -> list[Figure]:
    (folder / "page.txt").write_text(pages[0].text, encoding="utf-8")
    quarter = _archive(pages[: max(len(pages) // 4, 1)], folder / "quarter.jsonl")
    return building.figures(_archive(pages, folder / "archive.jsonl"), quarter, folder / "page.txt", folder)


def _archive(pages: Iterable[Page], path: Path) -> Path:
    """The pages as records of one file."""
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            published = page.published.isoformat() if page.published else ""
            record = {"text": page.text, "title": page.title, "published": published, "outlet": page.outlet, "url": page.url}
            file.write(f"{json.dumps(record, ensure_ascii=False)}\n")
    return path
