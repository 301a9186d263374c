"""Offers: words that no card was waiting for, or that may be for two days, and the answer to them by tap or in words."""

from __future__ import annotations

from datetime import date, timedelta

from telegram import Message

from bot.cards import answers as screens
from bot.cards import card as card_screens
from bot.cards.data import AS_MOMENT, Tap, read_on
from bot.conversations import card, keeping
from bot.conversations.context import Turn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, today_of
from bot.domain.reply import Card, Keep, as_reply
from bot.storage.keeping import moment_in
from bot.storage.moments import Moment
from bot.storage.offers import Offer
from bot.storage.taken import TakenAs

KEEP = ("yes", "today", "yesterday")
NOT_ASKED_FOR = ("yes", "no", "thanks", "later")
"""Small words that are no day: the question for the day is put once more."""


async def offer(turn: Turn, participant: Participant, message_id: int, moment: Moment) -> None:
    """Offer to keep words as a moment of today."""
    made = await _put_by(turn, participant, message_id, moment, wants_day=False, is_nothing=False)
    on = today_of(participant, turn.now)
    is_today = _is_today(turn, participant, on)
    await turn.say(screens.offer(turn.words, made, on, is_today=is_today), reply_to=message_id)


async def ask_which_day(
    turn: Turn,
    participant: Participant,
    message_id: int,
    moment: Moment,
    days: tuple[date, date],
    *,
    is_nothing: bool,
) -> None:
    """Ask for which of two days words are; they are kept in any case."""
    made = await _put_by(turn, participant, message_id, moment, wants_day=True, is_nothing=is_nothing)
    earlier_on, later_on = days
    is_today = _is_today(turn, participant, later_on)
    screen = screens.which_day(turn.words, made, later_on, earlier_on, is_today=is_today)
    await turn.say(screen, reply_to=message_id)


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the answer to an offer: keep the words for a day, or let them go."""
    offer_id, choice = tap.parts[:2] if len(tap.parts) > 1 else ("", "")
    is_moment = tap.parts[2:] == (AS_MOMENT,)
    on = read_on(choice)
    found = await turn.store.offers.find(turn.store.db, participant.id, offer_id)
    if found is None:
        await _tell_what_became(turn, participant)
    elif on is not None and not await card.late_or_open(turn, participant, on):
        await turn.show(card_screens.closed(turn.words, on))
    else:
        await _answer(turn, participant, found, on, is_moment=is_moment)


async def answered_in_words(
    turn: Turn, participant: Participant, message_id: int, request: str | None
) -> bool:
    """Take "yes", "no", "today" or "yesterday" as the answer to what was offered last; False where nothing was.

    A card that was sent since has the word. One day settles every question for a day; a word that is no day puts the
    question once more.
    """
    made = await turn.store.offers.latest(turn.store.db, participant.id)
    if made is None or await turn.store.cards.any_since(turn.store.db, participant.id, made.made_at):
        return False
    today_on = today_of(participant, turn.now)
    on = {"today": today_on, "yesterday": today_on - timedelta(days=1)}.get(request or "")
    if on is None and request == "yes" and not made.wants_day:
        on = made.written_on
    if on is not None and not await card.late_or_open(turn, participant, on):
        return False
    if made.wants_day and on is not None:
        for each in await turn.store.offers.waiting_for_a_day(turn.store.db, participant.id):
            await _answer(turn, participant, each, on, is_moment=False, answer_id=message_id)
    elif made.wants_day and request in NOT_ASKED_FOR:
        earlier_on = made.written_on - timedelta(days=1)
        is_today = _is_today(turn, participant, made.written_on)
        await turn.say(screens.which_day(turn.words, made.id, made.written_on, earlier_on, is_today=is_today))
    elif not made.wants_day and (on is not None or request == "no"):
        await _answer(turn, participant, made, on, is_moment=True, answer_id=message_id)
    else:
        return False
    return True


async def _answer(
    turn: Turn,
    participant: Participant,
    made: Offer,
    on: date | None,
    *,
    is_moment: bool,
    answer_id: int | None = None,
) -> None:
    """Keep offered words or let them go, in one commit with the end of the offer; then say so."""
    what = None if on is None else await _meaning(turn, participant, on, made, is_moment=is_moment)
    moment = None if what is None else moment_in(made.moment, what)
    is_late = on is not None and await card.is_late(turn, participant, on)
    async with turn.store.db.transaction() as tx:
        if what is None:
            await turn.store.taken.note(tx, participant.id, made.message_id, TakenAs.ANSWER, None)
        else:
            await keeping.store_kept(turn, tx, participant, made.message_id, what, moment, is_late=is_late)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.ANSWER, None)
        await turn.store.offers.drop(tx, made.id)
    if what is None:
        await turn.show(screens.plain(turn.words, "words-let-go"))
    else:
        await turn.show(screens.kept(turn.words, is_written=bool(made.moment.text)))
        await keeping.answer_beside(turn, participant, made.message_id, what.on)


async def _meaning(turn: Turn, participant: Participant, on: date, made: Offer, *, is_moment: bool) -> Keep:
    """Return what offered words are once their day is chosen: a moment, or as if they replied to the day's card."""
    if is_moment:
        return Keep(on, words=made.moment.text)
    chosen = Card(on, await turn.store.checkins.find(turn.store.db, participant.id, on))
    is_file = made.moment.kind is not MomentKind.TEXT
    return as_reply(made.moment.text, chosen, is_file=is_file, is_nothing=made.is_nothing)


async def _tell_what_became(turn: Turn, participant: Participant) -> None:
    """Answer a tap on an offer that is over: the words were kept, as after a second tap, or let go."""
    asked = turn.query.message if turn.query else None
    said = asked.reply_to_message if isinstance(asked, Message) else None
    taken = said and await turn.store.taken.find(turn.store.db, participant.id, said.message_id)
    if taken is None and said is not None:
        await turn.toast(turn.words.label("words-gone"))
    elif taken and taken.on is not None:
        await turn.show(screens.kept(turn.words, is_written=True), toast=turn.words.label("words-done"))
    else:
        await turn.toast(turn.words.label("words-done"))


def _is_today(turn: Turn, participant: Participant, on: date) -> bool:
    """Whether a day is still today for whoever reads the answer: after downtime it may come the next morning."""
    return on == today_of(participant, turn.handled_at)


async def _put_by(
    turn: Turn,
    participant: Participant,
    message_id: int,
    moment: Moment,
    *,
    wants_day: bool,
    is_nothing: bool,
) -> str:
    """Keep words until their writer has said what becomes of them; return the offer's id."""
    made = Offer(
        id="",
        message_id=message_id,
        made_at=turn.now,
        written_on=today_of(participant, turn.now),
        wants_day=wants_day,
        is_nothing=is_nothing,
        moment=moment,
    )
    async with turn.store.db.transaction() as tx:
        return await turn.store.offers.add(tx, participant.id, made)
