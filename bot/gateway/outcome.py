"""What became of a call to Telegram: done, or one of six ways in which it was not.

The difference that everything else hangs on is between *certainly not done* (`NotSent`, `Wait`: say it again) and
*unknown* (`Unsure`: Telegram may have acted, and only its answer was lost).
"""
# ruff: noqa: N818  these name outcomes, and read best as such: `except Gone`

from __future__ import annotations

import json
from typing import Any, ClassVar

from telegram.error import TelegramError

GONE_PHRASES = (
    "chat not found",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
    "user is deactivated",
)
TOO_LARGE = 413


class DeliveryError(TelegramError):
    """A call that Telegram did not carry out, or not certainly.

    Its text is made of the kind and the status alone. What Telegram said stands in `description`, which may quote what
    a person wrote: it is for comparing, never for a log.
    """

    kind: ClassVar[str]

    def __init__(self, status: int | None = None, description: str = "") -> None:
        super().__init__(self.kind if status is None else f"{self.kind} ({status})")
        self.status = status
        self.description = description.lower()


class Gone(DeliveryError):
    """The person blocked the bot, or is not there any more."""

    kind = "gone"


class Wait(DeliveryError):
    """Too much at once: certainly not done, may be said again after `seconds`."""

    kind = "wait"

    def __init__(self, seconds: float, status: int | None = None) -> None:
        super().__init__(status)
        self.seconds = seconds


class Refused(DeliveryError):
    """Telegram understood, and will answer the same again: saying it twice is no use."""

    kind = "refused"


class Broken(DeliveryError):
    """Nothing can be done before the host acts: a wrong token (401, 404), a second poller (409), a proxy's page."""

    kind = "broken"


class NotSent(DeliveryError):
    """No connection came about: certainly not done."""

    kind = "not_sent"


class Unsure(DeliveryError):
    """The answer was lost, or was none (5xx): Telegram may have acted or not."""

    kind = "unsure"


def outcome_of(status: int, payload: bytes) -> DeliveryError:
    """Tell what an answer other than a success means.

    Only Telegram's own JSON counts as Telegram's word: the 403 of a proxy between here and there does not mean that
    everybody has blocked the bot.
    """
    if status == TOO_LARGE:  # whoever says it: a smaller call may go through, this one never
        return Refused(status)
    answer = _telegrams_answer(payload)
    if answer is None:
        return Unsure(status) if status >= 500 else Broken(status)
    match answer:
        case {"parameters": {"retry_after": int() | float() as seconds}}:
            return Wait(seconds, status)
    return _refusal(status, str(answer.get("description", "")))


def _refusal(status: int, description: str) -> DeliveryError:
    if status >= 500:
        return Unsure(status, description)
    if status == 429:
        return Wait(1.0, status)
    if status in (401, 404, 409):
        return Broken(status, description)
    if status == 403 or any(phrase in description.lower() for phrase in GONE_PHRASES):
        return Gone(status, description)
    return Refused(status, description)


def _telegrams_answer(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(payload)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and answer.get("ok") is False else None
