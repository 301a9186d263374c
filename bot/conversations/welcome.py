"""The welcome: five steps, each one tap or one line; it goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from telegram import Location

from bot.cards import welcome as screens
from bot.cards.behind import usual
from bot.cards.data import WELCOME, Tap
from bot.content import zones
from bot.content.words import Words
from bot.conversations import command_list, days_card, place, rest
from bot.conversations.context import Tools, Turn
from bot.domain.day import day_ends_at
from bot.domain.participant import Participant, Role, Step, today_of
from bot.domain.typed import folded, read_time
from bot.gateway.screen import Screen
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind
from bot.storage.planning import plan_ahead
from bot.storage.taken import TakenAs

AGREEMENT_VERSION = "2026-11"
TAP_ONLY = frozenset({"agree", "discreet"})
"""What nobody should come to by a word."""
SMALL_WORDS = frozenset({"yes", "no", "today", "yesterday", "later", "thanks", "nothing"})
"""Requests that are no places, though some village may be called so."""
STEPS = tuple(Step)


async def start(turn: Turn, participant: Participant) -> None:
    """Answer /start: the step that waits, or the way back in."""
    if participant.is_set_up and participant.ask_time is not None:
        is_paused = participant.paused_at is not None
        until = rest.first_after(participant, participant.paused_until_on)
        await turn.say(
            screens.back_in(
                turn.words, participant.weekdays, participant.ask_time, is_paused=is_paused, until=until
            )
        )
        await command_list.follow_if_other(turn, participant.language)
    else:
        await turn.say(step_screen(turn.tools, turn.words, participant))


def step_screen(tools: Tools, words: Words, participant: Participant) -> Screen:
    """Return the screen of the step that waits."""
    match participant.step:
        case Step.INTRO:
            return screens.intro(words, tools.every_words(), tools.host, is_discreet=participant.is_discreet)
        case Step.ROLE:
            return screens.role(words)
        case Step.PLACE:
            return screens.place(words)
        case Step.TIME:
            return screens.ask_time(words)
        case _:
            return screens.first(words, participant.ask_time or time(21))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a button of the welcome; one that belongs to a later step, or is forged, changes nothing."""
    if participant.is_set_up:
        await _tapped_when_done(turn, participant, tap)
        return
    match tap.parts:
        case ("first", "now" | "later" as when) if participant.step is Step.FIRST:
            await _finish(turn, participant, is_now=when == "now")
            return
    changed = _after(participant, tap.parts, turn)
    if changed is None:
        toast = None if tap.parts == ("open",) else turn.words.label("card-stale")
        await turn.show(step_screen(turn.tools, turn.words, participant), toast=toast)
        return
    await _save(turn, changed)
    turn.behind = usual(changed)
    words = turn.tools.content.words(changed.language)
    toast = None
    if changed.is_discreet != participant.is_discreet:
        toast = words.label(
            "welcome-discreet-on-toast" if changed.is_discreet else "welcome-discreet-off-toast"
        )
    await turn.show(step_screen(turn.tools, words, changed), toast=toast)
    if tap.parts[:1] == ("lang",):
        await command_list.follow(turn, changed.language)


async def _tapped_when_done(turn: Turn, participant: Participant, tap: Tap) -> None:
    """The last step's tap may come twice, or again after a crash: then what it led to is shown once more."""
    today_on = today_of(participant, turn.now)
    is_first_day = tap.parts[:1] == ("first",) and participant.started_on == today_on
    if is_first_day and tap.parts == ("first", "now"):
        await days_card.opened(turn, participant, today_on)
    elif is_first_day and participant.ask_time is not None:
        await turn.show(
            screens.back_in(
                turn.words,
                participant.weekdays,
                participant.ask_time,
                is_paused=participant.paused_at is not None,
            )
        )
    else:
        await turn.toast(turn.words.label("welcome-stale"))


def _after(participant: Participant, parts: tuple[str, ...], turn: Turn) -> Participant | None:
    """Return the participant as a tap leaves them, or None where it cannot be taken."""
    changed = None
    match parts:
        case ("lang", language) if language in turn.tools.content.languages:
            changed = replace(participant, language=language)
        case ("discreet", "0" | "1" as wanted):
            changed = replace(participant, is_discreet=wanted == "1")
        case ("agree",):
            changed = _advanced(_agreed(participant, turn.now), Step.INTRO)
        case ("role", value) if value in set(Role) and _has_reached(participant, Step.ROLE):
            changed = _advanced(replace(participant, role=Role(value)), Step.ROLE)
        case ("place", name) if _has_reached(participant, Step.PLACE) and (zone := zones.zone(name)):
            changed = _advanced(replace(participant, zone=zone), Step.PLACE)
        case ("time", value) if _has_reached(participant, Step.TIME) and (at := read_time(value)):
            changed = _advanced(replace(participant, ask_time=at), Step.TIME)
        case ("back", value) if value in set(Step) and _has_reached(participant, Step(value)):
            changed = replace(participant, step=Step(value))
    return changed


def _agreed(participant: Participant, now: datetime) -> Participant:
    """The first agreement stands: a second tap does not move its time."""
    if participant.agreed_at is not None:
        return participant
    return replace(participant, agreed_at=now, agreed_version=AGREEMENT_VERSION)


def _has_reached(participant: Participant, step: Step) -> bool:
    return STEPS.index(participant.step) >= STEPS.index(step)


def _advanced(participant: Participant, answered: Step) -> Participant:
    """The step after the one that was answered, unless a later one was reached already."""
    following = STEPS[STEPS.index(answered) + 1]
    return participant if _has_reached(participant, following) else replace(participant, step=following)


async def said(turn: Turn, participant: Participant, text: str) -> None:
    """Take typed words during the welcome: a place or a time now; a time to be asked at; else the step again.

    A message that was taken already answered an earlier step: handled again, it must not answer this one as well.
    """
    if await _is_taken(turn, participant):
        await turn.say(step_screen(turn.tools, turn.words, participant))
        return
    request = turn.tools.content.requests.get(folded(text))
    match participant.step:
        case Step.PLACE if request in SMALL_WORDS:
            await turn.say(screens.place_tap(turn.words))
        case Step.PLACE:
            await _place_said(turn, place.named(turn, text))
        case Step.TIME if at := time_in(turn, text):
            changed = _advanced(replace(participant, ask_time=at), Step.TIME)
            await _save(turn, changed)
            await turn.say(step_screen(turn.tools, turn.words, changed))
        case Step.TIME:
            await turn.say(screens.ask_time(turn.words, is_unclear=True))
        case Step.FIRST if request == "later" or time_in(turn, text) == participant.ask_time:
            await _finish(turn, participant, is_now=False)
        case Step.FIRST if at := time_in(turn, text):
            changed = replace(participant, ask_time=at)
            await _save(turn, changed)
            await turn.say(step_screen(turn.tools, turn.words, changed))
        case _:
            await _said_for_a_button(turn, participant, text)


def time_in(turn: Turn, text: str) -> time | None:
    """Return the time that words name; words of danger name none, whatever number stands in them."""
    return None if turn.has_danger else read_time(text)


async def _said_for_a_button(turn: Turn, participant: Participant, text: str) -> None:
    """Take the words that stand on a button of the waiting step as a tap on it."""
    screen = step_screen(turn.tools, turn.words, participant)
    for button in (button for row in screen.rows for button in row):
        tap = Tap.read(button.data or "")
        if tap.area == WELCOME and tap.parts[0] not in TAP_ONLY and folded(button.label) == folded(text):
            await tapped(turn, participant, tap)
            return
    await turn.say(_step_with_hint(turn, participant))


def _step_with_hint(turn: Turn, participant: Participant) -> Screen:
    """Return the waiting step for somebody who typed where a tap is needed."""
    if participant.step is Step.INTRO:
        return screens.agree_first(turn.words)
    screen = step_screen(turn.tools, turn.words, participant)
    return replace(screen, text=f"{turn.words('welcome-tap-instead')}\n\n{screen.text}")


async def located(turn: Turn, participant: Participant, location: Location) -> None:
    """Take a shared location; nothing of it is kept but the zone."""
    if participant.step is not Step.PLACE:
        await start(turn, participant)
        return
    await _place_said(turn, place.Found((place.at(turn, location),)))


async def _place_said(turn: Turn, found: place.Found) -> None:
    """Ask whether it is this place, or which; where somebody may look at the phone, what was said of it goes."""
    await turn.say(_place_answer(turn, found))
    if turn.is_discreet and found.places and turn.message is not None:
        await turn.clear(turn.message.message_id)


def _place_answer(turn: Turn, found: place.Found) -> Screen:
    if not found.places:
        return screens.place_unknown(turn.words)
    if len(found.places) == 1:
        return screens.confirm_place(turn.words, found.places[0])
    return screens.which_place(turn.words, found.places, is_by_time=found.is_by_time)


async def _is_taken(turn: Turn, participant: Participant) -> bool:
    message_id = turn.message.message_id if turn.message else None
    return message_id is not None and bool(
        await turn.store.taken.find(turn.store.db, participant.id, message_id)
    )


async def _save(turn: Turn, participant: Participant) -> None:
    async with turn.store.db.transaction() as tx:
        await _save_in(turn, tx, participant)


async def _save_in(
    turn: Turn, tx: Transaction, participant: Participant, *, card_on: date | None = None
) -> None:
    """Save somebody as an answer left them; note the message that it came with, if it was typed, and what it opened."""
    await turn.store.participants.save(tx, participant)
    if turn.message is not None:
        await turn.store.taken.note(tx, participant.id, turn.message.message_id, TakenAs.ANSWER, card_on)


async def _finish(turn: Turn, participant: Participant, *, is_now: bool) -> None:
    """End the welcome: the days begin today, the next prompt is planned, and the first card comes now or then."""
    now = turn.now
    today_on = today_of(participant, now)
    zone, ask_time = participant.zone, participant.ask_time
    if zone is None or ask_time is None:
        raise ValueError("the last step of the welcome comes after place and time")
    ready = replace(
        participant,
        step=Step.DONE,
        started_on=today_on,
        open_on=today_on,
        day_ends_at=day_ends_at(today_on, zone, participant.day_end),
        rhythm_changed_at=now,
    )
    async with turn.store.db.transaction() as tx:
        await _save_in(turn, tx, ready, card_on=today_on if is_now else None)
        if is_now:
            await turn.store.deliveries.not_needed(tx, ready.id, Kind.PROMPT, today_on, now)
        planned = await plan_ahead(turn.store, tx, ready, now)
    turn.behind = usual(ready)
    if is_now or planned is None:
        await days_card.opened(turn, ready, today_on)
    else:
        is_today = planned.due_at.astimezone(zone).date() == now.astimezone(zone).date()
        await turn.show(screens.set_up(turn.words, ask_time, is_today=is_today))
