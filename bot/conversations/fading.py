"""The choices of somebody who has been silent for long: less often, a pause, or as before."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import fading as screens
from bot.cards.data import Tap
from bot.cards.when import when
from bot.conversations import rest
from bot.conversations.context import Turn
from bot.domain.participant import Participant, nothing_awaited, today_of
from bot.gateway.screen import Screen
from bot.storage.closing import close_ended_days
from bot.storage.deliveries import Kind
from bot.storage.planning import plan_ahead
from bot.storage.taken import TakenAs


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the choice of how often to be asked, however late it comes; or show and hide what stands behind a tap."""
    match tap.parts:
        case ("days", digits, earlier) if (weekdays := screens.read_weekdays(digits)) and (
            before := screens.read_weekdays(earlier)
        ):
            await turn.show(await _chosen(turn, participant, weekdays, before))
        case (screens.LESS_OFTEN, digits) if before := screens.read_weekdays(digits):
            await turn.show(
                screens.less_often(
                    turn.words, before, participant.letter_weekday, is_discreet=participant.is_discreet
                )
            )
        case (screens.LESS_OFTEN, digits, "close") if before := screens.read_weekdays(digits):
            await turn.show(screens.hidden_less_often(turn.words, before))
        case (screens.PAUSED,) if participant.paused_at is None:
            await rest.resume(turn, participant)
        case (screens.PAUSED,):
            await turn.show(screens.self_paused(turn.words, is_discreet=participant.is_discreet))
        case (screens.PAUSED, "close"):
            await turn.show(screens.hidden_self_paused(turn.words))
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def answered_in_words(turn: Turn, participant: Participant, message_id: int, text: str) -> bool:
    """Take what stands on one of the buttons as typed words, once the choice was offered; False for other words."""
    before = participant.weekdays
    weekdays = screens.read_choice(turn.tools.every_words(), text, before, participant.letter_weekday)
    if weekdays is None:
        return False
    today_on = today_of(participant, turn.now)
    silence = await turn.store.deliveries.silence_before(turn.store.db, participant.id, today_on)
    if silence.is_said:
        await turn.say(await _chosen(turn, participant, weekdays, before, answer_id=message_id))
    return silence.is_said


async def _chosen(
    turn: Turn,
    participant: Participant,
    weekdays: frozenset[int],
    before: frozenset[int],
    *,
    answer_id: int | None = None,
) -> Screen:
    """Have somebody asked on these weekdays from now on, paused or not; return what they are told."""
    now = turn.handled_at
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        await close_ended_days(turn.store, tx, present, now)
        changed = replace(
            nothing_awaited(present),
            weekdays=weekdays,
            paused_at=None,
            paused_until_on=None,
            rhythm_changed_at=now,
        )
        await turn.store.participants.save(tx, changed)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.ANSWER, None)
        if today_of(changed, now).weekday() not in weekdays:
            await turn.store.deliveries.drop_planned(tx, changed.id, Kind.NUDGE, Kind.SECOND_CHANCE)
        planned = await plan_ahead(turn.store, tx, changed, now)
    next_card = None if planned is None or changed.zone is None else when(planned, changed.zone)
    return screens.chosen(turn.words, weekdays, before, next_card, is_discreet=participant.is_discreet)
