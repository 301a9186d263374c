"""Browsing the principles: those for the participant's role that the guard lets pass."""

from __future__ import annotations

from bot.cards import principles as screens
from bot.cards.data import Tap
from bot.content.principles import PrincipleText
from bot.conversations.context import Turn
from bot.domain.encourage import fits
from bot.domain.participant import Participant, Role, today_of
from bot.storage.history import lately_of


async def browse(turn: Turn, participant: Participant) -> None:
    """Answer /principles with the first page of titles."""
    fitting = await _fitting(turn, participant)
    await turn.say(screens.titles(turn.words, fitting, is_discreet=participant.is_discreet))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Turn a page, show a principle, or close; one that is not in the list (any more) is answered with the list."""
    match tap.parts:
        case ("page", number) if number.isascii() and number.isdigit():
            fitting = await _fitting(turn, participant)
            page = int(number[:3])
            await turn.show(screens.titles(turn.words, fitting, page, is_discreet=participant.is_discreet))
        case ("show", principle_id):
            await _show(turn, participant, principle_id)
        case ("close",):
            await turn.show(screens.hidden(turn.words))
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def _show(turn: Turn, participant: Participant, principle_id: str) -> None:
    fitting = await _fitting(turn, participant)
    is_discreet = participant.is_discreet
    chosen = next((each for each in fitting if each.id == principle_id), None)
    if chosen is None:
        await turn.show(screens.titles(turn.words, fitting, is_discreet=is_discreet, is_instead=True))
        return
    page = screens.page_of(chosen, fitting)
    await turn.show(screens.principle(turn.words, chosen, page, is_discreet=is_discreet))


async def _fitting(turn: Turn, participant: Participant) -> list[PrincipleText]:
    """Return what this participant may read today; first what is for their side, then what is for everybody."""
    today_on = today_of(participant, turn.now)
    lately = await lately_of(turn.store, turn.store.db, participant, today_on, turn.now)
    role = participant.role or Role.PRACTISING
    found = (
        each
        for each in turn.tools.content.principles
        if fits(each.rule, role=role, guard_up=lately.is_guard_up)
    )
    return sorted(found, key=lambda each: each.roles == frozenset(Role))
