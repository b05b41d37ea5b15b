"""Text that every RDF syntax and XML can carry."""

import re
import unicodedata

# XML 1.0 has no way to write these, so SPARQL results in XML or an RDF/XML export with one of them could not be read back.
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def carried(text: str) -> str:
    """The text without the control characters, lone surrogates and non-characters that XML cannot carry."""
    return _UNCARRIED.sub("", text)


def label(text: str) -> str:
    """A name as it identifies a thing: carried characters only, in Unicode normal form C."""
    return unicodedata.normalize("NFC", carried(text))


def quoted(text: str) -> str:
    """A quotation: the very characters, control characters included, because evidence must equal its slice of the page.

    Turtle, N-Triples, N-Quads, TriG and JSON-LD carry them escaped; whoever writes XML has to replace them at that door.
    A lone surrogate, which no RDF string can hold, becomes U+FFFD, one for one, so that lengths and offsets stay.
    """
    return _SURROGATE.sub("\ufffd", text)
