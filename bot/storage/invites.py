"""The invites: codes that let one person in, each kept as its hash only."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.storage.columns import to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("invites")


class Invites:
    """Invites by code. A code has to be unguessable: then its hash is, too."""

    async def add(self, tx: Transaction, code: str, now: datetime) -> None:
        await tx.run(_queries.add.sql, {"code_hash": _hash(code), "now": to_ms(now)})

    async def use(self, tx: Transaction, code: str, telegram_id: int, now: datetime) -> bool:
        """Let somebody in once; the same person may use their code again. False for unknown and used codes."""
        row: Columns = {"code_hash": _hash(code), "telegram_id": telegram_id, "now": to_ms(now)}
        return await tx.run(_queries.use.sql, row) == 1

    async def any_left(self, reads: Reads) -> bool:
        """Tell whether there is a code that nobody has used."""
        return bool((await reads.rows(_queries.unused.sql, {}))[0]["number"])


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
