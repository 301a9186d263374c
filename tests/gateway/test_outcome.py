from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait, outcome_of


def telegram(status: int, description: str, **parameters: object) -> bytes:
    answer = {"ok": False, "error_code": status, "description": description}
    return json.dumps(answer | ({"parameters": parameters} if parameters else {})).encode()


@pytest.mark.parametrize(
    ("status", "description", "kind"),
    [
        (400, "Bad Request: message text is empty", Refused),
        (400, "Bad Request: can't parse entities: unclosed tag", Refused),
        (400, "Bad Request: chat not found", Gone),
        (400, "Bad Request: PEER_ID_INVALID", Gone),
        (403, "Forbidden: bot was blocked by the user", Gone),
        (403, "Forbidden: user is deactivated", Gone),
        (403, "Forbidden: bot can't initiate conversation with a user", Gone),
        (401, "Unauthorized", Broken),
        (404, "Not Found", Broken),
        (409, "Conflict: terminated by other getUpdates request", Broken),
        (413, "Request Entity Too Large", Refused),
        (429, "Too Many Requests", Wait),
        (500, "Internal Server Error", Unsure),
        (502, "Bad Gateway", Unsure),
    ],
)
def test_each_of_telegrams_refusals_has_its_outcome(
    status: int, description: str, kind: type[DeliveryError]
) -> None:
    assert type(outcome_of(status, telegram(status, description))) is kind


def test_a_wait_says_how_long() -> None:
    outcome = outcome_of(429, telegram(429, "Too Many Requests: retry after 17", retry_after=17))
    assert isinstance(outcome, Wait)
    assert outcome.seconds == 17


@pytest.mark.parametrize("parameters", [None, [], {}, {"retry_after": None}, {"retry_after": "soon"}])
def test_a_wait_that_is_not_said_in_seconds_is_a_second(parameters: object) -> None:
    outcome = outcome_of(429, json.dumps({"ok": False, "parameters": parameters}).encode())
    assert isinstance(outcome, Wait)
    assert outcome.seconds == 1


@pytest.mark.parametrize(
    "page", [b"<html>Forbidden</html>", b"", b"[]", b'"no"', b'{"error": "denied"}', b"\xff\xfe"]
)
def test_a_page_that_is_not_telegrams_never_says_that_somebody_has_gone(page: bytes) -> None:
    assert type(outcome_of(403, page)) is Broken
    assert type(outcome_of(400, page)) is Broken
    assert type(outcome_of(302, page)) is Broken
    assert type(outcome_of(502, page)) is Unsure


def test_a_call_that_is_too_large_for_a_proxy_is_refused_and_stops_nothing_else() -> None:
    assert type(outcome_of(413, b"<html>Request Entity Too Large</html>")) is Refused


@given(status=st.integers(300, 599), payload=st.binary() | st.text().map(str.encode))
def test_any_answer_has_an_outcome(status: int, payload: bytes) -> None:
    assert isinstance(outcome_of(status, payload), DeliveryError)


def test_no_outcomes_text_quotes_what_telegram_said() -> None:
    said = telegram(400, "Bad Request: can't parse entities: unsupported start tag canary")
    outcome = outcome_of(400, said)
    assert "canary" not in f"{outcome} {outcome!r} {outcome.args}"
    assert str(outcome) == "refused (400)"
    assert str(NotSent()) == "not_sent"
