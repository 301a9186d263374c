"""Rest: pausing for some days or until resumed, resuming, and skipping today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.cards import answers as screens
from bot.cards.data import Tap
from bot.cards.when import When, when
from bot.content.words import Words
from bot.conversations.context import Turn
from bot.domain.participant import Awaiting, Participant, nothing_awaited, today_of
from bot.domain.schedule import Planned, next_prompt
from bot.domain.typed import folded, read_days
from bot.gateway.screen import Screen
from bot.storage.deliveries import Kind
from bot.storage.planning import letter_of_rest_day, plan_ahead, plan_next
from bot.storage.taken import TakenAs

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything that this bot has asked."""


async def pause(turn: Turn, participant: Participant, text: str = "") -> None:
    """Answer /pause: for the days that were written, or ask for how long."""
    days = read_days(text) if text.strip() and not turn.has_danger else None
    if days is not None:
        await turn.say(await _paused(turn, participant, days))
        return
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(
            tx, participant.id, lambda present: replace(nothing_awaited(present), awaiting=Awaiting.PAUSE)
        )
    await turn.say(screens.pause_which(turn.words, is_unclear=bool(text.strip())))


async def answered_in_words(turn: Turn, participant: Participant, message_id: int, text: str) -> bool:
    """Take typed words for how long to be quiet, right after that was asked; False where they say something else."""
    if participant.awaiting is not Awaiting.PAUSE or turn.has_danger:
        return False
    days = read_days(text)
    is_open_end = folded(text) == folded(turn.words.label("pause-open"))
    if days is None and not is_open_end:
        return False
    await turn.say(await _paused(turn, participant, days, answer_id=message_id))
    return True


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the choice of how long to be quiet."""
    match tap.parts:
        case ("open",):
            await turn.show(await _paused(turn, participant, None))
        case (text,) if (days := read_days(text)) is not None:
            await turn.show(await _paused(turn, participant, days))
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def resume(turn: Turn, participant: Participant) -> None:
    """Answer /resume: go on asking, from the next time that fits."""
    if participant.paused_at is None and participant.ask_time is not None:
        await turn.show(screens.not_paused(turn.words, participant.weekdays, participant.ask_time))
        return
    await turn.show(await _resumed(turn, participant))


async def come_back(turn: Turn, participant: Participant) -> None:
    """Answer [Ask me again] under an offer: with a message of its own, so that the offer stays."""
    if not await turn.is_first_tap(participant):
        return
    if participant.paused_at is None and participant.ask_time is not None:
        await turn.say(screens.not_paused(turn.words, participant.weekdays, participant.ask_time))
    else:
        await turn.say(await _resumed(turn, participant))


async def skip(turn: Turn, participant: Participant) -> None:
    """Answer /skip: today becomes a rest day, unless it has an answer already."""
    today_on = today_of(participant, turn.now)
    async with turn.store.db.transaction() as tx:
        is_answered = await turn.store.checkins.find(tx, participant.id, today_on) is not None
        if not is_answered:
            await turn.store.days.skip(tx, participant.id, today_on, turn.now)
            await turn.store.deliveries.drop_planned(tx, participant.id, Kind.NUDGE, Kind.SECOND_CHANCE)
            await turn.store.deliveries.not_needed(tx, participant.id, Kind.PROMPT, today_on, turn.now)
            await letter_of_rest_day(turn.store, tx, participant, today_on, turn.handled_at)
            planned = await plan_next(turn.store, tx, participant, turn.handled_at)
    if is_answered:
        await turn.say(screens.supported(turn.words, "skip-answered"))
    else:
        await turn.say(_next(turn, participant, planned, screens.skip_set, "skip-set-paused"))


async def _resumed(turn: Turn, participant: Participant) -> Screen:
    planned = await _replanned(turn, participant, paused=False, until_on=None)
    return _next(turn, participant, planned, screens.resumed, "resume-set-soon")


async def _paused(
    turn: Turn, participant: Participant, days: int | None, *, answer_id: int | None = None
) -> Screen:
    until_on = None if days is None else today_of(participant, turn.now) + timedelta(days=days)
    await _replanned(turn, participant, paused=True, until_on=until_on, answer_id=answer_id)
    return screens.paused(turn.words, first_after(participant, until_on))


def first_after(participant: Participant, until_on: date | None) -> When | None:
    """Return the local date and time of the first prompt from a day on; None where that is open."""
    if until_on is None or participant.rhythm is None:
        return None
    last_paused_on = until_on - timedelta(days=1)
    planned = next_prompt(
        participant.rhythm, asked_until_on=last_paused_on, last_asked_at=None, since_at=EARLIEST
    )
    return None if planned is None else when(planned, participant.rhythm.zone)


async def _replanned(
    turn: Turn,
    participant: Participant,
    *,
    paused: bool,
    until_on: date | None,
    answer_id: int | None = None,
) -> Planned | None:
    now = turn.handled_at
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        changed = replace(
            nothing_awaited(present),
            paused_at=now if paused else None,
            paused_until_on=until_on,
            rhythm_changed_at=now,
        )
        await turn.store.participants.save(tx, changed)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.ANSWER, None)
        await turn.store.deliveries.drop_planned(tx, participant.id, Kind.NUDGE, Kind.SECOND_CHANCE)
        return await plan_ahead(turn.store, tx, changed, now)


def _next(
    turn: Turn,
    participant: Participant,
    planned: Planned | None,
    screen: Callable[[Words, When], Screen],
    without: str,
) -> Screen:
    """Say when the next card comes, in the participant's own time; `without` where none is planned."""
    if planned is None or participant.zone is None:
        return screens.supported(turn.words, without)
    return screen(turn.words, when(planned, participant.zone))
