"""How near the program comes to facts that people read out of the pages by hand: precision, recall, F1, and every miss."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.evaluate.compare import Evaluation, Figures, compare
from kg.evaluate.found import read_graph
from kg.evaluate.gold import GoldDocument

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Evaluation", "Figures", "evaluate", "read_gold"]


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a file of right answers: a JSON list with an object a document. Raises ValueError where it is something else."""
    documents = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(documents, list) or not all(isinstance(d, dict) and "file" in d and "articles" in d for d in documents):
        msg = f"{path}: expected a JSON list of documents, each with file and articles"
        raise ValueError(msg)
    return cast("list[GoldDocument]", documents)


def evaluate(gold: Iterable[GoldDocument], quads: "Iterable[Quad]", texts: Mapping[str, str]) -> Evaluation:
    """Compare a graph, its named graphs taken as one, with the right answers; ``texts`` holds the decoded sources by document."""
    articles, passages = read_graph(quads)
    return compare(list(gold), articles, passages, texts)
