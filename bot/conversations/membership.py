"""Who is there: somebody who blocks the bot or comes back, and a group, which is greeted once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus, ChatType

from bot.cards import answers as screens
from bot.conversations.context import Tools, Turn
from bot.conversations.heard import turn_of
from bot.domain.participant import Participant
from bot.gateway.outcome import Gone, Refused
from bot.storage.planning import note_gone, plan_ahead

OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def changed(tools: Tools, change: ChatMemberUpdated) -> None:
    """Note that somebody blocked the bot or came back; greet a group when the bot is added to it for the first time."""
    turn, participant = await turn_of(tools, change.from_user)
    is_out, was_out = (each.status in OUT for each in (change.new_chat_member, change.old_chat_member))
    if change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        if was_out and not is_out:
            await _greet(turn, change.chat.id)
    elif change.chat.type != ChatType.PRIVATE or participant is None:
        return
    elif is_out:
        async with turn.store.db.transaction() as tx:
            await note_gone(turn.store, tx, participant.id, turn.handled_at)
    else:
        await returned(turn, participant)


async def returned(turn: Turn, participant: Participant) -> Participant:
    """Go on with somebody who had blocked the bot; everyone else stays as they are."""
    if participant.gone_at is None:
        return participant
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        back = replace(present, gone_at=None, rhythm_changed_at=turn.handled_at)
        await turn.store.participants.save(tx, back)
        await plan_ahead(turn.store, tx, back, turn.handled_at)
    return back


async def moved(tools: Tools, message: Message) -> None:
    """Note that a group has become a supergroup: it has another id from now on, and was greeted already."""
    if message.migrate_to_chat_id is not None and await tools.store.groups.is_greeted(
        tools.store.db, message.chat.id
    ):
        async with tools.store.db.transaction() as tx:
            await tools.store.groups.note(tx, message.migrate_to_chat_id, tools.clock.now())


async def _greet(turn: Turn, chat_id: int) -> None:
    """Say once that the bot is for private chats. Where it may not write it says nothing."""
    if await turn.store.groups.is_greeted(turn.store.db, chat_id):
        return
    with suppress(Gone, Refused):
        await turn.tools.outbox.send(chat_id, screens.plain(turn.words, "group-only-private"))
    async with turn.store.db.transaction() as tx:
        await turn.store.groups.note(tx, chat_id, turn.handled_at)
