"""Which messages are cards, and for which day."""

from __future__ import annotations

from datetime import date, datetime

from bot.storage.columns import day, to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("cards")


class Cards:
    """Cards by participant and message. A day may have several: a prompt, a second chance, one opened again."""

    async def add(
        self, tx: Transaction, participant_id: str, message_id: int, on: date, now: datetime
    ) -> None:
        row: Columns = {
            "participant_id": participant_id,
            "message_id": message_id,
            "day_on": str(on),
            "now": to_ms(now),
        }
        tx.write(_queries.add.sql, row)

    async def give_way(self, tx: Transaction, participant_id: str, on: date, message_id: int) -> bool:
        """Forget a day's card because there is another one; return False, and forget nothing, where there is none.

        Whoever deletes a card asks here first: two who each spare the other's card would leave none.
        """
        row: Columns = {"participant_id": participant_id, "message_id": message_id, "day_on": str(on)}
        return await tx.run(_queries.give_way.sql, row) == 1

    async def on_of(self, reads: Reads, participant_id: str, message_id: int) -> date | None:
        """Return the day of a message that is a card of this participant's; None for any other message."""
        rows = await reads.rows(
            _queries.on_of.sql, {"participant_id": participant_id, "message_id": message_id}
        )
        return day(rows[0]["day_on"]) if rows else None

    async def any_since(self, reads: Reads, participant_id: str, at: datetime) -> bool:
        """Tell whether a card was sent after an instant."""
        row: Columns = {"participant_id": participant_id, "at": to_ms(at)}
        return bool((await reads.rows(_queries.any_since.sql, row))[0]["number"])

    async def all_of(self, reads: Reads, participant_id: str, on: date) -> list[int]:
        """Return the message ids of a day's cards, oldest first: Telegram counts a chat's messages upwards."""
        rows = await reads.rows(_queries.all_of.sql, {"participant_id": participant_id, "day_on": str(on)})
        return [row["message_id"] for row in rows]

    async def latest(self, reads: Reads, participant_id: str, on: date) -> int | None:
        """Return the message id of a day's newest card."""
        return next(reversed(await self.all_of(reads, participant_id=participant_id, on=on)), None)

    async def sent_since(self, reads: Reads, participant_id: str, first_on: date) -> list[date]:
        """Return in order the days from `first_on` that have a card."""
        row: Columns = {"participant_id": participant_id, "first_on": str(first_on)}
        return [day(row["day_on"]) for row in await reads.rows(_queries.sent_since.sql, row)]

    async def earlier(
        self, reads: Reads, participant_id: str, before_on: date, since: datetime
    ) -> list[tuple[int, date]]:
        """Return the cards of the days before one that were sent after an instant: message id and day."""
        row: Columns = {
            "participant_id": participant_id,
            "before_on": str(before_on),
            "since": to_ms(since),
        }
        return [
            (row["message_id"], day(row["day_on"])) for row in await reads.rows(_queries.earlier.sql, row)
        ]

    async def forget(self, tx: Transaction, participant_id: str, message_id: int) -> None:
        """Forget a card that goes, though it be its day's last."""
        tx.write(_queries.forget.sql, {"participant_id": participant_id, "message_id": message_id})
