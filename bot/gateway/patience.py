"""Which troubles pass by themselves, and how long to wait before the next try."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

from bot.gateway.outcome import Broken, DeliveryError, NotSent, Unsure, Wait
from bot.storage.database import DatabaseUnavailable

Pause = Callable[[float], Awaitable[None]]

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0


class Backoff:
    """Waits of one second, doubling to half a minute; each shortened at random, so that many do not knock at once."""

    def __init__(self) -> None:
        self._next = FIRST_WAIT

    def after(self, error: BaseException) -> float:
        """Return the seconds to wait after one more failure; what Telegram asked for is obeyed in full."""
        seconds = self._next * random.uniform(0.5, 1.0)
        self._next = min(2 * self._next, LONGEST_WAIT)
        return max(seconds, error.seconds) if isinstance(error, Wait) else seconds

    def reset(self) -> None:
        self._next = FIRST_WAIT


def is_passing(error: BaseException) -> bool:
    """Tell whether the same thing may go well later, with nothing changed but the world."""
    return isinstance(error, NotSent | Wait | Broken | Unsure | DatabaseUnavailable)


def kind_of(error: BaseException) -> str:
    """Name a failure for the log: never by its text, which may quote what a person wrote, or the token."""
    return error.kind if isinstance(error, DeliveryError) else type(error).__name__
