"""Policy formulas in quotation marks (“四个口袋”, “万人助万企”) and what else an article mentions."""

import re
from collections import defaultdict
from types import MappingProxyType

from kg.discourse.reading import Reading
from kg.model import ConceptFact, Span

_QUOTED = re.compile(r"“([\u4e00-\u9fff0-9·+＋、]{2,12})”")
_NO_FORMULA = re.compile(r"[，。！？我你他她吗呢吧啊]|^.$|^(?:大家|老哥)|^[0-9·]+$")


FIELD = "concepts"
RULES = MappingProxyType(
    {
        "quoted-formula": "a short phrase in quotation marks that is no sentence",
    }
)


def facts(reading: Reading) -> tuple[ConceptFact, ...]:
    """The formulas of an article: short phrases in quotation marks that are no sentence; each with every place."""
    context = reading.context
    places: dict[str, list[Span]] = defaultdict(list)
    for match in _QUOTED.finditer(context.text):
        if not _NO_FORMULA.search(match[1]):
            places[match[1]].append(context.span(match.start(1), match.end(1)))
    return tuple(ConceptFact(label, tuple(spans), "quoted-formula") for label, spans in places.items())
