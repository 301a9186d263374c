from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.gateway.rows import InboxRows
from bot.gateway.updates import Update
from bot.gateway.waiting import InboxStore, Waiting
from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.store import Store
from bot.storage.vault import Vault

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 1, 2
TEA: Update = {"update_id": 7, "message": {"from": {"id": ANA}, "text": "canary 🏺 ışık"}}
COFFEE: Update = {"update_id": 8, "message": {"from": {"id": BEN}, "text": "canary coffee"}}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "goldseam.db")
    yield database
    await database.close()


@pytest.fixture
def rows(database: Database, tmp_path: Path) -> InboxStore:
    vault = Vault(["a secret for tests, long enough to be one"])
    erased = ErasedMarks(tmp_path / "goldseam.erased", vault)
    return InboxRows(Store(database, vault, erased), MovableClock.fixed(NOON))


def contents_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_what_was_kept_is_there_after_a_restart_word_for_word_and_in_order(rows: InboxStore) -> None:
    kept = await rows.exchange([(BEN, COFFEE), (ANA, TEA)], ())
    assert [(row.person, row.update) for row in kept] == [(BEN, COFFEE), (ANA, TEA)]
    assert await rows.all() == kept


async def test_what_stands_there_already_is_not_kept_twice(rows: InboxStore) -> None:
    await rows.exchange([(ANA, TEA)], ())
    kept = await rows.exchange([(ANA, TEA), (BEN, COFFEE)], ())
    assert [row.update for row in kept] == [COFFEE]
    assert len(await rows.all()) == 2


async def test_finished_rows_leave_and_new_ones_come_with_the_same_commit(rows: InboxStore) -> None:
    [tea] = await rows.exchange([(ANA, TEA)], ())
    await rows.exchange([(BEN, COFFEE)], {tea.seq})
    assert [row.update for row in await rows.all()] == [COFFEE]
    [coffee] = await rows.all()
    assert await rows.exchange((), {coffee.seq}) == []
    assert await rows.all() == []


async def test_what_was_put_off_comes_when_it_is_due_with_its_attempts_counted(rows: InboxStore) -> None:
    [tea, _] = await rows.exchange([(ANA, TEA), (BEN, COFFEE)], ())
    retry_at = NOON + timedelta(hours=1)
    await rows.postpone(tea.seq, retry_at)
    assert await rows.put_off(retry_at - timedelta(seconds=1)) == []
    assert await rows.put_off(retry_at) == [Waiting(tea.seq, ANA, TEA, attempts=1)]


async def test_no_words_are_readable_in_the_file(
    rows: InboxStore, database: Database, tmp_path: Path
) -> None:
    await rows.exchange([(ANA, TEA), (BEN, COFFEE)], ())
    await database.checkpoint()
    assert b"canary" not in contents_of(tmp_path)
