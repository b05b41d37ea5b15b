"""The only maker of IRIs: readable, legal by RFC 3987, and injective: two things never get the same one.

A kind always ends in the same number of segments, and a segment never holds a bare ``/`` or ``#``; only the name of a document, a path,
keeps its ``/``. So an IRI can be taken apart again, from its end, into the values it was made of.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

from kg.graph import plain

DEFAULT_BASE = "https://kg.example/id/"

# Written as they are: unreserved ASCII, marks without a meaning in a path, and the letters and marks RFC 3987 allows (ucschar), without
# its bidirectional controls, invisible characters and blanks, which nobody could see in a readable IRI.
_ASCII = r"0-9A-Za-z\-._~!$()*+,;=:@"
_BEYOND = (
    "\u00a1-\u00ac\u00ae-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
)
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 0xE))
_ENCODED = re.compile(f"[^{_ASCII}{_BEYOND}{_PLANES}]")
_BASE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s<>\"{}|\\^`?#]*/")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _segment(text: str) -> str:
    """One segment of a path; percent-decoding gives the text back."""
    if text in {".", ".."}:  # would be read as "here" and "one up"
        return text.replace(".", "%2E")
    encoded = _ENCODED.sub(_percent, text)
    # Two files may have names that differ only in their normal form: encoded, they stay two, and the IRI is still in form C.
    return encoded if unicodedata.is_normalized("NFC", encoded) else _NOT_ASCII.sub(_percent, encoded)


@lru_cache(maxsize=4096)  # the same few names come again and again
def _named(label: str) -> str:
    """The segment of a thing that is known by its label."""
    name = plain.label(label)
    if not name:
        msg = f"expected a label to make an IRI from, got {label!r}; whoever found the entity must give it a name"
        raise ValueError(msg)
    return _segment(name)


def _apart(label: str) -> str:
    """The same for a name behind which a scope may stand."""
    return _named(label).replace("~", "%7E")


@lru_cache(maxsize=64)  # a document's name is part of the IRI of everything in it
def _path(name: str) -> str:
    if not name:
        msg = "expected the name of a document (its path below the folder it was read from), got an empty string"
        raise ValueError(msg)
    return "/".join(map(_segment, name.split("/")))


_BEHIND = MappingProxyType({"attendance": 4, "tenure": 3, "statement": 2})  # segments behind the document's name


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs below one base, an absolute IRI that ends in ``/``; ValueError for any other base, empty names and labels.

    ``name`` is the name of a document (``Page.name``), ``number`` the 1-based number of an article in it,
    ``key`` the key of an event in its article. The examples leave the base out.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            msg = f"expected as base an absolute IRI that ends in '/', without '?' and '#', such as {DEFAULT_BASE}, got {self.base!r}"
            raise ValueError(msg)

    def document(self, name: str) -> str:
        """``document/2022/04-26.txt``."""
        return f"{self.base}document/{_path(name)}"

    def graph(self, name: str) -> str:
        """The named graph that holds all that a document says."""
        return f"{self.base}graph/{_path(name)}"

    def inferences(self) -> str:
        """The named graph of what follows from several documents."""
        return f"{self.base}inferences"

    def passage(self, name: str, begin: int, end: int) -> str:
        """A stretch of a document, in code points, as RFC 5147 writes it."""
        return f"{self.document(name)}#char={begin},{end}"

    def article(self, name: str, number: int) -> str:
        """``article/04-26.txt/3``: the third of a page."""
        return f"{self.base}article/{_path(name)}/{number}"

    def event(self, name: str, number: int, key: str, label: str) -> str:
        """``event/04-26.txt/3/e1/市委常委会会议``."""
        return f"{self.base}event/{_path(name)}/{number}/{_segment(key)}/{_named(label)}"

    def attendance(self, name: str, number: int, key: str, position: int, person: str) -> str:
        """``attendance/04-26.txt/3/e1/2/何雄``: the position tells namesakes in one roll-call apart."""
        return f"{self.base}attendance/{_path(name)}/{number}/{_segment(key)}/{position}/{_named(person)}"

    def tenure(self, name: str, number: int, person: str, title: str) -> str:
        """``tenure/04-26.txt/3/何雄/代市长``."""
        return f"{self.base}tenure/{_path(name)}/{number}/{_named(person)}/{_named(title)}"

    def statement(self, name: str, number: int, begin: int, end: int) -> str:
        """``statement/04-26.txt/3/120,340``, by its passage."""
        return f"{self.base}statement/{_path(name)}/{number}/{begin},{end}"

    def instruction(self, name: str, number: int, begin: int, end: int, position: int) -> str:
        """The instruction at a 1-based position in the statement over ``begin,end``."""
        return f"{self.base}instruction/{_path(name)}/{number}/{begin},{end}/{position}"

    def document_of(self, fact: str) -> str:
        """The name of the document that an attendance, a tenure or a statement is of; "" for any other IRI."""
        kind, *segments = fact.removeprefix(self.base).split("/") if fact.startswith(self.base) else [""]
        behind = _BEHIND.get(kind, 0)
        return "/".join(map(unquote, segments[:-behind])) if behind and len(segments) > behind else ""

    def person(self, label: str, scope: str = "") -> str:
        """``person/何雄``; with what tells namesakes apart, ``person/张伟~巩义市``."""
        return f"{self.base}person/{_apart(label)}" + (f"~{_apart(scope)}" if scope else "")

    def organization(self, label: str) -> str:
        """``organization/市政府``."""
        return f"{self.base}organization/{_named(label)}"

    def place(self, label: str) -> str:
        """``place/郑东新区``."""
        return f"{self.base}place/{_named(label)}"

    def post(self, title: str) -> str:
        """``post/市人大常委会主任``: an office, by its title written out."""
        return f"{self.base}post/{_named(title)}"

    def concept(self, label: str) -> str:
        """``concept/四个口袋``."""
        return f"{self.base}concept/{_named(label)}"

    def series(self, label: str) -> str:
        """``series/市委常委会会议``."""
        return f"{self.base}series/{_named(label)}"
