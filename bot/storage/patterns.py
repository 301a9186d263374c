"""Which pattern a letter told in which week, sealed: it says how somebody's days hang together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.patterns import Pattern
from bot.storage.columns import day
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_PATTERN = "told_patterns.pattern"
_queries = load("patterns")


@dataclass(frozen=True, slots=True)
class ToldPattern:
    """A pattern that the letter of an ISO week ("2025-W07") told, and that letter's day."""

    week: str
    on: date
    pattern: Pattern


class Patterns:
    """Told patterns by participant and ISO week."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def tell(self, tx: Transaction, participant_id: str, told: ToldPattern) -> None:
        """Note that a week's letter tells a pattern; the one noted before stays."""
        row: Columns = {
            "participant_id": participant_id,
            "week": told.week,
            "told_on": str(told.on),
            "pattern": self._vault.seal(told.pattern, of=_PATTERN, row=f"{participant_id} {told.week}"),
        }
        await tx.run(_queries.tell.sql, row)

    async def told(self, reads: Reads, participant_id: str) -> list[ToldPattern]:
        """Return what was told so far, in the order of weeks."""
        rows = await reads.rows(_queries.told.sql, {"participant_id": participant_id})
        return [self._told(row) for row in rows]

    def _told(self, row: Row) -> ToldPattern:
        place = f"{row['participant_id']} {row['week']}"
        pattern = Pattern(self._vault.open(row["pattern"], of=_PATTERN, row=place))
        return ToldPattern(row["week"], day(row["told_on"]), pattern)
