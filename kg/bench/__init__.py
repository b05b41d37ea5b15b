"""``kg bench``: how fast it is beside the tools that it stands on, measured side by side in one run over the same pages.

Times swing with whatever else a machine does, so only ratios of things that were done in turn say much; each is done in several rounds.
"""

from kg.bench.figures import Figure, table
from kg.bench.run import measure
from kg.bench.text import NoJiebaError

__all__ = ["Figure", "NoJiebaError", "measure", "table"]
