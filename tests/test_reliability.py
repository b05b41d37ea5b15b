"""A build that is killed at any moment leaves whole documents, loses none that was acknowledged, and the next one completes it.

``pytest -m reliability`` kills a few builds, ``pytest -m reliability --long`` three hundred.
"""

import json
import random
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import killing
import pytest
from killing import WAYS, Build, Builder, Way

from kg import pipeline, sources
from kg.graph.iris import DEFAULT_BASE
from kg.store import open_store

pytestmark = pytest.mark.reliability
KILLS = 3  # of one store, until a build may complete it
CHANGED = killing.RECORDS // 2


@pytest.fixture(scope="module")
def builds() -> Iterator[Builder]:
    with killing.builder() as started:
        yield started


@cache
def expected(changed: int) -> tuple[bytes, dict[str, str]]:
    """What a build that nobody disturbs makes of the records: the export, and what each document holds."""
    with TemporaryDirectory() as folder:
        source = written(Path(folder), changed)
        with open_store(Path(folder) / "store", create=True) as store:
            pipeline.build([source], store)
        return killing.exported(Path(folder) / "store"), killing.digests(Path(folder) / "store")


@cache
def alone() -> dict[str, str]:
    """What each document holds as it is read, before it is told who is who over all documents."""
    with TemporaryDirectory() as folder:
        found = list(sources.read([written(Path(folder), 0)]))
    pages = [one.page for one in found if isinstance(one, sources.Source)]
    read = {page.name: pipeline.read_page(page, DEFAULT_BASE) for page in pages}
    return {name: one.content.digest for name, one in read.items() if isinstance(one, pipeline.Reading)}


@pytest.fixture(scope="module")
def seconds(builds: Builder, tmp_path_factory: pytest.TempPathFactory) -> dict[Way, float]:
    """How long an undisturbed build takes."""
    folder, taken = tmp_path_factory.mktemp("undisturbed"), dict[Way, float]()
    source = written(folder, 0)
    for number, way in enumerate(WAYS):
        begin = time.monotonic()
        builds.start(Build(source, folder / f"store{number}", way, folder / "log"))
        assert builds.ended() == 0
        taken[way] = time.monotonic() - begin
        assert killing.exported(folder / f"store{number}") == expected(0)[0]
    return taken


def written(folder: Path, changed: int) -> Path:
    path = folder / "archive.jsonl"
    path.write_bytes(killing.records(changed))
    return path


def acknowledged(log: Path, known: dict[str, str]) -> dict[str, str]:
    """What each document holds by what the ledger told; a line that was cut short was told to nobody."""
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True) if log.exists() else []
    for line in lines:
        if line.endswith("\n"):
            known |= {name: digest for kind, name, digest in json.loads(line) if kind == "document"}
    return known


def test_killed_at_any_moment(chance: int, builds: Builder, seconds: dict[Way, float], tmp_path: Path) -> None:
    """Every other time a store that was there before is changed."""
    turns, way, log, store = random.Random(chance), WAYS[chance % len(WAYS)], tmp_path / "log", tmp_path / "store"  # noqa: S311 - no secret
    known = dict[str, str]()
    if chance % 2:
        with open_store(store, create=True) as opened:
            pipeline.build([written(tmp_path, CHANGED)], opened)
        known = killing.digests(store)
    old, (bytes_, new), read = known.copy(), expected(0), alone()
    source = written(tmp_path, 0)
    for _ in range(KILLS):
        killing.killed(builds, Build(source, store, way, log), killing.moment(turns, seconds[way]))
        known = acknowledged(log, known)
        with open_store(store, create=True) as opened:
            assert (opened.verify(), opened.mended) == ([], ())
            there = {part.name: part.digest for part in opened.documents()}
        whole = {name: {known[name], read[name], new[name]} for name in known}
        assert {name: there.get(name) for name, digests in whole.items() if there.get(name) not in digests} == {}
        assert {name for name, digest in there.items() if digest not in {old.get(name), read[name], new[name]}} == set()
        assert list((store / "oxigraph").glob("bulk-*")) == []
    with open_store(store) as opened:
        pipeline.build([source], opened)
    assert killing.exported(store) == bytes_
    with open_store(store, read_only=True) as opened, opened.tables() as tables:
        assert opened.verify() == []
        assert tables.find(["疫情"])
