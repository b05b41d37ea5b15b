"""Tables beside the graph: the same answers as the graph's, brought up to date by what has changed, right after any crash."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg import pipeline
from kg.query import answer, library, prepare
from kg.store import DocumentEntry, Store, grams, open_store, pairs, passages, tables
from kg.store.content import Content, of_lines
from kg.store.engine import Engine

SEEDS = Path(__file__).parent.parent / "seeds"
BASE, KG = "https://kg.example/id/", "https://kg.example/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


# pieces of words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("防汛", "防汛 汛"),
        ("防汛抢险，救灾", "防汛 汛抢 抢险 险 救灾 灾"),
        ("Ｇ20、g", "g2 20 0 g"),
        ("一、二", "一 二"),
        ("_ ，\n", ""),
        ("𠮷野家", "𠮷野 野家 家"),
    ],
)
def test_every_two_neighbours_are_a_token(text: str, tokens: str) -> None:
    assert grams.indexed(text) == tokens


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["防汛"], '"防汛"'),
        (["汛"], '"汛"*'),
        (["防汛抢险"], '"防汛 汛抢 抢险"'),
        (["防汛", "救灾"], '"防汛" AND "救灾"'),
        (["防汛，救灾"], '"防汛" AND "救灾"'),
        (['" OR "'], '"or"'),
        (["，", ""], ""),
    ],
)
def test_what_is_looked_for(words: list[str], wanted: str) -> None:
    assert grams.wanted(words) == wanted


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("抓好防汛，防汛防台", ["防汛"], [(2, 4), (5, 7)]),
        ("抓好防汛", ["防"], [(2, 3)]),
        ("防汛抢险", ["防汛", "汛抢"], [(0, 2)]),
        ("㈱Ｇ２０峰会", ["g20"], [(1, 4)]),
        ("㈱社", ["株"], [(0, 1)]),
        ("抓好落实", ["防汛"], []),
        ("防汛", ["，"], []),
    ],
)
def test_where_the_words_stand(text: str, words: list[str], marks: list[tuple[int, int]]) -> None:
    assert grams.marks(text, words) == marks


def searched(texts: list[str], words: list[str]) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as rows:
        rows.executescript(passages.SCHEMA)
        passages.change(rows, [], [(1, [(f"{place:03}", text) for place, text in enumerate(texts)])])
        return passages.find(rows, words)


TEXTS = st.text(alphabet="防汛抢险会aA1Ａ， 𠮷", max_size=12)


@given(st.lists(TEXTS, max_size=6), st.text(alphabet="防汛抢险会aA1Ａ𠮷", min_size=1, max_size=4))
def test_a_word_is_found_wherever_it_stands_and_nowhere_else(texts: list[str], word: str) -> None:
    folded = word.replace("Ａ", "a").casefold()
    holding = [f"{place:03}" for place, text in enumerate(texts) if folded in text.replace("Ａ", "a").casefold()]
    assert searched(texts, [word]) == holding


def test_hostile_words_are_words() -> None:
    assert searched(['a" OR b', "c NEAR d", "防汛*"], ['" OR "a"']) == ["000"]
    assert searched(["tokens: x", "NOT"], ["NOT"]) == ["001"]
    assert searched(["tokens: x", "y"], ["tokens:y"]) == []


def test_what_is_taken_out_is_not_found_any_more() -> None:
    with closing(sqlite3.connect(":memory:")) as rows:
        rows.executescript(passages.SCHEMA)
        passages.change(rows, [], [(1, [("a", "防汛抢险")]), (2, [("b", "防汛防台")])])
        passages.change(rows, [1], [(3, [("c", "抢险救灾")])])
        assert passages.find(rows, ["防汛"]) == ["b"]
        assert passages.find(rows, ["抢险"]) == ["c"]


# who met whom


Rows = dict[int, list[tuple[str, str]]]


def counted(parts: Rows) -> set[tuple[str, str, int]]:
    """The same by brute force."""
    events: dict[str, set[str]] = {}
    for rows in parts.values():
        for event, person in rows:
            events.setdefault(event, set()).add(person)
    people = sorted({person for there in events.values() for person in there})
    found = ((a, b, sum({a, b} <= there for there in events.values())) for a in people for b in people if a < b)
    return {row for row in found if row[2]}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("many", [0, 500_000])
def test_pairs_follow_what_comes_and_goes(seed: int, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "_MANY", many)
    turns, parts = random.Random(seed), Rows()  # noqa: S311 - no secret
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as rows:
        rows.executescript(pairs.SCHEMA)
        for step in range(12):
            gone = [part for part in parts if turns.random() < 0.3]
            come = {step * 10 + n: [(turns.choice("ABC"), turns.choice("甲乙丙丁")) for _ in range(turns.randrange(6))] for n in range(3)}
            parts = {part: listed for part, listed in parts.items() if part not in gone} | come
            pairs.change(rows, gone, come.items())
            assert set(pairs.most(rows, 1)) == counted(parts)
            assert set(pairs.most(rows, 3)) == {row for row in counted(parts) if row[2] >= 3}


# in a store


def document(name: str, *people: str, said: str = "抓好防汛") -> tuple[DocumentEntry, Content]:
    """A document in which people attend the event e, and the first of them says something."""
    lines = [f'<{BASE}person/{person}> {LABEL} "{person}"@zh .\n' for person in people]
    lines += [f"<{BASE}person/{person}> <{KG}attended> <{BASE}event/e> .\n" for person in people]
    lines += [f'<{BASE}statement/{name}> <{KG}text> "{said}"@zh .\n', f"<{BASE}statement/{name}> {TYPE} <{KG}Statement> .\n"]
    lines += [f'<{BASE}instruction/{name}> <{KG}text> "{said}"@zh .\n', f'<{BASE}article/{name}> <{KG}headline> "{name}会议"@zh .\n']
    return DocumentEntry(name, "0"), of_lines(f"{BASE}graph/{name}", lines)


def told(store: Store) -> tuple[list[tuple[str, str, int]], list[str]]:
    with store.tables() as there:
        return sorted(there.pairs(1)), there.find(["防汛"])


PAIRS = {names: (f"{BASE}person/{names[0]}", f"{BASE}person/{names[1]}", 1) for names in ("何周", "何杜", "周杜")}
AB = (sorted(PAIRS.values()), [f"{BASE}statement/a"])  # of the documents a and b


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store", create=True) as store:
        store.put_documents([document("a", "何", "周"), document("b", "周", "杜", said="抓好落实")])
        store.prepare_tables()
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened


def test_statements_and_headlines_are_found_and_pairs_are_counted_once(store: Store) -> None:
    assert told(store) == AB
    with store.tables() as there:
        assert there.find(["会议"]) == [f"{BASE}article/a", f"{BASE}article/b"]
        assert there.find(["b会"]) == [f"{BASE}article/b"]


def test_only_what_has_changed_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read, stating = set[str](), Engine.stating
    store.put_documents([document("c", "何", "周"), document("b", "周", said="再抓防汛")])

    def noted(engine: Engine, graph: str, predicate: str, target: str = "") -> Iterator[Quad]:
        read.add(graph)
        return stating(engine, graph, predicate, target)

    monkeypatch.setattr(Engine, "stating", noted)
    assert told(store) == ([PAIRS["何周"]], [f"{BASE}statement/{name}" for name in "abc"])
    assert read == {f"{BASE}graph/b", f"{BASE}graph/c"}
    store.remove_document("a")
    store.remove_document("c")
    assert told(store) == ([], [f"{BASE}statement/b"])
    assert read == {f"{BASE}graph/b", f"{BASE}graph/c"}


def test_what_was_not_written_down_before_a_crash_is_made_up_for(folder: Path) -> None:
    shutil.copy(folder / "tables.sqlite", folder.parent)
    with open_store(folder) as store:
        store.remove_document("b")
        store.put_documents([document("c", "何", "杜", said="防汛")])
    shutil.copy(folder.parent / "tables.sqlite", folder)
    with open_store(folder, read_only=True) as reader:
        assert told(reader) == (AB[0], [f"{BASE}statement/a", f"{BASE}statement/c"])


def test_an_error_half_way_leaves_the_tables_as_they_were(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.remove_document("a")
    with monkeypatch.context() as patch:
        patch.setattr(passages, "change", None)
        with pytest.raises(TypeError):
            store.prepare_tables()
    assert told(store) == ([PAIRS["周杜"]], [])


def test_tables_of_a_later_state_do_not_speak_for_an_earlier_one(folder: Path) -> None:
    with open_store(folder) as store:
        store.put_documents([document("c", "何", "李")])
        store.prepare_tables()
        with open_store(folder, read_only=True) as reader:  # sees what was there before
            assert told(reader) == AB
        assert len(told(store)[0]) == 6
    with closing(sqlite3.connect(folder / "tables.sqlite")) as rows:
        assert len(rows.execute("SELECT * FROM pair").fetchall()) == 6


@pytest.mark.parametrize("left", [b"", b"no database " * 1000, None])
def test_missing_or_damaged_tables_are_made_anew(left: bytes | None, folder: Path) -> None:
    (folder / "tables.sqlite").unlink()
    if left is not None:
        (folder / "tables.sqlite").write_bytes(left)
    for _ in range(2):
        with open_store(folder, read_only=True) as reader:
            assert told(reader) == AB


def test_tables_of_another_release_are_made_anew(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tables.sqlite")) as rows, rows:
        rows.execute("DELETE FROM pair")
        rows.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    with open_store(folder, read_only=True) as reader:
        assert told(reader) == AB


@pytest.mark.parametrize("name", ["there", "missing"])
def test_where_nothing_may_be_written_they_are_made_in_memory(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "missing":
        (folder / "tables.sqlite").unlink()
    with open_store(folder) as store:
        store.put_documents([document("c", "何", "周", said="防汛")])
    before = sorted(folder.iterdir())
    connect = sqlite3.connect

    def protected(path: str | Path, **_: object) -> sqlite3.Connection:
        if path == ":memory:":
            return connect(path, isolation_level=None)
        return connect(f"{Path(path).as_uri()}?mode=ro", uri=True, isolation_level=None)

    with open_store(folder, read_only=True) as reader:
        monkeypatch.setattr(sqlite3, "connect", protected)
        assert told(reader) == (AB[0], [f"{BASE}statement/a", f"{BASE}statement/c"])
    assert sorted(folder.iterdir()) == before


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the seeds, of which one was taken out again."""
    path = tmp_path_factory.mktemp("tables") / "store"
    with open_store(path, create=True) as store:
        pipeline.build([SEEDS], store)
        store.remove_document(store.documents()[-1].name)
        pipeline.infer(store)
    return path


def test_a_build_and_a_removal_leave_them_ready(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_catch_up", None)
    with open_store(built, read_only=True) as reader, reader.tables() as there:
        assert there.pairs(2)


@pytest.mark.parametrize("least", ["1", "2", "3"])
def test_top_pairs_are_those_of_the_join(least: str, built: Path) -> None:
    with open_store(built, read_only=True) as store:
        prepared = prepare("top-pairs", {"least": least})
        assert prepared.pairs == int(least)
        ready = answer(store, prepared)
        assert ready == answer(store, replace(prepared, pairs=None))
        assert ready.rows
        assert [type(value) for value in ready.records()[0].values()] == [str, str, int]


def test_a_file_of_ones_own_is_asked_as_it_is_written(tmp_path: Path) -> None:
    text = library()["top-pairs"].text.replace("kg:attended", "kg:presidedOver")
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    assert prepare(str(tmp_path / "mine.rq"), {"least": "1"}).pairs is None
