"""What can go wrong with a question, each with a message for people: what was expected, what came, and the remedy."""


class QueryError(Exception):
    """A query could not be run or its result not be written."""


class QueryUnknownError(QueryError):
    """There is no query of that name."""


class QueryParameterError(QueryError):
    """A parameter is unknown, missing, or of the wrong type."""


class QueryRefusedError(QueryError):
    """The text would change the store or reach out to another server."""


class QueryTimeoutError(QueryError):
    """The time limit was reached; the query was stopped."""


class QueryCrashError(QueryError):
    """The query brought its process down (too deeply nested, or out of memory); the store is unharmed."""
