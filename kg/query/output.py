"""Results written for people and for programs.

``table`` is for reading: aligned, Chinese characters two columns wide, long cells cut with "…" unless the width is unlimited. ``csv``,
``tsv``, ``json`` and ``xml`` follow the W3C's result formats, ``ttl`` and ``nt`` are for the triples of CONSTRUCT and DESCRIBE.

A spreadsheet runs a CSV cell that begins with = + - @ (half or full width) or a tab as a formula; such a cell, unless it is a number, gets
an apostrophe in front.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from types import MappingProxyType

from kg.query.errors import QueryError
from kg.query.result import Result, Term

WIDTH = 60  # columns of a terminal that a cell of a table may take
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(result: Result, style: str = "table", *, width: int | None = WIDTH) -> str:
    """The result in a format of ``FORMATS``; ``width`` limits the cells of a table (None: no limit). ``QueryError`` for a wrong format."""
    if style not in FORMATS:
        message = f"expected one of the formats {', '.join(FORMATS)}, got {style!r}"
        raise QueryError(message)
    return _table(result, width) if style == "table" else FORMATS[style](result)


def _cells(result: Result) -> list[list[str]]:
    """Header and rows as plain text; a truth value is one cell without a header."""
    if result.truth is not None:
        return [["answer"], [_truth(result)]]
    return [list(result.columns), *([("" if term is None else term.value) for term in row] for row in result.rows)]


def _truth(result: Result) -> str:
    return "true" if result.truth else "false"


# table


def _table(result: Result, width: int | None = WIDTH) -> str:
    if result.truth is not None:
        return _truth(result) + "\n"
    shown = [[_shown(term, result.prefixes, width) for term in row] for row in result.rows]
    rows = [list(result.columns), *shown]
    widths = [max(_columns(row[i]) for row in rows) for i in range(len(result.columns))]
    right = [bool(result.rows) and all(row[i] is None or row[i].number for row in result.rows) for i in range(len(result.columns))]  # type: ignore[union-attr]
    lines = [_line(row, widths, right) for row in rows]
    return "\n".join([lines[0], "  ".join("─" * w for w in widths), *lines[1:]]) + "\n"


def _line(row: list[str], widths: list[int], right: list[bool]) -> str:
    cells = (_padded(cell, size, to_right=r) for cell, size, r in zip(row, widths, right, strict=True))
    return "  ".join(cells).rstrip()


def _padded(cell: str, size: int, *, to_right: bool) -> str:
    blanks = " " * (size - _columns(cell))
    return blanks + cell if to_right else cell + blanks


def _columns(text: str) -> int:
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def _shown(term: Term | None, prefixes: Mapping[str, str], width: int | None) -> str:
    """A cell for the terminal: on one line, without control characters, IRIs by their prefix, cut to the width."""
    if term is None:
        return ""
    text = _short(term.value, prefixes) if term.kind == "uri" else term.value
    text = " ".join(visible(text).split())
    return text if width is None or _columns(text) <= width else _cut(text, width - 1) + "…"


def visible(text: str) -> str:
    """With a blank for each run of characters that steer a terminal, or turn what it shows around."""
    return _UNSEEN.sub(" ", text)


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """By the longest namespace that fits."""
    fits = [(len(namespace), prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    if not fits:
        return iri
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"


def _cut(text: str, width: int) -> str:
    from wcwidth import wcwidth

    used = 0
    for place, character in enumerate(text):
        used += max(wcwidth(character), 0)
        if used > width:
            return text[:place]
    return text


# for programs


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    header, *rows = _cells(result)
    numbers = [[term is not None and term.number for term in row] for row in result.rows] or [[False]]
    writer.writerow(header)
    for row, number in zip(rows, numbers, strict=True) if rows else ():
        writer.writerow([cell if n else harmless(cell) for cell, n in zip(row, number, strict=True)])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _tsv(result: Result) -> str:
    """Terms as Turtle writes them."""
    if result.truth is not None:
        return f"?answer\n{_truth(result)}\n"
    header = "\t".join(f"?{c}" for c in result.columns)
    rows = ("\t".join("" if term is None else _turtle_term(term) for term in row) for row in result.rows)
    return "\n".join([header, *rows]) + "\n"


def _turtle_term(term: Term) -> str:
    from pyoxigraph import Literal, NamedNode

    if term.kind == "uri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    if term.language:
        literal = Literal(term.value, language=term.language)
    else:
        literal = Literal(term.value, datatype=NamedNode(term.datatype)) if term.datatype else Literal(term.value)
    return str(literal).replace("\t", "\\t")


def _json(result: Result) -> str:
    if result.truth is not None:
        return json.dumps({"head": {}, "boolean": result.truth}) + "\n"
    rows = [{c: t.json() for c, t in zip(result.columns, row, strict=True) if t is not None} for row in result.rows]
    return json.dumps({"head": {"vars": list(result.columns)}, "results": {"bindings": rows}}, ensure_ascii=False, indent=1) + "\n"


def _xml(result: Result) -> str:
    """SPARQL's XML results; control characters, which XML cannot hold, are left out."""
    head = "".join(f"\n    <variable name={_attribute(c)}/>" for c in result.columns)
    if result.truth is not None:
        body = f"  <boolean>{_truth(result)}</boolean>"
    else:
        body = "\n".join(["  <results>", *(_xml_row(result.columns, row) for row in result.rows), "  </results>"])
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    return f"{start}\n  <head>{head}\n  </head>\n{body}\n</sparql>\n"


def _xml_row(columns: Iterable[str], row: Iterable[Term | None]) -> str:
    cells = (f"<binding name={_attribute(c)}>{_xml_term(t)}</binding>" for c, t in zip(columns, row, strict=True) if t is not None)
    return f"    <result>{''.join(cells)}</result>"


def _xml_term(term: Term) -> str:
    text = escape(_NOT_IN_XML.sub("", term.value), quote=False).replace("\r", "&#13;")
    if term.kind != "literal":
        return f"<{term.kind}>{text}</{term.kind}>"
    extra = f" xml:lang={_attribute(term.language)}" if term.language else ""
    extra += f" datatype={_attribute(term.datatype)}" if term.datatype else ""
    return f"<literal{extra}>{text}</literal>"


def _attribute(value: str) -> str:
    return f'"{escape(value)}"'


def _ttl(result: Result) -> str:
    from kg.store.turtle import turtle

    return turtle(_triples(result, "ttl").splitlines(keepends=True), result.prefixes).decode()


def _nt(result: Result) -> str:
    return _triples(result, "nt").decode()


def _triples(result: Result, style: str) -> bytes:
    if result.ntriples is None:
        message = f"expected a CONSTRUCT or DESCRIBE query for the format {style}, got one that gives no triples: use table, csv or json"
        raise QueryError(message)
    return result.ntriples


FORMATS: Mapping[str, Callable[[Result], str]] = MappingProxyType(
    {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml, "ttl": _ttl, "nt": _nt}
)
