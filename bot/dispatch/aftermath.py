"""What becomes of a delivery that Telegram did not take, or perhaps did: each outcome and what it does to the row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.letter_time import SENT_FOR
from bot.domain.nudge import second_chance_at
from bot.domain.schedule import SENT_LATE_FOR
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Wait
from bot.storage.deliveries import Delivery, Kind, Status

FIRST_RETRY_AFTER = timedelta(seconds=10)
LONGEST_RETRY_AFTER = timedelta(minutes=2)


class Effect(NamedTuple):
    """How the row stands from now on; DUE has a `try_at`, and the person may be gone or be owed a second chance."""

    status: Status
    try_at: datetime | None = None
    second_chance_at: datetime | None = None
    is_gone: bool = False


def effect_of(
    outcome: DeliveryError, delivery: Delivery, *, claimed_at: datetime, now: datetime, jitter: float
) -> Effect:
    """Say what an outcome does to the row of a delivery that was claimed at an instant; `jitter` lies in 0 … 1.

    What certainly failed is tried again while it may still be sent; what is unknown, or refused, never is.
    """
    match outcome:
        case Gone():
            return Effect(Status.REFUSED, is_gone=True)
        case Refused():
            return Effect(Status.REFUSED)
        case Wait():
            after = max(timedelta(seconds=outcome.seconds), retry_after(delivery.attempts, jitter))
            return _tried_again(delivery, now + after)
        case NotSent() | Broken():
            return _tried_again(delivery, now + retry_after(delivery.attempts, jitter))
        case _:
            is_owed = delivery.kind is Kind.PROMPT
            return Effect(Status.UNSURE, second_chance_at=second_chance_at(claimed_at) if is_owed else None)


def retry_after(attempts: int, jitter: float) -> timedelta:
    """Return how long to wait after one more failure: doubling, shortened at random, so that many do not come back at once."""
    doubled = FIRST_RETRY_AFTER * (1 << min(attempts, 10))
    return min(doubled, LONGEST_RETRY_AFTER) * (1 - jitter / 2)


def is_everybodys(outcome: DeliveryError) -> bool:
    """Tell whether what kept one delivery from Telegram keeps all others from it, too."""
    return isinstance(outcome, NotSent | Broken)


def _tried_again(delivery: Delivery, at: datetime) -> Effect:
    match delivery.kind:
        case Kind.SELF_PAUSED:  # whoever is asked no more has to hear of it, however late
            is_too_late = False
        case Kind.LETTER:
            is_too_late = at - delivery.due_at > SENT_FOR
        case _:
            is_too_late = at - delivery.due_at > SENT_LATE_FOR
    return Effect(Status.DROPPED) if is_too_late else Effect(Status.DUE, try_at=at)
