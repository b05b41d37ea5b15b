"""A question that the grammar does not understand, or understands only in part."""

from kg.query.errors import QueryError


class NotUnderstoodError(QueryError):
    """Says which part was not understood; ``nearest`` are questions that would be answered."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest
