"""The card by tap: answering, changing, putting off and skipping, and the card as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import card as screens
from bot.cards import data
from bot.cards.card import Day, Kept, day_of_card
from bot.cards.data import Tap
from bot.conversations import advice, follow_ups
from bot.conversations.context import Turn
from bot.domain.checkin import Answer, CheckIn, Question, with_answer, with_nothing
from bot.domain.day import Standing, day_ends_at, standing
from bot.domain.later import later_choices
from bot.domain.participant import Participant, card_shown, is_paused_on, today_of
from bot.gateway.screen import Button, Screen
from bot.storage.deliveries import Kind, Status
from bot.storage.history import History, history_of
from bot.storage.planning import plan_next

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
    await _remember(turn, participant, on, await turn.show(screen))


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
            await _change(turn, participant, on, with_nothing)
            await opened(turn, participant, on)
            await _after_answer(turn, participant, on)
        case ("change",):
            await turn.show(
                screens.scale(turn.words, await _day(turn, participant, on), Question.SAFETY, is_change=True)
            )
        case ("more",):
            await follow_ups.await_moment(turn, participant, on)
            await turn.show(screens.moment(turn.words, await _day(turn, participant, on), is_another=True))
        case ("open" | "show" as how,):
            await opened(turn, participant, on, is_prompt=how == "open")
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
    past, day = await _past_and_day(turn, participant, on)
    if day.checkin is None or not day.checkin.is_complete:
        return screens.asking(turn.words, day, is_prompt=is_prompt, kept=kept)
    line = advice.line_for(turn, participant, past, day.checkin)
    return screens.done(turn.words, day, past.streaks, line, kept)


async def refreshed(
    turn: Turn, participant: Participant, on: date, *, kept: Kept | None = None, is_anew: bool = False
) -> None:
    """Bring the day's card up to date after typed words, then ask what is owed.

    An earlier day's card stands far up in the chat: it is sent anew, so that nobody wonders which day was meant.
    """
    screen = await current(turn, participant, on, kept=kept)
    message_id = await turn.store.cards.latest(turn.store.db, participant.id, on)
    is_in_place = on == today_of(participant, turn.now) and not is_anew
    if (
        not is_in_place
        or message_id is None
        or not await turn.tools.outbox.edit(turn.telegram_id, message_id, screen)
    ):
        await _send_in_place(turn, participant, on, screen)
    await _after_answer(turn, participant, on)


async def later_said(turn: Turn, participant: Participant) -> bool:
    """Take "later" on a prompt that has no answer yet; False where there is none."""
    today_on = today_of(participant, turn.now)
    has_card = await turn.store.cards.latest(turn.store.db, participant.id, today_on) is not None
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, today_on) is not None
    nudge = await turn.store.deliveries.find(turn.store.db, participant.id, Kind.NUDGE, today_on)
    if not has_card or is_begun or nudge not in (None, Status.DUE) or is_paused_on(participant, today_on):
        return False
    screen = screens.later(turn.words, today_on, _later_choices(turn, participant, today_on))
    await _send_in_place(turn, participant, today_on, screen)
    return True


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
    await _change(turn, participant, on, lambda checkin: with_answer(checkin, question, value))
    if is_change and question is Question.SAFETY and isinstance(value, int):
        day = await _day(turn, participant, on)
        await turn.show(screens.scale(turn.words, day, Question.OPENNESS, is_change=True))
        return
    await opened(turn, participant, on)
    await _after_answer(turn, participant, on)


async def _skip(turn: Turn, participant: Participant, on: date) -> None:
    async with turn.store.db.transaction() as tx:
        is_answered = await turn.store.checkins.find(tx, participant.id, on) is not None
        if not is_answered:
            await turn.store.days.skip(tx, participant.id, on, turn.now)
            await turn.store.deliveries.drop_planned(tx, participant.id, Kind.NUDGE)
    if is_answered:
        await opened(turn, participant, on)
    else:
        await turn.show(screens.skipped(turn.words, on))


async def _later(turn: Turn, participant: Participant, on: date, chosen: str | None) -> None:
    """Offer when to ask again, or plan it; where that was done and is over already, the card comes back."""
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, on) is not None
    if is_begun or is_paused_on(participant, on):
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


def _later_choices(turn: Turn, participant: Participant, on: date) -> tuple[int, ...]:
    if participant.zone is None:
        return ()
    ends_at = day_ends_at(on, participant.zone, participant.day_end)
    return later_choices(turn.now, participant.zone, participant.quiet_from, participant.quiet_until, ends_at)


async def _after_answer(turn: Turn, participant: Participant, on: date) -> None:
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    if found is not None and found.is_complete:
        await follow_ups.ask_owed(turn, participant)


async def _day(turn: Turn, participant: Participant, on: date) -> Day:
    return (await _past_and_day(turn, participant, on))[1]


async def _past_and_day(turn: Turn, participant: Participant, on: date) -> tuple[History, Day]:
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    is_today = on == past.today_on
    return past, day_of_card(participant, on, found, is_today=is_today, is_guard_up=past.is_guard_up)


async def _send_in_place(turn: Turn, participant: Participant, on: date, screen: Screen) -> None:
    """Send a day's card as a new message; the one before it goes, so that the chat has one card a day."""
    earlier_id = await turn.store.cards.latest(turn.store.db, participant.id, on)
    await _remember(turn, participant, on, await turn.say(screen))
    if earlier_id is not None:
        await turn.tools.outbox.delete(turn.telegram_id, earlier_id)


async def _remember(turn: Turn, participant: Participant, on: date, message_id: int) -> None:
    """Note which message carries a day's card. The next words are for it, and a skip is taken back."""
    async with turn.store.db.transaction() as tx:
        await turn.store.cards.add(tx, participant.id, message_id, on, turn.now)
        await turn.store.days.unskip(tx, participant.id, on)
        await turn.store.participants.change(tx, participant.id, lambda present: card_shown(present, on))


async def _change(turn: Turn, participant: Participant, on: date, how: Callable[[CheckIn], CheckIn]) -> None:
    """Keep a changed check-in; the first answer makes it, late or not, and its day a kept one."""
    zone = participant.zone.key if participant.zone else ""
    late = await is_late(turn, participant, on)
    async with turn.store.db.transaction() as tx:
        found = await turn.store.checkins.find(tx, participant.id, on) or CheckIn(on, is_late=late)
        await turn.store.checkins.record(tx, participant.id, how(found), zone, turn.now)
        await turn.store.days.keep_late(tx, participant.id, on)


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
