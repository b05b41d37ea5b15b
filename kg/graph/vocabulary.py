"""The closed vocabulary: a misspelt term is an error for the type checker, for Python, and for the tests against ontology.ttl.

Every member is a string, its full IRI: ``Property.HELD_ON == "https://kg.example/ontology#heldOn"``.
"""

from enum import StrEnum
from types import MappingProxyType

KG = "https://kg.example/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Class(StrEnum):
    """The classes of the ontology."""

    DOCUMENT = f"{KG}Document"
    ARTICLE = f"{KG}Article"
    PASSAGE = f"{KG}Passage"
    EVENT = f"{KG}Event"
    MEETING = f"{KG}Meeting"
    TALKS = f"{KG}Talks"
    INSPECTION = f"{KG}Inspection"
    CEREMONY = f"{KG}Ceremony"
    ACTIVITY = f"{KG}Activity"
    ATTENDANCE = f"{KG}Attendance"
    MODE = f"{KG}Mode"
    STATEMENT = f"{KG}Statement"
    DIRECTIVE = f"{KG}Directive"
    INSTRUCTION = f"{KG}Instruction"
    TENURE = f"{KG}Tenure"
    PERSON = f"{KG}Person"
    ORGANIZATION = f"{KG}Organization"
    PLACE = f"{KG}Place"
    POST = f"{KG}Post"
    CONCEPT = f"{KG}Concept"
    SERIES = f"{KG}Series"


class Property(StrEnum):
    """The properties of the ontology."""

    # plain triples between entities
    ATTENDED = f"{KG}attended"
    PRESIDED_OVER = f"{KG}presidedOver"
    SAT_IN_ON = f"{KG}satInOn"
    HOLDS_POST = f"{KG}holdsPost"
    ISSUED_BY = f"{KG}issuedBy"
    ISSUED_AT = f"{KG}issuedAt"
    MENTIONS = f"{KG}mentions"
    # documents, articles, passages
    FILE_NAME = f"{KG}fileName"
    SHA256 = f"{KG}sha256"
    ENCODING = f"{KG}encoding"
    URL = f"{KG}url"
    OUTLET = f"{KG}outlet"
    PUBLISHED = f"{KG}published"
    PUBLISHED_BASIS = f"{KG}publishedBasis"
    IN_DOCUMENT = f"{KG}document"
    BEGIN = f"{KG}begin"
    END = f"{KG}end"
    QUOTE = f"{KG}quote"
    HEADLINE = f"{KG}headline"
    BYLINE = f"{KG}byline"
    # every fact
    STATED_IN = f"{KG}statedIn"
    EVIDENCE = f"{KG}evidence"
    RULE = f"{KG}rule"
    # events
    REPORTED_IN = f"{KG}reportedIn"
    HELD_ON = f"{KG}heldOn"
    LAST_DAY = f"{KG}lastDay"
    EDTF = f"{KG}edtf"
    DATE_AS_PRINTED = f"{KG}dateAsPrinted"
    EARLIEST = f"{KG}earliest"
    LATEST = f"{KG}latest"
    DATE_BASIS = f"{KG}dateBasis"
    HELD_AT = f"{KG}heldAt"
    CONVENED_BY = f"{KG}convenedBy"
    IN_SERIES = f"{KG}series"
    SERIES_NUMBER = f"{KG}seriesNumber"
    SESSION = f"{KG}session"
    # attendances
    ATTENDEE = f"{KG}attendee"
    AT_EVENT = f"{KG}event"
    IN_MODE = f"{KG}mode"
    POSITION = f"{KG}position"
    TITLE_AS_PRINTED = f"{KG}titleAsPrinted"
    VENUE = f"{KG}venue"
    # statements
    SPEECH_VERB = f"{KG}speechVerb"
    TEXT = f"{KG}text"
    ADDRESSEE = f"{KG}addressee"
    TOPIC = f"{KG}topic"
    HAS_PART = f"{KG}hasPart"
    RELAYS = f"{KG}relays"
    # tenures
    HOLDER = f"{KG}holder"
    OF_POST = f"{KG}post"
    IN_ORGANIZATION = f"{KG}organization"
    TITLE = f"{KG}title"
    ATTESTED_FROM = f"{KG}attestedFrom"
    ATTESTED_UNTIL = f"{KG}attestedUntil"
    INDEPENDENT_SOURCES = f"{KG}independentSources"
    # people
    DISTINGUISHED_BY = f"{KG}distinguishedBy"
    IDENTITY_BASIS = f"{KG}identityBasis"
    # places, and words that mean a place or body only on their page
    ADMIN_CODE = f"{KG}adminCode"
    STANDS_FOR = f"{KG}standsFor"
    RESOLUTION_BASIS = f"{KG}resolutionBasis"


class Individual(StrEnum):
    """The individuals of the ontology: the three modes of taking part."""

    PRESIDED = f"{KG}Presided"
    ATTENDED = f"{KG}Attended"
    SAT_IN = f"{KG}SatIn"


class Foreign(StrEnum):
    """The few terms of other vocabularies that the graph itself uses."""

    TYPE = f"{RDF}type"
    LABEL = f"{RDFS}label"
    ALT_LABEL = f"{SKOS}altLabel"
    PREF_LABEL = f"{SKOS}prefLabel"
    SKOS_CONCEPT = f"{SKOS}Concept"


class Datatype(StrEnum):
    """The datatypes of literals that have no language."""

    STRING = f"{XSD}string"
    INTEGER = f"{XSD}integer"
    DATE = f"{XSD}date"
    ANY_URI = f"{XSD}anyURI"


PREFIXES = MappingProxyType({"kg": KG, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD})
_ENTITY_PREFIXES = ("concept", "organization", "person", "place", "post", "series")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that an export binds: the vocabularies, and one for each kind of entity that is known by its name."""
    return {**PREFIXES, **{name: f"{base}{name}/" for name in _ENTITY_PREFIXES}}


def terms() -> frozenset[str]:
    """The IRIs of all terms of the ontology."""
    return frozenset((*Class, *Property, *Individual))
