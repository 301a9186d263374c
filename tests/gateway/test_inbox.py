from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.gateway.inbox import Inbox
from bot.gateway.outcome import Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.updates import Update, person_of
from bot.gateway.waiting import RETRY_AFTER, Waiting
from bot.storage.database import DatabaseUnavailable
from tests.gateway.fake_time import run

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 1, 2


class Store:
    """The inbox's rows in memory; refuses as a full disk does while `is_broken`."""

    def __init__(self) -> None:
        self.rows: dict[int, Waiting] = {}
        self.retry_at: dict[int, datetime] = {}
        self.commits = 0
        self.is_broken = False
        self._seen = 0

    async def exchange(
        self, updates: Sequence[tuple[int, Update]], finished: Collection[int]
    ) -> Sequence[Waiting]:
        self._check()
        self.commits += 1
        for seq in finished:
            self.rows.pop(seq, None)
        known = {row.update["update_id"] for row in self.rows.values()}
        new = []
        for person, update in updates:
            if update["update_id"] not in known:
                self._seen += 1
                new.append(Waiting(self._seen, person, update))
        self.rows |= {row.seq: row for row in new}
        return new

    async def all(self) -> Sequence[Waiting]:
        self._check()
        return list(self.rows.values())

    async def put_off(self, due_at: datetime) -> Sequence[Waiting]:
        self._check()
        return [self.rows[seq] for seq, at in self.retry_at.items() if at <= due_at and seq in self.rows]

    async def postpone(self, seq: int, retry_at: datetime) -> None:
        self._check()
        self.rows[seq] = replace(self.rows[seq], attempts=self.rows[seq].attempts + 1)
        self.retry_at[seq] = retry_at

    def _check(self) -> None:
        if self.is_broken:
            raise DatabaseUnavailable


class Bot:
    """Notes what it handles; fails with what stands in `fails`, which maps a text to errors to raise in turn."""

    def __init__(self) -> None:
        self.handled: list[str] = []
        self.begun: list[str] = []
        self.apologies: list[str] = []
        self.acknowledged: list[str] = []
        self.fails: dict[str, list[Exception]] = {}
        self.takes: dict[str, float] = {}
        self.keeps_in_silence = False
        self.at_once = self.most_at_once = 0

    async def handle(self, row: Waiting) -> bool | None:
        text = str(row.update["message"]["text"])
        self.begun.append(text)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.takes.get(text, 0))
            if self.fails.get(text):
                raise self.fails[text].pop(0)
        finally:
            self.at_once -= 1
        self.handled.append(text)
        return self.keeps_in_silence and row.flood is not None

    async def acknowledge(self, row: Waiting) -> None:
        self.acknowledged.append(row.update["message"]["text"])

    async def apologise(self, update: Update) -> None:
        self.apologies.append(update["message"]["text"])


def says(person: int, text: str, update_id: int | None = None) -> Update:
    number = abs(hash((person, text))) if update_id is None else update_id
    return {"update_id": number, "message": {"from": {"id": person}, "text": text}}


@asynccontextmanager
async def serving(store: Store, bot: Bot, *, at_once: int = 64) -> AsyncIterator[Inbox]:
    inbox = Inbox(
        store, bot.handle, bot.apologise, _LoopClock(), on_waiting_tap=bot.acknowledge, at_once=at_once
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(inbox.run())
        yield inbox
        await inbox.drain(1)


class _LoopClock:
    """A wall clock that goes with the loop's fake time."""

    def now(self) -> datetime:
        return NOON + (RETRY_AFTER * ((asyncio.get_running_loop().time() - 1000) / 3600))


def test_a_persons_updates_are_handled_in_the_order_in_which_they_came() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"one": 5, "two": 1}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "one"), says(ANA, "two")])
            await inbox.keep([says(ANA, "three")])
            await asyncio.sleep(10)
        assert bot.handled == ["one", "two", "three"]

    run(scene())


def test_a_tap_that_has_to_wait_for_its_turn_is_answered_at_once() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"slow": 100}
        tap = says(ANA, "tap") | {"callback_query": {"from": {"id": ANA}}}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "slow"), tap])
            await asyncio.sleep(1)
            assert (bot.acknowledged, bot.handled) == (["tap"], [])
            await asyncio.sleep(100)
        assert bot.handled == ["slow", "tap"]

    run(scene())


def test_a_slow_person_holds_up_nobody_else() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"slow": 100}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "slow"), says(ANA, "after it"), says(BEN, "quick")])
            await asyncio.sleep(1)
            assert bot.handled == ["quick"]
            await asyncio.sleep(100)
        assert bot.handled == ["quick", "slow", "after it"]

    run(scene())


def test_a_row_leaves_the_store_only_after_it_was_handled() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"tea": 10}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "tea")])
            await asyncio.sleep(9)
            assert len(store.rows) == 1
            await asyncio.sleep(2)
            assert not store.rows

    run(scene())


def test_finished_rows_leave_with_one_commit() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        async with serving(store, bot) as inbox:
            await inbox.keep([says(person, "tea") for person in range(50)])
            await asyncio.sleep(1)
            assert not store.rows
            assert store.commits == 2

    run(scene())


def test_the_next_batchs_commit_takes_finished_rows_along() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "one")])
            await asyncio.sleep(0.1)
            await inbox.keep([says(ANA, "two")])
            assert [row.update["message"]["text"] for row in store.rows.values()] == ["two"]
            await asyncio.sleep(1)
            assert store.commits == 3

    run(scene())


def test_what_an_earlier_run_left_is_handled_before_what_comes_now() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        await store.exchange([(ANA, says(ANA, "before"))], ())
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "now")])
            await asyncio.sleep(1)
        assert bot.handled == ["before", "now"]

    run(scene())


def test_an_update_that_comes_twice_while_it_waits_is_handled_once() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"tea": 5}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "tea", 7)])
            await inbox.keep([says(ANA, "tea", 7)])
            await asyncio.sleep(20)
        assert bot.handled == ["tea"]

    run(scene())


@pytest.mark.parametrize("error", [NotSent(), Unsure(502), Wait(40)], ids=lambda error: error.kind)
def test_while_telegram_is_away_a_persons_queue_waits_and_then_goes_on_with_the_same_update(
    error: Exception,
) -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"one": [error, error]}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "one"), says(ANA, "two"), says(BEN, "three")])
            await asyncio.sleep(0.2)
            assert bot.handled == ["three"]
            await asyncio.sleep(120)
        assert bot.handled == ["three", "one", "two"]
        assert not bot.apologies

    run(scene())


def test_what_telegram_said_to_wait_is_waited_in_full() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"one": [Wait(40)]}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "one")])
            await asyncio.sleep(39)
            assert bot.begun == ["one"]
            await asyncio.sleep(2)
            assert bot.handled == ["one"]

    run(scene())


def test_persons_who_wait_take_nobodys_place() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"stuck": [Wait(1000)] * 10}
        async with serving(store, bot, at_once=2) as inbox:
            await inbox.keep([says(person, "stuck") for person in range(10, 15)] + [says(ANA, "tea")])
            await asyncio.sleep(1)
            assert bot.handled == ["tea"]

    run(scene())


def test_no_more_than_the_bound_are_served_at_once() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"tea": 1}
        async with serving(store, bot, at_once=3) as inbox:
            await inbox.keep([says(person, "tea") for person in range(10)])
            await asyncio.sleep(20)
        assert bot.most_at_once == 3
        assert len(bot.handled) == 10

    run(scene())


def test_an_update_for_somebody_who_has_gone_is_done_with() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"bye": [Gone(403)]}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "bye"), says(ANA, "next")])
            await asyncio.sleep(1)
            assert not store.rows
        assert bot.handled == ["next"]
        assert not bot.apologies

    run(scene())


@pytest.mark.parametrize(
    "error", [ValueError("tea"), Refused(400), sqlite3.OperationalError("no such column")]
)
def test_a_handlers_error_is_told_kindly_put_off_an_hour_and_stops_nobody(error: Exception) -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"bad": [error]}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "bad"), says(ANA, "good"), says(BEN, "good, too")])
            await asyncio.sleep(1)
            assert sorted(bot.handled) == ["good", "good, too"]
            assert bot.apologies == ["bad"]
            await asyncio.sleep(3500)
            assert "bad" not in bot.handled
            await asyncio.sleep(200)
            assert "bad" in bot.handled
            assert not store.rows
        assert bot.apologies == ["bad"]

    run(scene())


def test_a_later_try_that_takes_long_is_not_begun_twice() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"bad": [ValueError("tea")]}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "bad")])
            await asyncio.sleep(60)
            bot.takes = {"bad": 300}
            await asyncio.sleep(5000)
        assert bot.begun == ["bad", "bad"]
        assert bot.handled == ["bad"]

    run(scene())


def test_what_fails_three_times_stays_for_the_next_start() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"bad": [ValueError("tea")] * 3}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "bad")])
            await asyncio.sleep(10 * 3600)
            assert bot.begun == ["bad"] * 3
            assert bot.apologies == ["bad"]
            assert len(store.rows) == 1
        async with serving(store, bot):
            await asyncio.sleep(1)
            assert bot.handled == ["bad"]
            assert not store.rows

    run(scene())


def test_an_apology_that_fails_stops_nobody() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"bad": [ValueError("tea")]}

        async def fail(update: Update) -> None:
            raise NotSent

        inbox = Inbox(store, bot.handle, fail, _LoopClock())
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await inbox.keep([says(ANA, "bad"), says(ANA, "good")])
            await asyncio.sleep(1)
            await inbox.drain(1)
        assert bot.handled == ["good"]
        assert store.rows[1].attempts == 1

    run(scene())


def test_a_full_disk_is_waited_out_and_costs_no_update() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        await store.exchange([(ANA, says(ANA, "before"))], ())
        store.is_broken = True
        async with serving(store, bot) as inbox:
            await asyncio.sleep(60)
            store.is_broken = False
            await asyncio.sleep(60)
            assert bot.handled == ["before"]
            assert not store.rows
            bot.fails = {"bad": [ValueError("tea")]}
            await inbox.keep([says(ANA, "one"), says(ANA, "bad"), says(ANA, "two")])
            store.is_broken = True
            await asyncio.sleep(60)
            store.is_broken = False
            await asyncio.sleep(60)
            assert bot.handled == ["before", "one", "two"]
            assert [row.attempts for row in store.rows.values()] == [1]

    run(scene())


def test_trouble_with_the_database_in_a_handler_is_no_fault_of_the_update() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.fails = {"tea": [DatabaseUnavailable()] * 4}
        async with serving(store, bot) as inbox:
            await inbox.keep([says(ANA, "tea")])
            await asyncio.sleep(60)
        assert bot.handled == ["tea"]
        assert not bot.apologies

    run(scene())


def test_draining_finishes_what_is_in_hand_and_begins_nothing_more() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"one": 3}
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await inbox.keep([says(ANA, "one"), says(ANA, "two")])
            await asyncio.sleep(1)
            assert await inbox.drain(8)
        assert bot.begun == ["one"]
        assert [row.update["message"]["text"] for row in store.rows.values()] == ["two"]

    run(scene())


@pytest.mark.parametrize("is_drained", [True, False])
def test_what_comes_after_the_end_is_kept_and_left_to_the_next_start(*, is_drained: bool) -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            running = group.create_task(inbox.run())
            await inbox.keep([])
            if is_drained:
                await inbox.drain(1)
            else:
                running.cancel()
            await inbox.keep([says(ANA, "one")])
            await asyncio.wait([running])
            await inbox.keep([says(ANA, "two")])
        assert not bot.begun
        assert len(store.rows) == 2

    run(scene())


def test_an_inbox_that_is_drained_before_it_could_open_ends() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        store.is_broken = True
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await asyncio.sleep(5)
            assert await inbox.drain(8)
            store.is_broken = False

    run(scene())


def test_draining_does_not_wait_for_who_waits_for_telegram() -> None:
    async def scene() -> float:
        store, bot = Store(), Bot()
        bot.fails = {"one": [Wait(500)]}
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await inbox.keep([says(ANA, "one")])
            await asyncio.sleep(1)
            began_at = asyncio.get_running_loop().time()
            assert await inbox.drain(8)
        assert len(store.rows) == 1
        return asyncio.get_running_loop().time() - began_at

    assert run(scene()) == 0


def test_draining_does_not_wait_for_what_has_to_wait_from_then_on() -> None:
    async def scene() -> float:
        store, bot = Store(), Bot()
        bot.takes = {"one": 2}
        bot.fails = {"one": [Wait(500)]}
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await inbox.keep([says(ANA, "one")])
            await asyncio.sleep(1)
            began_at = asyncio.get_running_loop().time()
            assert await inbox.drain(8)
        assert len(store.rows) == 1
        return asyncio.get_running_loop().time() - began_at

    assert run(scene()) == 1


def test_draining_gives_up_in_time_and_the_update_stays_for_the_next_start() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"one": 60}
        inbox = Inbox(store, bot.handle, bot.apologise, MovableClock.fixed(NOON))
        async with asyncio.TaskGroup() as group:
            group.create_task(inbox.run())
            await inbox.keep([says(ANA, "one")])
            await asyncio.sleep(1)
            assert not await inbox.drain(8)
        assert len(store.rows) == 1
        assert not bot.handled

    run(scene())


def flood_of(number: int, first: int = 0) -> list[Update]:
    """Private messages of one second."""
    chat = {"type": "private"}
    return [
        {"update_id": each, "message": {"from": {"id": ANA}, "chat": chat, "text": f"tea {each}"}}
        for each in range(first, first + number)
    ]


def test_what_a_flood_says_is_kept_in_silence_and_the_last_of_it_answered_when_it_is_quiet() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.keeps_in_silence = True
        async with serving(store, bot) as inbox:
            await inbox.keep(flood_of(100))
            await asyncio.sleep(1.5)
            assert bot.handled == [f"tea {each}" for each in range(100)]
            assert [row.update["update_id"] for row in store.rows.values()] == [99]
            await inbox.keep(flood_of(100, first=100))
            await asyncio.sleep(1.5)
            assert [row.update["update_id"] for row in store.rows.values()] == [199]
            await asyncio.sleep(10)
        assert bot.handled[200:] == ["tea 199"]
        assert not store.rows

    run(scene())


def test_the_end_does_not_wait_for_a_flood_whose_last_words_are_answered_by_the_next_start() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.keeps_in_silence = True
        async with serving(store, bot) as inbox:
            await inbox.keep(flood_of(100))
            await asyncio.sleep(1)
            began_at = asyncio.get_running_loop().time()
            assert await inbox.drain(5)
            assert asyncio.get_running_loop().time() == began_at
        assert len(store.rows) == 1
        async with serving(store, bot):
            await asyncio.sleep(1)
        assert bot.handled[100:] == ["tea 99"]
        assert not store.rows

    run(scene())


def test_a_tap_of_a_flood_is_answered_when_it_comes_and_few_at_once() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        bot.takes = {"tea 0": 100}
        async with serving(store, bot) as inbox:
            taps = [update | {"callback_query": {"from": {"id": ANA}}} for update in flood_of(500)]
            await inbox.keep(taps)
            assert sum("taps" in task.get_name() for task in asyncio.all_tasks()) == 8
            await asyncio.sleep(1)
            assert len(bot.acknowledged) == 499
            assert not bot.handled

    run(scene())


def test_taps_that_come_after_the_end_are_left_to_the_next_start() -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        async with serving(store, bot) as inbox:
            await inbox.keep([])
            await inbox.drain(1)
            await asyncio.sleep(1)
            await inbox.keep([update | {"callback_query": {"from": {"id": ANA}}} for update in flood_of(50)])
        assert len(store.rows) == 50

    run(scene())


@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query", "my_chat_member"])
def test_an_update_belongs_to_the_person_it_comes_from(kind: str) -> None:
    assert person_of({"update_id": 1, kind: {"from": {"id": ANA}}}) == ANA


@pytest.mark.parametrize(
    "update", [{"update_id": 1}, {"update_id": 1, "poll": {}}, {"update_id": 1, "message": {}}]
)
def test_an_update_from_nobody_is_dropped(update: Update) -> None:
    async def scene() -> None:
        store, bot = Store(), Bot()
        async with serving(store, bot) as inbox:
            await inbox.keep([update])
            assert not store.commits

    assert person_of(update) is None
    run(scene())
