"""Units: the spellings of a name that are decided on together, and what corrections make of a name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.resolve.corrections import Correction, Kind, plain
from kg.resolve.spelling import folded
from kg.resolve.witnesses import Witness

_ABOUT_PEOPLE = frozenset(Kind) - {Kind.DROP}


def groups(corrections: Iterable[Correction]) -> dict[str, str]:
    """For each unit that a correction joins with others the one that stands for them."""
    roots: dict[str, str] = {}

    def root(unit: str) -> str:
        while roots.setdefault(unit, unit) != unit:
            unit = roots[unit]
        return unit

    for one in corrections:
        if one.kind in {Kind.SAME, Kind.RENAME}:
            found = sorted({root(folded(plain(name))) for name in one.names})
            roots.update(dict.fromkeys(found, found[0]))
    return {unit: root(unit) for unit in sorted(roots)}


def units_of(correction: Correction) -> set[str]:
    """The units that a correction is about."""
    return {folded(plain(name)) for name in correction.names} if correction.kind in _ABOUT_PEOPLE else set()


def corrected(witness: Witness, corrections: Sequence[Correction]) -> Witness | None:
    """A witness with the name corrected; None for what is no person."""
    for one in corrections:
        if one.kind is Kind.NOT_A_PERSON and one.names == (witness.name,) and one.holds(witness):
            return None
    for one in corrections:
        if one.kind is Kind.RENAME and one.names[0] == witness.name and one.holds(witness):
            return replace(witness, name=one.names[1], printed=witness.name)
    return witness
