"""The pictures that ``kg viz`` draws, by the names of their kinds; each writes a file and says in a few words what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.show import overview, picture
from kg.show.charts import chart, matrix, offices, timeline
from kg.show.choosing import Choice
from kg.show.reading import Queryable


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be drawn."""

    kind: str
    choice: Choice
    series: str = ""
    office: str = ""


def _network(store: Queryable, path: Path, asked: Asked) -> str:
    found = overview.write(store, path, asked.choice)
    return f"{len(found.people)} people, {len(found.ties)} ties" + (f"; {found.left_out} people left out" if found.left_out else "")


def _graph(store: Queryable, path: Path, asked: Asked) -> str:
    chosen = picture.write(store, path, asked.choice)
    left = sum(chosen.left_out.values())
    return f"{len(chosen.kinds)} nodes, {len(chosen.links)} edges" + (f"; {left} nodes left out" if left else "")


def _timeline(store: Queryable, path: Path, asked: Asked) -> str:
    return _charted(store, path, timeline.timeline(store, asked.choice), "events")


def _offices(store: Queryable, path: Path, asked: Asked) -> str:
    return _charted(store, path, offices.offices(store, asked.choice.person, asked.office), "offices")


def _matrix(store: Queryable, path: Path, asked: Asked) -> str:
    return _charted(store, path, matrix.matrix(store, asked.series or asked.choice.meeting), "attendances")


def _charted(store: Queryable, path: Path, drawn: chart.Chart, what: str) -> str:
    chart.write(store, path, drawn)
    return f"{len(drawn.shapes)} {what} in {len(drawn.rows)} rows"


KINDS: Mapping[str, Callable[[Queryable, Path, Asked], str]] = MappingProxyType(
    {"network": _network, "graph": _graph, "timeline": _timeline, "offices": _offices, "matrix": _matrix}
)
