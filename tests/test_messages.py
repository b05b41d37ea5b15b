"""What people are told where a store cannot be used: one line with the remedy, exit code 2, and the store unharmed."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from kg.store import StoreDamagedError, StoreFullError, StoreReadOnlyError, open_store
from kg.store.clues import ClueBook
from kg.store.engine import Engine
from kg.store.errors import of_system

SEEDS = Path(__file__).parent.parent / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))


def one_line(told: str) -> str:
    """The last line of standard error; what stands before it is progress, never a traceback."""
    assert "Traceback" not in told
    return told.splitlines()[-1]


def test_another_process_builds(tmp_path: Path, kg_command: Run) -> None:
    store = tmp_path / "store"
    with open_store(store, create=True):
        for command in (("build", PAGES[0]), ("stats",), ("query", "meetings"), ("export", "-o", tmp_path / "x.ttl"), ("remove", "a")):
            code, out, told = kg_command(*command, "--store", store)
            assert (code, out) == (2, "")
            assert one_line(told).startswith(f"kg: the store {store} is in use, another process ")
            assert one_line(told).endswith(": wait until that command has ended, then try again")
    assert kg_command("stats", "--store", store)[0] == 0


def test_a_newer_version(tmp_path: Path, kg_command: Run) -> None:
    store = tmp_path / "store"
    open_store(store, create=True).close()
    with sqlite3.connect(store / "ledger.sqlite") as rows:
        rows.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    rows.close()
    code, _, told = kg_command("stats", "--store", store)
    assert (code, one_line(told)) == (
        2,
        f"kg: the store {store} has format 99, this release reads format 2: update with 'pip install -U yaowen', or build anew",
    )


FULL = "no room left on the disk of the store {}: free some and run the same command again; what was done is kept"


@pytest.mark.parametrize("where", ["load", "replace", "sync"])
def test_a_full_disk_while_the_engine_writes(where: str, tmp_path: Path, kg_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    kg_command("build", PAGES[0], "--store", store)
    with monkeypatch.context() as patch:
        patch.setattr("kg.store.writing.SMALL", 0 if where == "load" else 2**20)

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr(Engine, where, full)
        code, out, told = kg_command("build", SEEDS, "--store", store)
        assert (code, out, one_line(told)) == (2, "", f"kg: {FULL.format(store)}")
    assert kg_command("build", SEEDS, "--store", store)[0] == 0
    with open_store(store) as opened:
        assert (opened.count(), opened.verify()) == (len(PAGES), [])


def test_a_full_disk_while_clues_are_written(tmp_path: Path, kg_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"

    def full(_: object) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(ClueBook, "commit", full)
    code, _, told = kg_command("build", PAGES[0], "--store", store)
    assert (code, one_line(told)) == (2, f"kg: {FULL.format(store)}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True, check=False)  # noqa: S607
    if made.returncode:
        pytest.skip("file systems can be made by root only")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607


@pytest.mark.parametrize("processes", [1, 2])
def test_a_disk_that_fills_up(processes: int, small_disk: Path, tmp_path: Path) -> None:
    store = small_disk / "store"
    kg = [sys.executable, "-m", "kg"]
    subprocess.run([*kg, "build", PAGES[0], "--store", store], check=True, capture_output=True)
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk)
    ballast.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 300_000))
    done = subprocess.run(
        [*kg, "build", SEEDS, "--store", store, "--processes", str(processes)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, one_line(done.stderr)) == (2, f"kg: {FULL.format(store)}")
    ballast.unlink()
    with open_store(store) as opened:
        assert opened.verify() == []
        assert opened.count() >= 1
    done = subprocess.run([*kg, "build", SEEDS, "--store", store], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with open_store(store) as opened, open_store(tmp_path / "other", create=True) as other:
        assert (opened.count(), opened.verify(), other.count()) == (len(PAGES), [], 0)


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StoreFullError),
        (OSError("IO error: No space left on device: While appending to file: x.sst: No space left on device"), StoreFullError),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreFullError),
        (sqlite3.OperationalError("database or disk is full"), StoreFullError),
        (OSError(errno.EROFS, "Read-only file system"), StoreReadOnlyError),
        (sqlite3.OperationalError("attempt to write a readonly database"), StoreReadOnlyError),
        (RuntimeError("Corruption: block checksum mismatch"), StoreDamagedError),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreDamagedError),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), type(None)),
        (RuntimeError("dictionary changed size during iteration"), type(None)),
    ],
)
def test_what_errors_of_the_system_mean(error: Exception, meant: type) -> None:
    assert type(of_system(Path("s"), error)) is meant
