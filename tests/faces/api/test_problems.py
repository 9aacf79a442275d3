from tests.faces.api.asking import Asking

from lookback.errors import FilmAmbiguous, TooLarge, TooManyTries
from lookback.faces.api.problems import of_error


def test_a_problem_has_the_shape_of_rfc_9457(api: Asking) -> None:
    refused = api.ask("GET", "/films/no-such-film")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json() == {
        "type": "/api/docs#film-missing",
        "title": "the guide has no such film",
        "status": 404,
        "detail": "see the documentation of this code",
        "code": "film-missing",
    }


def test_a_request_that_does_not_fit_is_told_where_and_what_was_expected(api: Asking) -> None:
    refused = api.ask("GET", "/films?limit=1000&decade=nineties")
    assert refused.json()["errors"] == [
        {"where": "query.decade", "expected": "match pattern '^([0-9]{4})?$'"},
        {"where": "query.limit", "expected": "less than or equal to 100"},
    ]


def test_every_error_of_ours_has_a_status() -> None:
    assert of_error(FilmAmbiguous()).status == 400
    assert of_error(TooLarge()).status == 413
    assert of_error(TooManyTries()).status == 429
