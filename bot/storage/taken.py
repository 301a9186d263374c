"""Which messages have had their effect: an update may be handled twice after a crash, and that has to change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.storage.columns import day, maybe
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("taken")


class TakenAs(StrEnum):
    """What a message was taken as: words for a day, scores for a day (perhaps with words), a name, or an answer."""

    WORDS = "words"
    SCORES = "scores"
    NAME = "name"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class TakenFor:
    """What a message was taken as, and the day that it was for, if any."""

    what: TakenAs
    on: date | None


class Taken:
    """Messages by participant, noted in the commit that holds their effect."""

    async def note(
        self, tx: Transaction, participant_id: str, message_id: int, what: TakenAs, on: date | None
    ) -> None:
        row: Columns = {"participant_id": participant_id, "message_id": message_id, "what": what}
        tx.write(_queries.note.sql, row | {"day_on": maybe(str, on)})

    async def find(self, reads: Reads, participant_id: str, message_id: int) -> TakenFor | None:
        """Return what a message was taken for; None for one that has had no effect yet."""
        row: Columns = {"participant_id": participant_id, "message_id": message_id}
        rows = await reads.rows(_queries.find.sql, row)
        return TakenFor(TakenAs(rows[0]["what"]), maybe(day, rows[0]["day_on"])) if rows else None
