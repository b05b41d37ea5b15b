"""HTML cut into blocks of visible text, every character knowing the stretch of the file it was made from."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_UNSEEN = frozenset({"head", "iframe", "noscript", "script", "select", "style", "svg", "template", "textarea", "title"})
_WITHOUT_MARKUP = frozenset({"iframe", "noscript", "script", "style", "template", "textarea", "title"})  # all up to their end tag is theirs
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label"}
    | {"mark", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "st1", "strike", "strong", "sub", "sup", "time", "tt", "u"}
    | {"var", "wbr"}
)
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_IN_TAG = re.compile("[>\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\ufffd\ufffe\uffff]")
_PIECE = re.compile(r"(?P<entity>&)|(?P<blanks>\s+)|[^&\s]+")


@dataclass(slots=True)
class Block:
    """A stretch of visible text without a line break in it."""

    text: str
    begins: "array[int]"
    ends: "array[int]"


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of markup; ``name`` is "" for a comment or a declaration."""

    name: str
    begin: int
    end: int
    closes: bool = False


def blocks(raw: str) -> Iterator[Block]:
    """The blocks of a page in order; blanks come out as one, those at the edges vanish."""
    writer = _Writer(raw)
    hidden: list[str] = []  # the unseen elements that are open
    at = 0
    for tag in (*tags(raw), Tag("", len(raw), len(raw))):
        if not hidden:
            writer.text(at, tag.begin)
        at = tag.end
        if tag.name in _UNSEEN:
            _note(hidden, tag)
        elif tag.name == "body":
            hidden.clear()  # a head that was never closed
        if tag.name not in _INLINE and tag.name:
            yield from writer.finish()
    yield from writer.finish()


def _note(hidden: list[str], tag: Tag) -> None:
    if not tag.closes:
        hidden.append(tag.name)
    elif tag.name in hidden:
        del hidden[hidden.index(tag.name) :]


# --- markup ---


def tags(raw: str) -> Iterator[Tag]:
    """The tags, comments and declarations of a page in order; what is never closed reaches to its end."""
    scanner = _Scanner(raw)
    at = raw.find("<")
    while at >= 0:
        tag = scanner.tag(at)
        if tag:
            yield tag
            if tag.name in _WITHOUT_MARKUP and not tag.closes:
                tag = Tag("", tag.end, scanner.end_of(tag))
        at = raw.find("<", tag.end if tag else at + 1)


@dataclass(slots=True)
class _Scanner:
    """Finds ends of markup; remembers which marks come no more, so that no search to the end is made twice."""

    raw: str
    missing: set[str] = field(default_factory=set)

    def tag(self, at: int) -> Tag | None:
        """The markup that begins with the ``<`` at a place; None where it is only a character."""
        if self.raw.startswith("<!--", at):
            return Tag("", at, self._find("-->", at + 2))
        if self.raw.startswith(("<!", "<?"), at):
            return Tag("", at, self._find(">", at))
        name = _NAME.match(self.raw, at + 1)
        if not name:
            return None
        return Tag(name[1].lower(), at, self._end(name.end()), closes=self.raw[at + 1] == "/")

    def _end(self, at: int) -> int:
        """Behind the ``>`` that closes a tag: the first one outside quotation marks."""
        found = _IN_TAG.search(self.raw, at)
        while found and found[0] != ">":
            close = self._find(found[0], found.end())
            if found[0] in self.missing:
                return self._find(">", at)
            found = _IN_TAG.search(self.raw, close)
        return found.end() if found else len(self.raw)

    def end_of(self, tag: Tag) -> int:
        """Where the end tag begins of an element that holds no markup."""
        if tag.name in self.missing:
            return len(self.raw)
        found = re.compile(rf"</{tag.name}(?![A-Za-z0-9:-])", re.IGNORECASE).search(self.raw, tag.end)
        if not found:
            self.missing.add(tag.name)
        return found.start() if found else len(self.raw)

    def _find(self, mark: str, at: int) -> int:
        """Behind the next such mark; the end of the page where there is none."""
        place = -1 if mark in self.missing else self.raw.find(mark, at)
        if place < 0:
            self.missing.add(mark)
            return len(self.raw)
        return place + len(mark)


# --- text ---


class _Writer:
    """Collects the characters of a block."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.out: list[str] = []
        self.begins = array("I")
        self.ends = array("I")

    def text(self, begin: int, end: int) -> None:
        """Take in the text between two tags."""
        at = begin
        while at < end:
            piece = _PIECE.match(self.raw, at, end)
            at = piece.end() if piece else at + 1
            if piece is None:
                continue
            if piece["entity"]:
                at = self._entity(piece.start(), end)
            elif piece["blanks"]:
                self._blank(piece.start(), at)
            else:
                for place, char in enumerate(piece[0], piece.start()):
                    self._put(char, place, place + 1)

    def _entity(self, begin: int, end: int) -> int:
        """Take in ``&…;`` and say where it ends; an & that begins none is a character."""
        found = _ENTITY.match(self.raw, begin, end)
        meant = unescape(found[0]) if found else "&"
        if found is None or meant == found[0]:
            self._put("&", begin, begin + 1)
            return begin + 1
        for char in meant:
            if char.isspace():
                self._blank(begin, found.end())
            else:
                self._put(char, begin, found.end())
        return found.end()

    def _put(self, char: str, begin: int, end: int) -> None:
        if not _CONTROL.match(char):
            self.out.append(char)
            self.begins.append(begin)
            self.ends.append(end)

    def _blank(self, begin: int, end: int) -> None:
        if self.out and self.out[-1] == " ":
            self.ends[-1] = end
        elif self.out:
            self._put(" ", begin, end)

    def finish(self) -> Iterator[Block]:
        """The block, if there is anything in it."""
        if self.out and self.out[-1] == " ":
            self.out.pop()
            self.begins.pop()
            self.ends.pop()
        if self.out:
            yield Block("".join(self.out), self.begins, self.ends)
        self.out, self.begins, self.ends = [], array("I"), array("I")
