from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import Counter
from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateway.lanes import Lane, Lanes, Limits
from bot.gateway.outcome import NotSent, Wait
from tests.gateway.fake_time import run

ANA, BEN = 1, 2
REPLIES, PROMPTS = Lane.REPLIES, Lane.PROMPTS


class Wire:
    """Notes when each call went out, in seconds since the beginning; refuses chats for as long as it is told to."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.lanes = Lanes(limits)
        self.went_at: list[tuple[float, Lane, object]] = []
        self.refuses: dict[object, float] = {}
        self._began_at = asyncio.get_running_loop().time()

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time() - self._began_at

    async def call(self, chat_id: object, lane: Lane = REPLIES, method: str = "sendMessage") -> float:
        """Make a call and return the seconds that it waited."""
        asked_at = self.now

        async def go() -> float:
            self.went_at.append((self.now, lane, chat_id))
            if chat_id in self.refuses:
                raise Wait(self.refuses.pop(chat_id))
            return self.now - asked_at

        return await self.lanes.go(go, method, chat_id, lane)

    def instants(self, lane: Lane | None = None) -> list[float]:
        return [at for at, its, _ in self.went_at if lane in (None, its)]


def most_in_a_second(instants: list[float]) -> int:
    return max(
        (index + 1 - bisect_left(instants, at - 0.999_999) for index, at in enumerate(instants)), default=0
    )


async def all_of(*calls: Coroutine[Any, Any, float]) -> list[float]:
    return list(await asyncio.gather(*calls))


def test_a_lone_reply_goes_at_once() -> None:
    async def scene() -> None:
        assert await Wire().call(ANA) == 0

    run(scene())


def test_300_prompts_that_wait_do_not_delay_a_reply() -> None:
    async def scene() -> None:
        wire = Wire()
        async with asyncio.TaskGroup() as group:
            for chat_id in range(100, 400):
                group.create_task(wire.call(chat_id, PROMPTS))
            for person in range(10):
                await asyncio.sleep(0.7)
                assert await wire.call(person) == 0

    run(scene())


def test_prompts_take_no_more_than_their_share_and_use_all_of_it() -> None:
    async def scene() -> None:
        wire = Wire()
        waits = await all_of(*(wire.call(chat_id, PROMPTS) for chat_id in range(300)))
        assert most_in_a_second(wire.instants()) == 20
        assert max(waits) <= 300 / 20

    run(scene())


def test_prompts_are_spread_over_the_second() -> None:
    async def scene() -> None:
        wire = Wire()
        await all_of(*(wire.call(chat_id, PROMPTS) for chat_id in range(100)))
        instants = wire.instants()
        assert all(later - earlier <= 0.201 for earlier, later in pairwise(instants))

    run(scene())


def test_when_many_answer_at_once_prompts_stand_back() -> None:
    async def scene() -> None:
        wire = Wire()
        async with asyncio.TaskGroup() as group:
            for chat_id in range(1000, 1200):
                group.create_task(wire.call(chat_id, PROMPTS))
            await asyncio.sleep(3)
            waits = await all_of(*(wire.call(person) for person in range(120)))
        # 120 replies alone need four seconds at 30 a second; prompts that were on their way cost one more at most.
        assert max(waits) <= 5
        assert most_in_a_second(wire.instants()) <= 30

    run(scene())


def test_a_chat_gets_a_short_burst_and_then_one_message_a_second() -> None:
    async def scene() -> None:
        wire = Wire()
        await all_of(*(wire.call(ANA) for _ in range(6)))
        assert wire.instants() == pytest.approx([0, 0, 0, 1, 2, 3])
        await asyncio.sleep(60)
        assert await all_of(*(wire.call(ANA) for _ in range(3))) == [0, 0, 0]

    run(scene())


def test_a_chats_messages_go_in_the_order_in_which_they_were_said() -> None:
    async def scene() -> None:
        wire = Wire()
        order: list[int] = []

        async def say(number: int) -> None:
            await wire.call(ANA, method="editMessageText")
            order.append(number)

        await asyncio.gather(*(say(number) for number in range(8)))
        assert order == list(range(8))

    run(scene())


def test_a_person_who_taps_fast_sees_each_edit_within_a_second() -> None:
    async def scene() -> None:
        wire = Wire()
        async with asyncio.TaskGroup() as group:
            edits = []
            for _ in range(20):
                edits.append(group.create_task(wire.call(ANA, method="editMessageText")))
                await asyncio.sleep(0.2)
        assert max(edit.result() for edit in edits) < 1

    run(scene())


def test_a_busy_chat_holds_up_no_other() -> None:
    async def scene() -> None:
        wire = Wire()
        async with asyncio.TaskGroup() as group:
            for _ in range(50):
                group.create_task(wire.call(ANA))
            await asyncio.sleep(0.5)
            assert await wire.call(BEN) == 0

    run(scene())


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getMe", "setMyCommands"])
def test_what_is_for_no_chat_is_not_paced(method: str) -> None:
    async def scene() -> None:
        wire = Wire()
        assert max(await all_of(*(wire.call(None, method=method) for _ in range(200)))) == 0

    run(scene())


@pytest.mark.parametrize("method", ["setMessageReaction", "deleteMessage", "sendChatAction"])
def test_what_is_no_message_takes_no_place(method: str) -> None:
    async def scene() -> None:
        wire = Wire()
        assert max(await all_of(*(wire.call(ANA, method=method) for _ in range(50)))) == 0
        assert await wire.call(ANA) == 0

    run(scene())


def test_retry_after_is_obeyed_in_its_chat_and_holds_up_nobody_else() -> None:
    async def scene() -> None:
        wire = Wire()
        wire.refuses[ANA] = 2
        with pytest.raises(Wait):
            await wire.call(ANA)
        assert await wire.call(BEN) == 0
        assert await wire.call(ANA) == pytest.approx(2)

    run(scene())


def test_calls_that_wait_already_obey_a_retry_after_that_comes_meanwhile() -> None:
    async def scene() -> None:
        wire = Wire()
        await all_of(*(wire.call(ANA) for _ in range(3)))
        wire.refuses[ANA] = 2.5
        first = asyncio.gather(wire.call(ANA), wire.call(ANA), return_exceptions=True)
        refused, waited = await first
        assert isinstance(refused, Wait)
        assert waited == pytest.approx(1 + 2.5)

    run(scene())


def test_a_long_retry_after_is_told_at_once_and_nothing_is_sent() -> None:
    async def scene() -> None:
        wire = Wire()
        wire.refuses[ANA] = 600
        with pytest.raises(Wait):
            await wire.call(ANA)
        await asyncio.sleep(100)
        with pytest.raises(Wait) as told:
            await wire.call(ANA, method="deleteMessage")
        assert told.value.seconds == pytest.approx(500)
        assert len(wire.went_at) == 1

    run(scene())


def test_a_call_that_was_given_up_leaves_its_place_to_the_next() -> None:
    async def scene() -> None:
        wire = Wire(Limits(total_per_second=1, prompts_per_second=1, chat_interval=0.001))
        await wire.call(ANA)
        async with asyncio.TaskGroup() as group:
            given_up = [group.create_task(wire.call(chat_id)) for chat_id in range(10, 15)]
            await asyncio.sleep(0.5)
            for task in given_up:
                task.cancel()
            await asyncio.sleep(0)
            assert await wire.call(BEN) == pytest.approx(0.5)

    run(scene())


def test_an_error_of_the_call_is_the_callers() -> None:
    async def scene() -> None:
        async def fail() -> float:
            raise NotSent

        with pytest.raises(NotSent):
            await Lanes().go(fail, "sendMessage", ANA, REPLIES)

    run(scene())


def test_chats_at_rest_are_forgotten() -> None:
    async def scene() -> None:
        wire = Wire(Limits(total_per_second=10_000))
        for chat_id in range(2500):
            await wire.call(chat_id)
            await asyncio.sleep(0.01)
        assert len(wire.lanes._chats) <= 1000

    run(scene())


def test_python_telegram_bots_own_calls_keep_to_the_lanes() -> None:
    async def scene() -> None:
        lanes, went_at = Lanes(), []

        async def callback(*args: object, **kwargs: object) -> bool:
            went_at.append((asyncio.get_running_loop().time() - 1000, args, kwargs))
            return True

        data = {"chat_id": ANA}
        for _ in range(4):
            await lanes.process_request(
                callback, ("sendPhoto", data), {"read_timeout": 1}, "sendPhoto", data, None
            )
        assert [at for at, _, _ in went_at] == pytest.approx([0, 0, 0, 1])
        assert went_at[0][1:] == (("sendPhoto", data), {"read_timeout": 1})

    run(scene())


RATES = (1, 2, 30, 300, 1000)


@pytest.mark.parametrize("rate", RATES)
def test_at_every_rate_prompts_use_their_two_thirds_evenly_and_no_more(rate: int) -> None:
    async def scene() -> None:
        wire = Wire(Limits.of(rate))
        number = 20 * rate
        await all_of(*(wire.call(chat_id, PROMPTS) for chat_id in range(number)))
        instants = wire.instants()
        share = rate * 2 / 3
        assert instants[-1] <= number / share * 1.05 + 2
        assert instants[-1] >= (number - share - 1) / share
        assert most_in_a_second(instants) <= share + max(1, share / 50)  # a share is no whole number
        # However many wait, no more go at once than in a tenth of a second, or one.
        assert max(most_at_once(instants).values()) <= max(1, share / 10)

    run(scene())


@pytest.mark.parametrize("rate", RATES)
def test_at_every_rate_the_limit_holds_and_replies_use_all_of_it(rate: int) -> None:
    async def scene() -> None:
        wire = Wire(Limits.of(rate))
        await all_of(*(wire.call(chat_id) for chat_id in range(5 * rate)))
        assert most_in_a_second(wire.instants()) <= rate
        assert wire.instants()[-1] <= 5

    run(scene())


@pytest.mark.parametrize("rate", [30, 300, 1000])
def test_at_every_rate_a_reply_goes_at_once_while_prompts_wait(rate: int) -> None:
    async def scene() -> None:
        wire = Wire(Limits.of(rate))
        async with asyncio.TaskGroup() as group:
            for chat_id in range(1000, 1000 + 5 * rate):
                group.create_task(wire.call(chat_id, PROMPTS))
            for person in range(50):
                await asyncio.sleep(0.13)
                assert await wire.call(person) <= 0.05

    run(scene())


@pytest.mark.parametrize("rate", [300, 1000])
def test_at_a_high_rate_nobody_stands_behind_a_whole_seconds_burst(rate: int) -> None:
    async def scene() -> None:
        wire = Wire(Limits.of(rate))
        async with asyncio.TaskGroup() as group:
            for chat_id in range(1000, 1000 + rate // 2):
                group.create_task(wire.call(chat_id))
            await asyncio.sleep(0)
            assert await wire.call(ANA) <= 0.6

    run(scene())


def test_late_timers_cost_prompts_little_of_their_share() -> None:
    """A loop that is two milliseconds late with everything, as a busy one is."""

    async def scene() -> None:
        loop = asyncio.get_running_loop()
        on_time = loop.call_at
        loop.call_at = lambda when, *rest, **more: on_time(when + 0.002, *rest, **more)  # type: ignore[method-assign]
        for rate in (30, 1000):
            wire = Wire(Limits.of(rate))
            number = 20 * rate
            await all_of(*(wire.call(chat_id, PROMPTS) for chat_id in range(number)))
            assert wire.instants()[-1] <= number / (rate * 2 / 3) * 1.05

    run(scene())


def test_nobody_overtakes_a_reply_whose_timer_is_late() -> None:
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        on_time = loop.call_at
        loop.call_at = lambda when, *rest, **more: on_time(when + 0.002, *rest, **more)  # type: ignore[method-assign]
        wire = Wire(Limits.of(1))
        await wire.call(10)
        async with asyncio.TaskGroup() as group:
            group.create_task(wire.call(ANA))
            await asyncio.sleep(0.999)
            await wire.call(BEN)
        assert [chat_id for _, _, chat_id in wire.went_at] == [10, ANA, BEN]

    run(scene())


def most_at_once(instants: list[float]) -> dict[float, int]:
    return Counter(round(at, 4) for at in instants)


CALLS = st.lists(
    st.tuples(st.integers(0, 5000), st.sampled_from(list(Lane)), st.integers(1, 40)), min_size=1, max_size=200
)


@settings(deadline=None, max_examples=60)
@given(calls=CALLS)
def test_whatever_is_asked_for_and_when_the_limits_are_kept_and_every_call_goes(
    calls: list[tuple[int, Lane, int]],
) -> None:
    async def scene() -> None:
        wire = Wire()

        async def later(milliseconds: int, lane: Lane, chat_id: int) -> None:
            await asyncio.sleep(milliseconds / 1000)
            await wire.call(chat_id, lane)

        await asyncio.gather(*(later(*call) for call in calls))
        assert len(wire.went_at) == len(calls)
        assert most_in_a_second(wire.instants()) <= 30
        assert most_in_a_second(wire.instants(PROMPTS)) <= 20
        for chat_id in {chat_id for _, _, chat_id in calls}:
            assert most_in_a_second([at for at, _, its in wire.went_at if its == chat_id]) <= 3

    run(scene())
