"""A key is changed: every sealed column is known, all of it reads the same after, and it may be broken off anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.storage.connection import Value
from bot.storage.database import Database
from bot.storage.schema import MIGRATIONS
from bot.storage.sealed import SEALED, StillSealed, forget_other_keys, reseal
from bot.storage.vault import Vault, VaultError, WrongKey
from tests.storage.conftest import SECRET, content

NEW = "the new secret of this test, long enough"


def declared() -> set[str]:
    """Every column of {bytes} that the migrations make."""
    found: set[str] = set()
    for path in MIGRATIONS.glob("*.sql"):
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", path.read_text(), re.DOTALL):
            found |= {
                f"{table}.{column}" for column in re.findall(r"^\s+(\w+) \{bytes\}", body, re.MULTILINE)
            }
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+) \{bytes\}", path.read_text()):
            found.add(f"{table}.{column}")
    return found


def test_every_sealed_column_of_the_schema_is_known() -> None:
    known = {f"{each.table}.{column}" for each in SEALED for column in each.columns}
    assert known | {"vault_keys.proof"} == declared(), (
        "say in bot/storage/sealed.py what its blobs are bound to"
    )


ROWS = {
    "participants": "INSERT INTO participants (id, telegram_id, language, created_at, step, is_discreet, weekdays,"
    " day_end, quiet_from, quiet_until, letter_weekday, role, name, afraid)"
    " VALUES (:id, :n, 'en', 1, 'x', 0, '0', '04:00', '22:30', '08:00', 6, :role, :name, NULL)",
    "checkins": "INSERT INTO checkins VALUES (:participant_id, :day_on, 'UTC', 1, 1, 0, :safety, :openness, :is_nothing)",
    "moments": "INSERT INTO moments (id, participant_id, day_on, zone, kept_at, body)"
    " VALUES (:id, 'p0', '2026-11-24', 'UTC', 1, :body)",
    "inbox": "INSERT INTO inbox VALUES (:n, :update_id, 1, 1, 0, NULL, :body)",
    "offers": "INSERT INTO offers VALUES (:id, 'p0', :n, '2026-11-24', 0, 0, 1, NULL, 1, :body)",
    "taken": "INSERT INTO taken VALUES (:participant_id, :message_id, 'day', NULL, :scores)",
    "shown_principles": "INSERT INTO shown_principles VALUES"
    " (:participant_id, :week, :number, '2026-11-24', 1, :choice)",
    "told_patterns": "INSERT INTO told_patterns VALUES (:participant_id, :week, '2026-11-24', :pattern)",
}
PER_TABLE = 5


async def filled(db: Database, vault: Vault) -> None:
    """Put rows into every table with sealed columns, some of whose places differ in their last part only."""
    async with db.transaction() as tx:
        for each in SEALED:
            for n in range(PER_TABLE):
                place: dict[str, Value] = {
                    "id": f"p{n}" if each.table == "participants" else f"{each.table}{n}",
                    "participant_id": f"p{n // 3}",
                    "day_on": f"2026-11-{10 + n}",
                    "update_id": n - 2,
                    "message_id": n + 9,
                    "week": f"2026-W{40 + n // 2}" if each.table == "shown_principles" else f"2026-W{40 + n}",
                    "number": n,
                }
                row = " ".join(str(place[name]) for name in each.row)
                blobs: dict[str, Value] = {
                    column: vault.seal(f"{column} {n}", of=f"{each.table}.{column}", row=row)
                    for column in each.columns
                }
                await tx.run(ROWS[each.table], {"n": n, **place, **blobs})


async def readable(db: Database, vault: Vault) -> dict[str, list[str]]:
    """Everything that is sealed, opened."""
    return {
        each.table: [
            "" if row[column] is None else vault.open(row[column], of=f"{each.table}.{column}", row=place)
            for row in await db.rows(f"SELECT * FROM {each.table} ORDER BY {', '.join(each.row)}", {})
            for place in [" ".join(str(row[name]) for name in each.row)]
            for column in each.columns
        ]
        for each in SEALED
    }


@pytest.mark.parametrize("batch", [1, 2, PER_TABLE, 500])
async def test_after_a_change_of_key_everything_reads_the_same_with_the_new_one_alone(
    db: Database, path: Path, batch: int
) -> None:
    old, both, new = Vault([SECRET]), Vault([NEW, SECRET]), Vault([NEW])
    await old.prove(db)
    await filled(db, old)
    before = await readable(db, old)
    await both.prove(db)
    with pytest.raises(StillSealed):
        await forget_other_keys(db, both)
    assert await reseal(db, both, batch) == PER_TABLE * len(SEALED)
    await forget_other_keys(db, both)
    await new.prove(db)
    assert await readable(db, new) == before
    with pytest.raises(WrongKey):
        await old.prove(db)
    assert await reseal(db, new, batch) == 0
    assert await db.checkpoint()
    assert old.header not in content(path), "not one blob of the old key is left in the files"


class KilledError(Exception):
    """The process ends here."""


async def test_broken_off_at_any_statement_nothing_is_lost_and_it_goes_on(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, both, new = Vault([SECRET]), Vault([NEW, SECRET]), Vault([NEW])
    await old.prove(db)
    await filled(db, old)
    before = await readable(db, old)
    await both.prove(db)
    seal, left = Vault.seal, 0

    def sealing(self: Vault, text: str, *, of: str, row: str) -> bytes:
        nonlocal left
        left -= 1
        if left < 0:
            raise KilledError
        return seal(self, text, of=of, row=row)

    monkeypatch.setattr(Vault, "seal", sealing)
    deaths = 0
    while True:
        left = 1 + deaths % 4  # it gets a little further each time
        try:
            await reseal(db, both, 1)
        except KilledError:
            deaths += 1
            assert await readable(db, both) == before
            continue
        break
    assert deaths > 10
    await forget_other_keys(db, both)
    assert await readable(db, new) == before


async def test_a_blob_that_does_not_open_stops_it_and_keeps_the_old_key(db: Database) -> None:
    old, both = Vault([SECRET]), Vault([NEW, SECRET])
    await old.prove(db)
    await filled(db, old)
    async with db.transaction() as tx:
        body = old.seal("x", of="moments.body", row="elsewhere")
        await tx.run("UPDATE moments SET body = :body WHERE id = 'moments1'", {"body": body})
    await both.prove(db)
    with pytest.raises(VaultError, match=r"moments\.body"):
        await reseal(db, both)
    with pytest.raises(StillSealed):
        await forget_other_keys(db, both)
    await both.prove(db)
