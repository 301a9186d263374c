"""What is written down of deliveries: the same however often it is written, and of each whatever became of the others."""

from __future__ import annotations

import asyncio

import pytest

from bot.dispatch.ledger import Ended, Ledger, Noted
from bot.domain.checkin import CheckIn
from bot.gateway.outcome import Unsure
from bot.storage.agenda import agenda
from bot.storage.deliveries import Kind, Status
from tests.chat import Person, Stage
from tests.conversations.conftest import ana, scene
from tests.dispatch.playing import asked_at, row_of, status

__all__ = ["ana", "scene"]

MESSAGE = 9001


@pytest.fixture
async def jo(scene: Stage) -> Person:
    return await asked_at(scene, "18:00", "Jo")


async def on_its_way(scene: Stage) -> list[Ended]:
    """Claim all that is due at six on Tuesday; each will have arrived, as the messages from 9001 on."""
    now = scene.clock.now().replace(day=24, hour=15, minute=0)
    scene.clock.set(now)
    async with scene.store.db.transaction() as tx:
        found = await agenda(scene.store, tx, now, 10)
        for due in found:
            assert await scene.store.deliveries.claim(tx, due.delivery.id, now)
    return [Ended(due.delivery, due.participant, now, MESSAGE + number) for number, due in enumerate(found)]


async def cards_of(scene: Stage, ended: Ended) -> list[int]:
    return await scene.store.cards.all_of(scene.store.db, ended.participant.id, ended.delivery.on)


async def test_written_down_twice_a_card_is_not_taken_for_an_earlier_one(scene: Stage, jo: Person) -> None:
    """As when a commit went through, and only its answer was lost."""
    [ended] = await on_its_way(scene)
    ledger = Ledger(scene.store, scene.clock)
    assert await ledger.note(ended) == Noted()
    assert await ledger.note(ended) == Noted()
    assert await cards_of(scene, ended) == [MESSAGE]


async def test_a_card_that_came_too_late_is_not_the_days_card(scene: Stage, jo: Person) -> None:
    """It goes from the chat again, and what is said from then on shows on the one that was answered."""
    [ended] = await on_its_way(scene)
    async with scene.store.db.transaction() as tx:
        answered = CheckIn(ended.delivery.on, safety=4)
        await scene.store.checkins.record(tx, ended.participant.id, answered, "UTC", scene.clock.now())
    assert (await Ledger(scene.store, scene.clock).note(ended)).is_begun
    assert await cards_of(scene, ended) == []
    assert await status(scene, jo, Kind.PROMPT, ended.delivery.on) is Status.SENT


async def test_one_that_cannot_be_written_down_stops_none_of_those_beside_it(
    scene: Stage, jo: Person
) -> None:
    await asked_at(scene, "18:00", "Deniz")
    await asked_at(scene, "18:00", "Kim")
    first, *others = await on_its_way(scene)
    ledger = Ledger(scene.store, scene.clock)
    broken = Ended(first.delivery, first.participant, first.claimed_at, 2**70)
    results = await asyncio.gather(*map(ledger.note, (others[0], broken, others[1])), return_exceptions=True)
    assert [isinstance(each, Noted) for each in results] == [True, False, True]
    assert [await cards_of(scene, each) for each in others] == [[MESSAGE + 1], [MESSAGE + 2]]


async def test_of_somebody_who_was_erased_meanwhile_nothing_is_written(scene: Stage, jo: Person) -> None:
    [ended] = await on_its_way(scene)
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.erase(tx, await row_of(scene, jo))
    ledger = Ledger(scene.store, scene.clock)
    await ledger.note(ended)
    await ledger.note(Ended(ended.delivery, ended.participant, ended.claimed_at, Unsure()))
    rows = "SELECT id FROM deliveries UNION ALL SELECT day_on FROM cards"
    assert await scene.store.db.rows(rows, {}) == []
