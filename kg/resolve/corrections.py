"""What people say against the program's conclusions: who is the same, who is not, how a name is spelt, what is no person and no fact."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from kg.mentions.divisions import by_code, label
from kg.resolve.people import Sort
from kg.resolve.witnesses import Witness


class Kind(StrEnum):
    """What a correction says; the value is the name of its table in the file."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    NOT_A_PERSON = "not-a-person"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file. Names are as printed, or with their scope (张伟~巩义市), or IRIs; of a fact its IRI."""

    kind: Kind
    names: tuple[str, ...]
    documents: tuple[str, ...] = ()  # where it holds; everywhere if there are none
    place: str = ""
    line: int = field(default=0, compare=False)  # in the file

    @property
    def limited(self) -> bool:
        """Whether it holds only somewhere."""
        return bool(self.documents or self.place)

    def holds(self, witness: Witness) -> bool:
        """Whether it holds where a witness stands; its name is not looked at."""
        return (not self.documents or witness.document in self.documents) and (not self.place or _stands_in(witness, self.place))

    def __str__(self) -> str:
        """As on the command line."""
        limits = [*(f"--document {name}" for name in self.documents), *([f"--place {self.place}"] if self.place else [])]
        return " ".join((self.kind, *self.names, *limits))


def plain(name: str) -> str:
    """张伟 for 张伟~巩义市 and for the IRI of it."""
    return identity(name).partition("~")[0]


def identity(name: str) -> str:
    """张伟~巩义市 for the IRI of it; other names as they are."""
    return unquote(name.rsplit("/person/", 1)[1]) if "/person/" in name else name


def as_json(correction: Correction) -> list[Any]:
    """Plain values; ``from_json`` makes the correction of them."""
    return [correction.kind.value, list(correction.names), list(correction.documents), correction.place]


def from_json(values: list[Any]) -> Correction:
    """A correction of its plain values."""
    kind, names, documents, place = values
    return Correction(Kind(kind), tuple(names), tuple(documents), place)


def _stands_in(witness: Witness, place: str) -> bool:
    codes = {witness.place, *(post.of for post in witness.posts if post.sort is Sort.PLACE)} - {""}
    return place in witness.outlet or any(place in label(by_code()[code]) for code in codes)


_KEYS = {"names", "documents", "place"}
_NAMES = {Kind.SAME: (1, 99), Kind.DIFFERENT: (1, 1), Kind.RENAME: (2, 2), Kind.NOT_A_PERSON: (1, 1), Kind.DROP: (1, 1)}


class CorrectionsError(ValueError):
    """The file is not as it should be; the message says where."""


def read(text: str) -> tuple[Correction, ...]:
    """The corrections of a file's text, in its order; CorrectionsError, with the line, for anything else."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"no TOML: {error}"
        raise CorrectionsError(message) from error
    lines = _lines(text)
    found = []
    for name, entries in tables.items():
        if name not in list(Kind) or not isinstance(entries, list):
            message = f"expected tables {', '.join(f'[[{kind}]]' for kind in Kind)}, got {name}"
            raise CorrectionsError(message)
        found += [_entry(Kind(name), entry, next(lines[name], 0)) for entry in entries]
    return tuple(sorted(found, key=lambda each: each.line))


def _lines(text: str) -> dict[str, Iterator[int]]:
    """For each kind the lines on which its tables begin, from 1 on."""
    begun = [(line.split("#")[0].strip(), number) for number, line in enumerate(text.splitlines(), 1)]
    return {kind.value: iter([number for line, number in begun if line.replace(" ", "") == f"[[{kind}]]"]) for kind in Kind}


def _entry(kind: Kind, entry: dict[str, Any], line: int) -> Correction:
    names, documents, place = entry.get("names", []), entry.get("documents", []), entry.get("place", "")
    least, most = _NAMES[kind]
    if set(entry) - _KEYS:
        raise CorrectionsError(
            _wrong(line, kind, f"expected the keys names, documents and place, got {', '.join(sorted(set(entry) - _KEYS))}")
        )
    if not _texts(names) or not least <= len(names) <= most:
        raise CorrectionsError(_wrong(line, kind, f"expected names, a list of {_count(least, most)}, got {names!r}"))
    if not _texts(documents) or not isinstance(place, str):
        raise CorrectionsError(
            _wrong(line, kind, f"expected documents as a list of names and place as a text, got {documents!r} and {place!r}")
        )
    if kind is Kind.DIFFERENT and not documents and not place:
        raise CorrectionsError(_wrong(line, kind, "expected documents or a place: where is the name another person's?"))
    meant = names if kind is Kind.DROP else map(identity, names)
    return Correction(kind, tuple(meant), tuple(documents), place, line)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _count(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} or more"


def _wrong(line: int, kind: Kind, what: str) -> str:
    return f"line {line}, [[{kind}]]: {what}"


def written(correction: Correction) -> str:
    """A correction as it stands in the file."""
    lines = [f"[[{correction.kind}]]", f"names = {_list(correction.names)}"]
    lines += [f"documents = {_list(correction.documents)}"] if correction.documents else []
    lines += [f"place = {_quoted(correction.place)}"] if correction.place else []
    return "\n".join(lines) + "\n"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    escaped = "".join(f"\\u{ord(char):04x}" if char < " " or char in '"\\\x7f' else char for char in text)
    return f'"{escaped}"'
