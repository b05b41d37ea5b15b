"""One interactive HTML file of people, meetings and directives, with the sentence behind every edge.

Offline, safe, the same bytes every time.

pyvis holds the graph. The page is ours: pyvis's own template asks a CDN and lets text from the data run as script.
"""

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.show.choosing import Choice, Chosen, choose
from kg.show.evidence import evidence
from kg.show.layout import places
from kg.show.page import as_json, render
from kg.show.panels import Known, day_of, instructions, known, panel, proofs, telling_names, title
from kg.show.reading import Kind, Link, Queryable, Role, Thing, describe
from kg.show.visible import clipped, one_line, visible

if TYPE_CHECKING:
    from pyvis.network import Network

_SHAPES = MappingProxyType({Kind.PERSON: "dot", Kind.MEETING: "square", Kind.DIRECTIVE: "triangle", Kind.ORGANIZATION: "hexagon"})
_FONT = MappingProxyType({Kind.PERSON: 20, Kind.MEETING: 21, Kind.DIRECTIVE: 14, Kind.ORGANIZATION: 18})
_SMALLEST = MappingProxyType({Kind.PERSON: 9, Kind.MEETING: 15, Kind.DIRECTIVE: 8, Kind.ORGANIZATION: 11})
_WRAP = 9  # characters in a line of a label
_LINES = 3
_CLOSING = "、，。；：！？”’）》〉】,.;:!?)…"
_GAP = 14  # canvas units between two nodes with their labels


def write(store: Queryable, path: Path | str, choice: Choice | None = None) -> Chosen:
    """Write the picture of a store, or of the part that ``choice`` names, to one HTML file, and give back what was drawn.

    Raises ``kg.show.choosing.NothingToShowError`` where nothing fits, and then writes nothing.
    """
    page, chosen = picture(store, choice or Choice())
    Path(path).write_bytes(page.encode())
    return chosen


def picture(store: Queryable, choice: Choice) -> tuple[str, Chosen]:
    """The page as text, and what it shows."""
    chosen = choose(store, choice)
    all_known = known(store, chosen.kinds)
    texts: dict[str, Any] = {"heading": _heading(choice), "data": as_json(_data(store, chosen, all_known)), **_notes(chosen)}
    page = render("graph.html", styles=("graph.css",), scripts=("graph.js",), libraries=(vis_network(),), **texts)
    return page, chosen


def vis_network() -> str:
    """The drawing library that pyvis carries (vis-network, Apache-2.0 or MIT), as one script."""
    script = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")
    return script.replace("\r\n", "\n").replace("</script", "<\\/script")


def _data(store: Queryable, chosen: Chosen, all_known: Known) -> dict[str, object]:
    panels = {iri: panel(iri, kind, all_known) | {"undrawn": chosen.undrawn.get(iri, 0)} for iri, kind in chosen.kinds.items()}
    facts = describe(store, {link.fact for link in chosen.links} | {fact for one in panels.values() for fact in proofs(one)})
    facts |= {iri: all_known.nodes[iri] for iri, kind in chosen.kinds.items() if kind is Kind.MEETING}
    network = _network(chosen, all_known)
    return {
        "nodes": network.nodes,
        "edges": [edge | _attendance(facts[edge["fact"]]) for edge in network.edges],
        "panels": panels,
        "evidence": evidence(store, facts, {iri: telling_names(fact, all_known) for iri, fact in facts.items()}),
        "focus": list(chosen.focus),
    }


def _network(chosen: Chosen, all_known: Known) -> "Network":
    """The graph in pyvis, every node at its place."""
    from pyvis.network import Network

    network = Network(directed=True)
    order = list(chosen.kinds)
    names = {iri: label(all_known.nodes[iri], kind, all_known) for iri, kind in chosen.kinds.items()}
    degree = Counter(end for link in chosen.links for end in (link.source, link.target))
    sizes = {iri: _size(kind, degree[iri]) for iri, kind in chosen.kinds.items()}
    boxes = [box(names[iri], sizes[iri], chosen.kinds[iri]) for iri in order]
    index = {iri: place for place, iri in enumerate(order)}
    at = places(boxes, [(index[link.source], index[link.target]) for link in chosen.links])
    for iri, (x, y) in zip(order, at, strict=True):
        kind = chosen.kinds[iri]
        above = y - _label_height(names[iri], _FONT[kind]) // 2  # the label hangs below the shape, and the box is round both
        network.add_node(iri, names[iri], shape=_SHAPES[kind], group=kind.value, x=x, y=above, size=sizes[iri])
    network.edges = list(_edges(chosen.links))  # add_edge looks through all edges each time
    return network


def _edges(links: Iterable[Link]) -> Iterable[dict[str, object]]:
    """An edge a link; those between the same two nodes bend apart."""
    seen: Counter[frozenset[str]] = Counter()
    for number, link in enumerate(links):
        pair = frozenset((link.source, link.target))
        yield {"id": f"e{number}", "from": link.source, "to": link.target, "role": link.role.value, "fact": link.fact, "bend": seen[pair]}
        seen[pair] += 1


def _attendance(fact: Thing) -> dict[str, object]:
    """What an attendance adds to its edge: the place in the roll-call, and the title as printed."""
    extra = {"position": int(fact.one("position") or 0), "title": visible(fact.one("titleAsPrinted")), "venue": visible(fact.one("venue"))}
    return {name: value for name, value in extra.items() if value and fact.one("attendee")}


def label(thing: Thing, kind: Kind, all_known: Known) -> str:
    """What stands under a node, in lines of at most nine characters."""
    if kind is Kind.DIRECTIVE:
        first = next(iter(instructions(thing, all_known)), "")
        words = one_line(all_known.names(thing, "topic") or first or visible(thing.one("text")))
        return words if len(words) <= _WRAP else f"{words[: _WRAP - 1]}…"
    name = _wrapped(one_line(title(thing, kind, all_known)))
    day = day_of(thing) if kind is Kind.MEETING else ""
    return f"{name}\n{day}" if day else name


def _wrapped(text: str) -> str:
    """In lines of about the same length; no line begins with a mark that closes something."""
    text = clipped(text, _WRAP * _LINES)
    width = -(-len(text) // max(-(-len(text) // _WRAP), 1))
    lines: list[str] = []
    for letter in text:
        if lines and (len(lines[-1]) < width or (letter in _CLOSING and len(lines[-1]) == width)):
            lines[-1] += letter
        else:
            lines.append(letter)
    return "\n".join(lines)


def _size(kind: Kind, degree: int) -> int:
    return _SMALLEST[kind] + min(12, int(2 * max(0, degree - 1) ** 0.5))


def box(name: str, size: int, kind: Kind) -> tuple[int, int]:
    """Width and height of a node with its label below, in canvas units."""
    font = _FONT[kind]
    wide = max(sum(1.0 if letter > "\u2e7f" else 0.6 for letter in line) for line in name.split("\n")) * font
    return (round(max(2 * size, wide)) + _GAP, 2 * size + _label_height(name, font) + _GAP)


def _label_height(name: str, font: int) -> int:
    return round((name.count("\n") + 1) * font * 1.15)


_KIND_NAMES = MappingProxyType(
    {
        Kind.PERSON: ("人物", "people"),
        Kind.MEETING: ("会议", "meetings"),
        Kind.DIRECTIVE: ("要求", "directives"),
        Kind.ORGANIZATION: ("机构", "organisations"),
    }
)


def _notes(chosen: Chosen) -> dict[str, object]:
    """What the page says of its own bounds: how many of each kind are drawn, and how many were left out."""
    shown = Counter(chosen.kinds.values())
    counts = [(kind.value, *_KIND_NAMES[kind], shown[kind], chosen.left_out.get(kind, 0)) for kind in Kind if shown[kind]]
    drawn = {link.role for link in chosen.links}
    return {"counts": counts, "roles": [role.value for role in Role if role in drawn], "partial": any(left for *_, left in counts)}


def _heading(choice: Choice) -> str:
    """What was asked for, in words."""
    dates = f"{choice.since or '…'} – {choice.until or '…'}" if choice.since or choice.until else ""
    told = (choice.person, choice.other, choice.meeting, choice.concept, dates)
    asked = [visible(part) for part in told if part]
    return " · ".join(asked) or "要闻概览 Overview"
