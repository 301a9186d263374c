from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.day import Closing, Reason, State
from bot.domain.participant import Participant
from bot.storage.deliveries import Asked, Delivery, Kind, Status
from bot.storage.store import Store
from tests.storage.conftest import NOW, joined

ON = date(2025, 3, 7)
NEXT_ON = ON + timedelta(days=1)
SETTLED = [status for status in Status if status is not Status.DUE]


async def plan(store: Store, participant: Participant, *, on: date = ON, hours: float = 0) -> bool:
    async with store.db.transaction() as tx:
        due_at = NOW + timedelta(hours=hours)
        return await store.deliveries.plan(tx, participant.id, Kind.PROMPT, on, due_at)


async def due(store: Store) -> list[Delivery]:
    return await store.deliveries.due(store.db, NOW, 100)


async def claim(store: Store, delivery: Delivery) -> bool:
    async with store.db.transaction() as tx:
        return await store.deliveries.claim(tx, delivery.id, NOW)


async def brought_to(store: Store, delivery: Delivery, status: Status) -> None:
    async with store.db.transaction() as tx:
        await store.deliveries.claim(tx, delivery.id, NOW)
        if status is Status.SENT:
            await store.deliveries.record_sent(tx, delivery.id, 1, NOW)
        elif status is Status.DUE:
            await store.deliveries.put_off(tx, delivery.id, NOW)
        elif status is not Status.CLAIMED:
            await store.deliveries.record(tx, delivery.id, status)


async def status_of(store: Store, participant: Participant, on: date = ON) -> Status | None:
    return await store.deliveries.find(store.db, participant.id, Kind.PROMPT, on)


async def test_what_is_planned_is_due_at_its_time(store: Store, ana: Participant) -> None:
    await plan(store, ana, hours=0)
    (found,) = await due(store)
    assert found == Delivery(found.id, ana.id, ON, Kind.PROMPT, due_at=NOW, try_at=NOW, attempts=0)
    assert await store.deliveries.due(store.db, NOW - timedelta(milliseconds=1), 100) == []
    assert await status_of(store, ana) is Status.DUE


async def test_a_day_is_planned_once_and_may_be_moved_while_it_is_due(store: Store, ana: Participant) -> None:
    assert await plan(store, ana, hours=-2)
    assert await plan(store, ana, hours=-1)
    assert [each.due_at for each in await due(store)] == [NOW - timedelta(hours=1)]


@pytest.mark.parametrize("status", SETTLED)
async def test_a_day_that_is_settled_is_never_planned_again(
    store: Store, ana: Participant, status: Status
) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], status)
    assert not await plan(store, ana)
    assert await due(store) == []
    assert await status_of(store, ana) is status


async def test_twenty_at_once_claim_and_one_gets_it(store: Store, ana: Participant) -> None:
    await plan(store, ana)
    (delivery,) = await due(store)
    won = await asyncio.gather(*[claim(store, delivery) for _ in range(20)])
    assert sorted(won) == [False] * 19 + [True]
    assert await due(store) == []


async def test_what_certainly_failed_is_put_back_and_does_not_count_as_asked(
    store: Store, ana: Participant
) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], Status.DUE)
    (again,) = await due(store)
    assert again.attempts == 1
    assert await store.deliveries.asked_until(store.db, ana.id, NEXT_ON) == Asked(None, None)


async def test_after_a_crash_what_was_claimed_is_unsure_once(store: Store, ana: Participant) -> None:
    await plan(store, ana)
    await plan(store, await joined(store, 8))
    (claimed, _) = await due(store)
    await claim(store, claimed)
    async with store.db.transaction() as tx:
        (unsure,) = await store.deliveries.unsure_after_crash(tx)
        assert await store.deliveries.unsure_after_crash(tx) == []
    assert unsure.id == claimed.id
    assert len(await due(store)) == 1


async def test_the_longest_due_comes_first(store: Store) -> None:
    for number in range(6):
        await plan(store, await joined(store, number), hours=-(number // 2))
    everyone = await due(store)
    assert [each.due_at for each in everyone] == sorted(each.due_at for each in everyone)
    assert await store.deliveries.due(store.db, NOW, 2) == everyone[:2]


async def test_what_is_put_off_is_not_looked_at_in_between_and_is_as_late_as_before(
    store: Store, ana: Participant
) -> None:
    await plan(store, ana)
    (delivery,) = await due(store)
    later_at = NOW + timedelta(minutes=40)
    async with store.db.transaction() as tx:
        await store.deliveries.put_off(tx, delivery.id, later_at)
    assert await store.deliveries.due(store.db, later_at - timedelta(milliseconds=1), 100) == []
    (again,) = await store.deliveries.due(store.db, later_at, 100)
    assert (again.due_at, again.try_at, again.attempts) == (NOW, later_at, 0)


async def test_planning_anew_takes_back_that_it_was_put_off(store: Store, ana: Participant) -> None:
    await plan(store, ana, hours=-1)
    (delivery,) = await due(store)
    async with store.db.transaction() as tx:
        await store.deliveries.put_off(tx, delivery.id, NOW + timedelta(hours=1))
    await plan(store, ana)
    assert [each.due_at for each in await due(store)] == [NOW]


@pytest.mark.parametrize(
    "status", [Status.SENT, Status.UNSURE, Status.REFUSED, Status.DROPPED, Status.UNNEEDED]
)
async def test_what_is_settled_stays_as_it_is(store: Store, ana: Participant, status: Status) -> None:
    await plan(store, ana)
    (delivery,) = await due(store)
    await brought_to(store, delivery, status)
    async with store.db.transaction() as tx:
        await store.deliveries.record(tx, delivery.id, Status.UNSURE)
        await store.deliveries.put_off(tx, delivery.id, NOW)
    assert await status_of(store, ana) is status
    assert await due(store) == []


async def second_chances(store: Store) -> list[Delivery]:
    ahead = await store.deliveries.far_ahead(store.db, NOW)
    return [each for each in ahead if each.kind is Kind.SECOND_CHANCE]


async def test_a_prompt_that_a_crash_left_unsure_gets_one_second_chance(
    store: Store, ana: Participant
) -> None:
    await plan(store, ana)
    (prompt,) = await due(store)
    await brought_to(store, prompt, Status.CLAIMED)
    for _ in range(2):
        async with store.db.transaction() as tx:
            await store.deliveries.unsure_after_crash(tx)
    (chance,) = await second_chances(store)
    assert (chance.on, chance.due_at) == (ON, NOW + timedelta(minutes=30))


async def test_a_second_chance_that_a_crash_left_unsure_gets_no_other(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.deliveries.plan(tx, ana.id, Kind.SECOND_CHANCE, ON, NOW)
    (chance,) = await due(store)
    await brought_to(store, chance, Status.CLAIMED)
    async with store.db.transaction() as tx:
        await store.deliveries.unsure_after_crash(tx)
    assert await second_chances(store) == []
    assert await store.deliveries.find(store.db, ana.id, Kind.SECOND_CHANCE, ON) is Status.UNSURE


async def test_a_nudge_that_is_planned_already_is_not_moved_by_the_next(
    store: Store, ana: Participant
) -> None:
    later_at, nudge_at = NOW + timedelta(hours=3), NOW + timedelta(hours=2)
    async with store.db.transaction() as tx:
        await store.deliveries.plan(tx, ana.id, Kind.NUDGE, ON, later_at)
        await store.deliveries.plan_unless_planned(tx, ana.id, Kind.NUDGE, ON, nudge_at)
    assert [each.due_at for each in await store.deliveries.far_ahead(store.db, NOW)] == [later_at]


async def silent_before(store: Store, participant: Participant, on: date) -> int:
    return (await store.deliveries.silence_before(store.db, participant.id, on)).prompts


async def test_prompts_are_silent_since_the_last_kept_day_but_for_days_of_rest(
    store: Store, ana: Participant
) -> None:
    days = [ON + timedelta(days=number) for number in range(6)]
    for on in days[:5]:
        await plan(store, ana, on=on)
        await brought_to(store, (await due(store))[0], Status.SENT)
    assert await silent_before(store, ana, days[5]) == 5
    async with store.db.transaction() as tx:
        await store.days.skip(tx, ana.id, days[4], NOW)
        await store.days.close(tx, ana.id, days[3], Closing(State.MISSED), NOW)
        await store.days.close(tx, ana.id, days[2], Closing(State.REST, Reason.PAUSED), NOW)
        await store.checkins.record(tx, ana.id, CheckIn(days[0], safety=3), "UTC", NOW)
    assert await silent_before(store, ana, days[5]) == 2


async def test_what_was_erased_has_nothing_beside_it(store: Store, ana: Participant) -> None:
    await plan(store, ana)
    (delivery,) = await due(store)
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, ana)
        assert await store.deliveries.around(tx, delivery.id) is None
        await store.deliveries.plan_second_chance(tx, delivery.id, NOW)


async def test_what_is_planned_too_far_ahead_is_found(store: Store, ana: Participant) -> None:
    await plan(store, ana, hours=500)
    await plan(store, ana, on=NEXT_ON, hours=24)
    ahead = await store.deliveries.far_ahead(store.db, NOW + timedelta(days=9))
    assert [each.on for each in ahead] == [ON]


async def test_dropping_what_is_planned_leaves_what_is_settled(store: Store, ana: Participant) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], Status.SENT)
    await plan(store, ana, on=NEXT_ON)
    async with store.db.transaction() as tx:
        await store.deliveries.drop_planned(tx, ana.id, Kind.NUDGE)
        assert await store.deliveries.find(tx, ana.id, Kind.PROMPT, NEXT_ON) is Status.DUE
        await store.deliveries.drop_planned(tx, ana.id, Kind.PROMPT)
    assert [await status_of(store, ana, on) for on in (ON, NEXT_ON)] == [Status.SENT, None]


async def test_what_is_not_needed_is_settled_whether_or_not_it_was_planned(
    store: Store, ana: Participant
) -> None:
    await plan(store, ana)
    async with store.db.transaction() as tx:
        for on in (ON, NEXT_ON):
            assert await store.deliveries.not_needed(tx, ana.id, Kind.PROMPT, on, NOW)
            assert not await store.deliveries.not_needed(tx, ana.id, Kind.PROMPT, on, NOW)
    assert not await plan(store, ana, on=NEXT_ON)
    assert await store.deliveries.asked_until(store.db, ana.id, NEXT_ON) == Asked(NEXT_ON, None)


async def test_what_was_sent_stays_sent_when_it_is_no_longer_needed(store: Store, ana: Participant) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], Status.SENT)
    async with store.db.transaction() as tx:
        assert not await store.deliveries.not_needed(tx, ana.id, Kind.PROMPT, ON, NOW)
    assert await status_of(store, ana) is Status.SENT


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.SENT, Status.UNSURE])
async def test_whatever_may_have_been_sent_counts_as_asked(
    store: Store, ana: Participant, status: Status
) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], status)
    await plan(store, ana, on=NEXT_ON)
    assert await store.deliveries.asked_until(store.db, ana.id, NEXT_ON) == Asked(ON, NOW)


@pytest.mark.parametrize("status", [Status.REFUSED, Status.DROPPED])
async def test_what_certainly_was_not_sent_does_not_put_off_the_next_day(
    store: Store, ana: Participant, status: Status
) -> None:
    await plan(store, ana)
    await brought_to(store, (await due(store))[0], status)
    assert await store.deliveries.asked_until(store.db, ana.id, NEXT_ON) == Asked(ON, None)


async def test_days_settled_while_the_clock_was_ahead_can_be_planned_again(
    store: Store, ana: Participant
) -> None:
    for on, status in ((ON, Status.DROPPED), (NEXT_ON, Status.DROPPED)):
        await plan(store, ana, on=on)
        await brought_to(store, (await due(store))[0], status)
    async with store.db.transaction() as tx:
        await store.deliveries.forget_dropped_since(tx, ana.id, NEXT_ON, Kind.PROMPT)
    assert not await plan(store, ana, on=ON)
    assert await plan(store, ana, on=NEXT_ON)


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.SENT])
async def test_what_takes_a_time_is_not_recorded_without_one(
    store: Store, ana: Participant, status: Status
) -> None:
    await plan(store, ana)
    (delivery,) = await due(store)
    with pytest.raises(ValueError, match="takes a time"):
        await brought_to_plainly(store, delivery, status)


async def brought_to_plainly(store: Store, delivery: Delivery, status: Status) -> None:
    async with store.db.transaction() as tx:
        await store.deliveries.record(tx, delivery.id, status)


async def letter_of(store: Store, participant: Participant, due_at: datetime) -> Delivery:
    async with store.db.transaction() as tx:
        assert await store.deliveries.plan_new(tx, participant.id, Kind.LETTER, ON, due_at)
        [letter] = await store.deliveries.due(tx, due_at, 10)
    return letter


@pytest.mark.parametrize("status", Status)
async def test_a_day_that_has_its_letter_is_planned_no_other(
    store: Store, ana: Participant, status: Status
) -> None:
    await brought_to(store, await letter_of(store, ana, NOW), status)
    async with store.db.transaction() as tx:
        assert not await store.deliveries.plan_new(tx, ana.id, Kind.LETTER, ON, NOW + timedelta(hours=1))
    assert await store.deliveries.find(store.db, ana.id, Kind.LETTER, ON) is status


async def test_only_what_is_still_ahead_is_moved_or_forgotten(store: Store, ana: Participant) -> None:
    letter = await letter_of(store, ana, NOW + timedelta(hours=2))
    deliveries = store.deliveries
    async with store.db.transaction() as tx:
        await deliveries.move_ahead(tx, ana.id, Kind.LETTER, NEXT_ON, NOW, NOW)
        await deliveries.move_ahead(tx, ana.id, Kind.PROMPT, ON, NOW, NOW)
    assert await due(store) == []
    async with store.db.transaction() as tx:
        await deliveries.move_ahead(tx, ana.id, Kind.LETTER, ON, NOW, NOW)
    assert [(each.id, each.due_at) for each in await due(store)] == [(letter.id, NOW)]
    async with store.db.transaction() as tx:
        await deliveries.move_ahead(tx, ana.id, Kind.LETTER, ON, NOW + timedelta(days=1), NOW)
        await deliveries.drop_ahead(tx, ana.id, Kind.LETTER, NOW)
    assert [each.id for each in await due(store)] == [letter.id]
    async with store.db.transaction() as tx:
        await deliveries.drop_ahead(tx, ana.id, Kind.LETTER, NOW - timedelta(seconds=1))
    assert await due(store) == []


async def test_a_letter_a_week_ahead_is_no_sign_of_a_clock_that_was_ahead(
    store: Store, ana: Participant
) -> None:
    await letter_of(store, ana, NOW + timedelta(days=7))
    assert await store.deliveries.far_ahead(store.db, NOW) == []


async def test_a_letter_whose_picture_went_remembers_it(store: Store, ana: Participant) -> None:
    letter = await letter_of(store, ana, NOW)
    assert not letter.is_pictured
    await claim(store, letter)
    async with store.db.transaction() as tx:
        await store.deliveries.put_off(tx, letter.id, NOW)
        await store.deliveries.note_pictured(tx, letter.id)
    assert [each.is_pictured for each in await due(store)] == [True]
