"""The week's principle for a participant: chosen by rule, fixed once shown, and its line for a finished card."""

from __future__ import annotations

from bot.cards.letter import Advice
from bot.content.principles import PrincipleText
from bot.conversations.context import Turn
from bot.domain.checkin import CheckIn
from bot.domain.encourage import choose, choose_line, fits, week_name
from bot.domain.guard import is_line_guarded
from bot.domain.participant import Participant, Role
from bot.storage.history import History
from bot.storage.principles import ShownPrinciple


async def of_week(turn: Turn, participant: Participant, past: History) -> Advice:
    """Return the week's principle with one of its steps; what is shown first in a week stays for that week."""
    text, step = await _of_week(turn, participant, past)
    spoken = text.words[turn.words.language]
    return Advice(spoken.title, spoken.reflection, spoken.steps[step])


def line_for(turn: Turn, participant: Participant, past: History, checkin: CheckIn) -> str:
    """Return the sentence under a day's finished card; on a hard day one that the guard lets pass."""
    chosen = choose_line(
        (each.rule for each in turn.tools.content.principles),
        role=_role(participant),
        is_guarded=is_line_guarded(guard_up=past.is_guard_up, safety=checkin.safety),
        participant_id=participant.id,
        on=checkin.on,
    )
    return _texts(turn)[chosen.id].words[turn.words.language].line


async def _of_week(turn: Turn, participant: Participant, past: History) -> tuple[PrincipleText, int]:
    week = week_name(past.today_on)
    shown = await turn.store.principles.shown(turn.store.db, participant.id)
    known = _texts(turn)
    for each in shown:
        text = known.get(each.principle_id)
        if each.week == week and text and fits(text.rule, role=_role(participant), guard_up=past.is_guard_up):
            return text, each.step
    chosen = choose(
        (text.rule for text in known.values()),
        role=_role(participant),
        guard_up=past.is_guard_up,
        signals=past.signals,
        shown={each.principle_id: each.on for each in shown},
        participant_id=participant.id,
        today_on=past.today_on,
    )
    text = known[chosen.id]
    step = past.today_on.isocalendar().week % len(text.words[turn.words.language].steps)
    async with turn.store.db.transaction() as tx:
        noted = ShownPrinciple(week, chosen.id, step, past.today_on)
        await turn.store.principles.show(tx, participant.id, noted, turn.now)
    return text, step


def _texts(turn: Turn) -> dict[str, PrincipleText]:
    return {each.id: each for each in turn.tools.content.principles}


def _role(participant: Participant) -> Role:
    return participant.role or Role.PRACTISING
