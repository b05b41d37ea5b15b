"""The commands: what they print, where, and their exit codes."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import MEETING, Run

import kg
from kg.query.catalogue import GROUPS

COMMANDS = (
    "build",
    "remove",
    "restore",
    "query",
    "search",
    "ask",
    "serve",
    "viz",
    "export",
    "stats",
    "check",
    "why",
    "explain",
    "facts",
    "eval",
    "bench",
    "completion",
)


def started(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "kg", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def store(hand_made: None, meeting_file: Path, tmp_path: Path, kg_command: Run) -> Path:  # noqa: ARG001, extraction replaced
    """A store that holds the page of a meeting."""
    code, _, _ = kg_command("build", meeting_file, "--store", tmp_path / "store")
    assert code == 0
    return tmp_path / "store"


def cpu_seconds(*arguments: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True, timeout=60)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def test_help_costs_little_more_than_the_library_of_its_command_line() -> None:
    runs = [(cpu_seconds("-m", "kg", "--help"), cpu_seconds("-c", "import typer.main")) for _ in range(7)]
    assert min(helped for helped, _ in runs) < 2 * min(bare for _, bare in runs)


def test_help_loads_no_heavy_package() -> None:
    heavy = {"rdflib", "pyoxigraph", "jieba", "rjieba", "pyvis", "numpy", "rich", "kg.model"}
    code = f"import sys, kg.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_help_names_every_command() -> None:
    listed = started("--help").stdout
    assert [command for command in COMMANDS if f"\n  {command} " not in listed] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help(command: str, kg_command: Run) -> None:
    code, out, _ = kg_command(command, "--help")
    assert (code, "Usage:" in out) == (0, True)


def test_version(kg_command: Run) -> None:
    assert kg_command("--version") == (0, f"yaowen {kg.__version__}\n", "")


@pytest.mark.usefixtures("hand_made")
def test_build_sums_up(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    code, out, err = kg_command("build", meeting_file.parent, "--store", tmp_path / "store")
    lines = dict(line.split() for line in out.splitlines())
    assert code == 0
    assert err == "1 pages: 1 new\n"
    assert list(lines) == [
        *("documents", "unchanged", "replaced", "articles", "people", "events", "attendances", "statements", "offices", "triples"),
        *("refused", "seconds"),
    ]
    assert (lines["documents"], lines["people"], lines["attendances"], lines["refused"]) == ("1", "2", "2", "0")


@pytest.mark.usefixtures("hand_made")
def test_build_names_what_it_refuses(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    (meeting_file.parent / "b.pdf").write_bytes(b"%PDF-1.7")
    code, out, err = kg_command("build", meeting_file.parent, "--store", tmp_path / "store", "--json")
    assert code == 1
    assert err == "2 pages: 1 new, 1 refused\nrefused b.pdf: not a .txt, .html, .jsonl or .jsonl.gz file\n"
    report = json.loads(out)
    assert (report["documents"], report["refused"]) == (1, [{"name": "b.pdf", "reason": "not a .txt, .html, .jsonl or .jsonl.gz file"}])


def test_build_with_nothing_to_read(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    meeting_file.write_bytes(b"")
    code, _, err = kg_command("build", meeting_file, "--store", tmp_path / "store")
    assert (code, err) == (2, "1 pages: 1 refused\nrefused a.txt: empty\n")


def test_a_folder_without_pages_is_told(tmp_path: Path, kg_command: Run) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = kg_command("build", tmp_path / "empty", "--store", tmp_path / "store")
    expected = f"0 pages: none\nkg: no pages in {tmp_path / 'empty'}: expected .txt, .html, .jsonl or .jsonl.gz files\n"
    assert (code, err) == (2, expected)


def test_build_of_nowhere_makes_no_store(tmp_path: Path, kg_command: Run) -> None:
    code, out, err = kg_command("build", tmp_path / "no", "--store", tmp_path / "store")
    assert (code, out, err) == (2, "", f"kg: there is no {tmp_path / 'no'}\n")
    assert not (tmp_path / "store").exists()


def test_a_wrong_date(meeting_file: Path, kg_command: Run) -> None:
    code, _, err = kg_command("build", meeting_file, "--published", "26.4.2022")
    assert code == 2
    assert "'26.4.2022' is no date; expected one like 2022-04-26" in err


def test_a_wrong_base(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    code, _, err = kg_command("build", meeting_file, "--store", tmp_path / "store", "--base", "foo")
    assert (code, "expected as base an absolute IRI" in err) == (2, True)
    assert not (tmp_path / "store").exists()


@pytest.mark.usefixtures("hand_made")
def test_a_base_of_ones_own(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    assert kg_command("build", meeting_file, "--store", tmp_path / "store", "--base", "https://news.example/")[0] == 0
    _, out, _ = kg_command("query", "SELECT ?p { ?p a kg:Person } ORDER BY ?p", "--store", tmp_path / "store", "--format", "csv")
    assert out == "p\r\nhttps://news.example/person/何雄\r\nhttps://news.example/person/周富强\r\n"


def test_no_store(tmp_path: Path, kg_command: Run) -> None:
    code, out, err = kg_command("stats", "--store", tmp_path / "no")
    assert (code, out) == (2, "")
    assert err.startswith(f"kg: no store in {tmp_path / 'no'}: ")
    assert err.count("\n") == 1


def test_the_store_from_the_environment(store: Path, kg_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(store))
    code, out, _ = kg_command("stats", "--json")
    assert (code, json.loads(out)["listed"][0]["name"]) == (0, "a.txt")


def test_stats(store: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("stats", "--store", store)
    assert code == 0
    assert out.splitlines()[0].split() == ["documents", "1"]
    assert out.splitlines()[-1].startswith("a.txt  ")


def test_query_by_name(store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("query", "attendees", "--meeting", "工作会议", "--store", store, "--format", "csv")
    assert (code, err) == (0, "")
    assert [name for name in ("何雄", "周富强") if name in out] == ["何雄", "周富强"]


def test_query_text_and_file(store: Path, tmp_path: Path, kg_command: Run) -> None:
    text = "PREFIX kg: <https://kg.example/ontology#> SELECT (COUNT(*) AS ?n) { ?p kg:attended ?e }"
    (tmp_path / "n.rq").write_text(text, encoding="utf-8")
    for asked in (text, tmp_path / "n.rq"):
        assert kg_command("query", asked, "--store", store, "--format", "csv")[:2] == (0, "n\r\n2\r\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["attendants", "--meeting", "x"], "did you mean attendees?"),
        (["attendees", "--meting", "x"], "meting"),
        (["attendees", "x"], "expected --PARAMETER VALUE behind the query's name, got x"),
        (["SELECT * {"], "Oxigraph cannot run the query"),
        (["nowhere.rq"], "nowhere.rq"),
    ],
)
def test_query_errors_say_what_to_do(arguments: list[str], told: str, store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("query", *arguments, "--store", store)
    assert (code, out) == (2, "")
    assert told in err


def test_query_alone_lists_the_named_queries(kg_command: Run) -> None:
    code, out, _ = kg_command("query")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "meetings"
    assert lines[1].startswith("  attendees ")
    assert [line for line in lines if line and not line.startswith(" ")] == list(GROUPS)
    assert kg_command("query", "--list") == (0, out, "")


def test_export(store: Path, tmp_path: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("export", "-o", tmp_path / "g.ttl", "--store", store)
    assert (code, out.startswith(f"{tmp_path / 'g.ttl'}: ")) == (0, True)
    assert "kg:attended" in (tmp_path / "g.ttl").read_text(encoding="utf-8")
    assert kg_command("export", "-o", tmp_path / "g.doc", "--store", store)[0] == 2
    assert kg_command("export", "-o", tmp_path / "no" / "g.ttl", "--store", store)[0] == 2


def test_viz(store: Path, tmp_path: Path, kg_command: Run) -> None:
    assert kg_command("viz", "-o", tmp_path / "g.html", "--store", store)[0] == 0
    assert "何雄" in (tmp_path / "g.html").read_text(encoding="utf-8")
    code, _, err = kg_command("viz", "-o", tmp_path / "h.html", "--person", "谁也不是", "--store", store)
    assert (code, "谁也不是" in err, (tmp_path / "h.html").exists()) == (2, True, False)


@pytest.mark.usefixtures("hand_made")
def test_explain(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("explain", meeting_file)
    assert (code, "[test-attendance]" in out) == (0, True)
    assert kg_command("explain", meeting_file, "--html", tmp_path / "e.html")[:2] == (0, f"{tmp_path / 'e.html'}\n")
    assert "test-attendance" in (tmp_path / "e.html").read_text(encoding="utf-8")


def test_check(store: Path, meeting_file: Path, kg_command: Run) -> None:
    assert kg_command("check", "--store", store)[:2] == (0, "1 documents, 4 quotes, 0 problems\n")
    meeting_file.unlink()
    code, out, _ = kg_command("check", "--no-shapes", "--store", store)
    assert (code, out.splitlines()[-1]) == (1, "1 documents, 4 quotes, 1 problems")


def test_remove(store: Path, kg_command: Run) -> None:
    code, out, err = kg_command("remove", "a.txt", "b.txt", "--store", store)
    assert (code, out, err) == (1, "removed a.txt\n", f"kg: no document b.txt in {store}; kg stats lists them\n")
    assert kg_command("remove", "a.txt", "--store", store)[0] == 2


@pytest.mark.usefixtures("hand_made")
def test_eval(meeting_file: Path, tmp_path: Path, kg_command: Run) -> None:
    event = {"name": "市委工作会议", "kind": "meeting", "date": None, "optional": False, "people": {"何雄": "presided"}}
    article = {"start": 0, "end": 46, "headline": "市委工作会议召开", "events": [event], "posts": {"何雄": ["市长"]}, "statements": []}
    (tmp_path / "gold.json").write_text(json.dumps([{"file": "a.txt", "articles": [article]}]), encoding="utf-8")
    code, out, _ = kg_command("eval", tmp_path / "gold.json", meeting_file.parent, "--misses")
    assert code == 0
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[:11]}
    assert rows["attendance"] == ["0.500", "1.000", "0.667", "1", "2", "1"]
    assert "attendance wrong: a.txt:0 市委工作会议: 周富强" in out
    as_json = json.loads(kg_command("eval", tmp_path / "gold.json", meeting_file.parent, "--json")[1])
    assert as_json["attendance"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "right": 1, "found": 2, "gold": 1}


def test_eval_of_something_else(meeting_file: Path, kg_command: Run) -> None:
    code, _, err = kg_command("eval", meeting_file, meeting_file.parent)
    assert (code, "GOLD" in err) == (2, True)


def test_two_processes_do_not_write_one_store(store: Path, meeting_file: Path) -> None:
    from kg.store import open_store

    with open_store(store):
        done = started("build", meeting_file, "--store", store)
    assert (done.returncode, done.stderr.startswith("kg: the store ")) == (2, True)


def test_python_sees_the_same_store(store: Path) -> None:
    dataset = kg.open(store)
    begin = time.monotonic()
    rows = list(dataset.query("PREFIX kg: <https://kg.example/ontology#> SELECT ?e { ?p kg:presidedOver ?e }"))
    assert (len(rows), time.monotonic() - begin < 5) == (1, True)
    dataset.close()


@pytest.mark.usefixtures("hand_made")
def test_reading_one_page_from_python(meeting_file: Path) -> None:
    of_file, of_text = kg.read(meeting_file), kg.read(MEETING)
    assert (of_file.page.name, of_text.page.name.startswith("text-")) == ("a.txt", True)
    assert [article.events for article in of_file.articles] == [article.events for article in of_text.articles]


@pytest.mark.usefixtures("hand_made")
def test_building_from_python(meeting_file: Path, tmp_path: Path) -> None:
    assert kg.build(meeting_file.parent, store=tmp_path / "store", outlet="日报").documents == 1
