"""What a check-in costs and leaves: at most three taps and one line, and one message of the bot in the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator.seen import SeenMessage
from tests.chat import Person, Stage, stage

PROMPT, BY_HAND = "prompt", "/checkin"
FIRST_DAYS = ("w:agree", "w:role:hurt", "w:place:Europe/Istanbul", "w:time:2100", "w:first:now")


@dataclass(slots=True)
class Counted:
    """Somebody whose taps and lines are counted from now on; the command menu is one tap away."""

    person: Person
    before: frozenset[int]
    taps_made: int = 0
    lines: int = 0

    @classmethod
    def of(cls, person: Person) -> Counted:
        return cls(person, frozenset(message.id for message in person.body.messages))

    async def taps(self, label: str) -> None:
        self.taps_made += 1
        await self.person.taps(label)

    async def picks(self, command: str) -> None:
        self.taps_made += 1
        await self.person.says(command)

    async def says(self, text: str) -> None:
        self.lines += 1
        await self.person.says(text)

    def left(self, *, by_bot: bool) -> list[SeenMessage]:
        """What came since and stands in the chat still."""
        return [
            message
            for message in self.person.body.messages
            if message.id not in self.before and message.is_from_bot == by_bot
        ]


async def answers_with_a_line(ana: Counted) -> None:
    await ana.taps("4")
    await ana.taps("3")
    await ana.says("tea, çay")


async def answers_by_tap(ana: Counted) -> None:
    language = "tr" if ana.person.body.user["language_code"] == "tr" else "en"
    await ana.taps("4")
    await ana.taps("3")
    await ana.taps({"en": "Nothing today", "tr": "Bugün yok"}[language])


async def answers_in_one_line(ana: Counted) -> None:
    await ana.says("4 3 tea, çay")


async def lived_in(scene: Stage, language: str, *, is_discreet: bool) -> Person:
    """Somebody on their second day, all of whose questions beside the card are answered."""
    ana = scene.person("Ana", language=language)
    await ana.says("/start")
    if is_discreet:
        await ana.forges("w:discreet:1")
    for data in FIRST_DAYS:
        await ana.forges(data)
    await ana.says("4 4 the cat")
    if not is_discreet:
        await ana.forges("f:name:no")
    await ana.forges("f:afraid:no")
    await scene.reaches("2026-11-24 12:00")
    return ana


async def checks_in(
    scene: Stage,
    language: str,
    how: Callable[[Counted], Awaitable[None]],
    *,
    start: str,
    is_discreet: bool,
) -> Counted:
    ana = await lived_in(scene, language, is_discreet=is_discreet)
    counted = Counted.of(ana)
    if start == BY_HAND:
        await counted.picks("/checkin")
    else:
        await scene.reaches("2026-11-24 21:00")
        if is_discreet:
            await counted.taps({"en": "Open", "tr": "Aç"}[language])
    await how(counted)
    return counted


@pytest.mark.parametrize("how", [answers_with_a_line, answers_by_tap, answers_in_one_line])
@pytest.mark.parametrize("start", [PROMPT, BY_HAND])
@pytest.mark.parametrize("is_discreet", [False, True], ids=["plain", "discreet"])
@pytest.mark.parametrize("language", ["en", "tr"])
async def test_a_check_in_is_at_most_three_taps_and_a_line_and_leaves_one_message(
    tmp_path: Path, language: str, is_discreet: bool, start: str, how: Callable[[Counted], Awaitable[None]]
) -> None:
    async with stage(tmp_path, "2026-11-23 20:00") as scene:
        ana = await checks_in(scene, language, how, start=start, is_discreet=is_discreet)
        participant = await scene.store.participants.find(scene.store.db, ana.person.body.id)
        assert participant is not None
        kept = await scene.store.checkins.kept_days(scene.store.db, participant.id)
        assert len(kept) == 2
        assert ana.lines <= 1
        assert ana.taps_made <= (3 if ana.lines else 4), "a tap takes the place of the line, no more"
        assert len(ana.left(by_bot=True)) == 1
        written = [message for message in ana.left(by_bot=False) if message.text != "/checkin"]
        assert len(written) == (0 if is_discreet else ana.lines)
