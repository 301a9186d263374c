"""One person who does one thing after the other, and waits each time for what it brings."""

from __future__ import annotations

import asyncio

from bot.simulator.people import Person

PATIENCE = 3 * 3600.0
A_DAY_OR_SO = 30 * 3600.0

Act = tuple[str, str, str]
"""What is done ("says", "says ten times", "taps", "waits"), with which words or button, and the words or button that come of it."""


async def acts(ana: Person, act: str, what: str, then: str) -> None:
    """Do one thing, once, and wait for what comes of it. Raises AssertionError where that never comes."""
    if act == "says":
        ana.says(what)
    elif act == "says ten times":
        for _ in range(10):
            ana.says(what)
    elif act == "taps":
        message = next(
            each
            for each in reversed(ana.messages)
            if any(what == button.data for row in each.rows for button in row)
        )
        ana.taps(message.id, what)
    patience = PATIENCE if act != "waits" else A_DAY_OR_SO
    waited = 0.0
    while waited < patience:
        pause = 5 if waited < 60 else 300
        await asyncio.sleep(pause)
        waited += pause
        if _sees(ana, then):
            return
    raise AssertionError(
        f"after {act} {what!r}, {then!r} never came: {[m.text[:60] for m in ana.messages][-4:]}"
    )


def _sees(ana: Person, what: str) -> bool:
    return any(
        what in message.text
        or any((button.data or "").startswith(what) for row in message.rows for button in row)
        for message in ana.messages
        if message.is_from_bot
    )
