"""SIGTERM at any moment: the real process finishes what is in hand and ends with 0 within ten seconds."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from bot.simulator.faults import Fault, Trouble
from tests.end_to_end.process import Hand, Machine, inhabited, machine


def is_listening_for_sigterm(box: Machine) -> bool:
    """Whether SIGTERM would not simply kill it any more: it is held back, or has a handler."""
    status = Path(f"/proc/{box.process.pid}/status").read_text()
    masks = dict(line.split(":\t", 1) for line in status.splitlines() if line.startswith("Sig"))
    return any(int(masks[name], 16) & 1 << (signal.SIGTERM - 1) for name in ("SigBlk", "SigCgt"))


async def is_running(box: Machine) -> None:
    box.environ["QUICKLY"] = "1"
    await box.starts()
    await box.until(lambda: box.health.get("is_well"), "the bot well")


def prompts_seen(hands: list[Hand]) -> list[int]:
    return [sum("How safe did you feel" in message.text for message in hand.seen) for hand in hands]


async def test_while_it_starts(tmp_path: Path) -> None:
    async def stops_after(seconds: float) -> int:
        async with machine(tmp_path, "2026-11-23 20:00") as box:
            await box.starts()
            await box.until(lambda: is_listening_for_sigterm(box), "its first line")
            await asyncio.sleep(seconds)
            return await box.stops()

    codes = [await stops_after(step / 10) for step in range(4)]
    assert codes == [0, 0, 0, 0]


@pytest.mark.soak
async def test_while_it_starts_on_a_locked_database(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00") as (box, _):
        other = sqlite3.connect(box.database, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await box.starts()
        await asyncio.sleep(2)
        assert await box.stops() == 0
        other.close()


async def test_in_the_quiet_of_a_long_poll_and_asked_twice(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00") as (box, _):
        await is_running(box)
        began = asyncio.get_running_loop().time()
        while box.process.returncode is None:
            with suppress(
                ProcessLookupError
            ):  # asyncio's own send_signal would look for the end, and take it away
                os.kill(box.process.pid, signal.SIGTERM)
            await asyncio.sleep(0.002)
        assert box.process.returncode == 0
        assert asyncio.get_running_loop().time() - began < 30, "it did not wait for the poll"
        assert not box.health["is_well"]
        assert "stopped_at" in box.health


@pytest.mark.soak
async def test_while_telegram_hangs_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00") as (box, [hand]):
        await is_running(box)
        box.telegram.faults.choose = lambda name, _: None if name == "getUpdates" else Trouble(Fault.HANG)
        hand.body.says("/moment tea, together")
        await box.until(lambda: not len(box.telegram.world.updates), "the words taken")
        assert await box.stops() == 0
        box.telegram.faults.choose = None
        await box.starts()
        await box.until(lambda: hand.is_kept, "the words kept")


async def test_while_the_network_is_gone(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00") as (box, [hand]):
        await is_running(box)
        await box.serving.goes_away()
        await box.until(lambda: "poll_failed" in box.log, "the outage noticed")
        assert await box.stops() == 0
        hand.body.says("/streak")
        await box.serving.comes_back()
        await box.starts()
        await hand.sees("No day yet")


@pytest.mark.soak
async def test_while_the_database_is_locked(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00", 2) as (box, [hand, silent]):
        await is_running(box)
        other = sqlite3.connect(box.database, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        hand.body.says("/moment tea, together")
        box.set_clock("2026-11-23 21:00:00")
        await asyncio.sleep(2.5)
        assert await box.stops() == 0
        other.close()
        await box.starts()
        await box.until(lambda: hand.is_kept, "the words kept")
        await silent.sees("How safe did you feel")
        assert prompts_seen([hand]) == [0], "who has written today is not asked"


@pytest.mark.parametrize(
    ("people", "after"), [(40, 0.2), pytest.param(300, 5.0, marks=pytest.mark.soak)], ids=["few", "many"]
)
async def test_in_the_middle_of_a_fan_out(tmp_path: Path, people: int, after: float) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:00", people) as (box, hands):
        await is_running(box)
        box.set_clock("2026-11-23 21:00:00")
        await box.until(lambda: any(prompts_seen(hands)), "somebody asked")
        await asyncio.sleep(after)
        assert await box.stops() == 0
        assert 0 < sum(prompts_seen(hands)) < people
        await box.starts()
        await box.until(lambda: all(prompts_seen(hands)), "everybody asked", patience=20)
        assert prompts_seen(hands) == [1] * people
        # A round that takes far longer than a silence may is no silence.
        assert " deaf " not in box.log
