"""What is known of a page beside its text: dates of publication and outlets from manifest.csv, file names and options."""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path

from kg.model import Refusal
from kg.text.decode import UnreadableError, decode

_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月|([0-9]{2}))([0-9]{1,2})日?(?:[T ][0-9:.+Z-]*)?"
)
_DATE_IN_NAME = re.compile(r"(?<![0-9A-Za-z])([12][0-9]{3})(-?)([0-9]{2})\2([0-9]{2})(?![0-9A-Za-z])")
_MAX_MANIFEST = 64 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says of all pages for which nothing else is known."""

    published: date | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of one file."""

    published: date | None = None
    published_basis: str = ""
    outlet: str = ""


_NOTHING = About()


def parse_date(text: str) -> date:
    """Read 2022-04-26, 20220426, 2022/4/26, 2022.4.26 or 2022年4月26日, a time behind it ignored. Raises ValueError with a reason."""
    match = _DATE.fullmatch(text.strip())
    try:
        if match:
            month = next(filter(None, match.group(2, 3, 4, 5, 6)))
            return date(int(match[1]), int(month), int(match[7]))
    except ValueError:
        pass
    msg = f"{text!r} is no date; expected one like 2022-04-26"
    raise ValueError(msg)


def date_in_name(name: str) -> date | None:
    """Find the date in a file name (2022-04-26 or 20220426, not inside a longer word); None where there is none, or several."""
    found = {day for match in _DATE_IN_NAME.finditer(name) if (day := _valid(*match.group(1, 3, 4)))}
    return found.pop() if len(found) == 1 else None


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(slots=True)
class ManifestReader:
    """Looks files up in the manifest.csv of their folder, or of a folder above up to the one that was given; reads each table once."""

    _tables: dict[Path, dict[str, About]] = field(default_factory=dict)

    def look_up(self, path: Path, root: Path) -> tuple[About, list[Refusal]]:
        """Return what the manifests say of a file, and complaints about tables that were read for it the first time."""
        complaints: list[Refusal] = []
        for folder in _folders(path, root):
            if folder not in self._tables:
                self._tables[folder], new = _read_table(folder / "manifest.csv", root)
                complaints += new
            if row := self._tables[folder].get(path.relative_to(folder).as_posix()):
                return row, complaints
        return _NOTHING, complaints


def _folders(path: Path, root: Path) -> list[Path]:
    """The folder of a file and those above it, up to the root."""
    folders = [path.parent]
    while folders[-1] != root and root in folders[-1].parents:
        folders.append(folders[-1].parent)
    return folders


def _read_table(path: Path, root: Path) -> tuple[dict[str, About], list[Refusal]]:
    if not path.is_file():
        return {}, []
    refuse = partial(Refusal, path.relative_to(root).as_posix())
    try:
        if path.stat().st_size > _MAX_MANIFEST:
            return {}, [refuse(f"larger than {_MAX_MANIFEST // 2**20} MB")]
        text = decode(path.read_bytes(), chinese=False).text
        reader = csv.DictReader(StringIO(text, newline=""))
        rows = [(reader.line_num, row) for row in reader]
    except (UnreadableError, csv.Error) as error:
        return {}, [refuse(str(error))]
    except OSError as error:
        return {}, [refuse(f"cannot be read: {error.strerror}")]
    columns = reader.fieldnames or ()
    if "file" not in columns:
        return {}, [refuse(f"has no column file; its first line has {', '.join(columns)}")]
    return _rows(rows, refuse)


def _rows(rows: list[tuple[int, dict[str, str]]], refuse: "partial[Refusal]") -> tuple[dict[str, About], list[Refusal]]:
    table: dict[str, About] = {}
    complaints = []
    for number, row in rows:
        name = (row.get("file") or "").strip()
        if name in table:
            complaints.append(refuse(f"line {number}: {name} stands in it twice; the first line counts"))
            continue
        published = None
        if text := (row.get("published") or "").strip():
            try:
                published = parse_date(text)
            except ValueError as error:
                complaints.append(refuse(f"line {number}: {name}: {error}; it is read without a date from here"))
        table[name] = About(published, "manifest.csv" if published else "", (row.get("outlet") or "").strip())
    return table, complaints
