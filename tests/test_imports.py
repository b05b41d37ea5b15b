"""The direction of imports, read from the source of every module."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.pipeline import BEHIND_FACTS

ROOT = Path(kg.__file__).parent
ORDER = (
    *("model", "rules", "text", "mentions", "discourse", "extract", "resolve", "graph", "store", "query", "objects", "study"),
    *("opened", "show", "serve"),
    *("metadata", "sources", "fetching", "evaluate", "check", "crew", "identities", "corrections", "pipeline", "cluster"),
    *("bench", "audit", "terminal", "reports", "cli"),
)
HEAVY = frozenset(
    {
        "ahocorasick_rs",
        "dask",
        "distributed",
        "fsspec",
        "httpx",
        "jieba",
        "jinja2",
        "networkx",
        "numpy",
        "oxrdflib",
        "pandas",
        "polars",
        "pyoxigraph",
        "pypinyin",
        "pyshacl",
        "pyvis",
        "rdflib",
        "rjieba",
        "trafilatura",
    }
)
MODULES = sorted(path.relative_to(ROOT.parent).with_suffix("").as_posix().replace("/", ".") for path in ROOT.rglob("*.py"))
LAYERED = [module for module in MODULES if module not in {"kg.__init__", "kg.__main__"}]


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT.parent / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8"))


def imported(nodes: Iterator[ast.AST]) -> set[str]:
    """Full names of all that is imported: ``from kg.text import decode`` is kg.text.decode."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that run when the module is imported: not those in functions, nor those for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from at_import(child)


def layer(name: str) -> int:
    part = name.split(".")[1]
    return -1 if part == "__version__" else ORDER.index(part)


@pytest.mark.parametrize("module", LAYERED)
def test_a_module_imports_only_what_stands_before_it(module: str) -> None:
    assert {name for name in imported(ast.walk(tree(module))) if name.startswith("kg.") and layer(name) > layer(module)} == set()


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("kg.extract.")])
def test_extractors_do_not_import_one_another(module: str) -> None:
    others = {name for name in imported(ast.walk(tree(module))) if name.startswith("kg.extract.")}
    assert module == "kg.extract.__init__" or not others


@pytest.mark.parametrize("module", MODULES)
def test_heavy_packages_are_imported_where_they_are_used(module: str) -> None:
    assert {name.split(".")[0] for name in imported(at_import(tree(module)))} & HEAVY == set()


def test_every_package_that_is_imported_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *(need for listed in extras.values() for need in listed)]
    declared = {re.split(r"[>;\[ ]", need)[0] for need in needs}
    used = {name.split(".")[0] for module in MODULES for name in imported(ast.walk(tree(module)))}
    assert used - sys.stdlib_module_names - {"kg"} <= declared


def test_a_change_of_any_stage_up_to_the_graph_makes_pages_be_read_again() -> None:
    assert [part.removesuffix(".py") for part in BEHIND_FACTS] == list(ORDER[: ORDER.index("graph") + 1])


def test_the_checks_see_imports() -> None:
    source = ast.parse("import rdflib\nfrom kg.store import x\nif TYPE_CHECKING:\n    import numpy\ndef f():\n    import jieba\n")
    assert imported(at_import(source)) == {"rdflib", "kg.store.x"}
    assert imported(ast.walk(source)) == {"rdflib", "kg.store.x", "numpy", "jieba"}
