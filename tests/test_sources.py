"""Paths → pages in the order of their names; what is not read is refused by name, and nothing hangs."""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from kg import sources
from kg.metadata import Defaults, date_in_name, parse_date
from kg.model import Page, Refusal

TEXT = "市委召开会议。\r\n"


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def read(*paths: Path, defaults: Defaults | None = None) -> tuple[list[Page], list[Refusal]]:
    found = list(sources.read(paths, defaults))
    return [s.page for s in found if isinstance(s, sources.Source)], [r for r in found if isinstance(r, Refusal)]


def named(pages: Iterable[Page]) -> list[str]:
    return [page.name for page in pages]


def test_a_folder_gives_its_pages_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.TXT"):
        write(tmp_path / name)
    pages, refused = read(tmp_path)
    assert named(pages) == ["a/10.TXT", "a/2.txt", "b.txt"]
    assert refused == []


def test_a_page_is_the_file_as_it_lies(tmp_path: Path) -> None:
    pages, _ = read(write(tmp_path / "x.txt"))
    assert pages == [Page("x.txt", TEXT, hashlib.sha256(TEXT.encode()).hexdigest())]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "x.txt")
    write(tmp_path / ".DS_Store")
    assert read(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("郑州日报2022-04-26.txt", date(2022, 4, 26)),
        ("20220426.txt", date(2022, 4, 26)),
        ("zz_20220426_1.txt", date(2022, 4, 26)),
        ("2022-04-26_2022-04-26.txt", date(2022, 4, 26)),
        ("2022-04-26_2022-04-27.txt", None),
        ("2022-13-26.txt", None),
        ("20220230.txt", None),
        ("2022-0426.txt", None),
        ("000_c36a2a717d7a5639.txt", None),
        ("a20220426.txt", None),
        ("120220426.txt", None),
    ],
)
def test_date_in_a_file_name(name: str, day: date | None) -> None:
    assert date_in_name(name) == day


@pytest.mark.parametrize("text", ["2022-04-26", "20220426", "2022/4/26", "2022.4.26", "2022年4月26日", " 2022-04-26T08:00:00+08:00 "])
def test_dates_as_people_write_them(text: str) -> None:
    assert parse_date(text) == date(2022, 4, 26)


@pytest.mark.parametrize("text", ["", "2022", "2022-02-30", "26.4.2022", "2022-04", "2022-04/26", "昨日"])
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match="is no date; expected one like 2022-04-26"):
        parse_date(text)


def test_manifest_goes_before_file_name_and_option(tmp_path: Path) -> None:
    write(tmp_path / "2022-01-01.txt")
    write(tmp_path / "2022-01-02.txt")
    write(tmp_path / "x.txt")
    write(tmp_path / "manifest.csv", "file,pages,published,outlet\n2022-01-01.txt,9,2021-12-31,郑州日报\n")
    pages, refused = read(tmp_path, defaults=Defaults(date(2020, 2, 2), "晚报"))
    assert refused == []
    assert [(p.published, p.published_basis, p.outlet) for p in pages] == [
        (date(2021, 12, 31), "manifest.csv", "郑州日报"),
        (date(2022, 1, 2), "file name", "晚报"),
        (date(2020, 2, 2), "option", "晚报"),
    ]


def test_manifest_above_names_files_below(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt")
    write(tmp_path / "manifest.csv", "file,published\na/x.txt,2022-04-26\n")
    assert read(tmp_path)[0][0].published == date(2022, 4, 26)


def test_manifest_in_gb18030_with_a_comma_in_a_field(tmp_path: Path) -> None:
    write(tmp_path / "x.txt")
    (tmp_path / "manifest.csv").write_bytes('file,outlet\r\nx.txt,"郑州日报,要闻的会议"\r\n'.encode("gb18030"))
    assert read(tmp_path)[0][0].outlet == "郑州日报,要闻的会议"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (
            "file,published\nx.txt,2022-02-30\n",
            "line 2: x.txt: '2022-02-30' is no date; expected one like 2022-04-26; it is read without a date from here",
        ),
        ("file,published\nx.txt,\nx.txt,2022-04-26\n", "line 3: x.txt stands in it twice; the first line counts"),
        ("name,published\nx.txt,2022-04-26\n", "has no column file; its first line has name, published"),
    ],
)
def test_a_wrong_manifest_is_reported_and_the_page_read(tmp_path: Path, table: str, reason: str) -> None:
    write(tmp_path / "x.txt")
    write(tmp_path / "manifest.csv", table)
    pages, refused = read(tmp_path)
    assert refused == [Refusal("manifest.csv", reason)]
    assert [(p.name, p.published) for p in pages] == [("x.txt", None)]


RECORDS = [
    {"text": "会议一", "title": "题", "published": "2022-04-26", "outlet": "郑州日报", "url": "https://a.example/1"},
    "not an object",
    {"title": "no text"},
    {"text": 7},
    {"text": "会议二", "published": "昨日", "title": None},
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_record_a_line_and_broken_lines_refused(tmp_path: Path, name: str) -> None:
    lines = b"\xef\xbb\xbf" + b"\n".join(json.dumps(r, ensure_ascii=False).encode() for r in RECORDS) + b"\n\n{broken\n\xff\n"
    (tmp_path / name).write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    pages, refused = read(tmp_path)
    first, second = pages
    assert (first.name, first.text, first.title, first.outlet, first.url) == (
        f"{name}#1",
        "会议一",
        "题",
        "郑州日报",
        "https://a.example/1",
    )
    assert (first.published, first.published_basis) == (date(2022, 4, 26), "record")
    assert first.sha256 == hashlib.sha256(json.dumps(RECORDS[0], ensure_ascii=False).encode()).hexdigest()
    assert (second.name, second.published) == (f"{name}#5", None)
    assert [r.name for r in refused] == [f"{name}#{n}" for n in (2, 3, 4, 5, 7, 8)]
    assert [r.reason for r in refused[:4]] == [
        "expected a JSON object with the field text, got str",
        "empty",
        "field text: expected a string, got int",
        "published: '昨日' is no date; expected one like 2022-04-26; the record is read without it",
    ]


def test_a_lone_surrogate_in_a_record_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", '{"text": "会\\ud800"}\n')
    assert read(tmp_path)[1] == [Refusal("a.jsonl#1", "character U+D800 at 1: not a text")]


def test_deep_nesting_in_a_record_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", '{"text": ' + "[" * 100_000 + "\n" + '{"text": "会"}\n')
    pages, refused = read(tmp_path)
    assert named(pages) == ["a.jsonl#2"]
    assert named_refusals(refused) == ["a.jsonl#1"]


def named_refusals(refused: Iterable[Refusal]) -> list[str]:
    return [refusal.name for refusal in refused]


def test_a_record_too_long_is_refused_and_the_next_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_RECORD", 2**20)
    write(tmp_path / "a.jsonl", '{"text": "' + "会" * 2**20 + '"}\n{"text": "会"}\n')
    pages, refused = read(tmp_path)
    assert named(pages) == ["a.jsonl#2"]
    assert refused == [Refusal("a.jsonl#1", "longer than 1 MB, the limit for one record")]


def test_a_cut_gzip_gives_what_it_holds_and_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress('{"text": "会"}\n'.encode())[:-8])
    pages, refused = read(tmp_path)
    assert named(pages) == ["a.jsonl.gz#1"]
    assert named_refusals(refused) == ["a.jsonl.gz"]


def test_a_page_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 2**20)
    write(tmp_path / "a.txt", "会" * 2**19)
    assert read(tmp_path)[1] == [Refusal("a.txt", "larger than 1 MB, the limit for one page")]


def test_pipes_links_and_unknown_files_are_refused_by_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "self").symlink_to(tmp_path)
    write(tmp_path / "page.html", "<p>会</p>")
    write(tmp_path / "notes.md")
    write(tmp_path / "good.txt")
    pages, refused = read(tmp_path)
    assert named(pages) == ["good.txt"]
    assert {r.name: r.reason for r in refused} == {
        "pipe.txt": "a named pipe, not a file",
        "loop.txt": "cannot be read: Too many levels of symbolic links",
        "gone.txt": "cannot be read: No such file or directory",
        "zero.txt": "a device, not a file",
        "self": "a link to a folder, not followed; give that folder itself",
        "page.html": "no article found in the HTML; save its text as .txt",
        "notes.md": "not a .txt, .html, .jsonl or .jsonl.gz file",
    }


def test_names_that_no_program_can_write_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "line\nbreak.txt")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(TEXT.encode())
    write(tmp_path / "全角\u3000空格.txt")
    pages, refused = read(tmp_path)
    assert named(pages) == ["全角\u3000空格.txt"]
    assert named_refusals(refused) == ["\\udcff.txt", "line\\nbreak.txt"]


def test_one_name_from_two_folders_is_refused_with_the_remedy(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a" / "x.txt"), write(tmp_path / "b" / "x.txt")
    pages, refused = read(a.parent, b.parent)
    assert named(pages) == ["x.txt"]
    assert refused == [Refusal("x.txt", f"{b} has the same name as {a}; build the folder above both instead")]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a" / "x.txt")
    assert named(read(tmp_path, file, file.parent)[0]) == ["a/x.txt"]


def test_nothing_there(tmp_path: Path) -> None:
    assert read(tmp_path / "no") == ([], [Refusal(str(tmp_path / "no"), "cannot be found: No such file or directory")])
