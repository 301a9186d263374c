"""The real process after it was down or cut off: what waited at Telegram is heard before anybody is asked."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.simulator.faults import Fault, Trouble
from tests.end_to_end.process import Hand, Machine, inhabited


def prompts(hand: Hand) -> int:
    return sum("How safe did you feel" in message.text for message in hand.seen)


def status_of(box: Machine, kind: str) -> str | None:
    """How the delivery of Monday 23 stands; nothing where there is none."""
    with closing(sqlite3.connect(box.database)) as eye:
        row = eye.execute(
            "SELECT status FROM deliveries WHERE kind = ? AND day_on = '2026-11-23'", (kind,)
        ).fetchone()
    return row[0] if row else None


async def is_asked_then_down(box: Machine, hand: Hand) -> None:
    """Have the bot ask on time, and stop."""
    await box.starts()
    await box.until(lambda: "introduced" in box.log, "the bot up")
    box.set_clock("2026-11-23 21:00:00")
    await hand.sees("How safe did you feel")
    await box.until(lambda: status_of(box, "prompt") not in ("due", "claimed"), "the prompt noted")
    assert await box.stops() == 0


async def goes_round(box: Machine) -> None:
    """Wait until the dispatcher has gone round twice since now."""
    await asyncio.sleep(7)


@pytest.mark.soak
async def test_a_pause_from_while_it_was_down_is_heard_before_the_prompt_of_the_evening(
    tmp_path: Path,
) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:45", people=2) as (box, [ana, ben]):
        box.set_clock("2026-11-23 20:50:00")
        ana.body.says("/pause 3")
        box.set_clock("2026-11-23 21:10:00")
        await box.starts()
        await ana.sees("I will be quiet")
        await ben.sees("How safe did you feel")
        await goes_round(box)
        assert (prompts(ana), prompts(ben)) == (0, 1)


async def test_a_check_in_from_while_it_was_down_is_the_only_card(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:45") as (box, [ana]):
        box.set_clock("2026-11-23 21:05:00")
        ana.body.says("/checkin")
        box.set_clock("2026-11-23 21:10:00")
        await box.starts()
        await ana.sees("How safe did you feel")
        await goes_round(box)
        assert prompts(ana) == 1


@pytest.mark.soak
async def test_a_tap_from_while_it_was_down_keeps_the_nudge_away(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:45") as (box, [ana]):
        with closing(sqlite3.connect(box.database)) as hand:
            hand.execute("UPDATE participants SET nudge_minutes = 60")
            hand.commit()
        await is_asked_then_down(box, ana)
        assert status_of(box, "nudge") == "due"
        ana.taps("4")
        box.set_clock("2026-11-23 22:05:00")
        await box.starts()
        await ana.sees("How open could you be")
        await goes_round(box)
        assert status_of(box, "nudge") not in ("due", "sent")
        assert len(ana.seen) == 1


@pytest.mark.soak
async def test_a_tap_from_while_it_was_down_keeps_the_second_chance_away(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:45") as (box, [ana]):
        box.telegram.faults.plan(Trouble(Fault.LOSE_ANSWER), method="sendMessage")
        await is_asked_then_down(box, ana)
        assert status_of(box, "second_chance") == "due"
        box.set_clock("2026-11-23 21:20:00")
        ana.taps("4")
        box.set_clock("2026-11-23 21:40:00")
        await box.starts()
        await ana.sees("How open could you be")
        await goes_round(box)
        assert status_of(box, "second_chance") not in ("due", "sent")
        assert len(ana.seen) == 1


async def test_what_was_sent_while_polling_failed_is_heard_before_the_prompt(tmp_path: Path) -> None:
    async with inhabited(tmp_path, "2026-11-23 20:45") as (box, [ana]):
        box.environ["QUICKLY"] = "1"
        await box.starts()
        await box.until(lambda: box.health.get("is_well"), "the bot well")
        box.telegram.faults.choose = lambda name, _: Trouble(Fault.CONFLICT) if name == "getUpdates" else None
        await box.until(lambda: "poll_failed" in box.log, "the outage noticed")
        ana.body.says("/pause 3")
        box.set_clock("2026-11-23 21:00:00")
        await asyncio.sleep(2)
        assert prompts(ana) == 0
        box.telegram.faults.choose = None
        await ana.sees("I will be quiet")
        await asyncio.sleep(4)
        assert prompts(ana) == 0
