"""Files and folders → the pages in them, one at a time, in the order of their names; whatever is not read is refused by name.

``.txt`` is one page. ``.jsonl`` and ``.jsonl.gz`` hold a page a line, named ``file.jsonl#LINE``: a JSON object with ``text`` and, if known,
``title``, ``published``, ``outlet``, ``url``; offsets count in the value of ``text``. ``.html`` is a page with one article in it; offsets
count in the file, tags and all. Hidden files and folders are left alone.
"""

import gzip
import hashlib
import json
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import IO, cast

from kg.metadata import About, Defaults, ManifestReader, date_in_name, parse_date
from kg.model import Page, Refusal
from kg.text.decode import UnreadableError, check, decode
from kg.text.html import article_text, is_html, stated

MAX_FILE = 64 * 2**20  # bytes of a page file; a newspaper page has about ten thousand
MAX_HTML = 4 * 2**20  # bytes of an HTML file; an article's page has a few hundred thousand
MAX_RECORD = 8 * 2**20  # bytes of a line of .jsonl
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A page and the file it was read from."""

    page: Page
    path: Path


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was found: its name in the store, where it lies, and the folder that was given."""

    name: str
    path: Path
    root: Path

    @property
    def size(self) -> int:
        """Bytes on disk; 0 where that cannot be told."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


@dataclass(slots=True)
class Meter:
    """How many bytes there are to read, and how many have been read: of files as they lie on disk, compressed or not."""

    total: int = 0
    files: int = 0  # bytes of files that are done
    part: int = 0  # bytes of the file that is being read

    @property
    def share(self) -> float:
        """From 0.0 to 1.0."""
        return min((self.files + self.part) / self.total, 1.0) if self.total else 0.0

    def find(self, files: Iterable[_File]) -> None:
        """Note all that is to be read."""
        self.total = sum(file.size for file in files)

    def finish(self, file: _File) -> None:
        """Note that a file is done."""
        self.files, self.part = self.files + file.size, 0


def read(paths: Iterable[Path], defaults: Defaults | None = None, meter: Meter | None = None) -> Iterator[Source | Refusal]:
    """Read every page below the paths, sorted by name.

    What is known of a page beside its text comes from its record or its meta tags, else from ``manifest.csv``, else from a date in its
    file name, else from ``defaults``. Nothing is raised for an input that cannot be read: a Refusal names it. The meter is kept up to date.
    """
    manifests, meter = ManifestReader(), meter or Meter()
    files, refusals = _unique(_find_all(paths))
    meter.find(files)
    yield from refusals
    for file in files:
        about, complaints = _about(file, manifests, defaults or Defaults())
        yield from complaints
        yield from _pages(file, about, meter)
        meter.finish(file)


def read_one(path: Path, defaults: Defaults) -> Page:
    """Read a file that holds one page. Raises UnreadableError where it does not."""
    found = list(read([path], defaults))
    pages = [item.page for item in found if isinstance(item, Source)]
    if len(pages) != 1:
        reasons = [item.reason for item in found if isinstance(item, Refusal)]
        msg = f"{path}: {reasons[0] if reasons else f'expected one page, found {len(pages)}'}"
        raise UnreadableError(msg)
    return pages[0]


def text_of(source: str, name: str, sha256: str) -> str | None:
    """The raw text of a document, read again from the file it came from; None where that is gone or has changed."""
    path, at = Path(source), name.rpartition("#")[2]
    try:
        if not name.lower().endswith((".txt", ".html", ".htm", ".xhtml")) and at.isdecimal():
            line = _line(path, int(at))
            return _fields(line)["text"] if hashlib.sha256(line.strip()).hexdigest() == sha256 else None
        data = _read_limited(path, MAX_FILE)
        return decode(data).text if hashlib.sha256(data).hexdigest() == sha256 else None
    except (OSError, EOFError, zlib.error, UnreadableError):
        return None


def _line(path: Path, number: int) -> bytes:
    """A line of a file of records, counted from 1."""
    with _open_regular(path) as raw, _plain(raw, compressed=path.name.lower().endswith(".gz")) as lines:
        line = next(islice(lines, number - 1, None), b"")
    return line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def page_of_text(text: str, defaults: Defaults) -> Page:
    """Make a page of a text that lies in no file; its name is made of its content. Raises UnreadableError for no Chinese."""
    check(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    basis = "option" if defaults.published else ""
    return Page(f"text-{sha256[:16]}", text, sha256, "utf-8", defaults.published, basis, defaults.outlet)


# --- finding files ---


def _find_all(paths: Iterable[Path]) -> Iterator[_File | Refusal]:
    for path in paths:
        try:
            path.lstat()
        except OSError as error:
            yield Refusal(_printable(str(path)), f"cannot be found: {error.strerror}")
            continue
        if path.is_dir():
            yield from _walk(path, path)
        else:
            yield _named(_File(path.name, path, path.parent))


def _walk(folder: Path, root: Path) -> Iterator[_File | Refusal]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(_printable(str(folder)), f"cannot list the folder: {error.strerror}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name == "manifest.csv":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif path.is_dir():
            yield Refusal(_printable(path.relative_to(root).as_posix()), "a link to a folder, not followed; give that folder itself")
        else:
            yield _named(_File(path.relative_to(root).as_posix(), path, root))


def _named(file: _File) -> _File | Refusal:
    """Refuse a file whose name cannot become a page's name."""
    if _NOT_IN_NAMES.search(file.name):
        return Refusal(_printable(file.name), "its name holds bytes that are no UTF-8, or control characters; rename it")
    return file


def _unique(found: Iterable[_File | Refusal]) -> tuple[list[_File], list[Refusal]]:
    """Sort by name; a file met twice is taken once, and of two files of one name only the first."""
    files: dict[str, _File] = {}
    refusals = []
    seen: set[Path] = set()
    for item in found:
        if isinstance(item, Refusal):
            refusals.append(item)
            continue
        place = item.path.resolve() if not item.path.is_symlink() else item.path.absolute()
        if place in seen:
            continue
        seen.add(place)
        if item.name in files:
            first = files[item.name].path
            refusals.append(Refusal(item.name, f"{item.path} has the same name as {first}; build the folder above both instead"))
        else:
            files[item.name] = item
    return [files[name] for name in sorted(files)], sorted(refusals, key=lambda refusal: refusal.name)


def _printable(name: str) -> str:
    """Write a name so that it can be shown and saved: what cannot is written as an escape."""
    return _NOT_IN_NAMES.sub(lambda found: ascii(found[0])[1:-1], name)


# --- what is known of a file ---


def _about(file: _File, manifests: ManifestReader, defaults: Defaults) -> tuple[About, list[Refusal]]:
    row, complaints = manifests.look_up(file.path, file.root)
    published, basis = row.published, row.published_basis
    if published is None and (in_name := date_in_name(file.path.name)):
        published, basis = in_name, "file name"
    if published is None and defaults.published:
        published, basis = defaults.published, "option"
    return About(published, basis, row.outlet or defaults.outlet), complaints


# --- reading files ---


def _pages(file: _File, about: About, meter: Meter) -> Iterator[Source | Refusal]:
    """Read the pages of one file by its ending."""
    lower = file.name.lower()
    try:
        if lower.endswith(".txt"):
            yield Source(_page(file.name, _read_limited(file.path, MAX_FILE), about), file.path)
        elif lower.endswith((".jsonl", ".jsonl.gz")):
            with _open_regular(file.path) as raw, _plain(raw, compressed=lower.endswith(".gz")) as lines:
                for record in _records(file, lines, about):
                    meter.part = raw.tell()
                    yield record
        elif is_html(lower):
            yield from _html(file, about)
        else:
            yield Refusal(file.name, "not a .txt, .html, .jsonl or .jsonl.gz file")
    except UnreadableError as error:
        yield Refusal(file.name, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield Refusal(file.name, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _page(name: str, data: bytes, about: About) -> Page:
    decoded = decode(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(name, decoded.text, sha256, decoded.encoding, about.published, about.published_basis, about.outlet)


def _html(file: _File, about: About) -> Iterator[Source | Refusal]:
    """Read a page of HTML. Its text is the file as it lies on disk; which part of it is the article is found again when it is read."""
    page = _page(file.name, _read_limited(file.path, MAX_HTML), about)
    article_text(page.text)
    says = stated(page.text)
    published, basis = about.published, about.published_basis
    if says.published:
        try:
            published, basis = parse_date(says.published), f"meta tag {says.published_by}"
        except ValueError as error:
            yield Refusal(file.name, f"meta tag {says.published_by}: {error}; the page is read without it")
    page = replace(page, published=published, published_basis=basis, outlet=says.outlet or about.outlet, title=says.title)
    yield Source(page, file.path)


def _read_limited(path: Path, limit: int) -> bytes:
    with _open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        msg = f"larger than {limit // 2**20} MB, the limit for one page"
        raise UnreadableError(msg)
    return data


def _open_regular(path: Path) -> BufferedReader:
    """Open a regular file, and nothing that could block or never end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        kind = "a named pipe" if stat.S_ISFIFO(mode) else "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "a special file"
        msg = f"{kind}, not a file"
        raise UnreadableError(msg)
    return open(descriptor, "rb")  # noqa: PTH123, the descriptor is already open


def _plain(raw: BufferedReader, *, compressed: bool) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if compressed else raw


def _records(file: _File, lines: IO[bytes], about: About) -> Iterator[Source | Refusal]:
    """Read a page a line; a broken line is refused and the rest goes on."""
    number = 0
    while line := lines.readline(MAX_RECORD + 1):
        number += 1
        name = f"{file.name}#{number}"
        if len(line) > MAX_RECORD:
            _skip_line(lines, line)
            yield Refusal(name, f"longer than {MAX_RECORD // 2**20} MB, the limit for one record")
        elif line.strip():
            yield from _record(name, file.path, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, about)


def _skip_line(lines: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = lines.readline(MAX_RECORD)


def _record(name: str, path: Path, line: bytes, about: About) -> Iterator[Source | Refusal]:
    try:
        fields = _fields(line)
        check(fields["text"])
    except UnreadableError as error:
        yield Refusal(name, str(error))
        return
    published, basis = about.published, about.published_basis
    if fields["published"]:
        try:
            published, basis = parse_date(fields["published"]), "record"
        except ValueError as error:
            yield Refusal(name, f"published: {error}; the record is read without it")
    sha256 = hashlib.sha256(line.strip()).hexdigest()
    outlet = fields["outlet"] or about.outlet
    yield Source(Page(name, fields["text"], sha256, "utf-8", published, basis, outlet, fields["url"], fields["title"]), path)


def _fields(line: bytes) -> dict[str, str]:
    """Take the known fields of a record, "" where one is missing or null. Raises UnreadableError."""
    try:
        record = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        msg = f"not a line of JSON in UTF-8: {error}"
        raise UnreadableError(msg) from error
    if not isinstance(record, dict):
        msg = f"expected a JSON object with the field text, got {type(record).__name__}"
        raise UnreadableError(msg)
    return {key: _string(record, key) for key in ("text", "title", "published", "outlet", "url")}


def _string(record: dict[str, object], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        msg = f"field {key}: expected a string, got {type(value).__name__}"
        raise UnreadableError(msg)
    return value
