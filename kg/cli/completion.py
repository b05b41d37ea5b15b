"""Completion at the prompt: ``kg completion bash`` prints a script for the shell, which asks ``kg completion words`` at each tab."""

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.app import DEFAULT_STORE
from kg.terminal import say

commands = typer.Typer()
_VALUES = 200  # at most, at one tab
_SPECIAL = frozenset(" \t\n\"'\\`$&|;<>(){}[]*?!#~")  # shells would have to quote them
_OWN = ("--format", "--timeout", "--store", "--full", "--list")  # options of ``kg query`` itself
_FLAGS = frozenset({"--full", "--list"})  # those without a value
_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt")
_NAMES = {"--person": "people", "--meeting": "events"}  # options of other commands


class Shell(StrEnum):
    """The shells that there is a script for, and the way in for the scripts."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    WORDS = "words"


@commands.command()
def completion(
    shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish.")],
) -> None:
    """Print the script that lets a shell complete commands, query names, parameters and names out of the store.

    bash: eval "$(kg completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc, behind compinit; fish: kg completion fish | source.
    """
    if shell is Shell.WORDS:
        for word in candidates(sys.stdin.read().removesuffix("\n").split("\n"), os.environ):
            say(word)
    else:
        say(files("kg.cli").joinpath(f"completion.{shell}").read_text(encoding="utf-8"), end="")


def candidates(words: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """What may stand for the last of the words behind ``kg``, sorted; nothing where the shell should offer files."""
    *before, word = words
    if not before:
        found = _commands()
    elif before[0] == "query":
        found = _of_query(before[1:], word, environment)
    elif before[-1] in _NAMES:
        found = _values(_NAMES[before[-1]], before, environment)
    else:
        found = _options(before[0]) if word.startswith("-") else []
    return sorted({each for each in found if each.startswith(word) and not _SPECIAL & set(each)})[:_VALUES]


def _commands() -> list[str]:
    return [name for name, command in _tree().items() if not command.hidden]


def _tree() -> Mapping[str, Any]:
    from kg.cli.app import app

    commands: Mapping[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return commands


def _options(command: str) -> list[str]:
    found = _tree().get(command)
    return [] if found is None else [name for param in found.params for name in param.opts if name.startswith("--")]


def _of_query(before: Sequence[str], word: str, environment: Mapping[str, str]) -> list[str]:
    from kg.query import catalogue, values

    library, name = catalogue.library(), _named(before)
    if before and before[-1] == "--format":
        return list(_FORMATS)
    if before and before[-1] in _OWN and before[-1] not in _FLAGS:
        return []
    if name not in library:
        return list(_OWN) if word.startswith("-") else list(library)
    if before[-1].startswith("--") and before[-1] not in _FLAGS:
        kind = values.kind(name, before[-1].removeprefix("--"))
        return _values(kind, before, environment) if kind else []
    return [f"--{p.name}" for p in library[name].parameters if f"--{p.name}" not in before] + [o for o in _OWN if o not in before]


def _named(before: Sequence[str]) -> str:
    """The first word that is neither an option nor its value."""
    left = list(before)
    while left:
        word = left.pop(0)
        if not word.startswith("-"):
            return word
        if word in _OWN and word not in _FLAGS and left:
            left.pop(0)
    return ""


def _values(kind: str, before: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The values of a kind in the store that the words name; none where it cannot be opened: a tab is no place for complaints."""
    from kg.query import values
    from kg.store import StoreError, open_store

    given = dict(pairwise(before)).get("--store")
    try:
        with open_store(Path(given or environment.get("KG_STORE") or DEFAULT_STORE), read_only=True) as store:
            return values.values(store, kind)
    except StoreError:
        return []
