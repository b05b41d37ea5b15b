"""Text → facts beside what jieba needs to cut the same text into words, and to tag them; per second of CPU."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.bench.figures import Clock, Figure, faster
from kg.model import Page
from kg.pipeline import page_facts

ROUNDS = 5
TAGGED = 60_000  # bytes a round for the tagger, which needs ten seconds for a megabyte


class NoJiebaError(Exception):
    """What is to be compared with is not installed."""

    def __init__(self) -> None:
        super().__init__("kg bench compares with jieba, which is not installed: pip install 'yaowen[bench]'")


def figures(pages: Sequence[Page]) -> list[Figure]:
    """Megabytes of text per second of CPU; jieba in pure Python, with a tokenizer of our own. Raises NoJiebaError."""
    with TemporaryDirectory() as folder:
        cut, tag = _jieba(Path(folder))
        page_facts(pages[0])
        speeds = _speeds(pages, {"facts": lambda text: page_facts(Page("p", text, "")), "cut": cut}, None)
        few = _speeds(pages, {"facts": lambda text: page_facts(Page("p", text, "")), "tag": tag}, TAGGED)
    unit = "MB/s of CPU"
    return [
        faster("text → facts", speeds["facts"], "jieba.cut", speeds["cut"], unit),
        faster("text → facts", few["facts"], "jieba.posseg", few["tag"], unit),
    ]


def _jieba(folder: Path) -> tuple[Callable[[str], object], Callable[[str], object]]:
    """Cutting and tagging; jieba keeps its dictionary in the folder, not where others may have put one."""
    try:
        import jieba
        import jieba.posseg
    except ImportError as error:
        raise NoJiebaError from error
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    list(tagger.cut("郑州"))  # loads the dictionary
    return (lambda text: list(tokenizer.cut(text))), (lambda text: list(tagger.cut(text)))


def _speeds(pages: Sequence[Page], works: dict[str, Callable[[str], object]], limit: int | None) -> dict[str, float]:
    """The works in turn over slices of the pages."""
    clocks, size = {name: Clock() for name in works}, 0
    for turn in range(ROUNDS):
        texts = list(_limited((page.text for page in pages[turn::ROUNDS]), limit))
        size += sum(len(text.encode()) for text in texts)
        for name, work in works.items():
            clocks[name].time(lambda work=work, texts=texts: [work(text) for text in texts])  # type: ignore[misc]
    return {name: size / 1e6 / clock.cpu for name, clock in clocks.items()}


def _limited(texts: Iterable[str], limit: int | None) -> Iterable[str]:
    taken = 0
    for text in texts:
        if limit is not None and taken > limit:
            return
        taken += len(text.encode())
        yield text
