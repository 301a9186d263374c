from __future__ import annotations

from datetime import date, timedelta

from bot.domain.day import Closing, Reason, State
from bot.domain.participant import Participant
from bot.storage.days import ClosedDay
from bot.storage.store import Store
from tests.storage.conftest import NOW, joined

ON = date(2025, 3, 7)
NEXT_ON = ON + timedelta(days=1)
KEPT, MISSED = Closing(State.KEPT), Closing(State.MISSED)
SKIPPED = Closing(State.REST, Reason.SKIPPED)


async def close(store: Store, participant: Participant, closing: Closing, on: date = ON) -> None:
    async with store.db.transaction() as tx:
        await store.days.close(tx, participant.id, on, closing, NOW)


async def skip(store: Store, participant: Participant, on: date = ON) -> None:
    async with store.db.transaction() as tx:
        await store.days.skip(tx, participant.id, on, NOW)


async def test_a_day_has_no_state_until_it_is_closed(store: Store, ana: Participant) -> None:
    await skip(store, ana)
    assert await store.days.states(store.db, ana.id) == []


async def test_a_closed_day_is_never_rewritten(store: Store, ana: Participant) -> None:
    await close(store, ana, MISSED)
    await close(store, ana, KEPT)
    await close(store, ana, SKIPPED)
    await skip(store, ana)
    assert await store.days.states(store.db, ana.id) == [ClosedDay(ON, State.MISSED, None)]


async def test_days_come_in_order_with_their_reasons(store: Store, ana: Participant) -> None:
    await close(store, ana, SKIPPED, NEXT_ON)
    await close(store, ana, KEPT)
    assert await store.days.states(store.db, ana.id) == [
        ClosedDay(ON, State.KEPT, None),
        ClosedDay(NEXT_ON, State.REST, Reason.SKIPPED),
    ]


async def test_a_skipped_day_is_its_participants_alone(store: Store, ana: Participant) -> None:
    await skip(store, ana)
    await skip(store, ana)
    assert await store.days.is_skipped(store.db, ana.id, ON)
    assert not await store.days.is_skipped(store.db, ana.id, NEXT_ON)
    assert not await store.days.is_skipped(store.db, (await joined(store, 8)).id, ON)


async def test_a_late_answer_makes_a_missed_or_rest_day_a_kept_one(store: Store, ana: Participant) -> None:
    await close(store, ana, MISSED)
    await close(store, ana, SKIPPED, NEXT_ON)
    async with store.db.transaction() as tx:
        await store.days.keep_late(tx, ana.id, ON)
        await store.days.keep_late(tx, ana.id, NEXT_ON)
        await store.days.keep_late(tx, ana.id, NEXT_ON)
    states = await store.days.states(store.db, ana.id)
    assert states == [ClosedDay(ON, State.KEPT, None), ClosedDay(NEXT_ON, State.KEPT, None)]


async def test_an_answer_in_time_closes_nothing(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.days.keep_late(tx, ana.id, ON)
        await store.days.skip(tx, ana.id, ON, NOW)
        await store.days.keep_late(tx, ana.id, ON)
    assert await store.days.states(store.db, ana.id) == []


async def test_a_card_knows_its_day_and_a_day_its_cards(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        for message_id, on in ((9, ON), (11, ON), (10, NEXT_ON), (11, NEXT_ON)):
            await store.cards.add(tx, ana.id, message_id, on, NOW)
    assert await store.cards.on_of(store.db, ana.id, 11) == ON, "a message stays the card of its first day"
    assert await store.cards.all_of(store.db, ana.id, ON) == [9, 11]
    assert await store.cards.latest(store.db, ana.id, ON) == 11
    assert await store.cards.sent_since(store.db, ana.id, ON) == [ON, NEXT_ON]
    assert await store.cards.sent_since(store.db, ana.id, NEXT_ON) == [NEXT_ON]


async def test_a_message_that_is_no_card_has_no_day(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.cards.add(tx, ana.id, 9, ON, NOW)
    assert await store.cards.on_of(store.db, ana.id, 10) is None
    assert await store.cards.on_of(store.db, (await joined(store, 8)).id, 9) is None
    assert await store.cards.latest(store.db, ana.id, NEXT_ON) is None
