"""The letters about the dozen weeks, as people would read them, in one text that a person can review.

`python -m tests.letters.written` writes `letters.md` anew.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cards import letter as cards
from bot.cards import pictures
from bot.cards.letter import Letter
from bot.content.catalogue import Content
from bot.domain.day import Closing, Reason, State, instant_of
from bot.domain.encourage import week_name
from bot.domain.participant import Participant, Step
from bot.gateway.screen import Screen
from bot.letters.letter import letter_of
from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.storage.vault import Vault
from tests.letters.weeks import WEEKS, WrittenWeek, read_day

FILE = Path(__file__).parent / "letters.md"
EVENING = time(21)
SHOWN_AT_MOST = 400
"""Of a day, so many letters are shown above the letter: the hostile ones are long."""
OPENING = """\
# A dozen weeks and their letters

Written by `python -m tests.letters.written`; a test compares it with what the bot writes. Above each letter stands the
week that it is about: its days, safety and openness from 1 to 5 (n: no contact, u: rather not say), and the moments."""
JOINED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def store_in(folder: Path) -> AsyncIterator[Store]:
    """Open an empty database of its own."""
    database = await Database.open(folder / "letters.db")
    try:
        vault = Vault(["a secret that is only for tests, long enough"])
        yield Store(database, vault, ErasedMarks(folder / "letters.erased", vault))
    finally:
        await database.close()


async def letter_about(store: Store, content: Content, week: WrittenWeek, language: str) -> Letter:
    """Keep a written-out week as somebody's own, and return the letter about it; then they are erased."""
    async with store.db.transaction() as tx:
        participant = await _joined(store, tx, week, language)
        for on, told in week.by_day.items():
            await _lived(store, tx, participant, on, told)
        if week.taken is not None:
            await _took(store, tx, participant, week)
    now = instant_of(week.last_on, EVENING, ZoneInfo(week.zone))
    letter = await letter_of(store, content, participant, week.last_on, now)
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, participant)
    return letter


async def _joined(store: Store, tx: Transaction, week: WrittenWeek, language: str) -> Participant:
    added = await store.participants.add(tx, 1000, language, JOINED_AT)
    # What is left equal in choosing is drawn by the id, which is random otherwise.
    given_id = f"somebody with {week.name}"
    await tx.run("UPDATE participants SET id = :id WHERE id = :was", {"id": given_id, "was": added.id})
    participant = replace(
        added,
        id=given_id,
        step=Step.DONE,
        role=week.role,
        afraid=week.afraid,
        zone=ZoneInfo(week.zone),
        ask_time=EVENING,
        started_on=min(week.by_day),
        open_on=week.last_on,
    )
    await store.participants.save(tx, participant)
    return participant


async def _lived(store: Store, tx: Transaction, participant: Participant, on: date, told: str) -> None:
    zone = participant.zone or ZoneInfo("UTC")
    at = instant_of(on, EVENING, zone)
    read = read_day(on, told, participant.language)
    if read is not None:
        checkin, moments = read
        await store.checkins.record(tx, participant.id, checkin, zone.key, at)
        for number, moment in enumerate(moments):
            message_id = 100 * on.toordinal() + number
            await store.moments.keep(tx, participant.id, on, zone.key, at, message_id, moment)
    if on != participant.open_on:
        missed = Closing(State.REST, Reason.SKIPPED) if told == "rest" else Closing(State.MISSED)
        await store.days.close(tx, participant.id, on, Closing(State.KEPT) if read else missed, at)


async def _took(store: Store, tx: Transaction, participant: Participant, week: WrittenWeek) -> None:
    assert week.taken is not None
    on = week.last_on - timedelta(weeks=week.taken.weeks_ago)
    shown = ShownPrinciple(week_name(on), 0, week.taken.principle_id, 0, on, is_taken=True)
    if week.taken.came_to is not None:
        shown = replace(shown, came_to=week.taken.came_to, answered_on=week.last_on)
    await store.principles.show(tx, participant.id, shown, instant_of(on, EVENING, ZoneInfo(week.zone)))


async def all_written(store: Store, content: Content) -> str:
    """Return every week with its letter in every language."""
    parts = [OPENING]
    for week in WEEKS:
        parts.append(f"## {week.name[0].upper()}{week.name[1:]}\n\n{_told(week)}")
        for language in content.languages:
            words = content.words(language)
            letter = await letter_about(store, content, week, language)
            caption = pictures.days(words, letter.days, letter.last_on, 7).caption
            screen = cards.letter(words, letter)
            picture = f"*{caption}*\n\n" if letter.has_picture else ""
            parts.append(f"### {words.label('language-name')}\n\n{picture}{_as_read(screen)}")
    return "\n\n".join(parts) + "\n"


def _told(week: WrittenWeek) -> str:
    fear = f", afraid: {week.afraid.value}" if week.afraid else ""
    lines = [f"{week.role.value}{fear}, {week.zone}"]
    if week.taken is not None:
        came_to = week.taken.came_to.value if week.taken.came_to else "not answered yet"
        lines.append(f"took a step of {week.taken.principle_id}: {came_to}")
    for on, day in week.by_day.items():
        lines.append(f"{on:%a %Y-%m-%d}  {day if len(day) <= SHOWN_AT_MOST else day[:SHOWN_AT_MOST] + '…'}")
    return "```\n" + "\n".join(lines) + "\n```"


def _as_read(screen: Screen) -> str:
    text = "\n".join(f"> {line}".rstrip() for line in screen.text.replace("\n", "  \n").split("\n"))
    rows = "\n".join(f"> {' '.join(f'`[{button.label}]`' for button in row)}  " for row in screen.rows)
    return f"{text}\n>\n{rows.rstrip()}"


async def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with store_in(Path(folder)) as store:
            FILE.write_text(await all_written(store, Content.load()), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
