from __future__ import annotations

import asyncio
from dataclasses import fields, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.day import Closing, State
from bot.domain.participant import Afraid, Awaiting, Participant, Role, Setting, Step
from bot.storage.store import Store
from tests.storage.conftest import ANA_TELEGRAM_ID, NOW, joined


def settled(participant: Participant) -> Participant:
    """The same participant with every field set to something else than a new one has."""
    return replace(
        participant,
        language="tr",
        step=Step.DONE,
        awaiting=Awaiting.SETTING,
        awaiting_on=date(2025, 3, 6),
        awaiting_setting=Setting.QUIET,
        asked_in=17,
        is_discreet=True,
        agreed_at=NOW,
        agreed_version="1",
        role=Role.BOTH,
        name="Zeynep",
        afraid=Afraid.SOMETIMES,
        danger_on=date(2025, 3, 5),
        name_asked_at=NOW + timedelta(hours=1),
        afraid_asked_at=NOW + timedelta(hours=2),
        zone=ZoneInfo("Europe/Istanbul"),
        country="TR",
        ask_time=time(21, 30),
        weekdays=frozenset({0, 2, 6}),
        day_end=time(5),
        quiet_from=time(23),
        quiet_until=time(7, 15),
        nudge_minutes=None,
        letter_weekday=2,
        started_on=date(2025, 3, 1),
        paused_at=NOW + timedelta(hours=3),
        paused_until_on=date(2025, 4, 1),
        gone_at=NOW + timedelta(milliseconds=1),
        open_on=date(2025, 3, 7),
        day_ends_at=NOW + timedelta(hours=9),
        rhythm_changed_at=NOW + timedelta(hours=4),
    )


async def test_somebody_new_stands_at_the_first_step(ana: Participant) -> None:
    assert ana == Participant(id=ana.id, telegram_id=ANA_TELEGRAM_ID, language="en", created_at=NOW)


async def test_who_comes_twice_is_one_participant_and_keeps_their_language(
    store: Store, ana: Participant
) -> None:
    async with store.db.transaction() as tx:
        assert await store.participants.add(tx, ANA_TELEGRAM_ID, "tr", NOW + timedelta(days=1)) == ana
    assert await store.participants.count(store.db) == 1


async def test_every_field_comes_back_as_it_was_saved(store: Store, ana: Participant) -> None:
    full = settled(ana)
    unchanging = {"id", "telegram_id", "created_at"}
    assert {f.name for f in fields(ana) if getattr(ana, f.name) == getattr(full, f.name)} == unchanging
    async with store.db.transaction() as tx:
        assert await store.participants.save(tx, full)
    assert await store.participants.get(store.db, ana.id) == full
    assert await store.participants.find(store.db, ANA_TELEGRAM_ID) == full


async def test_what_is_taken_back_is_gone(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.participants.save(tx, settled(ana))
        await store.participants.save(tx, ana)
    assert await store.participants.get(store.db, ana.id) == ana


async def test_a_stranger_is_nobody(store: Store) -> None:
    assert await store.participants.find(store.db, 1) is None
    assert await store.participants.get(store.db, "1") is None


async def test_changes_at_once_undo_none_of_each_other(store: Store, ana: Participant) -> None:
    async def longer_day() -> None:
        async with store.db.transaction() as tx:
            await store.participants.change(
                tx,
                ana.id,
                lambda a: replace(a, quiet_until=time(a.quiet_until.hour, a.quiet_until.minute + 1)),
            )

    async def more_often() -> None:
        async with store.db.transaction() as tx:
            await store.participants.change(tx, ana.id, lambda a: replace(a, country=(a.country or "") + "x"))

    await asyncio.gather(*[change() for _ in range(20) for change in (longer_day, more_often)])
    changed = await store.participants.get(store.db, ana.id)
    assert changed == replace(ana, quiet_until=time(8, 20), country="x" * 20)


async def test_who_was_erased_is_not_written_back(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, ana)
        assert not await store.participants.save(tx, ana)
        assert await store.participants.change(tx, ana.id, lambda a: a) is None
    assert await store.participants.count(store.db) == 0


async def test_days_that_have_ended_come_first_ended_first(store: Store) -> None:
    people = [await joined(store, number) for number in range(4)]
    async with store.db.transaction() as tx:
        for person, hours in zip(people, (-1, -3, 0, 1), strict=True):
            await store.participants.save(tx, replace(person, day_ends_at=NOW + timedelta(hours=hours)))
    ended = await store.participants.ending(store.db, NOW, 10)
    assert ended == [people[1].id, people[0].id, people[2].id]
    assert await store.participants.ending(store.db, NOW, 1) == ended[:1]
    ahead = await store.participants.far_ahead(store.db, NOW)
    assert ahead == [people[3].id]


async def test_who_has_no_day_yet_and_who_left_are_told_apart(store: Store, ana: Participant) -> None:
    assert await store.participants.ending(store.db, NOW, 10) == []
    async with store.db.transaction() as tx:
        await store.participants.save(tx, replace(ana, gone_at=NOW, day_ends_at=NOW))
    assert len(await store.participants.ending(store.db, NOW, 10)) == 1, "their days are closed all the same"


async def test_erasing_one_leaves_the_others_alone(store: Store, ana: Participant) -> None:
    ben = await joined(store, 7)
    async with store.db.transaction() as tx:
        for person in (ana, ben):
            await store.days.close(tx, person.id, NOW.date(), Closing(State.KEPT), NOW)
        await store.participants.erase(tx, ana)
    assert await store.days.states(store.db, ana.id) == []
    assert len(await store.days.states(store.db, ben.id)) == 1
