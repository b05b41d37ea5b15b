"""What holds for people and dates of any text."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from kg.mentions.dates import dates
from kg.mentions.mention import Mention
from kg.mentions.people import people

# Texts of anything, and texts made of what matters to the rules.
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HAN = st.text(
    st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), st.sampled_from("，。、；：“”（）·《》\n13日")), max_size=60
)
PIECES = st.sampled_from(
    [
        *"，。、；：“”（）·《》\n兼和与由在同把的他说称任王安",
        *("市长", "副市长", "主任", "党组书记", "市委常委", "市领导", "代表", "委员", "总书记", "董事长", "教授", "同志", "局"),
        *("何雄", "路云", "安全", "计划", "马上", "欧阳文山", "买买提·艾山", "才让", "殷葵", "殷主任", "王副市长", "高市早苗"),
        *("出席", "参加会议", "主持", "指出", "强调", "列席", "因病请假", "等", "分别", "受", "委托", "会议由", "任命"),
        *("4月25日", "9月18日至22日", "昨日", "13日", "2021年", "行风办", "（挂职）", "经济", "教育", "名单", "负责制"),
    ]
)
TEXTS = st.one_of(ANYTHING, HAN, st.lists(PIECES, max_size=30).map("".join))


def whole_end(mention: Mention) -> int:
    return mention.behind.end if mention.behind else mention.end


def is_short_form(mention: Mention, text: str) -> bool:
    """殷主任: the surname stands for the name."""
    printed = text[mention.begin : mention.end]
    return mention.behind is not None and 0 < len(printed) < len(mention.name) and mention.name.startswith(printed)


@given(TEXTS)
@example("行风办主任殷葵主持会议。殷主任说，要抓好落实。")
@example("副市长兼市公安局局长何雄、马上、欧阳文山出席")
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = people(text)
    assert all(0 <= mention.begin < mention.end <= len(text) for mention in found)
    assert all(one.end <= other.begin for one, other in pairwise(found))


@given(TEXTS)
@example("行风办主任殷葵主持会议。殷主任说，要抓好落实。")
def test_names_stand_in_the_text(text: str) -> None:
    for mention in people(text):
        assert mention.name
        assert text[mention.begin : mention.end] == mention.name or is_short_form(mention, text)


@given(TEXTS)
@example("主任何雄主任何雄出席")
@example("副市长何雄、马上，市长路云出席")
def test_titles_stand_around_their_names(text: str) -> None:
    for mention in people(text):
        assert all(title.begin < title.end <= mention.begin for title in mention.titles)
        assert all(text[title.begin : title.end] == title.text for title in mention.titles)
        assert all(one.end <= other.begin for one, other in pairwise(mention.titles))
        if mention.behind:
            assert mention.behind.begin == mention.end
            assert text[mention.behind.begin : mention.behind.end] == mention.behind.text


@given(TEXTS)
def test_the_members_of_a_group_stand_behind_its_begin(text: str) -> None:
    found = people(text)
    assert all(mention.group <= mention.begin for mention in found)


@given(TEXTS)
def test_people_are_the_same_each_time(text: str) -> None:
    assert people(text) == people(text)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_dates_stand_in_their_stretch(text: str, one: int, other: int) -> None:
    begin, end = sorted((min(one, len(text)), min(other, len(text))))
    found = dates(text, begin, end)
    assert all(begin <= date.begin < date.end <= end for date in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(text[date.begin : date.end] == date.text for date in found)


@given(st.integers(1, 12), st.integers(1, 31), st.sampled_from(["", "2021年"]), st.sampled_from(["", "上午", "下午", "晚"]))
def test_printed_fields_are_read_back(month: int, day: int, year: str, part: str) -> None:
    text = f"{year}{month}月{day}日{part}"
    (date,) = dates(f"会议于{text}，在县城召开。", 0, len(text) + 12)
    assert (date.text, date.month, date.day, date.year) == (text, month, day, 2021 if year else None)
