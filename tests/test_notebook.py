"""The notebook shows what its cells give. ``python tests/test_notebook.py`` runs it and writes the outputs anew."""

import ast
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

import kg

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "examples" / "tour.ipynb"


def notebook() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return found


def run(source: str, names: dict[str, Any]) -> object:
    """Run a cell as Jupyter does: all its statements, and the value of the last one if it is an expression."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None  # type: ignore[attr-defined]
    exec(compile(tree, NOTEBOOK.name, "exec"), names)  # noqa: S102 - our own notebook
    return eval(compile(last, NOTEBOOK.name, "eval"), names) if last else None  # noqa: S307 - the same


def outputs(value: object, count: int) -> list[dict[str, Any]]:
    """What Jupyter would show of a value."""
    if value is None:
        return []
    shown = {"text/plain": repr(value).splitlines(keepends=True)}
    if hasattr(value, "_repr_html_"):
        shown["text/html"] = value._repr_html_().splitlines(keepends=True)
    return [{"data": shown, "execution_count": count, "metadata": {}, "output_type": "execute_result"}]


def executed(store: Path) -> dict[str, Any]:
    """The notebook with its outputs as they are now; it opens the store as kg-store in the folder it is run in."""
    book, names, count = notebook(), dict[str, Any](), 0
    before = Path.cwd()
    os.chdir(store.parent)
    try:
        for cell in book["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                cell |= {"execution_count": count, "outputs": outputs(run("".join(cell["source"]), names), count)}
    finally:
        os.chdir(before)
    return book


@pytest.fixture(scope="module")
def store(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    link = tmp_path_factory.mktemp("notebook") / "kg-store"
    link.symlink_to(seeds_store)
    return link


def test_the_notebook_shows_what_its_cells_give(store: Path) -> None:
    now, book = executed(store), notebook()
    assert [cell.get("outputs") for cell in book["cells"]] == [cell.get("outputs") for cell in now["cells"]]
    assert sum(cell["cell_type"] == "code" for cell in book["cells"]) >= 10


def test_it_is_a_notebook() -> None:
    book = notebook()
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        kg.build(ROOT / "seeds", store=Path(folder) / "kg-store")
        text = json.dumps(executed(Path(folder) / "kg-store"), ensure_ascii=False, indent=1)
    NOTEBOOK.write_text(text + "\n", encoding="utf-8")
