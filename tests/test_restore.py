"""A store from its N-Quads: the same graph, and the next build goes on with it."""

import gzip
from pathlib import Path

import pytest
from conftest import Run

from kg import pipeline
from kg.store import Counts, StoreMismatchError, open_store
from kg.store.restore import restore

SEEDS = Path(__file__).parent.parent / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))


def exported(store: Path, file: Path) -> bytes:
    with open_store(store, read_only=True) as opened:
        opened.export(file)
    return file.read_bytes()


def told(store: Path) -> tuple[list[tuple[str, str, int]], Counts, list[str]]:
    with open_store(store) as opened:
        return [(part.name, part.sha256, part.quads) for part in opened.documents()], opened.counts(), opened.verify()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("whole") / "store"
    with open_store(store, create=True, base="https://news.example/郑州/") as opened:
        pipeline.build([SEEDS], opened)
    return store


@pytest.fixture(scope="module")
def file(whole: Path) -> Path:
    exported(whole, whole.parent / "all.nq")
    return whole.parent / "all.nq"


@pytest.mark.parametrize("compressed", [False, True])
def test_the_restored_store_is_the_same(compressed: bool, file: Path, whole: Path, tmp_path: Path) -> None:  # noqa: FBT001
    source = file
    if compressed:
        source = tmp_path / "all.nq.gz"
        source.write_bytes(gzip.compress(file.read_bytes()))
    assert restore(source, tmp_path / "store") == len(PAGES)
    assert exported(tmp_path / "store", tmp_path / "again.nq") == file.read_bytes()
    assert told(tmp_path / "store") == told(whole)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["store"]


def test_the_next_build_reads_the_pages_again_and_comes_to_the_same(file: Path, tmp_path: Path) -> None:
    restore(file, tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        pipeline.build(PAGES[:1], store)  # what follows from the others, of which there are no clues yet, stays
    assert exported(tmp_path / "store", tmp_path / "again.nq") == file.read_bytes()
    with open_store(tmp_path / "store") as store:
        report = pipeline.build([SEEDS], store)
        assert (report.unchanged, report.replaced) == (1, len(PAGES) - 1)
        assert pipeline.build([SEEDS], store).unchanged == len(PAGES)
    assert exported(tmp_path / "store", tmp_path / "again.nq") == file.read_bytes()


def test_the_command(file: Path, tmp_path: Path, kg_command: Run) -> None:
    assert kg_command("restore", file, "--store", tmp_path / "store") == (0, f"{tmp_path / 'store'}: {len(PAGES)} documents\n", "")
    code, out, err = kg_command("restore", file, "--store", tmp_path / "store")
    assert (code, out, err) == (2, "", f"kg: {tmp_path / 'store'} is not empty: restore into a new folder\n")


G, S = "<https://kg.example/id/graph/{}>", '<https://kg.example/id/document/{}> <https://kg.example/ontology#fileName> "{}"'
ONE, TWO = (f"{S.format(name, name)} {G.format(name)} .\n" for name in ("a.txt", "b.txt"))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.ttl", ONE, r"expected a file that ends in \.nq or \.nq\.gz"),
        ("x.nq", "", "holds no document"),
        ("x.nq", ONE[:-20], "cannot be read as N-Quads"),
        ("x.nq.gz", ONE, "cannot be read as N-Quads: Not a gzipped file"),
        ("x.nq", ONE + TWO + ONE.replace("fileName", "outlet"), "do not stand together: sort the file by graph first"),
        ("x.nq", ONE + S.format("c", "c") + " .\n", "is no export of a store: expected quads of one named graph"),
        ("x.nq", ONE + "_:b <https://kg.example/ontology#outlet> _:c " + G.format("c") + " .\n", "expected no blank nodes"),
        ("x.nq", ONE + TWO.replace("fileName", "outlet"), r"has a graph .*b\.txt that no 'kg export' wrote"),
        ("x.nq", f"{S.format('a.txt', 'a.txt')} {G.format('b.txt')} .\n", r"expected the graph of the document .*a\.txt beside it"),
    ],
)
def test_what_is_no_export_is_refused_and_leaves_nothing(name: str, text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(StoreMismatchError, match=reason):
        restore(tmp_path / name, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_cut_short(file: Path, tmp_path: Path) -> None:
    (tmp_path / "x.nq.gz").write_bytes(gzip.compress(file.read_bytes())[:-4000])
    with pytest.raises(StoreMismatchError, match=r"cannot be read as N-Quads: Compressed file ended before"):
        restore(tmp_path / "x.nq.gz", tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["x.nq.gz"]
