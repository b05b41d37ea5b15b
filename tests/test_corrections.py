"""Corrections: what people say against the program holds in every build, and is named where it has nothing to correct any more."""

from pathlib import Path

import pytest
from conftest import Run

from kg import pipeline
from kg.check import check
from kg.corrections import entries_of
from kg.resolve.corrections import Correction, CorrectionsError, Kind, read, written
from kg.store import open_store

PAGES = {
    "a.txt": "本报讯 5月6日，巩义市召开安全生产工作会议，巩义市委书记张伟出席会议并讲话。市领导牛卫国、杜新军参加会议。",
    "b.txt": "本报讯 5月8日，兰州市召开法院工作会议，兰州市中级人民法院院长张伟出席会议并讲话。王海林参加会议。",
    "c.txt": "本报讯 5月9日，巩义市召开防汛工作会议，巩义市委书记张伟主持会议。牛卫国参加会议。",
}
WHO = "SELECT DISTINCT ?who ?label WHERE { ?who a kg:Person ; rdfs:label ?label } ORDER BY ?who"
ATTENDED = "SELECT DISTINCT ?label WHERE { ?who kg:attended ?at ; rdfs:label ?label } ORDER BY ?label"
ALL = ["张伟~兰州市", "张伟~巩义市", "杜新军", "牛卫国", "王海林"]


class Desk:
    """A folder with pages, and a store beside the corrections."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "corrections.toml"
        for name, text in PAGES.items():
            (folder / name).write_text(text, encoding="utf-8")

    def build(self, *names: str) -> list[str]:
        """Build pages; the stale corrections."""
        with open_store(self.folder / "store", create=True) as store:
            return pipeline.build([self.folder / name for name in names or PAGES], store).stale

    def asked(self, query: str, name: str) -> list[str]:
        with open_store(self.folder / "store", read_only=True) as store:
            return [row[name].rsplit("/person/", 1)[-1] for row in store.rows(query)]

    def who(self) -> list[str]:
        return self.asked(WHO, "who")

    def exported(self) -> bytes:
        with open_store(self.folder / "store", read_only=True) as store:
            assert check(store).problems == []
            store.export(self.folder / "all.nq")
        return (self.folder / "all.nq").read_bytes()

    def say(self, *corrections: Correction) -> None:
        self.file.write_text("\n".join(map(written, corrections)), encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (Correction(Kind.SAME, ("张伟~兰州市", "张伟~巩义市")), ["张伟", "杜新军", "牛卫国", "王海林"]),
        (Correction(Kind.SAME, ("张伟",)), ["张伟", "杜新军", "牛卫国", "王海林"]),
        (Correction(Kind.SAME, ("杜新军", "牛卫国")), ["张伟~兰州市", "张伟~巩义市", "牛卫国", "王海林"]),
        (
            Correction(Kind.DIFFERENT, ("牛卫国",), ("c.txt",)),
            ["张伟~兰州市", "张伟~巩义市", "杜新军", "牛卫国~巩义市，a.txt", "牛卫国~巩义市，c.txt", "王海林"],
        ),
        (Correction(Kind.RENAME, ("王海林", "王海琳")), [*ALL[:4], "王海琳"]),
        (Correction(Kind.RENAME, ("王海林", "牛卫国")), ALL[:4]),
        (Correction(Kind.NOT_A_PERSON, ("杜新军",)), ["张伟~兰州市", "张伟~巩义市", "牛卫国", "王海林"]),
        (Correction(Kind.NOT_A_PERSON, ("张伟",), place="兰州市"), ["张伟", "杜新军", "牛卫国", "王海林"]),
        (Correction(Kind.NOT_A_PERSON, ("张伟",), ("b.txt",)), ["张伟", "杜新军", "牛卫国", "王海林"]),
    ],
)
def test_a_correction_holds_before_and_after_and_can_be_undone(
    correction: Correction, expected: list[str], desk: Desk, tmp_path: Path
) -> None:
    assert desk.build() == []
    assert desk.who() == ALL
    plain = desk.exported()
    desk.say(correction)
    assert desk.build() == []
    assert desk.who() == expected
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.say(correction)
    for name in reversed(PAGES):
        other.build(name)
    assert other.exported() == desk.exported()
    desk.file.unlink()
    desk.build()
    assert desk.exported() == plain


def test_a_fact_that_is_none(desk: Desk) -> None:
    desk.build("a.txt")
    [fact] = desk.asked("SELECT ?x WHERE { ?x kg:attendee/rdfs:label '杜新军'@zh }", "x")
    desk.say(Correction(Kind.DROP, (fact,)))
    assert desk.build("a.txt") == []
    assert desk.asked(ATTENDED, "label") == ["张伟", "牛卫国"]
    desk.exported()


def test_stale_lines_are_named(desk: Desk) -> None:
    desk.say(
        Correction(Kind.NOT_A_PERSON, ("高新",)),
        Correction(Kind.RENAME, ("王海林", "王海琳"), ("z.txt",)),
        Correction(Kind.SAME, ("张伟~火星",)),
    )
    fact = "https://kg.example/id/attendance/a.txt/1/e1/9/何雄"
    with desk.file.open("a", encoding="utf-8") as file:
        file.write("\n" + written(Correction(Kind.DROP, (fact,))))
    assert desk.build() == [
        f"{desk.file}, line 1: nobody called 高新 is there: not-a-person 高新",
        f"{desk.file}, line 4: no document z.txt: rename 王海林 王海琳 --document z.txt",
        f"{desk.file}, line 8: nobody called 张伟~火星 is there: same 张伟~火星",
        f"{desk.file}, line 11: no such fact: drop {fact}",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[same]\n", "no TOML: "),
        ("[[equal]]\nnames = ['张伟']\n", "expected tables [[same]], [[different]], [[rename]], [[not-a-person]], [[drop]], got equal"),
        ("\n[[rename]]\nnames = ['张伟']\n", "line 2, [[rename]]: expected names, a list of 2, got ['张伟']"),
        ("[[drop]]\nname = 'x'\n", "line 1, [[drop]]: expected the keys names, documents and place, got name"),
        ("[[different]]\nnames = ['张伟']\n", "line 1, [[different]]: expected documents or a place: where is the name another person's?"),
        (
            "[[same]]\nnames = ['张伟']\nplace = 3\n",
            "line 1, [[same]]: expected documents as a list of names and place as a text, got [] and 3",
        ),
    ],
)
def test_what_is_wrong_with_a_file(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError) as error:
        entries_of(tmp_path / "c.toml")
    assert str(error.value).startswith(f"{tmp_path / 'c.toml'}: {message}")


def test_what_is_written_is_read() -> None:
    correction = Correction(Kind.SAME, ('张"伟\\\n', "https://kg.example/id/person/张伟~巩义市"), ("a b.txt",), "巩义市")
    assert read(written(correction)) == (Correction(Kind.SAME, ('张"伟\\\n', "张伟~巩义市"), ("a b.txt",), "巩义市"),)


# commands


def test_the_command_writes_the_file_and_corrects_at_once(desk: Desk, kg_command: Run) -> None:
    desk.build()
    code, out, err = kg_command("correct", "rename", "王海林", "王海琳", "--document", "b.txt", "--store", desk.folder / "store")
    assert (code, out, err) == (0, f"{desk.file}: rename 王海林 王海琳 --document b.txt\n", "")
    assert desk.who() == [*ALL[:4], "王海琳"]
    assert desk.file.read_text(encoding="utf-8").endswith('\n[[rename]]\nnames = ["王海林", "王海琳"]\ndocuments = ["b.txt"]\n')


def test_the_command_names_what_is_stale(desk: Desk, kg_command: Run) -> None:
    desk.build("a.txt")
    code, _, err = kg_command("correct", "not-a-person", "高新", "--store", desk.folder / "store")
    assert (code, err) == (0, f"kg: {desk.file}, line 5: nobody called 高新 is there: not-a-person 高新\n")


def test_a_kind_that_is_none(desk: Desk, kg_command: Run) -> None:
    code, _, err = kg_command("correct", "equal", "张伟", "--store", desk.folder / "store")
    assert (code, err) == (2, "kg: expected same, different, rename, not-a-person, drop, got equal\n")


def test_a_file_of_ones_own_is_remembered(desk: Desk, kg_command: Run) -> None:
    own = desk.folder / "own.toml"
    own.write_text(written(Correction(Kind.NOT_A_PERSON, ("杜新军",))), encoding="utf-8")
    store = ("--store", desk.folder / "store")
    assert kg_command("build", desk.folder / "a.txt", "--corrections", own, *store)[0] == 0
    assert desk.who() == ["张伟", "牛卫国"]
    assert kg_command("build", desk.folder / "c.txt", *store)[0] == 0
    assert desk.who() == ["张伟", "牛卫国"]
    own.unlink()
    code, _, err = kg_command("build", desk.folder / "c.txt", *store)
    message = f"kg: {own}: the file of corrections is not there; bring it back, or name another one with --corrections"
    assert (code, err.splitlines()[-1]) == (2, message)
