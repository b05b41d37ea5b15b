"""The wall around a process that answers strangers: what it can no longer do, and that it can still read and run threads."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from kg.store.sandbox import shut

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in {"x86_64", "aarch64"}, reason="only Linux has such a filter"
)
TRIES = {
    "a socket": "socket.socket()",
    "a pair of sockets": "socket.socketpair()",
    "a new file": "open(folder + '/new', 'w')",
    "a file to change": "open(folder + '/old', 'r+')",
    "an old file emptied": "os.truncate(folder + '/old', 0)",
    "a file removed": "os.unlink(folder + '/old')",
    "a file renamed": "os.rename(folder + '/old', folder + '/other')",
    "a folder": "os.mkdir(folder + '/sub')",
    "a link": "os.symlink('/etc', folder + '/link')",
    "another program": "os.execv('/bin/true', ['true'])",
    "a signal": "os.kill(os.getppid(), 0)",
}
SCRIPT = """
import os, socket, sys, threading
from kg.store.sandbox import shut
folder = sys.argv[1]
assert shut()
try:
    {try_}
except PermissionError as error:
    print(error.errno)
else:
    print("done")
"""


def run(script: str, folder: Path) -> str:
    (folder / "old").write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False, timeout=30)
    return done.stdout.strip() or done.stderr


@pytest.mark.parametrize("what", TRIES)
def test_behind_the_wall_it_is_not_permitted(tmp_path: Path, what: str) -> None:
    assert run(SCRIPT.format(try_=TRIES[what]), tmp_path) == "1"  # EPERM
    assert (tmp_path / "old").read_text(encoding="utf-8") == "old"


def test_reading_and_threads_go_on(tmp_path: Path) -> None:
    reads = "assert open(folder + '/old').read() == 'old'; t = threading.Thread(target=print, args=('thread',)); t.start(); t.join()"
    assert run(SCRIPT.format(try_=reads), tmp_path).split() == ["thread", "done"]


def test_without_the_wall_it_would_be_possible(tmp_path: Path) -> None:
    for what in ("a socket", "a new file", "a folder"):
        assert run(SCRIPT.format(try_=TRIES[what]).replace("assert shut()", ""), tmp_path) == "done"


def test_another_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert shut() is False
