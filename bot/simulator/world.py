"""Everything that the local Telegram holds, and the few steps that every method and every person takes with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from bot.simulator.chats import Chat, Message
from bot.simulator.files import Files, StoredFile
from bot.simulator.markup import Formatted
from bot.simulator.pace import Pace
from bot.simulator.parameters import Parameters
from bot.simulator.profile import Profile
from bot.simulator.refusal import bad_request
from bot.simulator.updates import Updates


@dataclass(frozen=True, slots=True)
class Toast:
    """What a tap was answered with: nothing, a few words at the top of the screen, or an alert to be closed."""

    text: str
    is_alert: bool


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer."""

    id: str
    chat_id: int
    message_id: int
    made_at: datetime
    data: str
    toast: Toast | None = None
    version: int = 0


class Changes:
    """Counts what happens, and wakes those who wait for it."""

    def __init__(self) -> None:
        self.number = 0
        self._happened = asyncio.Event()

    def note(self) -> int:
        """Count one more change and return its number."""
        self.number += 1
        self._happened.set()
        self._happened = asyncio.Event()
        return self.number

    async def after(self, number: int) -> int:
        """Wait until more than `number` changes were counted; return how many there are."""
        while self.number <= number:
            await self._happened.wait()
        return self.number


@dataclass(slots=True, eq=False)
class World:
    """The bot's identity, its chats, files, queries and updates, in memory."""

    bot: Mapping[str, Any]
    now: Callable[[], datetime]
    updates: Updates
    pace: Pace | None
    profile: Profile
    files: Files = field(default_factory=Files)
    changes: Changes = field(default_factory=Changes)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    message_ids: count[int] = field(default_factory=lambda: count(1))
    query_ids: count[int] = field(default_factory=lambda: count(4_000_000_000_000_000_001))

    def chat(self, params: Parameters) -> Chat:
        """Return the chat that a call names, which must be one where the bot may write; raises a refusal."""
        name = params.text("chat_id")
        if not name:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(name)) if name.removeprefix("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        chat.require_open()
        return chat

    def post(
        self,
        chat: Chat,
        sender: Mapping[str, Any],
        words: Formatted,
        *,
        file: StoredFile | None = None,
        extra: Mapping[str, Any] | None = None,
        origin: Mapping[str, Any] | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Put a message into a chat. Ids run through all chats, as they do for a bot's private chats."""
        message = Message(
            next(self.message_ids),
            chat,
            sender,
            self.now(),
            words,
            file=file,
            extra=extra or {},
            origin=origin or {},
            reply_to=reply_to,
        )
        chat.messages[message.id] = message
        message.version = self.changes.note()
        return message

    def changed(self, message: Message) -> None:
        message.version = self.changes.note()

    def remove(self, message: Message) -> None:
        del message.chat.messages[message.id]
        message.chat.gone[message.id] = self.changes.note()
