"""A real Dask cluster on loopback, a process for the scheduler and one for each worker, for the tests of builds on a cluster."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from servers import free_port

_PATIENCE = 60.0


@dataclass
class Cluster:
    """Its address, and its workers, which can be killed."""

    address: str
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)


@contextmanager
def cluster(workers: int, folder: Path, path: Path | None = None) -> Iterator[Cluster]:
    """A scheduler with so many workers; they import packages from ``path`` first, and keep their files in the folder."""
    with ExitStack() as stack:
        address = f"tcp://127.0.0.1:{free_port()}"
        stack.enter_context(_process(["dask_scheduler", "--host", address, "--no-dashboard"], folder, path))
        found = Cluster(address)
        worker = ["dask_worker", address, "--host", "tcp://127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        for _ in range(workers):
            found.workers.append(stack.enter_context(_process(worker, folder, path)))
        yield found


@contextmanager
def _process(command: list[str], folder: Path, path: Path | None) -> "Iterator[subprocess.Popen[bytes]]":
    name, *options = command
    paths = [str(path)] if path else []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*paths, *sys.path]), "PYTHONWARNINGS": "ignore"}
    log = folder / f"{name}-{time.monotonic_ns()}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *options], cwd=folder, stdout=output, stderr=output, env=environment
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
