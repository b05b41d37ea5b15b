r"""Sorted N-Triples lines as Turtle and TriG that reads well and that every parser reads back.

Oxigraph's own writer abbreviates as far as the grammar allows (``person:x\.``), farther than rdflib can read; here an IRI is abbreviated
only where its local name needs no escapes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

# PN_CHARS_U and digits of the Turtle grammar; inside a name a hyphen too
_LETTER = (
    "0-9A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(f"[{_LETTER}][{_LETTER}-]*")
_INTEGER = re.compile(rb"[+-]?[0-9]+")
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_INTEGER_TYPE = b"^^<http://www.w3.org/2001/XMLSchema#integer>"
_OPENING, _CLOSING = b"<>"
_MANY = 100_000  # terms that are remembered


class Names(dict[bytes, bytes]):
    """The shortest safe way to write a term, for each that was asked for, and which prefixes that took; all as N-Triples writes them."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take prefix → namespace."""
        super().__init__()
        self._prefixes = {namespace.encode(): prefix for prefix, namespace in prefixes.items()}
        self.used: dict[str, str] = {}

    def __missing__(self, term: bytes) -> bytes:
        if len(self) > _MANY:  # they come sorted: those of a while ago are hardly asked for again
            self.clear()
        self[term] = written = self._iri(term) if term[0] == _OPENING else self._literal(term)
        return written

    def _iri(self, term: bytes) -> bytes:
        cut = max(term.rfind(b"#"), term.rfind(b"/")) + 1
        namespace = term[1:cut]
        prefix = self._prefixes.get(namespace)
        if prefix is None or not _LOCAL.fullmatch(local := term[cut:-1].decode()):
            return term
        self.used[prefix] = namespace.decode()
        return f"{prefix}:{local}".encode()

    def _literal(self, term: bytes) -> bytes:
        cut = term.rfind(b'"') + 1
        if term[cut:] == _INTEGER_TYPE and _INTEGER.fullmatch(term, 1, cut - 1):
            return term[1 : cut - 1]
        return term[: cut + 2] + self[term[cut + 2 :]] if term[-1] == _CLOSING else term

    def head(self) -> bytes:
        """The declarations of the prefixes that were used, sorted."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self.used.items())).encode()


def turtle(lines: Iterable[bytes], prefixes: Mapping[str, str]) -> bytes:
    """Turtle of sorted N-Triples lines."""
    names = Names(prefixes)
    body = [part for block in _blocks(lines, names, b"") for part in (b"\n", block)]
    return b"".join([names.head(), *body])


def trig(graphs: Iterable[tuple[str, Iterable[bytes]]], prefixes: Mapping[str, str]) -> bytes:
    """TriG of named graphs: name as N-Triples writes it, and sorted lines."""
    names = Names(prefixes)
    body = b"".join(b"\n%b {\n%b}\n" % (names[name.encode()], b"\n".join(_blocks(lines, names, b"    "))) for name, lines in graphs)
    return names.head() + body


def _blocks(lines: Iterable[bytes], names: Names, indent: bytes) -> Iterator[bytes]:
    """What is said of each subject, its types first: one loop over all lines, because an export is millions of them."""
    of = verb = b""
    said: list[list[bytes]] = []  # a verb and its objects each
    for line in lines:
        subject, predicate, target = line[:-3].split(b" ", 2)  # the first two hold no blanks
        if subject != of:
            if said:
                yield _block(of, said, names, indent)
            of, verb, said = subject, b"", []
        if predicate != verb:
            verb = predicate
            if verb == _TYPE:
                said.insert(0, objects := [b"a"])
            else:
                said.append(objects := [names[verb]])
        objects.append(names[target] if target[0] == _OPENING or target[-1] == _CLOSING else target)
    if said:
        yield _block(of, said, names, indent)


def _block(subject: bytes, said: Iterable[list[bytes]], names: Names, indent: bytes) -> bytes:
    verbs = (b" ;\n    " + indent).join([b"%b %b" % (verb, b", ".join(objects)) for verb, *objects in said])
    return b"%b%b %b .\n" % (indent, names[subject], verbs)
