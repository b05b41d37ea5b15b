"""Text that is safe to show: what a terminal or a reader could be misled by is spelt out."""

import re

# Control characters (terminal escapes), and the bidirectional ones that reorder what is seen. Tab, line feed and return stay.
_MISLEADING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every control and direction character written as ``⟨U+001B⟩``."""
    return _MISLEADING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def one_line(text: str) -> str:
    """The text on one line: a break of the page and the blanks around it become ``⏎``."""
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return visible("⏎".join(line for line in lines if line)).replace("\t", " ")


def clipped(text: str, most: int) -> str:
    """At most ``most`` characters; a longer text keeps its beginning and its end."""
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 1]}…{text[-tail:]}"
