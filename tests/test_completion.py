"""Completion at the prompt: what is offered where, and the scripts in the shells themselves, where those are installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli.completion import candidates
from kg.query import library
from kg.query.nearness import nearest, one_apart
from kg.query.sparql import slots
from kg.query.values import kind, unknown, values
from kg.store import Store, open_store

ROOT = Path(__file__).parents[1]
THIRTEENTH, SIXTEENTH = "省委新冠肺炎疫情防控工作第十三次专题会议", "省委新冠肺炎疫情防控工作第十六次专题会议"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "kg-store"
    with open_store(path, create=True) as opened:
        pipeline.build([ROOT / "seeds"], opened)
    return path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, read_only=True) as opened:
        yield opened


def offered(folder: Path, *words: str) -> list[str]:
    return candidates(words, {"KG_STORE": str(folder)})


def test_commands(folder: Path) -> None:
    assert offered(folder, "exp") == ["explain", "export"]
    assert {"ask", "build", "query", "viz"} <= set(offered(folder, ""))


def test_options_of_commands(folder: Path) -> None:
    assert offered(folder, "ask", "--f") == ["--full"]
    assert offered(folder, "build", "se") == []  # the shell offers files
    assert offered(folder, "nothing", "--f") == []


def test_names_of_queries(folder: Path) -> None:
    assert offered(folder, "query", "meet") == ["meetings", "meetings-of"]
    assert offered(folder, "query", "") == sorted(library())
    assert offered(folder, "query", "--store", str(folder), "attend") == ["attendees"]
    assert offered(folder, "query", "--full", "attend") == ["attendees"]


def test_parameters(folder: Path) -> None:
    assert offered(folder, "query", "together", "--") == ["--format", "--full", "--list", "--other", "--person", "--store", "--timeout"]
    assert offered(folder, "query", "together", "--person", "何雄", "--o") == ["--other"]
    assert offered(folder, "query", "together", "--person", "何雄", "--p") == []


def test_values_come_from_the_store(folder: Path) -> None:
    assert offered(folder, "query", "meetings-of", "--person", "何") == ["何雄"]
    assert offered(folder, "query", "attendees", "--meeting", "省委") == ["省委新冠肺炎疫情防控工作第六次专题会议", THIRTEENTH, SIXTEENTH]
    assert offered(folder, "query", "offices", "--part", "市人") == ["市人大常委会主任", "市人大常委会党组书记"]
    assert offered(folder, "query", "directives-to", "--addressee", "全市") == ["全市上下"]
    assert offered(folder, "query", "day", "--day", "2022-10") == ["2022-10-09"]
    assert offered(folder, "query", "meetings", "--format", "t") == ["table", "tsv", "ttl"]
    assert offered(folder, "viz", "--person", "徐") == ["徐立毅"]


def test_no_store_no_values(tmp_path: Path) -> None:
    assert candidates(["query", "meetings-of", "--person", "何"], {"KG_STORE": str(tmp_path)}) == []
    assert candidates(["query", "meetings-of", "--store", str(tmp_path / "x"), "--person", "何"], {}) == []


def test_each_kind_of_values_is_asked_for_and_runs(store: Store) -> None:
    kinds = {kind(query.name, p.name) for query in library().values() for p in query.parameters} - {""}
    assert kinds == {"people", "events", "series", "bodies", "offices", "formulas", "addressees", "relayed", "reporters", "days"}
    assert all(values(store, what) for what in kinds)
    assert all(slots(query.text) for query in library().values() if query.parameters)


# in the shells


@pytest.fixture
def shell(folder: Path, tmp_path: Path) -> dict[str, str]:
    """An environment with a ``kg`` of this very code."""
    command = tmp_path / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "KG_STORE": str(folder), "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}


def in_shell(name: str, script: str, environment: dict[str, str]) -> list[str]:
    done = subprocess.run([name, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


BASH = """eval "$(kg completion bash)"
COMP_WORDS=(kg query together --person 何雄 --other 周); COMP_CWORD=6
_kg_completion; printf '%s\\n' "${COMPREPLY[@]}"
COMP_WORDS=(kg query attendees ""); COMP_CWORD=3
_kg_completion; printf '%s\\n' "${COMPREPLY[@]}"
complete -p kg
"""


def test_bash(shell: dict[str, str]) -> None:
    offers = ["周亚民", "周富强", "--format", "--full", "--list", "--meeting", "--store", "--timeout"]
    assert in_shell("bash", BASH, shell) == [*offers, "complete -o default -F _kg_completion kg"]


ZSH = """compdef() { }
compadd() { shift; print -l -- "$@"; }
_files() { print files; }
eval "$(kg completion zsh)"
words=(kg query together --person 何雄 --other 周); CURRENT=7; _kg_completion
words=(kg build se); CURRENT=3; _kg_completion
"""


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh(shell: dict[str, str]) -> None:
    assert in_shell("zsh", ZSH, shell) == ["周亚民", "周富强", "files"]


FISH = """kg completion fish | source
complete --do-complete 'kg query together --person 何雄 --other 周'
complete --do-complete 'kg query attendees --me'
"""


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish(shell: dict[str, str]) -> None:
    assert in_shell("fish", FISH, shell) == ["周亚民", "周富强", "--meeting"]


# did you mean


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("安卫", ["安伟", "何雄"], ["安伟"]),
        ("何", ["何雄", "何雄伟"], ["何雄"]),
        ("何雄伟", ["何雄", "安伟"], ["何雄"]),
        ("meetngs", ["meetings", "meetings-of", "series"], ["meetings"]),
        ("李四", ["安伟", "何雄"], []),
        ("", ["安"], []),
    ],
)
def test_nearest(name: str, known: list[str], near: list[str]) -> None:
    assert nearest(name, known) == near


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("安伟", "安卫", True),
        ("安伟", "安", True),
        ("安伟", "伟", True),
        ("安伟", "安伟", False),
        ("安伟", "何雄", False),
        ("安", "何", False),
    ],
)
def test_one_apart(one: str, two: str, apart: bool) -> None:  # noqa: FBT001
    assert one_apart(one, two) is one_apart(two, one) is apart


def test_unknown_values(store: Store) -> None:
    queries = library()
    assert unknown(store, queries["meetings-of"], {"person": "何熊"}) == [
        "--person: '何熊' is none of the 66 people here: did you mean 何雄?"
    ]
    assert unknown(store, queries["meetings-of"], {"person": "安伟", "from": "2030-01-01"}) == []
    assert unknown(store, queries["attendees"], {"meeting": "第十三"}) == []
    (line,) = unknown(store, queries["attendees"], {"meeting": "省委新冠肺炎疫情防控工作第十五次专题会议"})
    assert line.endswith(f"did you mean {SIXTEENTH} or {THIRTEENTH} or 省委新冠肺炎疫情防控工作第六次专题会议?")
