"""What goes wrong on the way, planned and acted out: over real HTTP wherever a connection suffers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from random import Random
from typing import Any

import aiohttp
import pytest
import telegram as ptb
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.simulator.faults import Fault, Faults, Trouble
from bot.simulator.people import Person
from bot.simulator.server import Serving, serve
from bot.simulator.telegram import Telegram
from tests.simulator.calls import TOKEN, buttons, granted

MANY = 1_000_000
PATIENT, IMPATIENT = aiohttp.ClientTimeout(total=60), aiohttp.ClientTimeout(total=1)


@pytest.fixture
async def serving(telegram: Telegram) -> AsyncIterator[Serving]:
    serving = await serve(telegram, "127.0.0.1", 0)
    yield serving
    await serving.close()


@pytest.fixture
async def http(serving: Serving) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(serving.url) as session:
        yield session


async def call(http: aiohttp.ClientSession, method: str, **params: Any) -> tuple[int, Any]:
    async with http.post(f"/bot{TOKEN}/{method}", json=params, timeout=PATIENT) as response:
        return response.status, await response.json(content_type=None)


async def seen_by_the_bot(
    http: aiohttp.ClientSession, method: str, limit: aiohttp.ClientTimeout = PATIENT, **params: Any
) -> object:
    """Return what a bot learns from a call: an answer's status, or how the line ended."""
    try:
        async with http.post(f"/bot{TOKEN}/{method}", json=params, timeout=limit) as response:
            await response.read()
            return response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        return type(error)


async def cut_off(http: aiohttp.ClientSession, method: str, **params: Any) -> type[BaseException]:
    """Return how a call ends that would wait for long."""
    with pytest.raises(aiohttp.ClientError) as raised:
        await http.post(f"/bot{TOKEN}/{method}", json=params)
    return raised.type


SEEN = {
    Fault.REFUSE_CONNECTION: aiohttp.ServerDisconnectedError,
    Fault.DROP: aiohttp.ServerDisconnectedError,
    Fault.LOSE_ANSWER: aiohttp.ServerDisconnectedError,
    Fault.BREAK_OFF: aiohttp.ClientPayloadError,
    Fault.HANG: TimeoutError,
    Fault.HANG_AFTER: TimeoutError,
    Fault.TOO_MANY: 429,
    Fault.SERVER_ERROR: 502,
    Fault.SERVER_ERROR_AFTER: 502,
    Fault.FORBIDDEN: 403,
    Fault.UNAUTHORIZED: 401,
    Fault.NOT_FOUND: 404,
    Fault.CONFLICT: 409,
}
CARRIED_OUT = {Fault.LOSE_ANSWER, Fault.BREAK_OFF, Fault.HANG_AFTER, Fault.SERVER_ERROR_AFTER}


@pytest.mark.parametrize("fault", Fault)
async def test_each_fault_is_acted_out_and_what_is_carried_out_really_is(
    http: aiohttp.ClientSession, telegram: Telegram, ana: Person, fault: Fault
) -> None:
    telegram.faults.plan(Trouble(fault, seconds=7))
    limit = IMPATIENT if SEEN[fault] is TimeoutError else PATIENT
    assert await seen_by_the_bot(http, "sendMessage", limit, chat_id=ana.id, text="card") == SEEN[fault]
    assert [message.text for message in ana.messages[1:]] == (["card"] if fault in CARRIED_OUT else [])
    assert await seen_by_the_bot(http, "sendMessage", chat_id=ana.id, text="again") == 200


async def test_a_tap_is_answered_though_the_bot_never_learns_of_it(
    http: aiohttp.ClientSession, telegram: Telegram, ana: Person
) -> None:
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card", reply_markup=buttons("4"))
    query = ana.taps(card["message_id"], "4")
    telegram.faults.plan(Trouble(Fault.LOSE_ANSWER))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call(http, "answerCallbackQuery", callback_query_id=query, text="Noted")
    assert ana.toasts[0].text == "Noted"
    assert (await call(http, "answerCallbackQuery", callback_query_id=query, text="Noted"))[0] == 400


@pytest.mark.parametrize(
    ("fault", "status", "words", "parameters"),
    [
        (Fault.TOO_MANY, 429, "Too Many Requests: retry after 8", {"retry_after": 8}),
        (Fault.FORBIDDEN, 403, "Forbidden: bot was blocked by the user", None),
        (Fault.UNAUTHORIZED, 401, "Unauthorized", None),
        (Fault.NOT_FOUND, 404, "Not Found", None),
        (
            Fault.CONFLICT,
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            None,
        ),
    ],
)
async def test_refusals_have_telegrams_own_words(
    telegram: Telegram, fault: Fault, status: int, words: str, parameters: object
) -> None:
    telegram.faults.plan(Trouble(fault, seconds=7.2))
    answer = await telegram.request(TOKEN, "getUpdates", {})
    assert (answer.status, answer.description, answer.trouble) == (status, words, None)
    assert answer.body["error_code"] == status
    assert answer.body.get("parameters") == parameters


async def test_a_server_error_is_a_page_and_no_json(http: aiohttp.ClientSession, telegram: Telegram) -> None:
    telegram.faults.plan(Trouble(Fault.SERVER_ERROR))
    async with http.post(f"/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "<h1>502 Bad Gateway</h1>" in await response.text()


async def test_half_of_the_answer_arrives_before_the_line_breaks(
    http: aiohttp.ClientSession, telegram: Telegram
) -> None:
    telegram.faults.plan(Trouble(Fault.BREAK_OFF))
    async with http.post(f"/bot{TOKEN}/getMe") as response:
        assert response.status == 200
        half = await response.content.readexactly(10)
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()
    assert half.startswith(b'{"ok"')


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.DROP, NetworkError),
        (Fault.BREAK_OFF, NetworkError),
        (Fault.SERVER_ERROR, NetworkError),
        (Fault.TOO_MANY, RetryAfter),
        (Fault.FORBIDDEN, Forbidden),
        (Fault.UNAUTHORIZED, InvalidToken),
        (Fault.NOT_FOUND, InvalidToken),
        (Fault.CONFLICT, Conflict),
    ],
)
async def test_a_real_bot_library_takes_each_for_what_it_is(
    serving: Serving,
    telegram: Telegram,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    error: type[TelegramError],
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the other form of a wait is deprecated
    async with ptb.Bot(TOKEN, base_url=f"{serving.url}/bot") as bot:
        telegram.faults.plan(Trouble(fault, seconds=3))
        with pytest.raises(TelegramError) as raised:
            await bot.get_updates()
    assert raised.type is error


async def test_updates_whose_answer_was_lost_come_again(
    http: aiohttp.ClientSession, telegram: Telegram, ana: Person
) -> None:
    ana.says("one")
    first = (await call(http, "getUpdates"))[1]["result"][0]["update_id"]
    ana.says("two")
    telegram.faults.plan(Trouble(Fault.LOSE_ANSWER), method="getUpdates")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call(http, "getUpdates", offset=first + 1)
    assert telegram.world.updates.given == [first, first + 1]
    _, body = await call(http, "getUpdates")
    assert [update["message"]["text"] for update in body["result"]] == ["two"]


async def test_a_poll_that_was_dropped_confirms_nothing(
    http: aiohttp.ClientSession, telegram: Telegram, ana: Person
) -> None:
    ana.says("one")
    telegram.faults.plan(Trouble(Fault.DROP))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call(http, "getUpdates", offset=MANY * MANY)
    assert len(telegram.world.updates) == 1


async def test_silence_ends_when_the_server_closes(telegram: Telegram, serving: Serving) -> None:
    telegram.faults.plan(Trouble(Fault.HANG))
    async with aiohttp.ClientSession(serving.url) as http, asyncio.TaskGroup() as group:
        asked = group.create_task(cut_off(http, "getMe"))
        await telegram.world.changes.after(telegram.world.changes.number)
        async with asyncio.timeout(60):
            await serving.close()
    assert asked.result() is aiohttp.ServerDisconnectedError


async def test_a_request_in_process_is_told_its_trouble(telegram: Telegram, ana: Person) -> None:
    telegram.faults.plan(Trouble(Fault.DROP))
    telegram.faults.plan(Trouble(Fault.LOSE_ANSWER))
    said = {"chat_id": ana.id, "text": "x"}
    dropped = await telegram.request(TOKEN, "sendMessage", said)
    lost = await telegram.request(TOKEN, "sendMessage", said)
    well = await telegram.request(TOKEN, "sendMessage", said)
    assert (dropped.status, dropped.body, dropped.trouble) == (0, {}, Trouble(Fault.DROP))
    assert (lost.result["message_id"], lost.trouble) == (2, Trouble(Fault.LOSE_ANSWER))
    assert (well.result["message_id"], well.trouble) == (3, None)


async def test_calls_tell_afterwards_what_they_met(telegram: Telegram, ana: Person) -> None:
    for fault in (Fault.HANG, Fault.SERVER_ERROR_AFTER, Fault.FORBIDDEN):
        telegram.faults.plan(Trouble(fault))
        await telegram.request(TOKEN, "sendMessage", {"chat_id": ana.id, "text": "x"})
    telegram.faults.plan(Trouble(Fault.LOSE_ANSWER))
    for _ in range(2):
        await telegram.request(TOKEN, "getUpdates", {})
    assert [(call.method, call.status, call.trouble) for call in telegram.calls] == [
        ("sendMessage", 0, Trouble(Fault.HANG)),
        ("sendMessage", 200, Trouble(Fault.SERVER_ERROR_AFTER)),
        ("sendMessage", 403, None),
        ("getUpdates", 200, Trouble(Fault.LOSE_ANSWER)),
    ]


def test_direct_calls_meet_no_trouble(telegram: Telegram) -> None:
    telegram.faults.plan(Trouble(Fault.UNAUTHORIZED), times=MANY)
    assert granted(telegram, "getMe")["is_bot"] is True


async def test_a_wrong_token_uses_up_no_planned_trouble(telegram: Telegram) -> None:
    telegram.faults.plan(Trouble(Fault.DROP))
    await telegram.request(TOKEN[:-1] + "B", "getMe", {})
    assert (await telegram.request(TOKEN, "getMe", {})).trouble is not None


def faults_met(faults: Faults, *methods: str) -> list[Fault | None]:
    met = [faults.next_for(method, {}) for method in methods]
    return [None if trouble is None else trouble.fault for trouble in met]


def test_planned_trouble_comes_in_its_order_and_ends() -> None:
    faults = Faults()
    faults.plan(Trouble(Fault.DROP), times=2)
    faults.plan(Trouble(Fault.HANG))
    assert faults_met(faults, *["getMe"] * 4) == [Fault.DROP, Fault.DROP, Fault.HANG, None]


def test_trouble_for_one_method_lets_the_others_pass() -> None:
    faults = Faults()
    faults.plan(Trouble(Fault.DROP), method="sendMessage")
    assert faults_met(faults, "getMe", "sendmessage", "sendMessage") == [None, Fault.DROP, None]


def test_trouble_planned_for_good_lasts_until_it_is_cleared() -> None:
    faults = Faults()
    faults.plan(Trouble(Fault.UNAUTHORIZED), times=MANY)
    assert faults_met(faults, *["getMe"] * 50) == [Fault.UNAUTHORIZED] * 50
    faults.clear()
    assert faults_met(faults, "getMe") == [None]


def test_trouble_planned_for_no_call_is_none() -> None:
    faults = Faults()
    faults.plan(Trouble(Fault.DROP), times=0)
    assert faults_met(faults, "getMe") == [None]


def test_chance_is_asked_where_nothing_was_planned() -> None:
    asked = []

    def choose(method: str, params: Mapping[str, Any]) -> Trouble | None:
        asked.append((method, dict(params)))
        return chance.choice([None, Trouble(Fault.TOO_MANY, 3)])

    chance, faults = Random(1), Faults()
    faults.choose = choose
    faults.plan(Trouble(Fault.DROP))
    met = faults_met(faults, *["getMe"] * 20)
    assert met[0] is Fault.DROP
    assert set(met[1:]) == {None, Fault.TOO_MANY}
    assert asked == [("getMe", {})] * 19


async def test_a_server_off_the_network_refuses_connections_and_comes_back_as_it_was(
    serving: Serving, telegram: Telegram, ana: Person
) -> None:
    address = serving.url
    async with aiohttp.ClientSession(address, connector=aiohttp.TCPConnector(force_close=True)) as http:
        await call(http, "sendMessage", chat_id=ana.id, text="before")
        await serving.goes_away()
        for _ in range(2):
            with pytest.raises(aiohttp.ClientConnectorError):
                await call(http, "sendMessage", chat_id=ana.id, text="meanwhile")
        ana.says("said meanwhile")
        await serving.comes_back()
        assert serving.url == address
        _, body = await call(http, "getUpdates")
    assert [update["message"]["text"] for update in body["result"]] == ["said meanwhile"]
    assert [message.text for message in ana.messages[1:]] == ["before", "said meanwhile"]


async def test_going_away_cuts_off_a_poll_that_waits(telegram: Telegram, serving: Serving) -> None:
    async with aiohttp.ClientSession(serving.url) as http, asyncio.TaskGroup() as group:
        poll = group.create_task(cut_off(http, "getUpdates", timeout=50))
        async with http.get("/chat/events") as events:
            await events.content.readuntil(b"\n\n")
            await serving.goes_away()
    assert poll.result() is aiohttp.ServerDisconnectedError


async def test_going_and_coming_twice_is_going_and_coming_once(
    http: aiohttp.ClientSession, serving: Serving
) -> None:
    for _ in range(2):
        await serving.goes_away()
    for _ in range(2):
        await serving.comes_back()
    assert (await call(http, "getMe"))[0] == 200
