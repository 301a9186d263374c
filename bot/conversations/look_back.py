"""Looking back: the week's letter and the days shown up."""

from __future__ import annotations

from datetime import timedelta

from bot.cards import answers, letter
from bot.cards.letter import Letter, Told
from bot.conversations import advice
from bot.conversations.context import Turn
from bot.domain.participant import Participant
from bot.storage.history import History, history_of

DAYS_MARKED = 14


async def week(turn: Turn, participant: Participant) -> None:
    """Answer /week; in discreet mode with the letter behind a tap."""
    if participant.is_discreet:
        await turn.say(letter.behind_a_tap(turn.words))
    else:
        await turn.say(letter.letter(turn.words, await _letter(turn, participant)))


async def uncovered(turn: Turn, participant: Participant) -> None:
    """Show the letter in place of the line that stood for it."""
    await turn.show(letter.letter(turn.words, await _letter(turn, participant)))


async def covered(turn: Turn, participant: Participant) -> None:
    """Put the neutral line in the letter's place again."""
    del participant
    await turn.show(letter.behind_a_tap(turn.words))


async def streak(turn: Turn, participant: Participant) -> None:
    """Answer /streak: days shown up, the streak, the longest, and the last days as marks."""
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    await turn.say(answers.streak(turn.words, past.streaks, past.states[-DAYS_MARKED:]))


async def _letter(turn: Turn, participant: Participant) -> Letter:
    past = await history_of(turn.store, turn.store.db, participant, turn.now)
    return Letter(
        today_on=past.today_on,
        week=past.week,
        streaks=past.streaks,
        moments=await _told(turn, participant, past),
        advice=await advice.of_week(turn, participant, past),
        is_guard_up=past.is_guard_up,
        is_discreet=participant.is_discreet,
    )


async def _told(turn: Turn, participant: Participant, past: History) -> list[Told]:
    first_on = past.today_on - timedelta(days=6)
    kept = await turn.store.moments.between(turn.store.db, participant.id, first_on, past.today_on)
    return [Told(each.on, each.moment.kind, each.moment.text) for each in kept]
