"""Every regular expression of the package takes time linear in its input, shown by doubling inputs made to hurt it."""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from inspect import Parameter, getsource, signature
from types import FrameType, ModuleType
from typing import Any

import pytest

import kg

Node = Any  # the parse tree of a pattern is private to re, and has no types
Nodes = Iterable[Any]
SHORT, LONG = 2_000, 16_000  # characters; linear time grows eightfold, quadratic time sixty-four-fold
FACTOR, NOISE = 20, 0.03  # allowed growth, and seconds that do not count: clocks of CPU time can tick in hundredths
LIMIT = 1.0  # CPU seconds for one search, after which it counts as endless; a busy machine does not count


# --- all patterns of the package ---


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(kg.__path__, "kg."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Patterns in a value: itself, or in its parts."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    for part in parts(value):
        yield from patterns_in(part, seen)


def parts(value: object) -> list[object]:
    """Return what a container, a dataclass, a partial or bound function holds, and what a cached function without arguments gives."""
    match value:
        case Mapping():
            return [*value.keys(), *value.values()]
        case tuple() | list() | set() | frozenset():
            return list(value)
        case partial():
            return [value.func, value.args, value.keywords]
        case object(cache_info=_) if callable(value) and not _needs_arguments(value):
            return [value()]
        case object(__self__=re.Pattern() as pattern):  # find = re.compile(…).search
            return [pattern]
    return [getattr(value, f.name) for f in fields(value)] if is_dataclass(value) and not isinstance(value, type) else []


def _needs_arguments(function: Callable[..., object]) -> bool:
    return any(p.default is Parameter.empty for p in signature(function).parameters.values())


def all_patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    for module in modules():
        for name, value in sorted(vars(module).items()):
            if not name.startswith("__") and not isinstance(value, ModuleType):
                for number, pattern in enumerate(patterns_in(value, seen)):
                    found[f"{module.__name__}.{name}" + (f"[{number}]" if number else "")] = pattern
    return found


# --- inputs that hurt ---


def parse(pattern: re.Pattern[str]) -> Nodes:
    nodes: Nodes = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined] # noqa: SLF001
    return nodes


def sample(nodes: Nodes, last: int) -> str:
    """Return a short string that the nodes (nearly) match; ``last`` takes the last of alternatives instead of the first."""
    return "".join(_sample_one(str(op), value, last) for op, value in nodes)


def _sample_one(op: str, value: Node, last: int) -> str:  # noqa: PLR0911
    match op:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "ANY":
            return "会" if value != ord("会") else "议"
        case "IN":
            return _sample_class(value, last)
        case "BRANCH":
            return sample(value[1][-last], last)
        case "SUBPATTERN":
            return sample(value[3], last)
        case "ATOMIC_GROUP":
            return sample(value, last)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return sample(value[2], last) * max(int(value[0]), 1)
    return ""


def _sample_class(items: Node, last: int) -> str:
    negated = str(items[0][0]) == "NEGATE"
    if negated:
        accepted = re.compile("[^" + "".join(re.escape(_sample_class([item], 0)) for item in items[1:]) + "]")
        return next(c for c in "会议a1 。" if accepted.match(c))
    op, value = items[-last]
    if str(op) == "CATEGORY":
        return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "会"}.get(str(value), "。")
    return chr(value[0] if str(op) == "RANGE" else value)


def bodies(nodes: Nodes, before: str, last: int) -> Iterator[tuple[str, str]]:
    """Yield each repeated part as a sample, with a sample of what stands before it."""
    for op, value in nodes:
        inner: list[Nodes] = []
        match str(op), value:
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT", (_, most, body):
                inner = [body]
                if most > 1:
                    yield before, sample(body, last)
            case "SUBPATTERN", (_, _, _, body):
                inner = [body]
            case "ATOMIC_GROUP", body:
                inner = [body]
            case "BRANCH", (_, branches):
                inner = [branches[0], branches[-1], branches[len(branches) // 2]]
            case (("ASSERT" | "ASSERT_NOT"), (_, body)):
                inner = [body]
        for body in inner:
            yield from bodies(body, before, last)
        before += sample([(op, value)], last)


def hurtful(pattern: re.Pattern[str]) -> list[Callable[[int], str]]:
    """Return makers of long inputs: repeated parts pumped and not finished, the whole match repeated, and each of its characters."""
    nodes = list(parse(pattern))
    units: dict[tuple[str, str], None] = {}
    for last in (0, 1):
        whole = sample(nodes, last)
        units |= dict.fromkeys([("", whole), ("", whole[:-1]), ("", whole[1:]), *(("", c) for c in dict.fromkeys(whole[:12]))])
        for before, body in bodies(nodes, "", last):
            units |= dict.fromkeys([(before, body), ("", before + body), ("", body + "、")])
    return [partial(_pumped, before, unit) for before, unit in units if unit]


def _pumped(before: str, unit: str, size: int) -> str:
    return before + unit * (size // len(unit)) + "\x00"


# --- measuring ---


def find_all(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def match_whole(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def seconds(use: Callable[[str], None], text: str) -> float:
    """Return the CPU seconds that a use of a pattern takes, ``LIMIT`` where it takes longer."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    begin = time.process_time()
    try:
        use(text)
    except TimeoutError:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - begin


def grows_too_fast(use: Callable[[str], None], make: Callable[[int], str]) -> bool:
    """Whether an eightfold input takes far more than eightfold time; measured again, the best of each counting, before it is believed."""
    quick = seconds(use, make(16))
    if quick >= LIMIT or seconds(use, make(48)) >= LIMIT:
        return True
    long = seconds(use, make(LONG))
    if long <= NOISE:
        return False
    short = seconds(use, make(SHORT))
    for _ in range(6):
        if long >= LIMIT or long <= short * FACTOR + NOISE:
            return long >= LIMIT
        short, long = min(short, seconds(use, make(SHORT))), min(long, seconds(use, make(LONG)))
    return True


def too_slow(pattern: re.Pattern[str], use: Callable[[re.Pattern[str], str], None] = find_all) -> str:
    """Return the beginning of an input that makes the pattern slow; "" where there is none."""
    return next((make(20) for make in hurtful(pattern) if grows_too_fast(partial(use, pattern), make)), "")


def only_matched(name: str) -> bool:
    """Whether the module uses its pattern with ``match`` and ``fullmatch`` alone, which begin at one place."""
    module, _, variable = name.rpartition(".")
    uses = re.findall(
        rf"(?<![A-Za-z0-9_]){re.escape(variable)}(?![A-Za-z0-9_])(?! = )(?:\.([a-z]+))?", getsource(importlib.import_module(module))
    )
    return bool(uses) and set(uses) <= {"match", "fullmatch"}


PATTERNS = all_patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_linear(name: str) -> None:
    assert too_slow(PATTERNS[name], match_whole if only_matched(name) else find_all) == ""


def test_patterns_are_found() -> None:
    assert "kg.text.decode._HAN" in PATTERNS


@pytest.mark.parametrize("text", [r"(?:会+、?)+出席", r"\s+$", r"[^。]*会议", r"(?:会|会议|议)*出席", r"会.*议", r"(?:[\d年]+)+日"])
def test_slow_patterns_are_told(text: str) -> None:
    assert too_slow(re.compile(text)) != ""


def test_exponential_patterns_are_told_even_where_they_only_match_from_the_start() -> None:
    assert too_slow(re.compile(r"(?:会+、?)+出席"), match_whole) != ""


@pytest.mark.parametrize("text", [r"[一-龥]{2,4}出席", r"(?<![会议])(?:会|议)++。", r"[会议]", r"[0-9]{1,2}月[0-9]{1,2}日"])
def test_linear_patterns_pass(text: str) -> None:
    assert too_slow(re.compile(text)) == ""
