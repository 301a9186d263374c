"""A new database in a new folder, with a vault, for each test; and Ana, who is in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.participant import Participant
from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.store import Store
from bot.storage.vault import Vault

NOW = datetime(2025, 3, 7, 18, 0, tzinfo=UTC)
SECRET = "a secret for tests, long enough to be one"
ANA_TELEGRAM_ID = 0x3A5B_7C9D_1E2F


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "goldseam.db"


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path)
    yield database
    await database.close()


@pytest.fixture
def vault() -> Vault:
    return Vault([SECRET])


@pytest.fixture
def store(db: Database, vault: Vault, tmp_path: Path) -> Store:
    return Store(db, vault, ErasedMarks(tmp_path / "keys" / "goldseam.erased", vault))


@pytest.fixture
async def ana(store: Store) -> Participant:
    async with store.db.transaction() as tx:
        return await store.participants.add(tx, ANA_TELEGRAM_ID, "en", NOW)


async def joined(store: Store, telegram_id: int) -> Participant:
    async with store.db.transaction() as tx:
        return await store.participants.add(tx, telegram_id, "en", NOW)


def content(path: Path) -> bytes:
    """Every byte of the database, its log and the log's index."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(path.name + "*")))


def kept(path: Path) -> bytes:
    """Every byte of the database file alone: the others change with every lock."""
    return path.read_bytes()
