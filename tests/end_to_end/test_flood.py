"""The real process while one person sends a thousand updates: nobody else waits, and no word is lost."""

from __future__ import annotations

import asyncio
import random
from datetime import date
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.key_file import load_or_make_keys
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.end_to_end.process import Hand, Machine, machine
from tests.end_to_end.test_kill import is_set_up

NOTICE = "A lot came at once"
ANSWERED_WITHIN = 1.5


async def words_in(folder: Path, telegram_id: int) -> list[str]:
    """Return all moments of a person, as they stand in the database of a bot that has stopped."""
    database = await Database.open(folder / "data" / "goldseam.db")
    try:
        store = Store(database, Vault(load_or_make_keys(folder / "keys" / "goldseam.key", may_make=False)))
        participant = await store.participants.find(database, telegram_id)
        assert participant is not None
        day = date(2026, 11, 23)
        assert await store.inbox.waiting(database) == []
        return [
            each.moment.text or "" for each in await store.moments.between(database, participant.id, day, day)
        ]
    finally:
        await database.close()


async def answered_in(box: Machine, hand: Hand, label: str, text: str) -> float:
    """Tap, wait until the tap is answered and the screen shows it; return the seconds."""
    began_at = asyncio.get_running_loop().time()
    hand.taps(label)
    query = hand.body.queries[-1]
    await box.until(lambda: query.toast is not None, "the tap answered")
    await hand.sees(text)
    return asyncio.get_running_loop().time() - began_at


@pytest.mark.soak
async def test_a_thousand_updates_of_one_person_hold_up_nobody_and_lose_no_word(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        eve = Hand(box, box.telegram.join(1, "Eve", "en"))
        ana = Hand(box, box.telegram.join(2, "Ana", "en"))
        await is_set_up(box, eve)
        await is_set_up_too(ana)
        eve.body.says("/checkin")
        await eve.sees("How safe did you feel")
        ana.body.says("/checkin")
        await ana.sees("How safe did you feel")
        said = floods(eve)
        waits = [
            await answered_in(box, ana, "4", "How open could you be"),
            await answered_in(box, ana, "3", "One small good moment?"),
            await answered_in(box, ana, "Nothing today", "Safety: 4 · Openness: 3"),
        ]
        assert max(waits) < ANSWERED_WITHIN
        await box.until(
            lambda: "✍" in next(m for m in eve.body.messages if m.text == said[-1]).reactions,
            "the flood over",
            patience=60,
        )
        assert all(query.toast is not None for query in eve.body.queries)
        toasts = [toast.text for toast in eve.body.toasts]
        assert sum(NOTICE in text for text in [*toasts, *(message.text for message in eve.seen)]) == 1
        await asyncio.sleep(0.5)
        assert await box.stops() == 0
    assert sorted(await words_in(tmp_path, 1)) == sorted(said)


async def is_set_up_too(hand: Hand) -> None:
    """Go through the welcome while the bot runs already."""
    hand.body.says("/start")
    await hand.taps_until("I am 18", "Where do you stand?")
    await hand.taps_until("I was hurt", "Where are you?")
    hand.body.says("Osmaniye")
    await hand.taps_until("Yes, that is my time", "When shall I ask?")
    hand.body.says("21:00")
    await hand.taps_until("At 21:00", "I will ask today")


def floods(hand: Hand) -> list[str]:
    """Send 1,000 updates at once: words, commands, and taps that come too late to count; return the words."""
    rng = random.Random(20261123)
    message, later = hand.button("4")
    acts = rng.sample(["words"] * 600 + ["command"] * 200 + ["tap"] * 200, 1000)
    said = []
    for number, act in enumerate(acts):
        if act == "words":
            said.append(f"line {number:04}")
            hand.body.says(said[-1])
        elif act == "command":
            hand.body.says(rng.choice(["/streak", "/help", "/week", "/nonsense"]))
        else:
            hand.body.taps(message.id, later or "")
    return said
