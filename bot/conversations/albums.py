"""Albums: what belongs to one that was answered already goes the same way, without another word."""

from __future__ import annotations

from datetime import date

from telegram import Message

from bot.conversations import danger, keeping
from bot.conversations.context import Turn
from bot.domain.participant import Participant
from bot.domain.reply import Keep
from bot.storage.albums import Album
from bot.storage.keeping import Sent
from bot.storage.offers import Offer


async def joined(turn: Turn, participant: Participant, sent: Sent) -> bool:
    """Have a message share what became of its album: kept for the same day, offered along, or let go.

    False where there is no album, or this message is the one that is to be answered for all of it.
    """
    album = await _answered_before(turn, participant, sent.message_id, sent.album)
    if album is None or sent.album is None:
        return False
    if album.on is not None:
        await keeping.keep(turn, participant, sent, Keep(album.on, words=sent.moment.text))
        await keeping.answer_quietly(turn, participant, sent.message_id, album.on)
        return True
    if album.is_let_go:
        return True
    waiting = await turn.store.offers.of_album(turn.store.db, participant.id, sent.album)
    if waiting:
        await _offer_along(turn, participant, sent, waiting[0])
    return bool(waiting)


async def day_of(turn: Turn, participant: Participant, sent: Sent) -> date | None:
    """Return the day that others of a message's album were kept for already."""
    album = await _answered_before(turn, participant, sent.message_id, sent.album)
    return None if album is None else album.on


async def was_answered(turn: Turn, participant: Participant, message: Message) -> bool:
    """Tell whether another message of the same album was answered for this one, too."""
    album = await _answered_before(turn, participant, message.message_id, message.media_group_id)
    return album is not None


async def is_hint_due(turn: Turn, participant: Participant, message: Message) -> bool:
    """Tell whether to say that a kind cannot be kept, and note that it is said: of an album once."""
    group, message_id = message.media_group_id, message.message_id
    if group is None:
        return True
    async with turn.store.db.transaction() as tx:
        album = await turn.store.albums.find(tx, participant.id, group)
        if album is None or album.hinted_to is None:
            await turn.store.albums.note(tx, participant.id, group, turn.now, hinted_to=message_id)
    return album is None or album.hinted_to in (None, message_id)


async def _answered_before(
    turn: Turn, participant: Participant, message_id: int, group: str | None
) -> Album | None:
    """Return a message's album where another message of it was answered."""
    album = None if group is None else await turn.store.albums.find(turn.store.db, participant.id, group)
    return None if album is None or album.answered_to in (None, message_id) else album


async def _offer_along(turn: Turn, participant: Participant, sent: Sent, first: Offer) -> None:
    """Have a message wait for the answer that the first one of its album waits for."""
    made = Offer(
        id="",
        message_id=sent.message_id,
        made_at=turn.now,
        written_on=first.written_on,
        wants_day=first.wants_day,
        is_nothing=False,
        moment=sent.moment,
        is_moment=True,
        album=sent.album,
    )
    async with turn.store.db.transaction() as tx:
        await turn.store.offers.add(tx, participant.id, made)
        if first.wants_day:
            await danger.note(turn, tx, participant, sent.moment.text, first.written_on)
