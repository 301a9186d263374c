"""Which groups were told that the bot is for private chats: they are told once."""

from __future__ import annotations

from datetime import datetime

from bot.storage.columns import to_ms
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("groups")


class Groups:
    """Groups by Telegram's id; nothing else is known of them."""

    async def note(self, tx: Transaction, chat_id: int, now: datetime) -> None:
        tx.write(_queries.note.sql, {"chat_id": chat_id, "now": to_ms(now)})

    async def is_greeted(self, reads: Reads, chat_id: int) -> bool:
        return bool(await reads.rows(_queries.find.sql, {"chat_id": chat_id}))
