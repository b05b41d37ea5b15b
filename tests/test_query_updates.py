"""The dataset of the protocol's parameters, written into updates."""

import pytest

from kg.query.errors import QueryRefusedError
from kg.query.sparql import check_update
from kg.query.updates import with_dataset

A, B = "http://a.example/", "http://b.example/"


@pytest.mark.parametrize(
    ("update", "wanted"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p 1 }} USING <{A}> WHERE {{ ?s ?p ?o }}"),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE {{ ?s ?p ?o }} USING <{A}> WHERE {{ ?s ?p ?o }}"),
        (
            "DELETE { ?s ?p ?o } WHERE { { SELECT ?s WHERE { ?s ?p ?o } } } ; CLEAR ALL",
            f"DELETE {{ ?s ?p ?o }} USING <{A}> WHERE {{ {{ SELECT ?s WHERE {{ ?s ?p ?o }} }} }} ; CLEAR ALL",
        ),
        ("INSERT DATA { <a:b> <a:c> 'WHERE' }", "INSERT DATA { <a:b> <a:c> 'WHERE' }"),
    ],
)
def test_each_operation_with_a_pattern_uses_the_dataset(update: str, wanted: str) -> None:
    assert with_dataset(update, [A], []) == wanted


def test_default_and_named_graphs() -> None:
    assert with_dataset("INSERT {} WHERE {}", [A], [B]) == f"INSERT {{}} USING <{A}> USING NAMED <{B}> WHERE {{}}"
    assert with_dataset("INSERT {} WHERE {}", [], []) == "INSERT {} WHERE {}"


@pytest.mark.parametrize("update", ["WITH <a:g> DELETE {} WHERE {}", "INSERT {} USING <a:g> WHERE {}"])
def test_two_datasets_contradict_each_other(update: str) -> None:
    with pytest.raises(QueryRefusedError, match="expected a dataset either in the parameters or in the update, got both"):
        with_dataset(update, [A], [])


def test_an_iri_of_a_parameter_cannot_break_out() -> None:
    with pytest.raises(ValueError, match="Invalid IRI"):
        with_dataset("INSERT {} WHERE {}", ["http://a.example/> ; CLEAR ALL #"], [])


@pytest.mark.parametrize("update", ["LOAD <http://a.example/>", "INSERT {} WHERE { SERVICE <http://a.example/> {} }"])
def test_an_update_reaches_out_to_nobody(update: str) -> None:
    with pytest.raises(QueryRefusedError, match="which is not allowed here"):
        check_update(update)
