"""A person named in a text."""

from dataclasses import dataclass

from kg.mentions.titles import Title


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name where it stands; offsets in the repaired text."""

    name: str
    begin: int
    end: int
    titles: tuple[Title, ...] = ()  # printed in front, in order
    behind: Title | None = None  # printed behind: 殷葵主任
    group: int = 0  # begin of the list it belongs to; its own begin where alone
    vouched: bool = True  # an office, a group word or a list vouches for it

    @property
    def whole_begin(self) -> int:
        """Where its first title begins, or the name."""
        return self.titles[0].begin if self.titles else self.begin


def sharable(titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """The titles at the end of a chain that the names behind in the list can hold too: 副市长 in 副市长马上、尉迟建国."""
    first = len(titles)
    while first and titles[first - 1].can_be_shared:
        first -= 1
    return titles[first:]


def without_caption(title: Title, name: str) -> Title:
    """A caption glued in front (…主任周锐…主任周锐感谢): the title begins behind the name that the caption gives."""
    at = title.text.rfind(name)
    if at < 0 or at + len(name) >= len(title.text):
        return title
    cut = at + len(name)
    return Title(title.text[cut:], title.begin + cut, title.end)


def holds(mention: Mention, office: str) -> bool:
    """Whether an office word fits a person as printed: 殷主任 fits 行风办…主任, 王市长 fits 副市长 too."""
    printed = [title.text for title in mention.titles] + ([mention.behind.text] if mention.behind else [])
    return any(title.endswith((office, office.removeprefix("副"))) for title in printed)
