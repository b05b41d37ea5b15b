"""The store: whole documents only, the same triple once, mended after a crash, clear errors."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from kg.store import (
    DocumentEntry,
    Store,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMismatchError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreVersionError,
    open_store,
)

DATA = Path(__file__).parent / "data" / "store"
KG = "https://kg.example/ontology#"
NAME = NamedNode("https://kg.example/id/person/何雄")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ATTENDED = NamedNode(f"{KG}attended")


def sample(name: str) -> list[Quad]:
    graph = NamedNode(f"https://kg.example/id/graph/{name}.txt")
    return [Quad(q.subject, q.predicate, q.object, graph) for q in parse((DATA / f"{name}.ttl").read_bytes(), format=RdfFormat.TURTLE)]


def rows(store: Store, query: str) -> list[list[str]]:
    return [[term.value for term in row] for row in store.query(query)]  # type: ignore[union-attr]


def fact(graph: str, value: str) -> Quad:
    return Quad(NAME, LABEL, Literal(value, language="zh"), NamedNode(f"https://kg.example/id/graph/{graph}"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, create=True) as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_documents(
        [(DocumentEntry("a.txt", "aa", "/pages/a.txt", "rules 1"), sample("a")), (DocumentEntry("b.txt", "bb"), sample("b"))]
    )
    return store


def test_counts_what_the_two_pages_hold(filled: Store) -> None:
    counts = filled.counts()
    numbers = (counts.documents, counts.articles, counts.people, counts.events, counts.attendances, counts.statements, counts.offices)
    assert numbers == (2, 2, 3, 3, 6, 2, 2)


def test_the_count_of_triples_is_what_an_export_holds(filled: Store, tmp_path: Path) -> None:
    filled.export(tmp_path / "all.nt")
    assert filled.counts().triples == len((tmp_path / "all.nt").read_text().splitlines())


def test_a_triple_of_two_documents_is_seen_once(filled: Store) -> None:
    """何雄 is labelled by both pages; a plain query that a person would write must not count him twice."""
    assert rows(filled, "SELECT ?l { <https://kg.example/id/person/何雄> rdfs:label ?l }") == [["何雄"]]
    assert rows(filled, "SELECT (COUNT(?m) AS ?n) { person:何雄 kg:attended ?m }") == [["3"]]


def test_each_document_has_its_graph(filled: Store) -> None:
    found = rows(filled, "SELECT ?g { GRAPH ?g { person:何雄 rdfs:label ?l } } ORDER BY ?g")
    assert found == [["https://kg.example/id/graph/a.txt"], ["https://kg.example/id/graph/b.txt"]]


def test_the_ledger_tells_where_a_document_came_from(filled: Store) -> None:
    part = filled.document("a.txt")
    assert part is not None
    assert (part.sha256, part.source, part.settings, part.quads) == ("aa", "/pages/a.txt", "rules 1", len(sample("a")))
    assert filled.document("c.txt") is None
    assert [p.name for p in filled.documents()] == ["a.txt", "b.txt"]


def test_removing_leaves_what_another_document_states(filled: Store) -> None:
    assert filled.remove_document("a.txt")
    assert rows(filled, "SELECT ?p { ?p a kg:Person } ORDER BY ?p") == [
        ["https://kg.example/id/person/何雄"],
        ["https://kg.example/id/person/周富强"],
    ]
    assert [p.name for p in filled.documents()] == ["b.txt"]
    assert filled.verify() == []


def test_removing_what_is_not_there_says_so(filled: Store) -> None:
    assert not filled.remove_document("c.txt")
    assert filled.counts().documents == 2


def test_removing_all_leaves_the_ontology_alone(filled: Store) -> None:
    filled.remove_document("a.txt")
    filled.remove_document("b.txt")
    assert {str(q.graph_name) for q in filled.quads()} == {"<https://kg.example/ontology>"}
    assert filled.counts().people == 0


def test_replacing_keeps_nothing_of_the_old(store: Store) -> None:
    store.put_document(DocumentEntry("a.txt", "1"), [fact("a.txt", "何雄"), fact("a.txt", "老何")])
    store.put_document(DocumentEntry("a.txt", "2"), [fact("a.txt", "何雄"), fact("a.txt", "新何")])
    assert rows(store, "SELECT ?l { person:何雄 rdfs:label ?l } ORDER BY ?l") == [["何雄"], ["新何"]]
    assert [p.sha256 for p in store.documents()] == ["2"]
    assert store.verify() == []


def test_replacing_leaves_what_another_document_states(store: Store) -> None:
    store.put_documents([(DocumentEntry("a", "1"), [fact("a", "何雄")]), (DocumentEntry("b", "1"), [fact("b", "何雄")])])
    store.put_document(DocumentEntry("a", "2"), [fact("a", "新何")])
    assert rows(store, "SELECT ?l { person:何雄 rdfs:label ?l } ORDER BY ?l") == [["何雄"], ["新何"]]


def test_two_documents_replaced_in_one_batch_give_up_their_shared_triple(store: Store) -> None:
    store.put_documents([(DocumentEntry("a", "1"), [fact("a", "何雄")]), (DocumentEntry("b", "1"), [fact("b", "何雄")])])
    store.put_documents([(DocumentEntry("a", "2"), [fact("a", "甲")]), (DocumentEntry("b", "2"), [fact("b", "乙")])])
    assert rows(store, "SELECT ?l { person:何雄 rdfs:label ?l } ORDER BY ?l") == [["乙"], ["甲"]]


def test_putting_the_same_again_changes_nothing(filled: Store, tmp_path: Path) -> None:
    filled.export(tmp_path / "before.nq")
    filled.put_document(DocumentEntry("a.txt", "aa"), sample("a"))
    filled.export(tmp_path / "after.nq")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()


def test_literals_of_any_kind_survive_a_replacement(store: Store) -> None:
    """They are written into an update, so their escaping matters: quotes, braces, a backslash, controls, another script."""
    hostile = ['"} } ; DROP ALL #', "\\", "a\nb\rc\td", "\x00\x07\x7f", "𠮷野家", "'''", "\\u0022"]
    store.put_document(DocumentEntry("a", "1"), [fact("a", value) for value in hostile])
    store.put_document(DocumentEntry("a", "2"), [fact("a", value + "!") for value in hostile])
    assert sorted(row[0] for row in rows(store, "SELECT ?l { person:何雄 rdfs:label ?l }")) == sorted(value + "!" for value in hostile)
    store.remove_document("a")
    assert rows(store, "SELECT ?l { person:何雄 rdfs:label ?l }") == []


def test_inferences_are_replaced_as_a_whole(store: Store) -> None:
    store.put_document(DocumentEntry("a", "1"), [fact("a", "何雄")])
    graph = NamedNode("https://kg.example/id/inferences")
    store.put_inferences([Quad(NAME, ATTENDED, NamedNode("https://kg.example/id/event/1"), graph)])
    store.put_inferences([Quad(NAME, ATTENDED, NamedNode("https://kg.example/id/event/2"), graph)])
    assert rows(store, "SELECT ?e { person:何雄 kg:attended ?e }") == [["https://kg.example/id/event/2"]]
    store.put_inferences([])
    assert rows(store, "SELECT ?e { person:何雄 kg:attended ?e }") == []
    assert store.counts().documents == 1


@pytest.mark.parametrize(
    ("quads", "told"),
    [
        ([], "no quads"),
        ([fact("a", "x"), fact("b", "x")], "expected quads of one named graph"),
        ([Quad(NAME, LABEL, Literal("x", language="zh"))], "DEFAULT"),
        ([Quad(BlankNode("b"), LABEL, Literal("x", language="zh"), NamedNode("https://kg.example/id/graph/a"))], "expected no blank nodes"),
    ],
)
def test_quads_that_are_no_document_are_refused(store: Store, quads: list[Quad], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        store.put_document(DocumentEntry("a", "1"), quads)
    assert store.documents() == []


def test_two_documents_cannot_share_a_graph(store: Store) -> None:
    with pytest.raises(StoreMismatchError, match=r"expected a graph of document 'b', got https://kg\.example/id/graph/a of document 'a'"):
        store.put_documents([(DocumentEntry("a", "1"), [fact("a", "x")]), (DocumentEntry("b", "1"), [fact("a", "y")])])
    assert [p.name for p in store.documents()] == ["a"]


def test_an_interrupted_build_keeps_what_was_read(store: Store) -> None:
    def pages() -> Iterator[tuple[DocumentEntry, list[Quad]]]:
        yield DocumentEntry("a", "1"), [fact("a", "x")]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put_documents(pages())
    assert [p.name for p in store.documents()] == ["a"]
    assert store.verify() == []


def test_quads_come_sorted_and_once(filled: Store) -> None:
    graph = "<https://kg.example/id/graph/a.txt>"
    keys = [(str(q.subject), str(q.predicate), str(q.object)) for q in filled.quads() if str(q.graph_name) == graph]
    assert keys == sorted({(str(q.subject), str(q.predicate), str(q.object)) for q in sample("a")})


# opening


def test_everything_is_there_after_reopening(folder: Path) -> None:
    with open_store(folder, create=True, base="https://news.example/") as first:
        first.put_document(DocumentEntry("a.txt", "aa"), sample("a"))
        before = [str(q) for q in first.quads()]
    with open_store(folder) as second:
        assert [str(q) for q in second.quads()] == before
        assert second.base == "https://news.example/"
        assert second.verify() == []


def test_readers_stand_beside_each_other(folder: Path, filled: Store) -> None:
    filled.close()
    with open_store(folder, read_only=True) as one, open_store(folder, read_only=True) as two:
        assert one.counts() == two.counts()
        with pytest.raises(StoreReadOnlyError, match="opened for reading only"):
            one.remove_document("a.txt")
        with pytest.raises(StoreLockedError, match="another process has it open"):
            open_store(folder)


def test_a_writer_stands_alone(folder: Path, filled: Store) -> None:
    assert filled.path == folder
    for read_only in (True, False):
        with pytest.raises(StoreLockedError, match=r"is in use.*: wait until that command has ended"):
            open_store(folder, read_only=read_only)


def test_a_failed_opening_leaves_the_store_unlocked(folder: Path, filled: Store) -> None:
    filled.close()
    with pytest.raises(StoreMismatchError):
        open_store(folder, base="https://other.example/")
    open_store(folder).close()


def test_a_closed_store_says_so(filled: Store) -> None:
    filled.close()
    with pytest.raises(StoreError, match="was closed"):
        filled.query("ASK {}")


@pytest.mark.parametrize("read_only", [True, False])
def test_no_store(tmp_path: Path, read_only: bool) -> None:  # noqa: FBT001
    with pytest.raises(StoreMissingError, match="make one with 'kg build PATH --store"):
        open_store(tmp_path / "none", read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(StoreMismatchError, match="no store and not empty"):
        open_store(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_another_base(folder: Path, filled: Store) -> None:
    filled.close()
    with pytest.raises(StoreMismatchError, match=r"has the base IRI https://kg\.example/id/, asked for was https://other\.example/"):
        open_store(folder, base="https://other.example/")


def ledger(folder: Path, statement: str, *values: str) -> None:
    rows = sqlite3.connect(folder / "ledger.sqlite")
    with rows:
        rows.execute(statement, values)
    rows.close()


def test_a_newer_format(folder: Path, filled: Store) -> None:
    filled.close()
    ledger(folder, "UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(StoreVersionError, match="has format 99, this release reads format 2: update"):
        open_store(folder, read_only=True)


def test_an_older_format(folder: Path, filled: Store) -> None:
    filled.close()
    ledger(folder, "UPDATE meta SET value = '1' WHERE key = 'format'")
    with pytest.raises(StoreVersionError, match="has format 1, this release reads format 2: remove the folder and run 'kg build' again"):
        open_store(folder)


def test_a_missing_ledger(folder: Path, filled: Store) -> None:
    filled.close()
    (folder / "ledger.sqlite").unlink()
    with pytest.raises(StoreDamagedError, match=r"ledger\.sqlite is missing\): remove the folder and run 'kg build' again"):
        open_store(folder, create=True)


def test_a_ledger_that_is_none(folder: Path, filled: Store) -> None:
    filled.close()
    (folder / "ledger.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(StoreDamagedError, match="file is not a database"):
        open_store(folder)


def test_a_missing_engine(folder: Path, filled: Store) -> None:
    filled.close()
    (folder / "oxigraph").rename(folder / "elsewhere")
    with pytest.raises(StoreDamagedError, match="oxigraph/ is missing"):
        open_store(folder)


def test_a_damaged_engine(folder: Path, filled: Store) -> None:
    filled.close()
    (folder / "oxigraph" / "CURRENT").write_bytes(b"rubbish")
    with pytest.raises(StoreDamagedError):
        open_store(folder)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreReadOnlyError, match="cannot be made"):
        open_store(tmp_path / "file" / "store", create=True)


_AS_NOBODY = """
import os, sys
import kg.store.export, pyoxigraph
from kg.store import StoreError, open_store
if os.getuid() == 0:  # root may write anywhere
    os.setuid(65534)
with open_store(sys.argv[1], read_only=True) as store:
    print(store.counts().documents)
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(type(error).__name__, error)
"""


def test_a_write_protected_store_can_be_read(folder: Path, filled: Store) -> None:
    filled.close()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (folder.parent, *folder.parent.parents[:2]):
        path.chmod(0o755)
    try:
        done = subprocess.run([sys.executable, "-c", _AS_NOBODY, str(folder)], capture_output=True, text=True, check=False)
    finally:
        for path in (folder, folder / "oxigraph"):
            path.chmod(0o755)
    assert done.stdout.splitlines()[:1] == ["2"], done.stderr
    assert done.stdout.splitlines()[1].startswith("StoreReadOnlyError the store")


# crashes


def crashed(folder: Path, quads: list[Quad], announced: DocumentEntry) -> None:
    """Announce a document in the ledger, bring the engine into some state behind its back, and stop there."""
    with open_store(folder) as store:
        part, _ = store._change("document", announced, sample("a"))  # noqa: SLF001
        store._ledger.announce([part])  # noqa: SLF001
    engine = Oxigraph(str(folder / "oxigraph"))
    engine.extend([*quads, *(Quad(q.subject, q.predicate, q.object) for q in quads)])
    engine.flush()


def test_a_crash_before_the_engine_leaves_the_old_state(folder: Path, store: Store) -> None:
    store.close()
    crashed(folder, [], DocumentEntry("a.txt", "aa"))
    with open_store(folder) as mended:
        assert (mended.documents(), mended.verify(), mended.mended) == ([], [], ())


def test_a_crash_behind_the_engine_is_settled(folder: Path, store: Store) -> None:
    store.close()
    crashed(folder, sample("a"), DocumentEntry("a.txt", "aa"))
    with open_store(folder) as mended:
        assert [(p.name, p.sha256) for p in mended.documents()] == [("a.txt", "aa")]
        assert (mended.verify(), mended.mended) == ([], ())


def test_half_a_document_is_dropped(folder: Path, store: Store) -> None:
    store.close()
    crashed(folder, sample("a")[:20], DocumentEntry("a.txt", "aa"))
    with open_store(folder) as mended:
        assert (mended.documents(), mended.verify(), mended.mended) == ([], [], ("a.txt",))
        assert mended.counts().people == 0


def test_verify_finds_what_was_changed_behind_the_ledger(folder: Path, filled: Store) -> None:
    filled.close()
    engine = Oxigraph(str(folder / "oxigraph"))
    engine.add(fact("a.txt", "他人"))
    engine.add(fact("c.txt", "他人"))
    engine.flush()
    del engine
    with open_store(folder, read_only=True) as store:
        assert store.verify() == [
            "document a.txt: graph https://kg.example/id/graph/a.txt is not what was put",
            "graph https://kg.example/id/graph/c.txt is not in the ledger",
        ]


_PUTTING = """
import sys
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import DocumentEntry, open_store
label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
def quads(name, turn):
    graph = NamedNode(f"https://kg.example/id/graph/{name}")
    yield Quad(NamedNode("https://kg.example/id/all"), label, Literal("shared", language="zh"), graph)
    for i in range(300):
        yield Quad(NamedNode(f"https://kg.example/id/{name}/{i}"), label, Literal(f"{turn}", language="zh"), graph)
with open_store(sys.argv[1], create=True) as store:
    print("open", flush=True)
    for turn in range(int(sys.argv[2]), 1000):
        store.put_documents((DocumentEntry(f"d{n}", str(turn)), quads(f"d{n}", turn)) for n in range(4))
        store.remove_document(f"d{turn % 4}")
        print("put", turn, flush=True)
"""
_PER_GRAPH = """SELECT ?g (COUNT(*) AS ?n) (MIN(STR(?l)) AS ?turn) {
  GRAPH ?g { ?s rdfs:label ?l FILTER(STRSTARTS(STR(?s), 'https://kg.example/id/d')) }
} GROUP BY ?g ORDER BY ?g"""


@pytest.mark.parametrize("milliseconds", [3, 20, 45, 80, 130, 210])
def test_killed_at_any_moment_documents_are_whole(folder: Path, milliseconds: int) -> None:
    """Killed twice on the same store: every document of the ledger is whole and of its turn, and the engine holds nothing else."""
    for start in (0, 500):
        _killed_after(folder, start, milliseconds)
        with open_store(folder) as store:
            assert store.verify() == []
            assert store.mended == ()
            told = [[f"https://kg.example/id/graph/{p.name}", "300", p.sha256] for p in store.documents()]
            assert rows(store, _PER_GRAPH) == told
            visible = rows(store, "SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?l FILTER(STRSTARTS(STR(?s), 'https://kg.example/id/d')) }")
            assert visible == [[str(300 * len(told))]]


def _killed_after(folder: Path, start: int, milliseconds: int) -> None:
    command = [sys.executable, "-c", _PUTTING, str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        try:
            child.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            child.kill()
