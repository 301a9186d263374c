"""First hear, then speak: nothing goes while the bot is deaf, nor to somebody whose updates are not handled yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway.outbox import Outbox
from bot.storage.deliveries import Kind, Status
from bot.storage.inbox import Arrival
from tests.chat import CONTENT, Person, Stage
from tests.conversations.conftest import scene
from tests.dispatch.playing import MISSED, UNSENT, asked_at, prompts, states, status
from tests.dispatch.test_dispatcher import Line, dispatcher_of, many

__all__ = ["many", "scene"]

ON = date(2026, 11, 24)


@pytest.fixture
async def jo(scene: Stage) -> Person:
    """Jo, who is asked at six; it is ten to six on Tuesday."""
    person = await asked_at(scene, "18:00", "Jo")
    await scene.reaches("2026-11-24 17:50")
    return person


async def has_written(scene: Stage, person: Person) -> int:
    """Have an update of somebody stand in the inbox as if it came this instant; return its number there."""
    async with scene.store.db.transaction() as tx:
        seqs = await scene.store.inbox.add_all(tx, [Arrival(1, person.body.id, "{}", scene.clock.now())])
    return seqs[1]


async def is_handled(scene: Stage, seq: int) -> None:
    async with scene.store.db.transaction() as tx:
        await scene.store.inbox.done(tx, [seq])


async def test_who_wrote_before_is_heard_before_they_are_asked(scene: Stage, jo: Person) -> None:
    deniz = await asked_at(scene, "18:00", "Deniz")
    seq = await has_written(scene, jo)
    await scene.reaches("2026-11-24 18:00")
    assert (prompts(jo), prompts(deniz)) == (0, 1)
    await jo.says("/pause 3")
    await is_handled(scene, seq)
    await scene.passes(seconds=5)
    assert await status(scene, jo, Kind.PROMPT, ON) is not Status.SENT
    assert prompts(jo) == 0


async def test_what_they_wrote_may_have_been_nothing_then_they_are_asked_within_seconds(
    scene: Stage, jo: Person
) -> None:
    seq = await has_written(scene, jo)
    await scene.reaches("2026-11-24 18:00")
    await is_handled(scene, seq)
    await scene.passes(seconds=3)
    assert prompts(jo) == 1


async def test_a_late_prompt_whose_card_was_opened_meanwhile_needs_no_second_one(
    scene: Stage, jo: Person
) -> None:
    seq = await has_written(scene, jo)
    await scene.reaches("2026-11-24 18:10")
    await jo.says("/checkin")
    await is_handled(scene, seq)
    await scene.passes(seconds=5)
    assert prompts(jo) == 1
    assert await status(scene, jo, Kind.PROMPT, ON) is Status.UNNEEDED


async def test_a_card_that_was_opened_before_its_time_does_not_stand_in_for_the_prompt(
    scene: Stage, jo: Person
) -> None:
    await jo.says("/checkin")
    await scene.reaches("2026-11-24 18:00")
    assert await status(scene, jo, Kind.PROMPT, ON) is Status.SENT


async def test_an_answer_that_waits_keeps_the_nudge_away(scene: Stage, jo: Person) -> None:
    await scene.reaches("2026-11-24 18:00")
    seq = await has_written(scene, jo)
    await scene.reaches("2026-11-24 20:00")
    before = len(jo.messages)
    await jo.taps("4")
    await is_handled(scene, seq)
    await scene.passes(seconds=5)
    assert await status(scene, jo, Kind.NUDGE, ON) is Status.UNNEEDED
    assert len(jo.messages) == before


async def test_an_answer_that_waits_keeps_the_second_chance_away(scene: Stage, jo: Person) -> None:
    scene.loses_answers = True
    await scene.reaches("2026-11-24 18:00")
    scene.loses_answers = False
    assert prompts(jo) == 1
    seq = await has_written(scene, jo)
    await scene.reaches("2026-11-24 18:40")
    await jo.taps("4")
    await is_handled(scene, seq)
    await scene.passes(seconds=5)
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.UNNEEDED


async def test_an_update_that_cannot_be_handled_and_was_put_off_keeps_no_prompt_away(
    scene: Stage, jo: Person
) -> None:
    seq = await has_written(scene, jo)
    async with scene.store.db.transaction() as tx:
        await scene.store.inbox.postpone(tx, seq, scene.clock.now() + timedelta(hours=1))
    await scene.reaches("2026-11-24 18:00")
    assert prompts(jo) == 1


async def test_who_is_not_heard_out_for_two_hours_is_not_asked_that_day(scene: Stage, jo: Person) -> None:
    await has_written(scene, jo)
    await scene.reaches("2026-11-24 18:00")
    for _ in range(13):
        await scene.passes(minutes=10)
    assert prompts(jo) == 0
    assert await status(scene, jo, Kind.PROMPT, ON) is Status.DROPPED
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == UNSENT


async def test_while_the_bot_does_not_hear_nobody_is_asked_and_days_are_closed_all_the_same(
    scene: Stage, jo: Person
) -> None:
    await scene.reaches("2026-11-24 18:00")
    courier = Courier(scene.store, CONTENT, Outbox(scene._call), scene.clock, scene.painter)
    scene.dispatcher = Dispatcher(courier, may_speak=lambda: False)
    await scene.reaches("2026-11-25 18:00")
    assert prompts(jo) == 1
    assert (await states(scene, jo))[ON] == MISSED
    scene.dispatcher = Dispatcher(courier)
    await scene.passes(minutes=40)
    assert prompts(jo) == 2


async def test_once_it_no_longer_hears_it_claims_nothing_more_and_finishes_what_is_on_its_way(
    many: tuple[Stage, Line],
) -> None:
    scene, line = many
    dispatcher = dispatcher_of(scene, line, may_speak=lambda: len(line.sent_to) < 10)
    await dispatcher.tick()
    claimed = await scene.store.db.rows("SELECT id FROM deliveries WHERE status = 'claimed'", {})
    assert claimed == []
    assert 10 <= len(line.sent_to) < 60
