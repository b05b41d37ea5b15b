"""The answer in a sentence, and the rows it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.query.ask.errors import NotUnderstoodError
from kg.query.ask.frame import Frame
from kg.query.result import Result, Term


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as shown, and the IRIs of the facts behind each."""

    table: Result
    facts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The answer for people."""

    sentence: str
    table: Result
    facts: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def tell(how: str, frame: Frame, rows: Rows) -> Told:
    """The answer to a frame, told in one of the ways of ``WAYS``."""
    notes: list[str] = []
    if frame.period and frame.period.yearless:
        notes.append(_any_year(frame, rows))
    for actor in frame.persons():
        if len(actor.things) > 1:
            iris = "  ".join(thing.iri for thing in actor.things)
            notes.append(
                say(
                    frame, f"叫{actor.text}的有{len(actor.things)}人：{iris}", f"{len(actor.things)} people are called {actor.text}: {iris}"
                )
            )
    if frame.features & {"first", "last"}:
        rows = _extreme(frame, rows)
    if frame.period and {"first", "last"} <= set(rows.table.columns):
        rows = _in_office(frame, rows, how)
    sentence, more = WAYS[how](frame, rows)
    if not rows.table.rows:
        sentence = (
            say(frame, "图中没有这样的记载。", "The graph holds nothing of the kind.") if how not in {"yesno", "absent"} else sentence
        )
    return Told(sentence, rows.table, rows.facts, (*notes, *more))


def say(frame: Frame, zh: str, en: str) -> str:
    """In the language of the question."""
    return zh if frame.chinese else en


def _any_year(frame: Frame, rows: Rows) -> str:
    """That no year was given, and which years the answer is of."""
    days = _column(rows, "date") if "date" in rows.table.columns else []
    years = "、".join(sorted({day[:4] for day in days if day[:1].isdigit()}))
    if not years:
        return say(frame, f"没有写明年份：任何一年的 {frame.period} 都算", f"no year was given: {frame.period} of any year counts")
    return say(
        frame,
        f"没有写明年份：任何一年的 {frame.period} 都算，这里是 {years} 年",
        f"no year was given: {frame.period} of any year counts, here {years}",
    )


def _extreme(frame: Frame, rows: Rows) -> Rows:
    """Only the first or the last by date; rows without a whole date cannot be placed."""
    if "date" not in rows.table.columns:
        return rows
    at = rows.table.columns.index("date")
    days = [_text(row[at]) for row in rows.table.rows]
    whole = sorted(day for day in days if day[:1].isdigit())
    if not whole:
        return rows
    wanted = whole[0] if "first" in frame.features else whole[-1]
    kept = [place for place, day in enumerate(days) if day == wanted]
    return _kept(rows, kept)


def _in_office(frame: Frame, rows: Rows, how: str) -> Rows:
    """Offices in a stretch of time; of a holder all stay, to tell who was before and who after. ``NotUnderstoodError`` without a year."""
    if frame.period and frame.period.yearless:
        message = say(
            frame, f"{frame.period} 是哪一年？问职务要写明年份", f"{frame.period} of which year? An office is asked for with the year"
        )
        raise NotUnderstoodError(message)
    if how == "holder":
        return rows
    spans = zip(_column(rows, "first"), _column(rows, "last"), strict=True)
    return _kept(rows, [place for place, (first, last) in enumerate(spans) if _within(frame, first, last)])


def _kept(rows: Rows, places: Sequence[int]) -> Rows:
    table = replace(rows.table, rows=tuple(rows.table.rows[place] for place in places))
    return Rows(table, tuple(rows.facts[place] for place in places))


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


def _column(rows: Rows, name: str) -> list[str]:
    at = rows.table.columns.index(name)
    return [_text(row[at]) for row in rows.table.rows]


_Said = tuple[str, tuple[str, ...]]


def _list(frame: Frame, rows: Rows) -> _Said:
    number = len(rows.table.rows)
    return say(frame, f"共 {number} 条。", f"{number} found."), ()


def _count(frame: Frame, rows: Rows) -> _Said:
    number = len(rows.table.rows)
    return say(frame, f"{number} 次。", f"{number} times." if number != 1 else "Once."), ()


def _people(frame: Frame, rows: Rows) -> _Said:
    people = list(dict.fromkeys(_column(rows, "person")))
    named = "、".join(people[:20]) + ("…" if len(people) > 20 else "")  # noqa: PLR2004 - as many as are read at a glance
    return say(frame, f"{len(people)} 人：{named}。", f"{len(people)} people: {named}."), ()


def _when(frame: Frame, rows: Rows) -> _Said:
    days = [day or say(frame, "日期未定", "no date") for day in dict.fromkeys(_column(rows, "date"))]
    return "、".join(days[:10]) + ("…" if len(days) > 10 else ""), ()  # noqa: PLR2004 - as many as are read at a glance


def _where(frame: Frame, rows: Rows) -> _Said:
    places = [place for place in dict.fromkeys(_column(rows, "place")) if place]
    return "、".join(places) or say(frame, "报上没有写明地点。", "The paper names no place."), ()


def _yesno(frame: Frame, rows: Rows) -> _Said:
    if rows.table.rows:
        return say(frame, "是。", "Yes."), ()
    no = say(frame, "没有这样的记载；没有记载不等于没有发生。", "The graph does not say so, which is not to say that it was not so.")
    return no, ()


def _absent(frame: Frame, rows: Rows) -> _Said:
    if rows.table.rows:
        return say(frame, "不，报上有此人参加的记载。", "No: the paper reports that they were there."), ()
    return say(
        frame, "图中没有此人参加的记载；没有记载不等于缺席。", "The graph does not report them there, which need not mean absent."
    ), ()


def _ranking(frame: Frame, rows: Rows) -> _Said:
    name, number = rows.table.columns[0] if rows.table.columns[0] != "date" else "event", rows.table.columns[-1]
    names, numbers = _column(rows, name), _column(rows, number)
    top = [name for name, count in zip(names, numbers, strict=True) if count == numbers[0]] if numbers else []
    if "most" in frame.features and top:
        return say(frame, f"{'、'.join(top)}（{numbers[0]}）。", f"{'、'.join(top)} ({numbers[0]})."), ()
    return _list(frame, rows)


def _compare(frame: Frame, rows: Rows) -> _Said:
    counted = dict(zip(_column(rows, "person"), _column(rows, "events"), strict=True))
    numbers = {actor.things[0].label: int(counted.get(actor.things[0].label, 0)) for actor in frame.persons()}
    told = ("，" if frame.chinese else ", ").join(f"{name} {number}" for name, number in numbers.items())
    most = [name for name, number in numbers.items() if number == max(numbers.values())]
    same = len(most) == len(numbers)
    verdict = say(frame, "一样多", "as many") if same else say(frame, f"{'、'.join(most)}更多", f"{'、'.join(most)} more")
    return f"{verdict}：{told}。" if frame.chinese else f"{verdict}: {told}.", ()


def _holder(frame: Frame, rows: Rows) -> _Said:
    """Who held the office: in a stretch of time, now (by the last report), or each with the days of the reports."""
    held = list(zip(_column(rows, "person"), _column(rows, "first"), _column(rows, "last"), strict=True))
    if frame.period:
        return _as_of(frame, held, _basis(frame))
    if "now" in frame.features:
        latest = max((last for _, _, last in held), default="")
        return _ended(frame, [f"{person}（{last}）" for person, _, last in held if last == latest]), (_basis(frame),)
    held.sort(key=lambda one: one[2], reverse=True)
    return _ended(frame, [f"{person}（{_span(first, last)}）" for person, first, last in held]), (_basis(frame),)


def _basis(frame: Frame) -> str:
    return say(
        frame,
        "first、last 是有日期的报道中首次、末次见到该职务的日子，不是任免日期",
        "first and last are the days of the first and last dated report of the office, not of the appointment",
    )


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first or '?'} – {last or '?'}"


def _ended(frame: Frame, parts: Sequence[str]) -> str:
    """The parts, each once, as a sentence."""
    return "、".join(dict.fromkeys(parts)) + "。" if frame.chinese else ", ".join(dict.fromkeys(parts)) + "."


def _within(frame: Frame, first: str, last: str) -> bool:
    """Whether the reports of an office lie on both sides of some day of the stretch of time."""
    period = frame.period
    return period is None or bool(first and first <= (period.last or last) and last >= (period.first or first))


def _as_of(frame: Frame, held: list[tuple[str, str, str]], basis: str) -> _Said:
    """Who is reported in office on both sides of a day, or else who was reported last before and first after it."""
    sure = [person for person, first, last in held if _within(frame, first, last)]
    if sure or frame.period is None:
        return _ended(frame, sure), (basis,)
    begin, end = frame.period.first or frame.period.last, frame.period.last or frame.period.first
    before = max(((last, person) for person, first, last in held if last and last < begin), default=("", ""))
    after = min(((first, person) for person, first, last in held if first and first > end), default=("", ""))
    told = [say(frame, f"此前最后见报：{before[1]}（{before[0]}）", f"last reported before: {before[1]} ({before[0]})")] * bool(before[1])
    told += [say(frame, f"此后首次见报：{after[1]}（{after[0]}）", f"first reported after: {after[1]} ({after[0]})")] * bool(after[1])
    return ("；".join(told) + "。" if frame.chinese else "; ".join(told) + "."), (basis,)


def _tenure(frame: Frame, rows: Rows) -> _Said:
    if "yesno" in frame.features:
        return _yesno(frame, rows)
    spans = [_span(first, last) for first, last in zip(_column(rows, "first"), _column(rows, "last"), strict=True)]
    return _ended(frame, spans), (_basis(frame),)


def _offices(frame: Frame, rows: Rows) -> _Said:
    offices, lasts = _column(rows, "office"), _column(rows, "last")
    latest = max(lasts, default="") if "now" in frame.features else ""
    return _ended(frame, [office for office, last in zip(offices, lasts, strict=True) if not latest or last == latest]), (_basis(frame),)


def _statements(frame: Frame, rows: Rows) -> _Said:
    if "who" in frame.features:
        people = list(dict.fromkeys(_column(rows, "issuer")))
        return "、".join(people) + "。", ()
    if "when" in frame.features:
        return _when(frame, rows)
    return _yesno(frame, rows) if "yesno" in frame.features else _list(frame, rows)


def _absence(frame: Frame, rows: Rows) -> _Said:
    note = say(
        frame,
        "报上不写缺席：这里只看同一系列其他会议见报、而此次未见报，未见报不等于缺席",
        "papers print no absences: this goes by who is reported at other meetings of the series and not here, which need not mean absent",
    )
    return _list(frame, rows)[0], (note,)


WAYS: Mapping[str, Callable[[Frame, Rows], _Said]] = MappingProxyType(
    {
        "list": _list,
        "count": _count,
        "people": _people,
        "when": _when,
        "where": _where,
        "yesno": _yesno,
        "absent": _absent,
        "ranking": _ranking,
        "compare": _compare,
        "holder": _holder,
        "tenure": _tenure,
        "offices": _offices,
        "statements": _statements,
        "absence": _absence,
    }
)
