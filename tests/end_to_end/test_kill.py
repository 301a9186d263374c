"""The real process, killed with kill -9 in the middle of things and started again."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from tests.end_to_end.process import Hand, Machine, machine

WELCOME = (
    ("says", "/start", "Goldseam"),
    ("taps", "I am 18", "Where do you stand?"),
    ("taps", "I was hurt", "Where are you?"),
    ("says", "Osmaniye", "Is that your time?"),
    ("taps", "Yes, that is my time", "When shall I ask?"),
    ("says", "21:00", "every day at 21:00"),
    ("taps", "Now", "How safe did you feel"),
    ("taps", "4", "How open could you be"),
    ("taps", "3", "One small good moment?"),
    ("says", "tea, together", "Kept. Thank you for writing it."),
    ("taps", "Not now", "Are you ever afraid"),
)


async def acts(hand: Hand, act: str, what: str) -> None:
    if act == "says":
        hand.body.says(what)
    else:
        await hand.has(what)
        hand.taps(what)


async def test_killed_at_every_step_it_goes_on_and_nothing_is_missing(tmp_path: Path) -> None:
    """At each step of the welcome and the first card the bot dies at another moment of its answer."""
    rng = random.Random(20261123)
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await box.starts()
        for act, what, answer in WELCOME:
            await acts(hand, act, what)
            await asyncio.sleep(rng.uniform(0, 0.04))
            await box.is_killed()
            await box.starts()
            await hand.sees(answer)
        card = await hand.sees("Safety: 4 · Openness: 3 · One moment kept")
        assert "Change" in card.labels


async def dies_again_and_again(box: Machine, rng: random.Random) -> None:
    """Kill the process three times about now; then let it come up, and do what is due."""
    starts = 0
    for _ in range(3):
        await asyncio.sleep(rng.uniform(0, 1.2))
        await box.is_killed()
        starts = box.log.count(" started")
        await box.starts()
    await box.until(lambda: box.log.count(" started") > starts, "started")
    await asyncio.sleep(1.2)


async def prompts_of_a_day(box: Machine, hand: Hand) -> int:
    return sum(
        "sendMessage" in call.method and "How safe" in str(call.params.get("text"))
        for call in box.telegram.calls
    )


async def is_set_up(box: Machine, hand: Hand) -> None:
    await box.starts()
    for act, what, answer in WELCOME[:6]:
        await acts(hand, act, what)
        await hand.sees(answer)
    await hand.taps_until("At 21:00", "I will ask today")


async def killed_round_the_prompt(folder: Path, seed: int, days: int) -> None:
    rng = random.Random(seed)
    async with machine(folder, "2026-11-23 20:59:30") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        asked_on = 0
        for day in range(23, 23 + days):
            before = await prompts_of_a_day(box, hand)
            box.set_clock(f"2026-11-{day} 20:59:59.5")
            await dies_again_and_again(box, rng)
            asked = await prompts_of_a_day(box, hand) - before
            assert asked <= 1, f"day {day} was asked twice"
            asked_on += asked
        box.set_clock(f"2026-11-{23 + days} 20:59:59")
        await box.until(
            lambda: "How safe did you feel" in hand.seen[-1].text, "asked on a day without a kill"
        )
        hand.body.says("/streak")
        await hand.sees("No day yet")


async def test_killed_round_its_time_no_day_is_asked_twice(tmp_path: Path) -> None:
    await killed_round_the_prompt(tmp_path, seed=1, days=2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6))
async def test_killed_round_its_time_again_and_again(tmp_path: Path, seed: int) -> None:
    await killed_round_the_prompt(tmp_path, seed, days=6)


async def killed_round_the_nudge(folder: Path, seed: int, days: int) -> None:
    """On each of some silent days the bot dies three times about the instant of its nudge."""
    rng = random.Random(seed)
    async with machine(folder, "2026-11-23 19:30") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await box.starts()
        for act, what, answer in (*WELCOME[:5], ("says", "20:00", "every day at 20:00")):
            await acts(hand, act, what)
            await hand.sees(answer)
        await hand.taps_until("At 20:00", "I will ask today")
        nudged = 0
        for day in range(23, 23 + days):
            before = await prompts_of_a_day(box, hand)
            box.set_clock(f"2026-11-{day} 20:00:00")
            await box.until(lambda: "How safe did you feel" in hand.seen[-1].text, f"asked on {day}")
            await asyncio.sleep(0.2)
            box.set_clock(f"2026-11-{day} 22:00:{rng.uniform(0, 2):06.3f}")
            await dies_again_and_again(box, rng)
            asked = await prompts_of_a_day(box, hand) - before
            assert asked <= 2, f"day {day} was nudged twice"
            nudged += asked - 1
        # One whose sender died on it is not repeated; hardly ever does that happen on all days.
        assert nudged, "nobody was nudged at all"
        assert await box.stops() == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
async def test_killed_round_the_nudge_nobody_is_nudged_twice(tmp_path: Path, seed: int) -> None:
    await killed_round_the_nudge(tmp_path, seed, days=3)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
async def test_a_burst_of_words_and_taps_survives_kills(tmp_path: Path, seed: int) -> None:
    """Twenty moments are sent while the bot dies again and again: each is kept once."""
    rng = random.Random(seed)
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        for number in range(20):
            hand.body.says(f"/moment number {number:02} of twenty")
            if number % 5 == 4:
                await asyncio.sleep(rng.uniform(0, 0.1))
                await box.is_killed()
                await box.starts()
        await box.until(
            lambda: sum("✍" in message.reactions for message in hand.body.messages) == 20,
            "every moment kept",
            patience=60,  # each is answered, at Telegram's pace of one a second
        )
        hand.body.says("/week")
        week = await hand.sees("Your moments")
        assert "… and 10 from earlier in the week" in week.text
