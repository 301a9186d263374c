"""Databases full of people who have been with the bot for a while, made fast and given out as copies."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.domain.checkin import CheckIn
from bot.domain.day import Closing, State, day_ends_at, day_of
from bot.domain.moment import MomentKind
from bot.domain.participant import Afraid, Participant, Role, Step
from bot.storage.columns import to_ms
from bot.storage.connection import Params, Row
from bot.storage.database import Database, Transaction
from bot.storage.erased import ErasedMarks
from bot.storage.moments import Moment
from bot.storage.planning import plan_ahead
from bot.storage.store import Store
from bot.storage.vault import Vault

SECRET = "a secret of the benchmarks' own databases"
ZONE = ZoneInfo("Europe/Istanbul")
DAY_END = time(4)
CROWDS = (1_000, 100_000)
"""A few people and many: what must not depend on how many they are is measured with both."""
KEPT_DAYS = 3
SENT_DAYS = 30
ASKED_IN = timedelta(hours=12)
LONG_AGO = timedelta(hours=36)
FIRST_ID = 1_000_000_000
"""The Telegram id of the first; the others follow."""

_SENT = """
WITH RECURSIVE back (days) AS (SELECT 0 UNION ALL SELECT days + 1 FROM back WHERE days + 1 < :days)
INSERT INTO deliveries
    (id, participant_id, day_on, kind, due_at, try_at, status, claimed_at, sent_at, message_id, attempts)
SELECT lower(hex(randomblob(16))), id, date(:last_on, -days || ' days'), 'prompt', :at, :at, 'sent', :at, :at, 1, 1
FROM participants, back ORDER BY id
"""
"""Everybody has been asked day by day: rows that no question of the dispatcher's may become slower by."""


class People:
    """Makes each database once, and gives out copies of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def database(self, people: int, name: str) -> Path:
        """Return a new database of so many people, none of whom has to be asked within the next hours."""
        made = self._folder / f"{people}.db"
        if not made.exists():
            await _make(made, people)
        return _copied(made, self._folder / f"{name}.db")


def _copied(source: Path, target: Path) -> Path:
    shutil.copy(source, target)
    with target.open("rb+") as file:
        os.fsync(file)  # else the bot's first commit would wait for all of it
    return target


def today() -> date:
    """Return the day that it is for everybody here."""
    return day_of(SystemClock().now(), ZONE, DAY_END)


async def open_store(path: Path) -> Store:
    """Open a database of the benchmarks'; its `db` is to be closed."""
    vault = Vault([SECRET])
    return Store(await Database.open(path), vault, ErasedMarks(path.with_suffix(".erased"), vault))


def make_due(path: Path, people: int, due_at: datetime) -> None:
    """Have the first so many people asked at one instant."""
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE deliveries SET due_at = :at, try_at = :at "
            "WHERE status = 'due' AND kind = 'prompt' AND participant_id IN "
            "(SELECT id FROM participants WHERE telegram_id < :behind)",
            {"at": to_ms(due_at), "behind": FIRST_ID + people},
        )
    connection.close()


class _Direct:
    """Stands in for a transaction, without a thread and a disk to wait for: for making a hundred thousand people."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("BEGIN")

    async def rows(self, sql: str, params: Params) -> list[Row]:
        return self._connection.execute(sql, params).fetchall()

    async def run(self, sql: str, params: Params) -> int:
        return self._connection.execute(sql, params).rowcount

    def write(self, sql: str, params: Params) -> None:
        self._connection.execute(sql, params)

    def close(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.close()


async def _make(path: Path, people: int) -> None:
    """Make a database of so many people at `path`."""
    store = await open_store(path)
    await Vault([SECRET]).prove(store.db)
    await store.db.close()
    now = SystemClock().now()
    direct = _Direct(path)
    tx = cast("Transaction", direct)
    for number in range(people):
        await _add(store, tx, FIRST_ID + number, now)
    direct.write(
        _SENT, {"days": SENT_DAYS, "last_on": str(today() - timedelta(days=2)), "at": to_ms(now - LONG_AGO)}
    )
    direct.close()


async def _add(store: Store, tx: Transaction, telegram_id: int, now: datetime) -> None:
    new = await store.participants.add(tx, telegram_id, "tr", now)
    today_on = day_of(now, ZONE, new.day_end)
    participant = replace(
        new,
        step=Step.DONE,
        role=Role.BOTH,
        name="Deniz",
        afraid=Afraid.NO,
        agreed_at=now,
        agreed_version="1",
        zone=ZONE,
        country="TR",
        ask_time=(now + ASKED_IN).astimezone(ZONE).time().replace(second=0, microsecond=0),
        started_on=today_on - timedelta(days=KEPT_DAYS),
        open_on=today_on,
        day_ends_at=day_ends_at(today_on, ZONE, new.day_end),
    )
    await store.participants.save(tx, participant)
    for days_ago in range(1, KEPT_DAYS + 1):
        await _keep(store, tx, participant, today_on - timedelta(days=days_ago))
    await plan_ahead(store, tx, participant, now)


async def _keep(store: Store, tx: Transaction, participant: Participant, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    await store.checkins.record(tx, participant.id, CheckIn(on, safety=4, openness=3), ZONE.key, at)
    moment = Moment(MomentKind.TEXT, "We had tea on the balcony and spoke of nothing in particular.", None)
    await store.moments.keep(tx, participant.id, on, ZONE.key, at, on.toordinal(), moment)
    await store.days.close(tx, participant.id, on, Closing(State.KEPT, None), at)
