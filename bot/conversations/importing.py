"""Bringing one's data back: the file is asked for, told of, and added to what is here once that is wanted."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from bot.archive.merging import additions
from bot.archive.reading import Found, Problem, Unusable, read
from bot.cards import answers
from bot.cards import archive as screens
from bot.cards.data import Tap
from bot.conversations import keeping
from bot.conversations.context import Turn
from bot.domain.participant import Awaiting, Participant, nothing_awaited, today_of
from bot.domain.typed import folded
from bot.gateway.screen import Screen
from bot.storage.belongings import Past, bring, past_of

LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot download."""
OUR_NAMES = re.compile(r"(goldseam|notes-\d{4}-\d\d-\d\d).*\.(zip|json)", re.IGNORECASE)
A_DAY = timedelta(days=1)


async def ask(turn: Turn, participant: Participant) -> None:
    """Answer /import: ask for the file."""
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(
            tx, participant.id, lambda present: replace(nothing_awaited(present), awaiting=Awaiting.IMPORT)
        )
    await turn.say(screens.ask_import(turn.words))


async def took(turn: Turn, participant: Participant, message: Message) -> bool:
    """Take a document that was asked for, or is called like one of ours; False for any other message."""
    document = message.document
    if document is None or not await _is_asked_for(turn, participant, message):
        return False
    if (document.file_size or 0) > LARGEST:
        await turn.say(screens.unusable(turn.words, Problem.TOO_LARGE), reply_to=message.message_id)
        return True
    found = await _read(turn, participant, document.file_id)
    if isinstance(found, Found):
        await _note(turn, participant, message.message_id, document.file_id)
        found = _told(turn, participant, found, str(message.message_id))
    await turn.say(found, reply_to=message.message_id)
    return True


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the choice to bring a file in, or to leave it. Done twice, it changes nothing more."""
    waiting = await turn.store.imports.find(turn.store.db, participant.id)
    match tap.parts:
        case ("yes" | "no" as how, name) if waiting is not None and name == str(waiting.message_id):
            if how == "yes" or waiting.is_done:
                await turn.toast()
                await turn.show(await _brought(turn, participant, waiting.file_id))
                if turn.is_discreet:
                    await turn.clear(waiting.message_id)
            else:
                async with turn.store.db.transaction() as tx:
                    await turn.store.imports.drop(tx, participant.id)
                await turn.show(answers.supported(turn.words, "import-left"))
        case _:
            await turn.toast(turn.words.label("import-stale"))


async def _is_asked_for(turn: Turn, participant: Participant, message: Message) -> bool:
    if participant.awaiting is Awaiting.IMPORT:
        return True
    if message.document is not None and OUR_NAMES.fullmatch(message.document.file_name or ""):
        return True
    waiting = await turn.store.imports.find(turn.store.db, participant.id)
    return waiting is not None and waiting.message_id == message.message_id  # handled again


async def _note(turn: Turn, participant: Participant, message_id: int, file_id: str) -> None:
    async with turn.store.db.transaction() as tx:
        await turn.store.imports.ask(tx, participant.id, message_id, file_id, turn.now)
        await turn.store.participants.change(
            tx,
            participant.id,
            lambda present: nothing_awaited(present) if present.awaiting is Awaiting.IMPORT else present,
        )


async def _read(turn: Turn, participant: Participant, file_id: str) -> Found | Screen:
    """Download a file and read it in a thread; where it cannot be used, return what says so."""
    content = await turn.tools.outbox.get_file(file_id)
    if content is None:
        return answers.supported(turn.words, "import-gone")
    found = await asyncio.to_thread(read, content, today_of(participant, turn.now))
    if isinstance(found, Unusable):
        return screens.unusable(turn.words, found.problem, found.mistakes)
    return found if found.days else answers.supported(turn.words, "import-empty")


def _told(turn: Turn, participant: Participant, found: Found, name: str) -> Screen:
    is_of_another_role = found.role is not None and found.role is not participant.role
    names = (found.name, participant.name)
    is_of_another_name = all(names) and len({folded(each or "") for each in names}) > 1
    return screens.found(
        turn.words,
        name,
        found.days,
        len(found.past.moments),
        is_anothers=is_of_another_role or is_of_another_name,
    )


async def _brought(turn: Turn, participant: Participant, file_id: str) -> Screen:
    found = await _read(turn, participant, file_id)
    if not isinstance(found, Found):
        return found
    added = Past()
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id)
        if present is not None and present.open_on is not None:
            here = await past_of(turn.store, tx, participant.id)
            added = additions(here, found.past, present.open_on)
            await bring(turn.store, tx, participant.id, added, turn.handled_at)
            await turn.store.imports.note_done(tx, participant.id)
    today_on = today_of(participant, turn.now)
    for on in {today_on - A_DAY, today_on} & added.answered_on:
        await keeping.redraw(turn, participant, on)
    return screens.brought(turn.words, len(found.days), len(found.past.moments))
