from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.checkin import Answer, CheckIn, Said
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant
from bot.storage.moments import KeptMoment, Moment
from bot.storage.store import Store
from tests.storage.conftest import NOW, joined

ON = date(2025, 3, 7)
ZONE = "Europe/Istanbul"
TEA = Moment(MomentKind.TEXT, "she made tea", None)
VOICE = Moment(MomentKind.VOICE, "", "file-1")


async def record(store: Store, participant: Participant, checkin: CheckIn, *, hours: int = 0) -> None:
    async with store.db.transaction() as tx:
        await store.checkins.record(tx, participant.id, checkin, ZONE, NOW + timedelta(hours=hours))


async def keep(
    store: Store, participant: Participant, moment: Moment, message_id: int, on: date = ON
) -> bool:
    async with store.db.transaction() as tx:
        return await store.moments.keep(tx, participant.id, on, ZONE, NOW, message_id, moment)


@pytest.mark.parametrize("safety", [None, 1, 5, *Said])
@pytest.mark.parametrize("is_nothing", [True, False])
async def test_a_checkin_comes_back_as_it_was_kept(
    store: Store, ana: Participant, safety: Answer | None, is_nothing: bool
) -> None:
    kept = CheckIn(ON, safety=safety, openness=3, is_nothing=is_nothing, is_late=is_nothing)
    await record(store, ana, kept)
    assert await store.checkins.find(store.db, ana.id, ON) == kept


async def test_a_day_without_an_answer_has_no_checkin(store: Store, ana: Participant) -> None:
    await record(store, ana, CheckIn(ON, safety=4))
    assert await store.checkins.find(store.db, ana.id, ON + timedelta(days=1)) is None
    assert await store.checkins.find(store.db, (await joined(store, 8)).id, ON) is None


async def test_a_changed_answer_keeps_when_and_where_the_day_was_first_kept(
    store: Store, ana: Participant
) -> None:
    await record(store, ana, CheckIn(ON, safety=4))
    async with store.db.transaction() as tx:
        later = NOW + timedelta(hours=30)
        await store.checkins.record(tx, ana.id, CheckIn(ON, safety=2, is_late=True), "Asia/Tokyo", later)
    (row,) = await store.db.rows("SELECT zone, changed_at - kept_at AS ms FROM checkins", {})
    assert (row["zone"], row["ms"]) == (ZONE, 30 * 3600 * 1000)
    assert await store.checkins.find(store.db, ana.id, ON) == CheckIn(ON, safety=2, is_late=True)


async def test_moments_are_counted_with_their_day(store: Store, ana: Participant) -> None:
    await record(store, ana, CheckIn(ON, safety=4))
    await keep(store, ana, TEA, 1)
    await keep(store, ana, VOICE, 2)
    await keep(store, ana, TEA, 3, ON + timedelta(days=1))
    found = await store.checkins.between(store.db, ana.id, ON, ON + timedelta(days=1))
    assert found == [CheckIn(ON, safety=4, moments=2), CheckIn(ON + timedelta(days=1), moments=1)]


async def test_a_moment_alone_is_a_checkin(store: Store, ana: Participant) -> None:
    await keep(store, ana, TEA, 1)
    assert await store.checkins.find(store.db, ana.id, ON) == CheckIn(ON, moments=1)
    assert await store.checkins.kept_days(store.db, ana.id) == [ON]


async def test_days_come_in_order_and_within_their_span(store: Store, ana: Participant) -> None:
    ons = [ON + timedelta(days=days) for days in (3, 0, 2, 1)]
    for number, on in enumerate(ons):
        if number % 2:
            await keep(store, ana, TEA, number, on)
        else:
            await record(store, ana, CheckIn(on, safety=1))
    assert await store.checkins.kept_days(store.db, ana.id) == sorted(ons)
    found = await store.checkins.between(store.db, ana.id, ON + timedelta(days=1), ON + timedelta(days=2))
    assert [checkin.on for checkin in found] == sorted(ons)[1:3]
    assert await store.checkins.count(store.db) == 2


async def test_a_message_brings_one_moment_however_often_it_is_handled(
    store: Store, ana: Participant
) -> None:
    assert await keep(store, ana, TEA, 1)
    assert not await keep(store, ana, TEA, 1)
    assert await keep(store, await joined(store, 8), TEA, 1), "somebody else's message of the same number"
    (kept,) = await store.moments.between(store.db, ana.id, ON, ON)
    assert kept == KeptMoment(kept.id, ON, NOW, TEA, 1, kept.zone)


async def test_an_edited_message_changes_its_moment(store: Store, ana: Participant) -> None:
    ben = await joined(store, 8)
    await keep(store, ana, VOICE, 1)
    async with store.db.transaction() as tx:
        assert await store.moments.change(tx, ana.id, 1, "a song", NOW)
        assert not await store.moments.change(tx, ana.id, 2, "nothing there", NOW)
        assert not await store.moments.change(tx, ben.id, 1, "not Ben's", NOW)
    (kept,) = await store.moments.between(store.db, ana.id, ON, ON)
    assert kept.moment == Moment(MomentKind.VOICE, "a song", "file-1")


async def test_moments_come_in_the_order_of_their_days_and_messages(store: Store, ana: Participant) -> None:
    await keep(store, ana, Moment(MomentKind.TEXT, "third", None), 1, ON + timedelta(days=1))
    await keep(store, ana, Moment(MomentKind.TEXT, "second", None), 12)
    await keep(store, ana, Moment(MomentKind.TEXT, "first", None), 9)
    kept = await store.moments.between(store.db, ana.id, ON, ON + timedelta(days=1))
    assert [each.moment.text for each in kept] == ["first", "second", "third"]
