"""The letter by command and by tap: read, opened and closed, its principle and step answered, its files sent again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from bot.cards import answers, data, pictures
from bot.cards import letter as screens
from bot.cards.data import Tap
from bot.cards.letter import FILES_SENT, Letter, Rows, Told
from bot.conversations.context import Turn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, today_of
from bot.domain.step import CameTo
from bot.gateway.outbox import VOICE_FORBIDDEN
from bot.gateway.outcome import Refused, Unsure
from bot.letters import principle
from bot.letters.letter import letter_of
from bot.letters.week import Week, quotable, read_week
from bot.storage.history import ONE_WEEK
from bot.storage.moments import KeptMoment

READABLE_FOR = timedelta(weeks=4)


async def week(turn: Turn, participant: Participant) -> None:
    """Answer /week: the picture, then the letter; in discreet mode a neutral line, with the letter behind a tap."""
    last_on = today_of(participant, turn.now)
    if participant.is_discreet:
        await turn.say(screens.behind_a_tap(turn.words, last_on))
        return
    told = await _letter(turn, participant, last_on)
    if told.has_picture:
        # What became of the picture must not cost anybody the letter.
        with suppress(Refused, Unsure):
            await _send_picture(turn, told)
    await turn.say(screens.letter(turn.words, told))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a letter or what belongs to it. Hiding always works; what is old or forged changes nothing."""
    last_on = data.read_on(tap.parts[0]) if tap.parts else None
    match tap.parts[1:]:
        case ("close",) if last_on is not None:
            await turn.show(screens.behind_a_tap(turn.words, last_on))
        case ("away",):
            await turn.take_away(participant)
        case what if last_on is not None and _is_readable(turn, participant, last_on):
            await _on_letter(turn, participant, last_on, what)
        case ("open",) if last_on is not None and _is_past(turn, participant, last_on):
            await turn.show(answers.plain(turn.words, "letter-stale"))
        case _:
            await turn.toast(turn.words.label("letter-stale"))


async def _on_letter(turn: Turn, participant: Participant, last_on: date, what: tuple[str, ...]) -> None:
    store, content = turn.store, turn.tools.content
    match what:
        case ("open",):
            await _reshow(turn, participant, last_on)
        case ("picture",):
            if await turn.is_first_tap(participant):
                await _send_picture(turn, await _letter(turn, participant, last_on))
        case ("files", start) if _is_number(start):
            if await turn.is_first_tap(participant):
                await _send_files(turn, participant, last_on, int(start))
        case ("try", number) if _is_number(number):
            read = await _read(turn, participant, last_on)
            await principle.take(store, content, read, int(number), turn.now)
            await _reshow(turn, participant, last_on)
        case ("another", number) if _is_number(number):
            read = await _read(turn, participant, last_on)
            await principle.another(store, content, read, int(number), turn.now)
            await _reshow(turn, participant, last_on)
        case (came_to,) if came_to in set(CameTo):
            read = await _read(turn, participant, last_on)
            await principle.note_came_to(store, read, CameTo(came_to), turn.now)
            await _reshow(turn, participant, last_on)
        case _:
            await turn.toast(turn.words.label("card-stale"))


def _is_readable(turn: Turn, participant: Participant, last_on: date) -> bool:
    """Whether a day's letter is still of use."""
    is_near = today_of(participant, turn.now) - last_on < READABLE_FOR
    return is_near and _is_past(turn, participant, last_on)


def _is_past(turn: Turn, participant: Participant, last_on: date) -> bool:
    """Whether a day can have a letter at all."""
    started_on = participant.started_on
    return started_on is not None and started_on <= last_on <= today_of(participant, turn.now)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("999")


async def _read(turn: Turn, participant: Participant, last_on: date) -> Week:
    return await read_week(turn.store, turn.tools.content, participant, last_on, turn.now)


async def _letter(turn: Turn, participant: Participant, last_on: date) -> Letter:
    return await letter_of(turn.store, turn.tools.content, participant, last_on, turn.now)


async def _reshow(turn: Turn, participant: Participant, last_on: date) -> None:
    """Show the letter as it stands now, in place of the tapped message."""
    await turn.show(screens.letter(turn.words, await _letter(turn, participant, last_on)))


async def _send_picture(turn: Turn, told: Letter) -> None:
    drawn = pictures.days(turn.words, told.days, told.last_on, told.week.length)
    rows = screens.close_rows(turn.words, told.last_on) if told.is_discreet else ()
    await turn.say(await turn.pictured(drawn, rows))


async def _send_files(turn: Turn, participant: Participant, last_on: date, start: int) -> None:
    """Send a week's files again, some at a time, and the way to the others."""
    kept = await turn.store.moments.between(turn.store.db, participant.id, last_on - ONE_WEEK, last_on)
    told = quotable(turn.tools.content, kept)
    files = [each for each in told if each.moment.kind is not MomentKind.TEXT]
    rows = screens.close_rows(turn.words, last_on) if participant.is_discreet else ()
    if not files[start:]:  # they were deleted since
        await turn.toast(turn.words.label("card-stale"))
    for each in files[start : start + FILES_SENT]:
        await _send_file(turn, each, rows)
    end = start + FILES_SENT
    if len(files) > end:
        await turn.say(screens.more_files(turn.words, last_on, end, len(files) - end, rows))


async def _send_file(turn: Turn, kept: KeptMoment, rows: Rows) -> None:
    told = Told(kept.on, kept.moment.kind, kept.moment.text)
    try:
        await turn.say(screens.file(turn.words, told, kept.moment.file_id or "", rows))
    except Refused as refusal:
        is_forbidden = VOICE_FORBIDDEN in refusal.description
        await turn.say(screens.file_gone(turn.words, told, rows, is_forbidden=is_forbidden))
