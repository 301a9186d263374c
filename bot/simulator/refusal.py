"""How Telegram answers: with a result, or with a refusal that has a status, a description and perhaps a wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_PHRASES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the Bot API: the HTTP status and the JSON object of its body."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        """What a granted call gave; a refused one raises KeyError."""
        return self.body["result"]

    @property
    def description(self) -> str:
        """Telegram's words for a refusal, empty when the call was granted."""
        return str(self.body.get("description", ""))


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of this program
    """A call that Telegram does not grant; `retry_after` is in seconds and stands with status 429 only."""

    def __init__(self, status: int, reason: str = "", retry_after: int | None = None) -> None:
        phrase = _PHRASES.get(status, "")
        super().__init__(f"{phrase}: {reason}" if phrase and reason else phrase or reason)
        self.status = status
        self.retry_after = retry_after

    def answer(self) -> Answer:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": str(self)}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return Answer(self.status, body)


def bad_request(reason: str) -> Refusal:
    """Return the refusal that stands for nearly everything a bot can get wrong."""
    return Refusal(400, reason)


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def granted(result: Any) -> Answer:
    return Answer(200, {"ok": True, "result": result})
