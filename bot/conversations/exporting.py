"""Taking one's data along: everything in one ZIP, sent once however often it is asked for; discreet, behind a tap."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.archive.pack import FILES_BYTES, file_names, packed
from bot.cards import answers
from bot.cards import archive as screens
from bot.cards.data import Tap
from bot.conversations.context import Turn
from bot.domain.participant import Participant, today_of
from bot.gateway.outcome import Refused, Unsure
from bot.gateway.screen import Screen
from bot.storage.belongings import Belongings, belongings_of


async def export(turn: Turn, participant: Participant) -> None:
    """Answer /export: the ZIP; in discreet mode a neutral line."""
    if participant.is_discreet:
        await turn.say(screens.hidden_export(turn.words))
    else:
        await _send(turn, participant)


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on the line that stands for the data."""
    if tap.parts == ("send",):
        await _send(turn, participant)
    else:
        await turn.toast(turn.words.label("card-stale"))


async def _send(turn: Turn, participant: Participant) -> None:
    await turn.toast()
    if not await _is_first(turn, participant):
        if turn.query is None:
            await turn.say(answers.plain(turn.words, "export-just-sent"))
        return
    belongings = await belongings_of(turn.store, turn.store.db, participant)
    contents = await _files(turn, belongings)
    try:
        await turn.say(await _packed(turn, belongings, contents))
    except Refused:  # too large for Telegram after all
        if not contents:
            raise
        await turn.say(await _packed(turn, belongings, {}))
    if turn.query is not None:  # it took its time: a double tap was made before it came
        await _is_first(turn, participant)


async def _is_first(turn: Turn, participant: Participant) -> bool:
    """Tell whether this is no repetition of one a moment ago: a double tap, or the command twice."""
    asked_by = turn.query.id if turn.query else str(turn.message.message_id if turn.message else 0)
    async with turn.store.db.transaction() as tx:
        return await turn.store.sent_again.is_first(tx, participant.id, "export", asked_by, turn.now)


async def _files(turn: Turn, belongings: Belongings) -> dict[str, bytes]:
    """Download what Telegram still gives, one after the other, as far as it fits; by the moment's id."""
    contents: dict[str, bytes] = {}
    left = FILES_BYTES
    for kept in belongings.past.moments:
        if kept.moment.file_id is None:
            continue
        with suppress(Unsure):  # one that Telegram stumbles over must not cost anybody the others
            content = await turn.tools.outbox.get_file(kept.moment.file_id)
            if content is not None and len(content) <= left:
                contents[kept.id] = content
                left -= len(content)
    return contents


async def _packed(turn: Turn, belongings: Belongings, contents: dict[str, bytes]) -> Screen:
    """Pack in a thread: years of days take longer than others should wait for an answer."""
    participant = belongings.participant
    content = await asyncio.to_thread(packed, turn.words, belongings, contents, turn.now)
    missing = len(file_names(belongings)) - len(contents)
    today_on = today_of(participant, turn.now)
    return screens.exported(turn.words, today_on, content, missing, is_discreet=participant.is_discreet)
