"""What the README shows is what the program does. ``python tests/test_readme.py`` writes the outputs and the table of queries anew."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"(?<=^```python\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
QUERIES = re.compile(r"(?<=^<!-- queries -->\n).*?(?=^<!-- /queries -->$)", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"(?<=^seconds)( +)[0-9.]+$", re.MULTILINE)  # differ from run to run


def text() -> str:
    return README.read_text(encoding="utf-8")


def place(folder: Path) -> dict[str, str]:
    """Put the seeds and a ``kg`` of this very code into a folder; returns the environment for commands in it."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "bin").mkdir()
    (folder / "bin" / "kg").write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    (folder / "bin" / "kg").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return kept | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def commands(block: str) -> list[str]:
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def run(block: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a block's commands; returns the block with their outputs."""
    shown = []
    for command in commands(block):
        done = subprocess.run(
            ["/bin/bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        shown.append(f"$ {command}\n" + SECONDS.sub(r"\1…", done.stdout.decode()))
    return "".join(shown)


def renewed(folder: Path) -> str:
    """Return the README with all outputs as they are now."""
    from kg.query import library, markdown

    environment = place(folder)
    outputs = CONSOLE.sub(lambda block: run(block[0], folder, environment), text())
    return QUERIES.sub(lambda _: markdown(library().values()), outputs)


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> str:
    return renewed(tmp_path_factory.mktemp("readme"))


def blocks_and_queries(readme: str) -> Iterator[str]:
    yield from CONSOLE.findall(readme)
    yield from QUERIES.findall(readme)


def test_outputs_and_queries_are_those_of_the_program(now: str) -> None:
    assert list(blocks_and_queries(text())) == list(blocks_and_queries(now))


def test_the_python_example_runs(tmp_path: Path) -> None:
    [example] = PYTHON.findall(text())
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example], cwd=tmp_path, env=place(tmp_path), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout.splitlines()
    assert [line.split()[0] for line in shown] == ["2022-10-09", "2022-10-09", "2022-10-09", "between"]


def test_every_command_is_shown() -> None:
    shown = {command.split()[1] for block in CONSOLE.findall(text()) for command in commands(block) if command.startswith("kg ")}
    assert shown >= {"build", "query", "viz", "export", "explain", "check", "why", "search", "restore"}


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    table = text().partition("## Dependencies")[2]
    assert [name for name in (re.split(r"[>;\[ ]", need)[0] for need in needed) if not re.search(rf"\b{name}\b", table)] == []


def test_links_and_pictures_are_there() -> None:
    targets = re.findall(r"\]\(((?!https?:)[^)#]+)\)", text())
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(renewed(Path(folder)), encoding="utf-8")
