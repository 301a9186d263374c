"""Looking back further than a week: /month and /streak, their pictures, and in discreet mode all of it behind a tap."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from bot.cards import data, pictures
from bot.cards import look_back as screens
from bot.cards.data import Tap
from bot.cards.look_back import Month
from bot.conversations.context import Turn
from bot.domain.participant import Participant, today_of
from bot.gateway.outcome import Refused, Unsure
from bot.gateway.screen import Screen
from bot.storage.history import History, history_of

DAYS_MARKED = 14
YESTERDAY = timedelta(days=1)


async def month(turn: Turn, participant: Participant) -> None:
    """Answer /month: the picture, then the thirty days in short; in discreet mode a neutral line."""
    if participant.is_discreet:
        today_on = today_of(participant, turn.now)
        await turn.say(screens.hidden(turn.words, screens.month_data(today_on, "open")))
        return
    past = await _past(turn, participant)
    told = _month(past, participant)
    if told.span.shown_up:
        with suppress(Refused, Unsure):  # what became of the picture must not cost anybody the words
            await turn.say(await _days(turn, participant, past, screens.MONTH))
    await turn.say(screens.month(turn.words, told))


async def streak(turn: Turn, participant: Participant) -> None:
    """Answer /streak: the calendar with days shown up, streak and longest; in discreet mode a neutral line."""
    if participant.is_discreet:
        await turn.say(screens.hidden(turn.words, screens.streak_data("open")))
    else:
        await turn.say(await _streak_pictured(turn, participant, screens.CALENDAR))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a month, on the days shown up, or on a picture of either; what is forged changes nothing."""
    match tap.parts:
        case ("month", day, how) if (last_on := _day_of(turn, participant, day)) is not None:
            await _month_tapped(turn, participant, last_on, how)
        case ("streak", how):
            await _streak_tapped(turn, participant, how)
        case ("away",):
            await turn.take_away(participant)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def _month_tapped(turn: Turn, participant: Participant, last_on: date, how: str) -> None:
    if how == "close":
        await turn.show(screens.hidden(turn.words, screens.month_data(last_on, "open")))
        return
    lengths = {str(each): each for each in screens.LENGTHS}
    if how not in {"open", "picture", *lengths}:
        await turn.toast(turn.words.label("card-stale"))
        return
    await turn.toast()
    past = await _past(turn, participant, last_on)
    if how == "open":
        await turn.show(screens.month(turn.words, _month(past, participant)))
    elif how == "picture":
        if await turn.is_first_tap(participant):
            await turn.say(await _days(turn, participant, past, screens.MONTH))
    else:
        await turn.show(await _days(turn, participant, past, lengths[how]))


async def _streak_tapped(turn: Turn, participant: Participant, how: str) -> None:
    if how == "close":
        await turn.show(screens.hidden(turn.words, screens.streak_data("open")))
    elif how == "open":
        await turn.show(await _streak_told(turn, participant))
    elif how == "picture":
        await turn.toast()
        if await turn.is_first_tap(participant):
            await turn.say(await _streak_pictured(turn, participant, screens.CALENDAR))
    elif how in screens.VIEWS:
        await turn.toast()
        await turn.show(await _streak_pictured(turn, participant, how))
    else:
        await turn.toast(turn.words.label("card-stale"))


async def _past(turn: Turn, participant: Participant, last_on: date | None = None) -> History:
    """Read as many days as the longest picture shows."""
    length = max(screens.LENGTHS)
    return await history_of(turn.store, turn.store.db, participant, turn.now, last_on=last_on, length=length)


def _month(past: History, participant: Participant) -> Month:
    return Month(
        last_on=past.last_on,
        span=past.span(screens.MONTH),
        streaks=past.streaks,
        is_guard_up=past.is_guard_up,
        is_discreet=participant.is_discreet,
    )


async def _days(turn: Turn, participant: Participant, past: History, length: int) -> Screen:
    drawn = pictures.days(turn.words, past.days, past.last_on, length)
    rows = screens.month_rows(
        turn.words,
        past.last_on,
        length,
        has_more=screens.has_more(past.days, past.last_on, length),
        is_discreet=participant.is_discreet,
    )
    return await turn.pictured(drawn, rows)


async def _streak_told(turn: Turn, participant: Participant) -> Screen:
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    last = list(past.states.values())[-DAYS_MARKED:]
    return screens.streak(turn.words, past.streaks, last, is_discreet=participant.is_discreet)


async def _streak_pictured(turn: Turn, participant: Participant, view: str) -> Screen:
    """Return the calendar or the vessel under the counts of days; before the first day there is nothing to draw."""
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    if not past.streaks.shown_up:
        return screens.streak(turn.words, past.streaks, (), is_discreet=participant.is_discreet)
    if view == screens.VESSEL:
        drawn = pictures.vessel(turn.words, participant.id, past.streaks.shown_up)
    else:
        drawn = pictures.calendar(turn.words, past.states, past.last_on)
    rows = screens.streak_rows(turn.words, view, is_discreet=participant.is_discreet)
    return await turn.pictured(screens.with_counts(turn.words, past.streaks, drawn), rows)


def _day_of(turn: Turn, participant: Participant, text: str) -> date | None:
    """Read the day that a month was told up to, today where that lies ahead (they travelled west); None for no such day."""
    last_on = data.read_on(text)
    if last_on is None or last_on < participant.created_at.date() - YESTERDAY:
        return None
    return min(last_on, today_of(participant, turn.now))
