"""Offices beside what belongs to them: 安书记 is a person, 书记 by itself every office that ends so."""

from collections.abc import Sequence
from dataclasses import replace

from kg import rules
from kg.query.ask.names import Names
from kg.query.ask.tokens import Token


def merged(row: list[Token], names: Names) -> list[Token]:
    """安书记 is a person; 书记 by itself every office that ends so; an office beside a name stands with it."""
    out: list[Token] = []
    for token in row:
        if token.kind == "office":
            _office(out, token, names)
        else:
            out.append(token)
    return [t for place, t in enumerate(out) if not _apposed(out, place)]


def _office(out: list[Token], token: Token, names: Names) -> None:
    before = out[-1] if out and out[-1].end == token.begin else None
    if before and before.kind == "unknown" and before.text in surnames() and (people := names.surnamed(before.text, token.text)):
        out[-1] = replace(before, kind="name", text=before.text + token.text, end=token.end, things=people)
        return
    if before and (before.kind == "unknown" or before.thing in {"Organization", "Place"}):
        things = names.find([before.text + token.text]).get(before.text + token.text, ())
        out[-1] = replace(before, kind="name" if things else "unknown", text=before.text + token.text, end=token.end, things=things)
        return
    things = names.posts(token.text)
    out.append(replace(token, kind="name" if things else "unknown", things=things))


def surnames() -> frozenset[str]:
    """The surnames that offices are called by."""
    return rules.word_set("surnames") | rules.chars("surnames")


def _apposed(row: Sequence[Token], place: int) -> bool:
    """市委书记 in 市委书记安伟, 书记 in 安伟书记."""
    token = row[place]
    if token.thing != "Post":
        return False
    after = place + 1 < len(row) and row[place + 1].thing == "Person" and row[place + 1].begin == token.end
    before = place > 0 and row[place - 1].thing == "Person" and row[place - 1].end == token.begin
    return after or before
