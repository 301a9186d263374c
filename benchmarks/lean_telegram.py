"""A Telegram that costs next to nothing, so that what is measured is the bot: updates out, calls in, no questions asked.

It reads a call by pattern, whatever it is encoded as, and answers with the same few bytes. It holds long polls, gives at
most 100 updates at once and gives them again until they are confirmed, as Telegram does.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count, islice
from typing import Any

from benchmarks.bots import Running
from benchmarks.quiet_telegram import BOT

AT_MOST = 100
LOOK_SECONDS = 0.02
SHOWN = {
    "text": "Sunday, 22 November\n\nHow safe did you feel with Deniz today?\n1 is not at all, 5 is completely.",
    "reply_markup": {
        "inline_keyboard": [
            [{"text": str(digit), "callback_data": f"c:2026-11-22:s:{digit}"} for digit in range(1, 6)],
            [{"text": "No contact today", "callback_data": "c:2026-11-22:s:n"}],
            [{"text": "Support", "callback_data": "go:safety"}],
        ]
    },
}
"""What a card shows, in every update and every answer: as much to read as Telegram gives."""

_METHOD = re.compile(rb"/bot[^/ ]+/(\w+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:] *(\d+)')
_QUERY = re.compile(rb'callback_query_id(?:": *"|=)(\d+)')
_OFFSET = re.compile(rb'offset"?[=:] *(\d+)')
_TIMEOUT = re.compile(rb'timeout"?[=:] *(\d+)')
_DONE = b'{"ok":true,"result":true}'


def message_in(chat_id: int, message_id: int) -> dict[str, Any]:
    """Return a message of the bot's, as Telegram shows it."""
    chat = {"id": chat_id, "first_name": "Deniz", "type": "private"}
    return {"message_id": message_id, "from": BOT, "chat": chat, "date": 1795000000, **SHOWN}


class LeanTelegram:
    """Serves one bot; `on_answer`, `on_edit` and `on_send` are told whose query or chat it was."""

    def __init__(self) -> None:
        self.url = ""
        self.on_answer: Callable[[int], object] = lambda _query_id: None
        self.on_edit: Callable[[int], object] = lambda _chat_id: None
        self.on_send: Callable[[int], object] = lambda _chat_id: None
        self.is_polled = asyncio.Event()
        self._updates: deque[tuple[int, bytes]] = deque()
        self._update_ids = count(700_000_000)
        self._message_ids = count(50_000)
        self._poll: _Connection | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def until_polled(self, bot: Running) -> None:
        """Wait until a bot asks for updates; RuntimeError with what it said, where it has ended instead."""
        while not self.is_polled.is_set():
            bot.require_alive()
            await asyncio.sleep(LOOK_SECONDS)

    def give(self, content: dict[str, Any]) -> None:
        """Have the bot receive an update, at once where it waits for one."""
        update_id = next(self._update_ids)
        update = {"update_id": update_id, **content}
        self._updates.append((update_id, json.dumps(update, ensure_ascii=False).encode()))
        if self._poll is not None and len(self._updates) == 1:
            # What else comes in this turn of the loop goes out with it.
            asyncio.get_running_loop().call_soon(self._answer_poll)

    def call(self, connection: _Connection, method: bytes, body: bytes) -> None:
        """Answer a call on its connection."""
        match method:
            case b"answerCallbackQuery":
                connection.reply(_DONE)
                self.on_answer(_number(_QUERY, body))
            case b"editMessageText":
                chat_id = _number(_CHAT, body)
                connection.reply(_result(message_in(chat_id, 1)))
                self.on_edit(chat_id)
            case b"sendMessage":
                chat_id = _number(_CHAT, body)
                connection.reply(_result(message_in(chat_id, next(self._message_ids))))
                self.on_send(chat_id)
            case b"getUpdates":
                self._hold(connection, _number(_OFFSET, body), _number(_TIMEOUT, body))
            case b"getMe":
                connection.reply(_result(BOT))
            case _:
                connection.reply(_DONE)

    def forget(self, connection: _Connection) -> None:
        """Note that a connection is closed."""
        if self._poll is connection:
            self._poll = None

    def _hold(self, connection: _Connection, offset: int, seconds: int) -> None:
        self.is_polled.set()
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        self._poll = connection
        if self._timer is not None:
            self._timer.cancel()
        if self._updates or not seconds:
            self._answer_poll()
        else:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._answer_poll)

    def _answer_poll(self) -> None:
        if self._poll is not None:
            updates = b",".join(update for _, update in islice(self._updates, AT_MOST))
            self._poll.reply(b'{"ok":true,"result":[%b]}' % updates)
            self._poll = None


class _Connection(asyncio.Protocol):
    """One kept-alive HTTP connection; requests come one after the other."""

    def __init__(self, telegram: LeanTelegram) -> None:
        self._telegram = telegram
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  the protocol's signature
        self._telegram.forget(self)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head_ends = self._heard.find(b"\r\n\r\n") + 4
        if head_ends < 4:
            return
        head = self._heard[:head_ends]
        ends = head_ends + _number(_LENGTH, head)
        if len(self._heard) < ends:
            return
        body, self._heard = self._heard[head_ends:ends], self._heard[ends:]
        method = _METHOD.search(head)
        self._telegram.call(self, method[1] if method else b"", body)

    def reply(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        if self._transport is not None:
            self._transport.write(head + body)


def _number(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    return int(found[1]) if found else 0


def _result(result: dict[str, Any]) -> bytes:
    return b'{"ok":true,"result":%b}' % json.dumps(result, ensure_ascii=False).encode()


@asynccontextmanager
async def lean_telegram() -> AsyncIterator[LeanTelegram]:
    """Serve on a free port of this machine."""
    telegram = LeanTelegram()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(telegram), "127.0.0.1", 0)
    telegram.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield telegram
    finally:
        server.close()
