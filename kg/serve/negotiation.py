"""Which of the forms we can give is the one that a client likes best: RFC 9110, 12.5.1."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Liked:
    """A part of an Accept header."""

    type: str  # "text", "*"
    subtype: str
    quality: float

    def fits(self, media: str) -> bool:
        """Whether a media type (without parameters) is meant."""
        kind, _, sub = media.partition("/")
        return self.type in {"*", kind} and self.subtype in {"*", sub}

    @property
    def exactness(self) -> int:
        """The more exact part decides where several fit."""
        return (self.type != "*") + (self.subtype != "*")


def parse(header: str) -> list[Liked]:
    """The parts of an Accept header; what is no part of one is left out."""
    return [liked for part in header.split(",")[:50] if (liked := _part(part))]


def _part(text: str) -> Liked | None:
    media, *parameters = (piece.strip().lower() for piece in text.split(";"))
    kind, slash, sub = media.partition("/")
    if not (kind and slash and sub):
        return None
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return Liked(kind, sub, min(max(float(quality), 0.0), 1.0))
    except ValueError:
        return None


def best(header: str | None, offers: Sequence[tuple[str, str]]) -> str | None:
    """Of offers (media type, name), in our own order of liking, the name of the one the client likes best; None where it likes none."""
    liked = parse(header or "*/*")
    if not header or not header.strip():
        return offers[0][1]
    scored = [(_quality(liked, media), -place, name) for place, (media, name) in enumerate(offers)]
    quality, _, name = max(scored)
    return name if quality > 0 else None


def _quality(liked: Sequence[Liked], media: str) -> float:
    fitting = [part for part in liked if part.fits(media)]
    return max(fitting, key=lambda part: part.exactness).quality if fitting else 0.0
