"""How Telegram answers: with a result, or with a refusal that has a status, a description and perhaps a wait."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from bot.simulator.faults import Fault, Trouble

_PHRASES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the Bot API: the HTTP status and the JSON object of its body.

    With a `trouble` it does not arrive like this: the bot sees what the trouble makes of it. Where the call was not
    carried out, there is none to arrive, and the status is 0.
    """

    status: int
    body: dict[str, Any]
    trouble: Trouble | None = None

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


def second_poller() -> Refusal:
    """Return what ends a poll when another one begins: one bot has one poller."""
    return Refusal(
        409, "terminated by other getUpdates request; make sure that only one bot instance is running"
    )


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def refusal_for(trouble: Trouble) -> Refusal | None:
    """Return Telegram's own words for this trouble; None for one in which no word of Telegram's arrives."""
    match trouble.fault:
        case Fault.TOO_MANY:
            return too_many_requests(ceil(trouble.seconds))
        case Fault.FORBIDDEN:
            return Refusal(403, "bot was blocked by the user")
        case Fault.UNAUTHORIZED:
            return Refusal(401)
        case Fault.NOT_FOUND:
            return Refusal(404)
        case Fault.CONFLICT:
            return second_poller()
        case _:
            return None


def granted(result: Any) -> Answer:
    return Answer(200, {"ok": True, "result": result})
