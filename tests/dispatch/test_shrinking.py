"""What stood open in a discreet chat shrinks: kept account of in rows, tried again, never twice as much as needed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.shrinking import AT_ONCE
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from tests.chat import CONTENT, Person, Stage, stage
from tests.dispatch.playing import changes, row_of

HELP = "What I can do"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, "2026-11-23 20:00") as opened:
        yield opened


@pytest.fixture
async def watched(scene: Stage) -> Person:
    return await somebody_watched(scene, "Ana")


async def somebody_watched(scene: Stage, name: str) -> Person:
    person = scene.person(name)
    await person.is_welcomed()
    await person.taps("At 21:00")
    await changes(scene, person, is_discreet=True)
    return person


async def rows(scene: Stage) -> list[dict[str, Any]]:
    found = await scene.store.db.rows("SELECT * FROM open_screens ORDER BY message_id", {})
    return [dict(row) for row in found]


async def test_what_was_open_when_the_bot_died_shrinks_after_its_start(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    await scene.restarts()
    await scene.passes(minutes=11)
    watched.sees_not(HELP)
    assert await rows(scene) == []


async def test_what_failed_is_tried_again_in_a_minute(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    scene.is_cut_off = True
    await scene.passes(minutes=11)
    scene.is_cut_off = False
    await scene.passes(seconds=30)
    watched.sees(HELP)
    await scene.passes(seconds=31)
    watched.sees_not(HELP)


async def test_killed_between_taking_and_shrinking_it_shrinks_later(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    scene.clock.move(timedelta(minutes=11))
    async with scene.store.db.transaction() as tx:
        assert len(await scene.store.open_screens.take(tx, scene.clock.now(), 10)) == 1
    await scene.restarts()
    await scene.passes(seconds=1)
    watched.sees(HELP)
    await scene.passes(minutes=1)
    watched.sees_not(HELP)


async def test_a_message_that_is_gone_is_forgotten(scene: Stage, watched: Person) -> None:
    await watched.says("/week")
    await watched.taps("Open")
    watched.body.deletes(watched.last.id)
    await scene.passes(minutes=11)
    assert await rows(scene) == []


async def test_somebody_who_blocked_the_bot_is_left_alone(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    watched.body.blocks()
    await scene.settle()
    await scene.passes(minutes=11)
    assert await rows(scene) == []
    calls = len(scene.telegram.calls)
    await scene.passes(minutes=11)
    assert len(scene.telegram.calls) == calls


async def test_what_shows_something_new_since_it_was_taken_is_shrunk_later_again(
    scene: Stage, watched: Person
) -> None:
    await watched.says("/principles")
    scene.clock.move(timedelta(minutes=11))
    async with scene.store.db.transaction() as tx:
        (taken,) = await scene.store.open_screens.take(tx, scene.clock.now(), 10)
    await watched.taps("At your own pace")
    async with scene.store.db.transaction() as tx:
        await scene.store.open_screens.end(tx, taken, is_gone=False)
    await scene.passes(minutes=11)
    assert watched.last.text == "Notes."


async def test_a_clock_that_is_set_back_leaves_nothing_open(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    await scene.passes(days=-2)
    watched.sees_not(HELP)


async def test_what_telegram_deletes_no_more_is_made_to_say_nothing(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    await scene.passes(hours=50)
    watched.sees_not(HELP)
    assert [message.text for message in watched.messages if not message.labels][-1:] == ["Notes."]


async def test_many_shrink_over_some_rounds_and_each_once(scene: Stage) -> None:
    people = [await somebody_watched(scene, f"P{number}") for number in range(AT_ONCE + 5)]
    for person in people:
        await person.says("/help")
    await scene.passes(minutes=11)
    assert sum(HELP in person.last.text for person in people if person.messages) == 5
    await scene.passes(seconds=3)
    for person in people:
        person.sees_not(HELP)
    deleted = [call for call in scene.telegram.calls if call.method == "deleteMessage"]
    assert len({str(call.params) for call in deleted}) == len(deleted)


async def test_one_broken_row_keeps_no_other_screen_open_and_no_day_unclosed(
    scene: Stage, watched: Person
) -> None:
    eve = await somebody_watched(scene, "Eve")
    await watched.says("/help")
    await eve.says("/help")
    async with scene.store.db.transaction() as tx:
        broken = "UPDATE open_screens SET line = 'no-such-text', opens = 'x' WHERE participant_id = :id"
        await tx.run(broken, {"id": (await row_of(scene, eve)).id})
    await scene.reaches("2026-11-24 04:01")
    watched.sees_not(HELP)
    assert (await row_of(scene, watched)).open_on == date(2026, 11, 24)


async def test_replies_go_before_it(scene: Stage, watched: Person) -> None:
    lanes = []

    async def noting(method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        lanes.append((method, lane))
        return await scene._call(method, parameters, lane)

    await watched.says("/principles")
    scene.dispatcher = Dispatcher(Courier(scene.store, CONTENT, Outbox(noting), scene.clock, scene.painter))
    await scene.passes(minutes=11)
    assert lanes == [("editMessageText", Lane.PROMPTS)]


async def test_nobody_elses_chat_is_looked_at(scene: Stage, watched: Person) -> None:
    eve = scene.person("Eve")
    await eve.is_welcomed()
    await eve.taps("At 21:00")
    await eve.says("/help")
    await watched.says("/help")
    assert {row["participant_id"] for row in await rows(scene)} == {(await row_of(scene, watched)).id}
    await scene.passes(minutes=11)
    eve.sees(HELP)


async def test_the_clocks_letter_takes_the_place_of_one_that_was_asked_for(
    scene: Stage, watched: Person
) -> None:
    await scene.reaches("2026-11-29 12:00")
    await watched.says("/week")
    await watched.taps("Open")
    asked_for = watched.last.id
    await scene.reaches("2026-11-29 21:00")
    await scene.reaches("2026-11-30 08:01")
    await scene.passes(seconds=3)
    line = watched.last
    assert (line.text, line.labels) == ("Weekly reminder.", ["Open"])
    assert line.id > asked_for
    assert asked_for not in [message.id for message in watched.messages]


async def test_without_anything_open_no_round_writes(scene: Stage, watched: Person) -> None:
    await scene.passes(minutes=11)
    before = await scene.store.db.rows("PRAGMA data_version", {})
    await scene.passes(seconds=3)
    assert [tuple(row) for row in await scene.store.db.rows("PRAGMA data_version", {})] == [
        tuple(row) for row in before
    ]


async def test_a_person_erased_meanwhile_costs_nothing(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    await watched.says("/delete")
    await watched.taps("Erase everything")
    assert await rows(scene) == []
    await scene.passes(minutes=11)
    assert scene.refusals == []


async def test_a_discreet_participant_who_is_not_watched_any_more_keeps_their_screen(
    scene: Stage, watched: Person
) -> None:
    await watched.says("/help")
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.save(tx, replace(await row_of(scene, watched), is_discreet=False))
    await scene.passes(minutes=11)
    watched.sees(HELP)
    assert await rows(scene) == []
