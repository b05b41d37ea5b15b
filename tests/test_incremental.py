"""Adding, changing and removing documents: the same store as a build from scratch, and nothing that grows with the store."""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kg import pipeline
from kg.store import DocumentEntry, Store, open_store, writing
from kg.store.content import Content, of_lines
from kg.store.engine import Engine

SEEDS = Path(__file__).parent.parent / "seeds"
PLACES = range(8)  # documents are called after these


@cache
def texts() -> tuple[str, ...]:
    """Stretches of the seeds' pages."""
    pages = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    return tuple(page[begin : begin + 1200] for page in pages for begin in range(0, len(page), 700))


def written(folder: Path, place: int, text: str) -> Path:
    """A page's file; the date of every other one is known from its name."""
    path = folder / (f"{place}-2022-05-2{place % 10}.txt" if place % 2 else f"{place}.txt")
    path.write_text(text, encoding="utf-8")
    return path


def exported(store: Store) -> bytes:
    with TemporaryDirectory() as folder:
        store.export(Path(folder) / "all.nq")
        return (Path(folder) / "all.nq").read_bytes()


def tabled(store: Store) -> tuple[object, ...]:
    """What the tables beside the graph tell."""
    with store.tables() as tables:
        return sorted(tables.pairs(1)), tables.find(["会"]), tables.find(["市委", "工作"])


def from_scratch(pages: dict[int, str]) -> tuple[object, ...]:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store", create=True) as store:
        files = Path(folder) / "pages"
        files.mkdir()
        pipeline.build([written(files, place, text) for place, text in pages.items()], store)
        return exported(store), store.counts(), tabled(store)


def changed(store: Store, folder: Path, pages: dict[int, str], turns: random.Random) -> None:
    """Add, change or remove one document or some."""
    for place in turns.sample(PLACES, turns.choice([1, 1, 1, 3])):
        path = written(folder, place, text := turns.choice(texts()))
        if place in pages and turns.random() < 0.4:
            assert store.remove_document(path.name)
            pipeline.infer(store)
            del pages[place]
        else:
            pipeline.build([path], store)
            pages[place] = text


@pytest.mark.parametrize("small", [0, 60_000, writing.SMALL])
@pytest.mark.parametrize("seed", [1, 2])
def test_any_changes_lead_to_what_a_build_from_scratch_gives(
    seed: int, small: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SMALL", small)
    turns, pages = random.Random(seed), dict[int, str]()  # noqa: S311 - no secret
    for _ in range(3):
        with open_store(tmp_path / "store", create=True) as store:
            for _ in range(4):
                changed(store, tmp_path, pages, turns)
            assert store.verify() == []
            assert (exported(store), store.counts(), tabled(store)) == from_scratch(pages)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        yield opened


def document(name: str, *people: str) -> tuple[DocumentEntry, Content]:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<https://kg.example/id/person/{person}> {label} "{person}"@zh .\n' for person in people]
    return DocumentEntry(name, "0"), of_lines(f"https://kg.example/id/graph/{name}", lines)


def test_the_number_of_triples_is_kept_without_counting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.counts().triples
    monkeypatch.setattr(Engine, "triples", None)
    store.put_documents([document("a", "何雄", "周富强")])
    assert store.counts().triples == before + 2
    store.put_documents([document("b", "何雄", "杜新军")])
    assert store.counts().triples == before + 3
    store.put_documents([document("a", "周富强", "牛卫国")])
    assert store.counts().triples == before + 4
    store.remove_document("a")
    assert store.counts().triples == before + 2


def test_after_a_load_in_bulk_they_are_counted_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SMALL", 0)
    before = store.counts().triples
    store.put_documents([document("a", "何雄", "周富强"), document("b", "何雄", "杜新军")])
    assert store.counts().triples == before + 3
    monkeypatch.setattr(Engine, "triples", None)
    assert store.counts().triples == before + 3


def test_opening_looks_at_nothing_but_the_ledger(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put_documents([document("a", "何雄")])
    store.close()
    for costly in ("content", "triples", "graphs", "graph"):
        monkeypatch.setattr(Engine, costly, None)
    with open_store(tmp_path / "store") as opened:
        assert [part.name for part in opened.documents()] == ["a"]
