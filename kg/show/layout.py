"""Where the nodes of a picture stand: a force layout in numpy, then labels pushed apart.

The same input gives the same places on every machine: no random numbers, no trigonometry, and sums over the first axis only, whose order
numpy fixes.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Pairs = NDArray[np.int64]

_ROUNDS = 400
_SPACING = 60.0  # length of an edge between two lonely nodes, in canvas units
_WIDER = 1.25  # screens are wider than high
_STRETCH = (1.4, 0.75)  # labels are wider than high, too
_MARGIN = 40.0  # between parts of the graph that do not hang together
_APART = 120  # rounds of pushing labels apart


def places(sizes: Sequence[tuple[int, int]], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The centre of each node's box, given the width and height its shape and label need together, and which nodes are joined."""
    import numpy as np

    room = np.array(sizes, dtype=float).reshape(-1, 2)
    islands = [(members, _island(room[members], _inside(members, edges))) for members in _components(len(sizes), edges)]
    at = np.zeros_like(room)
    for (members, own), corner in zip(islands, _shelved([_extent(own, room[members]) for members, own in islands]), strict=True):
        at[members] = own + np.array(corner)
    return [(round(float(x)), round(float(y))) for x, y in at]


def _components(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The nodes that hang together, largest company first."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        parent[root(max(one, other))] = root(min(one, other))
    company: dict[int, list[int]] = {}
    for node in range(count):
        company.setdefault(root(node), []).append(node)
    return sorted(company.values(), key=lambda members: (-len(members), members))


def _inside(members: list[int], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The different edges among these nodes, by their places in the list."""
    own = {node: place for place, node in enumerate(members)}
    return sorted({(own[min(pair)], own[max(pair)]) for pair in edges if pair[0] in own and pair[0] != pair[1]})


def _island(room: "Floats", edges: list[tuple[int, int]]) -> "Floats":
    """A force layout of nodes that hang together; its upper left corner at 0, 0."""
    import numpy as np

    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    at = _start(len(room))
    heat = _SPACING * 2
    for _ in range(_ROUNDS if len(room) > 1 else 0):
        at += _capped(_pull(at, pairs) + _push(at), heat)
        heat = max(heat * 0.985, 2.0)
    at = _unstack(at * np.array(_STRETCH), room)
    corner: Floats = (at - room / 2).min(axis=0)
    return at - corner


def _extent(at: "Floats", room: "Floats") -> tuple[float, float]:
    width, height = (at + room / 2).max(axis=0)
    return float(width), float(height)


def _shelved(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners for rectangles in rows, in the row length that lets the whole be shown largest."""
    lengths = [sum(width + _MARGIN for width, _ in extents[: count + 1]) for count in range(len(extents))]
    return min((_rows(extents, length) for length in lengths), key=lambda corners: _needed(extents, corners), default=[])


def _rows(extents: Sequence[tuple[float, float]], length: float) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    x = y = row = 0.0
    for width, height in extents:
        if x and x + width > length:
            x, y, row = 0.0, y + row + _MARGIN, 0.0
        corners.append((x, y))
        x, row = x + width + _MARGIN, max(row, height)
    return corners


def _needed(extents: Sequence[tuple[float, float]], corners: Sequence[tuple[float, float]]) -> float:
    """How high a screen of the usual proportions must be to hold it all."""
    ends = [(x + width, y + height) for (x, y), (width, height) in zip(corners, extents, strict=True)]
    return max(max(x / _WIDER, y) for x, y in ends)


def _start(count: int) -> "Floats":
    """Scattered points: the fractional parts of multiples of two irrational numbers."""
    import numpy as np

    steps = np.arange(1, count + 1, dtype=float)
    scattered: Floats = np.stack([steps * 0.7548776662466927 % 1.0, steps * 0.5698402909980532 % 1.0], axis=1)
    scattered -= 0.5
    scattered *= _SPACING * float(count) ** 0.5 * 1.5
    return scattered


def _push(at: "Floats") -> "Floats":
    """Every node pushes every other away, weaker with distance; all are drawn gently to the middle, so that branches stay near."""
    import numpy as np

    away = at[None, :, :] - at[:, None, :]
    squared = away[:, :, 0] * away[:, :, 0] + away[:, :, 1] * away[:, :, 1] + 1.0
    force: Floats = (away * (_SPACING * _SPACING / squared)[:, :, None]).sum(axis=0)
    distance = np.sqrt(at[:, 0] * at[:, 0] + at[:, 1] * at[:, 1] + 1.0)
    return force - at * (0.16 + 0.4 * _SPACING / (distance + _SPACING * 4))[:, None]


def _pull(at: "Floats", pairs: "Pairs") -> "Floats":
    """An edge pulls its ends together, stronger with distance, weaker where a node has many."""
    import numpy as np

    force = np.zeros_like(at)
    if len(pairs):
        between = at[pairs[:, 1]] - at[pairs[:, 0]]
        distance = np.sqrt(between[:, 0] * between[:, 0] + between[:, 1] * between[:, 1] + 1.0)
        drawn = between * (distance / _SPACING)[:, None]
        np.add.at(force, pairs[:, 0], drawn)
        np.subtract.at(force, pairs[:, 1], drawn)
    return force


def _capped(force: "Floats", heat: float) -> "Floats":
    """A step along the force, no longer than the heat allows."""
    import numpy as np

    length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1]) + 1e-9
    return force * np.minimum(0.12, heat / length)[:, None]


def _unstack(at: "Floats", sizes: "Floats") -> "Floats":
    """Nodes whose boxes overlap move apart, along the axis that needs less, half of the way each, until none does or rounds end."""
    import numpy as np

    order = np.arange(len(at))
    side = np.where(order[:, None] < order[None, :], 1.0, -1.0)
    room = (sizes[None, :, :] + sizes[:, None, :]) / 2
    for _ in range(_APART):
        away = at[None, :, :] - at[:, None, :]
        over = room - np.abs(away)
        hits = (over[:, :, 0] > 0) & (over[:, :, 1] > 0)
        np.fill_diagonal(hits, val=False)
        if not hits.any():
            break
        flat = over[:, :, 0] < over[:, :, 1]
        sign = np.where(away == 0, side[:, :, None], np.sign(away))
        along = np.stack([flat, ~flat], axis=2)
        at = at + (sign * over * 0.3 * along * hits[:, :, None]).sum(axis=0)
    return at
