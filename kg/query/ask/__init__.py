"""Questions in Chinese and English, answered by a grammar: read into a frame, put as SPARQL with bound values, answered with evidence."""

from kg.query.ask.answering import Answer, Evidence, ask
from kg.query.ask.errors import NotUnderstoodError

__all__ = ["Answer", "Evidence", "NotUnderstoodError", "ask"]
