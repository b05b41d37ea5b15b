"""Which form a client likes best: RFC 9110, 12.5.1."""

import pytest

from kg.serve.negotiation import best

OFFERS = (("application/json", "json"), ("text/csv", "csv"), ("text/html", "html"))


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/html, */*;q=0.5", "html"),
        ("text/csv;q=0.2, text/html;q=0.3", "html"),
        ("application/json;q=0, */*", "csv"),
        ("text/html;level=1", "html"),
        ("TEXT/HTML", "html"),
        ("image/png", None),
        ("nonsense", None),
        ("text/csv;q=high, text/html", "html"),
    ],
)
def test_the_best(header: str | None, wanted: str | None) -> None:
    assert best(header, OFFERS) == wanted
