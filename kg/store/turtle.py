r"""Sorted N-Triples lines as Turtle and TriG that reads well and that every parser reads back.

Oxigraph's own writer abbreviates as far as the grammar allows (``person:x\.``), farther than rdflib can read; here an IRI is abbreviated
only where its local name needs no escapes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

# PN_CHARS_U and digits of the Turtle grammar; inside a name a hyphen too
_LETTER = (
    "0-9A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(f"[{_LETTER}][{_LETTER}-]*")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_INTEGER_TYPE = "<http://www.w3.org/2001/XMLSchema#integer>"


class Names:
    """Abbreviates IRIs, and remembers which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take prefix → namespace."""
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def term(self, term: str) -> str:
        """The shortest safe way to write a term that N-Triples writes so."""
        if term[0] == "<":
            return self._known.get(term) or self._known.setdefault(term, self._iri(term))
        if term[0] == '"' and term[-1] == ">":
            return self._typed(term)
        return term

    def _iri(self, term: str) -> str:
        cut = max(term.rfind("#"), term.rfind("/")) + 1
        namespace, local = term[1:cut], term[cut:-1]
        prefix = self._prefixes.get(namespace)
        if prefix is None or not _LOCAL.fullmatch(local):
            return term
        self.used[prefix] = namespace
        return f"{prefix}:{local}"

    def _typed(self, term: str) -> str:
        text, datatype = term.rsplit("^^", 1)
        if datatype == _INTEGER_TYPE and _INTEGER.fullmatch(text[1:-1]):
            return text[1:-1]
        return f"{text}^^{self.term(datatype)}"

    def head(self) -> str:
        """The declarations of the prefixes that were used, sorted."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self.used.items()))


def turtle(lines: Iterable[bytes], prefixes: Mapping[str, str]) -> bytes:
    """Turtle of sorted N-Triples lines."""
    names = Names(prefixes)
    body = "".join("\n" + block for block in _blocks(lines, names, ""))
    return (names.head() + body).encode()


def trig(graphs: Iterable[tuple[str, Iterable[bytes]]], prefixes: Mapping[str, str]) -> bytes:
    """TriG of named graphs: name as N-Triples writes it, and sorted lines."""
    names = Names(prefixes)
    body = "".join(f"\n{names.term(name)} {{\n" + "\n".join(_blocks(lines, names, "    ")) + "}\n" for name, lines in graphs)
    return (names.head() + body).encode()


def _blocks(lines: Iterable[bytes], names: Names, indent: str) -> Iterator[str]:
    """What is said of each subject."""
    for subject, rows in groupby((_split(line) for line in lines), key=lambda row: row[0]):
        said = (_predicate(predicate, same, names) for predicate, same in groupby(rows, key=lambda row: row[1]))
        yield f"{indent}{names.term(subject)} " + f" ;\n{indent}    ".join(said) + " .\n"


def _split(line: bytes) -> tuple[str, str, str]:
    """Subject, predicate and object; the first two hold no blanks."""
    subject, predicate, rest = line.decode().rstrip("\n").split(" ", 2)
    return subject, predicate, rest.removesuffix(" .")


def _predicate(predicate: str, rows: Iterable[tuple[str, str, str]], names: Names) -> str:
    verb = "a" if predicate == _TYPE else names.term(predicate)
    return f"{verb} " + ", ".join(names.term(row[2]) for row in rows)
