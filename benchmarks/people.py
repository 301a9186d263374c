"""A database full of people who have been with the bot for a while, and whom nobody has to be asked just now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.domain.checkin import CheckIn
from bot.domain.day import Closing, State, day_ends_at
from bot.domain.moment import MomentKind
from bot.domain.participant import Afraid, Participant, Role, Step
from bot.storage.database import Database, Transaction
from bot.storage.moments import Moment
from bot.storage.planning import plan_next
from bot.storage.store import Store
from bot.storage.vault import Vault

SECRET = "a secret of the benchmarks' own databases"
ZONE = ZoneInfo("Europe/Istanbul")
KEPT_DAYS = 3
FIRST_ID = 1_000_000_000
"""The Telegram id of the first; the others follow."""
AT_ONCE = 200


async def make_database(path: Path, people: int) -> None:
    """Make a database of so many people at `path`."""
    vault = Vault([SECRET])
    db = await Database.open(path)
    store = Store(db, vault)
    await vault.prove(db)
    now = SystemClock().now()
    for first in range(0, people, AT_ONCE):
        async with db.transaction() as tx:
            for number in range(first, min(first + AT_ONCE, people)):
                await _add(store, tx, FIRST_ID + number, now)
    await db.checkpoint()
    await db.close()


async def _add(store: Store, tx: Transaction, telegram_id: int, now: datetime) -> None:
    new = await store.participants.add(tx, telegram_id, "tr", now)
    today_on = now.astimezone(ZONE).date()
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
        ask_time=(now + timedelta(hours=12)).astimezone(ZONE).time().replace(second=0, microsecond=0),
        started_on=today_on - timedelta(days=KEPT_DAYS),
        open_on=today_on,
        day_ends_at=day_ends_at(today_on, ZONE, new.day_end),
    )
    await store.participants.save(tx, participant)
    for days_ago in range(1, KEPT_DAYS + 1):
        await _keep(store, tx, participant, today_on - timedelta(days=days_ago))
    await plan_next(store, tx, participant, now)


async def _keep(store: Store, tx: Transaction, participant: Participant, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    await store.checkins.record(tx, participant.id, CheckIn(on, safety=4, openness=3), ZONE.key, at)
    moment = Moment(MomentKind.TEXT, "We had tea on the balcony and spoke of nothing in particular.", None)
    await store.moments.keep(tx, participant.id, on, ZONE.key, at, on.toordinal(), moment)
    await store.days.close(tx, participant.id, on, Closing(State.KEPT, None), at)
