from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from telegram import InputFile

from bot.gateway.lanes import Lanes
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.request import AiohttpRequest
from bot.gateway.wire import Wire
from tests.gateway.faulty_telegram import (
    TOKEN,
    Behaviour,
    FaultyTelegram,
    breaks_off,
    drops,
    faulty_telegram,
    hangs,
    says,
    shows,
)


@pytest.fixture
async def telegram() -> AsyncIterator[FaultyTelegram]:
    async with faulty_telegram() as telegram:
        yield telegram


@pytest.fixture
async def wire(telegram: FaultyTelegram) -> AsyncIterator[Wire]:
    request = AiohttpRequest(connect_timeout=60, read_timeout=60)
    async with Wire(TOKEN, telegram.base_url, Lanes(), request) as wire:
        yield wire


async def test_a_call_travels_as_json_and_its_answer_comes_back(telegram: FaultyTelegram, wire: Wire) -> None:
    message = await wire.bot.send_message(1, "Grüße, 🏺")
    assert telegram.calls == [("sendMessage", {"chat_id": 1, "text": "Grüße, 🏺"})]
    assert message.message_id == 77


async def test_opening_the_wire_asks_telegram_nothing(telegram: FaultyTelegram, wire: Wire) -> None:
    assert not telegram.calls


async def test_one_connection_serves_call_after_call(telegram: FaultyTelegram, wire: Wire) -> None:
    for chat_id in range(5):
        await wire.bot.send_message(chat_id, "tea")
        await wire.fetch(None, 0)
    assert len(telegram.connections) == 1


async def test_a_file_is_uploaded_whole(telegram: FaultyTelegram, wire: Wire) -> None:
    telegram.results["sendPhoto"] = telegram.results["sendMessage"]
    await wire.bot.send_photo(
        1, InputFile(b"\x89PNG picture", filename="week.png"), caption="Your <b>week</b>"
    )
    [(method, fields)] = telegram.calls
    assert method == "sendPhoto"
    assert fields["caption"] == "Your <b>week</b>"
    assert fields["photo"] == ("week.png", b"\x89PNG picture")


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (drops, Unsure),
        (breaks_off, Unsure),
        (shows(502), Unsure),
        (shows(200), Unsure),
        (shows(200, '{"ok": true}'), Unsure),
        (shows(200, "[]"), Unsure),
        (shows(302), Broken),
        (shows(403), Broken),
        (says(500, "Internal Server Error: restart"), Unsure),
        (says(403, "Forbidden: bot was blocked by the user"), Gone),
        (says(400, "Bad Request: message text is empty"), Refused),
        (says(401, "Unauthorized"), Broken),
        (says(404, "Not Found"), Broken),
        (says(429, "Too Many Requests: retry after 9", retry_after=9), Wait),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
async def test_what_goes_wrong_is_told_apart(
    telegram: FaultyTelegram, wire: Wire, behaviour: Behaviour, kind: type[DeliveryError]
) -> None:
    telegram.plan = [behaviour]
    with pytest.raises(DeliveryError) as sending:
        await wire.bot.send_message(1, "tea")
    assert sending.type is kind


async def test_an_answer_that_never_comes_leaves_unknown_what_became_of_it(telegram: FaultyTelegram) -> None:
    telegram.plan = [hangs]
    request = AiohttpRequest(connect_timeout=60, read_timeout=0.1)
    async with Wire(TOKEN, telegram.base_url, Lanes(), request) as wire:
        with pytest.raises(Unsure):
            await wire.bot.send_message(1, "tea")


async def test_no_redirect_is_followed_since_the_token_stands_in_the_path(
    telegram: FaultyTelegram, wire: Wire
) -> None:
    telegram.plan = [shows(307)]
    with pytest.raises(Broken) as broken:
        await wire.bot.send_message(1, "tea")
    assert broken.value.status == 307


async def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    async with Wire(TOKEN, f"http://127.0.0.1:{port}", Lanes()) as wire:
        with pytest.raises(NotSent):
            await wire.bot.send_message(1, "tea")


async def test_a_name_that_nobody_knows_means_that_nothing_was_sent() -> None:
    async with Wire(TOKEN, "http://telegram.invalid", Lanes()) as wire:
        with pytest.raises(NotSent):
            await wire.bot.send_message(1, "tea")


async def test_a_connection_that_does_not_come_about_in_time_means_that_nothing_was_sent() -> None:
    # A listener that accepts nobody: its queue holds one connection, the next waits in vain.
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        address = server.getsockname()
        with socket.create_connection(address), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(address)
            request = AiohttpRequest(connect_timeout=0.2, read_timeout=60)
            async with Wire(TOKEN, f"http://127.0.0.1:{address[1]}", Lanes(), request) as wire:
                with pytest.raises(NotSent):
                    await wire.bot.send_message(1, "tea")


async def test_waiting_for_a_free_connection_in_vain_means_that_nothing_was_sent(
    telegram: FaultyTelegram,
) -> None:
    request = AiohttpRequest(connect_timeout=0.2, read_timeout=60, connections=1)
    telegram.plan = [hangs]
    async with Wire(TOKEN, telegram.base_url, Lanes(), request) as wire, asyncio.TaskGroup() as group:
        poll = group.create_task(wire.fetch(None, 50))
        await telegram.is_called.wait()
        with pytest.raises(NotSent):
            await wire.bot.send_message(1, "tea")
        poll.cancel()


async def test_updates_are_asked_for_as_plain_json(telegram: FaultyTelegram, wire: Wire) -> None:
    updates = [{"update_id": 7, "message": {"text": "tea"}}]
    telegram.updates = updates
    assert await wire.fetch(None, 50) == updates
    assert await wire.fetch(8, 0) == []
    kinds = ["message", "edited_message", "callback_query", "my_chat_member"]
    assert telegram.calls == [
        ("getUpdates", {"timeout": 50, "allowed_updates": kinds}),
        ("getUpdates", {"timeout": 0, "allowed_updates": kinds, "offset": 8}),
    ]


@pytest.mark.parametrize(
    ("behaviour", "kind"), [(drops, Unsure), (shows(502), Unsure), (says(401, "no"), Broken)]
)
async def test_what_goes_wrong_with_polling_is_told_in_the_same_way(
    telegram: FaultyTelegram, wire: Wire, behaviour: Behaviour, kind: type[DeliveryError]
) -> None:
    telegram.plan = [behaviour]
    with pytest.raises(kind):
        await wire.fetch(None, 0)


async def test_a_webhook_left_behind_is_removed(telegram: FaultyTelegram, wire: Wire) -> None:
    telegram.plan = [
        says(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
    ]
    with pytest.raises(Broken):
        await wire.fetch(None, 0)
    assert telegram.calls[1] == ("deleteWebhook", {"drop_pending_updates": False})


async def test_a_second_poller_is_left_alone(telegram: FaultyTelegram, wire: Wire) -> None:
    telegram.plan = [says(409, "Conflict: terminated by other getUpdates request")]
    with pytest.raises(Broken):
        await wire.fetch(None, 0)
    assert telegram.methods() == ["getUpdates"]
