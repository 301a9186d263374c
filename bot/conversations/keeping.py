"""Answering what a message brought: kept in one commit, and answered the same however often it is handled."""

from __future__ import annotations

from datetime import date

from bot.cards import answers as screens
from bot.cards.card import Kept
from bot.conversations import danger, days_card
from bot.conversations.context import Turn
from bot.domain.participant import Participant, today_of
from bot.domain.reply import Keep
from bot.storage import keeping
from bot.storage.database import Transaction
from bot.storage.keeping import Sent
from bot.storage.moments import Moment
from bot.storage.planning import letter_may_come

KEPT_REACTION = "✍"


async def keep(turn: Turn, participant: Participant, sent: Sent, what: Keep) -> None:
    """Keep scores and moment of a message for a day, and note that the message was taken."""
    is_late = await days_card.is_late(turn, participant, what.on)
    async with turn.store.db.transaction() as tx:
        await store_kept(turn, tx, participant, sent, what, is_late=is_late)
        await danger.note(turn, tx, participant, sent.moment.text, today_of(participant, turn.now))


async def store_kept(
    turn: Turn, tx: Transaction, participant: Participant, sent: Sent, what: Keep, *, is_late: bool
) -> None:
    """The same, within a transaction that does more."""
    if await turn.store.taken.find(tx, participant.id, sent.message_id) is None:
        checkin = await keeping.keep(
            turn.store, tx, participant, sent=sent, what=what, is_late=is_late, now=turn.now
        )
        await letter_may_come(turn.store, tx, participant, checkin, turn.handled_at)


async def answer(
    turn: Turn, participant: Participant, message_id: int, on: date, moment: Moment | None
) -> None:
    """Acknowledge what was kept, and show the day's card as it stands now, or say that it is kept where there is none.

    What answers words of danger comes below them, however far above the card stands.
    """
    participant = await danger.present(turn, participant)
    kept = None if moment is None else Kept(is_written=bool(moment.text))
    await acknowledge(turn, participant, message_id)
    if participant.is_discreet and turn.is_hurried:
        return  # the last of a burst shows the card anew; until then their words go as fast as they can
    is_hidden = participant.is_discreet and turn.has_danger
    if kept is None or is_hidden or await _has_card_or_scores(turn, participant, on):
        # Behind its neutral line a card looks the same as before: only sent anew it says that something came.
        await days_card.refreshed(
            turn, participant, on, kept=kept, is_anew=participant.is_discreet or turn.has_danger
        )
    else:
        await turn.say(screens.kept(turn.words, is_written=kept.is_written))


async def _has_card_or_scores(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether there is more to show of a day than that words were kept."""
    if await turn.store.cards.latest(turn.store.db, participant.id, on) is not None:
        return True
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    return found is not None and (found.safety, found.openness) != (None, None)


async def keep_in_silence(turn: Turn, participant: Participant, sent: Sent, what: Keep) -> None:
    """Keep what a message of a flood brought, unanswered for now; in discreet mode it goes, as always."""
    await keep(turn, participant, sent, what)
    if participant.is_discreet:
        await turn.clear(sent.message_id)


async def answer_beside(turn: Turn, participant: Participant, message_ids: list[int], on: date) -> None:
    """Acknowledge what was kept where another message says so already."""
    participant = await danger.present(turn, participant)
    for message_id in message_ids:
        await acknowledge(turn, participant, message_id)
    if await turn.store.cards.latest(turn.store.db, participant.id, on) is not None:
        await days_card.refreshed(turn, participant, on)


async def answer_quietly(turn: Turn, participant: Participant, message_id: int, on: date) -> None:
    """Acknowledge what came along with something that was answered already: no further message comes."""
    participant = await danger.present(turn, participant)
    await acknowledge(turn, participant, message_id)
    has_card = await turn.store.cards.latest(turn.store.db, participant.id, on) is not None
    if not participant.is_discreet:
        await redraw(turn, participant, on)
    elif has_card and not turn.is_hurried:
        await days_card.refreshed(turn, participant, on, is_anew=True)


async def redraw(turn: Turn, participant: Participant, on: date) -> None:
    """Bring a day's card up to date where it stands, if it takes answers still. In discreet mode it shows nothing of it."""
    participant = await danger.present(turn, participant)
    message_id = await turn.store.cards.latest(turn.store.db, participant.id, on)
    if (
        participant.is_discreet
        or message_id is None
        or not await days_card.late_or_open(turn, participant, on)
    ):
        return
    await turn.tools.outbox.edit(turn.telegram_id, message_id, await days_card.current(turn, participant, on))


async def acknowledge(turn: Turn, participant: Participant, message_id: int) -> None:
    """One neutral reaction; in discreet mode the message goes, now that it is kept."""
    if participant.is_discreet:
        await turn.clear(message_id)
    else:
        await turn.tools.outbox.react(turn.telegram_id, message_id, KEPT_REACTION)
