"""The principle of a week: chosen by rule and fixed once shown, another one on wish, and what came of its step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content.catalogue import Content
from bot.content.principles import PrincipleText
from bot.domain.checkin import CheckIn
from bot.domain.encourage import SHOWN_AGAIN_AFTER, Principle, choose, choose_line, choose_other, pick
from bot.domain.guard import is_line_guarded
from bot.domain.participant import Participant
from bot.domain.step import CameTo
from bot.letters.week import Reader, Week, reader_of, text_of
from bot.storage.history import History
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store

LINE_LASTS = timedelta(weeks=2)
"""So long after a letter the lines on finished cards are its principle's."""
STEPS = 3
"""As many does every principle have."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a letter shows: a principle's words, and its row with the step and whether that was taken."""

    text: PrincipleText
    shown: ShownPrinciple


async def of_week(store: Store, content: Content, week: Week, now: datetime) -> Chosen:
    """Return the week's principle; what was shown first stays, unless the guard or the role does not let it pass."""
    present = _present(content, week, week.shown)
    if present is not None:
        return present
    async with store.db.transaction() as tx:
        # Read again: another letter of this week may have been written meanwhile.
        shown = await store.principles.shown(tx, week.reader.participant_id)
        chosen = _present(content, week, shown) or _first(content, week, shown)
        await store.principles.show(tx, week.reader.participant_id, chosen.shown, now)
    return chosen


async def another(store: Store, content: Content, week: Week, number: int, now: datetime) -> None:
    """Show another principle in place of the week's `number`th; nothing where that is not the present one any more.

    With it its step is let go: nobody is asked about what no letter shows.
    """
    async with store.db.transaction() as tx:
        shown = await store.principles.shown(tx, week.reader.participant_id)
        present = _present(content, week, shown)
        if present is not None and present.shown.number == number:
            other = _other(content, week, shown, present)
            let_go = replace(present.shown, is_taken=False)
            await store.principles.show(tx, week.reader.participant_id, let_go, now)
            await store.principles.show(tx, week.reader.participant_id, other.shown, now)


async def take(store: Store, content: Content, week: Week, number: int, now: datetime) -> None:
    """Note that they mean to try the step of the week's `number`th principle, if that is the present one."""
    async with store.db.transaction() as tx:
        shown = await store.principles.shown(tx, week.reader.participant_id)
        present = _present(content, week, shown)
        if present is not None and present.shown.number == number:
            taken = replace(present.shown, is_taken=True)
            await store.principles.show(tx, week.reader.participant_id, taken, now)


async def note_came_to(store: Store, week: Week, came_to: CameTo, now: datetime) -> None:
    """Note what became of the step that the week's letter asks about; a later answer takes an earlier one's place."""
    if week.earlier is None:
        return
    answered = replace(week.earlier.shown, came_to=came_to, answered_on=week.last_on)
    async with store.db.transaction() as tx:
        await store.principles.show(tx, week.reader.participant_id, answered, now)


async def line_for(
    store: Store, content: Content, participant: Participant, past: History, checkin: CheckIn
) -> str:
    """Return the sentence under a day's finished card: one of the principle that the last letter before it showed.

    Where there was none lately, or the guard or a hard day does not let it pass, one is drawn from those that may pass.
    """
    is_guarded = is_line_guarded(guard_up=past.is_guard_up, safety=checkin.safety)
    reader = replace(reader_of(participant, past), is_guard_up=is_guarded)
    shown = await store.principles.shown(store.db, participant.id)
    text = _of_last_letter(content, shown, checkin.on)
    if text is None or not reader.may_read(text):
        text = _drawn(content, reader, checkin.on)
    lines = text.words[content.words(participant.language).language].lines
    return lines[pick(f"{participant.id} {checkin.on}", len(lines))]


def _present(content: Content, week: Week, shown: Sequence[ShownPrinciple]) -> Chosen | None:
    """What the week showed last, of all that may still be read."""
    for each in reversed(shown):
        text = text_of(content, each) if each.week == week.name else None
        if text is not None and week.reader.may_read(text):
            return Chosen(text, each)
    return None


def _first(content: Content, week: Week, shown: Sequence[ShownPrinciple]) -> Chosen:
    chosen = choose(
        [each.rule for each in content.principles],
        role=week.reader.role,
        guard_up=week.reader.is_guard_up,
        signals=week.signals,
        shown={each.principle_id: _shown_until(each) for each in shown},
        participant_id=week.reader.participant_id,
        today_on=week.last_on,
    )
    return _newest(content, week, shown, chosen)


def _other(content: Content, week: Week, shown: Sequence[ShownPrinciple], present: Chosen) -> Chosen:
    chosen = choose_other(
        [each.rule for each in content.principles],
        role=week.reader.role,
        guard_up=week.reader.is_guard_up,
        signals=week.signals,
        shown=[each.principle_id for each in shown if week.last_on - _shown_until(each) < SHOWN_AGAIN_AFTER],
        participant_id=week.reader.participant_id,
        today_on=week.last_on,
        present_id=present.text.id,
    )
    return _newest(content, week, shown, chosen)


def _shown_until(each: ShownPrinciple) -> date:
    """The Sunday of its week: until then the week's letters show it, on whichever day they did first."""
    return each.on + timedelta(days=6 - each.on.weekday())


def _newest(content: Content, week: Week, shown: Sequence[ShownPrinciple], principle: Principle) -> Chosen:
    """A principle as the week's newest, with the step whose turn it is this week."""
    number = max((each.number + 1 for each in shown if each.week == week.name), default=0)
    step = week.last_on.isocalendar().week % STEPS
    row = ShownPrinciple(week.name, number, principle.id, step, week.last_on)
    return Chosen(_known(content, principle), row)


def _known(content: Content, principle: Principle) -> PrincipleText:
    return next(each for each in content.principles if each.id == principle.id)


def _of_last_letter(content: Content, shown: Sequence[ShownPrinciple], on: date) -> PrincipleText | None:
    """The principle of the newest letter of the days before, if that is not too long ago."""
    before = [each for each in shown if timedelta(0) < on - each.on <= LINE_LASTS]
    return text_of(content, before[-1]) if before else None


def _drawn(content: Content, reader: Reader, on: date) -> PrincipleText:
    chosen = choose_line(
        [each.rule for each in content.principles],
        role=reader.role,
        is_guarded=reader.is_guard_up,
        participant_id=reader.participant_id,
        on=on,
    )
    return _known(content, chosen)
