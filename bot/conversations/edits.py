"""Editing one's own message: what was kept from it, or is offered, changes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from telegram import Message

from bot.conversations import danger, days_card, keeping
from bot.conversations.context import Turn
from bot.conversations.heard import command_of
from bot.domain.checkin import CheckIn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, today_of
from bot.domain.reply import Keep, Scored, answered, rescored
from bot.domain.typed import Scores, cleaned, read_scores
from bot.storage.database import Transaction
from bot.storage.moments import Moment
from bot.storage.planning import letter_may_come
from bot.storage.taken import TakenAs


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit of a message that gave scores for a day: the text that it has now."""

    message_id: int
    text: str
    on: date
    given: Scored


async def edited(turn: Turn, participant: Participant, message: Message) -> None:
    """Take an edit of one's own message. A command is not run by it, and an edit that leaves no words leaves the moment.

    Where a message gave scores, those that stand before its words are its new ones.
    """
    command, behind = command_of(turn.tools.content, message)
    if command not in (None, "moment"):
        return
    text = cleaned(behind if command else message.text or message.caption or "")
    message_id = message.message_id
    taken = await turn.store.taken.find(turn.store.db, participant.id, message_id)
    if taken is not None and taken.what is TakenAs.SCORES and taken.on is not None:
        await _scores_edited(turn, participant, _Edit(message_id, text, taken.on, taken.scores))
    elif text:
        async with turn.store.db.transaction() as tx:
            await _words_edited(turn, tx, participant, message_id, text)
        if turn.has_danger and taken is not None and taken.on is not None:
            await keeping.redraw(turn, participant, taken.on)


async def _words_edited(
    turn: Turn, tx: Transaction, participant: Participant, message_id: int, text: str
) -> bool:
    """Give a message's moment, or else its offer, the words that it has now; False where there is no moment."""
    is_moment = await turn.store.moments.change(tx, participant.id, message_id, text, turn.now)
    if not is_moment:
        await turn.store.offers.change(tx, participant.id, message_id, text)
    made = await turn.store.offers.of_message(tx, participant.id, message_id)
    if is_moment or (made is not None and made.wants_day):  # what wants its day is kept in any case
        await danger.note(turn, tx, participant, text, today_of(participant, turn.now))
    return is_moment


async def _scores_edited(turn: Turn, participant: Participant, edit: _Edit) -> None:
    """Take new scores and words of a message that gave scores, while its day takes answers; its card shows them."""
    is_open = await days_card.late_or_open(turn, participant, edit.on)
    scores = read_scores(edit.text)
    words = edit.text if scores is None else scores.words
    async with turn.store.db.transaction() as tx:
        if scores is not None and is_open:
            await _rescore(turn, tx, participant, edit, scores)
        if words and not await _words_edited(turn, tx, participant, edit.message_id, words) and is_open:
            await _add_words(turn, tx, participant, edit, words)
        found = await turn.store.checkins.find(tx, participant.id, edit.on)
        if found is not None:
            await letter_may_come(turn.store, tx, participant, found, turn.handled_at)
    await keeping.redraw(turn, participant, edit.on)


async def _rescore(
    turn: Turn, tx: Transaction, participant: Participant, edit: _Edit, scores: Scores
) -> None:
    found = await turn.store.checkins.find(tx, participant.id, edit.on) or CheckIn(edit.on)
    changed, given = rescored(found, edit.given, scores)
    await turn.store.checkins.record(tx, participant.id, changed, _zone(participant), turn.now)
    await turn.store.taken.rescore(tx, participant.id, edit.message_id, given)


async def _add_words(turn: Turn, tx: Transaction, participant: Participant, edit: _Edit, words: str) -> None:
    """Keep words that an edit put in place of bare scores, or behind them."""
    zone, moment = _zone(participant), Moment(MomentKind.TEXT, words, None)
    found = await turn.store.checkins.find(tx, participant.id, edit.on) or CheckIn(edit.on)
    await turn.store.moments.keep(tx, participant.id, edit.on, zone, turn.now, edit.message_id, moment)
    await danger.note(turn, tx, participant, words, today_of(participant, turn.now))
    changed = answered(found, Keep(edit.on, words=words), has_moment=True)
    await turn.store.checkins.record(tx, participant.id, changed, zone, turn.now)


def _zone(participant: Participant) -> str:
    return participant.zone.key if participant.zone else ""
