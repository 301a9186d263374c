"""What a tap had sent once more, a moment ago: a double tap sends no picture and no file twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage.columns import to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Transaction

DOUBLE_WITHIN = timedelta(seconds=10)
_queries = load("sent_again")


class SentAgain:
    """What was asked for by button, by participant; forgotten at the next one after some seconds."""

    async def is_first(
        self, tx: Transaction, participant_id: str, what: str, query_id: str, now: datetime
    ) -> bool:
        """Note that something is sent, and tell whether it may be: not so soon after the last time.

        One tap that is handled twice is one tap.
        """
        row: Columns = {"participant_id": participant_id, "now": to_ms(now)}
        tx.write(_queries.forget.sql, row | {"since": to_ms(now - DOUBLE_WITHIN)})
        return await tx.run(_queries.note.sql, row | {"what": what, "query_id": query_id}) == 1
