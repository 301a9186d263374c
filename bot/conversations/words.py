"""Replying in words: scores, names, and moments in text, photo, voice, video note or sticker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from telegram import Message

from bot.cards import answers as screens
from bot.cards import card as card_screens
from bot.conversations import albums, days_card, follow_ups, keeping, offers
from bot.conversations.context import Turn
from bot.conversations.heard import is_anothers
from bot.domain.moment import MomentKind
from bot.domain.participant import Awaiting, Participant, is_answering, today_of
from bot.domain.reply import (
    Card,
    Closed,
    Keep,
    Meaning,
    Name,
    Offer,
    Show,
    Situation,
    WhichDay,
    as_reply,
    in_question,
    meaning,
    meaning_of_nothing,
)
from bot.domain.typed import cleaned, read_scores
from bot.storage.deliveries import Kind, Status
from bot.storage.keeping import Sent, moment_in
from bot.storage.moments import Moment
from bot.storage.taken import TakenAs, TakenFor

NOTHING = "nothing"
"""The request that answers a moment question."""


def moment_of(message: Message) -> Moment | None:
    """Return what a message holds that can be kept, or None for a kind that cannot."""
    text = cleaned(message.text or message.caption or "")
    if message.photo:
        return Moment(MomentKind.PHOTO, text, message.photo[-1].file_id)
    if message.voice:
        return Moment(MomentKind.VOICE, text, message.voice.file_id)
    if message.video_note:
        return Moment(MomentKind.VIDEO_NOTE, text, message.video_note.file_id)
    if message.sticker:
        return Moment(MomentKind.STICKER, text, message.sticker.file_id)
    # Words under a file that cannot be kept are no moment: its writer would take the file for kept, too.
    return Moment(MomentKind.TEXT, text, None) if message.text and text else None


def sent_of(message: Message) -> Sent | None:
    """Return a message with what can be kept of it, or None for a kind that cannot."""
    moment = moment_of(message)
    if moment is None:
        return None
    is_moment = moment.kind is not MomentKind.TEXT or is_anothers(message)
    return Sent(message.message_id, moment, is_moment=is_moment, album=message.media_group_id)


async def said(turn: Turn, participant: Participant, message: Message, *, is_nothing: bool = False) -> None:
    """Take a message that is no command and no request; `is_nothing` where it says "nothing today"."""
    sent = sent_of(message)
    if sent is None:
        await _hint(turn, participant, message)
        return
    if await albums.joined(turn, participant, sent):
        return
    found = _meaning(sent, await _situation(turn, participant, message), is_nothing=is_nothing)
    await _take(turn, participant, sent, found, is_nothing=is_nothing)


async def _hint(turn: Turn, participant: Participant, message: Message) -> None:
    """Say that a kind of message cannot be kept; of an album, and behind words of its own, which one is meant."""
    if not await albums.is_hint_due(turn, participant, message):
        return
    hint = screens.plain(turn.words, "kinds-hint")
    if turn.is_discreet:
        hint = screens.not_kept(turn.words, "kinds-hint", [message.message_id])
    is_one_of_many = message.media_group_id is not None or bool(message.caption)
    await turn.say(hint, reply_to=message.message_id if is_one_of_many else None)


async def kept_in_silence(
    turn: Turn,
    participant: Participant,
    message: Message,
    *,
    as_moment: str | None = None,
    is_nothing: bool = False,
) -> bool:
    """Keep a message of a flood, for the open card's day or the day on which it was written, and say nothing.

    `as_moment` are words that came with /moment. False where there is nothing to keep.
    """
    text = None if as_moment is None else cleaned(as_moment)
    sent = sent_of(message) if text is None else _sent_as_moment(message.message_id, text)
    if sent is None or text == "":
        return False
    what: Keep | None
    if text is None:
        what = await _meaning_in_a_flood(turn, participant, message, sent, is_nothing=is_nothing)
    else:
        what = Keep(today_of(participant, turn.now), words=text)
    if what is None:
        return False
    await keeping.keep_in_silence(turn, participant, sent, what)
    return True


async def _meaning_in_a_flood(
    turn: Turn, participant: Participant, message: Message, sent: Sent, *, is_nothing: bool
) -> Keep | None:
    """Return what words are for where nobody is asked: what would be a question is for the day they were written."""
    text, album_on = sent.moment.text, await albums.day_of(turn, participant, sent)
    if album_on is not None:
        return Keep(album_on, words=text)
    situation = replace(await _situation(turn, participant, message), is_name_awaited=False)
    found = _meaning(sent, situation, is_nothing=is_nothing)
    match found:
        case Keep():
            return found
        case WhichDay():
            return as_reply(text, situation.today, is_moment=sent.is_moment, is_nothing=is_nothing)
        case Closed() if not sent.is_moment and (scores := read_scores(text)) and not scores.words:
            return None
        case Offer() | Closed():
            return Keep(situation.today.on, words=text)
        case _:
            return None


async def said_again(turn: Turn, participant: Participant, message: Message) -> bool:
    """Answer a message once more that had its effect before the bot was stopped; False for any other."""
    taken = await turn.store.taken.find(turn.store.db, participant.id, message.message_id)
    if taken is None:
        return False
    if taken.on is not None and await albums.was_answered(turn, participant, message):
        await keeping.answer_quietly(turn, participant, message.message_id, taken.on)
    else:
        await _answer_again(turn, participant, message.message_id, taken)
    return True


def _meaning(sent: Sent, situation: Situation, *, is_nothing: bool) -> Meaning:
    if is_nothing:
        return meaning_of_nothing(sent.moment.text, situation)
    return meaning(sent.moment.text, situation, is_moment=sent.is_moment)


def _sent_as_moment(message_id: int, text: str) -> Sent:
    """Return the words that came with /moment."""
    return Sent(message_id, Moment(MomentKind.TEXT, text, None), is_moment=True)


async def moment_asked(turn: Turn, participant: Participant, text: str) -> None:
    """Answer /moment: keep the words that came with it, or ask for them."""
    words = cleaned(text)
    if not words or turn.message is None:
        await follow_ups.await_moment(turn, participant, today_of(participant, turn.now))
        await turn.say(screens.plain(turn.words, "moment-ask"))
        return
    if not await said_again(turn, participant, turn.message):
        what = Keep(today_of(participant, turn.now), words=words)
        await _take(turn, participant, _sent_as_moment(turn.message.message_id, words), what)


async def _take(
    turn: Turn, participant: Participant, sent: Sent, found: Meaning, *, is_nothing: bool = False
) -> None:
    message_id = sent.message_id
    match found:
        case Keep():
            await keeping.keep(turn, participant, sent, found)
            await keeping.answer(turn, participant, message_id, found.on, moment_in(sent.moment, found))
        case Name(name):
            await follow_ups.named(turn, participant, message_id, name)
        case Show(on):
            # The card that is shown now would take these very words, were they handled again.
            async with turn.store.db.transaction() as tx:
                await turn.store.taken.note(tx, participant.id, message_id, TakenAs.ANSWER, on)
            await days_card.sent_anew(turn, participant, on)
        case Closed(on):
            await turn.say(card_screens.closed(turn.words, on))
            scores = None if sent.is_moment else read_scores(sent.moment.text)
            if scores is None or scores.words:
                await offers.offer(turn, participant, sent)
        case WhichDay(earlier_on, later_on):
            await offers.ask_which_day(turn, participant, sent, (earlier_on, later_on), is_nothing=is_nothing)
        case Offer() if turn.has_danger and is_answering(participant, Awaiting.NAME, message_id):
            screen = await offers.offered(turn, participant, sent)
            await turn.say(screens.name_unclear(turn.words, screen), reply_to=message_id)
        case Offer():
            await offers.offer(turn, participant, sent)


async def _answer_again(turn: Turn, participant: Participant, message_id: int, taken: TakenFor) -> None:
    if taken.what is TakenAs.NAME and participant.name is not None:
        await follow_ups.name_kept(turn, participant, participant.name)
    elif taken.on is not None:
        kept = await turn.store.moments.of_message(turn.store.db, participant.id, message_id)
        await keeping.answer(turn, participant, message_id, taken.on, kept)
    else:
        await turn.say(screens.plain(turn.words, "thanks"))


async def replied_on(turn: Turn, participant: Participant, message: Message) -> date | None:
    """Return the day that a message replies to: a card's, or that of one's own words which it adds to."""
    if message.reply_to_message is None:
        return None
    replied_id = message.reply_to_message.message_id
    on = await turn.store.cards.on_of(turn.store.db, participant.id, replied_id)
    if on is not None:
        return on
    taken = await turn.store.taken.find(turn.store.db, participant.id, replied_id)
    return taken.on if taken is not None and taken.is_for_a_day else None


async def _situation(turn: Turn, participant: Participant, message: Message) -> Situation:
    """Read what the words of a message may be for."""
    today_on = today_of(participant, turn.now)
    to_card_on, closed_on = await replied_on(turn, participant, message), None
    if to_card_on is not None and not await days_card.late_or_open(turn, participant, to_card_on):
        to_card_on, closed_on = None, to_card_on
    awaited_on = participant.awaiting_on if participant.awaiting is Awaiting.MOMENT else None
    if awaited_on is not None and not await days_card.late_or_open(turn, participant, awaited_on):
        awaited_on = None
    return Situation(
        today=await _card_of(turn, participant, today_on),
        open_cards=await _open_cards(turn, participant, today_on - timedelta(days=1)),
        replied=None if to_card_on is None else await _card_of(turn, participant, to_card_on),
        closed_on=closed_on,
        awaited_on=awaited_on,
        is_name_awaited=is_answering(participant, Awaiting.NAME, message.message_id) and not turn.has_danger,
    )


async def _open_cards(turn: Turn, participant: Participant, first_on: date) -> tuple[Card, ...]:
    store, reads = turn.store, turn.store.db
    opened = []
    for on in await _days_with_a_card(turn, participant, first_on):
        each = await _card_of(turn, participant, on)
        is_skipped = each.checkin is None and await store.days.is_skipped(reads, participant.id, on)
        is_done = each.checkin is not None and each.checkin.is_complete
        if not (is_skipped or is_done) and await days_card.late_or_open(turn, participant, on):
            opened.append(each)
    return in_question(opened)


async def _days_with_a_card(turn: Turn, participant: Participant, first_on: date) -> list[date]:
    """The days whose card was sent, or may have been: its answer was lost, and the person may have it before them."""
    store, reads = turn.store, turn.store.db
    days = set(await store.cards.sent_since(reads, participant.id, first_on))
    for on in (first_on, first_on + timedelta(days=1)):
        status = await store.deliveries.find(reads, participant.id, Kind.PROMPT, on)
        if status in (Status.UNSURE, Status.CLAIMED):
            days.add(on)
    return sorted(days)


async def _card_of(turn: Turn, participant: Participant, on: date) -> Card:
    return Card(on, await turn.store.checkins.find(turn.store.db, participant.id, on))
