"""Progress: how fast it went lately, and how long the rest takes at that pace."""

import pytest

from kg.terminal import Pace, Progress


def test_nothing_is_told_before_there_is_a_pace() -> None:
    pace = Pace()
    pace.mark(10.0, 0, 0.0)
    assert pace.told() == ""
    pace.mark(10.5, 40, 0.1)
    assert pace.told() == ""


def test_pages_a_second_and_the_time_left() -> None:
    pace = Pace()
    pace.mark(0.0, 0, 0.0)
    pace.mark(10.0, 1200, 0.25)
    assert pace.told() == "; 120 pages/s, 30 s left"


def test_only_the_last_half_minute_counts() -> None:
    pace = Pace()
    for second in range(0, 100, 10):  # a store that was built already is skipped fast; then the work begins
        pace.mark(float(second), 5000 + second, 0.5 + second / 10_000)
    assert pace.told() == "; 1 pages/s, 82 min left"


@pytest.mark.parametrize(("share", "left"), [(0.001, "3 h left"), (0.01, "16 min left"), (0.5, "10 s left"), (1.0, "0 s left")])
def test_times_as_people_say_them(share: float, left: str) -> None:
    pace = Pace()
    pace.mark(0.0, 0, 0.0)
    pace.mark(10.0, 10, share)
    assert pace.told() == f"; 1 pages/s, {left}"


def test_a_source_that_does_not_tell_how_far_it_is() -> None:
    pace = Pace()
    pace.mark(0.0, 0, 0.0)
    pace.mark(10.0, 100, 0.0)
    assert pace.told() == "; 10 pages/s"


def test_a_log_ends_with_what_came_of_the_pages(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        for number in range(1200):
            progress.page(f"p{number}", "new" if number else "refused", number / 1200)
    assert progress.read == 1199
    assert capsys.readouterr().err == "1,200 pages: 1,199 new, 1 refused\n"
