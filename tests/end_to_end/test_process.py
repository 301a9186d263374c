"""The real process: how it starts, stops, tells the time, and keeps silent in its log and files."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.end_to_end.process import ROOT, TOKEN, Hand, machine
from tests.end_to_end.test_kill import WELCOME, acts, is_set_up

NAME = "Zübeyde-Kanarya"
WORDS = "the yellow canary sang at dawn"


async def test_sigterm_ends_it_with_zero(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        assert await box.stops() == 0
        hand.body.says("/streak")
        await box.starts()
        await hand.sees("No day yet")


@pytest.mark.soak
async def test_it_asks_within_seconds_whichever_way_the_clock_jumps(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        box.set_clock("2026-11-23 21:00:00")
        await hand.sees("How safe did you feel")
        hand.taps("4")
        await hand.sees("How open could you be")
        box.move(timedelta(days=-1))
        await asyncio.sleep(0)
        hand.body.says("/streak")
        await hand.sees("You showed up on 1 day")
        box.set_clock("2026-11-24 21:00:00")
        await box.until(lambda: "How safe did you feel" in hand.seen[-1].text, "asked on the next day")
        box.move(timedelta(days=366))
        hand.body.says("/help")
        await hand.sees("What I can do")
        box.set_clock("2026-11-25 20:59:56")
        await box.until(
            lambda: "How safe did you feel" in hand.seen[-1].text, "asked when the clock was set right again"
        )


async def test_mistakes_are_told_all_at_once_with_exit_code_2(tmp_path: Path) -> None:
    environ = {
        "BOT_ACCES": "everyone",
        "BOT_LOG__LEVEL": "loud",
        "DATABASE_URL": "mysql://x",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environ, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate()
    assert process.returncode == 2
    for name in (
        "TELEGRAM_BOT_TOKEN",
        "BOT_HOST_NAME",
        "BOT_HOST_CONTACT",
        "BOT_ACCES",
        "BOT_LOG__LEVEL",
        "DATABASE_URL",
    ):
        assert name in told.decode()
    assert "Traceback" not in told.decode()


async def test_a_lost_key_stops_the_start_and_changes_nothing(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        assert await box.stops() == 0
        key = tmp_path / "keys" / "goldseam.key"
        before = (tmp_path / "data" / "goldseam.db").read_bytes()
        key.rename(key.with_suffix(".away"))
        await box.starts()
        assert box._process is not None
        assert await box._process.wait() == 2
        assert not key.exists()
        assert (tmp_path / "data" / "goldseam.db").read_bytes() == before
        key.with_suffix(".away").rename(key)
        hand.body.says("/streak")
        await box.starts()
        await hand.sees("No day yet")


async def test_no_word_name_id_or_token_is_in_the_log_or_readable_in_the_files(tmp_path: Path) -> None:
    """At the most talkative level, with everything that a person can give."""
    person_id = 7_381_992_004
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(person_id, NAME, "en"))
        await box.starts()
        for act, what, answer in WELCOME[:9]:
            await acts(hand, act, what)
            await hand.sees(answer)
        hand.body.says(WORDS)
        await hand.sees("Whom is this about?")
        hand.body.says(NAME)
        await hand.sees("Are you ever afraid")
        hand.taps("Sometimes")
        await hand.sees("Your safety comes before")
        hand.body.sends("photo", WORDS)
        await hand.sees("Shall I keep this")
        hand.body.says("/week")
        await hand.sees("Your week")
        box.telegram.people[person_id].blocks()
        assert await box.stops() == 0
    canaries = [WORDS, NAME, TOKEN, TOKEN.split(":")[1], str(person_id), "canary", "Osmaniye"]
    for canary in canaries:
        assert canary not in box.log
    assert "Traceback" not in box.log
    for file in (tmp_path / "data").iterdir():
        content = file.read_bytes()
        for canary in (WORDS, NAME, TOKEN, "canary", "sometimes", '"hurt"', "file_id"):
            assert canary.encode() not in content, f"{canary} in {file.name}"
