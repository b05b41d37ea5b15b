"""Work by several processes: in order, bounded, and a process that dies costs one item and is told of."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from kg import crew
from kg.crew import CrewError, Lost, in_order

HEAVY = crew.FEW // 10  # a dozen of these make it worth to start processes


def shouted(word: str) -> str:
    """The work of most tests; some words are deadly."""
    if word == "kill me":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "leave":
        os._exit(3)
    if word == "slow":
        time.sleep(0.3)
    return word.upper()


def where(_item: int) -> int:
    return os.getpid()


def not_started(_item: int) -> None:
    """Stands for work that cannot be copied to another process."""


def given(words: list[str], processes: int) -> list[tuple[str, str | Lost | None]]:
    return list(in_order(shouted, ((word, HEAVY) for word in words), processes))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(processes: int) -> None:
    words = ["slow", *(f"w{number}" for number in range(30)), "slow", "z"]
    assert given(words, processes) == [(word, word.upper()) for word in words]


def test_several_processes_do_the_work() -> None:
    pids = {pid for _, pid in in_order(where, ((number, HEAVY) for number in range(200)), 2)}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_few_items_are_done_here() -> None:
    assert list(in_order(where, [(1, 10), (2, 10)], 4)) == [(1, os.getpid()), (2, os.getpid())]


def test_nothing_to_do() -> None:
    assert list(in_order(where, [], 2)) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_items_without_weight_need_no_work_and_keep_their_place(processes: int) -> None:
    items = [("a", HEAVY), ("b", 0), *(("c", HEAVY) for _ in range(20)), ("d", 0)]
    assert list(in_order(shouted, items, processes)) == [(word, word.upper() if weight else None) for word, weight in items]


@pytest.mark.parametrize(
    ("word", "reason"), [("kill me", "it was killed by SIGKILL, perhaps for want of memory"), ("leave", "it ended with code 3")]
)
def test_a_process_that_dies_costs_the_item_it_had(word: str, reason: str) -> None:
    words = [*(f"w{number}" for number in range(12)), word, *(f"v{number}" for number in range(12)), word, "z"]
    assert given(words, 2) == [(each, Lost(reason) if each == word else each.upper()) for each in words]


def test_every_process_dies() -> None:
    assert given(["kill me"] * 12, 2) == [("kill me", Lost("it was killed by SIGKILL, perhaps for want of memory"))] * 12


def test_few_items_are_out_at_a_time() -> None:
    """The source is read only as far as the results of it may wait for an earlier one."""
    read = 0

    def source() -> Iterator[tuple[str, int]]:
        nonlocal read
        for number in range(100_000):
            read += 1
            yield f"w{number}", 20_000

    results = in_order(shouted, source(), 2)
    most = max(read - taken for taken, _ in zip(range(1000), results, strict=False))
    results.close()  # type: ignore[attr-defined]
    assert most <= 2 * 2**20 / 20_000 + 2


def test_work_that_cannot_start_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(not_started, "__module__", "a_module_that_is_nowhere")
    monkeypatch.setitem(sys.modules, "a_module_that_is_nowhere", sys.modules[__name__])
    with pytest.raises(CrewError, match=r"does not start \(it ended with code 1\): try again with --processes 1"):
        list(in_order(not_started, [(1, crew.FEW + 1)], 2))
    assert "a_module_that_is_nowhere" in capfd.readouterr().err


_LEFT_ALONE = """
import os, sys, time
sys.path.insert(0, {folder!r})
import test_crew
from kg.crew import in_order
if __name__ == "__main__":
    for _, pid in in_order(test_crew.where, ((number, test_crew.HEAVY) for number in range(10**6)), 1 + 1):
        print(pid, flush=True)
"""


def test_the_processes_end_with_the_one_that_started_them() -> None:
    code = _LEFT_ALONE.format(folder=os.path.dirname(__file__))  # noqa: PTH120 - goes into the text of a program
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert len({parent.stdout.readline() for _ in range(300)}) == 2
        parent.kill()
        parent.communicate(timeout=10)  # ends when the last process that holds this pipe has ended
