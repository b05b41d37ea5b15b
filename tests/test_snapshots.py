"""Reading while another process writes: the state before it began, whole, or the one after it has ended; never one between them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Run

from kg import pipeline
from kg.store import DocumentEntry, StoreLockedError, open_store
from kg.store.content import Content, of_lines

SEEDS = Path(__file__).parent.parent / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))
_WRITER = """
import sys
from pathlib import Path
from kg import pipeline
from kg.store import open_store, writing
writing.BATCH = 1
if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        for path in sys.argv[2:]:
            pipeline.build([Path(path)], store)
            print("written", flush=True)
            sys.stdin.readline()
    print("closed", flush=True)
    sys.stdin.readline()
"""


def document(name: str, *people: str) -> tuple[DocumentEntry, Content]:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<https://kg.example/id/person/{person}> {label} "{person}"@zh .\n' for person in people]
    return DocumentEntry(name, "0"), of_lines(f"https://kg.example/id/graph/{name}", lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with the first page."""
    with open_store(tmp_path / "store", create=True) as store:
        pipeline.build(PAGES[:1], store)
    return tmp_path / "store"


@contextmanager
def writing(folder: Path, *pages: Path) -> "Iterator[subprocess.Popen[str]]":
    """A process that builds one page after the other and waits for a line behind each, and once more behind the end."""
    command = [sys.executable, "-c", _WRITER, str(folder), *map(str, pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def told(child: "subprocess.Popen[str]") -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go_on(child: "subprocess.Popen[str]") -> str:
    """Let it do the next thing; gives what it says then."""
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()
    return told(child)


def seen(kg_command: Run, folder: Path, scratch: Path) -> tuple[object, ...]:
    """What the commands that read tell of a store."""
    stats, meetings = kg_command("stats", "--store", folder, "--json"), kg_command("query", "meetings", "--store", folder)
    exported, why = kg_command("export", "-o", scratch, "--store", folder), kg_command("why", "会议", "--store", folder)
    assert [code for code, _, _ in (stats, meetings, exported, why)] == [0, 0, 0, 0]
    return json.loads(stats[1]), meetings[1], scratch.read_bytes(), why[1]


def test_commands_that_read_see_the_state_before_or_after_a_build(folder: Path, tmp_path: Path, kg_command: Run) -> None:
    before = seen(kg_command, folder, tmp_path / "all.nq")
    with writing(folder, *PAGES[1:3]) as child:
        assert told(child) == "written"
        assert seen(kg_command, folder, tmp_path / "all.nq") == before
        assert go_on(child) == "written"
        assert seen(kg_command, folder, tmp_path / "all.nq") == before
        assert go_on(child) == "closed"
        after = seen(kg_command, folder, tmp_path / "all.nq")
    with open_store(tmp_path / "fresh", create=True) as store:
        pipeline.build(PAGES[:3], store)
    fresh = seen(kg_command, tmp_path / "fresh", tmp_path / "all.nq")
    assert after == fresh
    assert after[2] != before[2]


def test_who_has_begun_to_read_goes_on_undisturbed(folder: Path) -> None:
    with writing(folder, *PAGES[1:3]) as child:
        assert told(child) == "written"
        with open_store(folder, read_only=True) as reader:
            before = list(reader.quads())
            assert go_on(child) == "written"
            assert go_on(child) == "closed"
            assert list(reader.quads()) == before
            with open_store(folder, read_only=True) as later:
                assert later.count() == 3
            assert [path.name for path in (folder / "snapshots").iterdir()] == [str(reader.changes())]
    with open_store(folder):
        pass
    assert not (folder / "snapshots").exists()


def test_a_second_writer_still_has_to_wait(folder: Path) -> None:
    with writing(folder, PAGES[1]) as child:
        assert told(child) == "written"
        with pytest.raises(StoreLockedError, match="another process has it open: wait until that command has ended"):
            open_store(folder)


def test_a_killed_writer_leaves_nothing_that_stays(folder: Path) -> None:
    with writing(folder, *PAGES[1:3]) as child:
        assert told(child) == "written"
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    with open_store(folder, read_only=True) as reader:
        assert [part.name for part in reader.documents()] == [path.name for path in PAGES[:2]]
    with open_store(folder) as store:
        assert store.verify() == []
    left = {"clues.sqlite", "identities.sqlite", "ledger.sqlite", "lock", "oxigraph", "tables.sqlite"}
    assert {path.name for path in folder.iterdir()} == left


def test_what_a_crash_left_half_made_is_swept_out(folder: Path) -> None:
    (folder / "snapshots" / "making" / "oxigraph").mkdir(parents=True)
    (folder / "snapshots" / "going").mkdir()
    with open_store(folder) as store, open_store(folder, read_only=True) as reader:
        assert reader.count() == store.count() == 1
    assert not (folder / "snapshots").exists()


def test_where_no_state_can_be_kept_readers_wait(folder: Path) -> None:
    (folder / "snapshots").write_text("in the way")
    with open_store(folder), pytest.raises(StoreLockedError, match="another process writes to it: wait until"):
        open_store(folder, read_only=True)


def test_a_new_store_has_nothing_to_show_while_it_is_filled(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.put_documents([document("a", "何雄")])
        with pytest.raises(StoreLockedError, match="another process writes to it: wait until"):
            open_store(tmp_path / "store", read_only=True)


def test_what_is_kept_takes_no_room_of_its_own(folder: Path) -> None:
    with open_store(folder):
        kept = {path.name: path.stat().st_ino for path in (folder / "snapshots").rglob("*.sst")}
        held = {path.name: path.stat().st_ino for path in (folder / "oxigraph").glob("*.sst")}
        assert kept
        assert kept.items() <= held.items()
