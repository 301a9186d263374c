"""Which handler answers an update: commands, taps, typed words, and what is met with deliberate silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.cards import answers as screens
from bot.cards import data
from bot.cards.data import Tap
from bot.conversations import (
    card,
    door,
    follow_ups,
    letter,
    look_back,
    offers,
    plain,
    principles,
    rest,
    welcome,
    words,
)
from bot.conversations import flood as flooded
from bot.conversations.context import Tools, Turn
from bot.conversations.heard import command_of, is_private, is_service, turn_of
from bot.domain.participant import Participant
from bot.domain.typed import folded
from bot.gateway.flood import Flood
from bot.storage.planning import note_gone, plan_ahead

Handler = Callable[[Turn, Participant], Awaitable[None]]
Command = Callable[[Turn, Participant, str], Awaitable[None]]
"""The text is what stood behind the command."""


async def answer(tools: Tools, update: Update, flood: Flood | None = None) -> bool:
    """Answer one update; True where it was kept in silence, and its answer is owed until its person is quiet.

    Of a flood, only what people write has an effect, and what somebody in danger needs.
    """
    if flood is not None and not flooded.is_urgent(tools, update) and update.edited_message is None:
        return await flooded.answer(tools, update, flood)
    await _answer_one(tools, update)
    return False


async def _answer_one(tools: Tools, update: Update) -> None:
    """Answer one update. What comes from groups, channels and other bots is met with silence, but for a greeting."""
    if update.callback_query is not None:
        await _answer_tap(tools, update.callback_query)
    elif update.my_chat_member is not None:
        await _answer_membership(tools, update.my_chat_member)
    elif update.message is not None and is_private(update.message):
        await _answer_message(tools, update.message)
    elif update.edited_message is not None and is_private(update.edited_message):
        await _answer_edit(tools, update.edited_message)


async def _answer_message(tools: Tools, message: Message) -> None:
    sender = message.from_user
    if sender is None or sender.is_bot or is_service(message):
        return
    turn, participant = await turn_of(tools, sender)
    turn.message = message
    command, rest_of_text = command_of(message)
    if participant is None:
        await _answer_stranger(turn, command, rest_of_text)
        return
    participant = await _returned(turn, participant)
    if command is not None:
        await _answer_command(turn, participant, command, rest_of_text)
    else:
        await _answer_words(turn, participant, message)


async def _answer_stranger(turn: Turn, command: str | None, rest_of_text: str) -> None:
    """Answer somebody of whom nothing is kept. Only /start lets them in; help needs no invitation."""
    if command in _OPEN_COMMANDS:
        await _OPEN_COMMANDS[command](turn)
    elif command == "safety":
        await plain.safety(turn, None)
    elif command != "start":
        await door.knocked(turn, command)
    elif participant := await door.let_in(turn, rest_of_text):
        await welcome.start(turn, participant)


async def _answer_command(turn: Turn, participant: Participant, command: str, rest_of_text: str) -> None:
    await follow_ups.leave_moment(turn, participant)
    if command in _OPEN_COMMANDS:
        await _OPEN_COMMANDS[command](turn)
    elif command in _EARLY_COMMANDS:
        await _EARLY_COMMANDS[command](turn, participant, rest_of_text)
    elif command not in _COMMANDS:
        await plain.unknown_command(turn)
    elif not participant.is_set_up:
        await welcome.start(turn, participant)
    else:
        await _COMMANDS[command](turn, participant, rest_of_text)


async def _answer_words(turn: Turn, participant: Participant, message: Message) -> None:
    request = turn.tools.content.requests.get(folded(message.text or ""))
    if request in _COMMANDS or request in _EARLY_COMMANDS or request in _OPEN_COMMANDS:
        await _answer_command(turn, participant, request, "")
    elif participant.is_set_up:
        if not await _answer_small_words(turn, participant, message, request):
            await words.said(turn, participant, message, is_nothing=request == words.NOTHING)
    elif message.location is not None:
        await welcome.located(turn, participant, message.location)
    else:
        await welcome.said(turn, participant, message.text or "")


async def _answer_small_words(
    turn: Turn, participant: Participant, message: Message, request: str | None
) -> bool:
    """Take words that answer what stands on the screen: a question, an offer, a fresh prompt, thanks; False for others."""
    text, message_id = message.text or "", message.message_id
    if await words.said_again(turn, participant, message_id):
        return True
    if await words.replied_on(turn, participant, message) is not None:
        return False
    is_answered = (
        await follow_ups.answered_in_words(turn, participant, message_id, text, request)
        or await rest.answered_in_words(turn, participant, message_id, text)
        or await offers.answered_in_words(turn, participant, message_id, request)
        or (request == "later" and await card.later_said(turn, participant))
    )
    if not is_answered and request in ("later", "thanks"):
        await turn.say(screens.plain(turn.words, "thanks"))
        return True
    return is_answered


async def _answer_edit(tools: Tools, message: Message) -> None:
    if message.from_user is None:
        return
    turn, participant = await turn_of(tools, message.from_user)
    if participant is not None and participant.is_set_up:
        await words.edited(turn, participant, message)


async def _answer_tap(tools: Tools, query: CallbackQuery) -> None:
    turn, participant = await turn_of(tools, query.from_user)
    turn.query = query
    chat = query.message.chat if query.message else None
    tap = Tap.read(query.data or "")
    if chat is None or chat.id != query.from_user.id:
        await turn.toast()
    elif participant is None:
        await _tap_of_nobody(turn, tap)
    else:
        await _route_tap(turn, await _returned(turn, participant), tap)
    await turn.toast()


def _day_of_tapped_card(turn: Turn) -> date | None:
    """Return the day of the card that was tapped, as its other buttons say; None for any other message."""
    message = turn.query.message if turn.query else None
    if not isinstance(message, Message) or message.reply_markup is None:
        return None
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    taps = (Tap.read(str(button.callback_data or "")) for button in buttons)
    return next((data.read_on(tap.parts[0]) for tap in taps if tap.area == data.CARD and tap.parts), None)


async def _tap_of_nobody(turn: Turn, tap: Tap) -> None:
    if tap.area == data.DELETE:
        await plain.delete_tapped(turn, None, tap)
    elif tap == Tap(data.GO, ("safety",)):
        await plain.safety(turn, None)
    else:
        await door.knocked(turn)


async def _route_tap(turn: Turn, participant: Participant, tap: Tap) -> None:
    if tap.area == data.GO and (on := _day_of_tapped_card(turn)) is not None:
        await card.noted(turn, participant, on)
    if tap.area in _EARLY_TAPS:
        await _EARLY_TAPS[tap.area](turn, participant, tap)
    elif tap == Tap(data.GO, ("safety",)):
        await plain.safety(turn, participant)
    elif not participant.is_set_up:
        await welcome.start(turn, participant)
    elif tap.area == data.GO and len(tap.parts) == 1 and tap.parts[0] in _GO:
        await _GO[tap.parts[0]](turn, participant)
    elif tap.area in _TAPS:
        await _TAPS[tap.area](turn, participant, tap)
    else:
        await turn.toast(turn.words.label("card-stale"))


async def _answer_membership(tools: Tools, change: ChatMemberUpdated) -> None:
    """Note that somebody blocked the bot or came back; greet a group once, when the bot is added to it."""
    turn, participant = await turn_of(tools, change.from_user)
    is_out = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    if change.chat.type != ChatType.PRIVATE:
        was_out = change.old_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        if was_out and not is_out and change.chat.type != ChatType.CHANNEL:
            await tools.outbox.send(change.chat.id, screens.plain(turn.words, "group-only-private"))
    elif participant is not None and is_out:
        await _went(turn, participant)
    elif participant is not None:
        await _returned(turn, participant)


async def _went(turn: Turn, participant: Participant) -> None:
    async with turn.store.db.transaction() as tx:
        await note_gone(turn.store, tx, participant.id, turn.handled_at)


async def _returned(turn: Turn, participant: Participant) -> Participant:
    """Go on with somebody who had blocked the bot; everyone else stays as they are."""
    if participant.gone_at is None:
        return participant
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        back = replace(present, gone_at=None, rhythm_changed_at=turn.handled_at)
        await turn.store.participants.save(tx, back)
        await plan_ahead(turn.store, tx, back, turn.handled_at)
    return back


def _bare(handler: Handler) -> Command:
    """A command that looks at nothing but who sent it."""
    return lambda turn, participant, _text: handler(turn, participant)


# For everyone, known or not.
_OPEN_COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "help": plain.help_,
    "privacy": plain.privacy,
}
# From the first step of the welcome on.
_EARLY_COMMANDS: dict[str, Command] = {
    "start": _bare(welcome.start),
    "safety": _bare(plain.safety),
    "language": _bare(lambda turn, _: plain.language(turn)),
    "delete": _bare(lambda turn, _: plain.delete(turn)),
}
# Once the welcome is done.
_COMMANDS: dict[str, Command] = {
    "checkin": _bare(card.checkin),
    "moment": words.moment_asked,
    "week": _bare(letter.week),
    "month": _bare(look_back.month),
    "streak": _bare(look_back.streak),
    "principles": _bare(principles.browse),
    "pause": rest.pause,
    "resume": _bare(rest.resume),
    "skip": _bare(rest.skip),
}
_EARLY_TAPS: dict[str, Callable[[Turn, Participant, Tap], Awaitable[None]]] = {
    data.WELCOME: welcome.tapped,
    data.LANGUAGE: plain.language_tapped,
    data.DELETE: plain.delete_tapped,
}
_TAPS: dict[str, Callable[[Turn, Participant, Tap], Awaitable[None]]] = {
    data.CARD: card.tapped,
    data.FOLLOW_UP: follow_ups.tapped,
    data.WORDS: offers.tapped,
    data.PAUSE: rest.tapped,
    data.LETTER: letter.tapped,
    data.LOOK: look_back.tapped,
    data.PRINCIPLES: principles.tapped,
}
_GO: dict[str, Handler] = {
    "checkin": card.checkin,
    "week": letter.week,
    "month": look_back.month,
    "streak": look_back.streak,
    "principles": principles.browse,
    "resume": rest.resume,
}
COMMANDS = (
    "checkin",
    "moment",
    "week",
    "month",
    "streak",
    "principles",
    "pause",
    "resume",
    "skip",
    "safety",
    "privacy",
    "language",
    "help",
    "delete",
)
