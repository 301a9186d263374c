"""What has to be true of every row, whatever was sent to the bot: looked at in the database itself, each rule by its name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.domain.checkin import Said
from bot.domain.day import State, is_real
from bot.domain.moment import MomentKind
from bot.domain.participant import Awaiting, Participant, today_of
from bot.storage.connection import Row
from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.store import Store
from bot.storage.vault import Vault

DAY = timedelta(days=1)
DATED = (Awaiting.MOMENT, Awaiting.SETTING, Awaiting.ERASING)
SCORES = (None, 1, 2, 3, 4, 5, Said.NO_CONTACT, Said.UNSAID)


@asynccontextmanager
async def opened(path: Path, secret: str) -> AsyncIterator[Store]:
    """Open the database of a bot that has stopped."""
    database = await Database.open(path)
    try:
        vault = Vault([secret])
        yield Store(database, vault, ErasedMarks(path.with_suffix(".erased"), vault))
    finally:
        await database.close()


async def broken_rules(store: Store, now: datetime) -> list[str]:
    """Return every rule that a row breaks, and whose it is; nothing where all is well.

    Everything sealed is opened on the way: what cannot be opened raises.
    """
    told = [
        f"the file: {row['integrity_check']}" for row in await store.db.rows("PRAGMA integrity_check", {})
    ]
    broken = [each for each in told if each != "the file: ok"]
    if await store.db.rows("PRAGMA foreign_key_check", {}):
        broken.append("a row belongs to nobody")
    for row in await store.db.rows("SELECT * FROM participants", {}):
        participant = store.participants.read(row)
        of_one = [*_of_participant(participant), *await _of_what_is_kept(store, participant)]
        if participant.is_set_up and not of_one:
            of_one += [*await _of_days(store, participant, now), *await _of_deliveries(store, participant)]
        broken.extend(f"{participant.telegram_id}: {rule}" for rule in of_one)
    return broken


def _of_participant(one: Participant) -> Iterator[str]:
    if (one.awaiting is Awaiting.SETTING) != (one.awaiting_setting is not None):
        yield "a setting is named where one is awaited, and nowhere else"
    if (one.awaiting in DATED) != (one.awaiting_on is not None):
        yield "a day is named where its moment is awaited, a setting, or whether to erase, and nowhere else"
    if one.awaiting is None and one.asked_in is not None:
        yield "a question is remembered only while it waits"
    if not one.weekdays or not one.weekdays <= frozenset(range(7)) or one.letter_weekday not in range(7):
        yield "there is at least one weekday, and all are weekdays"
    if one.nudge_minutes is not None and one.nudge_minutes <= 0:
        yield "a nudge comes after its prompt"
    if one.paused_until_on is not None and one.paused_at is None:
        yield "a pause has a beginning"
    if one.language not in ("en", "tr"):
        yield "there are two languages"
    rhythm = (one.zone, one.ask_time, one.role, one.agreed_at, one.started_on, one.open_on, one.day_ends_at)
    if one.is_set_up and None in (*rhythm, one.rhythm_changed_at):
        yield "whoever is set up has agreed, has a role and a rhythm, and a day that is open"


async def _of_what_is_kept(store: Store, one: Participant) -> list[str]:
    broken = []
    closed = {each.on for each in await store.days.states(store.db, one.id)}
    for checkin in await store.checkins.between(store.db, one.id, date.min, date.max):
        if checkin.safety not in SCORES or checkin.openness not in SCORES:
            broken.append("a score is from 1 to 5, or said in words")
        if not checkin.is_kept and checkin.on not in closed:
            broken.append(
                "a check-in holds an answer, but for a day that is over and whose moment was deleted"
            )
    for kept in await store.moments.between(store.db, one.id, date.min, date.max):
        if (kept.moment.kind is MomentKind.TEXT) != (kept.moment.file_id is None):
            broken.append("a moment is a text or a file")
        if kept.moment.kind is MomentKind.TEXT and not kept.moment.text:
            broken.append("a moment in words has words")
    for row in await _rows_of(store, "SELECT id FROM offers WHERE participant_id = :id", one):
        assert await store.offers.find(store.db, one.id, row["id"]) is not None
    return broken


async def _of_days(store: Store, one: Participant, now: datetime) -> list[str]:
    assert one.zone
    assert one.started_on
    assert one.open_on
    broken = []
    closed = {each.on: each for each in await store.days.states(store.db, one.id)}
    answered = set(await store.checkins.kept_days(store.db, one.id))
    if {on for on, each in closed.items() if each.state is State.KEPT} != answered & set(closed):
        broken.append("a closed day is kept where something was answered, and nowhere else")
    if any((each.state is State.REST) != (each.reason is not None) for each in closed.values()):
        broken.append("a rest day has a reason, and no other day has one")
    over = (one.started_on + n * DAY for n in range((one.open_on - one.started_on).days))
    if not {on for on in over if is_real(on, one.zone)} <= set(closed):
        broken.append("no day before the open one is left open")
    if any(not is_real(on, one.zone) for on in answered if on == today_of(one, now)):
        broken.append("today is a day that the zone has")
    return broken


async def _of_deliveries(store: Store, one: Participant) -> list[str]:
    rows = await _rows_of(store, "SELECT * FROM deliveries WHERE participant_id = :id", one)
    broken = []
    if any(row["status"] == "sent" and row["sent_at"] is None for row in rows):
        broken.append("what was sent was sent at some instant")
    due = [row["kind"] for row in rows if row["status"] == "due"]
    if due.count("prompt") > 1:
        broken.append("one prompt at most is planned")
    if (one.paused_at or one.gone_at) and ({"prompt", "letter"} & set(due)):
        broken.append("nothing is planned for somebody who pauses or has gone")
    return broken


async def _rows_of(store: Store, sql: str, one: Participant) -> list[Row]:
    return list(await store.db.rows(sql, {"id": one.id}))
