"""How updates come in: asked for, kept, and only then confirmed to Telegram.

The next question confirms what was kept (its `offset`); after that the offset is dropped, since Telegram's update ids
start anew after a quiet week, and an old offset would hide the new ones. Nothing of it outlives the process: what was
kept but not confirmed comes again, and the inbox knows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NoReturn

from bot.clock import Clock
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import Backoff, Pause, kind_of
from bot.log import event

logger = logging.getLogger(__name__)

Update = dict[str, Any]
Fetch = Callable[[int | None, int], Awaitable[Sequence[Update]]]
"""Ask for updates from `offset` on, waiting up to so many seconds for the first."""
Keep = Callable[[Sequence[Update]], Awaitable[None]]
"""Keep updates for good, in one commit."""

LONG_POLL_SECONDS = 50
MOST_AT_ONCE = 100
"""So many updates Telegram gives at once: where all came, more may wait there."""


class Poller:
    """Asks for updates for as long as it runs, whatever fails: it waits and goes on."""

    def __init__(
        self,
        fetch: Fetch,
        keep: Keep,
        clock: Clock,
        *,
        on_listening: Callable[[], None] = lambda: None,
        pause: Pause = asyncio.sleep,
        long_poll_seconds: int = LONG_POLL_SECONDS,
    ) -> None:
        self._fetch = fetch
        self._keep = keep
        self._clock = clock
        self._on_listening = on_listening
        self._pause = pause
        self._long_poll_seconds = long_poll_seconds
        self._unconfirmed: int | None = None
        self._backoff = Backoff()
        self._failures = 0
        self._tries = 0
        self._is_pausing = False
        self.last_good_at: datetime | None = None
        """When Telegram last answered and all of its answer was kept."""
        self.is_listening = False
        """Whether all that people did until the last poll is kept: not at the start, in trouble, or where more may wait."""

    async def run(self) -> NoReturn:
        """Poll until cancelled."""
        while True:
            try:
                await self._poll()
            except Exception as error:  # noqa: BLE001  the loop outlives whatever goes wrong in it
                await self._wait_out(error)
            self._tries += 1

    def effort(self) -> object:
        """Return what differs from the last time if a try has ended meanwhile, or a pause is being kept: it lives."""
        return object() if self._is_pausing else self._tries

    async def confirm(self) -> None:
        """Tell Telegram what was kept last, so that the next start is not given it again; for after `run`.

        Where that cannot be told, it comes again and is handled a second time, which changes nothing.
        """
        if self._unconfirmed is not None:
            with suppress(DeliveryError):
                await self._fetch(self._unconfirmed, 0)
                self._unconfirmed = None

    async def _poll(self) -> None:
        # The first question, and the first after a failure, comes back at once: health is soon known to be good.
        is_well = self.last_good_at is not None and not self._failures
        offset = self._unconfirmed
        updates = await self._fetch(offset, self._long_poll_seconds if is_well else 0)
        if offset == self._unconfirmed:
            self._unconfirmed = None
        if updates:
            in_order = sorted(updates, key=lambda update: update["update_id"])
            await self._keep(in_order)
            self._unconfirmed = in_order[-1]["update_id"] + 1
        self._note_success()
        self._note_listening(len(updates) < MOST_AT_ONCE)

    def _note_listening(self, is_listening: bool) -> None:
        was_listening, self.is_listening = self.is_listening, is_listening
        if is_listening and not was_listening:
            self._on_listening()

    def _note_success(self) -> None:
        self.last_good_at = self._clock.now()
        if self._failures:
            event(logger, logging.INFO, "poll_recovered", failures=self._failures)
        self._failures = 0
        self._backoff.reset()

    async def _wait_out(self, error: Exception) -> None:
        self._failures += 1
        self._note_listening(False)
        seconds = self._backoff.after(error)
        event(
            logger,
            logging.WARNING,
            "poll_failed",
            kind=kind_of(error),
            wait_s=seconds,
            failures=self._failures,
        )
        self._is_pausing = True
        try:
            await self._pause(seconds)
        finally:
            self._is_pausing = False
