"""Events and who took part in them, as triples."""

from types import MappingProxyType

from kg.graph import plain
from kg.graph.scope import Scope
from kg.graph.vocabulary import Class, Foreign, Individual, Property
from kg.model import AttendanceFact, EntityKind, EventDate, EventFact, EventKind, Mode

KIND = MappingProxyType(  # the class of each kind of event
    {
        EventKind.MEETING: Class.MEETING,
        EventKind.TALKS: Class.TALKS,
        EventKind.INSPECTION: Class.INSPECTION,
        EventKind.CEREMONY: Class.CEREMONY,
        EventKind.ACTIVITY: Class.ACTIVITY,
    }
)
# The individual of a mode, and the plain properties that say the same; the general one is always written out.
_MODE = MappingProxyType(
    {
        Mode.PRESIDED: (Individual.PRESIDED, (Property.ATTENDED, Property.PRESIDED_OVER)),
        Mode.ATTENDED: (Individual.ATTENDED, (Property.ATTENDED,)),
        Mode.SAT_IN: (Individual.SAT_IN, (Property.ATTENDED, Property.SAT_IN_ON)),
    }
)


def event(scope: Scope, fact: EventFact) -> None:
    """An event with its names, date, place, conveners and series."""
    sheet, iri = scope.sheet, scope.labelled(scope.event_iri(fact), Class.EVENT, fact.name)
    sheet.typed(iri, KIND[fact.kind])
    for name in fact.other_names:
        sheet.chinese(iri, Foreign.ALT_LABEL, plain.label(name))
    sheet.link(iri, Property.REPORTED_IN, scope.article)
    scope.explain(iri, fact.evidence, fact.rule)
    if fact.place:
        sheet.link(iri, Property.HELD_AT, scope.entity(EntityKind.PLACE, fact.place))
    for convener in fact.conveners:
        sheet.link(iri, Property.CONVENED_BY, scope.entity(EntityKind.ORGANIZATION, convener))
    _series(scope, iri, fact)
    _date(scope, iri, fact)


def _series(scope: Scope, iri: str, fact: EventFact) -> None:
    if fact.series:
        series = scope.labelled(scope.iris.series(fact.series), Class.SERIES, fact.series)
        scope.sheet.link(iri, Property.IN_SERIES, series)
    scope.sheet.number(iri, Property.SERIES_NUMBER, fact.series_number)
    scope.sheet.chinese(iri, Property.SESSION, fact.session)


def _date(scope: Scope, iri: str, fact: EventFact) -> None:
    printed = fact.date.printed if fact.date else fact.printed_date
    if printed:
        scope.sheet.chinese(iri, Property.DATE_AS_PRINTED, printed.text)
        if printed.span.begin < printed.span.end:
            scope.sheet.link(iri, Property.EVIDENCE, scope.passage(printed.span))
    if fact.date:
        _known_date(scope, iri, fact.date)


def _known_date(scope: Scope, iri: str, known: EventDate) -> None:
    sheet = scope.sheet
    sheet.day(iri, Property.HELD_ON, known.day)
    sheet.day(iri, Property.LAST_DAY, known.last_day)
    sheet.day(iri, Property.EARLIEST, known.earliest)
    sheet.day(iri, Property.LATEST, known.latest)
    sheet.string(iri, Property.EDTF, known.edtf)
    for step in known.basis:
        sheet.string(iri, Property.DATE_BASIS, step)


def attendance(scope: Scope, fact: AttendanceFact) -> None:
    """That a person took part in an event: the plain triples, and the attendance that explains them."""
    sheet, person = scope.sheet, scope.person(fact.person)
    at = scope.event_iri(scope.event(fact.event, f"the attendance of {fact.person}"))
    mode, plain_properties = _MODE[fact.mode]
    for each in plain_properties:
        sheet.link(person, each, at)
    iri = scope.iris.attendance(scope.name, scope.number, fact.event, fact.position, fact.person)
    sheet.typed(iri, Class.ATTENDANCE)
    sheet.link(iri, Property.ATTENDEE, person)
    sheet.link(iri, Property.AT_EVENT, at)
    sheet.link(iri, Property.IN_MODE, mode)
    sheet.number(iri, Property.POSITION, fact.position)
    sheet.chinese(iri, Property.TITLE_AS_PRINTED, fact.title_as_printed)
    sheet.chinese(iri, Property.VENUE, fact.venue)
    scope.explain(iri, fact.evidence, fact.rule)
