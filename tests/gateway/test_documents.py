"""Documents on a real wire: what is uploaded, what is downloaded, and what stays secret where it fails."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from bot.clock import MovableClock
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import Broken, DeliveryError, NotSent, Unsure
from bot.gateway.request import AiohttpRequest
from bot.gateway.screen import Button, Document, Screen
from bot.gateway.wire import FILE_BYTES, Wire
from bot.simulator.files import Upload
from bot.simulator.people import Person
from bot.simulator.server import Serving, serve
from bot.simulator.telegram import Telegram

TOKEN = "123456789:" + "A" * 35
ARCHIVE = Screen(
    "Your <b>data</b>",
    ((Button("Close", "w:close"),),),
    media=Document("goldseam.zip", b"PK" + bytes(range(256)) * 4000, "application/zip"),
)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(TOKEN, MovableClock.fixed(datetime(2026, 11, 22, 18, tzinfo=UTC)).now)


@pytest.fixture
def ana(telegram: Telegram) -> Person:
    ana = telegram.join(1001, "Ana")
    ana.says("/start")
    return ana


@pytest.fixture
async def serving(telegram: Telegram) -> AsyncIterator[Serving]:
    serving = await serve(telegram, "127.0.0.1", 0)
    yield serving
    await serving.close()


@pytest.fixture
async def outbox(serving: Serving) -> AsyncIterator[Outbox]:
    async with line(serving.url) as outbox:
        yield outbox


@asynccontextmanager
async def line(url: str) -> AsyncIterator[Outbox]:
    request = AiohttpRequest(connect_timeout=60, read_timeout=60)
    async with Wire(TOKEN, url, Lanes(), request) as wire:
        yield Outbox(wire.call, pause=_at_once, download=wire.download)


async def _at_once(_seconds: float) -> None:
    return None


async def test_a_document_arrives_whole_under_its_name(
    outbox: Outbox, ana: Person, telegram: Telegram
) -> None:
    await outbox.send(ana.id, ARCHIVE)
    seen = ana.messages[-1]
    assert (seen.kind, seen.text, seen.labels) == ("document", "Your data", ["Close"])
    assert seen.content["file_name"] == "goldseam.zip"
    assert seen.content["mime_type"] == "application/zip"
    assert isinstance(ARCHIVE.media, Document)
    assert telegram.world.files.by_id[seen.content["file_id"]].upload.content == ARCHIVE.media.content


async def test_an_edit_into_or_away_from_a_document_is_left_to_the_caller(
    outbox: Outbox, ana: Person
) -> None:
    text_id = await outbox.send(ana.id, Screen("tea"))
    assert not await outbox.edit(ana.id, text_id, ARCHIVE)
    document_id = await outbox.send(ana.id, ARCHIVE)
    assert not await outbox.edit(ana.id, document_id, Screen("tea"))


async def test_what_somebody_sent_is_downloaded(outbox: Outbox, ana: Person) -> None:
    content = bytes(range(256)) * 5000
    ana.sends("document", upload=Upload("my data ü#?.zip", content))
    assert await outbox.get_file(ana.messages[-1].content["file_id"]) == content


async def test_what_telegram_gives_no_more_is_none(outbox: Outbox, ana: Person, telegram: Telegram) -> None:
    assert await outbox.get_file("nonsense") is None
    ana.sends("document", upload=Upload("large.zip", bytes(FILE_BYTES + 1)))
    assert await outbox.get_file(ana.messages[-1].content["file_id"]) is None
    ana.sends("voice")
    telegram.world.files.by_path.clear()
    assert await outbox.get_file(ana.messages[-1].content["file_id"]) is None


async def test_more_than_telegram_promised_is_not_read() -> None:
    large = web.Response(body=bytes(FILE_BYTES + 1))
    async with _answering(large) as url, Wire(TOKEN, url, Lanes()) as wire:
        assert await wire.download("documents/file_1.zip") is None


@pytest.mark.parametrize(
    ("status", "kind"), [(502, Unsure), (401, Broken), (302, Broken), (403, Broken), (500, Unsure)]
)
async def test_a_download_that_fails_says_how(status: int, kind: type[DeliveryError]) -> None:
    failed = web.Response(status=status, headers={"Location": "/elsewhere"})
    async with _answering(failed) as url, Wire(TOKEN, url, Lanes()) as wire:
        with pytest.raises(kind):
            await wire.download("documents/file_1.zip")


async def test_no_failure_of_a_download_tells_the_token() -> None:
    async with Wire(TOKEN, "http://127.0.0.1:1", Lanes()) as wire:
        with pytest.raises(NotSent) as refused:
            await wire.download("documents/file_1.zip")
    async with Wire(TOKEN, "http://[nonsense", Lanes()) as wire:
        with pytest.raises(Unsure) as unreadable:
            await wire.download("documents/file_1.zip")
    for raised in (refused.value, unreadable.value):
        told = "".join(traceback.format_exception(raised, limit=0))
        assert "AAAA" not in told


async def test_a_download_is_tried_three_times() -> None:
    tried: list[str] = []

    async def call(_method: str, _parameters: dict[str, Any], _lane: Lane) -> Any:
        return {"file_path": "voices/file_1.ogg"}

    async def download(path: str) -> bytes:
        tried.append(path)
        if len(tried) < 3:
            raise Unsure
        return b"tea"

    assert await Outbox(call, pause=_at_once, download=download).get_file("x") == b"tea"
    assert len(tried) == 3


@asynccontextmanager
async def _answering(response: web.Response) -> AsyncIterator[str]:
    """A server that answers everything alike."""

    async def answer(_: web.Request) -> web.Response:
        return response

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    host, port = site._server.sockets[0].getsockname()[:2]  # type: ignore[attr-defined]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
