from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.gateway.outcome import Broken, NotSent, Unsure, Wait
from bot.gateway.poller import Poller
from bot.gateway.updates import Update
from bot.storage.database import DatabaseUnavailable

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Telegram:
    """Updates wait here until a question with a higher offset confirms them; every question is noted."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.asked: list[tuple[int | None, int]] = []
        self.troubles: list[BaseException] = []
        self.most_questions = 20

    async def fetch(self, offset: int | None, wait_seconds: int) -> Sequence[Update]:
        self.asked.append((offset, wait_seconds))
        if len(self.asked) > self.most_questions:
            raise asyncio.CancelledError
        if self.troubles:
            raise self.troubles.pop(0)
        if offset is not None:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        return self.updates[:100]


class Rows:
    """Keeps updates, unless there is trouble."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.troubles: list[Exception] = []

    async def keep(self, updates: Sequence[Update]) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.kept += [update["update_id"] for update in updates]


class Waits(list[float]):
    """A pause that only notes how long it should have been."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def poller_of(
    telegram: Telegram, rows: Rows, waits: Waits | None = None, clock: MovableClock | None = None
) -> Poller:
    return Poller(
        telegram.fetch,
        rows.keep,
        clock or MovableClock.fixed(NOON),
        pause=Waits() if waits is None else waits,
    )


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture(name="poller")
def poller_on_telegram(telegram: Telegram, rows: Rows) -> Poller:
    return poller_of(telegram, rows)


async def run(poller: Poller) -> None:
    with pytest.raises(asyncio.CancelledError):
        await poller.run()


async def test_every_update_is_kept_once_and_in_order() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.updates = [{"update_id": number} for number in range(500, 750)]
    await run(poller_of(telegram, rows))
    assert rows.kept == list(range(500, 750))


async def test_a_batch_is_confirmed_by_the_next_question_and_then_no_offset_is_sent() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.updates = [{"update_id": 7}, {"update_id": 8}]
    telegram.most_questions = 4
    await run(poller_of(telegram, rows))
    assert [offset for offset, _ in telegram.asked] == [None, 9, None, None, None]


async def test_update_ids_may_start_anew_below_the_last_ones() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.updates = [{"update_id": 900}]
    telegram.most_questions = 3
    poller = poller_of(telegram, rows)
    await run(poller)
    telegram.updates, telegram.most_questions = [{"update_id": 5}], 6
    await run(poller)
    assert rows.kept == [900, 5]


async def test_nothing_is_confirmed_that_could_not_be_kept() -> None:
    telegram, rows, waits = Telegram(), Rows(), Waits()
    telegram.updates = [{"update_id": 7}]
    rows.troubles = [DatabaseUnavailable(), DatabaseUnavailable()]
    telegram.most_questions = 4
    await run(poller_of(telegram, rows, waits))
    assert [offset for offset, _ in telegram.asked] == [None, None, None, 8, None]
    assert rows.kept == [7]
    assert len(waits) == 2


async def test_a_confirmation_that_failed_is_said_again() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.updates = [{"update_id": 7}]
    poller = poller_of(telegram, rows)
    telegram.most_questions = 1
    await run(poller)
    telegram.troubles, telegram.most_questions = [NotSent(), Unsure(502)], 6
    await run(poller)
    assert [offset for offset, _ in telegram.asked] == [None, 8, 8, 8, 8, None, None]
    assert rows.kept == [7]


@pytest.mark.parametrize(
    "trouble",
    [NotSent(), Unsure(502), Broken(401), Broken(404), Broken(409), KeyError("update_id")],
    ids=repr,
)
async def test_no_trouble_ends_the_polling(trouble: Exception) -> None:
    telegram, rows, waits = Telegram(), Rows(), Waits()
    telegram.troubles = [trouble] * 5
    telegram.updates = [{"update_id": 7}]
    await run(poller_of(telegram, rows, waits))
    assert rows.kept == [7]
    assert len(waits) == 5


async def test_the_waits_double_from_one_second_to_thirty_and_begin_anew_after_a_success() -> None:
    telegram, rows, waits = Telegram(), Rows(), Waits()
    telegram.troubles = [NotSent()] * 8
    telegram.most_questions = 9
    poller = poller_of(telegram, rows, waits)
    await run(poller)
    for seconds, longest in zip(waits, [1, 2, 4, 8, 16, 30, 30, 30], strict=True):
        assert longest / 2 <= seconds <= longest
    telegram.troubles, telegram.most_questions = [NotSent()], 11
    await run(poller)
    assert waits[-1] <= 1


async def test_what_telegram_said_to_wait_is_waited_in_full() -> None:
    telegram, rows, waits = Telegram(), Rows(), Waits()
    telegram.troubles = [Wait(75)]
    await run(poller_of(telegram, rows, waits))
    assert waits == [75]


async def test_the_first_question_and_one_after_trouble_come_back_at_once() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.most_questions = 2
    poller = poller_of(telegram, rows)
    await run(poller)
    telegram.troubles, telegram.most_questions = [NotSent()], 6
    await run(poller)
    assert [wait for _, wait in telegram.asked] == [0, 50, 50, 50, 0, 50, 50]


async def test_the_last_good_poll_is_told_by_the_clock() -> None:
    telegram, rows, clock = Telegram(), Rows(), MovableClock.fixed(NOON)
    poller = poller_of(telegram, rows, clock=clock)
    telegram.troubles, telegram.most_questions = [NotSent()], 1
    await run(poller)
    assert poller.last_good_at is None
    telegram.most_questions = 3
    await run(poller)
    assert poller.last_good_at == NOON
    clock.move(timedelta(minutes=5))
    telegram.troubles, telegram.most_questions = [Broken(409)], 5
    await run(poller)
    assert poller.last_good_at == NOON


async def listens(poller: Poller, telegram: Telegram, questions: int = 1) -> bool:
    """Let it ask so many times more; tell whether it then listens."""
    telegram.most_questions = len(telegram.asked) + questions
    await run(poller)
    telegram.asked.pop()  # the one that ended the run
    return poller.is_listening


async def test_it_listens_once_telegram_has_told_all_that_it_had(telegram: Telegram, poller: Poller) -> None:
    assert not poller.is_listening
    assert await listens(poller, telegram)
    telegram.updates = [{"update_id": number} for number in range(250)]
    assert [await listens(poller, telegram) for _ in range(4)] == [False, False, True, True]


@pytest.mark.parametrize("trouble", [NotSent(), Unsure(502), Broken(409)], ids=repr)
async def test_it_does_not_listen_from_a_poll_that_failed_until_one_that_went_well(
    telegram: Telegram, poller: Poller, trouble: Exception
) -> None:
    telegram.troubles = [trouble]
    assert [await listens(poller, telegram) for _ in range(2)] == [False, True]
    telegram.troubles = [trouble, trouble]
    assert [await listens(poller, telegram) for _ in range(3)] == [False, False, True]


async def test_it_does_not_listen_while_what_came_cannot_be_kept(
    telegram: Telegram, rows: Rows, poller: Poller
) -> None:
    assert await listens(poller, telegram)
    telegram.updates = [{"update_id": 7}]
    rows.troubles = [DatabaseUnavailable()]
    assert [await listens(poller, telegram) for _ in range(2)] == [False, True]


async def test_each_time_that_it_begins_to_listen_it_says_so_once(telegram: Telegram, rows: Rows) -> None:
    said: list[list[int]] = []
    poller = Poller(
        telegram.fetch,
        rows.keep,
        MovableClock.fixed(NOON),
        on_listening=lambda: said.append(list(rows.kept)),
        pause=Waits(),
    )
    telegram.updates = [{"update_id": 7}]
    await listens(poller, telegram, 5)
    assert said == [[7]]
    telegram.troubles, telegram.updates = [NotSent(), NotSent()], [{"update_id": 8}]
    await listens(poller, telegram, 5)
    assert said == [[7], [7, 8]]


async def test_what_was_kept_last_is_confirmed_at_the_end() -> None:
    telegram, rows = Telegram(), Rows()
    telegram.updates = [{"update_id": 7}]
    telegram.most_questions = 1
    poller = poller_of(telegram, rows)
    await run(poller)
    telegram.most_questions, telegram.troubles = 9, [NotSent()]
    for _ in range(3):
        await poller.confirm()
    assert telegram.asked[2:] == [(8, 0), (8, 0)]
    assert not telegram.updates


async def test_trouble_is_logged_by_its_kind_and_never_by_its_text(caplog: pytest.LogCaptureFixture) -> None:
    telegram, rows = Telegram(), Rows()
    telegram.troubles = [Unsure(502, "canary"), RuntimeError("canary")]
    with caplog.at_level(logging.INFO):
        await run(poller_of(telegram, rows))
    told = [(record.message, record.fields) for record in caplog.records]  # type: ignore[attr-defined]
    assert [name for name, _ in told] == ["poll_failed", "poll_failed", "poll_recovered"]
    assert [fields.get("kind") for _, fields in told] == ["unsure", "RuntimeError", None]
    assert "canary" not in str(told)


async def test_a_try_that_ended_and_a_pause_that_is_kept_are_signs_of_life_and_a_question_that_hangs_is_none() -> (
    None
):
    telegram, rows = Telegram(), Rows()
    telegram.troubles, telegram.most_questions = [Broken(409)], 2
    signs: list[bool] = []

    async def pause(_seconds: float) -> None:
        signs.append(poller.effort() != poller.effort())

    poller = Poller(telegram.fetch, rows.keep, MovableClock.fixed(NOON), pause=pause)
    before = poller.effort()
    await run(poller)
    assert signs == [True]
    assert poller.effort() != before
    assert poller.effort() == poller.effort()
