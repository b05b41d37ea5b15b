"""One HTML file from a template: styles and scripts inside it, allowed by their hashes and nothing else; no request, no time stamp."""

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files


def asset(name: str) -> str:
    """A file of ``kg/show/assets`` as text."""
    return files("kg.show").joinpath("assets", name).read_text(encoding="utf-8")


def as_json(value: object) -> str:
    """JSON that can stand inside a ``script`` element: no ``<``, ``>`` or ``&``, no line separators of JavaScript; keys sorted."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for unsafe in "<>&\u2028\u2029\x7f":
        text = text.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return text


def policy(styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """A Content-Security-Policy that lets exactly these style and script texts run, and no request leave the page."""
    style = " ".join(map(_digest, styles)) or "'none'"
    script = " ".join(map(_digest, scripts)) or "'none'"
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def render(template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], libraries: tuple[str, ...] = (), **values: object) -> str:
    """The page: ``styles`` and ``scripts`` name assets, ``libraries`` are script texts before them, ``values`` go in escaped."""
    from jinja2 import Environment, StrictUndefined

    style_texts = tuple(map(asset, styles))
    script_texts = (*libraries, *map(asset, scripts))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    compiled = environment.from_string(asset(template))
    return compiled.render(policy=policy(style_texts, script_texts), styles=style_texts, scripts=script_texts, **values)
