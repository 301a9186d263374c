"""A day's card in the chat: as it stands, in its place or anew, one message a day; and which days take answers."""

from __future__ import annotations

from datetime import date

from bot.cards import card as screens
from bot.cards.card import Day, Kept, day_of_card
from bot.conversations import danger, follow_ups
from bot.conversations.context import Turn
from bot.domain.day import Standing, day_ends_at, standing
from bot.domain.participant import Participant, card_shown, today_of
from bot.gateway.screen import Screen
from bot.letters.principle import line_for
from bot.storage.database import Transaction
from bot.storage.earlier_cards import earlier_cards_go
from bot.storage.history import Lately, history_of, lately_of


async def opened(turn: Turn, participant: Participant, on: date, *, is_prompt: bool = False) -> None:
    """Show a day's card in place of the tapped message."""
    screen = await current(turn, participant, on, is_prompt=is_prompt)
    message_id = await turn.show(screen)
    await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)


async def current(
    turn: Turn, participant: Participant, on: date, *, is_prompt: bool = False, kept: Kept | None = None
) -> Screen:
    """Return a day's card as it stands: its first open question, or done."""
    day = await day_shown(turn, participant, on)
    return await _drawn(turn, participant, day, is_prompt=is_prompt, kept=kept)


async def refreshed(
    turn: Turn, participant: Participant, on: date, *, kept: Kept | None = None, is_anew: bool = False
) -> None:
    """Bring the day's card up to date after typed words, then ask what is owed.

    An earlier day's card stands far up in the chat: it is sent anew, so that nobody wonders which day was meant. In
    discreet mode one that says where help is waits behind its line.
    """
    day = await day_shown(turn, participant, on)
    if turn.is_discreet and day.has_danger:
        screen = screens.hidden_now(turn.words, day)
    else:
        screen = await _drawn(turn, participant, day, kept=kept)
    message_id = await turn.store.cards.latest(turn.store.db, participant.id, on)
    is_in_place = on == today_of(participant, turn.handled_at) and not is_anew
    if not is_in_place or message_id is None or not await turn.edit(message_id, screen):
        await sent_in_place(turn, participant, on, screen)
    await _ask_owed(turn, participant, day)


async def sent_anew(turn: Turn, participant: Participant, on: date) -> None:
    """Show a day's card where it can be seen, as it stands."""
    await sent_in_place(turn, participant, on, await current(turn, participant, on))


async def sent_in_place(turn: Turn, participant: Participant, on: date, screen: Screen) -> None:
    """Send a day's card as a new message; the one before it goes, so that the chat has one card a day."""
    message_id = await turn.say(screen)
    await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)


async def redrawn(turn: Turn, participant: Participant, on: date, lately: Lately) -> None:
    """Show on the tapped card what its answer made of it, then ask what is owed."""
    day = await day_shown(turn, participant, on, lately)
    screen = await _drawn(turn, participant, day)
    message_id = await turn.show(screen)
    if message_id != turn.tapped_message_id:
        await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)
    await _ask_owed(turn, participant, day)


async def noted(turn: Turn, participant: Participant, on: date) -> None:
    """Note that the tapped message is a day's card: of a prompt whose answer was lost it is known only now."""
    if turn.tapped_message_id is not None:
        async with turn.store.db.transaction() as tx:
            await turn.store.cards.add(tx, participant.id, turn.tapped_message_id, on, turn.now)


async def late_or_open(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day still takes answers."""
    return await standing_of(turn, participant, on) in (Standing.OPEN, Standing.LATE)


async def is_late(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether an answer for a day comes after its end."""
    return await standing_of(turn, participant, on) is Standing.LATE


async def standing_of(turn: Turn, participant: Participant, on: date) -> Standing | None:
    """How a day stands for answers; None for one that is not theirs to answer: before the start, or not yet."""
    if participant.zone is None or participant.started_on is None or on < participant.started_on:
        return None
    # A day ahead is theirs only when its card was sent before they travelled west.
    if on > today_of(participant, turn.now):
        with_card = await turn.store.cards.sent_since(turn.store.db, participant.id, on)
        if on not in with_card:
            return None
    return standing(turn.now, day_ends_at(on, participant.zone, participant.day_end))


async def note_card(
    turn: Turn, tx: Transaction, participant: Participant, on: date, message_id: int | None
) -> None:
    """Note which message carries a day's card. The next words are for it, and a skip is taken back."""
    if message_id is not None:
        await turn.store.cards.add(tx, participant.id, message_id, on, turn.now)
    await turn.store.days.unskip(tx, participant.id, on)
    if participant.awaiting is not None:
        await turn.store.participants.change(tx, participant.id, lambda present: card_shown(present, on))


async def _drawn(
    turn: Turn,
    participant: Participant,
    day: Day,
    *,
    is_prompt: bool = False,
    kept: Kept | None = None,
) -> Screen:
    if day.checkin is None or not day.checkin.is_complete:
        return screens.asking(turn.words, day, is_prompt=is_prompt, kept=kept)
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    line = await line_for(turn.store, turn.tools.content, participant, past, day.checkin)
    return screens.done(turn.words, day, past.streaks, line, kept)


async def _lately(turn: Turn, participant: Participant, on: date) -> Lately:
    return await lately_of(turn.store, turn.store.db, participant, on, turn.now)


async def day_shown(turn: Turn, participant: Participant, on: date, lately: Lately | None = None) -> Day:
    """Return what a day's card shows as it stands; `lately` where that was read already."""
    lately = lately or await _lately(turn, participant, on)
    return day_of_card(
        participant,
        on,
        lately.by_day.get(on),
        is_today=on == today_of(participant, turn.handled_at),
        is_guard_up=lately.is_guard_up,
        has_danger=await danger.is_on(turn, participant, on),
    )


async def _ask_owed(turn: Turn, participant: Participant, day: Day) -> None:
    """Put the question that is owed once a card is done; behind words of danger it waits for another day's."""
    if day.checkin is not None and day.checkin.is_complete and not day.has_danger:
        await follow_ups.ask_owed(turn, participant)


async def _leave_one(turn: Turn, participant: Participant, on: date, message_id: int, screen: Screen) -> None:
    """Have the day's other cards go: a prompt's, a nudge's or a second chance's would say something else.

    Where the clock sent a card meanwhile and took this one away, the new one shows how the day stands.
    """
    known = await turn.store.cards.all_of(turn.store.db, participant.id, on)
    if known == [message_id]:
        return
    if message_id not in known and known:
        await turn.edit(known[-1], screen)
        return
    async with turn.store.db.transaction() as tx:
        others = [each for each in known if each != message_id]
        given_way = [each for each in others if await turn.store.cards.give_way(tx, participant.id, on, each)]
    for each in given_way:
        await turn.delete(each)


async def _remember(turn: Turn, participant: Participant, on: date, message_id: int) -> None:
    async with turn.store.db.transaction() as tx:
        await note_card(turn, tx, participant, on, message_id)
        if on == today_of(participant, turn.handled_at):
            await earlier_cards_go(turn.store, tx, participant, on, turn.handled_at)
