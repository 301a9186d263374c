"""A person who taps faster than their chat's pace: the inbox, the outbox and a line to Telegram in fake time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.gateway.inbox import Inbox
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.screen import Picture, Screen
from bot.gateway.updates import Update
from bot.gateway.waiting import Waiting
from tests.gateway.fake_time import run
from tests.gateway.test_inbox import ANA, BEN, Store, _LoopClock, says

CARD, OTHER = 7, 8
GONE = Refused(400, "Bad Request: message to edit not found")


class Chat:
    """Handlers that do as a tap's text says ("edit 7", "draw 7", "send", "delete 7"), over a line that notes it."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.outbox = Outbox(self._call)
        self.seen: list[str] = []
        self.begun: list[str] = []
        self.told: list[bool] = []
        self.apologies = 0
        self.uploads = 0
        self.troubles: list[DeliveryError] = []

    async def _call(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        async def go() -> Any:
            if self.troubles:
                raise self.troubles.pop(0)
            said = (
                parameters.get("text")
                or parameters.get("caption")
                or parameters.get("media", {}).get("caption")
            )
            self.seen.append(f"{method[:4]} {parameters.get('message_id', '')} {said or ''}".strip())
            if "picture" in parameters or "photo" in parameters:
                self.uploads += 1
            return {"message_id": 99}

        return await self.lanes.go(go, method, parameters["chat_id"], lane)

    async def handle(self, row: Waiting) -> None:
        text = row.update["message"]["text"]
        self.begun.append(text)
        what, *rest = text.split()
        if what == "edit":
            self.told.append(await self.outbox.edit(row.person, int(rest[0]), Screen(text)))
        elif what == "draw":
            drawn = Screen(text, media=Picture(b"png"))
            self.told.append(await self.outbox.edit(row.person, int(rest[0]), drawn))
        elif what == "send":
            await self.outbox.send(row.person, Screen(text))
        elif what == "delete":
            await self.outbox.delete(row.person, int(rest[0]))
        elif what == "wait":
            await asyncio.sleep(float(rest[0]))
        else:
            raise ValueError(text)

    async def apologise(self, update: Update) -> None:
        del update
        self.apologies += 1


@asynccontextmanager
async def serving(store: Store, chat: Chat) -> AsyncIterator[Inbox]:
    inbox = Inbox(store, chat.handle, chat.apologise, _LoopClock(), outbox=chat.outbox)
    async with asyncio.TaskGroup() as group:
        group.create_task(inbox.run())
        yield inbox
        await inbox.drain(5)


def play(*acts: str, then: Callable[[Chat, Store], Awaitable[None]] | None = None) -> Chat:
    """Have Ana do all this at once, and return what became of it a minute later."""

    async def scene() -> Chat:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, act) for act in acts])
            if then is not None:
                await then(chat, store)
            await asyncio.sleep(60)
            assert not store.rows
        return chat

    return run(scene())


def test_a_lone_edit_is_made_at_once() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a")])
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert chat.seen == ["edit 7 edit 7 a"]

    run(scene())


def test_of_many_edits_at_once_the_newest_is_made() -> None:
    chat = play(*(f"edit {CARD} {number}" for number in range(20)))
    assert chat.seen == ["edit 7 edit 7 19"]
    assert chat.told == [True] * 20


def test_edits_of_different_messages_are_all_made_in_order() -> None:
    chat = play("edit 7 a", "edit 8 b", "edit 7 c", "edit 9 d")
    assert chat.seen == ["edit 8 edit 8 b", "edit 7 edit 7 c", "edit 9 edit 9 d"]


def test_of_many_pictures_in_one_message_the_newest_alone_is_uploaded() -> None:
    chat = play(*(f"draw {CARD} {number}" for number in range(20)))
    assert (chat.seen, chat.uploads) == (["edit 7 draw 7 19"], 1)
    assert chat.told == [True] * 20


def test_a_picture_that_a_text_takes_the_place_of_is_not_uploaded() -> None:
    chat = play("draw 7 a", "edit 7 b", "draw 8 c", "edit 9 d")
    assert (chat.seen, chat.uploads) == (["edit 7 edit 7 b", "edit 8 draw 8 c", "edit 9 edit 9 d"], 1)


def test_a_message_does_not_overtake_an_edit() -> None:
    chat = play("edit 7 a", "edit 7 b", "send", "edit 7 c")
    assert chat.seen == ["edit 7 edit 7 b", "send  send", "edit 7 edit 7 c"]


def test_the_edit_of_a_message_that_is_deleted_then_is_dropped() -> None:
    chat = play("edit 7 a", "edit 8 b", "delete 7", "wait 0")
    assert chat.seen == ["dele 7", "edit 8 edit 8 b"]


def test_nobody_looks_at_an_old_screen_for_much_longer_than_a_second() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), *(says(ANA, f"wait 0.4 {n}") for n in range(20))])
            await asyncio.sleep(1.3)
            assert chat.seen == ["edit 7 edit 7 a"]
            assert len(chat.begun) < 7

    run(scene())


def test_what_owes_an_edit_stays_until_it_is_made_and_so_does_what_came_after() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "wait 0"), says(ANA, "wait 0.9")])
            await asyncio.sleep(0.8)
            assert chat.begun == ["edit 7 a", "wait 0", "wait 0.9"]
            assert len(store.rows) == 3
            await asyncio.sleep(1)
            assert not store.rows

    run(scene())


def test_killed_in_between_it_is_all_done_again_in_order() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        inbox = Inbox(store, chat.handle, chat.apologise, _LoopClock(), outbox=chat.outbox)
        running = asyncio.get_running_loop().create_task(inbox.run())
        await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "edit 7 b"), says(ANA, "wait 0.9")])
        await asyncio.sleep(0.5)
        running.cancel()
        await asyncio.wait([running])
        assert not chat.seen
        again = Chat()
        async with serving(store, again):
            await asyncio.sleep(5)
        assert again.begun == ["edit 7 a", "edit 7 b", "wait 0.9"]
        assert again.seen == ["edit 7 edit 7 b"]
        assert not store.rows

    run(scene())


def test_an_owed_edit_of_a_message_that_is_gone_comes_as_a_new_message() -> None:
    async def gone(chat: Chat, _: Store) -> None:
        chat.troubles = [GONE]

    assert play("edit 7 a", "wait 0", then=gone).seen == ["send  edit 7 a"]


def test_an_owed_picture_whose_message_is_gone_comes_as_a_new_message() -> None:
    async def gone(chat: Chat, _: Store) -> None:
        chat.troubles = [GONE]

    chat = play("draw 7 a", "wait 0", then=gone)
    assert (chat.seen, chat.uploads) == (["send  draw 7 a"], 1)


@pytest.mark.parametrize("trouble", [NotSent(), Wait(1), Unsure()], ids=lambda error: error.kind)
def test_trouble_with_an_owed_picture_is_waited_out_and_it_is_uploaded_whole(trouble: DeliveryError) -> None:
    async def comes(chat: Chat, _: Store) -> None:
        chat.troubles = [trouble]

    chat = play("draw 7 a", "wait 0", then=comes)
    assert (chat.seen, chat.uploads) == (["edit 7 draw 7 a"], 1)


def test_the_last_edit_of_a_message_that_is_gone_is_told_to_its_caller() -> None:
    async def gone(chat: Chat, _: Store) -> None:
        chat.troubles = [GONE]

    chat = play("edit 7 a", "edit 7 b", then=gone)
    assert (chat.told, chat.seen) == ([True, False], [])


@pytest.mark.parametrize("trouble", [NotSent(), Wait(10)], ids=lambda error: error.kind)
def test_trouble_with_an_owed_edit_is_waited_out(trouble: DeliveryError) -> None:
    async def comes(chat: Chat, store: Store) -> None:
        chat.troubles = [trouble] * 3
        await asyncio.sleep(1)
        assert len(store.rows) == 2

    assert play("edit 7 a", "wait 0", then=comes).seen == ["edit 7 edit 7 a"]


def test_for_somebody_who_has_gone_nothing_is_owed() -> None:
    async def goes(chat: Chat, _: Store) -> None:
        chat.troubles = [Gone(403)]

    chat = play("edit 7 a", "wait 0", then=goes)
    assert (chat.seen, chat.apologies) == ([], 0)


def test_an_owed_edit_that_telegram_cannot_read_is_told_kindly_and_put_off() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "wait 0")])
            chat.troubles = [Refused(400, "can't parse entities")]
            await asyncio.sleep(5)
            assert chat.apologies == 1
            assert [row.attempts for row in store.rows.values()] == [1]

    run(scene())


def test_an_update_that_fails_takes_no_owed_edit_along() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "nonsense")])
            await asyncio.sleep(5)
        assert chat.seen == ["edit 7 edit 7 a"]
        assert [row.update["message"]["text"] for row in store.rows.values()] == ["nonsense"]

    run(scene())


def test_at_the_end_what_is_owed_is_sent() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "wait 0.5"), says(ANA, "edit 7 b")])
            await asyncio.sleep(0.1)
            assert await inbox.drain(5)
            assert chat.seen == ["edit 7 edit 7 a"]
            assert [row.update["message"]["text"] for row in store.rows.values()] == ["edit 7 b"]

    run(scene())


def test_at_the_end_nobody_waits_for_a_line_that_is_down() -> None:
    async def scene() -> float:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "wait 0.5")])
            await asyncio.sleep(0.1)
            chat.troubles = [Wait(3600)] * 9
            began_at = asyncio.get_running_loop().time()
            assert await inbox.drain(5)
            assert len(store.rows) == 2
            return asyncio.get_running_loop().time() - began_at

    assert run(scene()) < 1


def test_a_chat_that_has_to_wait_an_hour_holds_up_nobody_else_nor_the_end() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            chat.troubles = [Wait(3600)]
            await inbox.keep([says(ANA, "send"), says(ANA, "edit 7 a")])
            await asyncio.sleep(1)
            calls = len(chat.begun)
            await inbox.keep([says(BEN, "edit 7 b")])
            await asyncio.sleep(600)
            assert chat.seen == ["edit 7 edit 7 b"]
            assert len(chat.begun) == calls + 1
            began_at = asyncio.get_running_loop().time()
            assert await inbox.drain(5)
            assert asyncio.get_running_loop().time() == began_at

    run(scene())


def test_what_comes_while_an_owed_edit_waits_for_its_place_is_handled() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            await inbox.keep([says(ANA, f"send {number}") for number in range(3)])
            await inbox.keep([says(ANA, "edit 7 a"), says(ANA, "wait 0")])
            await asyncio.sleep(0.1)
            assert chat.begun[-1] == "wait 0"
            assert not any("edit" in seen for seen in chat.seen)
            await inbox.keep([says(ANA, "edit 8 b")])
            await asyncio.sleep(5)
            assert chat.seen[-2:] == ["edit 7 edit 7 a", "edit 8 edit 8 b"]
            assert not store.rows

    run(scene())


def test_twenty_taps_in_two_seconds_are_shown_at_the_chats_pace_and_held_up_by_none() -> None:
    async def scene() -> None:
        store, chat = Store(), Chat()
        async with serving(store, chat) as inbox:
            began_at = asyncio.get_running_loop().time()
            for number in range(20):
                await inbox.keep([says(ANA, f"edit 7 {number}")])
                await asyncio.sleep(0.1)
            await asyncio.sleep(1)
            assert len(chat.begun) == 20
            assert chat.seen[-1] == "edit 7 edit 7 19"
            assert asyncio.get_running_loop().time() - began_at < 3.1

    run(scene())
