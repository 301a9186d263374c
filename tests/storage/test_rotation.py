"""Changing the key: everything reads the same afterwards, and broken off anywhere it goes on."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.erasing import erase
from bot.storage.key_file import begin_rotation, end_rotation, load_or_make_key_file
from bot.storage.queries import load
from bot.storage.rotation import SEALED, reseal_everything, retire_other_keys
from bot.storage.schema import migrations
from bot.storage.store import Store
from bot.storage.vault import Vault, VaultError, WrongKey
from tests.storage.conftest import content, joined
from tests.storage.test_privacy import ON, live

OLD = "the old secret, which is long enough to be one"
NEW = "the new secret, which is long enough to be one"


@asynccontextmanager
async def opened(path: Path, *secrets: str) -> AsyncIterator[Store]:
    """Open a database as a start would."""
    vault = Vault(secrets)
    db = await Database.open(path)
    try:
        await vault.prove(db)
        yield Store(db, vault, ErasedMarks.read(path.with_suffix(".erased"), vault))
    finally:
        await db.close()


async def filled(path: Path) -> None:
    """Leave rows of three people in every table, and the mark of a fourth."""
    async with opened(path, OLD) as store:
        for number in range(3):
            await live(store, await joined(store, 10 + number), ON, days=2)
        await erase(store, await joined(store, 99))


async def everything_in(path: Path, *secrets: str) -> list[Any]:
    """Read everything that is sealed, as it was before it was sealed."""
    async with opened(path, *secrets) as store:
        told: list[Any] = []
        for person in await store.participants.everybody(store.db):
            told += [person.role, person.name, person.afraid]
            told += await store.checkins.between(store.db, person.id, ON, ON.replace(day=28))
            told += await store.moments.between(store.db, person.id, ON, ON.replace(day=28))
            told += [await store.offers.latest(store.db, person.id)]
            told += await store.patterns.told(store.db, person.id)
            told += [each.update_id for each in await store.inbox.waiting(store.db)]
        return told


async def rotated(path: Path) -> int:
    async with opened(path, NEW, OLD) as store:
        vault = Vault([NEW, OLD])
        resealed = await reseal_everything(store, vault)
        await retire_other_keys(store, vault)
        return resealed


async def test_under_another_key_everything_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "goldseam.db"
    await filled(path)
    before = await everything_in(path, OLD)
    assert await rotated(path) > 40
    assert await everything_in(path, NEW) == before
    with pytest.raises(WrongKey):
        await everything_in(path, OLD)


async def test_nothing_that_the_old_key_opens_is_left_in_any_byte(tmp_path: Path) -> None:
    path = tmp_path / "goldseam.db"
    await filled(path)
    old_key = b"\x01" + bytes.fromhex(Vault([OLD]).key_id)
    assert old_key in content(path)
    await rotated(path)
    assert old_key not in content(path)


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("seed", range(10))
async def test_broken_off_anywhere_it_goes_on(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "goldseam.db"
    await filled(path)
    before = await everything_in(path, OLD)
    seal, left = Vault.seal, [0]

    def sometimes(self: Vault, text: str, *, of: str, row: str) -> bytes:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return seal(self, text, of=of, row=row)

    rng = random.Random(seed)
    for _ in range(4):
        with monkeypatch.context() as patch:
            patch.setattr(Vault, "seal", sometimes)
            left[0] = rng.randint(2, 40)
            try:
                await rotated(path)
            except Killed:
                assert await everything_in(path, NEW, OLD) == before, "the bot works in between"
    await rotated(path)
    assert await rotated(path) == 0
    assert await everything_in(path, NEW) == before


async def test_without_the_old_key_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "goldseam.db"
    await filled(path)
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        await everything_in(path, NEW)
    assert path.read_bytes() == before


def test_whatever_is_sealed_is_brought_under_the_other_key() -> None:
    """A new sealed column is missed by nobody: the migrations say which there are."""
    scripts = "\n".join(statement for each in migrations() for statement in each.statements)
    tables = re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", scripts, re.DOTALL)
    in_schema = {
        (table, column) for table, columns in tables for column in re.findall(r"(\w+) BLOB", columns)
    }
    listed = {(sealed.table, column) for sealed in SEALED for column in sealed.columns}
    assert listed | {("vault_keys", "proof")} == in_schema
    names = set(load("rotation").available_queries)
    assert {f"{what}_{sealed.table}" for sealed in SEALED for what in ("sealed", "reseal")} <= names


def test_the_key_file_holds_both_keys_until_the_change_is_done(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "goldseam.key"
    (old,) = load_or_make_key_file(path, may_make=True)
    new, second = begin_rotation(path)
    assert second == old
    assert begin_rotation(path) == [new, old], "a change that was broken off goes on with the same key"
    beside = end_rotation(path)
    assert load_or_make_key_file(path, may_make=False) == [new]
    assert beside.read_text().split() == [old]
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    begin_rotation(path)
    end_rotation(path)
    assert beside.read_text().split() == [old, new], "no old key is thrown away"


def test_a_lost_key_file_is_not_replaced_by_a_change(tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        begin_rotation(tmp_path / "goldseam.key")
    assert list(tmp_path.iterdir()) == []
