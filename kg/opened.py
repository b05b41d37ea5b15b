"""An opened store for Python: ``kg.open(path)`` gives this ``Graph``, an ``rdflib.Dataset`` that also knows people, events and facts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self, cast

from kg.objects.frames import Listing, Tabular, table
from kg.objects.reading import Reader
from kg.objects.things import Attendance, Cell, Event, Person, Row, Statement, Tenure, columns
from kg.query import QueryError, answer, prepare
from kg.study.asking import career_of, formula_uses, holders, known_posts, noticed, passed_down, sessions
from kg.study.careers import Holding, Office
from kg.study.chains import Link
from kg.study.formulas import Use
from kg.study.rollcalls import Noticed, Session

if TYPE_CHECKING:
    from rdflib import Dataset as _Dataset
    from rdflib.query import Result as _Result

    from kg.store import Store
else:
    _Dataset = _Result = object  # rdflib takes a while to import: ``opened`` puts it below, when there is something to open


class UnknownNameError(LookupError):
    """The store knows nobody of that name, or several; the message says what to do."""


class Graph(_Dataset):
    """A store that is open for reading; ``with kg.open(…) as graph`` closes it at the end."""

    _kept: "Store"

    def __enter__(self) -> Self:
        """Nothing but itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the store."""
        self.close()

    def __repr__(self) -> str:
        """The folder it is read from."""
        return f"<kg.Graph of {self._kept.path}>"

    # what is in it

    def people(self, name: str = "") -> Listing[Person]:
        """All people, or those of exactly that name, who may be several."""
        found = self._reader().people(_named(name) if name else "")
        return Listing(found, columns(Person))

    def person(self, name: str) -> Person:
        """The one person of that name, or with that IRI; UnknownNameError where there is none, or where several have the name."""
        found = list(self.people(name)) or [one for one in self.people() if one.iri == name]
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{len(found)} people are called {name}: give one's IRI, {' or '.join(one.iri for one in found)}"
        else:
            from kg.query.nearness import suggestion

            near = suggestion(name, {one.name for one in self.people()})
            message = f"expected the full name of a person or an IRI, there is no {name!r}{near}"
        raise UnknownNameError(message)

    def events(self, name: str = "", *, since: date | str | None = None, until: date | str | None = None) -> Listing[Event]:
        """All events, or those with the text in a name of theirs, or that were held in a time: those of which the whole day is known."""
        where = _with_part(name) if name else ""
        return Listing([one for one in self._reader().events(where) if _within(one.held_on, since, until)], columns(Event))

    def attendances(
        self, *, person: Person | str = "", since: date | str | None = None, until: date | str | None = None
    ) -> Listing[Attendance]:
        """Who took part in what; of one person, or in a time."""
        found = self._reader().attendances(self._about("kg:attendee", person))
        return Listing([one for one in found if _within(one.event.held_on, since, until)], columns(Attendance))

    def tenures(self, *, person: Person | str = "", since: date | str | None = None, until: date | str | None = None) -> Listing[Tenure]:
        """Who is reported in which office; of one person, or in a time."""
        found = self._reader().tenures(self._about("kg:holder", person))
        return Listing([one for one in found if _within(one.reported, since, until)], columns(Tenure))

    def statements(
        self, *, person: Person | str = "", directives: bool = False, since: date | str | None = None, until: date | str | None = None
    ) -> Listing[Statement]:
        """What was said, or ordered; by one person, or in a time."""
        found = self._reader().statements(self._about("kg:issuedBy", person) + ("?x a kg:Directive ." if directives else ""))
        wanted = (one for one in found if _within(one.event.held_on if one.event else None, since, until))
        return Listing(list(wanted), columns(Statement))

    # what follows from it

    def career(self, person: Person | str) -> Listing[Office]:
        """The offices of a person: when each is attested, and who was reported in it before and after."""
        someone = person if isinstance(person, Person) else self.person(person)
        return career_of(self._reader(), someone)

    def who(self, post: str, on: date | str, *, of: str = "") -> Listing[Holding]:
        """Who held an office on a day: attested, between two reports, or unknown; ``of`` is the place, where the post does not name it."""
        return holders(self._reader(), post, date.fromisoformat(on) if isinstance(on, str) else on, of)

    def posts(self) -> list[str]:
        """The titles of all offices, as they are written out."""
        return known_posts(self._reader())

    def roll_calls(self, name: str) -> Listing[Session]:
        """The sessions of the series of meetings that have the text in their names, in their order, and which roll-calls look whole."""
        return sessions(self._reader(), name)

    def notices(self, name: str) -> Listing[Noticed]:
        """Who was expected at them and not reported, who is new, whose place in the roll-call has changed."""
        return noticed(self._reader(), name)

    def chains(self, source: str = "", *, every: bool = False) -> Listing[Link]:
        """Named speeches, documents and meetings, and who passes them on to a lower level (or, with ``every``, to any), by which words."""
        return passed_down(self._reader(), source, every=every)

    def formula(self, name: str) -> Listing[Use]:
        """Each use of the policy formulas with the text in their names: when, by whom, on which level."""
        return formula_uses(self._reader(), name)

    # questions

    def query(self, query_object: Any, *args: Any, **given: Any) -> Any:  # noqa: ANN401 - rdflib's own signature
        """A named query with its parameters (``graph.query("attendees", meeting="第十三次")``), or a query text as rdflib takes it.

        What comes back is a list with frames, or rdflib's ``Result`` with them. A ``QueryError`` says what is wrong with a named query.
        """
        if isinstance(query_object, str) and not any(mark in query_object for mark in " \n{"):
            found = answer(self._kept, prepare(query_object, {name: str(value) for name, value in given.items() if value is not None}))
            return table(found.columns, found.records())
        return framed(super().query(query_object, *args, **given))

    def _reader(self) -> Reader:
        return reader(self._kept)

    def _about(self, link: str, person: Person | str) -> str:
        if not person:
            return ""
        return f"?x {link} <{(person if isinstance(person, Person) else self.person(person)).iri}> ."


def opened(store: "Store") -> Graph:
    """The graph of an opened store, which it closes."""
    from kg.store import view

    graph = cast("Graph", view.dataset(store, Graph))
    graph._kept = store  # noqa: SLF001 - rdflib's constructor is not ours
    return graph


def reader(store: "Store") -> Reader:
    """Reads typed values from an opened store."""
    return Reader(lambda text: answer(store, prepare(text)).records())


def _named(name: str) -> str:
    return f"?x rdfs:label {_literal(name)}@zh ."


def _with_part(name: str) -> str:
    return f"{{ SELECT DISTINCT ?x {{ ?x rdfs:label|skos:altLabel ?part FILTER(CONTAINS(STR(?part), {_literal(name)})) }} }}"


def _literal(text: str) -> str:
    from pyoxigraph import Literal

    if any("\ud800" <= character <= "\udfff" for character in text):
        message = f"expected text in valid Unicode, got {text!r}"
        raise QueryError(message)
    return str(Literal(text))


def _within(day: date | None, since: date | str | None, until: date | str | None) -> bool:
    first, last = _day(since), _day(until)
    if first is None and last is None:
        return True
    return day is not None and (first or date.min) <= day <= (last or date.max)


def _day(given: date | str | None) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) else given


def framed(result: "_Result") -> "_Result":
    """The result of rdflib with frames."""
    from rdflib.query import Result

    class Framed(Tabular, Result):
        """A result of rdflib that can be a frame."""

        def columns(self) -> tuple[str, ...]:
            """The variables."""
            return tuple(map(str, self.vars or ()))

        def records(self) -> list[Row]:
            """The rows as Python values."""
            return [{str(name): _python(value) for name, value in row.items()} for row in self.bindings]

    new = Framed(result.type)
    new.vars, new.askAnswer, new.graph = result.vars, result.askAnswer, result.graph
    if result.type == "SELECT":
        new.bindings = result._genbindings or result._bindings  # noqa: SLF001 - still to be read
    return new


def _python(term: Any) -> Cell:  # noqa: ANN401 - a term of rdflib
    value = term.toPython() if hasattr(term, "toPython") else term
    return value if isinstance(value, str | int | bool | date) else str(value)
