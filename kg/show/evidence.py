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


def evidence(store: Queryable, facts: Mapping[str, Thing], names: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, object]]:
    """Fact → where it was printed: the article's headline and date, and its passages with the telling words marked.

    The telling words are smaller pieces of evidence inside a larger one; where there are none, the ``names`` that belong to the fact.
    """
    passages = _passages(store, facts.values())
    articles = describe(store, (iri for fact in facts.values() for iri in fact.many("statedIn")))
    documents = describe(store, (passage.document for passage in passages.values()))
    frames = _frames(passages.values())
    shown: dict[str, dict[str, object]] = {}
    for iri, fact in facts.items():
        own = sorted(passages[name] for name in fact.many("evidence") if name in passages)
        if own:
            stated = [_article(articles[name]) for name in fact.many("statedIn")]
            outer = [one for one in own if not any(other.holds(one) for other in own)]
            cut = [_shown(one, _marked(one, own, names.get(iri, ())), frames, documents) for one in outer]
            shown[iri] = {"articles": stated, "rule": visible(fact.one("rule")), "frames": cut}
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


def _marked(passage: Passage, own: Iterable[Passage], names: Iterable[str]) -> list[Passage]:
    """What to mark inside a passage; empty where it has to be marked as a whole."""
    inner = [one for one in own if passage.holds(one)]
    return inner or [one for name in names for one in places_of(name, passage) if passage.holds(one)]


def places_of(name: str, passage: Passage) -> list[Passage]:
    """Where a passage has this name, blanks and breaks of the page inside it or not. For the eye only: facts have offsets of their own."""
    letters = [(place, letter) for place, letter in enumerate(passage.quote) if not letter.isspace()]
    text, wanted = "".join(letter for _, letter in letters), "".join(name.split())
    found: list[Passage] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        first, last = letters[at][0], letters[at + len(wanted) - 1][0] + 1
        found.append(Passage(passage.document, passage.begin + first, passage.begin + last, passage.quote[first:last]))
        at = text.find(wanted, at + len(wanted))
    return found


def _shown(
    passage: Passage, marked: list[Passage], frames: Mapping[str, tuple[Passage, ...]], documents: Mapping[str, Thing]
) -> dict[str, object]:
    """One quotation: a passage with its marks, or else marked as a whole in the smallest passage around it."""
    around = next((one for one in frames.get(passage.document, ()) if one.holds(passage)), passage)
    name = documents[passage.document].one("fileName") or passage.document
    cut = pieces(passage, marked) if marked else pieces(around, [passage])
    return {"file": visible(name), "begin": passage.begin, "end": passage.end, "pieces": cut}


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
