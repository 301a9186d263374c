"""Trouble that passes: the real process waits it out, says so, and goes on by itself; nothing is lost or doubled.

Each trouble comes while Ana writes and Ben's prompt falls due.
"""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.simulator.faults import Fault, Trouble
from tests.end_to_end.process import Hand, Machine, inhabited, machine

Lasting = Callable[[Machine], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def network_gone(box: Machine) -> AsyncIterator[None]:
    await box.serving.goes_away()
    yield
    await box.serving.comes_back()


def answered_with(fault: Fault) -> Lasting:
    @asynccontextmanager
    async def lasting(box: Machine) -> AsyncIterator[None]:
        box.telegram.faults.choose = lambda *_: Trouble(fault)
        yield
        box.telegram.faults.choose = None

    return lasting


@asynccontextmanager
async def database_locked(box: Machine) -> AsyncIterator[None]:
    other = sqlite3.connect(box.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    # Until after the five seconds that a statement waits by itself.
    await box.until(lambda: "kind=DatabaseUnavailable" in box.log, "a statement gave up")
    other.close()


@asynccontextmanager
async def disk_full(box: Machine) -> AsyncIterator[None]:
    limits = resource.prlimit(box.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(box.process.pid, resource.RLIMIT_FSIZE, (4096, limits[1]))
    yield
    resource.prlimit(box.process.pid, resource.RLIMIT_FSIZE, limits)


def prompts(hand: Hand) -> int:
    return sum("How safe did you feel" in message.text for message in hand.seen)


async def is_running(box: Machine) -> None:
    box.environ |= {"QUICKLY": "1", "BOT_LOG__LEVEL": "info"}
    await box.starts()
    await box.until(lambda: box.health.get("is_well"), "the bot well")


async def goes_through(box: Machine, ana: Hand, trouble: Lasting) -> None:
    """Have Ana write, and Ben due, while there is trouble; wait until her words are kept, once, and the bot is well."""
    async with trouble(box):
        ana.body.says("/moment tea, together")
        box.set_clock("2026-11-23 21:00:00")
        await box.until(lambda: not box.health.get("is_well"), "the health file says that something is wrong")
        await box.until(lambda: " deaf " in box.log, "the log says that something is wrong")
        assert "well_again" not in box.log
    await box.until(lambda: ana.is_kept, "the words kept", patience=15)
    await box.until(lambda: box.health.get("is_well"), "the bot well again")
    assert "well_again" in box.log
    ana.body.says("/week")
    week = await ana.sees("Your week")
    assert week.text.count("tea, together") == 1


NOTHING_SENT = {
    "the network is gone": network_gone,
    "401": answered_with(Fault.UNAUTHORIZED),
    "404": answered_with(Fault.NOT_FOUND),
    "409": answered_with(Fault.CONFLICT),
    "the database is locked": database_locked,
    "the disk is full": disk_full,
}
UNKNOWN = {
    "5xx with a page": answered_with(Fault.SERVER_ERROR),
    "5xx after it was done": answered_with(Fault.SERVER_ERROR_AFTER),
    "the connection drops": answered_with(Fault.DROP),
    "the answer is lost": answered_with(Fault.LOSE_ANSWER),
    "the answer breaks off": answered_with(Fault.BREAK_OFF),
}
IN_SHORT = {"the network is gone", "the disk is full", "5xx with a page"}


def each(troubles: dict[str, Lasting]) -> list[object]:
    return [
        pytest.param(trouble, id=name, marks=() if name in IN_SHORT else pytest.mark.soak)
        for name, trouble in troubles.items()
    ]


@pytest.mark.parametrize("trouble", each(NOTHING_SENT))
async def test_where_nothing_could_be_sent_the_prompt_comes_once_when_it_is_over(
    tmp_path: Path, trouble: Lasting
) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:59:00", people=2) as (box, [ana, ben]):
        await is_running(box)
        await goes_through(box, ana, trouble)
        await ben.sees("How safe did you feel")
        assert prompts(ben) == 1
        assert await box.stops() == 0


@pytest.mark.parametrize("trouble", each(UNKNOWN))
async def test_where_nobody_knows_what_was_sent_no_prompt_is_repeated(
    tmp_path: Path, trouble: Lasting
) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:59:00", people=2) as (box, [ana, ben]):
        await is_running(box)
        await goes_through(box, ana, trouble)
        assert prompts(ben) <= 1
        assert await box.stops() == 0


@pytest.mark.soak
async def test_a_name_that_cannot_be_looked_up_is_waited_out_from_the_start(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        box.environ |= {"QUICKLY": "1", "TELEGRAM_API_BASE_URL": "http://telegram.invalid"}
        await box.starts()
        await box.until(lambda: " deaf " in box.log, "the log says that something is wrong")
        assert "kind=not_sent" in box.log
        assert not box.health["is_well"]
        assert await box.stops() == 0
