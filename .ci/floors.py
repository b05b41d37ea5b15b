"""Measures every set of the benchmark that lies in the given folder and compares it with its floors; exits 1 where one is not reached."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def figures(gold: Path, texts: Path) -> dict[str, dict[str, float]]:
    """Figures of a set by kind of fact, from ``kg eval``."""
    command = [sys.executable, "-m", "kg", "eval", str(gold), str(texts), "--json"]
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, check=True, stdin=subprocess.DEVNULL)
    result: dict[str, dict[str, float]] = json.loads(done.stdout)
    return result


def below(name: str, floors: dict[str, float], found: dict[str, dict[str, float]]) -> list[str]:
    """Compare; a line for each figure below its floor."""
    return [f"{name}: {kind} has {found[kind]['f1']}, expected {least}" for kind, least in floors.items() if found[kind]["f1"] < least]


def main(benchmark: Path) -> int:
    """Measure all sets; returns the exit code."""
    if not benchmark.is_dir():
        print("no benchmark beside this folder: nothing measured")
        return 0
    failures = []
    for name, settings in tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8")).items():
        texts = HERE.parent / "seeds" if name == "seeds" else benchmark / name
        found = figures(benchmark / "gold" / f"{name}.json", texts)
        print(name, " ".join(f"{kind} {figure['f1']:.3f}" for kind, figure in found.items()))
        failures += below(name, settings, found)
    print("\n".join(failures) or "all floors reached")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
