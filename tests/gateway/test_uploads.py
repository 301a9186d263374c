"""Pictures on a real wire: what the outbox uploads, and what becomes of it when the line fails."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import FormData

from bot.clock import MovableClock
from bot.domain.moment import MomentKind
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.request import AiohttpRequest
from bot.gateway.screen import Button, Picture, Screen, SentBefore
from bot.gateway.upload import Upload, body_of
from bot.gateway.wire import Wire
from bot.simulator.faults import Fault, Trouble
from bot.simulator.people import Person
from bot.simulator.server import Serving, serve
from bot.simulator.telegram import Telegram
from tests.gateway.faulty_telegram import TOKEN as FAULTY_TOKEN
from tests.gateway.faulty_telegram import faulty_telegram, shows

TOKEN = "123456789:" + "A" * 35
ANA = 1001


def png(width: int = 1000, height: int = 600, size: int = 20_000) -> bytes:
    """Return what Telegram takes for a picture: a PNG's first bytes, then anything."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return head + bytes(range(256)) * ((size - len(head)) // 256 + 1)


WEEK, MONTH = png(), png(1000, 700)
ROWS = ((Button("Close", "w:close"), Button("Support", url="https://example.org/")),)
LETTER = Screen("Your <b>week</b> &amp; Grüße, 🏺", ROWS, media=Picture(WEEK))


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(TOKEN, MovableClock.fixed(datetime(2026, 11, 22, 18, tzinfo=UTC)).now)


@pytest.fixture
def ana(telegram: Telegram) -> Person:
    ana = telegram.join(ANA, "Ana")
    ana.says("/start")
    return ana


@pytest.fixture
async def serving(telegram: Telegram) -> AsyncIterator[Serving]:
    serving = await serve(telegram, "127.0.0.1", 0)
    yield serving
    await serving.close()


@pytest.fixture
async def outbox(serving: Serving) -> AsyncIterator[Outbox]:
    async with line(TOKEN, serving.url) as outbox:
        yield outbox


@asynccontextmanager
async def line(token: str, url: str, patience: float = 60) -> AsyncIterator[Outbox]:
    request = AiohttpRequest(connect_timeout=60, read_timeout=patience)
    async with Wire(token, url, Lanes(), request) as wire:
        yield Outbox(wire.call, pause=_at_once)


async def _at_once(_seconds: float) -> None:
    return None


async def test_a_picture_arrives_byte_by_byte_with_its_caption_and_its_buttons(
    outbox: Outbox, ana: Person
) -> None:
    message_id = await outbox.send(ANA, LETTER, reply_to=1)
    seen = ana.messages[-1]
    assert (seen.id, seen.kind, seen.photo) == (message_id, "photo", WEEK)
    assert seen.text == "Your week & Grüße, 🏺"
    assert seen.entities == ({"type": "bold", "offset": 5, "length": 4},)
    assert seen.labels == ["Close", "Support"]
    assert (seen.reply_to, seen.is_silent) == (1, False)
    assert (seen.content[0]["width"], seen.content[0]["height"]) == (1000, 600)


async def test_a_picture_needs_no_caption_and_may_come_silently(outbox: Outbox, ana: Person) -> None:
    await outbox.send(ANA, Screen("", media=Picture(WEEK), is_silent=True), lane=Lane.PROMPTS)
    assert (ana.messages[-1].text, ana.messages[-1].photo, ana.messages[-1].is_silent) == ("", WEEK, True)


async def test_a_picture_of_several_megabytes_arrives_whole(outbox: Outbox, ana: Person) -> None:
    large = png(size=5_000_000)
    await outbox.send(ANA, Screen("", media=Picture(large)))
    assert ana.messages[-1].photo == large


async def test_a_picture_changes_in_place_and_text_becomes_one(outbox: Outbox, ana: Person) -> None:
    message_id = await outbox.send(ANA, Screen("A letter is here."))
    assert await outbox.edit(ANA, message_id, LETTER)
    assert (ana.messages[-1].photo, ana.messages[-1].labels) == (WEEK, ["Close", "Support"])
    assert await outbox.edit(ANA, message_id, Screen("30 days", media=Picture(MONTH)))
    seen = ana.messages[-1]
    assert (seen.id, seen.photo, seen.text, seen.labels) == (message_id, MONTH, "30 days", [])


async def test_a_caption_and_buttons_change_under_the_same_picture(outbox: Outbox, ana: Person) -> None:
    message_id = await outbox.send(ANA, LETTER)
    assert await outbox.edit(ANA, message_id, Screen("Your week.", media=Picture(WEEK)))
    assert (ana.messages[-1].photo, ana.messages[-1].text, ana.messages[-1].labels) == (
        WEEK,
        "Your week.",
        [],
    )


async def test_a_picture_never_turns_back_into_text(outbox: Outbox, ana: Person) -> None:
    message_id = await outbox.send(ANA, LETTER)
    assert await outbox.edit(ANA, message_id, Screen("Hidden.")) is False
    assert ana.messages[-1].photo == WEEK


async def test_a_picture_is_deleted_and_then_can_be_edited_no_more(outbox: Outbox, ana: Person) -> None:
    message_id = await outbox.send(ANA, LETTER)
    assert await outbox.delete(ANA, message_id)
    assert [message.kind for message in ana.messages] == ["text"]
    assert await outbox.edit(ANA, message_id, LETTER) is False


@pytest.mark.parametrize(
    ("kind", "caption"),
    [
        (MomentKind.PHOTO, "tea, 3 March"),
        (MomentKind.VOICE, "3 March"),
        (MomentKind.VIDEO_NOTE, ""),
        (MomentKind.STICKER, ""),
    ],
)
async def test_what_a_person_sent_comes_again_by_its_id(
    outbox: Outbox, ana: Person, kind: MomentKind, caption: str
) -> None:
    ana.sends(kind.value)
    content = ana.messages[-1].content
    file_id = content[0]["file_id"] if kind is MomentKind.PHOTO else content["file_id"]
    await outbox.send(ANA, Screen(caption, ROWS, media=SentBefore(kind, file_id)))
    seen = ana.messages[-1]
    assert (seen.is_from_bot, seen.kind, seen.content, seen.text) == (True, kind.value, content, caption)
    assert seen.labels == ["Close", "Support"]


@pytest.mark.parametrize("kind", sorted(set(MomentKind) - {MomentKind.TEXT}))
async def test_an_id_that_telegram_does_not_know_any_more_is_refused(
    outbox: Outbox, ana: Person, kind: MomentKind
) -> None:
    with pytest.raises(Refused):
        await outbox.send(ANA, Screen("", media=SentBefore(kind, "an id of long ago")))


async def test_a_message_becomes_a_photo_of_before_but_never_a_voice_note(
    outbox: Outbox, ana: Person
) -> None:
    ana.sends("photo")
    photo = ana.messages[-1].content[0]["file_id"]
    ana.sends("voice")
    voice = ana.messages[-1].content["file_id"]
    message_id = await outbox.send(ANA, Screen("tea"))
    assert await outbox.edit(ANA, message_id, Screen("", media=SentBefore(MomentKind.VOICE, voice))) is False
    assert await outbox.edit(ANA, message_id, Screen("tea", media=SentBefore(MomentKind.PHOTO, photo)))
    assert ana.messages[-1].content[0]["file_id"] == photo


async def test_a_picture_shown_again_unchanged_has_succeeded(outbox: Outbox, ana: Person) -> None:
    ana.sends("photo")
    again = Screen("tea", media=SentBefore(MomentKind.PHOTO, ana.messages[-1].content[0]["file_id"]))
    message_id = await outbox.send(ANA, again)
    assert await outbox.edit(ANA, message_id, again) is True


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.DROP, Unsure),
        (Fault.LOSE_ANSWER, Unsure),
        (Fault.BREAK_OFF, Unsure),
        (Fault.HANG, Unsure),
        (Fault.HANG_AFTER, Unsure),
        (Fault.SERVER_ERROR, Unsure),
        (Fault.SERVER_ERROR_AFTER, Unsure),
        (Fault.TOO_MANY, Wait),
        (Fault.FORBIDDEN, Gone),
    ],
)
async def test_what_became_of_an_upload_is_told_apart_and_none_of_the_clocks_is_repeated(
    serving: Serving, telegram: Telegram, ana: Person, fault: Fault, kind: type[DeliveryError]
) -> None:
    telegram.faults.plan(Trouble(fault, 1), method="sendPhoto")
    is_silent = fault in (Fault.HANG, Fault.HANG_AFTER)
    async with line(TOKEN, serving.url, patience=1 if is_silent else 60) as outbox:
        with pytest.raises(DeliveryError) as sending:
            await outbox.send(ANA, LETTER, lane=Lane.PROMPTS)
    assert sending.type is kind
    assert [message.photo for message in ana.messages[1:]] == [WEEK] * fault.is_carried_out


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.SERVER_ERROR, Fault.TOO_MANY])
async def test_a_picture_that_somebody_waits_for_is_uploaded_again_whole(
    outbox: Outbox, telegram: Telegram, ana: Person, fault: Fault
) -> None:
    telegram.faults.plan(Trouble(fault, 1), method="sendPhoto")
    await outbox.send(ANA, LETTER)
    assert [message.photo for message in ana.messages[1:]] == [WEEK]


async def test_a_picture_that_telegram_cannot_read_is_refused(outbox: Outbox, ana: Person) -> None:
    with pytest.raises(Refused):
        await outbox.send(ANA, Screen("", media=Picture(b"no picture")))
    with pytest.raises(Refused):
        await outbox.send(ANA, Screen("x" * 1025, media=Picture(WEEK)))


async def test_somebody_who_blocked_the_bot_gets_no_picture(outbox: Outbox, ana: Person) -> None:
    ana.blocks()
    with pytest.raises(Gone):
        await outbox.send(ANA, LETTER)


async def test_with_telegram_off_the_network_a_picture_was_certainly_not_sent(
    outbox: Outbox, serving: Serving, ana: Person
) -> None:
    await serving.goes_away()
    with pytest.raises(NotSent):
        await outbox.send(ANA, LETTER, lane=Lane.PROMPTS)


async def test_an_upload_that_is_broken_off_half_way_is_of_unknown_outcome() -> None:
    """Telegram takes the head of a picture and hangs up: that it never got the rest is more than the bot can know."""
    heads: list[bytes] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\x89PNG"))
        # Closed with bytes unread: a reset, as when a machine on the way falls over.
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server, line(TOKEN, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as outbox:
        with pytest.raises(Unsure, match=r"^unsure$"):
            await outbox.send(ANA, Screen("", media=Picture(png(size=5_000_000))), lane=Lane.PROMPTS)
    [head] = heads
    assert head.startswith(b"POST /bot")
    assert b"Content-Length: 500" in head


async def test_a_proxy_that_takes_no_large_body_refuses_this_one_alone() -> None:
    async with faulty_telegram() as telegram, line(FAULTY_TOKEN, telegram.base_url) as outbox:
        telegram.plan = [shows(413)]
        with pytest.raises(Refused):
            await outbox.send(ANA, LETTER)
        assert await outbox.send(ANA, Screen("Your week.")) == 77


async def test_on_the_wire_an_edit_points_to_the_picture_that_it_brings() -> None:
    async with faulty_telegram() as telegram, line(FAULTY_TOKEN, telegram.base_url) as outbox:
        assert await outbox.edit(ANA, 77, LETTER)
        [(method, fields)] = telegram.calls
    assert method == "editMessageMedia"
    assert fields["picture"] == ("picture.png", WEEK)
    assert '"attach://picture"' in fields["media"]
    assert fields["chat_id"] == str(ANA)
    assert fields["reply_markup"].startswith('{"inline_keyboard"')


async def test_only_a_call_with_a_file_is_a_form() -> None:
    assert body_of({"chat_id": 1, "text": "tea"}) == b'{"chat_id": 1, "text": "tea"}'
    assert isinstance(body_of({"chat_id": 1, "photo": Upload("a.png", WEEK, "image/png")}), FormData)
    with pytest.raises(TypeError):
        body_of({"chat_id": 1, "text": object()})


def test_no_picture_is_written_out_in_an_error_or_a_log() -> None:
    assert "PNG" not in repr(LETTER)
    assert "PNG" not in repr(Upload("picture.png", WEEK, "image/png"))
