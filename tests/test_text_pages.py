"""The articles of the five seeds and of the newspaper pages written for this purpose: begin, end, headline, reporters, all by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.model import Article, Page
from kg.text.reading import read_articles

HERE = Path(__file__).parent
SEEDS, PAGES = HERE.parent / "seeds", HERE / "pages"

# The hand-made answers name the main headline alone where a page prints more around it.
FULL_HEADLINES = {
    "我市贯彻落实省委专题会议精神部署近期疫情防控工作": "绷紧弦保持清醒忧患 上满弓坚持严紧细实 为实现“双战双赢”奠定基础营造环境",
    "市十五届人大五次会议秘书处查看会场和代表驻地": "郑州两会今日启幕 提高认识细化服务 确保会议圆满成功",
    "楼阳生在省委新冠肺炎疫情防控工作第十三次专题会议上强调 立足于早提升质效 压实责任筑牢防线 "
    "坚决守住长周期不发生规模性疫情底线": "王凯出席",
    "澜江市人大常委会任免名单": "（10月30日市八届人大常委会第二十五次会议通过）",
}


def gold(file: Path) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return pages


def articles(path: Path) -> tuple[Article, ...]:
    return read_articles(Page(path.name, path.read_bytes().decode("utf-8-sig"), ""))


def letters(headline: str) -> list[str]:
    """Its characters without marks and blanks, sorted: the main headline may stand in the midst of the others."""
    return sorted(char for char in headline if char.isalnum())


CASES = [(SEEDS, page) for page in gold(HERE / "seeds_gold.json")] + [(PAGES, page) for page in gold(PAGES / "gold.json")]


def test_all_are_there() -> None:
    assert [sum(len(page["articles"]) for folder, page in CASES if folder == where) for where in (SEEDS, PAGES)] == [16, 73]


@pytest.mark.parametrize(("folder", "page"), CASES, ids=[page["file"] for _, page in CASES])
def test_page(folder: Path, page: dict[str, Any]) -> None:
    found = articles(folder / page["file"])
    assert [(a.span.begin, a.span.end, [b.name for b in a.bylines]) for a in found] == [
        (a["start"], a["end"], a["reporters"]) for a in page["articles"]
    ]
    assert [letters("".join(a.headline)) for a in found] == [
        letters(a["headline"] + FULL_HEADLINES.get(a["headline"], "")) for a in page["articles"]
    ]
