"""Erasing everything: the one question, its answer by tap or in words, and what is said once it is done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from bot.cards import answers as screens
from bot.cards.data import Tap
from bot.conversations import command_list
from bot.conversations.context import Turn
from bot.conversations.heard import is_anothers
from bot.domain.participant import Awaiting, Participant, is_answering, nothing_awaited
from bot.domain.typed import folded
from bot.gateway.outcome import DeliveryError
from bot.gateway.screen import Screen
from bot.storage import erasing
from bot.storage.taken import TakenAs

ASKED_FOR = timedelta(hours=24)
"""How long the question holds: a tap on one that somebody scrolled up to erases nothing."""


async def ask(turn: Turn, participant: Participant) -> None:
    """Answer /delete: ask once."""
    message_id = await turn.say(screens.delete_ask(turn.words))
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(
            tx,
            participant.id,
            lambda present: replace(
                nothing_awaited(present),
                awaiting=Awaiting.ERASING,
                awaiting_on=turn.handled_at.date(),
                asked_in=message_id,
            ),
        )


async def let_go(turn: Turn, participant: Participant) -> None:
    """Whoever goes on with something else has not answered: what they type later is no answer, either."""
    if participant.awaiting is Awaiting.ERASING:
        async with turn.store.db.transaction() as tx:
            await turn.store.participants.change(tx, participant.id, _answered)


async def tapped(turn: Turn, participant: Participant | None, tap: Tap) -> None:
    """Erase everything, or keep it."""
    match tap.parts:
        case ("no",):
            if participant is not None:
                await let_go(turn, participant)
            await turn.show(screens.plain(turn.words, "delete-kept"))
        case ("yes",) if participant is not None and _is_old(turn):
            await turn.show(screens.plain(turn.words, "delete-old"))
        case ("yes",):
            await turn.toast()  # overwriting a large file takes a while
            await turn.show(await _erased(turn, participant))
        case ("close",) if turn.tapped_message_id is not None:
            await turn.clear(turn.tapped_message_id)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def answered_in_words(
    turn: Turn, participant: Participant, message: Message, request: str | None
) -> bool:
    """Take "yes", "no" or what stands on a button as the answer, right after the question; False for other words.

    Right after is: nothing else came in between, and it is still the same date in UTC. Too strict erases nothing.
    """
    asked_in = participant.asked_in
    if not is_answering(participant, Awaiting.ERASING, message.message_id) or asked_in is None:
        return False
    answer = None if is_anothers(message) else _answer_in(turn, message.text or "", request)
    if answer is None or participant.awaiting_on != turn.handled_at.date():
        await let_go(turn, participant)
        return False
    if answer == "yes":
        if turn.is_discreet:
            await turn.clear(message.message_id)
        screen = await _erased(turn, participant)
    else:
        async with turn.store.db.transaction() as tx:
            await turn.store.participants.change(tx, participant.id, _answered)
            await turn.store.taken.note(tx, participant.id, message.message_id, TakenAs.ANSWER, None)
        screen = screens.plain(turn.words, "delete-kept")
    if not await turn.edit(asked_in, screen):
        await turn.say(screen)
    return True


def _answer_in(turn: Turn, text: str, request: str | None) -> str | None:
    """Return what words say to the question: yes, no, or nothing of the kind."""
    if request in ("yes", "no"):
        return request
    for words in turn.tools.every_words():
        for answer in ("yes", "no"):
            if folded(text) == folded(words.label(f"delete-{answer}")):
                return answer
    return None


def _is_old(turn: Turn) -> bool:
    """Tell whether the tapped question was put too long ago to be meant."""
    message = turn.query.message if turn.query else None
    return message is None or turn.handled_at - message.date > ASKED_FOR


def _answered(participant: Participant) -> Participant:
    return nothing_awaited(participant) if participant.awaiting is Awaiting.ERASING else participant


async def _erased(turn: Turn, participant: Participant | None) -> Screen:
    """Erase everything of whoever this is, and return what is said then. None finishes what a crash cut short."""
    if participant is not None and turn.is_discreet:
        await _clear_chat(turn, participant)
    await erasing.erase(turn.store, participant)
    turn.behind = None  # nobody is there any more for whom to keep account of it
    await command_list.take_back(turn)
    return screens.delete_done(turn.words, turn.tools.host, turn.tools.access.mode)


async def _clear_chat(turn: Turn, participant: Participant) -> None:
    """Have go what is known to stand in the chat, while it is known; trouble on the line keeps nobody's data."""
    store = turn.store
    shown = await store.open_screens.of(store.db, participant.id)
    written = await store.offers.messages_of(store.db, participant.id)
    with suppress(DeliveryError):
        for message_id in (*shown, *written):
            if message_id not in (turn.tapped_message_id, participant.asked_in):
                await turn.tools.outbox.delete(turn.telegram_id, message_id)
