"""Builds that are killed: started by ``python killing.py``, a process that has imported everything, so that a build begins at once.

Each line of its standard input is a build: paths, store, how it writes. It answers with a line: the process of the build. That one writes a
line into a file for each batch, after the ledger has told that it is on the disk.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import crew, pipeline
from kg.store import ledger, open_store, writing

SEEDS = Path(__file__).parent.parent / "seeds"
RECORDS = 48


@dataclass(frozen=True, slots=True)
class Way:
    """How a build reads and writes."""

    processes: int
    batch: int  # bytes of a batch
    small: int  # bytes up to which new documents go in one by one


@dataclass(frozen=True, slots=True)
class Build:
    """From where, to where, how; and the file that is told of each batch."""

    source: Path
    store: Path
    way: Way
    log: Path


WAYS = (Way(1, 100_000, 0), Way(1, 50_000, 1 << 18), Way(2, 100_000, 0))


@cache
def records(changed: int = 0) -> bytes:
    """Records of a thousand characters, cut out of the seeds' pages; as they were before so many of them were changed."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    cuts = [text[begin : begin + 1000] for text in texts for begin in range(0, len(text), 130)][:RECORDS]
    old = [cut[200:] if number < changed else cut for number, cut in enumerate(cuts)]
    listed = [{"text": cut, "published": "2022-05-23", "title": f"第{number}期"} for number, cut in enumerate(old)]
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in listed).encode()


def exported(store: Path) -> bytes:
    with open_store(store, read_only=True) as opened, TemporaryDirectory() as folder:
        opened.export(Path(folder) / "all.nq")
        return (Path(folder) / "all.nq").read_bytes()


def digests(store: Path) -> dict[str, str]:
    """What each document holds."""
    with open_store(store, read_only=True) as opened:
        return {part.name: part.digest for part in opened.documents()}


class Builder:
    """Starts builds in processes of their own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, build: Build) -> int:
        """The process that builds; it leads a group of its own."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(build.source), str(build.store), asdict(build.way), str(build.log)]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def ended(self) -> int:
        """Wait for the build; gives its exit code, negative where a signal ended it."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def builder() -> Iterator[Builder]:
    """A process that has imported everything, ended with the block."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        yield Builder(process)
        assert process.stdin is not None
        process.stdin.close()


def killed(builds: Builder, build: Build, seconds: float) -> bool:
    """Build for so many seconds; whether the build was still at work then, and was killed with all its processes."""
    process = builds.start(build)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it has ended
        os.killpg(process, signal.SIGKILL)
    return builds.ended() < 0


def moment(turns: random.Random, seconds: float) -> float:
    """Any moment of a build that takes so long, and a little beyond."""
    return turns.uniform(0, 1.1 * seconds)


# in the process that starts builds


def _main() -> None:
    from kg import extract, resolve  # noqa: F401 - what a build would import
    from kg.model import Page

    pipeline.read_page(Page("p", SEEDS.glob("*.txt").__next__().read_text(encoding="utf-8-sig"), ""), "https://kg.example/id/")
    for line in sys.stdin:
        source, store, way, log = json.loads(line)
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            _build(Path(source), Path(store), Way(**way), log)
        os.setpgid(child, child)
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _build(source: Path, store: Path, way: Way, log: str) -> None:
    crew.FEW, writing.BATCH, writing.SMALL = 0, way.batch, way.small
    settle, target = ledger.Ledger.settle, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def noted(self: ledger.Ledger, **told: object) -> None:
        settle(self, **told)  # type: ignore[arg-type]
        done = [[part.kind, part.name, part.digest] for part in told.get("done", ())]  # type: ignore[attr-defined]
        os.write(target, f"{json.dumps(done)}\n".encode())

    ledger.Ledger.settle = noted  # type: ignore[method-assign]
    try:
        with open_store(store, create=True) as opened:
            pipeline.build([source], opened, processes=way.processes)
    except BaseException:  # noqa: BLE001 - a forked process must not go on in its parent's place
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    _main()
