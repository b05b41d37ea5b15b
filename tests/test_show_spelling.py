"""Names in pinyin: surnames as surnames are read (现代汉语词典), initials, and what is no Chinese."""

import pytest

from kg.show.spelling import spelled


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("何雄", "hexiong hx"),
        ("单伟", "shanwei sw"),
        ("仇和", "qiuhe qh"),
        ("区少坤", "oushaokun osk"),
        ("任长霞", "renchangxia rcx"),
        ("尉迟恭", "yuchigong ycg"),
        ("吕挺琳", "lvtinglin ltl"),
        ("长葛", "changge cg"),
        ("卡尔·Smith", "kaersmith kes"),
        ("", " "),
    ],
)
def test_names_are_spelled(name: str, wanted: str) -> None:
    assert spelled(name) == wanted
