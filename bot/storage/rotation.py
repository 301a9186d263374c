"""Changing the key: which columns are sealed and to what each is bound, and how all of them come under another key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.storage.database import Row, Transaction
from bot.storage.queries import load
from bot.storage.store import Store
from bot.storage.vault import Vault

_queries = load("rotation")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A table with sealed columns: what names a row of it, and what each of its sealed values is bound to."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    bound_to: str = "{id}"

    def binding(self, row: Row) -> str:
        return self.bound_to.format_map(dict(row))


OF_A_PERSON = (
    Sealed("participants", ("role", "name", "afraid", "danger_on")),
    Sealed(
        "checkins",
        ("safety", "openness", "is_nothing"),
        ("participant_id", "day_on"),
        "{participant_id} {day_on}",
    ),
    Sealed("moments", ("body",)),
    Sealed("offers", ("body",)),
    Sealed("taken", ("scores",), ("participant_id", "message_id"), "{participant_id} {message_id}"),
    Sealed(
        "shown_principles",
        ("choice",),
        ("participant_id", "week", "number"),
        "{participant_id} {week} {number}",
    ),
    Sealed("told_patterns", ("pattern",), ("participant_id", "week"), "{participant_id} {week}"),
)
INBOX = Sealed("inbox", ("body",), ("seq",), "{update_id}")
SEALED = (*OF_A_PERSON, INBOX)


async def reseal_everything(store: Store, vault: Vault) -> int:
    """Bring every sealed value under the vault's first key; return how many had another.

    One commit for each person: broken off anywhere, it goes on where it stood. Nobody else may write meanwhile. Raises
    `VaultError` where none of the vault's keys opens a value; what was done until then stays done.
    """
    persons = await store.db.rows(_queries.persons.sql, {})
    resealed = 0
    for person in persons:
        async with store.db.transaction() as tx:
            for sealed in OF_A_PERSON:
                rows = await tx.rows(_query("sealed", sealed), {"id": person["id"]})
                resealed += await _reseal(tx, vault, sealed, rows)
    async with store.db.transaction() as tx:
        rows = await tx.rows(_query("sealed", INBOX), {})
        resealed += await _reseal(tx, vault, INBOX, rows)
    return resealed


async def retire_other_keys(store: Store, vault: Vault) -> None:
    """Take the other keys' proofs away and overwrite what they sealed, once everything is under the first key."""
    async with store.db.transaction() as tx:
        await tx.run(_queries.retire.sql, {"key_id": vault.key_id})
    await store.db.vacuum()
    store.erased.reseal(vault)


async def _reseal(tx: Transaction, vault: Vault, sealed: Sealed, rows: Iterable[Row]) -> int:
    resealed = 0
    for row in rows:
        old = {column: row[column] for column in sealed.columns if row[column] is not None}
        new = {
            column: _anew(vault, sealed, row, column) for column in old if not vault.seals_like(old[column])
        }
        if new:
            kept = {column: row[column] for column in (*sealed.key, *sealed.columns)}
            await tx.run(_query("reseal", sealed), kept | new)
            resealed += len(new)
    return resealed


def _anew(vault: Vault, sealed: Sealed, row: Row, column: str) -> bytes:
    of, bound = f"{sealed.table}.{column}", sealed.binding(row)
    return vault.seal(vault.open(row[column], of=of, row=bound), of=of, row=bound)


def _query(what: str, sealed: Sealed) -> str:
    query: Any = getattr(_queries, f"{what}_{sealed.table}")
    sql: str = query.sql
    return sql
