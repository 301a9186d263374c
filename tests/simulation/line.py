"""The line between bot and Telegram: it takes time, goes dead, and turns Telegram's troubles into what a bot sees."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from telegram.request import RequestData

from bot.clock import Clock
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outcome import NotSent, Unsure, Wait, outcome_of
from bot.gateway.request import AiohttpRequest
from bot.gateway.wire import Wire
from bot.simulator.faults import Fault
from bot.simulator.refusal import Answer
from bot.simulator.telegram import Telegram
from tests.simulation.ledger import ByTheClock, Ledger, WireCall
from tests.uploads import as_received

LANE: ContextVar[Lane | None] = ContextVar("lane", default=None)
DELIVERY: ContextVar[ByTheClock | None] = ContextVar("delivery", default=None)

PAGE = b"<html><h1>502 Bad Gateway</h1></html>"
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
_UNHEARD = {Fault.DROP, Fault.LOSE_ANSWER, Fault.BREAK_OFF}
_HANGS = {Fault.HANG, Fault.HANG_AFTER}


def _nothing() -> None:
    """Nobody dies yet."""


class Line:
    """The way to Telegram in one simulation, and the state that it is in."""

    def __init__(self, telegram: Telegram, clock: Clock, ledger: Ledger, rng: random.Random) -> None:
        self.telegram = telegram
        self.clock = clock
        self.ledger = ledger
        self.is_down = False
        self.life = 0
        self.dies_after: int | None = None
        self.die: Callable[[], None] = _nothing
        self._rng = rng

    def slow(self) -> float:
        """Return the seconds that half of a round trip takes."""
        return self._rng.uniform(0.01, 0.06)

    def is_cut(self) -> bool:
        """Tell whether nothing comes through now."""
        return self.is_down

    def count_down(self) -> None:
        """Let the process die where this was the call at which it should."""
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                self.dies_after = None
                self.die()


class LineRequest(AiohttpRequest):
    """The request of one life of the bot: when that is over, nothing that it says is heard."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._life = line.life

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def call(
        self, url: str, parameters: Mapping[str, Any], *, read_timeout: float | None = None
    ) -> Any:
        answer = await self._exchange_with(url, parameters, read_timeout or READ_SECONDS)
        return answer.result

    async def do_request(  # noqa: PLR0917  python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        parameters = request_data.parameters if request_data is not None else {}
        answer = await self._exchange_with(url, parameters, READ_SECONDS)
        return answer.status, json.dumps(answer.body).encode()

    async def _exchange_with(self, url: str, parameters: Mapping[str, Any], patience: float) -> Answer:
        line = self._line
        *_, bot_token, method = url.split("/")
        chat_id = parameters.get("chat_id")
        noted = WireCall(
            at=asyncio.get_running_loop().time(),
            clock_at=line.clock.now(),
            life=self._life,
            method=method,
            chat_id=None if chat_id is None else int(chat_id),
            params=parameters,
            lane=LANE.get(),
            delivery=DELIVERY.get(),
        )
        if method != "getUpdates":
            line.ledger.calls.append(noted)
        try:
            answer = await self._travelled(bot_token.removeprefix("bot"), method, noted, patience)
        except (NotSent, Unsure) as error:
            noted.outcome = error.kind
            raise
        if answer.status != 200:
            refusal = outcome_of(answer.status, json.dumps(answer.body).encode())
            noted.outcome, noted.refusal = refusal.kind, answer.description
            noted.heard_at = asyncio.get_running_loop().time()
            noted.wait_seconds = refusal.seconds if isinstance(refusal, Wait) else 0.0
            raise refusal
        noted.outcome = "ok"
        return answer

    async def _travelled(self, token: str, method: str, noted: WireCall, patience: float) -> Answer:
        line = self._line
        self._check_alive()
        if line.is_down:
            await asyncio.sleep(line.slow() if line.slow() < 0.03 else CONNECT_SECONDS)
            raise NotSent
        await asyncio.sleep(line.slow())
        self._check_alive()
        if method != "getUpdates":
            line.count_down()
        answer = await self._asked(token, method, noted)
        trouble = answer.trouble
        if trouble is not None:
            line.ledger.counts[f"fault {trouble.fault.value}"] += 1
            await self._meets(trouble.fault, patience)
        await asyncio.sleep(line.slow())
        self._check_alive()
        if line.is_cut():
            line.ledger.counts["fault answer lost to an outage"] += 1
            raise Unsure
        return answer

    async def _asked(self, token: str, method: str, noted: WireCall) -> Answer:
        """Hand the call to Telegram, and find out whether a message came of it."""
        telegram = self._line.telegram
        chat = telegram.world.chats.get(noted.chat_id or 0)
        before = next(reversed(chat.messages), 0) if chat else 0
        answer = await telegram.request(token, method, as_received(noted.params))
        after = next(reversed(chat.messages), 0) if chat else 0
        if method.startswith("send") and after > before:
            noted.message_id = after
        return answer

    async def _meets(self, fault: Fault, patience: float) -> None:
        if fault is Fault.REFUSE_CONNECTION:
            raise NotSent
        if fault in _HANGS:
            await asyncio.sleep(patience)
            raise Unsure
        if fault in _UNHEARD:
            raise Unsure
        if fault in (Fault.SERVER_ERROR, Fault.SERVER_ERROR_AFTER):
            raise outcome_of(502, PAGE)

    def _check_alive(self) -> None:
        if self._life != self._line.life:
            raise asyncio.CancelledError


class NotedWire(Wire):
    """The real wire, which tells the line in which lane a call went."""

    def __init__(self, token: str, api_base_url: str, lanes: Lanes, *, line: Line) -> None:
        super().__init__(token, api_base_url, lanes, LineRequest(line))

    async def call(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        set_before = LANE.set(lane)
        try:
            return await super().call(method, parameters, lane)
        finally:
            LANE.reset(set_before)
