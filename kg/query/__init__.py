"""Questions to a store: named queries with parameters, a file, or a query text; the results, and ways to write them."""

from kg.query.catalogue import NamedQuery, Parameter, library, markdown
from kg.query.errors import QueryCrashError, QueryError, QueryParameterError, QueryRefusedError, QueryTimeoutError, QueryUnknownError
from kg.query.output import FORMATS, render
from kg.query.result import Result, Term
from kg.query.runner import answer, prepare, run

__all__ = [
    "FORMATS",
    "NamedQuery",
    "Parameter",
    "QueryCrashError",
    "QueryError",
    "QueryParameterError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "QueryUnknownError",
    "Result",
    "Term",
    "answer",
    "library",
    "markdown",
    "prepare",
    "render",
    "run",
]
