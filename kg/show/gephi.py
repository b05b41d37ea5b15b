"""Who is seen with whom, for programs that draw networks: GraphML, GEXF and a table of edges, with weights, places and communities."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from kg.query.output import harmless
from kg.show.choosing import Choice
from kg.show.companions import Company, company
from kg.show.layout import places
from kg.show.reading import Queryable, labels
from kg.show.visible import visible

_EVERYBODY = 1_000_000
_KEYS = (
    *(("label", "node", "string"), ("events", "node", "int"), ("community", "node", "int"), ("x", "node", "double")),
    *(("y", "node", "double"), ("weight", "edge", "double"), ("times", "edge", "int")),
)
_ATTRIBUTES = '<attribute id="0" title="events" type="integer"/><attribute id="1" title="community" type="integer"/>'
_PLACED = 3000  # people; to place more takes too long, and Gephi places them itself


def write(store: Queryable, path: Path, choice: Choice | None = None) -> Company:
    """Write everybody who shares an event with anybody, in the format of the file's ending (one of ``FORMATS``), and give what was written.

    Raises ``NothingToShowError`` where nobody does, ``KeyError`` for another ending.
    """
    form = FORMATS[path.suffix.lower()]
    asked = choice or Choice()
    found = company(store, Choice(since=asked.since, until=asked.until, most_people=_EVERYBODY), every_tie=True)
    names = {iri: visible(every[0]) for iri, every in labels(store, "Person").items()}
    path.write_bytes(form(found, names, _places(found)).encode())
    return found


def _places(found: Company) -> Mapping[str, tuple[int, int]]:
    if len(found.people) > _PLACED:
        return {}
    index = {person: place for place, person in enumerate(found.people)}
    at = places([(60, 40)] * len(index), [(index[tie.one], index[tie.other]) for tie in found.ties])
    return dict(zip(found.people, at, strict=True))


def _graphml(found: Company, names: Mapping[str, str], at: Mapping[str, tuple[int, int]]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [f'<key id="{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>' for name, part, kind in _KEYS]
    lines.append('<graph id="yaowen" edgedefault="undirected">')
    for person in found.people:
        told = {"label": names[person], "events": found.events[person], "community": found.community[person]}
        told |= dict(zip(("x", "y"), at[person], strict=True)) if person in at else {}
        lines.append(f"<node id={quoteattr(person)}>{_told(told)}</node>")
    for number, tie in enumerate(found.ties):
        told = {"weight": tie.weight, "times": len(tie.events)}
        lines.append(f'<edge id="e{number}" source={quoteattr(tie.one)} target={quoteattr(tie.other)}>{_told(told)}</edge>')
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _told(values: Mapping[str, object]) -> str:
    return "".join(f'<data key="{name}">{escape(str(value))}</data>' for name, value in values.items())


def _gexf(found: Company, names: Mapping[str, str], at: Mapping[str, tuple[int, int]]) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        '<graph defaultedgetype="undirected">',
        f'<attributes class="node">{_ATTRIBUTES}</attributes>',
        '<attributes class="edge"><attribute id="0" title="times" type="integer"/></attributes>',
        "<nodes>",
    ]
    for person in found.people:
        values = _values(found.events[person], found.community[person])
        place = f'<viz:position x="{at[person][0]}" y="{-at[person][1]}" z="0"/>' if person in at else ""
        lines.append(f"<node id={quoteattr(person)} label={quoteattr(names[person])}>{values}{place}</node>")
    lines += ["</nodes>", "<edges>"]
    for number, tie in enumerate(found.ties):
        ends = f"source={quoteattr(tie.one)} target={quoteattr(tie.other)}"
        lines.append(f'<edge id="{number}" {ends} weight="{tie.weight}">{_values(len(tie.events))}</edge>')
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def _values(*numbers: int) -> str:
    return "<attvalues>" + "".join(f'<attvalue for="{place}" value="{n}"/>' for place, n in enumerate(numbers)) + "</attvalues>"


def _csv(found: Company, names: Mapping[str, str], _: Mapping[str, tuple[int, int]]) -> str:
    """Edges as Gephi and spreadsheets read them; a name that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["Source", "Target", "Weight", "Times", "SourceName", "TargetName"])
    for tie in found.ties:
        rows.writerow([tie.one, tie.other, tie.weight, len(tie.events), harmless(names[tie.one]), harmless(names[tie.other])])
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Company, Mapping[str, str], Mapping[str, tuple[int, int]]], str]] = MappingProxyType(
    {".graphml": _graphml, ".gexf": _gexf, ".csv": _csv}
)
