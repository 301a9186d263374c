from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.simulator import updates
from bot.simulator.people import Person
from bot.simulator.refusal import Answer
from bot.simulator.telegram import Telegram
from tests.simulator.calls import TOKEN, granted


def texts(telegram: Telegram, **params: Any) -> list[str]:
    return [update["message"]["text"] for update in granted(telegram, "getUpdates", **params)]


def ids(telegram: Telegram, **params: Any) -> list[int]:
    return [update["update_id"] for update in granted(telegram, "getUpdates", **params)]


def first_id(telegram: Telegram) -> int:
    return int(granted(telegram, "getUpdates")[0]["update_id"])


def test_updates_come_again_until_a_higher_offset_confirms_them(telegram: Telegram, ana: Person) -> None:
    for text in ("one", "two", "three"):
        ana.says(text)
    first = first_id(telegram)
    assert texts(telegram) == ["one", "two", "three"]
    assert texts(telegram, offset=first + 1, limit=1) == ["two"]
    assert texts(telegram, offset=first) == ["two", "three"]
    assert texts(telegram, offset=first + 3) == []
    assert texts(telegram) == []


def test_ids_of_updates_grow_by_one(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    ana.blocks()
    ids = [update["update_id"] for update in granted(telegram, "getUpdates")]
    assert ids == [ids[0], ids[0] + 1]


def test_a_negative_offset_keeps_the_last_ones_only(telegram: Telegram, ana: Person) -> None:
    for text in ("one", "two", "three"):
        ana.says(text)
    assert texts(telegram, offset=-1) == ["three"]
    assert texts(telegram) == ["three"]


def test_an_offset_of_another_numbering_confirms_nothing(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    assert texts(telegram, offset=first_id(telegram) + 1000) == ["one"]
    assert texts(telegram) == ["one"]


def test_an_unconfirmed_update_is_kept_for_a_day(
    telegram: Telegram, ana: Person, clock: MovableClock
) -> None:
    ana.says("one")
    clock.move(timedelta(hours=24))
    assert texts(telegram) == ["one"]
    clock.move(timedelta(seconds=1))
    assert texts(telegram) == []


def test_an_update_may_come_once_more_though_it_was_confirmed(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    first = first_id(telegram)
    granted(telegram, "getUpdates", offset=first + 1)
    telegram.world.updates.repeat(first)
    ana.says("two")
    assert ids(telegram) == [first, first + 1]
    assert ids(telegram, offset=first + 1) == [first + 1]


async def test_a_poll_wakes_for_an_update_that_comes_again(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    first = first_id(telegram)
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.get_updates({"timeout": 50, "offset": first + 1}))
        await asyncio.sleep(0)
        telegram.world.updates.repeat(first)
    assert [update["message"]["text"] for update in poll.result().result] == ["one"]


def test_only_what_was_handed_out_comes_again(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    assert telegram.world.updates.given == []
    first = first_id(telegram)
    assert telegram.world.updates.given == [first]
    with pytest.raises(KeyError):
        telegram.world.updates.repeat(first + 1)


def test_the_last_thousand_that_were_handed_out_are_remembered(telegram: Telegram, ana: Person) -> None:
    offset = 0
    for _ in range(11):
        for _ in range(100):
            ana.says("flood")
        offset = ids(telegram, offset=offset)[-1] + 1
    assert telegram.world.updates.given == list(range(offset - 1000, offset))


def test_more_than_fit_into_one_answer_come_again_in_the_next(telegram: Telegram, ana: Person) -> None:
    for text in ("one", "two", "three"):
        ana.says(text)
    first = first_id(telegram)
    for number in range(3):
        telegram.world.updates.repeat(first + number)
    assert ids(telegram, offset=first + 3, limit=2) == [first, first + 1]
    assert ids(telegram, limit=2) == [first + 2]


def test_updates_may_come_in_another_order_and_none_is_lost(telegram: Telegram, ana: Person) -> None:
    telegram.world.updates.shuffle(Random(3))
    for number in range(25):
        ana.says(f"{number}")
    offset, batches = 0, []
    while batch := ids(telegram, offset=offset, limit=10):
        batches.append(batch)
        offset = max(batch) + 1
    assert [sorted(batch) == batch for batch in batches] == [False] * 3
    assert sorted(each for batch in batches for each in batch) == list(range(offset - 25, offset))
    telegram.world.updates.shuffle(None)
    for number in range(5):
        ana.says(f"{number}")
    assert ids(telegram) == list(range(offset, offset + 5))


def test_numbers_may_start_anew_and_lower(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    old = first_id(telegram)
    with pytest.raises(ValueError, match="wait still"):
        telegram.world.updates.number_from(17)
    granted(telegram, "getUpdates", offset=old + 1)
    telegram.world.updates.number_from(17)
    ana.says("two")
    assert ids(telegram, offset=old + 1) == [17]
    assert ids(telegram, offset=18) == []


def test_after_a_quiet_week_numbers_start_anew_by_themselves(
    telegram: Telegram, ana: Person, clock: MovableClock
) -> None:
    ana.says("one")
    old = first_id(telegram)
    granted(telegram, "getUpdates", offset=old + 1)
    clock.move(timedelta(days=7, seconds=-1))
    ana.says("a week, nearly")
    assert ids(telegram, offset=old + 1) == [old + 1]
    clock.move(timedelta(days=7))
    for text in ("two", "three"):
        ana.says(text)
    anew = ids(telegram, offset=old + 2)
    assert anew[0] != old + 2
    assert anew[1] == anew[0] + 1


@pytest.mark.parametrize("wanted", [["callback_query"], '["callback_query"]'])
def test_kinds_that_the_bot_does_not_want_are_not_queued(
    telegram: Telegram, ana: Person, wanted: object
) -> None:
    granted(telegram, "getUpdates", allowed_updates=wanted)
    ana.says("one")
    assert granted(telegram, "getUpdates") == []
    granted(telegram, "getUpdates", allowed_updates=[])
    ana.says("two")
    assert texts(telegram) == ["two"]


def test_deleting_the_webhook_can_drop_what_waits(telegram: Telegram, ana: Person) -> None:
    ana.says("one")
    granted(telegram, "deleteWebhook")
    assert len(telegram.world.updates) == 1
    granted(telegram, "deleteWebhook", drop_pending_updates=True)
    assert len(telegram.world.updates) == 0


async def test_a_long_poll_wakes_when_something_comes(telegram: Telegram, ana: Person) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.get_updates({"timeout": 50}))
        await asyncio.sleep(0)
        assert not poll.done()
        ana.says("now")
    assert [update["message"]["text"] for update in poll.result().result] == ["now"]


async def test_a_poll_without_a_timeout_does_not_wait(telegram: Telegram) -> None:
    assert (await telegram.get_updates({})).result == []


async def test_a_poll_ends_empty_when_its_time_is_over(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "LONGEST_POLL", 0.01)
    assert (await telegram.get_updates({"timeout": 50})).result == []


async def test_a_second_poller_ends_the_first(telegram: Telegram, ana: Person) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(telegram.get_updates({"timeout": 50}))
        await asyncio.sleep(0)
        second = group.create_task(telegram.get_updates({"timeout": 50}))
        await asyncio.sleep(0)
        ana.says("now")
    answer = first.result()
    assert (answer.status, answer.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    assert len(second.result().result) == 1


async def test_a_cancelled_poll_loses_nothing(telegram: Telegram, ana: Person) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.get_updates({"timeout": 50}))
        await asyncio.sleep(0)
        ana.says("now")
        poll.cancel()
    assert texts(telegram) == ["now"]


@pytest.mark.parametrize(
    ("token", "method", "status", "words"),
    [
        (TOKEN, "getYou", 404, "Not Found: method not found"),
        ("nonsense", "getMe", 404, "Not Found"),
        (TOKEN[:-1] + "B", "getMe", 401, "Unauthorized"),
    ],
)
async def test_what_is_not_there_is_not_found(
    telegram: Telegram, token: str, method: str, status: int, words: str
) -> None:
    answer = await telegram.request(token, method, {})
    assert answer == Answer(status, {"ok": False, "error_code": status, "description": words})


async def test_wrong_types_are_refused_in_a_poll_too(telegram: Telegram) -> None:
    answer = await telegram.request(TOKEN, "getUpdates", {"offset": "first"})
    assert (answer.status, answer.description) == (400, 'Bad Request: Field "offset" must be of type Number')


def test_every_call_but_polling_is_noted_with_its_outcome(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "getUpdates")
    granted(telegram, "getMe")
    telegram.call("sendMessage", {"chat_id": ana.id, "text": ""})
    assert [(call.method, call.status, call.description) for call in telegram.calls] == [
        ("getMe", 200, ""),
        ("sendMessage", 400, "Bad Request: message text is empty"),
    ]


def test_a_token_has_telegrams_shape() -> None:
    with pytest.raises(ValueError, match="a token looks like"):
        Telegram("secret", MovableClock().now)
