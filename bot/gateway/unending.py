"""A loop that must not end before the bot does, and how its end is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.log import event

logger = logging.getLogger(__name__)


class LoopEnded(Exception):  # noqa: N818  a state of the program
    """A loop that has to run for as long as the bot does came to its end."""


async def unending(name: str, loop: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Run `loop`; raise `LoopEnded` where it ends before `stop` is set. A task group goes on without one that merely returns."""
    task = asyncio.current_task()
    try:
        await loop()
    except asyncio.CancelledError:
        if task is None or task.cancelling():
            raise
        # Nobody asked for that: something inside was cancelled, and took the loop along.
    if not stop.is_set():
        event(logger, logging.CRITICAL, "loop_ended", what=name)
        raise LoopEnded(name)
