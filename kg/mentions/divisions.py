"""The administrative divisions: names, short names and codes by GB/T 2260 (``rules/divisions.txt``)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_NONE, _DOUBT = "-", "?"


@dataclass(frozen=True, slots=True)
class Division:
    """One division. ``short`` is "" where it has none; ``plain`` says that the short name needs no context."""

    code: str
    name: str
    short: str
    plain: bool

    @property
    def level(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


def _division(line: str) -> Division:
    code, name, short = line.split()
    return Division(code, name, short.removeprefix(_DOUBT).removeprefix(_NONE), not short.startswith((_DOUBT, _NONE)))


def _everyday(each: Division) -> str:
    """管城区 for 管城回族区, 峨边县 for 峨边彝族自治县."""
    return each.short + each.name[-1] if each.short and "族" in each.name else ""


@cache
def by_code() -> MappingProxyType[str, Division]:
    """Every division by its code of six digits."""
    lines = files("kg.rules").joinpath("divisions.txt").read_text(encoding="utf-8").splitlines()
    return MappingProxyType({line[:6]: _division(line) for line in lines if not line.startswith("#")})


@cache
def by_name() -> MappingProxyType[str, tuple[Division, ...]]:
    """The divisions that a full or a short name can mean, in the order of their codes; a short name that needs no context means but one."""
    found: dict[str, tuple[Division, ...]] = {}
    for each in by_code().values():
        for name in {each.name, each.short, _everyday(each)} - {""}:
            found[name] = (*found.get(name, ()), each)
    for each in by_code().values():
        if each.plain:
            found[each.short] = (each,)
    return MappingProxyType(found)


@cache
def above(division: Division) -> Division | None:
    """The prefecture of a county, the province of a prefecture; the province where a county has no prefecture (北京市 for 东城区)."""
    codes = {3: (f"{division.code[:4]}00", f"{division.code[:2]}0000"), 2: (f"{division.code[:2]}0000",)}.get(division.level, ())
    return next((by_code()[code] for code in codes if code in by_code()), None)


def province(division: Division) -> Division:
    """The province, autonomous region or municipality that a division lies in, or is."""
    return by_code()[f"{division.code[:2]}0000"]


def lies_in(division: Division, other: Division) -> bool:
    """Whether a division is a part of another one."""
    return division.level > other.level and division.code.startswith(other.code[: 2 * other.level])


@cache
def label(division: Division) -> str:
    """The official name, with the name above it where several divisions have it: 郑州市, 南京市鼓楼区."""
    upper = above(division)
    if upper is None or len([each for each in by_name()[division.name] if each.name == division.name]) == 1:
        return division.name
    return upper.name + division.name
