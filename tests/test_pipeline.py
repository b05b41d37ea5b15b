"""Sources → store: what is new, changed, unchanged, refused; one bad page does not stop the others."""

from datetime import date
from pathlib import Path

import pytest
from conftest import MEETING

from kg import pipeline
from kg.metadata import Defaults
from kg.model import BuildReport, Page
from kg.store import open_store


def build(folder: Path, store: Path, defaults: Defaults | None = None) -> BuildReport:
    with open_store(store, create=True) as opened:
        return pipeline.build([folder], opened, defaults)


def exported(store: Path) -> bytes:
    with open_store(store, read_only=True) as opened:
        opened.export(store / "all.nq")
    return (store / "all.nq").read_bytes()


@pytest.mark.usefixtures("hand_made")
def test_the_numbers_of_a_build(meeting_file: Path, tmp_path: Path) -> None:
    report = build(meeting_file.parent, tmp_path / "store")
    assert (report.documents, report.articles, report.people, report.events) == (1, 1, 2, 1)
    assert (report.attendances, report.statements, report.offices, report.refused) == (2, 1, 1, [])


@pytest.mark.usefixtures("hand_made")
def test_building_again_changes_nothing(meeting_file: Path, tmp_path: Path) -> None:
    build(meeting_file.parent, tmp_path / "store")
    before = exported(tmp_path / "store")
    report = build(meeting_file.parent, tmp_path / "store")
    assert (report.unchanged, report.replaced) == (1, 0)
    assert exported(tmp_path / "store") == before


@pytest.mark.usefixtures("hand_made")
@pytest.mark.parametrize("change", ["text", "date", "rules"])
def test_what_changed_is_read_again(change: str, meeting_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(meeting_file.parent, tmp_path / "store")
    defaults = None
    match change:
        case "text":
            meeting_file.write_bytes(f"{MEETING}\n".encode())
        case "date":
            defaults = Defaults(date(2022, 4, 26))
        case "rules":
            monkeypatch.setattr(pipeline, "rules_version", lambda: "later")
    report = build(meeting_file.parent, tmp_path / "store", defaults)
    assert (report.documents, report.unchanged, report.replaced) == (1, 0, 1)


@pytest.mark.usefixtures("hand_made")
def test_one_bad_page_does_not_stop_the_others(meeting_file: Path, tmp_path: Path) -> None:
    (meeting_file.parent / "0-bad.txt").write_text("别的会议", encoding="utf-8")
    report = build(meeting_file.parent, tmp_path / "store")
    assert report.documents == 1
    [refusal] = report.refused
    assert refusal.name == "0-bad.txt"
    assert refusal.reason.startswith("RuntimeError: cannot read this (conftest.py, line ")


@pytest.mark.usefixtures("hand_made")
def test_the_same_graph_whatever_the_order_and_the_rest(meeting_file: Path, tmp_path: Path) -> None:
    (meeting_file.parent / "b.txt").write_bytes(f"{MEETING}\r\n".encode())
    build(meeting_file.parent, tmp_path / "one")
    with open_store(tmp_path / "two", create=True) as opened:
        pipeline.build([meeting_file.parent / "b.txt"], opened)
        pipeline.build([meeting_file], opened)
    assert exported(tmp_path / "one") == exported(tmp_path / "two")


@pytest.mark.usefixtures("hand_made")
def test_every_page_is_reported(meeting_file: Path, tmp_path: Path) -> None:
    (meeting_file.parent / "b.pdf").write_bytes(b"%PDF-1.7")
    seen = []
    with open_store(tmp_path / "store", create=True) as opened:
        pipeline.build([meeting_file.parent], opened, on_page=lambda name, outcome, _share: seen.append((name, outcome)))
        pipeline.build([meeting_file], opened, on_page=lambda name, outcome, _share: seen.append((name, outcome)))
    assert seen == [("a.txt", "new"), ("b.pdf", "refused"), ("a.txt", "unchanged")]


def test_settings_tell_pages_apart_by_what_is_known_of_them() -> None:
    pages = [
        Page("a", "会", "0"),
        Page("a", "会", "0", outlet="日报"),
        Page("a", "会", "0", title="日报"),
        Page("a", "会", "0", url="日报"),
    ]
    assert len({pipeline.settings(page) for page in pages}) == 4
    assert pipeline.settings(Page("b", "议", "1")) == pipeline.settings(Page("a", "会", "0"))
