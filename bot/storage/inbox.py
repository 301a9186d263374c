"""What came in and is not answered yet: sealed updates, in the order in which they came."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.log import event
from bot.storage.columns import from_ms, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault, VaultError

logger = logging.getLogger(__name__)

_BODY = "inbox.body"
_queries = load("inbox")


class Arrival(NamedTuple):
    """An update as it came: whose it is, and its JSON."""

    update_id: int
    telegram_id: int
    body: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits for its answer, and how often that failed."""

    seq: int
    update_id: int
    telegram_id: int
    body: str
    received_at: datetime
    attempts: int


class Inbox:
    """Updates between their arrival and their answer.

    Their order is a number of our own, since Telegram's start anew after a quiet week. It is never given twice while
    the process lives, even when the inbox was empty in between: whoever still holds an old one must not hit another row.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._last_seq = 0

    async def add_all(self, tx: Transaction, arrivals: Sequence[Arrival]) -> dict[int, int]:
        """Keep updates in their order; return the seq of each by update id, without any that stood here already."""
        if not self._last_seq:
            self._last_seq = (await tx.rows(_queries.last_seq.sql, {}))[0]["seq"]
        before = self._last_seq
        self._last_seq += len(arrivals)
        for seq, (update_id, telegram_id, body, received_at) in enumerate(arrivals, start=before + 1):
            row: Columns = {"seq": seq, "update_id": update_id, "telegram_id": telegram_id}
            row["received_at"] = to_ms(received_at)
            row["body"] = self._vault.seal(body, of=_BODY, row=str(update_id))
            tx.write(_queries.add.sql, row)
        added = await tx.rows(_queries.added_after.sql, {"seq": before})
        return {row["update_id"]: row["seq"] for row in added}

    async def waiting(self, reads: Reads) -> list[Waiting]:
        """Return everything that stands in the inbox, in order, what was put off included."""
        return self._opened(await reads.rows(_queries.waiting.sql, {}))

    async def put_off(self, reads: Reads, now: datetime) -> list[Waiting]:
        """Return in order what was put off and is due again."""
        return self._opened(await reads.rows(_queries.put_off.sql, {"now": to_ms(now)}))

    async def done(self, tx: Transaction, seqs: Collection[int]) -> None:
        """Take answered updates away."""
        for seq in seqs:
            tx.write(_queries.done.sql, {"seq": seq})

    async def postpone(self, tx: Transaction, seq: int, retry_at: datetime) -> None:
        """Put an update off, and count the attempt."""
        await tx.run(_queries.postpone.sql, {"seq": seq, "retry_at": to_ms(retry_at)})

    def _opened(self, rows: Sequence[Row]) -> list[Waiting]:
        """Open rows; one that does not open stays where it is, told in the log, and keeps nobody else's from being read."""
        opened = []
        for row in rows:
            try:
                opened.append(self._waiting(row))
            except VaultError as error:
                event(logger, logging.ERROR, "inbox_row_broken", seq=row["seq"], error=error)
        return opened

    def _waiting(self, row: Row) -> Waiting:
        # Taken up, it may be answered and gone before anything new comes: its number must not be given again.
        self._last_seq = max(self._last_seq, row["seq"])
        return Waiting(
            seq=row["seq"],
            update_id=row["update_id"],
            telegram_id=row["telegram_id"],
            body=self._vault.open(row["body"], of=_BODY, row=str(row["update_id"])),
            received_at=from_ms(row["received_at"]),
            attempts=row["attempts"],
        )
