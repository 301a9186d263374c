"""Which handler answers an update: commands, taps, typed words, and what is met with deliberate silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from telegram import CallbackQuery, Message, Update

from bot.cards import answers as screens
from bot.cards import data
from bot.cards.data import Tap
from bot.conversations import (
    card,
    danger,
    days_card,
    door,
    edits,
    erasing,
    fading,
    follow_ups,
    letter,
    look_back,
    membership,
    moments,
    offers,
    plain,
    principles,
    rest,
    settings,
    welcome,
    words,
)
from bot.conversations import flood as flooded
from bot.conversations.context import Tools, Turn
from bot.conversations.heard import (
    command_of,
    is_anothers,
    is_private,
    is_service,
    request_of,
    turn_of,
)
from bot.domain.participant import Participant
from bot.gateway.flood import Flood

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
        await membership.changed(tools, update.my_chat_member)
    elif update.message is not None and is_private(update.message):
        await _answer_message(tools, update.message)
    elif update.edited_message is not None and is_private(update.edited_message):
        await _answer_edit(tools, update.edited_message)
    elif update.message is not None:
        await membership.moved(tools, update.message)


async def _answer_message(tools: Tools, message: Message) -> None:
    sender = message.from_user
    if sender is None or sender.is_bot or is_service(message):
        return
    turn, participant = await turn_of(tools, sender)
    turn.message, turn.has_danger = message, danger.stands_in(turn, message)
    command, rest_of_text = command_of(tools.content, message)
    if participant is None:
        await _answer_stranger(turn, message, command, rest_of_text)
        await turn.tell_help()
        return
    participant = await membership.returned(turn, participant)
    if command is not None:
        await _answer_command(turn, participant, command, rest_of_text)
    else:
        await _answer_words(turn, participant, message)
    await turn.tell_help()
    if turn.is_discreet and await _has_had_its_effect(turn, participant, message):
        await turn.clear(message.message_id)


async def _has_had_its_effect(turn: Turn, participant: Participant, message: Message) -> bool:
    """Tell whether nobody needs a message any more. What is kept nowhere else is its writer's to delete."""
    store, message_id = turn.store, message.message_id
    command, text = command_of(turn.tools.content, message)
    asked = command or request_of(turn.tools.content, message)
    if asked in REQUESTS | SMALL_WORDS and not (command == "moment" and text):
        return await store.offers.of_message(store.db, participant.id, message_id) is None
    return await store.taken.find(store.db, participant.id, message_id) is not None


async def _answer_stranger(turn: Turn, message: Message, command: str | None, rest_of_text: str) -> None:
    """Answer somebody of whom nothing is kept. Only /start lets them in; help needs no invitation."""
    asks_for_help = turn.has_danger or request_of(turn.tools.content, message) == "safety"
    if command in _OPEN_COMMANDS:
        await _OPEN_COMMANDS[command](turn)
    elif command == "safety" or (asks_for_help and command != "start"):
        await plain.safety(turn, None)
    elif command != "start":
        await door.knocked(turn, command)
    elif participant := await door.let_in(turn, rest_of_text):
        await welcome.start(turn, participant)
    elif turn.has_danger:
        await plain.safety(turn, None)


async def _answer_command(turn: Turn, participant: Participant, command: str, rest_of_text: str) -> None:
    await follow_ups.leave_moment(turn, participant)
    if command in _OPEN_COMMANDS:
        await _OPEN_COMMANDS[command](turn)
    elif command in _EARLY_COMMANDS:
        await _EARLY_COMMANDS[command](turn, participant, rest_of_text)
    elif command not in _COMMANDS:
        await plain.unknown_command(turn, command)
    elif not participant.is_set_up:
        await welcome.start(turn, participant)
    else:
        await _COMMANDS[command](turn, participant, rest_of_text)


async def _answer_words(turn: Turn, participant: Participant, message: Message) -> None:
    request = request_of(turn.tools.content, message)
    if await erasing.answered_in_words(turn, participant, message, request):
        return
    if request in REQUESTS and not settings.has_the_word(turn, participant, message, request):
        await _answer_command(turn, participant, request, "")
    elif participant.is_set_up:
        if not await _answer_small_words(turn, participant, message, request):
            await words.said(turn, participant, message, is_nothing=request == words.NOTHING)
    elif is_anothers(message):
        await welcome.start(turn, participant)
    elif message.location is not None:
        await welcome.located(turn, participant, message.location)
    else:
        await welcome.said(turn, participant, message.text or "")


async def _answer_small_words(
    turn: Turn, participant: Participant, message: Message, request: str | None
) -> bool:
    """Take words that answer what stands on the screen: a question, an offer, a fresh prompt, thanks; False for others."""
    text, message_id = message.text or "", message.message_id
    if await settings.said_again(turn, participant, message_id):
        return True
    if await words.said_again(turn, participant, message):
        return True
    if is_anothers(message) or await words.replied_on(turn, participant, message) is not None:
        return False
    is_answered = (
        await follow_ups.answered_in_words(turn, participant, message_id, text, request)
        or await rest.answered_in_words(turn, participant, message_id, text)
        or await settings.answered_in_words(turn, participant, message, request)
        or await fading.answered_in_words(turn, participant, message_id, text)
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
    turn.has_danger = danger.stands_in(turn, message)
    if participant is not None and participant.is_set_up:
        await edits.edited(turn, participant, message)
    await turn.tell_help()


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
        await _route_tap(turn, await membership.returned(turn, participant), tap)
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
        await erasing.tapped(turn, None, tap)
    elif tap == Tap(data.GO, ("safety",)):
        await plain.safety(turn, None)
    elif tap.area == data.HELP:
        await plain.safety_tapped(turn, None, tap)
    else:
        await turn.toast(turn.words.label("tap-of-nobody"))


async def _route_tap(turn: Turn, participant: Participant, tap: Tap) -> None:
    if tap.area == data.GO and (on := _day_of_tapped_card(turn)) is not None:
        await days_card.noted(turn, participant, on)
    if tap.area != data.DELETE:
        await erasing.let_go(turn, participant)
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


async def _meant(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Do what somebody had meant, whose words were no moment then."""
    match tap.parts:
        case (request, offer_id) if request in REQUESTS:
            if await turn.is_first_tap(participant):
                await offers.meant_otherwise(turn, participant, offer_id)
                await _answer_command(turn, participant, request, "")
        case _:
            await turn.toast(turn.words.label("card-stale"))


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
    "delete": _bare(erasing.ask),
}
# Once the welcome is done.
_COMMANDS: dict[str, Command] = {
    "checkin": _bare(card.checkin),
    "moment": words.moment_asked,
    "moments": _bare(moments.look_back),
    "week": _bare(letter.week),
    "month": _bare(look_back.month),
    "streak": _bare(look_back.streak),
    "principles": _bare(principles.browse),
    "pause": rest.pause,
    "resume": _bare(rest.resume),
    "skip": _bare(rest.skip),
    "settings": settings.menu,
}
REQUESTS = frozenset({*_OPEN_COMMANDS, *_EARLY_COMMANDS, *_COMMANDS})
"""What can be asked for, by command or in words."""
SMALL_WORDS = frozenset({"later", "thanks"})
_EARLY_TAPS: dict[str, Callable[[Turn, Participant, Tap], Awaitable[None]]] = {
    data.WELCOME: welcome.tapped,
    data.LANGUAGE: plain.language_tapped,
    data.DELETE: erasing.tapped,
    data.HELP: plain.safety_tapped,
}
_TAPS: dict[str, Callable[[Turn, Participant, Tap], Awaitable[None]]] = {
    data.CARD: card.tapped,
    data.FOLLOW_UP: follow_ups.tapped,
    data.WORDS: offers.tapped,
    data.PAUSE: rest.tapped,
    data.LETTER: letter.tapped,
    data.LOOK: look_back.tapped,
    data.PRINCIPLES: principles.tapped,
    data.SETTINGS: settings.tapped,
    data.MOMENTS: moments.tapped,
    data.FADING: fading.tapped,
    data.MEANT: _meant,
}
_GO: dict[str, Handler] = {
    "checkin": card.checkin,
    "week": letter.week,
    "month": look_back.month,
    "streak": look_back.streak,
    "principles": principles.browse,
    "resume": rest.resume,
    "back": rest.come_back,
    "moments": moments.look_back,
    "settings": settings.open_menu,
}
