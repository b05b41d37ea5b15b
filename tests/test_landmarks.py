"""Looking only where a landmark stands never hides a match."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.discourse import event_words, held_events, narration, parts, speech, speech_verbs, told_events
from kg.extract import appointments
from kg.mentions import places, signs
from kg.mentions.landmarks import Landmarks, kinds, landmarks

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
LED: dict[str, Callable[[], re.Pattern[str]]] = {  # for each kind the pattern whose matches begin with its words
    "anchor": signs.anchor,
    "title": signs.title_behind,
    "event": event_words._heads,  # noqa: SLF001
    "predicate": parts._predicates,  # noqa: SLF001
    "speech": speech_verbs._verbs,  # noqa: SLF001
    "town": places._tails,  # noqa: SLF001
    "appointed": lambda: appointments._GIVEN,  # noqa: SLF001
    "removed": lambda: appointments._TAKEN,  # noqa: SLF001
    "referred": lambda: told_events._REFERRED,  # noqa: SLF001
}
NEEDED: dict[str, tuple[str, Callable[[], re.Pattern[str]]]] = {  # a pattern, and the kind of which every match of it holds a word
    "stranger who speaks": ("speech", lambda: speech._STRANGER),  # noqa: SLF001
    "stranger with a title": ("stranger", narration._titled),  # noqa: SLF001
    "event held": ("held", lambda: held_events._HELD),  # noqa: SLF001
    "event that somebody holds": ("held", lambda: held_events._HOLD),  # noqa: SLF001
}
BETWEEN = ["，", "。", "、", "：", "“", "”", "（", "）", "\n", "1", "的", "了", "员", "区", "会", "室", "议", "作", "报告", "何雄", "出席"]


def texts(kind: str) -> st.SearchStrategy[str]:
    """Texts made of the words of a kind, what can stand between them, and anything."""
    pieces = st.one_of(st.sampled_from(sorted(kinds()[kind])), st.sampled_from(BETWEEN), st.characters(exclude_categories=["Cs"]))
    return st.lists(pieces, max_size=24).map("".join)


def spans(found: list[re.Match[str]]) -> list[tuple[int, int, str | None]]:
    return [(*match.span(), match.lastgroup) for match in found]


@pytest.mark.parametrize("kind", LED)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_led_pattern_finds_what_it_finds_alone(kind: str, data: st.DataObject) -> None:
    text = data.draw(texts(kind))
    begin, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    pattern = LED[kind]()
    assert spans(landmarks(text).led(kind, pattern)) == spans(list(pattern.finditer(text)))
    assert spans(landmarks(text).led(kind, pattern, begin, end)) == spans(list(pattern.finditer(text, begin, end)))


@pytest.mark.parametrize("rule", NEEDED)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_match_holds_a_word_of_the_kind_that_is_looked_for_first(rule: str, data: st.DataObject) -> None:
    kind, pattern = NEEDED[rule]
    text = data.draw(texts(kind))
    for match in pattern().finditer(text):
        assert landmarks(text).within(kind, *match.span())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", LED)
def test_led_patterns_hide_nothing_on_real_pages(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    expected = spans(list(LED[kind]().finditer(text)))
    assert spans(landmarks(text).led(kind, LED[kind]())) == expected


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_words_are_found_where_they_stand(kind: str, data: st.DataObject) -> None:
    text = data.draw(texts(kind))
    begin, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    words = kinds()[kind]
    ends = {at: [at + size for size in range(1, 16) if at + size <= len(text) and text[at : at + size] in words] for at in range(len(text))}
    marks = Landmarks(text)
    assert sorted(set(marks.begins(kind))) == [at for at in ends if ends[at]]
    assert marks.within(kind, begin, end) == any(stop <= end for at in range(begin, end) for stop in ends[at])
    assert marks.longest(kind) == _longest(ends)


def _longest(ends: dict[int, list[int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, stops in ends.items():
        if stops and (not found or found[-1][1] <= at):
            found.append((at, max(stops)))
    return found


@example("\ud800市长何雄")
@given(st.text(max_size=20))
def test_any_string_has_landmarks(text: str) -> None:
    assert all(0 <= at < len(text) for at in landmarks(text).begins("anchor"))


def test_half_a_pair_of_utf16_moves_nothing() -> None:
    assert landmarks("\ud800市长何雄").begins("anchor") == [1]


def test_of_overlapping_words_the_first_and_of_equal_begins_the_longest_counts() -> None:
    assert landmarks("在南京市鼓楼区举行").longest("place") == [(1, 4), (4, 7)]
    assert landmarks("河南兰考县").longest("place") == [(0, 2), (2, 5)]
