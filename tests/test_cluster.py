"""Builds on a cluster: the same bytes as on one machine, a worker killed half-way; what goes wrong, in one line. Pages by address."""

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import clusters
import pytest
import servers

from kg import cluster, pipeline
from kg.cluster import Cluster, ClusterError, joined, perform
from kg.crew import Lost
from kg.fetching import AddressError, fetched
from kg.store import open_store

Run = Callable[..., tuple[int, str, str]]
SEEDS = Path(__file__).parent.parent / "seeds"
pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clusters.Cluster]:
    with clusters.cluster(2, tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Each page of the seeds twice over, under names of its own, and a line that is refused."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    lines = [json.dumps({"text": text}) for text in texts * 2]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join([*lines[:7], "no JSON", *lines[7:]]), encoding="utf-8")
    return path


def exported(store: Path) -> bytes:
    with open_store(store, read_only=True) as opened:
        opened.export(store.with_suffix(".nq"))
    return store.with_suffix(".nq").read_bytes()


@pytest.mark.server
def test_a_worker_is_killed_and_the_bytes_are_those_of_one_machine(
    running: clusters.Cluster, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_WEIGHT", 1000)  # a page or two in a batch
    done: list[str] = []

    def on_page(name: str, outcome: str, _share: float) -> None:
        done.append(f"{name} {outcome}")
        if len(done) == 3:
            running.workers[0].kill()

    with joined(running.address) as workers, open_store(tmp_path / "there", create=True) as store:
        report = pipeline.build([pages], store, on_page=on_page, in_order=workers.in_order)
    with open_store(tmp_path / "here", create=True) as store:
        pipeline.build([pages], store)
    assert (report.documents, [refusal.name for refusal in report.refused]) == (10, ["pages.jsonl#8"])
    assert sorted(done) == sorted(f"pages.jsonl#{n} {'refused' if n == 8 else 'new'}" for n in range(1, 12))
    assert exported(tmp_path / "there") == exported(tmp_path / "here")


@pytest.mark.server
def test_the_command_reads_with_a_cluster_and_by_address(running: clusters.Cluster, tmp_path: Path, kg_command: Run) -> None:
    """By the address of a folder, then again by its path: only the place has changed, so nothing is read again."""
    address = SEEDS.absolute().as_uri()
    there = kg_command("build", address, "--store", tmp_path / "there", "--scheduler", running.address)
    here = kg_command("build", SEEDS, "--store", tmp_path / "here", "--processes", "1")
    assert there[0] == here[0] == 0
    assert there[1].splitlines()[:-1] == here[1].splitlines()[:-1]
    assert exported(tmp_path / "there") == exported(tmp_path / "here")
    with open_store(tmp_path / "there", read_only=True) as store:
        assert store.documents()[0].source == f"{address}/000_c36a2a717d7a5639.txt"
    assert kg_command("check", "--no-shapes", "--store", tmp_path / "there")[1].endswith(" 0 problems\n")


@pytest.mark.server
def test_workers_with_other_rules_are_refused(running: clusters.Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "rules_version", lambda: "other")
    with joined(running.address) as workers, pytest.raises(ClusterError, match="another version of the rules: install the same release"):
        list(workers.in_order(str, [(1, 1)]))


def test_a_worker_does_what_it_is_asked() -> None:
    assert perform(str, [1, 2], pipeline.rules_version()) == ["1", "2"]


@pytest.mark.parametrize("missing", [True, False])
def test_no_cluster(tmp_path: Path, kg_command: Run, monkeypatch: pytest.MonkeyPatch, *, missing: bool) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    address = f"tcp://127.0.0.1:{servers.free_port()}"
    if missing:
        monkeypatch.setitem(sys.modules, "distributed", None)
        told = "kg: --scheduler needs Dask, which is not installed: pip install 'yaowen[cluster]', here and on the workers\n"
    else:
        told = f"kg: no scheduler answers at {address}: start it with 'dask scheduler', or correct --scheduler tcp://HOST:8786\n"
    assert kg_command("build", SEEDS, "--store", tmp_path / "store", "--scheduler", address) == (2, "", told)
    assert not (tmp_path / "store").exists()


@pytest.mark.server
def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with clusters.cluster(0, tmp_path) as found:
        wait_for(found.address)
        monkeypatch.setattr(cluster, "_PATIENCE", 2)
        with pytest.raises(ClusterError, match="has no workers: start some with 'dask worker tcp:"), joined(found.address):
            pass


def wait_for(address: str) -> None:
    """Until a scheduler takes calls."""
    host, port = address.removeprefix("tcp://").split(":")
    for _ in range(600):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


class Killed:
    """Stands for a client whose workers die over one item."""

    def __init__(self) -> None:
        self.sent: list[list[str]] = []

    def nthreads(self) -> dict[str, int]:
        return {"tcp://a": 1}

    def submit(self, _perform: object, work: Callable[[str], str], items: list[str], _version: str, *, pure: bool) -> Any:  # noqa: ANN401
        assert not pure
        self.sent.append(items)
        return Future(work, items)


class Future:
    def __init__(self, work: Callable[[str], str], items: list[str]) -> None:
        self.work, self.items = work, items

    def result(self) -> list[str]:
        from distributed import KilledWorker

        if "deadly" in self.items:
            task = "task"
            raise KilledWorker(task, type("W", (), {"address": "tcp://a"})(), 3)
        return [self.work(item) for item in self.items]

    def release(self) -> None:
        pass


def test_an_item_that_kills_workers_is_lost_alone() -> None:
    client = Killed()
    items = [("a", 5), ("b", 0), ("deadly", 5), ("c", 5)]
    found = list(Cluster("tcp://s", client).in_order(str.upper, items))
    lost = Lost("it brought down several workers, one after the other")
    assert found == [("a", "A"), ("b", None), ("deadly", lost), ("c", "C")]
    assert client.sent == [["a", "deadly", "c"], ["a"], ["deadly"], ["c"]]


def test_batches_are_bounded_and_few_are_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WEIGHT", 10)
    client, taken = Killed(), list[int]()

    def items() -> Iterator[tuple[str, int]]:
        for number in range(100):
            taken.append(number)
            yield str(number), 4

    results = Cluster("tcp://s", client).in_order(str.upper, items())
    assert next(results) == ("0", "0")
    assert len(taken) == 9  # three batches of three: one is given, two are ahead for the only thread
    assert len(list(results)) == 99


# pages by address


def test_plain_paths_stay_as_they_are() -> None:
    with fetched(["a/b", "c.txt"]) as places:
        assert places.paths == (Path("a/b"), Path("c.txt"))
        assert places.source(Path("c.txt")) == str(Path("c.txt").absolute())


def test_a_folder_and_a_file_in_memory() -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    system = MemoryFileSystem()
    for name in ("/news/2022/a.txt", "/news/manifest.csv", "/b.jsonl"):
        system.pipe(name, name.encode())
    with fetched(["memory://news", "memory://b.jsonl"]) as places:
        folder, file = places.paths
        assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")) == ["2022/a.txt", "manifest.csv"]
        assert (folder.name, file.name, file.read_text()) == ("news", "b.jsonl", "/b.jsonl")
        assert places.source(folder / "2022" / "a.txt") == "memory://news/2022/a.txt"
        assert places.source(file) == "memory://b.jsonl"
    assert not folder.exists()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://nothing", "there is nothing at memory://nothing"),
        ("nosuch://x/y", "nosuch://x/y cannot be read: Protocol not known: nosuch"),
    ],
)
def test_addresses_that_cannot_be_read(address: str, told: str) -> None:
    with pytest.raises(AddressError) as raised, fetched([address]):
        pass
    assert told in str(raised.value)


def test_fsspec_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(AddressError, match=r"fsspec is not installed: pip install 'yaowen\[cluster\]'"), fetched(["s3://b/c"]):
        pass
