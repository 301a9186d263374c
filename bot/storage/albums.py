"""Albums: several messages that were sent as one, and are answered as one though each comes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.storage.columns import day, maybe, to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

REMEMBERED_FOR = timedelta(hours=48)
"""As long as words that are offered: whatever of an album comes later is a message like any other."""
_queries = load("albums")


@dataclass(frozen=True, slots=True)
class Album:
    """What became of an album so far.

    Args:
        answered_to: the message that was answered for all of them; None before there was anything to keep.
        hinted_to: the message at which it was said that its kind cannot be kept.
        on: the day that its moments are kept for.
        is_let_go: it was offered to be kept, and is not to be.
    """

    answered_to: int | None
    hinted_to: int | None
    on: date | None
    is_let_go: bool


class Albums:
    """Albums by participant and Telegram's id for them."""

    async def find(self, reads: Reads, participant_id: str, album: str) -> Album | None:
        rows = await reads.rows(_queries.find.sql, {"participant_id": participant_id, "album": album})
        if not rows:
            return None
        row = rows[0]
        on = maybe(day, row["day_on"])
        return Album(row["answered_to"], row["hinted_to"], on, bool(row["is_let_go"]))

    async def note(
        self,
        tx: Transaction,
        participant_id: str,
        album: str,
        now: datetime,
        *,
        answered_to: int | None = None,
        hinted_to: int | None = None,
        on: date | None = None,
        is_let_go: bool = False,
    ) -> None:
        """Note what became of an album; which message was answered, and for which day, stays as it was first noted."""
        before = to_ms(now - REMEMBERED_FOR)
        tx.write(_queries.forget_before.sql, {"participant_id": participant_id, "before": before})
        row: Columns = {
            "participant_id": participant_id,
            "album": album,
            "came_at": to_ms(now),
            "answered_to": answered_to,
            "hinted_to": hinted_to,
            "day_on": maybe(str, on),
            "is_let_go": int(is_let_go),
        }
        tx.write(_queries.note.sql, row)
