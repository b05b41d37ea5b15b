"""Hand-made facts, for tests of what comes behind the extraction; how properties are tried."""

import os
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kg import pipeline
from kg.cli import main
from kg.model import (
    Article,
    ArticleFacts,
    AttendanceFact,
    EventFact,
    EventKind,
    Mode,
    Page,
    PageFacts,
    RepairedText,
    Sentence,
    Span,
    StatementFact,
    TenureFact,
)

# A busy machine is no failure; and where a change is judged, the same examples are tried each time.
settings.register_profile("yaowen", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("yaowen")

SHORT, LONG = 2, 100  # stores whose builds are killed, three times each


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest -m reliability --long`` for the thorough run."""
    parser.addoption("--long", action="store_true", help="try reliability at hundreds of moments instead of a few")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that ask for ``chance`` are run with so many."""
    if "chance" in metafunc.fixturenames:
        metafunc.parametrize("chance", range(LONG if metafunc.config.getoption("--long") else SHORT))


MEETING = "市委工作会议召开\n\n4月25日,市长何雄主持市委工作会议。周富强出席。何雄强调,要抓好落实。"


def facts_of_meeting(page: Page) -> PageFacts:
    """Facts of a page that begins with ``MEETING``, as the graph should have them. Raises RuntimeError for any other page."""
    if not page.text.startswith(MEETING):
        msg = "cannot\nread this"
        raise RuntimeError(msg)
    whole = Span(0, len(page.text))
    body = RepairedText(page.text, array("l", range(len(page.text))), array("l", range(1, len(page.text) + 1)))
    article = Article(whole, ("市委工作会议召开",), Span(0, 8), (), body, (Sentence(10, len(page.text), 0),))
    event = EventFact("e1", "市委工作会议", EventKind.MEETING, (Span(22, 28),), "test-event")
    attendances = (
        AttendanceFact("e1", "何雄", Mode.PRESIDED, 1, "市长", (Span(16, 20),), "test-attendance"),
        AttendanceFact("e1", "周富强", Mode.ATTENDED, 2, "", (Span(29, 34),), "test-attendance"),
    )
    tenure = TenureFact("何雄", "市长", "", "市长", (Span(16, 20),), "test-tenure")
    statement = StatementFact("何雄", "e1", "强调", "要抓好落实。", Span(40, 46), "test-statement", directive=True)
    return PageFacts(page, (ArticleFacts(article, (event,), attendances, (tenure,), (statement,)),))


@pytest.fixture
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pipeline take hand-made facts instead of reading pages."""
    monkeypatch.setattr(pipeline, "page_facts", facts_of_meeting)


@pytest.fixture
def meeting_file(tmp_path: Path) -> Path:
    """A folder with one page of a meeting."""
    path = tmp_path / "pages" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(MEETING.encode())
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg_command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process; gives exit code, standard output and standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return int(exit_.value.code or 0), out, err

    return run


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five pages in ``seeds/``, for all tests that only read it."""
    import kg

    store = tmp_path_factory.mktemp("seeds") / "store"
    kg.build(Path(__file__).resolve().parents[1] / "seeds", store=store)
    return store
