"""The card by tap: answering, changing, putting off and skipping, and the card as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import card as screens
from bot.cards import data
from bot.cards.card import Day, Kept, day_of_card
from bot.cards.data import Tap
from bot.conversations import follow_ups
from bot.conversations.context import Turn
from bot.domain.checkin import Answer, CheckIn, Question, with_answer, with_nothing
from bot.domain.day import Standing, day_ends_at, standing
from bot.domain.later import later_choices
from bot.domain.participant import Participant, card_shown, is_paused_on, today_of
from bot.gateway.screen import Button, Screen
from bot.letters.principle import line_for
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.history import Lately, history_of, lately, lately_of
from bot.storage.planning import letter_may_come, letter_of_rest_day, plan_next

YESTERDAY = timedelta(days=1)


async def checkin(turn: Turn, participant: Participant) -> None:
    """Answer /checkin: today's card as a new message, with a way to yesterday's where that is empty."""
    today_on = today_of(participant, turn.now)
    screen = await current(turn, participant, today_on)
    yesterday_on = today_on - YESTERDAY
    if await _is_empty_and_open(turn, participant, yesterday_on):
        button = Button(turn.words.label("card-yesterday"), data.card(yesterday_on, "send"))
        screen = replace(screen, rows=(*screen.rows, (button,)))
    await _send_in_place(turn, participant, today_on, screen)


async def opened(turn: Turn, participant: Participant, on: date, *, is_prompt: bool = False) -> None:
    """Show a day's card in place of the tapped message."""
    screen = await current(turn, participant, on, is_prompt=is_prompt)
    message_id = await turn.show(screen)
    await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a card. What is stale or forged changes nothing; a closed day says so and offers today's."""
    on = data.read_on(tap.parts[0]) if tap.parts else None
    state = await _standing_of(turn, participant, on) if on else None
    if on is None or state is None:
        await turn.toast(turn.words.label("card-not-today"))
        return
    if state is Standing.CLOSED:
        await turn.show(screens.closed(turn.words, on))
        return
    await _on_open_day(turn, participant, on, tap.parts[1:], is_open=state is Standing.OPEN)


async def _on_open_day(
    turn: Turn, participant: Participant, on: date, parts: tuple[str, ...], *, is_open: bool
) -> None:
    match parts:
        case (letter, value) if (answer := data.read_answer(letter, value)) is not None:
            await _answered(turn, participant, on, answer)
        case ("m", "0"):
            await _redrawn(turn, participant, on, await _change(turn, participant, on, with_nothing))
        case ("change",):
            day = _day(turn, participant, on, await _lately(turn, participant, on))
            await turn.show(screens.scale(turn.words, day, Question.SAFETY, is_change=True))
        case ("more",):
            await follow_ups.await_moment(turn, participant, on)
            day = _day(turn, participant, on, await _lately(turn, participant, on))
            await turn.show(screens.moment(turn.words, day, is_another=True))
        case ("open" | "show" as how,):
            may_put_off = how == "open" and await _may_put_off(turn, participant, on)
            await opened(turn, participant, on, is_prompt=may_put_off)
        case ("send",):
            await sent_anew(turn, participant, on)
        case ("hide",):
            await turn.show(screens.hidden(turn.words, on))
        case ("skip",) if is_open:
            await _skip(turn, participant, on)
        case ("later", *minutes) if is_open:
            await _later(turn, participant, on, minutes[0] if minutes else None)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def current(
    turn: Turn, participant: Participant, on: date, *, is_prompt: bool = False, kept: Kept | None = None
) -> Screen:
    """Return a day's card as it stands: its first open question, or done."""
    lately = await _lately(turn, participant, on)
    return await _drawn(turn, participant, on, lately, is_prompt=is_prompt, kept=kept)


async def _drawn(
    turn: Turn,
    participant: Participant,
    on: date,
    lately: Lately,
    *,
    is_prompt: bool = False,
    kept: Kept | None = None,
) -> Screen:
    day = _day(turn, participant, on, lately)
    if day.checkin is None or not day.checkin.is_complete:
        return screens.asking(turn.words, day, is_prompt=is_prompt, kept=kept)
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    line = await line_for(turn.store, turn.tools.content, participant, past, day.checkin)
    return screens.done(turn.words, day, past.streaks, line, kept)


async def refreshed(
    turn: Turn, participant: Participant, on: date, *, kept: Kept | None = None, is_anew: bool = False
) -> None:
    """Bring the day's card up to date after typed words, then ask what is owed.

    An earlier day's card stands far up in the chat: it is sent anew, so that nobody wonders which day was meant.
    """
    lately = await _lately(turn, participant, on)
    screen = await _drawn(turn, participant, on, lately, kept=kept)
    message_id = await turn.store.cards.latest(turn.store.db, participant.id, on)
    is_in_place = on == today_of(participant, turn.handled_at) and not is_anew
    if (
        not is_in_place
        or message_id is None
        or not await turn.tools.outbox.edit(turn.telegram_id, message_id, screen)
    ):
        await _send_in_place(turn, participant, on, screen)
    await _ask_owed(turn, participant, lately.by_day.get(on))


async def later_said(turn: Turn, participant: Participant) -> bool:
    """Take "later" on a prompt that has no answer yet; False where there is none."""
    today_on = today_of(participant, turn.now)
    has_card = await _has_card(turn, participant, today_on)
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, today_on) is not None
    may_put_off = await _may_put_off(turn, participant, today_on)
    if not has_card or is_begun or not may_put_off or is_paused_on(participant, today_on):
        return False
    screen = screens.later(turn.words, today_on, _later_choices(turn, participant, today_on))
    await _send_in_place(turn, participant, today_on, screen)
    return True


async def _has_card(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day's card was sent, or may have been."""
    if await turn.store.cards.latest(turn.store.db, participant.id, on) is not None:
        return True
    return await turn.store.deliveries.find(turn.store.db, participant.id, Kind.PROMPT, on) is Status.UNSURE


async def sent_anew(turn: Turn, participant: Participant, on: date) -> None:
    """Show a day's card where it can be seen, as it stands."""
    await _send_in_place(turn, participant, on, await current(turn, participant, on))


async def late_or_open(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day still takes answers."""
    return await _standing_of(turn, participant, on) in (Standing.OPEN, Standing.LATE)


async def is_late(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether an answer for a day comes after its end."""
    return await _standing_of(turn, participant, on) is Standing.LATE


async def _answered(
    turn: Turn, participant: Participant, on: date, answer: tuple[Question, Answer, bool]
) -> None:
    question, value, is_change = answer
    lately = await _change(turn, participant, on, lambda checkin: with_answer(checkin, question, value))
    if is_change and question is Question.SAFETY and isinstance(value, int):
        day = _day(turn, participant, on, lately)
        await turn.show(screens.scale(turn.words, day, Question.OPENNESS, is_change=True))
    else:
        await _redrawn(turn, participant, on, lately)


async def _redrawn(turn: Turn, participant: Participant, on: date, lately: Lately) -> None:
    """Show on the tapped card what its answer made of it, then ask what is owed."""
    screen = await _drawn(turn, participant, on, lately)
    message_id = await turn.show(screen)
    if message_id != turn.tapped_message_id:
        await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)
    await _ask_owed(turn, participant, lately.by_day.get(on))


async def _skip(turn: Turn, participant: Participant, on: date) -> None:
    async with turn.store.db.transaction() as tx:
        is_answered = await turn.store.checkins.find(tx, participant.id, on) is not None
        if not is_answered:
            await turn.store.days.skip(tx, participant.id, on, turn.now)
            await turn.store.deliveries.drop_planned(tx, participant.id, Kind.NUDGE, Kind.SECOND_CHANCE)
            await letter_of_rest_day(turn.store, tx, participant, on, turn.handled_at)
    if is_answered:
        await opened(turn, participant, on)
    else:
        await turn.show(screens.skipped(turn.words, on))


async def _later(turn: Turn, participant: Participant, on: date, chosen: str | None) -> None:
    """Offer when to ask again, or plan it; where that is over already, the card comes back."""
    await noted(turn, participant, on)
    if await turn.store.days.is_skipped(turn.store.db, participant.id, on):
        await turn.show(screens.skipped(turn.words, on))
        return
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, on) is not None
    if is_begun or is_paused_on(participant, on) or not await _may_put_off(turn, participant, on):
        await opened(turn, participant, on)
        return
    choices = _later_choices(turn, participant, on)
    minutes = next((each for each in choices if str(each) == chosen), None)
    if minutes is None or participant.zone is None:
        toast = turn.words.label("card-stale") if chosen else None
        await turn.show(screens.later(turn.words, on, choices), toast=toast)
        return
    due_at = turn.now + timedelta(minutes=minutes)
    async with turn.store.db.transaction() as tx:
        is_planned = await turn.store.deliveries.plan(tx, participant.id, Kind.NUDGE, on, due_at)
        if is_planned:
            # It takes the prompt's place where that has not come yet: nobody is asked twice.
            await turn.store.deliveries.not_needed(tx, participant.id, Kind.PROMPT, on, turn.now)
            await plan_next(turn.store, tx, participant, turn.handled_at)
    if is_planned:
        await turn.show(screens.put_off(turn.words, on, due_at.astimezone(participant.zone).time()))
    else:
        await opened(turn, participant, on)


async def _may_put_off(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day's card may come once more: it has not yet."""
    nudge = await turn.store.deliveries.find(turn.store.db, participant.id, Kind.NUDGE, on)
    return nudge in (None, Status.DUE)


def _later_choices(turn: Turn, participant: Participant, on: date) -> tuple[int, ...]:
    if participant.zone is None:
        return ()
    ends_at = day_ends_at(on, participant.zone, participant.day_end)
    return later_choices(turn.now, participant.zone, participant.quiet_from, participant.quiet_until, ends_at)


async def _ask_owed(turn: Turn, participant: Participant, checkin: CheckIn | None) -> None:
    if checkin is not None and checkin.is_complete:
        await follow_ups.ask_owed(turn, participant)


async def _lately(turn: Turn, participant: Participant, on: date) -> Lately:
    return await lately_of(turn.store, turn.store.db, participant, on, turn.now)


def _day(turn: Turn, participant: Participant, on: date, lately: Lately) -> Day:
    return day_of_card(
        participant,
        on,
        lately.by_day.get(on),
        is_today=on == today_of(participant, turn.handled_at),
        is_guard_up=lately.is_guard_up,
    )


async def _send_in_place(turn: Turn, participant: Participant, on: date, screen: Screen) -> None:
    """Send a day's card as a new message; the one before it goes, so that the chat has one card a day."""
    message_id = await turn.say(screen)
    await _remember(turn, participant, on, message_id)
    await _leave_one(turn, participant, on, message_id, screen)


async def _leave_one(turn: Turn, participant: Participant, on: date, message_id: int, screen: Screen) -> None:
    """Have the day's other cards go: a prompt's, a nudge's or a second chance's would say something else.

    Where the clock sent a card meanwhile and took this one away, the new one shows how the day stands.
    """
    known = await turn.store.cards.all_of(turn.store.db, participant.id, on)
    if known == [message_id]:
        return
    if message_id not in known and known:
        await turn.tools.outbox.edit(turn.telegram_id, known[-1], screen)
        return
    async with turn.store.db.transaction() as tx:
        others = [each for each in known if each != message_id]
        given_way = [each for each in others if await turn.store.cards.give_way(tx, participant.id, on, each)]
    for each in given_way:
        await turn.tools.outbox.delete(turn.telegram_id, each)


async def noted(turn: Turn, participant: Participant, on: date) -> None:
    """Note that the tapped message is a day's card: of a prompt whose answer was lost it is known only now."""
    if turn.tapped_message_id is not None:
        async with turn.store.db.transaction() as tx:
            await turn.store.cards.add(tx, participant.id, turn.tapped_message_id, on, turn.now)


async def _remember(turn: Turn, participant: Participant, on: date, message_id: int) -> None:
    async with turn.store.db.transaction() as tx:
        await _note_card(turn, tx, participant, on, message_id)


async def _note_card(
    turn: Turn, tx: Transaction, participant: Participant, on: date, message_id: int | None
) -> None:
    """Note which message carries a day's card. The next words are for it, and a skip is taken back."""
    if message_id is not None:
        await turn.store.cards.add(tx, participant.id, message_id, on, turn.now)
    await turn.store.days.unskip(tx, participant.id, on)
    if participant.awaiting is not None:
        await turn.store.participants.change(tx, participant.id, lambda present: card_shown(present, on))


async def _change(
    turn: Turn, participant: Participant, on: date, how: Callable[[CheckIn], CheckIn]
) -> Lately:
    """Keep a changed check-in; the first answer makes it, late or not, and its day a kept one.

    The tapped message carries its card: that of a prompt whose answer from Telegram was lost is known only now.
    """
    zone = participant.zone.key if participant.zone else ""
    late = await is_late(turn, participant, on)
    async with turn.store.db.transaction() as tx:
        before = await lately_of(turn.store, tx, participant, on, turn.now)
        changed = how(before.by_day.get(on) or CheckIn(on, is_late=late))
        await turn.store.checkins.record(tx, participant.id, changed, zone, turn.now)
        await turn.store.days.keep_late(tx, participant.id, on)
        await letter_may_come(turn.store, tx, participant, changed, turn.handled_at)
        await _note_card(turn, tx, participant, on, turn.tapped_message_id)
    return lately(participant, (*before.by_day.values(), changed), before.today_on)


async def _standing_of(turn: Turn, participant: Participant, on: date) -> Standing | None:
    """How a day stands for answers; None for one that is not theirs to answer: before the start, or not yet."""
    if participant.zone is None or participant.started_on is None or on < participant.started_on:
        return None
    # A day ahead is theirs only when its card was sent before they travelled west.
    if on > today_of(participant, turn.now):
        with_card = await turn.store.cards.sent_since(turn.store.db, participant.id, on)
        if on not in with_card:
            return None
    return standing(turn.now, day_ends_at(on, participant.zone, participant.day_end))


async def _is_empty_and_open(turn: Turn, participant: Participant, on: date) -> bool:
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    return found is None and await late_or_open(turn, participant, on)
