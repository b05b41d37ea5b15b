"""Builds by several processes: the same bytes whatever their number, and nothing lost where one is interrupted."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kg import crew, pipeline
from kg.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"
RECORDS = 90


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the least of inputs be worth several processes."""
    monkeypatch.setattr(crew, "FEW", 0)


@cache
def archive() -> bytes:
    """Records of a thousand characters, cut out of the seeds' pages."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    cuts = [text[begin : begin + 1000] for text in texts for begin in range(0, len(text), 130)][:RECORDS]
    records = [{"text": cut, "published": "2022-05-23", "title": f"第{number}期"} for number, cut in enumerate(cuts)]
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()


def exported(store: Path) -> bytes:
    with open_store(store, read_only=True) as opened, TemporaryDirectory() as folder:
        opened.export(Path(folder) / "all.nq")
        return (Path(folder) / "all.nq").read_bytes()


@cache
def expected() -> bytes:
    """What a build by one process that nobody disturbs makes of the archive."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.jsonl"
        path.write_bytes(archive())
        with open_store(Path(folder) / "store", create=True) as store:
            pipeline.build([path], store)
        return exported(Path(folder) / "store")


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(archive())
    return path


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("processes", [2, 4])
def test_the_same_bytes_for_any_number_of_processes(processes: int, archive_file: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        report = pipeline.build([archive_file], store, processes=processes)
        assert (report.documents, report.refused, store.verify()) == (RECORDS, [], [])
    assert exported(tmp_path / "store") == expected()


@pytest.mark.usefixtures("many")
def test_the_same_bytes_for_any_order_of_the_files(tmp_path: Path) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    stores = []
    for turn, order in enumerate([files, files[::-1], random.Random(5).sample(files, len(files))]):  # noqa: S311 - no secret
        stores.append(tmp_path / f"store{turn}")
        with open_store(stores[-1], create=True) as store:
            pipeline.build(order, store, processes=turn + 1)
    assert exported(stores[0]) == exported(stores[1]) == exported(stores[2])


_BUILDING = """
import sys
from kg import crew
from kg.cli import main
from kg.store import writing
if __name__ == "__main__":
    crew.FEW, writing.BATCH = 0, 300_000
    print("begun", flush=True)
    main(["build", sys.argv[1], "--store", sys.argv[2], "--processes", "2"])
"""


def begun(archive_file: Path, store: Path) -> "subprocess.Popen[str]":
    """A build in a process group of its own."""
    command = [sys.executable, "-c", _BUILDING, str(archive_file), str(store)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    return child


def finished(archive_file: Path, store: Path) -> bytes:
    """Build to the end, whatever was there before."""
    with open_store(store, create=True) as opened:
        assert opened.mended == ()
        assert opened.verify() == []
        assert list((store / "oxigraph").glob("bulk-*")) == []
        pipeline.build([archive_file], opened)
    return exported(store)


def test_an_interrupted_build_says_how_to_go_on(archive_file: Path, tmp_path: Path) -> None:
    with begun(archive_file, tmp_path / "store") as child:
        while not (tmp_path / "store" / "oxigraph" / "CURRENT").exists():
            time.sleep(0.01)
        time.sleep(0.2)
        os.killpg(child.pid, signal.SIGINT)
        _, told = child.communicate(timeout=20)
    assert child.returncode == 130
    assert told.splitlines()[-1] == f"kg: interrupted: what was read is in {tmp_path / 'store'}, and the same command goes on from there"
    assert "Traceback" not in told
    assert finished(archive_file, tmp_path / "store") == expected()


@pytest.mark.usefixtures("many")
def test_a_page_that_kills_its_process_is_refused_by_name(archive_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "perform", _deadly)
    with open_store(tmp_path / "store", create=True) as store:
        report = pipeline.build([archive_file], store, processes=2)
        assert (report.documents, store.verify()) == (RECORDS - 1, [])
    [refusal] = report.refused
    assert refusal.name == "archive.jsonl#7"
    assert refusal.reason == (
        "the process that read it did not live: it was killed by SIGKILL, perhaps for want of memory; build again to try once more"
    )
    with open_store(tmp_path / "store") as store:
        monkeypatch.undo()
        assert pipeline.build([archive_file], store).refused == []
    assert exported(tmp_path / "store") == expected()


def _deadly(base: str, task: pipeline.Task) -> object:
    if task.page.name == "archive.jsonl#7":
        os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.read_page(task.page, base)
