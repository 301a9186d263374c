"""Which principle and step somebody was shown in which week, sealed: it tells what their week was like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.storage.columns import day, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_CHOICE = "shown_principles.choice"
_queries = load("principles")


@dataclass(frozen=True, slots=True)
class ShownPrinciple:
    """What an ISO week ("2025-W07") showed first: the principle, which of its steps (from 0), and on which day."""

    week: str
    principle_id: str
    step: int
    on: date


class Principles:
    """Shown principles by participant and ISO week."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def show(self, tx: Transaction, participant_id: str, shown: ShownPrinciple, now: datetime) -> None:
        """Note what a week's principle is; the one noted before gives way."""
        choice = json.dumps({"principle": shown.principle_id, "step": shown.step})
        row: Columns = {
            "participant_id": participant_id,
            "week": shown.week,
            "shown_on": str(shown.on),
            "now": to_ms(now),
            "choice": self._vault.seal(choice, of=_CHOICE, row=_place(participant_id, shown.week)),
        }
        await tx.run(_queries.show.sql, row)

    async def shown(self, reads: Reads, participant_id: str) -> list[ShownPrinciple]:
        """Return what was shown so far, in the order of weeks."""
        rows = await reads.rows(_queries.shown.sql, {"participant_id": participant_id})
        return [self._shown(row) for row in rows]

    def _shown(self, row: Row) -> ShownPrinciple:
        place = _place(row["participant_id"], row["week"])
        choice = json.loads(self._vault.open(row["choice"], of=_CHOICE, row=place))
        return ShownPrinciple(row["week"], choice["principle"], choice["step"], day(row["shown_on"]))


def _place(participant_id: str, week: str) -> str:
    return f"{participant_id} {week}"
