"""The settings: one message with a button for each, its present value, and from when a change counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from telegram import Message

from bot.cards import settings as screens
from bot.cards.answers import name_unclear
from bot.cards.behind import usual
from bot.cards.choices import ASK, NONE, Seen
from bot.cards.data import Tap
from bot.cards.settings import Coming
from bot.conversations import choosing, clearing, command_list, follow_ups, offers, place, plain
from bot.conversations.choosing import Change
from bot.conversations.context import Turn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, Setting, today_of
from bot.domain.settings import (
    IN_RHYTHM,
    answered,
    awaited_setting,
    is_answered,
    left,
    offered,
    opened,
)
from bot.domain.typed import cleaned, folded, read_scores
from bot.gateway.screen import Screen
from bot.storage.closing import close_ended_days
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.keeping import Sent
from bot.storage.moments import Moment
from bot.storage.planning import plan_ahead, plan_letter
from bot.storage.taken import TakenAs

WITHOUT_NAMING = (Setting.TIME, Setting.WEEKDAYS)
"""What is understood right behind /settings."""
NEVER_MIND = frozenset({"no", "later", "thanks", "nothing"})
"""Requests that leave a setting as it is."""
OF_AN_OFFER = frozenset({"yes", "today", "yesterday"})
ASKED_FOR_BY_WORDS = ("settings", "language")
CARD_CAME = (Status.SENT, Status.CLAIMED, Status.UNSURE)


async def menu(turn: Turn, participant: Participant, text: str = "") -> None:
    """Answer /settings; behind it may stand a setting's name, or at once a time or weekdays."""
    named = _named(turn, participant, text) if text else None
    if named is not None:
        await _open(turn, participant, named)
        return
    for setting in WITHOUT_NAMING:
        change = _typed(turn, participant, setting, text, None) if text else None
        if change is not None:
            await turn.say(await _change(turn, participant, setting, change))
            return
    await turn.say(screens.menu(turn.words, _seen(turn, participant)))


async def open_menu(turn: Turn, participant: Participant) -> None:
    """Answer [Settings]: a message of its own, so that what was tapped stays."""
    if await turn.is_first_tap(participant):
        await _leave(turn, participant)
        await turn.say(screens.menu(turn.words, _seen(turn, participant)))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a setting or a choice; however old the message, it shows how things stand now."""
    name, *rest = tap.parts or ("",)
    setting = Setting(name) if name in set(Setting) else None
    if (name, rest) == (screens.OPEN, []):
        await _leave(turn, participant)
        await turn.show(screens.menu(turn.words, _seen(turn, participant)))
    elif (name, rest) == (screens.CLOSE, []):
        await _leave(turn, participant)
        await turn.show(screens.hidden(turn.words))
    elif setting is None or len(rest) > 1:
        await turn.toast(turn.words.label("card-stale"))
    elif setting not in offered(participant):
        stale = turn.words.label("card-stale")
        await turn.show(screens.menu(turn.words, _seen(turn, participant)), toast=stale)
    elif rest:
        await _chosen(turn, participant, setting, rest[0])
    else:
        await _open(turn, participant, setting)


async def answered_in_words(
    turn: Turn, participant: Participant, message: Message, request: str | None
) -> bool:
    """Take typed words, or a location, for the setting that was opened; False where none waits, or they are not for it."""
    setting = awaited_setting(participant, message.message_id, turn.now)
    if setting is None or setting not in offered(participant):
        return False
    if setting is Setting.ZONE and message.location is not None:
        found = place.Found((place.at(turn, message.location),))
        await _which_place(turn, participant, found, message.message_id)
        return True
    text = cleaned(message.text or "")
    if not text:
        return False
    if is_answered(participant):
        return await _put_right(turn, participant, setting, message.message_id, text, request)
    return await _said(turn, participant, setting, message.message_id, text, request)


async def _said(  # noqa: PLR0917  a message, and all that says what it means
    turn: Turn,
    participant: Participant,
    setting: Setting,
    message_id: int,
    text: str,
    request: str | None,
) -> bool:
    """Take words for a setting: a choice, a small word, a place; what is none of these is offered to be kept."""
    is_small = request in NEVER_MIND | OF_AN_OFFER
    may_choose = not is_small or request == choosing.NOTHING
    change = _typed(turn, participant, setting, text, request) if may_choose else None
    found = place.named(turn, text) if setting is Setting.ZONE and not is_small else place.Found(())
    if change is not None:
        await _change_by_words(turn, participant, setting, change, message_id)
    elif is_small:
        await _answer_small_word(turn, participant, message_id, setting, request)
    elif found.places:
        await _which_place(turn, participant, found, message_id)
    elif read_scores(text) is not None:
        return False
    else:
        offer = await offers.offered(turn, participant, Sent(message_id, Moment(MomentKind.TEXT, text, None)))
        unclear = screens.unclear(turn.words, setting, offer)
        if turn.has_danger and setting is Setting.NAME:
            unclear = name_unclear(turn.words, offer)
        await turn.say(unclear, reply_to=message_id)
    return True


async def _put_right(  # noqa: PLR0917  a message, and all that says what it means
    turn: Turn,
    participant: Participant,
    setting: Setting,
    message_id: int,
    text: str,
    request: str | None,
) -> bool:
    """Take words for a setting that was changed in words just now; other words go their way, and end that."""
    content, seen = turn.tools.content, _seen(turn, participant)
    may_correct = request is None and not turn.has_danger
    change = choosing.corrected(content, turn.words, seen, setting, text) if may_correct else None
    if change is not None:
        await _change_by_words(turn, participant, setting, change, message_id)
    elif request is None:
        await _leave(turn, participant)
    return change is not None


def has_the_word(turn: Turn, participant: Participant, message: Message, request: str) -> bool:
    """Tell whether words that elsewhere ask for the settings, or a language, choose for the setting that waits."""
    setting = awaited_setting(participant, message.message_id, turn.now)
    if setting in (None, Setting.NAME) or request not in ASKED_FOR_BY_WORDS or is_answered(participant):
        return False
    return _typed(turn, participant, setting, message.text or "", None) is not None


async def said_again(turn: Turn, participant: Participant, message_id: int) -> bool:
    """Answer a message once more that had set something before the bot was stopped; False for any other."""
    taken = await turn.store.taken.find(turn.store.db, participant.id, message_id)
    if taken is None or taken.what is not TakenAs.SETTING:
        return False
    await turn.say(screens.menu(turn.words, _seen(turn, participant)))
    return True


async def _open(turn: Turn, participant: Participant, setting: Setting) -> None:
    """Show a setting; the next words are for it."""
    asked_in = turn.tapped_message_id or (turn.message.message_id if turn.message else None)
    await _save(turn, participant, lambda present: _before_them(present, setting, asked_in, turn.now))
    await turn.show(screens.one(turn.words, _seen(turn, participant), setting))


def _before_them(
    participant: Participant, setting: Setting, asked_in: int | None, now: datetime
) -> Participant:
    """Return the participant with a setting before them; fear has a question of its own that waits for words."""
    return left(participant) if setting is Setting.FEAR else opened(participant, setting, asked_in, now)


async def _chosen(turn: Turn, participant: Participant, setting: Setting, chosen: str) -> None:
    if (setting, chosen) == (Setting.FEAR, ASK):
        await follow_ups.ask_afraid_anew(turn, participant)
        return
    change = choosing.tapped(turn.tools.content, setting, chosen)
    if change is not None and setting is Setting.WEEKDAYS:
        # One tap is one day of several: the setting stays open, for words as well.
        await turn.show(await _change(turn, participant, setting, change, stays_open=True))
    elif change is not None:
        await turn.show(await _change(turn, participant, setting, change))
        await _speak(turn, participant, setting)
    elif (setting, chosen) == (Setting.WEEKDAYS, NONE):
        await turn.toast(turn.words.label("settings-one-day"))
    else:
        await turn.toast(turn.words.label("card-stale"))


async def _change_by_words(
    turn: Turn, participant: Participant, setting: Setting, change: Change, message_id: int
) -> None:
    await turn.say(await _change(turn, participant, setting, change, answer_id=message_id))
    await _speak(turn, participant, setting)


async def _change(
    turn: Turn,
    participant: Participant,
    setting: Setting,
    change: Change,
    *,
    answer_id: int | None = None,
    stays_open: bool = False,
) -> Screen:
    """Keep a choice, with what the clock sends from then on, in one commit; return what is said of it."""
    now = turn.handled_at
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        if setting in IN_RHYTHM:
            await close_ended_days(turn.store, tx, present, now)
        asked = opened(present, setting, turn.tapped_message_id, now) if stays_open else left(present)
        if answer_id is not None and setting in choosing.CORRECTED:
            asked = answered(present, setting, now)
        changed = change(asked, now)
        await turn.store.participants.save(tx, changed)
        if setting in IN_RHYTHM:
            await close_ended_days(turn.store, tx, changed, now)  # what a journey east has ended
        if setting is Setting.DISCREET and changed.is_discreet:
            await clearing.clear_lately(turn, tx, changed)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.SETTING, None)
        coming = await _plan(turn, tx, changed, setting)
    turn.behind = usual(changed)
    words = turn.tools.content.words(changed.language)
    return screens.changed(words, _seen(turn, changed), setting, coming)


async def _plan(turn: Turn, tx: Transaction, changed: Participant, setting: Setting) -> Coming:
    """Plan what a changed setting moves, and return what comes next.

    Another day of the letter leaves the prompt as it is: one that is due this minute would be lost.
    """
    store, now = turn.store, turn.handled_at
    if setting is Setting.LETTER:
        letter = await plan_letter(store, tx, changed, now)
        return Coming(letter_on=None if letter is None else letter.on)
    if setting not in IN_RHYTHM:
        return Coming()
    today_on = today_of(changed, now)
    if today_on.weekday() not in changed.weekdays:
        await store.deliveries.drop_planned(tx, changed.id, Kind.NUDGE, Kind.SECOND_CHANCE)
    card = await plan_ahead(store, tx, changed, now)
    status = await store.deliveries.find(tx, changed.id, Kind.PROMPT, today_on)
    has_card = await store.cards.latest(tx, changed.id, today_on) is not None
    return Coming(card, is_here=has_card or status in CARD_CAME)


async def _speak(turn: Turn, participant: Participant, setting: Setting) -> None:
    """Have the list of commands follow a language that was chosen."""
    if setting is not Setting.LANGUAGE:
        return
    present = await turn.store.participants.get(turn.store.db, participant.id)
    if present is not None:
        await command_list.follow(turn, present.language)


async def _answer_small_word(
    turn: Turn, participant: Participant, message_id: int, setting: Setting, request: str | None
) -> None:
    """Take "yes" or "no" for what was offered last; else a "no" leaves the setting, and a "yes" shows it once more.

    To a place a "no" means another one, and only a tap says yes: which place it is stands on the button.
    """
    if await offers.answered_in_words(turn, participant, message_id, request):
        return
    if setting is Setting.ZONE and request == "yes":
        await turn.say(screens.place_tap(turn.words, _seen(turn, participant)))
    elif request in NEVER_MIND and (setting, request) != (Setting.ZONE, "no"):
        async with turn.store.db.transaction() as tx:
            await turn.store.participants.change(tx, participant.id, left)
            await turn.store.taken.note(tx, participant.id, message_id, TakenAs.SETTING, None)
        await turn.say(screens.unchanged(turn.words, _seen(turn, participant)))
    else:
        await turn.say(screens.one(turn.words, _seen(turn, participant), setting))


async def _which_place(turn: Turn, participant: Participant, found: place.Found, message_id: int) -> None:
    """Say the local time back, or ask which of several places it is; nothing is kept before a tap."""
    seen = _seen(turn, participant)
    await turn.say(screens.which_place(turn.words, seen, found.places, is_by_time=found.is_by_time))
    if turn.is_discreet:
        await turn.clear(message_id)


def _typed(
    turn: Turn, participant: Participant, setting: Setting, text: str, request: str | None
) -> Change | None:
    """Read words for a setting; words of danger choose nothing, whatever name or number stands in them."""
    if turn.has_danger:
        return None
    return choosing.typed(turn.tools.content, turn.words, _seen(turn, participant), setting, text, request)


def _named(turn: Turn, participant: Participant, text: str) -> Setting | None:
    """Return the setting that is called so on its button."""
    called = {folded(screens.label(turn.words, setting)): setting for setting in offered(participant)}
    return called.get(folded(text))


def _seen(turn: Turn, participant: Participant) -> Seen:
    country = plain.country_of(turn.tools.content, participant)
    return Seen(participant, turn.handled_at, country, turn.tools.every_words())


async def _leave(turn: Turn, participant: Participant) -> None:
    """The words that come next are for no setting any more."""
    await _save(turn, participant, left)


async def _save(turn: Turn, participant: Participant, how: Callable[[Participant], Participant]) -> None:
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(tx, participant.id, how)
