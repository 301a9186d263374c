"""The card by tap: answering, changing, putting off and skipping; and asking for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import card as screens
from bot.cards import data
from bot.cards.data import Tap
from bot.conversations import days_card, follow_ups
from bot.conversations.context import Turn
from bot.domain.checkin import Answer, CheckIn, Question, with_answer, with_nothing
from bot.domain.day import Standing, day_ends_at
from bot.domain.later import later_choices
from bot.domain.participant import Participant, is_paused_on, today_of
from bot.gateway.screen import Button, Screen
from bot.storage.deliveries import Kind, Status
from bot.storage.history import Lately, lately, lately_of
from bot.storage.planning import letter_may_come, letter_of_rest_day, plan_next

YESTERDAY = timedelta(days=1)


async def checkin(turn: Turn, participant: Participant) -> None:
    """Answer /checkin: today's card as a new message, with a way to yesterday's where that is empty."""
    today_on = today_of(participant, turn.now)
    screen = await days_card.current(turn, participant, today_on)
    yesterday_on = today_on - YESTERDAY
    if await _is_empty_and_open(turn, participant, yesterday_on):
        button = Button(turn.words.label("card-yesterday"), data.card(yesterday_on, "send"))
        screen = replace(screen, rows=(*screen.rows, (button,)), is_line=False)
    await days_card.sent_in_place(turn, participant, today_on, screen)


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a card. What is stale or forged changes nothing; a closed day says so and offers today's."""
    on = data.read_on(tap.parts[0]) if tap.parts else None
    state = await days_card.standing_of(turn, participant, on) if on else None
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
            await days_card.redrawn(turn, participant, on, await _change(turn, participant, on, with_nothing))
        case ("change",):
            day = await days_card.day_shown(turn, participant, on)
            await turn.show(screens.scale(turn.words, day, Question.SAFETY, is_change=True))
        case ("more",):
            await follow_ups.await_moment(turn, participant, on)
            day = await days_card.day_shown(turn, participant, on)
            await turn.show(screens.moment(turn.words, day, is_another=True))
        case ("open" | "show" as how,):
            may_put_off = how == "open" and await _may_put_off(turn, participant, on)
            await days_card.opened(turn, participant, on, is_prompt=may_put_off)
        case ("send",):
            await days_card.sent_anew(turn, participant, on)
        case ("hide",):
            await _hidden(turn, participant, on)
        case ("skip",) if is_open:
            await _skip(turn, participant, on)
        case ("later", *minutes) if is_open:
            await _later(turn, participant, on, minutes[0] if minutes else None)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def _hidden(turn: Turn, participant: Participant, on: date) -> None:
    """Show a day's neutral line in the card's place."""
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    is_done = found is not None and found.is_complete
    await turn.show(screens.hidden_done(turn.words, on) if is_done else screens.hidden(turn.words, on))


def _put_by(turn: Turn, on: date, screen: Screen) -> Screen:
    """Return what a card says while nothing is asked; in discreet mode it waits behind the day's line, too."""
    return replace(screen, behind=screens.hiding(on)) if turn.is_discreet else screen


async def later_said(turn: Turn, participant: Participant) -> bool:
    """Take "later" on a prompt that has no answer yet; False where there is none."""
    today_on = today_of(participant, turn.now)
    has_card = await _has_card(turn, participant, today_on)
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, today_on) is not None
    may_put_off = await _may_put_off(turn, participant, today_on)
    if not has_card or is_begun or not may_put_off or is_paused_on(participant, today_on):
        return False
    screen = screens.later(turn.words, today_on, _later_choices(turn, participant, today_on))
    await days_card.sent_in_place(turn, participant, today_on, _put_by(turn, today_on, screen))
    return True


async def _has_card(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day's card was sent, or may have been."""
    if await turn.store.cards.latest(turn.store.db, participant.id, on) is not None:
        return True
    return await turn.store.deliveries.find(turn.store.db, participant.id, Kind.PROMPT, on) is Status.UNSURE


async def _answered(
    turn: Turn, participant: Participant, on: date, answer: tuple[Question, Answer, bool]
) -> None:
    question, value, is_change = answer
    lately = await _change(turn, participant, on, lambda checkin: with_answer(checkin, question, value))
    if is_change and question is Question.SAFETY and isinstance(value, int):
        day = await days_card.day_shown(turn, participant, on, lately)
        await turn.show(screens.scale(turn.words, day, Question.OPENNESS, is_change=True))
    else:
        await days_card.redrawn(turn, participant, on, lately)


async def _skip(turn: Turn, participant: Participant, on: date) -> None:
    async with turn.store.db.transaction() as tx:
        is_answered = await turn.store.checkins.find(tx, participant.id, on) is not None
        if not is_answered:
            await turn.store.days.skip(tx, participant.id, on, turn.now)
            await turn.store.deliveries.drop_planned(tx, participant.id, Kind.NUDGE, Kind.SECOND_CHANCE)
            await letter_of_rest_day(turn.store, tx, participant, on, turn.handled_at)
    if is_answered:
        await days_card.opened(turn, participant, on)
    else:
        await turn.show(_put_by(turn, on, screens.skipped(turn.words, on)))


async def _later(turn: Turn, participant: Participant, on: date, chosen: str | None) -> None:
    """Offer when to ask again, or plan it; where that is over already, the card comes back."""
    await days_card.noted(turn, participant, on)
    if await turn.store.days.is_skipped(turn.store.db, participant.id, on):
        await turn.show(_put_by(turn, on, screens.skipped(turn.words, on)))
        return
    is_begun = await turn.store.checkins.find(turn.store.db, participant.id, on) is not None
    if is_begun or is_paused_on(participant, on) or not await _may_put_off(turn, participant, on):
        await days_card.opened(turn, participant, on)
        return
    choices = _later_choices(turn, participant, on)
    minutes = next((each for each in choices if str(each) == chosen), None)
    if minutes is None or participant.zone is None:
        toast = turn.words.label("card-stale") if chosen else None
        await turn.show(_put_by(turn, on, screens.later(turn.words, on, choices)), toast=toast)
        return
    due_at = turn.now + timedelta(minutes=minutes)
    async with turn.store.db.transaction() as tx:
        is_planned = await turn.store.deliveries.plan(tx, participant.id, Kind.NUDGE, on, due_at)
        if is_planned:
            # It takes the prompt's place where that has not come yet: nobody is asked twice.
            await turn.store.deliveries.not_needed(tx, participant.id, Kind.PROMPT, on, turn.now)
            await plan_next(turn.store, tx, participant, turn.handled_at)
    if is_planned:
        until_time = due_at.astimezone(participant.zone).time()
        await turn.show(_put_by(turn, on, screens.put_off(turn.words, on, until_time)))
    else:
        await days_card.opened(turn, participant, on)


async def _may_put_off(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether a day's card may come once more: it has not yet."""
    nudge = await turn.store.deliveries.find(turn.store.db, participant.id, Kind.NUDGE, on)
    return nudge in (None, Status.DUE)


def _later_choices(turn: Turn, participant: Participant, on: date) -> tuple[int, ...]:
    if participant.zone is None:
        return ()
    ends_at = day_ends_at(on, participant.zone, participant.day_end)
    return later_choices(turn.now, participant.zone, participant.quiet_from, participant.quiet_until, ends_at)


async def _change(
    turn: Turn, participant: Participant, on: date, how: Callable[[CheckIn], CheckIn]
) -> Lately:
    """Keep a changed check-in; the first answer makes it, late or not, and its day a kept one.

    The tapped message carries its card: that of a prompt whose answer from Telegram was lost is known only now.
    """
    zone = participant.zone.key if participant.zone else ""
    late = await days_card.is_late(turn, participant, on)
    async with turn.store.db.transaction() as tx:
        before = await lately_of(turn.store, tx, participant, on, turn.now)
        changed = how(before.by_day.get(on) or CheckIn(on, is_late=late))
        await turn.store.checkins.record(tx, participant.id, changed, zone, turn.now)
        await turn.store.days.keep_late(tx, participant.id, on)
        await letter_may_come(turn.store, tx, participant, changed, turn.handled_at)
        await days_card.note_card(turn, tx, participant, on, turn.tapped_message_id)
    return lately(participant, (*before.by_day.values(), changed), before.today_on)


async def _is_empty_and_open(turn: Turn, participant: Participant, on: date) -> bool:
    found = await turn.store.checkins.find(turn.store.db, participant.id, on)
    return found is None and await days_card.late_or_open(turn, participant, on)
