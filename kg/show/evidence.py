"""The passages behind facts, ready to be shown: the larger passage with the smaller ones marked in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.show.reading import Queryable, Thing, describe
from kg.show.visible import visible

_LONGEST_FRAME = 1500  # characters; a larger passage around a piece of evidence is no help to the eye


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Evidence: code points of a document, half-open, and the very text there."""

    document: str
    begin: int
    end: int
    quote: str

    def holds(self, other: "Passage") -> bool:
        """Whether the other one lies within it, and is not the same stretch."""
        inside = self.begin <= other.begin and other.end <= self.end
        return inside and self.document == other.document and (self.begin, self.end) != (other.begin, other.end)


def evidence(store: Queryable, facts: Mapping[str, Thing]) -> dict[str, dict[str, object]]:
    """Fact → where it was printed: the article's headline and date, and its passages with the telling words marked."""
    passages = _passages(store, facts.values())
    articles = describe(store, (iri for fact in facts.values() for iri in fact.many("statedIn")))
    documents = describe(store, (passage.document for passage in passages.values()))
    frames = _frames(passages.values())
    shown: dict[str, dict[str, object]] = {}
    for iri, fact in facts.items():
        own = sorted(passages[name] for name in fact.many("evidence") if name in passages)
        if own:
            stated = [_article(articles[name]) for name in fact.many("statedIn")]
            shown[iri] = {"articles": stated, "rule": visible(fact.one("rule")), "frames": _shown(own, frames, documents)}
    return shown


def _passages(store: Queryable, facts: Iterable[Thing]) -> dict[str, Passage]:
    found = describe(store, (iri for fact in facts for iri in fact.many("evidence")))
    return {
        iri: Passage(thing.one("document"), int(thing.one("begin")), int(thing.one("end")), thing.one("quote"))
        for iri, thing in found.items()
        if thing.one("quote")
    }


def _frames(passages: Iterable[Passage]) -> Mapping[str, tuple[Passage, ...]]:
    """By document, the passages that may serve as a frame for smaller ones, shortest first."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(set(passages), key=lambda one: (one.end - one.begin, one)):
        if passage.end - passage.begin <= _LONGEST_FRAME:
            found[passage.document].append(passage)
    return {document: tuple(group) for document, group in found.items()}


def _shown(own: list[Passage], frames: Mapping[str, tuple[Passage, ...]], documents: Mapping[str, Thing]) -> list[dict[str, object]]:
    outer = [one for one in own if not any(other.holds(one) for other in own)]
    shown = []
    for passage in outer:
        inner = [one for one in own if passage.holds(one)]
        frame = passage if inner else next((one for one in frames.get(passage.document, ()) if one.holds(passage)), passage)
        name = documents[passage.document].one("fileName") or passage.document
        shown.append({"file": visible(name), "begin": passage.begin, "end": passage.end, "pieces": pieces(frame, inner or [passage])})
    return shown


def pieces(frame: Passage, marked: Iterable[Passage]) -> list[list[object]]:
    """The frame's text cut into ``[text, 1 if marked else 0]``."""
    inside = {at - frame.begin for one in marked for at in range(one.begin, one.end)}
    cut: list[list[object]] = []
    for place, letter in enumerate(frame.quote):
        flag = int(place in inside)
        if cut and cut[-1][1] == flag:
            cut[-1][0] = f"{cut[-1][0]}{letter}"
        else:
            cut.append([letter, flag])
    return [[visible(str(text)), flag] for text, flag in cut]


def _article(article: Thing) -> dict[str, str]:
    return {"headline": visible(" ".join(article.many("headline"))), "published": article.one("published")}
