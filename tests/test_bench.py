"""The benchmark: how ratios are meant, what memory is counted, and that it runs from beginning to end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from kg.bench import Figure, table
from kg.bench.building import rate, throughput
from kg.bench.figures import Clock, faster, resident, shorter

SEEDS = Path(__file__).parent.parent / "seeds"


def test_a_ratio_above_one_is_in_our_favour() -> None:
    assert faster("cut", 6.0, "jieba", 2.0, "MB/s") == Figure("cut", 6.0, "jieba", 2.0, "MB/s", 3.0)
    assert shorter("build", 5.0, "one process", 10.0, "s") == Figure("build", 5.0, "one process", 10.0, "s", 2.0)
    cut = faster("text → facts", 9.0, "jieba.cut", 0.5, "MB/s of CPU")
    assert throughput(4.0, shorter("build", 5.0, "one process", 10.0, "s"), cut).ratio == 0.8
    assert rate(100, shorter("build", 5.0, "one process", 10.0, "s")).ours == 20.0


def test_rows_for_people() -> None:
    assert table([shorter("build", 1234.5, "one process", 0.01234, "s")]) == [
        ("", "Yaowen", "beside", "", "unit", "ratio"),
        ("build", "1,234", "one process", "0.0123", "s", "0.00"),
    ]


def test_the_clock_sums_up_what_is_done_under_it() -> None:
    clock, done = Clock(), list[int]()
    clock.time(lambda: done.extend(range(200_000)))
    first = clock.wall
    clock.time(lambda: done.extend(range(200_000)))
    assert len(done) == 400_000
    assert 0 < first < clock.wall


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells")
def test_memory_counts_the_children_too() -> None:
    code = "x = b'x' * 200_000_000; print(len(x), flush=True); input()"
    before = resident(os.getpid())
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert resident(child.pid) > 200_000_000
        assert resident(os.getpid()) - before > 150_000_000
        child.communicate(b"\n")
    assert resident(child.pid) == 0


def test_without_jieba_it_says_what_to_install(kg_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    code, out, err = kg_command("bench", SEEDS, "--items", "1")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "kg: kg bench compares with jieba, which is not installed: pip install 'yaowen[bench]'"


def test_without_pages_it_says_so(kg_command: Run, tmp_path: Path) -> None:
    code, _, err = kg_command("bench", tmp_path)
    assert (code, err) == (2, f"kg: no page in {tmp_path}: give files or folders that kg build reads\n")


_ONE_ROUND = """
import sys
from kg.bench import building, storing, text
from kg.cli import main
text.ROUNDS = storing.ROUNDS = building.ROUNDS = 1
main(["bench", sys.argv[1], "--items", "2", "--json"])
"""


def test_from_beginning_to_end(tmp_path: Path) -> None:
    pytest.importorskip("jieba")
    done = subprocess.run(
        [sys.executable, "-c", _ONE_ROUND, str(SEEDS)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=_environment(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    found = [Figure(**each) for each in json.loads(done.stdout)]
    assert {figure.than for figure in found} >= {"jieba.cut", "jieba.posseg", "raw bulk_load, same quads", "raw pyoxigraph", "one process"}
    assert {"top pairs of people", "Turtle export, sorted", "whole build, store included"} <= {figure.what for figure in found}
    assert all(figure.ours > 0 and figure.theirs > 0 for figure in found)
    assert list(tmp_path.iterdir()) == []  # neither jieba's cache nor anything else is left


def _environment(place: Path) -> dict[str, str]:
    """This process's own, with a temporary folder that can be looked at afterwards."""
    return {**os.environ, "TMPDIR": str(place), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
