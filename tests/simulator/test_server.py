"""The bot's side over real HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden

from bot.clock import MovableClock
from bot.simulator import samples
from bot.simulator.people import Person
from bot.simulator.server import Serving, serve
from bot.simulator.telegram import Telegram
from tests.simulator.calls import TOKEN

_PHOTO = Path(samples.__file__).parent / "page" / "samples" / "photo.jpg"


@pytest.fixture
async def serving(telegram: Telegram, clock: MovableClock) -> AsyncIterator[Serving]:
    serving = await serve(telegram, "127.0.0.1", 0, clock.move)
    yield serving
    await serving.close()


@pytest.fixture
async def http(serving: Serving) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(serving.url) as session:
        yield session


async def answer(response: aiohttp.ClientResponse) -> tuple[int, object]:
    body = await response.json()
    assert body["ok"] is (response.status == 200)
    return response.status, body.get("result", body.get("description"))


async def test_a_call_may_come_as_json_as_a_form_or_in_the_address(
    http: aiohttp.ClientSession, ana: Person
) -> None:
    for number, call in enumerate(
        (
            http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": ana.id, "text": "json"}),
            http.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": str(ana.id), "text": "form"}),
            http.get(f"/bot{TOKEN}/sendMessage", params={"chat_id": str(ana.id), "text": "address"}),
        ),
        start=2,
    ):
        async with call as response:
            status, sent = await answer(response)
            assert (status, isinstance(sent, dict) and sent["message_id"]) == (200, number)
    assert [message.text for message in ana.messages[1:]] == ["json", "form", "address"]


async def test_a_file_comes_as_multipart_and_can_be_fetched(http: aiohttp.ClientSession, ana: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ana.id), "caption": "your week"})
    form.add_field("photo", _PHOTO.read_bytes(), filename="week.jpg", content_type="image/jpeg")
    async with http.post(f"/bot{TOKEN}/sendPhoto", data=form) as response:
        status, sent = await answer(response)
    assert status == 200
    assert isinstance(sent, dict)
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (640, 480)
    async with http.get(f"/bot{TOKEN}/getFile", params={"file_id": sent["photo"][0]["file_id"]}) as response:
        _, told = await answer(response)
    assert isinstance(told, dict)
    async with http.get(f"/file/bot{TOKEN}/{told['file_path']}") as response:
        assert await response.read() == _PHOTO.read_bytes()
    for path, status in ((f"/file/bot{TOKEN}/photos/other.jpg", 404), (f"/file/bot{TOKEN[:-1]}B/x", 401)):
        async with http.get(path) as response:
            assert response.status == status


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/bot{TOKEN}/getYou", 404, "Not Found: method not found"),
        ("/botnonsense/getMe", 404, "Not Found"),
        (f"/bot{TOKEN[:-1]}B/getMe", 401, "Unauthorized"),
    ],
)
async def test_wrong_addresses_are_refused_as_telegram_does(
    http: aiohttp.ClientSession, path: str, status: int, words: str
) -> None:
    async with http.post(path) as response:
        assert await answer(response) == (status, words)


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
async def test_a_body_that_is_no_json_object_is_refused(http: aiohttp.ClientSession, body: str) -> None:
    async with http.post(
        f"/bot{TOKEN}/getMe", data=body, headers={"Content-Type": "application/json"}
    ) as response:
        assert await answer(response) == (400, "Bad Request: Can't parse JSON object")


async def test_a_second_poller_ends_the_first_over_http(http: aiohttp.ClientSession, ana: Person) -> None:
    async def poll() -> tuple[int, object]:
        async with http.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 30}) as response:
            return await answer(response)

    async with asyncio.TaskGroup() as group:
        polls = [group.create_task(poll()) for _ in range(2)]
        (ended,), (waiting,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        ana.says("now")
    status, words = ended.result()
    assert status == 409
    assert str(words).startswith("Conflict: terminated by other getUpdates request")
    status, updates = waiting.result()
    assert (status, isinstance(updates, list) and len(updates)) == (200, 1)


async def test_a_poll_that_was_hung_up_leaves_the_queue_to_the_next(
    http: aiohttp.ClientSession, ana: Person
) -> None:
    with pytest.raises(TimeoutError):
        await http.post(
            f"/bot{TOKEN}/getUpdates", json={"timeout": 30}, timeout=aiohttp.ClientTimeout(total=0.05)
        )
    ana.says("later")
    async with http.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 30}) as response:
        status, updates = await answer(response)
    assert (status, isinstance(updates, list) and len(updates)) == (200, 1)


async def test_closing_does_not_wait_for_those_who_listen(telegram: Telegram) -> None:
    serving = await serve(telegram, "127.0.0.1", 0)
    async with aiohttp.ClientSession(serving.url) as http, http.get("/chat/events") as events:
        await events.content.readuntil(b"\n\n")
        async with asyncio.timeout(60):
            await serving.close()
        with pytest.raises(aiohttp.ClientPayloadError):
            await events.read()


async def test_a_port_that_is_taken_is_an_error_that_leaves_nothing_open(
    serving: Serving, telegram: Telegram
) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await serve(telegram, "127.0.0.1", serving.port)


async def test_no_request_is_logged(http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with http.post(f"/bot{TOKEN}/getMe"):
        pass
    assert TOKEN not in caplog.text


async def test_a_real_bot_library_gets_along_with_it(serving: Serving, ana: Person) -> None:
    async with ptb.Bot(TOKEN, base_url=f"{serving.url}/bot", base_file_url=f"{serving.url}/file/bot") as bot:
        assert (await bot.get_me()).username == "local_bot"
        await bot.set_my_commands([("week", "How it was")], language_code="en")
        ana.says("tea together")
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        await update.message.set_reaction("✍")
        keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("4", callback_data="4")]])
        card = await update.message.reply_html("<b>Kept.</b>", do_quote=True, reply_markup=keyboard)
        ana.taps(card.message_id, "4")
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.callback_query is not None
        await update.callback_query.answer("Noted")
        await update.callback_query.edit_message_text("Done")
        photo = await bot.send_photo(ana.id, _PHOTO.read_bytes(), caption="week")
        assert await (await photo.photo[0].get_file()).download_as_bytearray() == _PHOTO.read_bytes()
        month = await photo.edit_media(ptb.InputMediaPhoto(_PHOTO.read_bytes(), caption="month"))
        assert isinstance(month, ptb.Message)
        assert (month.message_id, month.caption) == (photo.message_id, "month")
        assert await card.delete()
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await card.edit_text("again")
        ana.blocks()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(ana.id, "x")
    said, seen = ana.messages[1], ana.messages[-1]
    assert (said.reactions, ana.toasts[0].text) == (("✍",), "Noted")
    assert (seen.text, seen.photo) == ("month", _PHOTO.read_bytes())
