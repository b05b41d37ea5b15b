"""What a question is about, and to whom something was said."""

from kg.query.ask.notes import NOUNS, SPEAKING, Notes, modifies, trimmed

_BEHIND = SPEAKING | {"what", "many", "who", "when", "where", "period"}  # what an addressee cannot go over


def to_whom(notes: Notes) -> None:
    """对各级各部门 with a verb of speech: to whom, or about what."""
    speaks = any(token.kind in SPEAKING for token in notes.row)
    for place, token in enumerate(notes.row):
        if token.kind != "to" or place + 1 == len(notes.row):
            continue
        following = notes.row[place + 1]
        if following.kind == "who" and speaks:
            notes.taken.add(place)
            notes.add("addressees")
        elif speaks and (told := _addressed(notes, place + 1)):
            notes.taken |= {place, *told}
            notes.set(to=_stretch(notes, told))
        elif words := notes.run(place + 1):
            notes.taken |= {place, *words}
            notes.set_about(trimmed(notes.text(words)))


def _addressed(notes: Notes, begin: int) -> list[int]:
    """Places of the longest stretch from a place on to which something was ever said; it may hold words of another meaning (职)."""
    stop = next((at for at in range(begin, len(notes.row)) if notes.kind(at) in _BEHIND), len(notes.row))
    stretches = (list(range(begin, end)) for end in range(stop, begin, -1))
    return next((places for places in stretches if notes.names.addressed(_stretch(notes, places))), [])


def _stretch(notes: Notes, places: list[int]) -> str:
    return notes.question[notes.row[places[0]].begin : notes.row[places[-1]].end].strip('“”「」"')


def topics(notes: Notes) -> None:
    """关于疫情防控的会议, 疫情防控的会议, 疫情防控方面: what it is about."""
    for place, token in enumerate(notes.row):
        if token.kind == "about" and (words := notes.run(place + 1)):
            notes.taken |= {place, *words}
            notes.set_about(trimmed(notes.text(words)))
        elif token.kind == "aspect" and place and (place - 1) not in notes.taken and modifies(notes.row[place - 1]):
            notes.taken |= {place - 1, place}
            notes.set_about(trimmed(notes.row[place - 1].text))
        elif _of_noun(notes, place):
            notes.taken.add(place)
            notes.set_about(trimmed(token.text))
        elif len(words := notes.run(place)) > 1 and not _before_noun(notes, words[-1]):
            notes.taken |= set(words)
            notes.set_about(trimmed(notes.text(words)))


def _before_noun(notes: Notes, place: int) -> bool:
    """Whether a noun goes on from a token: 疫情防控会议 is a name of events, no topic."""
    return place + 1 < len(notes.row) and notes.row[place + 1].kind in {*NOUNS, "number"} and not notes.between(place).strip()


def _of_noun(notes: Notes, place: int) -> bool:
    """Unknown words with 的 between them and a meeting or a demand."""
    token = notes.row[place]
    if place in notes.taken or place + 1 >= len(notes.row) or (token.kind not in {"unknown", "quote"} and token.thing != "Concept"):
        return False
    behind = notes.row[place + 1]
    return notes.between(place) == "的" and (behind.kind in NOUNS or behind.kind in SPEAKING)
