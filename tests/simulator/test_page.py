"""The people's side over real HTTP, and what the page's files promise."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.simulator import server
from bot.simulator.files import Upload
from bot.simulator.people import Person
from bot.simulator.samples import sample
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted

_PAGE = Path(server.__file__).parent / "page"
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (10).to_bytes(4) + (6).to_bytes(4)
_SOURCES = [path for path in _PAGE.iterdir() if path.is_file()]


class Page:
    """What the chat page's script does, in Python."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def get(self, path: str, status: int = 200) -> Any:
        async with self.http.get(f"/chat/{path}") as response:
            assert response.status == status
            return await response.json(content_type=None) if status == 200 else None

    async def post(self, path: str, status: int = 200, **body: Any) -> Any:
        async with self.http.post(f"/chat/{path}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json(content_type=None)


@pytest.fixture
async def page(telegram: Telegram, clock: MovableClock) -> AsyncIterator[Page]:
    serving = await serve(telegram, "127.0.0.1", 0, clock.move)
    async with aiohttp.ClientSession(serving.url) as http:
        yield Page(http)
    await serving.close()


async def test_somebody_joins_says_something_and_sees_the_answer(page: Page, telegram: Telegram) -> None:
    deniz: dict[str, Any] = {"id": 1002, "first_name": "Deniz", "language_code": "tr"}
    assert await page.post("people", **deniz) == deniz
    assert await page.post("people", **deniz) == deniz
    assert await page.get("people") == [deniz]
    said = await page.post("people/1002/say", text="/start")
    granted(
        telegram,
        "sendMessage",
        chat_id=1002,
        text="<b>Hoş</b> geldin",
        parse_mode="HTML",
        reply_markup=buttons("evet"),
    )
    chat = await page.get("people/1002")
    assert [message["id"] for message in chat["messages"]] == [said["message_id"], said["message_id"] + 1]
    shown = chat["messages"][1]
    assert (shown["text"], shown["is_from_bot"], shown["kind"]) == ("Hoş geldin", True, "text")
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert shown["rows"] == [[{"label": "evet", "data": "evet", "url": None}]]


async def test_the_page_shows_a_photo_its_caption_and_what_takes_its_place(
    page: Page, telegram: Telegram, ana: Person
) -> None:
    week, month = sample("photo")[0], Upload("month.png", _PNG, "image/png")
    sent = granted(telegram, "sendPhoto", chat_id=ana.id, photo=week, caption="week")["message_id"]
    version, shown = await last_of(page, ana)
    assert (shown["kind"], shown["text"], shown["is_edited"]) == ("photo", "week", False)
    assert await fetched(page, shown) == (week.content, "image/jpeg")
    media = {"type": "photo", "media": "attach://picture", "caption": "month"}
    granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=sent,
        media=media,
        picture=month,
        reply_markup=buttons("close"),
    )
    version, shown = await last_of(page, ana, since=version)
    assert (shown["id"], shown["kind"], shown["text"], shown["is_edited"]) == (sent, "photo", "month", True)
    assert await fetched(page, shown) == (month.content, "image/png")
    called = (await page.get("calls"))[-1]["params"]
    assert called["picture"] == f"month.png, {len(_PNG)} bytes"
    granted(telegram, "deleteMessage", chat_id=ana.id, message_id=sent)
    assert (await page.get(f"people/{ana.id}?since={version}"))["gone"] == [sent]


async def test_a_text_on_the_page_becomes_a_photo(page: Page, telegram: Telegram, ana: Person) -> None:
    sent = granted(telegram, "sendMessage", chat_id=ana.id, text="week")["message_id"]
    version, _ = await last_of(page, ana)
    media = {"type": "photo", "media": "attach://picture"}
    granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=sent,
        media=media,
        picture=sample("photo")[0],
    )
    _, shown = await last_of(page, ana, since=version)
    assert (shown["id"], shown["kind"], shown["text"]) == (sent, "photo", "")


async def last_of(page: Page, person: Person, *, since: int = 0) -> tuple[int, Any]:
    """Return what the page knows now, and the newest message that it was told of after `since`."""
    chat = await page.get(f"people/{person.id}?since={since}")
    return chat["version"], chat["messages"][-1]


async def fetched(page: Page, shown: Any) -> tuple[bytes, str]:
    """Return the photo of a message as the page's script gets it, with its type."""
    async with page.http.get(f"/chat/files/{shown['content'][0]['file_id']}") as response:
        assert response.status == 200
        return await response.read(), response.content_type


async def test_a_tap_is_answered_with_a_toast(page: Page, telegram: Telegram, ana: Person) -> None:
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card", reply_markup=buttons("1"))[
        "message_id"
    ]
    version = (await page.get(f"people/{ana.id}"))["version"]
    query = (await page.post(f"people/{ana.id}/tap", message_id=card, data="forged"))["query_id"]
    assert (await page.get(f"people/{ana.id}?since={version}"))["toasts"] == []
    granted(telegram, "answerCallbackQuery", callback_query_id=query, text="Noted")
    told = await page.get(f"people/{ana.id}?since={version}")
    assert told["toasts"] == [{"query_id": query, "text": "Noted", "is_alert": False}]
    assert (await page.get(f"people/{ana.id}?since={told['version']}"))["toasts"] == []


async def test_only_what_changed_since_is_told(page: Page, telegram: Telegram, ana: Person) -> None:
    cards = [
        granted(telegram, "sendMessage", chat_id=ana.id, text=f"{number}")["message_id"]
        for number in range(3)
    ]
    version = (await page.get(f"people/{ana.id}"))["version"]
    granted(telegram, "editMessageText", chat_id=ana.id, message_id=cards[1], text="edited")
    granted(telegram, "deleteMessage", chat_id=ana.id, message_id=cards[2])
    told = await page.get(f"people/{ana.id}?since={version}")
    assert [(message["id"], message["text"], message["is_edited"]) for message in told["messages"]] == [
        (cards[1], "edited", True)
    ]
    assert told["gone"] == [cards[2]]


async def test_everything_that_the_page_can_send_arrives(page: Page, telegram: Telegram, ana: Person) -> None:
    said = (await page.post(f"people/{ana.id}/say", text="tea", reply_to=1))["message_id"]
    await page.post(f"people/{ana.id}/edit", message_id=said, text="tea together")
    await page.post(f"people/{ana.id}/send", kind="photo", caption="look")
    await page.post(f"people/{ana.id}/location", latitude=37, longitude=36.2)
    await page.post(f"people/{ana.id}/block")
    await page.post(f"people/{ana.id}/say", status=409, text="x")
    assert (await page.get(f"people/{ana.id}"))["is_blocked"] is True
    await page.post(f"people/{ana.id}/return")
    kinds = [list(update)[1] for update in granted(telegram, "getUpdates")]
    assert kinds == ["message", "edited_message", "message", "message", "my_chat_member", "my_chat_member"]
    assert [(message.kind, message.text) for message in ana.messages[1:]] == [
        ("text", "tea together"),
        ("photo", "look"),
        ("location", ""),
    ]


async def test_files_are_shown_and_cannot_run_as_a_page(page: Page, ana: Person) -> None:
    ana.sends("photo")
    (message,) = [
        each for each in (await page.get(f"people/{ana.id}"))["messages"] if each["kind"] == "photo"
    ]
    async with page.http.get(f"/chat/files/{message['content'][0]['file_id']}") as response:
        assert response.content_type == "image/jpeg"
        assert response.headers["Content-Security-Policy"] == "sandbox"
        assert await response.read() == (_PAGE / "samples" / "photo.jpg").read_bytes()
    await page.get("files/nonsense", status=404)


async def test_the_bots_name_description_and_menu_come_in_the_persons_language(
    page: Page, telegram: Telegram, ana: Person
) -> None:
    granted(telegram, "setMyName", name="Goldseam")
    granted(telegram, "setMyDescription", description="quiet", language_code="en")
    granted(telegram, "setMyCommands", commands=[{"command": "week", "description": "How it was"}])
    assert (await page.get(f"people/{ana.id}"))["bot"] == {
        "name": "Goldseam",
        "description": "quiet",
        "commands": [{"command": "week", "description": "How it was"}],
    }


async def test_the_bots_calls_can_be_read_with_their_refusals(
    page: Page, telegram: Telegram, ana: Person
) -> None:
    telegram.call("sendMessage", {"chat_id": ana.id, "text": "x"})
    telegram.call("sendMessage", {"chat_id": ana.id})
    calls = await page.get("calls")
    assert [(call["number"], call["method"], call["status"]) for call in calls] == [
        (1, "sendMessage", 200),
        (2, "sendMessage", 400),
    ]
    assert calls[1]["description"] == "Bad Request: message text is empty"
    assert await page.get("calls?since=1") == calls[1:]


async def test_the_clock_is_told_and_moved(page: Page, clock: MovableClock) -> None:
    before = clock.now()
    assert await page.get("clock") == {"now": before.timestamp(), "can_move": True}
    await page.post("clock", seconds=3600)
    assert clock.now() - before == timedelta(hours=1)
    await page.post("clock", status=400, seconds=1e300)
    await page.post("clock", status=400, seconds="much")


async def test_a_clock_that_cannot_be_moved_says_so(telegram: Telegram) -> None:
    serving = await serve(telegram, "127.0.0.1", 0)
    async with aiohttp.ClientSession(serving.url) as http:
        page = Page(http)
        assert (await page.get("clock"))["can_move"] is False
        await page.post("clock", status=400, seconds=60)
    await serving.close()


async def test_changes_are_told_as_they_happen(page: Page, telegram: Telegram, ana: Person) -> None:
    async with page.http.get("/chat/events") as events:
        assert events.content_type == "text/event-stream"
        told = []
        for text in ("one", "two"):
            ana.says(text)
            told.append(await events.content.readuntil(b"\n\n"))
    numbers = [int(each.removeprefix(b"data: ")) for each in told]
    assert numbers[0] < numbers[1] == telegram.world.changes.number


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {}),
        ("say", {"text": 4}),
        ("say", {"text": "x", "reply_to": "first"}),
        ("tap", {"message_id": True, "data": "x"}),
        ("send", {"kind": "bomb"}),
        ("location", {"latitude": "north", "longitude": 1}),
    ],
)
async def test_a_body_that_lacks_something_is_refused(
    page: Page, ana: Person, path: str, body: dict[str, Any]
) -> None:
    await page.post(f"people/{ana.id}/{path}", status=400, **body)


async def test_unknown_people_and_foreign_forms_are_refused(page: Page, ana: Person) -> None:
    await page.get("people/42", status=404)
    async with page.http.post(f"/chat/people/{ana.id}/say", data={"text": "from another site"}) as response:
        assert response.status == 415
    async with page.http.post(
        f"/chat/people/{ana.id}/say", data="{", headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 400
    assert len(ana.messages) == 1


async def test_the_page_and_all_it_names_are_served_from_here(page: Page) -> None:
    async with page.http.get("/") as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        text = await response.text()
    named = set(re.findall(r'(?:href|src)="([^"#]+)', text))
    assert named == {"/page/icon.svg", "/page/style.css", "/page/chat.js", "/page/icons.svg"}
    for address in named:
        async with page.http.get(address) as response:
            assert response.status == 200


@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: path.name)
def test_no_file_of_the_page_asks_another_machine_or_writes_html_from_words(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    for forbidden in (
        "http://",
        "https://",
        "//cdn",
        "@import",
        "url(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
    ):
        assert forbidden not in source


def test_the_page_has_every_word_in_both_languages() -> None:
    source = (_PAGE / "words.js").read_text(encoding="utf-8")
    english, turkish = (
        set(
            re.findall(
                r"^    (\w+):", source.split(f"\n  {language}: {{")[1].split("\n  },")[0], re.MULTILINE
            )
        )
        for language in ("en", "tr")
    )
    assert english == turkish
    used = set(
        re.findall(
            r"\bwords\.(\w+)",
            "".join(path.read_text(encoding="utf-8") for path in _SOURCES if path.suffix == ".js"),
        )
    )
    used |= set(
        re.findall(
            r'data-(?:word|label|placeholder)="(\w+)"', (_PAGE / "index.html").read_text(encoding="utf-8")
        )
    )
    assert used - {"js"} == english
