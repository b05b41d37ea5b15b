"""Right answers against found ones: events are paired one to one, then everything in them is counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.evaluate.found import Article, Event, Passage, month_day, plain
from kg.evaluate.gold import GoldArticle, GoldDocument, GoldEvent, GoldStatement

NAMES = ("articles", "events", "attendance", "mode", "dates", "month-day", "names", "posts", "statements", "text")
_BEGIN_WITHIN = 20  # characters
_ALIKE = 0.8
_OVERLAP = 0.5

Statement = tuple[str, int, int]


@dataclass(slots=True)
class Figures:
    """Counts of one kind of fact, and what follows from them."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Count some more."""
        self.right, self.found, self.gold = self.right + right, self.found + found, self.gold + gold

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0.0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is right that was found; 0.0 where there is nothing to find."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """Figures by kind of fact, and a line for each miss."""

    figures: dict[str, Figures] = field(default_factory=lambda: {name: Figures() for name in NAMES})
    misses: list[str] = field(default_factory=list)


def compare(
    gold: Iterable[GoldDocument], articles: Mapping[str, Article], passages: Iterable[Passage], texts: Mapping[str, str]
) -> Evaluation:
    """Compare all documents of a set; what the graph says of other documents does not count."""
    result = Evaluation()
    for document in gold:
        _Document(document["file"], [a for a in articles.values() if a.file == document["file"]], result).compare(document["articles"])
    for passage in passages:
        if passage.file in texts:
            good = texts[passage.file][passage.begin : passage.end] == passage.quote
            result.figures["text"].add(good, 1, 1)
            if not good:
                result.misses.append(f"text: {passage.file}:{passage.begin}-{passage.end} is not {passage.quote!r}")
    result.misses.sort()
    return result


@dataclass(slots=True)
class _Document:
    file: str
    found: list[Article]
    result: Evaluation
    where: str = ""  # file and begin of the article at hand

    def compare(self, gold: Iterable[GoldArticle]) -> None:
        free = list(self.found)
        for article in gold:
            self.where = f"{self.file}:{article['start']}"
            mine = next((a for a in free if abs(a.begin - article["start"]) <= _BEGIN_WITHIN), None)
            self._count("articles", mine is not None, 0, 1)
            if mine is None:
                self._miss("article missed", article["headline"])
                mine = max(self.found, key=lambda a: min(a.end, article["end"]) - max(a.begin, article["start"]), default=Article("", 0, 0))
            free = [a for a in free if a is not mine]
            self._events(article["events"], mine.events)
            self._posts({(person, plain(t)) for person, titles in article["posts"].items() for t in titles}, mine.posts)
            self._statements(article["statements"], set(mine.statements))
        self._count("articles", 0, len(self.found), 0)

    def _count(self, name: str, right: int, found: int, gold: int) -> None:
        self.result.figures[name].add(right, found, gold)

    def _miss(self, what: str, which: str) -> None:
        self.result.misses.append(f"{what}: {self.where} {which}")

    # events and what hangs on them

    def _events(self, gold: list[GoldEvent], found: dict[str, Event]) -> None:
        pairs = dict(pair(gold, found))
        excused = {iri for i, iri in pairs.items() if gold[i]["optional"]} | {iri for iri, event in found.items() if not event.people}
        due = [i for i, event in enumerate(gold) if not event["optional"]]
        hits = {i: pairs[i] for i in due if i in pairs}
        surplus = [iri for iri in found if iri not in excused and iri not in hits.values()]
        self._count("events", len(hits), len(surplus) + len(hits), len(due))
        for i in due:
            event = found.get(hits.get(i, ""), Event())
            if i not in hits:
                self._miss("event missed", gold[i]["name"])
            self._attendance(gold[i], event)
            self._date(gold[i], event)
            self._name(gold[i], event)
        for iri in surplus:
            self._count("attendance", 0, len(found[iri].people), 0)
            self._count("mode", 0, len(found[iri].people), 0)
            self._miss("event too many", f"{_set(found[iri].names)}: {_set(found[iri].people)}")

    def _attendance(self, gold: GoldEvent, found: Event) -> None:
        want = _certain(gold)
        have = {person: mode for person, mode in found.people.items() if gold["people"].get(person) != "maybe"}
        right = [person for person in want if person in have]
        in_mode = [person for person in right if want[person] == have[person]]
        self._count("attendance", len(right), len(have), len(want))
        self._count("mode", len(in_mode), len(have), len(want))
        for person in want:
            if person not in have:
                self._miss("attendance missed", f"{gold['name']}: {person}")
            elif want[person] != have[person]:
                self._miss("mode wrong", f"{gold['name']}: {person} {have[person]} for {want[person]}")
        for person in have:
            if person not in want:
                self._miss("attendance wrong", f"{gold['name']}: {person}")

    def _date(self, gold: GoldEvent, found: Event) -> None:
        full = {gold["date"]} if gold["date"] and not gold["date"].startswith("0000") else set()  # 0000: the year cannot be known
        day = {month_day(gold["date"])} - {None}
        self._count("dates", bool(full) and found.dates == full, bool(found.dates), bool(full))
        self._count("month-day", bool(day) and found.days == day, bool(found.days), bool(day))
        if found.dates != full or found.days != day:
            self._miss("date", f"{gold['name']}: {_set(found.dates or found.days)} for {gold['date']}")

    def _name(self, gold: GoldEvent, found: Event) -> None:
        good = max((alike(gold["name"], name) for name in found.names), default=0.0) >= _ALIKE
        self._count("names", good, bool(found.names), 1)
        if not good:
            self._miss("name", f"{_set(found.names)} for {gold['name']}")

    # posts and statements

    def _posts(self, want: set[tuple[str, str]], have: set[tuple[str, str]]) -> None:
        self._count("posts", len(want & have), len(have), len(want))
        for person, title in want - have:
            self._miss("post missed", f"{person} {title}")
        for person, title in have - want:
            self._miss("post wrong", f"{person} {title}")

    def _statements(self, gold: list[GoldStatement], left: set[Statement]) -> None:
        right = total = 0
        for statement in sorted(gold, key=lambda s: s["optional"]):
            overlap, best = _best(statement, left)
            if best and (overlap >= _OVERLAP or (statement["optional"] and overlap > 0)):
                left.discard(best)
            if not statement["optional"]:
                total += 1
                right += overlap >= _OVERLAP
                if overlap < _OVERLAP:
                    self._miss(
                        "statement missed", f"{statement['by']}{statement.get('verb') or ''} at {statement['start']}-{statement['end']}"
                    )
        for issuer, begin, end in left:
            self._miss("statement wrong", f"{issuer} at {begin}-{end}")
        self._count("statements", right, right + len(left), total)


def pair(gold: list[GoldEvent], found: Mapping[str, Event]) -> Iterator[tuple[int, str]]:
    """Pair events one to one, best overlap of people and name first; yields indexes of right events and IRIs of found ones."""
    options = [(*rank, i, iri) for i, event in enumerate(gold) for iri in found if (rank := _rank(event, found[iri]))]
    free_gold, free_found = set(range(len(gold))), set(found)
    for _, _, i, iri in sorted(options, reverse=True):
        if i in free_gold and iri in free_found:
            free_gold.discard(i)
            free_found.discard(iri)
            yield i, iri


def _rank(gold: GoldEvent, found: Event) -> tuple[float, int] | None:
    """How well two events fit; None where they share nobody and no name, or their days contradict."""
    people = set(_certain(gold))
    shared = len(people & set(found.people))
    name = max((alike(gold["name"], n) for n in found.names), default=0.0)
    contradict = bool(gold["date"] and found.days) and month_day(gold["date"]) not in found.days
    if contradict or not (shared or name >= _ALIKE):
        return None
    return 2 * shared / max(len(people) + len(found.people), 1) + name, -len(found.people)


def _certain(gold: GoldEvent) -> dict[str, str]:
    return {person: mode for person, mode in gold["people"].items() if mode != "maybe"}


def _best(gold: GoldStatement, found: Iterable[Statement]) -> tuple[float, Statement | None]:
    """Return the statement of the same issuer that overlaps most, and how much (intersection over union)."""
    options = [(overlap(s[1:], (gold["start"], gold["end"])), s) for s in found if s[0] == gold["by"]]
    return max(options, default=(0.0, None))


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Intersection over union of two stretches."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


def alike(a: str, b: str) -> float:
    """Length of the longest common subsequence over that of the longer name, marks and blanks left out; 1.0 for equal names."""
    a, b = plain(a), plain(b)
    return _common_length(a, b) / max(len(a), len(b), 1)


def _common_length(a: str, b: str) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        above = row
        row = [0]
        for j, y in enumerate(b):
            row.append(above[j] + 1 if x == y else max(above[j + 1], row[j]))
    return row[-1]


def _set(values: Iterable[str]) -> str:
    return "、".join(sorted(values)) or "nothing"
