"""From values to a page: templates that escape everything, words in the language of the reader."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.serve.state import state_of

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = ("zh", "en")
_COOKIE = "language"


def language_of(request: Request) -> str:
    """What the reader chose, else what the browser prefers, Chinese where it names neither."""
    chosen = request.query_params.get("language") or request.cookies.get(_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    accepted = request.headers.get("accept-language", "").lower()
    places = {language: accepted.find(language) for language in LANGUAGES}
    return "en" if places["en"] >= 0 and (places["zh"] < 0 or places["en"] < places["zh"]) else "zh"


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page from a template; whatever goes in is escaped."""
    language = language_of(request)
    other = next(each for each in LANGUAGES if each != language)
    text = _environment().get_template(f"{template}.html")
    body = text.render(
        t=words()[language], lang=language, other=other, href=state_of(request).reader.href, path=request.url.path, mode=_mode, **values
    )
    response = HTMLResponse(body, status, {"Vary": "Accept, Accept-Language, Cookie"})
    if request.query_params.get("language") in LANGUAGES:
        response.set_cookie(_COOKIE, language, max_age=31_536_000, httponly=True, samesite="strict")
    return response


def _mode(mode: str) -> str:
    """The word for how somebody took part."""
    return {"Presided": "presided", "SatIn": "satin"}.get(mode, "attended")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """What pages say, by language."""
    return tomllib.loads(files("kg.serve.pages").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kg.serve.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
