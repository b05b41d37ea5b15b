"""Facts as lines, comparisons, samples and the coverage ledger."""

import json
from pathlib import Path

import pytest
from conftest import MEETING, Run, facts_of_meeting
from hypothesis import given
from hypothesis import strategies as st

from kg.audit.compare import compare
from kg.audit.corpus import over
from kg.audit.coverage import Coverage, coverage_of
from kg.audit.facts import Fact, facts_of, flat, read_facts, to_line
from kg.audit.samples import change_lines, fact_lines, sample
from kg.audit.triggers import Reason, Trigger
from kg.model import Page, Refusal


def fact(who: str, begin: int = 0, end: int = 10, kind: str = "office", document: str = "a.txt", **details: str) -> Fact:
    return Fact(document, kind, begin, end, who, details, "rule", "")


# --- facts as lines ---


def test_the_facts_of_a_page_in_the_order_of_their_places() -> None:
    told = [(f.kind, f.begin, f.end, f.who, f.details) for f in flat(facts_of_meeting(Page("a.txt", MEETING, "")))]
    assert told == [
        ("attendance", 16, 20, "何雄", {"mode": "Presided", "event": "市委工作会议", "title": "市长", "venue": ""}),
        ("office", 16, 20, "何雄", {"title": "市长", "organization": ""}),
        ("event", 22, 28, "市委工作会议", {"kind": "Meeting", "day": "", "place": ""}),
        ("attendance", 29, 34, "周富强", {"mode": "Attended", "event": "市委工作会议", "title": "", "venue": ""}),
        ("statement", 40, 46, "何雄", {"verb": "强调", "event": "市委工作会议", "text": "要抓好落实。"}),
    ]


def test_a_fact_has_the_sentences_that_its_evidence_touches() -> None:
    page = Page("a.txt", "市委工作会议召开\n\n4月25日，市长何雄主持市委工作会议。周富强出席会议。", "")
    contexts = {f.who: f.context for f in facts_of(page) if f.kind == "attendance"}
    assert contexts == {"何雄": "4月25日，市长何雄主持市委工作会议。", "周富强": "周富强出席会议。"}


@given(
    st.builds(
        Fact,
        st.text(),
        st.sampled_from(["event", "office"]),
        st.integers(),
        st.integers(),
        st.text(),
        st.dictionaries(st.text(), st.text()),
        st.text(),
        st.text(),
    )
)
def test_a_fact_comes_back_from_its_line(told: Fact) -> None:
    line = to_line(told)
    assert ("\n" in line, list(read_facts([line]))) == (False, [told])


@pytest.mark.parametrize("line", ['{"document": "a.txt"}', "no JSON", "[]", "1"])
def test_a_line_that_is_no_fact_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^line 2: expected a fact as `kg facts` writes it, got "):
        list(read_facts([to_line(fact("何雄")), line]))


# --- gains and losses ---


def test_what_both_say_is_kept_wherever_its_evidence_lies() -> None:
    result = compare([fact("何雄", 0, 5, title="市长")], [fact("何雄", 20, 25, title="市长")])
    assert result.counts() == {"office": {"kept": 1, "gained": 0, "lost": 0, "changed": 0}}


def test_gains_and_losses() -> None:
    old, new = fact("嘱托", 0, 5, title="总书记"), fact("何雄", 20, 25, title="市长")
    result = compare([old], [new])
    assert (result.lost, result.gained, result.changed) == ([old], [new], [])


def test_the_same_place_with_another_name_is_a_change() -> None:
    old, new = fact("李强于", 0, 6, title="总理"), fact("李强", 0, 5, title="总理")
    assert compare([old], [new]).changed == [(old, new)]


def test_the_same_person_with_another_title_is_a_change() -> None:
    old, new = fact("何雄", 0, 5, title="市长"), fact("何雄", 30, 35, title="代市长")
    assert compare([old], [new]).changed == [(old, new)]


def test_attendances_that_share_a_sentence_are_no_change_of_one_another() -> None:
    old, new = fact("国的", 0, 50, "attendance", mode="Attended"), fact("何雄", 0, 50, "attendance", mode="Attended")
    result = compare([old], [new])
    assert (result.lost, result.gained) == ([old], [new])


def test_the_meetings_own_statements_are_not_one_person() -> None:
    old, new = fact("", 0, 5, "statement", text="一"), fact("", 9, 12, "statement", text="二")
    assert compare([old], [new]).changed == []


def test_documents_and_kinds_are_compared_apart() -> None:
    old = [fact("何雄", title="市长"), fact("何雄", title="市长", document="b.txt")]
    new = [fact("何雄", title="市长", document="b.txt"), fact("何雄", kind="concept")]
    result = compare(old, new)
    assert (result.kept, result.lost, result.gained) == ({"office": 1}, [old[0]], [new[1]])


def test_one_said_twice_and_now_once_is_lost_once() -> None:
    result = compare([fact("何雄", 0, 5), fact("何雄", 9, 12)], [fact("何雄", 0, 5)])
    assert result.counts() == {"office": {"kept": 1, "gained": 0, "lost": 1, "changed": 0}}


# --- samples ---


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    items = list(range(1000))
    assert sample(items, 20, 1) == sample(items, 20, 1) != sample(items, 20, 2)


@given(st.lists(st.integers(), unique=True), st.integers(0, 50), st.integers())
def test_a_sample_is_in_order_and_no_larger_than_asked(items: list[int], number: int, seed: int) -> None:
    chosen = sample(items, number, seed)
    assert len(chosen) == min(number, len(items))
    assert chosen == [item for item in items if item in set(chosen)]


def test_a_fact_for_a_reader() -> None:
    told = Fact("a.txt", "office", 3, 7, "何雄", {"title": "市长", "organization": ""}, "title-before-name", "市长何雄主持。")
    assert list(fact_lines([told])) == ["1. a.txt 3-7 office (title-before-name)", "   何雄 | 市长", "   市长【何雄】主持。"]


def test_a_change_for_a_reader() -> None:
    lines = list(change_lines([(fact("李强于", title="总理"), fact("李强", title="总理"))]))
    assert lines[1:3] == ["   - 李强于 | 总理", "   + 李强 | 总理"]


# --- over a corpus ---


def test_a_page_that_fails_does_not_stop_the_others() -> None:
    pages = [Page("a.txt", "x", ""), Page("b.txt", MEETING, "")]
    refused, read = over(pages, facts_of_meeting)
    assert (refused, isinstance(read, Refusal)) == (Refusal("a.txt", "RuntimeError: cannot read this"), False)


def test_several_processes_give_the_pages_in_order() -> None:
    pages = [Page(f"{number}.txt", MEETING if number % 7 else "x", "") for number in range(40)]
    results = list(over(pages, facts_of_meeting, processes=2))
    assert [r.name if isinstance(r, Refusal) else r.page.name for r in results] == [page.name for page in pages]
    assert [n for n, r in enumerate(results) if isinstance(r, Refusal)] == [0, 7, 14, 21, 28, 35]


# --- the coverage ledger ---


def reasons(text: str, trigger: Trigger) -> list[tuple[str, Reason]]:
    """The sentences without a fact and why, below a headline."""
    return [
        (gap.sentence, gap.reason) for gap in coverage_of(Page("a.txt", f"市委工作会议召开\n\n{text}", "")).gaps if gap.trigger is trigger
    ]


HELD = "4月25日，市长何雄主持召开市委工作会议。"


def test_a_sentence_that_gave_a_fact_is_no_gap() -> None:
    covered = coverage_of(Page("a.txt", f"市委工作会议召开\n\n{HELD}", ""))
    assert (covered.sentences, covered.gaps) == ({"attendance": 1, "speech": 0, "office": 1, "event": 1}, ())


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("各县区主要负责同志参加会议。", Reason.GROUPS),
        ("三百余家企业参加会议。", Reason.NO_PERSON),
        ("市长何雄主持会议。", Reason.KNOWN),
        ("副市长周富强因公请假，未出席会议。", Reason.ABSENT),
    ],
)
def test_why_a_sentence_gave_no_attendance(sentence: str, reason: Reason) -> None:
    assert reasons(HELD + sentence, Trigger.ATTENDANCE) == [(sentence, reason)]


def test_words_within_reported_speech() -> None:
    said = "何雄指出，各县区要组织干部参加培训。"
    assert reasons(HELD + said, Trigger.ATTENDANCE) == [(said, Reason.REPORTED)]


def test_attendance_at_nothing() -> None:
    text = "记者日前了解到，副市长周富强将出席。"
    assert reasons(text, Trigger.ATTENDANCE) == [(text, Reason.NO_EVENT)]


def test_speech_of_nobody() -> None:
    said = "大家表示，要抓好落实。"
    assert reasons(HELD + said, Trigger.SPEECH) == [(said, Reason.NO_PERSON)]


def test_an_office_without_a_name() -> None:
    told = "市长将作工作安排。"
    assert reasons(HELD + told, Trigger.OFFICE) == [(told, Reason.NO_PERSON)]


def test_a_meeting_without_a_name() -> None:
    told = "胜利召开的消息传遍全市。"
    assert reasons(HELD + told, Trigger.EVENT) == [(told, Reason.NO_NAME)]


def test_a_gap_lies_where_its_sentence_stands_on_the_page() -> None:
    text = f"市委工作会议召开\n\n{HELD}各县区主要负责\n\n同志参加会议。"
    (gap,) = [gap for gap in coverage_of(Page("a.txt", text, "")).gaps if gap.trigger is Trigger.ATTENDANCE]
    assert (text[gap.begin : gap.end], gap.words) == ("各县区主要负责\n\n同志参加会议。", ("参加",))


def test_the_ledger_of_several_pages() -> None:
    ledger = Coverage()
    for name in ("a.txt", "b.txt"):
        ledger.add(coverage_of(Page(name, f"市委工作会议召开\n\n{HELD}三百余家企业参加会议。", "")))
    assert (ledger.sentences[Trigger.ATTENDANCE], ledger.reasons(Trigger.ATTENDANCE)) == (4, {Reason.NO_PERSON: 2})


# --- the commands ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(f"市委工作会议召开\n\n{HELD}三百余家企业参加会议。", encoding="utf-8")
    return pages


def test_facts_command_writes_lines_of_json(folder: Path, tmp_path: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("facts", folder, "--kind", "attendance")
    assert (code, [(f["who"], f["details"]["mode"]) for f in map(json.loads, out.splitlines())]) == (0, [("何雄", "Presided")])
    file = tmp_path / "facts.jsonl"
    assert kg_command("facts", folder, "--kind", "attendance", "-o", file)[:2] == (0, f"{file}: 1 facts of 1 pages\n")
    assert file.read_text(encoding="utf-8") == out


def test_facts_command_shows_a_sample(folder: Path, kg_command: Run) -> None:
    code, out, _ = kg_command("facts", folder, "--kind", "office", "--sample", 5)
    assert (code, out.splitlines()[1:]) == (0, ["   何雄 | 市长", "   4月25日，市长【何雄】主持召开市委工作会议。"])


def test_facts_command_compares(tmp_path: Path, kg_command: Run) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text(to_line(fact("嘱托", title="总书记")), encoding="utf-8")
    new.write_text(to_line(fact("何雄", 20, 25, title="市长")), encoding="utf-8")
    code, out, _ = kg_command("facts", "--compare", old, new)
    assert code == 0
    assert out.splitlines()[:2] == ["        kept  gained  lost  changed", "office     0       1     1        0"]
    shown = json.loads(kg_command("facts", "--compare", old, new, "--json")[1])
    assert ([f["who"] for f in shown["gained"]], [f["who"] for f in shown["lost"]]) == (["何雄"], ["嘱托"])


def test_facts_command_says_what_is_wrong(folder: Path, kg_command: Run) -> None:
    assert "expected one of event, attendance" in kg_command("facts", folder, "--kind", "person")[2]
    assert "expected the old and the new file, got 1 paths" in kg_command("facts", "--compare", folder / "a.txt")[2]
    code, _, error = kg_command("facts", "--compare", folder / "a.txt", folder / "a.txt")
    assert (code, "line 1: expected a fact" in error) == (2, True)


def test_coverage_command_over_pages_and_over_the_store(folder: Path, tmp_path: Path, kg_command: Run) -> None:
    store = tmp_path / "store"
    assert kg_command("build", folder, "--store", store)[0] == 0
    code, shown, _ = kg_command("stats", "--coverage", folder)
    assert (code, shown.splitlines()[:2]) == (0, ["attendance: 2 sentences with such a word, 1 without a fact", "  no person found  1"])
    assert kg_command("stats", "--coverage", "--store", store)[:2] == (0, shown)
    (folder / "a.txt").unlink()
    code, _, error = kg_command("stats", "--coverage", "--store", store)
    assert (code, "refused a.txt: " in error) == (2, True)


def test_coverage_command_for_a_program(folder: Path, kg_command: Run) -> None:
    shown = json.loads(kg_command("stats", "--coverage", folder, "--json")[1])
    assert shown["triggers"]["attendance"] == {"sentences": 2, "silent": {"no person found": 1}}
    assert [(gap["document"], gap["words"]) for gap in shown["gaps"] if gap["trigger"] == "attendance"] == [("a.txt", ["参加"])]


def test_stats_takes_paths_only_for_coverage(folder: Path, kg_command: Run) -> None:
    code, _, error = kg_command("stats", folder)
    assert (code, "only --coverage takes paths" in error) == (2, True)
