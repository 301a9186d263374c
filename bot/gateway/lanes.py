"""When a call may go: Telegram's limits, with answers to people before prompts.

Three paces at once: so many messages a second in all, of which prompts get at most their share; about one a second in
a chat, after a short burst; and nothing in a chat that Telegram said to wait for. Queries are answered unpaced.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from telegram.ext import BaseRateLimiter

from bot.gateway.outcome import Wait

Result = TypeVar("Result")

MESSAGE_PREFIXES = ("send", "copy", "forward", "edit")
NO_MESSAGES = frozenset({"sendChatAction"})
CHATS_REMEMBERED = 1000
BURST = 30
"""Messages that may go at once; a faster stream is measured in shorter windows, so that no reply stands behind a second's worth."""
SHORTEST_WINDOW = 0.1
SHORTEST_STEP = 0.02
HURRY = 0.9
"""Prompts are spread over a little less than their time: a timer that rings late must not cost them of their share."""


class Lane(StrEnum):
    """Who waits for a call: a person who has just done something, or nobody yet."""

    REPLIES = "replies"
    PROMPTS = "prompts"


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits: messages a second in all, how many of them prompts may take, and a chat's pace."""

    total_per_second: int = 30
    prompts_per_second: float = 20
    chat_interval: float = 1.0
    chat_burst: int = 3
    edit_share: float = 0.25
    """What an edit costs of a message's place in its chat: Telegram's "one a second" is said of new messages, and a
    person who taps faster than that is answered by edits."""
    patience: float = 3.0
    """Seconds that a call waits for its chat's `retry_after` by itself; a longer wait is the caller's to arrange."""

    @classmethod
    def of(cls, total_per_second: int) -> Limits:
        """Return the limits of a bot that may send so many messages a second: prompts take two thirds of it."""
        return cls(total_per_second, total_per_second * 2 / 3)

    def cost_of(self, method: str) -> float:
        """Return what a call takes of its chat's pace: 1 for a message, less for an edit, nothing for what is no message."""
        if not method.startswith(MESSAGE_PREFIXES) or method in NO_MESSAGES:
            return 0.0
        return self.edit_share if method.startswith("edit") else 1.0


class Lanes(BaseRateLimiter[Lane]):
    """Lets calls go at Telegram's pace. Instants are the event loop's, which no wall clock moves."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._gate = _Gate(self._limits)
        self._costs: dict[str, float] = {}
        self._chats: dict[object, _Chat] = {}
        self._chats_at_most = CHATS_REMEMBERED

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        self._gate.close()

    async def process_request(  # noqa: PLR0917  python-telegram-bot's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Any:
        """Let a call of python-telegram-bot's go; its `rate_limit_args` is the lane."""
        lane = rate_limit_args or Lane.REPLIES
        return await self.go(lambda: callback(*args, **kwargs), endpoint, data.get("chat_id"), lane)

    async def go(
        self, call: Callable[[], Awaitable[Result]], method: str, chat_id: object, lane: Lane
    ) -> Result:
        """Make a call when its time has come, and note what Telegram says about the pace.

        Raises:
            Wait: the chat is to be left alone for longer than our patience; the call was not made.
        """
        if chat_id is None:
            return await call()
        chat = self._chat(chat_id)
        await self._wait_for_its_time(chat, method, lane)
        try:
            return await call()
        except Wait as wait:
            chat.hold(wait.seconds)
            raise

    async def _wait_for_its_time(self, chat: _Chat, method: str, lane: Lane) -> None:
        """Return when a call may go. Where there is room now nothing is awaited: every answer comes this way."""
        if chat.is_held():
            await chat.hold_passed()
        cost = self._costs.get(method)
        if cost is None:
            cost = self._costs[method] = self._limits.cost_of(method)
        if not cost:
            return
        if seconds := chat.book(cost):
            await asyncio.sleep(seconds)
        if not self._gate.lets_go(lane):
            await self._gate.turn(lane)
        while chat.is_held():  # since we began to wait
            await chat.hold_passed()
            await self._gate.turn(lane)

    def _chat(self, chat_id: object) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= self._chats_at_most:
                self._forget_the_rested()
            chat = self._chats[chat_id] = _Chat(self._limits)
        return chat

    def _forget_the_rested(self) -> None:
        """Drop the chats that owe no pause: a new record would say the same."""
        now = _now()
        self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if not chat.is_rested(now)}
        # When many are busy at once, look again only after as many more: looking costs a step for each of them.
        self._chats_at_most = max(CHATS_REMEMBERED, 2 * len(self._chats))


class _Chat:
    """One chat's pace: a burst, then one message an interval (the "generic cell rate algorithm" of ATM networks)."""

    def __init__(self, limits: Limits) -> None:
        self._interval = limits.chat_interval
        self._slack = limits.chat_interval * (limits.chat_burst - 1)
        self._patience = limits.patience
        self._booked_until = 0.0
        self._held_until = 0.0

    def is_rested(self, now: float) -> bool:
        return self._booked_until <= now and self._held_until <= now

    def book(self, cost: float) -> float:
        """Take the chat's next place, or a part of it, in the order of asking; return the seconds until then."""
        now = _now()
        go_at = max(now, self._booked_until - self._slack)
        self._booked_until = max(now, self._booked_until) + self._interval * cost
        return go_at - now

    def hold(self, seconds: float) -> None:
        self._held_until = max(self._held_until, _now() + seconds)

    def is_held(self) -> bool:
        return self._held_until > _now()

    async def hold_passed(self) -> None:
        """Wait until Telegram's `retry_after` for this chat is over.

        Raises:
            Wait: it is longer than our patience; nothing was sent.
        """
        while (rest := self._held_until - _now()) > 0:
            if rest > self._patience:
                raise Wait(rest)
            await asyncio.sleep(rest)


class _Gate:
    """The way out for all: a reply goes before any prompt that waits, and prompts keep to their share."""

    def __init__(self, limits: Limits) -> None:
        total, share = limits.total_per_second, limits.prompts_per_second
        seconds = min(1.0, max(SHORTEST_WINDOW, BURST / total))
        # Prompts go out spread over the time, not in one burst at its start that replies would stand behind.
        step = max(SHORTEST_STEP, seconds / 10)
        everything, prompts = _window(total, seconds), _window(share, seconds)
        self._windows = {
            Lane.REPLIES: (everything,),
            Lane.PROMPTS: (everything, prompts, _window(share, step, HURRY)),
        }
        self._waiting: dict[Lane, deque[asyncio.Future[None]]] = {lane: deque() for lane in Lane}
        self._timer: asyncio.TimerHandle | None = None

    def lets_go(self, lane: Lane) -> bool:
        """Take a place where there is one now and nobody waits for it; False where one has to wait for a turn."""
        if self._waiting[Lane.REPLIES] or self._waiting[lane]:
            return False
        now, windows = _now(), self._windows[lane]
        for window in windows:
            if window.ready_at() > now:
                return False
        for window in windows:
            window.take(now)
        return True

    async def turn(self, lane: Lane) -> None:
        """Wait for a place in the stream of all messages."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append(place)
        if self._timer is None or lane is Lane.REPLIES:  # behind other prompts the timer is set already
            self._let_go()
        await place

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _let_go(self) -> None:
        """Let go whoever may, replies first; wake again when the next one may."""
        self.close()
        now = _now()
        for lane, waiting in self._waiting.items():
            windows = self._windows[lane]
            while waiting:
                if waiting[0].done():  # its task was cancelled
                    waiting.popleft()
                    continue
                ready_at = max(window.ready_at() for window in windows)
                if ready_at > now:
                    self._wake_at(ready_at)
                    break
                for window in windows:
                    window.take(now)
                waiting.popleft().set_result(None)

    def _wake_at(self, at: float) -> None:
        if self._timer is None or at < self._timer.when():
            self.close()
            self._timer = asyncio.get_running_loop().call_at(at, self._let_go)


def _window(per_second: float, seconds: float, hurry: float = 1.0) -> _Window:
    """Return the window of about so many seconds that keeps to a rate exactly; one message is the least it holds."""
    limit = max(1, int(per_second * seconds))
    return _Window(limit, hurry * limit / per_second)


class _Window:
    """At most `limit` in any `seconds`: exact, unlike a leaky bucket, which lets a burst through on top of its rate."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._taken_at: deque[float] = deque(maxlen=limit)
        self._limit = limit
        self._seconds = seconds

    def ready_at(self) -> float:
        """Return the instant from which there is room."""
        return self._taken_at[0] + self._seconds if len(self._taken_at) == self._limit else 0.0

    def take(self, now: float) -> None:
        self._taken_at.append(now)


def _now() -> float:
    return asyncio.get_running_loop().time()
