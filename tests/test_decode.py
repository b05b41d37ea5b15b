"""Bytes → text: each encoding round-trips, and what is no text is refused with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.decode import Decoded, UnreadableError, common_share, decode

NEWS = "4月25日下午,市委召开会议。\r\n\r\n会议强调，要抓好落实！\n"
TRADITIONAL = "市長主持會議，強調要確保安全，各部門負責人參加。\r\n"
WORDS = st.lists(
    st.sampled_from(["会议强调，", "市委副书记", "\r\n", "\n\n", "4月25日", "抓好落实。", " ", "“四个口袋”", "ABC", "\t"]), min_size=1
).map("".join)
TRADITIONAL_WORDS = st.lists(st.sampled_from(["會議強調，", "市長", "\r\n", "2022年", "確保安全。", "「防疫」", " "]), min_size=1).map(
    "".join
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_text_without_a_mark(encoding: str) -> None:
    assert decode(NEWS.encode(encoding)) == Decoded(NEWS, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "big5"])
def test_traditional_text_without_a_mark(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == Decoded(TRADITIONAL, encoding)


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gb18030")) == Decoded(TRADITIONAL, "gb18030")


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_a_byte_order_mark_decides_and_is_not_counted(mark: bytes, encoding: str) -> None:
    assert decode(mark + "会".encode(encoding)) == Decoded("会", encoding)


@given(WORDS, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]))
def test_round_trip_of_simplified_text(words: str, encoding: str) -> None:
    text = "市委召开会议，部署疫情防控工作。" + words
    assert decode(text.encode(encoding)).text == text


@given(TRADITIONAL_WORDS)
def test_round_trip_of_big5(words: str) -> None:
    text = "市長主持會議，強調要確保安全。" + words
    assert decode(text.encode("big5")) == Decoded(text, "big5")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1).map(lambda text: "会" + text))
def test_round_trip_of_any_utf8(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")
    assert decode(b"\xef\xbb\xbf" + text.encode()) == Decoded(text, "utf-8")


def outcome(data: bytes) -> tuple[str, str]:
    """The text of a readable file, or the reason why it is refused."""
    try:
        return decode(data).text, ""
    except UnreadableError as error:
        return "", str(error)


@given(st.binary())
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    text, reason = outcome(data)
    assert bool(text.strip()) != bool(reason.strip())
    assert "\n" not in reason
    assert "\x00" not in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n", "a PDF file; save its text as .txt first"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG picture; run text recognition over it first"),
        (b"PK\x03\x04\x14", "a ZIP archive or an Office document; unpack it, or save its text as .txt first"),
        (b"\xff\xfe\x00\x00-N\x00\x00", "in UTF-32; save it as UTF-8"),
        ("会\x00议".encode(), "character U+0000 at 1: not a text"),
        ("会议\x07".encode(), "character U+0007 at 2: not a text"),
        (b"The mayor met the delegates on Monday.", "no Chinese character in it"),
        (b"caf\xe9 d\xe9j\xe0 vu", "neither UTF-8 (byte 3 does not fit), UTF-16, GB18030 nor Big5; save it as UTF-8"),
        ("ニュースのテキスト".encode("shift-jis"), "neither UTF-8 (byte 0 does not fit), UTF-16, GB18030 nor Big5; save it as UTF-8"),
        (b"\xff\xfe-N-", "begins as UTF-16-LE, but byte 4 does not fit: truncated data"),
    ],
)
def test_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert str(caught.value) == reason


def test_a_table_of_file_names_needs_no_chinese() -> None:
    assert decode(b"file,published\na.txt,2022-04-26\n", chinese=False).text == "file,published\na.txt,2022-04-26\n"


def test_share_of_common_characters() -> None:
    assert common_share("会议，龘龘") == 3 / 5
    assert common_share("ABC 123") == 0.0
