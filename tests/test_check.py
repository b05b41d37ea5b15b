"""A store against its sources: sound, missing, changed, misquoted."""

import json
from pathlib import Path

import pytest
from conftest import MEETING

from kg import pipeline
from kg.check import check
from kg.model import Page, PageFacts
from kg.store import open_store

pytestmark = pytest.mark.usefixtures("hand_made")


def problems(paths: list[Path], store: Path, *, shapes: bool = False) -> list[str]:
    """Build the paths, where there are any, and check the store."""
    with open_store(store, create=True) as opened:
        if paths:
            pipeline.build(paths, opened)
        return check(opened, shapes=shapes).problems


def test_a_sound_store(meeting_file: Path, tmp_path: Path) -> None:
    assert problems([meeting_file.parent], tmp_path / "store", shapes=True) == []


def test_what_was_checked(meeting_file: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as opened:
        pipeline.build([meeting_file], opened)
        report = check(opened, shapes=False)
    assert (report.documents, report.passages) == (1, 4)


def test_a_changed_file(meeting_file: Path, tmp_path: Path) -> None:
    problems([meeting_file], tmp_path / "store")
    meeting_file.write_bytes(f"{MEETING}。".encode())
    assert problems([], tmp_path / "store") == [f"a.txt: {meeting_file} has changed; run kg build again"]


def test_a_missing_file(meeting_file: Path, tmp_path: Path) -> None:
    problems([meeting_file], tmp_path / "store")
    meeting_file.unlink()
    assert problems([], tmp_path / "store") == [f"a.txt: its file {meeting_file} is gone; bring it back, or: kg remove a.txt"]


def test_a_file_that_is_no_text_any_more(meeting_file: Path, tmp_path: Path) -> None:
    problems([meeting_file], tmp_path / "store")
    meeting_file.write_bytes(b"%PDF-1.7")
    expected = f"a.txt: {meeting_file} cannot be read any more: a PDF file; save its text as .txt first"
    assert problems([], tmp_path / "store") == [expected]


def test_records(meeting_file: Path, tmp_path: Path) -> None:
    file = meeting_file.parent / "r.jsonl"
    record = json.dumps({"text": MEETING})
    file.write_text(f"{record}\n{record}\n{record}\n", encoding="utf-8")
    assert problems([file], tmp_path / "store") == []
    changed = json.dumps({"text": f"{MEETING}。"})
    file.write_text(f"{record}\n{changed}\n", encoding="utf-8")
    assert problems([], tmp_path / "store") == [
        f"r.jsonl#2: {file} has changed; run kg build again",
        f"r.jsonl#3: {file} has no such line any more; run kg build again, or: kg remove r.jsonl#3",
    ]


def test_a_quote_that_the_file_does_not_have(meeting_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = pipeline.page_facts

    def of_another_text(page: Page) -> PageFacts:
        return facts(Page(page.name, page.text.replace("周富强", "周富弱"), page.sha256))

    monkeypatch.setattr("conftest.MEETING", MEETING.replace("周富强", "周富弱"))
    monkeypatch.setattr(pipeline, "page_facts", of_another_text)
    assert problems([meeting_file], tmp_path / "store") == ["a.txt: quoted at 29-34 is '周富弱出席', the file has '周富强出席'"]
