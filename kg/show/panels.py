"""What the panel beside the picture says about a node: rows of label and value, and a person's offices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kg.graph.vocabulary import Class
from kg.show.reading import Kind, Queryable, Thing, describe, subjects_with
from kg.show.spelling import spelled
from kg.show.visible import visible

_REFERENCES = ("heldAt", "convenedBy", "series", "addressee", "topic", "organization", "post", "relays", "issuedBy", "issuedAt", "hasPart")
_NO_YEAR = "XXXX-"
_SILENT = ": no year printed"  # how the reason begins that a page alone does not tell the year
_PROOFS = 5  # sentences that the panel keeps for one office, the earliest
_MEETING_KINDS = MappingProxyType(
    {
        Class.MEETING: "会议 meeting",
        Class.TALKS: "会谈 talks",
        Class.INSPECTION: "调研 inspection",
        Class.CEREMONY: "仪式 ceremony",
        Class.ACTIVITY: "活动 activity",
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """The nodes of a picture, the tenures of its people, and whatever both refer to."""

    nodes: Mapping[str, Thing]
    tenures: Mapping[str, tuple[Thing, ...]]  # person → tenures
    others: Mapping[str, Thing]

    def name(self, value: str) -> str:
        """The label of an IRI, or the value itself where it is a text."""
        thing = self.nodes.get(value) or self.others.get(value)
        return visible((thing.one("label") or thing.one("text") or value) if thing else value)

    def names(self, thing: Thing, prop: str) -> str:
        """The labels of all values of a property, as one text."""
        return "、".join(self.name(value) for value in thing.many(prop))


def known(store: Queryable, kinds: Mapping[str, Kind]) -> Known:
    """Read all that the panels of these nodes need."""
    nodes = describe(store, kinds)
    people = [iri for iri, kind in kinds.items() if kind is Kind.PERSON]
    holders = subjects_with(store, "holder", people)
    tenures = describe(store, (fact for _, fact in holders))
    held = {person: tuple(tenures[fact] for holder, fact in holders if holder == person) for person in people}
    pointing = (*nodes.values(), *tenures.values())
    named = {value for thing in pointing for prop in _REFERENCES for value in thing.many(prop) if value in thing.iris}
    return Known(nodes, held, describe(store, named - set(nodes)))


def panel(iri: str, kind: Kind, all_known: Known) -> dict[str, Any]:
    """The panel of one node, as plain lists and texts."""
    thing = all_known.nodes[iri]
    rows = {Kind.MEETING: _meeting, Kind.DIRECTIVE: _directive}.get(kind, _other)(thing, all_known)
    return {
        "iri": iri,
        "kind": kind.value,
        "name": title(thing, kind, all_known),
        "spelled": spelled(title(thing, kind, all_known)) if kind is Kind.PERSON else "",
        "day": day_of(thing),
        "text": visible(thing.one("text")),
        "rows": [[label, value] for label, value in rows if value],
        "parts": instructions(thing, all_known) if kind is Kind.DIRECTIVE else [],
        "offices": _offices(all_known.tenures.get(iri, ()), all_known),
    }


def proofs(made: dict[str, Any]) -> list[str]:
    """The fact nodes whose evidence a panel offers to show."""
    return [fact for office in made["offices"] for fact in office["facts"]]


def telling_names(fact: Thing, all_known: Known) -> tuple[str, ...]:
    """The names by which the eye finds a fact in its sentence; none for a statement, which is all of its passage."""
    if fact.one("speechVerb") or fact.one("text"):
        return ()
    ends = (all_known.nodes.get(iri) for prop in ("attendee", "holder", "event") for iri in fact.many(prop))
    return tuple(name for name in (*(end.one("label") for end in ends if end), *fact.many("titleAsPrinted"), *fact.many("label")) if name)


def title(thing: Thing, kind: Kind, all_known: Known) -> str:
    """What a node is called: its label; a directive, which has none worth reading, by who asked for it."""
    if kind is Kind.DIRECTIVE:
        return f"{all_known.names(thing, 'issuedBy') or '会议'}{visible(thing.one('speechVerb') or '要求')}"
    return visible(thing.one("label") or thing.iri)


def _meeting(thing: Thing, all_known: Known) -> Iterable[tuple[str, str]]:
    number = thing.one("seriesNumber")
    types = [name for kind, name in _MEETING_KINDS.items() if kind in thing.many("type")]
    yield "类别 Kind", "、".join(types)
    no_year = not thing.one("heldOn") and thing.one("edtf").startswith(_NO_YEAR)
    yield "日期 Date", day_of(thing) + ("（年份不详 year not known）" if no_year else "")
    yield "见报日期 As printed", visible("、".join(thing.many("dateAsPrinted")))
    yield "推断 Basis", visible("; ".join(basis_of(thing)))
    yield "地点 Place", all_known.names(thing, "heldAt")
    yield "召集 Convened by", all_known.names(thing, "convenedBy")
    series = (all_known.names(thing, "series"), f"第{number}次" if number else "", visible(thing.one("session")))
    yield "系列 Series", " ".join(part for part in series if part)
    yield "又称 Also", visible("、".join(thing.many("altLabel")))


def _directive(thing: Thing, all_known: Known) -> Iterable[tuple[str, str]]:
    yield "发布 Issued by", all_known.names(thing, "issuedBy")
    yield "场合 Issued at", all_known.names(thing, "issuedAt")
    yield "对象 Addressed to", all_known.names(thing, "addressee")
    yield "主题 Topics", all_known.names(thing, "topic")
    yield "传达 Relays", all_known.names(thing, "relays")


def _other(thing: Thing, _: Known) -> Iterable[tuple[str, str]]:
    yield "又称 Also", visible("、".join(thing.many("altLabel")))


def instructions(thing: Thing, all_known: Known) -> list[str]:
    """The single instructions of a directive, in order."""
    parts = [all_known.others[iri] for iri in thing.many("hasPart") if iri in all_known.others]
    return [visible(part.one("text")) for part in sorted(parts, key=lambda part: (int(part.one("position") or 0), part.iri))]


def _offices(tenures: Iterable[Thing], all_known: Known) -> list[dict[str, object]]:
    """A person's offices, the earliest first; reports of the same office are one entry, with the evidence of a few."""
    same: dict[tuple[str, str], list[Thing]] = {}
    for tenure in sorted(tenures, key=lambda tenure: (tenure.one("attestedFrom"), tenure.iri)):
        title_of = visible(tenure.one("title")) or all_known.names(tenure, "post")
        same.setdefault((title_of, all_known.names(tenure, "organization")), []).append(tenure)
    return [
        {"title": name, "organization": body, "attested": _attested(group), "facts": [tenure.iri for tenure in group[:_PROOFS]]}
        for (name, body), group in same.items()
    ]


def _attested(tenures: Iterable[Thing]) -> str:
    """The days of the first and the last report."""
    days = sorted(day for tenure in tenures for prop in ("attestedFrom", "attestedUntil") for day in tenure.many(prop))
    return " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def basis_of(thing: Thing) -> list[str]:
    """The reasons for an event's date; that its own page tells no year is none once other pages have told it."""
    reasons = thing.many("dateBasis")
    return [reason for reason in reasons if _SILENT not in reason] if thing.one("heldOn") else list(reasons)


def day_of(thing: Thing) -> str:
    """The day of an event, or what is known of it in EDTF, an unknown year left away; several days as ``first – last``."""
    day = thing.one("heldOn") or thing.one("edtf").removeprefix(_NO_YEAR)
    last = thing.one("lastDay")
    return f"{day} – {last}" if last and last != day else day
