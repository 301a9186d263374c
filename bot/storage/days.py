"""What became of each day: its final state, or before that only that it is skipped."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from bot.domain.day import Closing, Reason, State
from bot.storage.columns import day, maybe, to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("days")


class ClosedDay(NamedTuple):
    """A day that is over, and why it was a rest day if it was one."""

    on: date
    state: State
    reason: Reason | None


class Days:
    """Days by participant."""

    async def skip(self, tx: Transaction, participant_id: str, on: date, now: datetime) -> None:
        """Note that a day is skipped; one that is closed stays as it is."""
        row: Columns = {"participant_id": participant_id, "day_on": str(on), "now": to_ms(now)}
        tx.write(_queries.skip.sql, row | {"reason": Reason.SKIPPED})

    async def unskip(self, tx: Transaction, participant_id: str, on: date) -> None:
        """Take back that a day is skipped, while it is not closed."""
        tx.write(_queries.unskip.sql, {"participant_id": participant_id, "day_on": str(on)})

    async def is_skipped(self, reads: Reads, participant_id: str, on: date) -> bool:
        """Tell whether a day is, or was closed as, skipped."""
        rows = await reads.rows(_queries.find.sql, {"participant_id": participant_id, "day_on": str(on)})
        return bool(rows) and rows[0]["reason"] == Reason.SKIPPED

    async def is_closed(self, reads: Reads, participant_id: str, on: date) -> bool:
        """Tell whether a day has its final state."""
        rows = await reads.rows(_queries.find.sql, {"participant_id": participant_id, "day_on": str(on)})
        return bool(rows) and rows[0]["state"] is not None

    async def close(
        self, tx: Transaction, participant_id: str, on: date, closing: Closing, now: datetime
    ) -> None:
        """Close a day with its final state; one that is closed already stays as it is."""
        row: Columns = {"participant_id": participant_id, "day_on": str(on), "now": to_ms(now)}
        tx.write(_queries.close.sql, row | {"state": closing.state, "reason": closing.reason})

    async def keep_late(self, tx: Transaction, participant_id: str, on: date) -> None:
        """Make a missed or rest day a kept one; one that is not closed, or is kept, stays as it is."""
        row: Columns = {"participant_id": participant_id, "day_on": str(on), "kept": State.KEPT}
        tx.write(_queries.keep_late.sql, row)

    async def states(self, reads: Reads, participant_id: str) -> list[ClosedDay]:
        """Return every closed day in order."""
        rows = await reads.rows(_queries.states.sql, {"participant_id": participant_id})
        return [
            ClosedDay(day(row["day_on"]), State(row["state"]), maybe(Reason, row["reason"])) for row in rows
        ]
