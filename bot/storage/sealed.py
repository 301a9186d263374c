"""Every column that is sealed, what its blobs are bound to, and how all of them come under another key."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.storage.connection import Params, Value
from bot.storage.database import Database, Row
from bot.storage.queries import load
from bot.storage.vault import Vault

BATCH = 500
_queries = load("sealed")


@dataclass(frozen=True, slots=True)
class SealedTable:
    """The sealed columns of a table; `row` names what a blob is bound to, and in which order rows are taken."""

    table: str
    columns: tuple[str, ...]
    row: tuple[str, ...]
    numbers: frozenset[str] = field(default=frozenset())

    @property
    def first(self) -> dict[str, Value]:
        """What lies before every row."""
        return {name: -(2**63) if name in self.numbers else "" for name in self.row}


SEALED = (
    SealedTable("participants", ("role", "name", "afraid"), ("id",)),
    SealedTable("checkins", ("safety", "openness", "is_nothing"), ("participant_id", "day_on")),
    SealedTable("moments", ("body",), ("id",)),
    SealedTable("inbox", ("body",), ("update_id",), frozenset({"update_id"})),
    SealedTable("offers", ("body",), ("id",)),
    SealedTable("taken", ("scores",), ("participant_id", "message_id"), frozenset({"message_id"})),
    SealedTable("shown_principles", ("choice",), ("participant_id", "week", "number"), frozenset({"number"})),
    SealedTable("told_patterns", ("pattern",), ("participant_id", "week")),
)
"""All but the proofs in vault_keys, which are not sealed anew but leave with their key."""


class StillSealed(Exception):  # noqa: N818 -- what was found, not what went wrong
    """A blob of another key was found where none should be left."""


async def reseal(database: Database, vault: Vault, batch: int = BATCH) -> int:
    """Seal with the first key whatever another one sealed; return how many rows were changed.

    Each batch is a commit of its own. Broken off anywhere, every row opens with the same keys as before, and the next
    time goes on with what is left. Raises `VaultError` where a blob does not open.
    """
    return sum([await _reseal_table(database, vault, each, batch) for each in SEALED])


async def forget_other_keys(database: Database, vault: Vault) -> None:
    """Take away the proofs of all keys but the first, once nothing is sealed with them any more; else `StillSealed`."""
    async with database.transaction() as tx:
        for each in SEALED:
            if await tx.rows(_left(each), {**each.first, "header": vault.header, "limit": 1}):
                raise StillSealed(each.table)
        await tx.run(_queries.forget_other_keys.sql, {"key_id": vault.key_id})


async def _reseal_table(database: Database, vault: Vault, each: SealedTable, batch: int) -> int:
    changed = 0
    after = each.first
    while True:
        async with database.transaction() as tx:
            rows = await tx.rows(_left(each), {**after, "header": vault.header, "limit": batch})
            for row in rows:
                tx.write(getattr(_queries, f"reseal_{each.table}").sql, _resealed(vault, each, row))
        changed += len(rows)
        if len(rows) < batch:
            return changed
        after = {name: rows[-1][name] for name in each.row}


def _left(each: SealedTable) -> str:
    sql: str = getattr(_queries, f"left_in_{each.table}").sql
    return sql


def _resealed(vault: Vault, each: SealedTable, row: Row) -> Params:
    place = " ".join(str(row[name]) for name in each.row)
    blobs: dict[str, Value] = {
        column: vault.seal(vault.open(row[column], of=of, row=place), of=of, row=place)
        if row[column] is not None
        else None
        for column in each.columns
        for of in [f"{each.table}.{column}"]
    }
    return {**{name: row[name] for name in each.row}, **blobs}
