"""Bytes of a source file → its text and the name of its encoding, or one line that says why it is not a text to read.

Accepted: UTF-8 and UTF-16 (with or without a byte order mark), GB18030 (with GBK and GB2312 in it), Big5. Only the byte order mark is
removed; line ends and everything else stay, so that offsets in the text hold in the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FOREIGN = (  # first bytes of files that are no text
    (b"%PDF", "a PDF file; save its text as .txt first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document; unpack it, or save its text as .txt first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save its text as .txt first"),
    (b"{\\rtf", "an RTF document; save its text as .txt first"),
    (b"\x1f\x8b", "compressed by gzip; unpack it first"),
    (b"\xff\xd8\xff", "a JPEG picture; run text recognition over it first"),
    (b"\x89PNG", "a PNG picture; run text recognition over it first"),
    (b"GIF8", "a GIF picture; run text recognition over it first"),
    (b"II*\x00", "a TIFF picture; run text recognition over it first"),
    (b"MM\x00*", "a TIFF picture; run text recognition over it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\xff\xfe\x00\x00", "in UTF-32; save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "in UTF-32; save it as UTF-8"),
)
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # tab, line ends and form feed are text
_LEGACY_FLOOR = 0.3  # share of common characters below which a legacy encoding is a wrong guess; news has 0.8, a wrong guess under 0.1
_UTF16_FLOOR = 0.5  # the same without a byte order mark, where any two bytes make a character


class UnreadableError(ValueError):
    """The input is no text that can be read; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file: its text without a byte order mark, and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, *, chinese: bool = True) -> Decoded:
    """Decode a whole file.

    ``chinese=False`` also accepts a text without a Chinese character (a table of file names). Raises UnreadableError.
    """
    _refuse_foreign(data)
    decoded = _by_mark(data) or _by_content(data)
    check(decoded.text, chinese=chinese)
    return decoded


def check(text: str, *, chinese: bool = True) -> None:
    """Raise UnreadableError where the text is empty, holds characters that no text has, or no Chinese."""
    if not text.strip():
        msg = "empty"
        raise UnreadableError(msg)
    if found := _NO_TEXT.search(text):
        msg = f"character U+{ord(found[0]):04X} at {found.start()}: not a text"
        raise UnreadableError(msg)
    if chinese and not _HAN.search(text):
        msg = "no Chinese character in it"
        raise UnreadableError(msg)


def _refuse_foreign(data: bytes) -> None:
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise UnreadableError(what)


def _by_mark(data: bytes) -> Decoded | None:
    """Decode by the byte order mark; None where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                msg = f"begins as {encoding.upper()}, but byte {len(mark) + error.start} does not fit: {error.reason}"
                raise UnreadableError(msg) from error
    return None


def _by_content(data: bytes) -> Decoded:
    """Decode a file without a byte order mark: UTF-8 where it fits and is a Chinese text, else the likeliest other encoding."""
    utf8 = _attempt(data, "utf-8")
    if utf8 and not _NO_TEXT.search(utf8.text) and _HAN.search(utf8.text):
        return utf8
    candidates = (*_likely(data, ("utf-16-le", "utf-16-be"), _UTF16_FLOOR), *_likely(data, ("gb18030", "big5"), _LEGACY_FLOOR))
    best = max(candidates, key=lambda candidate: common_share(candidate.text), default=utf8)  # the first of equals
    if best is None:
        msg = f"neither UTF-8 (byte {_first_misfit(data)} does not fit), UTF-16, GB18030 nor Big5; save it as UTF-8"
        raise UnreadableError(msg)
    return best


def _likely(data: bytes, encodings: Iterable[str], floor: float) -> Iterable[Decoded]:
    """Decode in each encoding that fits and gives a likely Chinese text."""
    attempts = (_attempt(data, encoding) for encoding in encodings)
    return (d for d in attempts if d and not _NO_TEXT.search(d.text) and common_share(d.text) >= floor)


def _attempt(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _first_misfit(data: bytes) -> int:
    """Where the file stops being UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def common_share(text: str) -> float:
    """Share of common Chinese characters and marks among all that are not ASCII; 0.0 where all are ASCII."""
    foreign = [c for c in text if c > "\x7f"]
    return sum(map(_common().__contains__, foreign)) / len(foreign) if foreign else 0.0


@cache
def _common() -> frozenset[str]:
    from importlib.resources import files

    lines = files("kg.text").joinpath("common_characters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))
