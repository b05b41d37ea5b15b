"""A document's graph written otherwise than it was read: people under another IRI, names corrected, facts and no-persons taken out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.sheet import chinese
from kg.graph.vocabulary import Class, Foreign, Individual, Property

Row = tuple[str, str, str]  # subject, predicate, object, as N-Triples writes them


@dataclass(frozen=True, slots=True)
class Target:
    """What stands for a thing now: its IRI, and its label; ``as_printed`` says whether the old label is kept as another name."""

    iri: str
    label: str
    as_printed: bool = False
    kind: str = ""  # of an event: the class that it has now
    edtf: str = ""  # of an event: its date


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written otherwise; all keys are IRIs."""

    renamed: Mapping[str, Target] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()  # facts: attendances, tenures, statements
    nobody: frozenset[str] = frozenset()  # people who are none


def rewritten(lines: Iterable[bytes], changes: Changes) -> Iterator[bytes]:
    """The lines of N-Triples of a document's graph in UTF-8, rewritten; in no particular order."""
    rows = {_row(line) for line in lines}
    if changes.dropped or changes.nobody:
        rows = _without(rows, changes)
    if changes.renamed:
        rows = _renamed(rows, changes.renamed)
    return (f"{subject} {predicate} {target} .\n".encode() for subject, predicate, target in rows)


def _row(line: bytes) -> Row:
    subject, predicate, target = line.decode().removesuffix("\n").removesuffix(" .").split(" ", 2)
    return subject, predicate, target


def _node(iri: str) -> str:
    return f"<{iri}>"


# names

_LABEL, _ALT_LABEL, _TYPE = _node(Foreign.LABEL), _node(Foreign.ALT_LABEL), _node(Foreign.TYPE)
_EDTF = _node(Property.EDTF)
_KINDS = frozenset(map(_node, (Class.MEETING, Class.TALKS, Class.INSPECTION, Class.CEREMONY, Class.ACTIVITY)))


def _renamed(rows: set[Row], renamed: Mapping[str, Target]) -> set[Row]:
    targets = {_node(iri): target for iri, target in renamed.items()}
    nodes = {old: _node(target.iri) for old, target in targets.items()}
    found = set[Row]()
    for subject, predicate, target in rows:
        if predicate == _LABEL and subject in targets:
            found |= _labels(targets[subject], target)
        elif subject in targets and targets[subject].kind and (predicate == _EDTF or target in _KINDS):
            found |= _as_event(targets[subject])
        else:
            found.add((nodes.get(subject, subject), predicate, nodes.get(target, target)))
    return found


def _as_event(target: Target) -> set[Row]:
    return {(_node(target.iri), _TYPE, _node(target.kind)), (_node(target.iri), _EDTF, f'"{target.edtf}"')}


def _labels(target: Target, old: str) -> set[Row]:
    label = chinese(target.label)
    rows = {(_node(target.iri), _LABEL, label)}
    return rows | {(_node(target.iri), _ALT_LABEL, old)} if target.as_printed and old != label else rows


# facts that are none

_MENTIONS = _node(Property.MENTIONS)
_PERSON_OF = frozenset(map(_node, (Property.ATTENDEE, Property.HOLDER)))
_ISSUED_BY, _ISSUED_AT, _HAS_PART = map(_node, (Property.ISSUED_BY, Property.ISSUED_AT, Property.HAS_PART))
_PLAIN = frozenset(map(_node, (Property.ATTENDED, Property.PRESIDED_OVER, Property.SAT_IN_ON, Property.HOLDS_POST)))
_MODES = {
    _node(Individual.PRESIDED): (Property.ATTENDED, Property.PRESIDED_OVER),
    _node(Individual.ATTENDED): (Property.ATTENDED,),
    _node(Individual.SAT_IN): (Property.ATTENDED, Property.SAT_IN_ON),
}
_ONLY_IN_FACTS = frozenset(
    map(_node, (Class.PASSAGE, Class.PERSON, Class.POST, Class.ORGANIZATION, Class.PLACE, Class.CONCEPT, Class.SERIES, Class.INSTRUCTION))
)


def _without(rows: set[Row], changes: Changes) -> set[Row]:
    """The rows without the facts, what only they say, and what only they speak of."""
    nobody = set(map(_node, changes.nobody))
    dropped = set(map(_node, changes.dropped))
    dropped |= {subject for subject, predicate, target in rows if predicate in _PERSON_OF and target in nobody}
    dropped |= {target for subject, predicate, target in rows if predicate == _HAS_PART and subject in dropped}
    spoken = {subject for subject, predicate, target in rows if predicate == _ISSUED_BY and target in nobody}
    kept = {row for row in rows if row[0] not in dropped | nobody and row[2] not in dropped | nobody}
    kept |= {(subject, _ISSUED_BY, target) for subject, predicate, target in kept if predicate == _ISSUED_AT and subject in spoken}
    return _pruned(_supported(kept))


def _supported(rows: set[Row]) -> set[Row]:
    """Only those plain triples that a fact still explains."""
    facts: dict[str, dict[str, str]] = {}
    for subject, predicate, target in rows:
        facts.setdefault(subject, {})[predicate] = target
    plain = {row for fact in facts.values() for row in _plain(fact)}
    return {row for row in rows if row[1] not in _PLAIN or row in plain}


def _plain(fact: Mapping[str, str]) -> Iterable[Row]:
    attendee, holder = fact.get(_node(Property.ATTENDEE)), fact.get(_node(Property.HOLDER))
    if attendee:
        return [(attendee, _node(each), fact[_node(Property.AT_EVENT)]) for each in _MODES[fact[_node(Property.IN_MODE)]]]
    return [(holder, _node(Property.HOLDS_POST), fact[_node(Property.OF_POST)])] if holder else []


def _pruned(rows: set[Row]) -> set[Row]:
    """Without passages, posts and the like that nothing speaks of any more."""
    while True:
        spoken_of = {target for _, _, target in rows}
        telling = {subject for subject, predicate, _ in rows if predicate == _MENTIONS or predicate == _node(Property.STANDS_FOR)}
        alone = {
            subject
            for subject, predicate, target in rows
            if predicate == _TYPE and target in _ONLY_IN_FACTS and subject not in spoken_of and subject not in telling
        }
        if not alone:
            return rows
        rows = {row for row in rows if row[0] not in alone}
