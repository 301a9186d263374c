"""A flood: its words are kept without a word, one notice stands for all other answers, and help is given as ever."""

from __future__ import annotations

from telegram import Message, Update

from bot.cards import answers as screens
from bot.cards import data
from bot.cards.data import Tap
from bot.conversations import danger, follow_ups, plain, words
from bot.conversations.context import Tools, Turn
from bot.conversations.heard import (
    command_of,
    is_anothers,
    is_private,
    is_service,
    request_of,
    turn_of,
)
from bot.domain.participant import Awaiting, Participant
from bot.gateway.flood import Flood

KEPT = frozenset({words.NOTHING, "yes", "no", "today", "yesterday"})
"""Requests that are kept as what somebody wrote; all others ask the bot for something."""


async def answer(tools: Tools, update: Update, flood: Flood) -> bool:
    """Keep what a message of a flood says; for anything else there is one notice. Taps were answered when they came."""
    message = update.message
    if message is None or message.from_user is None or message.from_user.is_bot or is_service(message):
        return False
    turn, participant = await turn_of(tools, message.from_user)
    turn.message = message
    if participant is not None and participant.is_set_up:
        request = request_of(tools.content, message)
        may_be_fear = participant.awaiting is Awaiting.AFRAID and not is_anothers(message)
        if may_be_fear and await follow_ups.answered_in_words(
            turn, participant, message.message_id, message.text or "", request
        ):
            return False  # it must not stay on the screen, nor become a moment
        if await _is_kept(turn, participant, message, request):
            return True
    if danger.stands_in(turn, message):
        await plain.safety(turn, participant)  # nothing later would answer it
    else:
        await flood.tell(lambda: turn.say(screens.plain(turn.words, _notice(participant))))
    return False


async def answer_kept(tools: Tools, update: Update) -> None:
    """Answer words that were kept in silence, unless their writer has gone or erased everything since."""
    message = update.message
    if message is None or message.from_user is None:
        return
    turn, participant = await turn_of(tools, message.from_user)
    turn.message = message
    if participant is not None and participant.gone_at is None:
        turn.has_danger = await danger.came_lately(turn, participant)
        await words.said_again(turn, participant, message)
        await turn.tell_help()


async def answer_tap(tools: Tools, update: Update, flood: Flood) -> None:
    """Answer a tap of a flood, with the notice where that is still to be given."""
    query = update.callback_query
    if query is None:
        return
    turn, participant = await turn_of(tools, query.from_user)
    turn.query = query
    if not is_urgent(tools, update):
        await flood.tell(lambda: turn.toast(turn.words.label(_notice(participant))))
    await turn.toast()


def is_urgent(tools: Tools, update: Update) -> bool:
    """Tell what is answered in any flood: help for somebody in danger, hiding what is shown, and erasing everything."""
    if update.callback_query is not None:
        tap = Tap.read(update.callback_query.data or "")
        return tap == Tap(data.GO, ("safety",)) or tap.area in (data.DELETE, data.HELP) or tap.is_closing
    if update.message is None or not is_private(update.message):
        return False
    command, _ = command_of(tools.content, update.message)
    return (command or request_of(tools.content, update.message)) in ("safety", "delete")


def _notice(participant: Participant | None) -> str:
    """Name the notice: what somebody writes before their welcome is done is not kept, and nobody says that it is."""
    return "flood-notice" if participant is not None and participant.is_set_up else "flood-notice-new"


async def _is_kept(turn: Turn, participant: Participant, message: Message, request: str | None) -> bool:
    command, rest_of_text = command_of(turn.tools.content, message)
    if command == "moment":
        return await words.kept_in_silence(turn, participant, message, as_moment=rest_of_text)
    if command is not None or (request is not None and request not in KEPT):
        return False
    return await words.kept_in_silence(turn, participant, message, is_nothing=request == words.NOTHING)
