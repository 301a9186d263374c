"""Offers: words that no card was waiting for, or that may be for two days, and the answer to them by tap or in words."""

from __future__ import annotations

from datetime import date, timedelta

from telegram import Message

from bot.cards import answers as screens
from bot.cards import behind, support
from bot.cards import card as card_screens
from bot.cards.buttons import is_on_a_button
from bot.cards.data import AS_MOMENT, ERASE, Tap, read_delete_words, read_on
from bot.conversations import danger, days_card, keeping
from bot.conversations.context import Turn
from bot.domain.participant import Participant, today_of
from bot.domain.reply import Card, Keep, as_reply
from bot.gateway.screen import Screen
from bot.storage.database import Transaction
from bot.storage.keeping import Sent, sent_of
from bot.storage.offers import Offer
from bot.storage.taken import TakenAs

KEEP = ("yes", "today", "yesterday")
A_DAY = timedelta(days=1)
NOT_ASKED_FOR = ("yes", "no", "thanks", "later")
"""Small words that are no day: the question for the day is put once more."""


async def offer(turn: Turn, participant: Participant, sent: Sent) -> None:
    """Offer to keep words as a moment of today; the first of an album is asked for all of it."""
    made = await _put_by(turn, participant, sent, wants_day=False, is_nothing=False)
    screen = _offer(turn, participant, made, today_of(participant, turn.now), sent)
    await _ask(turn, made, screen, sent.message_id)


async def offered(turn: Turn, participant: Participant, sent: Sent) -> Screen:
    """Put words by, and return the offer to keep them as a moment, for a message that says more."""
    made = await _put_by(turn, participant, sent, wants_day=False, is_nothing=False)
    return _offer(turn, participant, made, today_of(participant, turn.now), sent)


async def _ask(turn: Turn, offer_id: str, screen: Screen, message_id: int) -> None:
    """Put a question about words below them; in discreet mode one about words of danger waits behind its line."""
    if turn.is_discreet and turn.has_danger:
        screen = behind.line(turn.words, screens.hiding_offer(offer_id))
    await turn.say(screen, reply_to=message_id)


def _offer(turn: Turn, participant: Participant, offer_id: str, on: date, sent: Sent) -> Screen:
    is_button = not sent.is_moment and is_on_a_button(turn.tools.every_words(), sent.moment.text)
    screen = screens.offer(
        turn.words,
        offer_id,
        on,
        is_today=_is_today(turn, participant, on),
        is_album=sent.album is not None,
        is_button=is_button,
        is_paused=participant.paused_at is not None,
        meant=None if sent.is_moment or is_button else turn.tools.content.meant(sent.moment.text),
    )
    return screens.discreet_offer(turn.words, offer_id, screen) if turn.is_discreet else screen


def _which_day(
    turn: Turn, participant: Participant, offer_id: str, later_on: date, earlier_on: date
) -> Screen:
    is_today = _is_today(turn, participant, later_on)
    screen = screens.which_day(turn.words, offer_id, later_on, earlier_on, is_today=is_today)
    return screens.discreet_offer(turn.words, offer_id, screen) if turn.is_discreet else screen


def _asked(turn: Turn, participant: Participant, made: Offer) -> Screen:
    """Return the question about words that wait, as it stands; with words of danger, where help is."""
    if made.wants_day:
        screen = _which_day(turn, participant, made.id, made.written_on, made.written_on - A_DAY)
    else:
        screen = _offer(turn, participant, made.id, made.written_on, sent_of(made))
    has_danger = turn.tools.content.danger.stands_in(made.moment.text)
    return support.beside(turn.words, screen) if has_danger else screen


async def ask_which_day(
    turn: Turn, participant: Participant, sent: Sent, days: tuple[date, date], *, is_nothing: bool
) -> None:
    """Ask for which of two days words are; they are kept in any case."""
    made = await _put_by(turn, participant, sent, wants_day=True, is_nothing=is_nothing)
    earlier_on, later_on = days
    screen = _which_day(turn, participant, made, later_on, earlier_on)
    await _ask(turn, made, screen, sent.message_id)


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the answer to an offer: keep the words for a day, or let them go; or have them gone from the chat."""
    if tap.parts[:1] == (ERASE,):
        await _delete_words(turn, read_delete_words(tap.parts[1:]))
        return
    offer_id, choice = tap.parts[:2] if len(tap.parts) > 1 else ("", "")
    is_moment = tap.parts[2:] == (AS_MOMENT,)
    on = read_on(choice)
    found = await turn.store.offers.find(turn.store.db, participant.id, offer_id)
    if found is None:
        await _tell_what_became(turn, participant)
    elif choice == "show":
        await turn.show(_asked(turn, participant, found))
    elif choice == "close":
        await turn.show(behind.line(turn.words, screens.hiding_offer(found.id)))
    elif on is not None and not await days_card.late_or_open(turn, participant, on):
        await turn.show(card_screens.closed(turn.words, on))
    else:
        await _answer(turn, participant, found, on, is_moment=is_moment)


async def _delete_words(turn: Turn, message_ids: tuple[int, ...]) -> None:
    """Have somebody's messages gone, and the answer that offered it; whatever a forged tap names is of their own chat."""
    if not message_ids:
        await turn.toast(turn.words.label("card-stale"))
    elif turn.tapped_message_id is not None:
        await turn.clear(*message_ids, turn.tapped_message_id)


async def meant_otherwise(turn: Turn, participant: Participant, offer_id: str) -> None:
    """Let words go that were a request, and take away the question about them."""
    made = await turn.store.offers.find(turn.store.db, participant.id, offer_id)
    if made is not None:
        async with turn.store.db.transaction() as tx:
            await _let_go(turn, tx, participant, made)
            await turn.store.offers.drop(tx, made.id)
        if turn.is_discreet:
            await turn.clear(made.message_id)
    if turn.tapped_message_id is not None:
        await turn.delete(turn.tapped_message_id)


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
    on = {"today": today_on, "yesterday": today_on - A_DAY}.get(request or "")
    if on is None and request == "yes" and not made.wants_day:
        on = made.written_on
    if on is not None and not await days_card.late_or_open(turn, participant, on):
        return False
    if made.wants_day and on is not None:
        waiting = await turn.store.offers.waiting_for_a_day(turn.store.db, participant.id)
        for each in {offer.album or offer.id: offer for offer in waiting}.values():
            await _answer(turn, participant, each, on, is_moment=False, answer_id=message_id)
    elif made.wants_day and request in NOT_ASKED_FOR:
        await turn.say(_asked(turn, participant, made))
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
    whole = await _whole(turn, participant, made)
    is_late = on is not None and await days_card.is_late(turn, participant, on)
    async with turn.store.db.transaction() as tx:
        for each in whole:
            if on is None:
                await _let_go(turn, tx, participant, each)
            else:
                what = await _meaning(turn, tx, participant, on, each, is_moment=is_moment)
                await keeping.store_kept(turn, tx, participant, sent_of(each), what, is_late=is_late)
                await danger.note(turn, tx, participant, each.moment.text, each.written_on)
            await turn.store.offers.drop(tx, each.id)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.ANSWER, None)
    if on is None:
        await turn.show(_let_go_said(turn, whole))
    else:
        turn.has_danger = any(turn.tools.content.danger.stands_in(each.moment.text) for each in whole)
        await _say_kept(turn, screens.kept(turn.words, is_written=bool(made.moment.text)))
        await keeping.answer_beside(turn, participant, [each.message_id for each in whole], on)
    if turn.is_discreet:
        await _clear_questions(turn, participant, whole)


def _let_go_said(turn: Turn, whole: list[Offer]) -> Screen:
    if not turn.is_discreet:
        return screens.plain(turn.words, "words-let-go")
    return screens.not_kept(turn.words, "words-let-go-discreet", [each.message_id for each in whole])


async def _say_kept(turn: Turn, kept: Screen) -> None:
    """Say that words are kept; of a tap in discreet mode in passing, for the question goes with them."""
    asked_in = turn.tapped_message_id if turn.is_discreet else None
    if asked_in is not None and await turn.delete(asked_in):
        await turn.toast(turn.words.label("kept-discreet"))
    else:
        await turn.show(kept)


async def _clear_questions(turn: Turn, participant: Participant, answered: list[Offer]) -> None:
    """Have the questions about words go that are answered now; one that was tapped says already what became of it."""
    for each in answered:
        opens = screens.hiding_offer(each.id).opens
        asked_in = await turn.store.open_screens.of_line(turn.store.db, participant.id, opens)
        await turn.clear(*(message_id for message_id in asked_in if message_id != turn.tapped_message_id))


async def _whole(turn: Turn, participant: Participant, made: Offer) -> list[Offer]:
    """Return all offers that share an answer: those of one album."""
    if made.album is None:
        return [made]
    return await turn.store.offers.of_album(turn.store.db, participant.id, made.album)


async def _let_go(turn: Turn, tx: Transaction, participant: Participant, made: Offer) -> None:
    await turn.store.taken.note(tx, participant.id, made.message_id, TakenAs.ANSWER, None)
    if made.album is not None:
        message_id = made.message_id
        await turn.store.albums.note(
            tx, participant.id, made.album, turn.now, answered_to=message_id, is_let_go=True
        )


async def _meaning(
    turn: Turn, tx: Transaction, participant: Participant, on: date, made: Offer, *, is_moment: bool
) -> Keep:
    """Return what offered words are once their day is chosen: a moment, or as if they replied to the day's card."""
    if is_moment:
        return Keep(on, words=made.moment.text)
    chosen = Card(on, await turn.store.checkins.find(tx, participant.id, on))
    return as_reply(made.moment.text, chosen, is_moment=made.is_moment, is_nothing=made.is_nothing)


async def _tell_what_became(turn: Turn, participant: Participant) -> None:
    """Answer a tap on an offer that is over: the words were kept, as after a second tap, or let go."""
    asked = turn.query.message if turn.query else None
    said = asked.reply_to_message if isinstance(asked, Message) else None
    taken = said and await turn.store.taken.find(turn.store.db, participant.id, said.message_id)
    if taken is None and said is not None:
        await _tell_that_words_are_gone(turn, participant, said.message_id)
    elif taken and taken.on is not None and not turn.is_discreet:
        await turn.show(screens.kept(turn.words, is_written=True), toast=turn.words.label("words-done"))
    else:
        await turn.toast(turn.words.label("words-done"))


async def _tell_that_words_are_gone(turn: Turn, participant: Participant, message_id: int) -> None:
    """Say that words were let go; in discreet mode in the place of the line, which has nothing to open any more."""
    is_waiting = await turn.store.offers.of_message(turn.store.db, participant.id, message_id) is not None
    if turn.is_discreet and not is_waiting:
        await turn.show(screens.plain(turn.words, "words-gone"))
    else:
        await turn.toast(turn.words.label("words-gone"))


def _is_today(turn: Turn, participant: Participant, on: date) -> bool:
    """Whether a day is still today for whoever reads the answer: after downtime it may come the next morning."""
    return on == today_of(participant, turn.handled_at)


async def _put_by(
    turn: Turn, participant: Participant, sent: Sent, *, wants_day: bool, is_nothing: bool
) -> str:
    """Keep words until their writer has said what becomes of them; return the offer's id."""
    made = Offer(
        id="",
        message_id=sent.message_id,
        made_at=turn.now,
        written_on=today_of(participant, turn.now),
        wants_day=wants_day,
        is_nothing=is_nothing,
        moment=sent.moment,
        is_moment=sent.is_moment,
        album=sent.album,
    )
    async with turn.store.db.transaction() as tx:
        if sent.album is not None:
            await turn.store.albums.note(
                tx, participant.id, sent.album, turn.now, answered_to=sent.message_id
            )
        if wants_day:  # they are kept in any case
            await danger.note(turn, tx, participant, sent.moment.text, made.written_on)
        return await turn.store.offers.add(tx, participant.id, made)
