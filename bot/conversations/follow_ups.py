"""The questions that come after a finished card: whom it is about, and whether there is fear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.cards import answers as screens
from bot.cards.data import FOLLOW_UP, Tap
from bot.conversations.context import Turn
from bot.domain.characters import begins_with
from bot.domain.participant import (
    Afraid,
    Awaiting,
    FollowUp,
    Participant,
    Role,
    follow_up,
    is_answering,
    nothing_awaited,
)
from bot.domain.typed import folded
from bot.storage.taken import TakenAs

NOT_NOW = frozenset({"later", "no", "nothing", "thanks", "skip"})
"""Requests that are no names: whoever says one of them wants to go on without."""
AFRAID_SAID = {"yes": Afraid.YES, "no": Afraid.NO}
RAISING = (Afraid.SOMETIMES, Afraid.YES)


async def ask_owed(turn: Turn, participant: Participant) -> None:
    """Put the question that is owed, if any.

    It is sent before that is noted: killed in between, the bot asks twice, which is better than never.
    """
    now = turn.now
    if follow_up(participant, now) is None:
        return
    present = await turn.store.participants.get(turn.store.db, participant.id)
    owed = follow_up(present, now) if present else None
    if present is None or owed is None or present.awaiting is Awaiting.NAME:
        return  # one question at a time
    if owed is FollowUp.NAME:
        message_id = await turn.say(screens.ask_name(turn.words))
    else:
        message_id = await turn.say(screens.ask_afraid(turn.words, is_discreet=participant.is_discreet))
    await _change(turn, participant, lambda latest: _asked(latest, owed, now, message_id))


async def ask_afraid_anew(turn: Turn, participant: Participant) -> None:
    """Put the question about fear for somebody who asks for it, in place of what they tapped."""
    now, asked_in = turn.now, turn.tapped_message_id
    await _change(turn, participant, lambda present: _asked(present, FollowUp.AFRAID, now, asked_in))
    await turn.show(screens.ask_afraid(turn.words, is_discreet=participant.is_discreet, is_open=True))


def _asked(participant: Participant, owed: FollowUp, now: datetime, message_id: int | None) -> Participant:
    asked = replace(nothing_awaited(participant), asked_in=message_id)
    if owed is FollowUp.NAME:
        return replace(asked, name_asked_at=now, awaiting=Awaiting.NAME)
    return replace(asked, afraid_asked_at=now, awaiting=Awaiting.AFRAID)


def _no_name_awaited(participant: Participant) -> Participant:
    return nothing_awaited(participant) if participant.awaiting is Awaiting.NAME else participant


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take an answer to one of the questions by tap; it takes the question's place on the screen."""
    match tap.parts:
        case ("name", "no"):
            await _change(turn, participant, lambda present: replace(_no_name_awaited(present), name=None))
            await turn.show(screens.plain(turn.words, "ask-name-none"))
        case ("name", "again") if not participant.is_discreet:
            asked_in = turn.tapped_message_id
            await _change(
                turn, participant, lambda present: _asked(present, FollowUp.NAME, turn.now, asked_in)
            )
            await turn.show(screens.ask_name(turn.words, has_name=True))
            return
        case ("name", "keep") if participant.name is not None:
            await _change(turn, participant, _no_name_awaited)
            await turn.show(screens.name_kept(turn.words, participant.name))
            return
        case ("afraid", *_) if participant.role not in (Role.HURT, Role.BOTH):
            await turn.toast(turn.words.label("card-stale"))
            return
        case ("afraid", "open"):
            await turn.show(screens.ask_afraid(turn.words, is_open=True, is_discreet=participant.is_discreet))
            return
        case ("afraid", "later"):
            await turn.show(screens.plain(turn.words, "ask-later"))
        case ("afraid", value) if value in set(Afraid):
            await _keep_afraid(turn, participant, Afraid(value))
            await turn.show(screens.afraid_kept(turn.words))
            return
        case _:
            await turn.toast(turn.words.label("card-stale"))
            return
    await ask_owed(turn, participant)


async def named(turn: Turn, participant: Participant, message_id: int, name: str) -> None:
    """Keep the name that was asked for."""
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(
            tx, participant.id, lambda present: replace(nothing_awaited(present), name=name)
        )
        await turn.store.taken.note(tx, participant.id, message_id, TakenAs.NAME, None)
    await name_kept(turn, participant, name)


async def name_kept(turn: Turn, participant: Participant, name: str) -> None:
    """Say the name back, and put the next question."""
    await _change(turn, participant, _no_name_awaited)
    await turn.say(screens.name_kept(turn.words, name))
    await ask_owed(turn, participant)


async def answered_in_words(
    turn: Turn, participant: Participant, message_id: int, text: str, request: str | None
) -> bool:
    """Take typed words for what stands on a button of the question that waits; False where they are none of it.

    A typed answer about fear goes from the chat: it must not stay on the screen.
    """
    if is_answering(participant, Awaiting.NAME, message_id) and request in NOT_NOW:
        has_name = participant.name is not None
        await _change(turn, participant, _no_name_awaited, answer_id=message_id)
        await tapped(turn, participant, Tap(FOLLOW_UP, ("name", "keep" if has_name else "no")))
        return True
    if not is_answering(participant, Awaiting.AFRAID, message_id):
        return False
    spoken = {folded(turn.words.label(f"afraid-{each.value}")): each for each in Afraid}
    afraid = AFRAID_SAID.get(request or "") or spoken.get(folded(text)) or _begun_with(turn, text)
    if afraid is None:
        return False
    await _keep_afraid(turn, participant, afraid, message_id)
    await turn.clear(message_id)
    turn.is_help_told = True  # by its button: whatever was written, the answer looks the same
    await turn.say(screens.afraid_kept(turn.words))
    return True


def _begun_with(turn: Turn, text: str) -> Afraid | None:
    """Return the answer about fear that words begin with and go on from: "sometimes, at night".

    A "no" that goes on is none: it would lower the guard, whatever the rest says.
    """
    for words in turn.tools.every_words():
        for afraid in RAISING:
            if begins_with(text, words.label(f"afraid-{afraid.value}")):
                return afraid
    return None


async def _keep_afraid(
    turn: Turn, participant: Participant, afraid: Afraid, message_id: int | None = None
) -> None:
    now = turn.now

    def answered(present: Participant) -> Participant:
        return replace(_afraid_came(present), afraid=afraid, afraid_asked_at=now)

    await _change(turn, participant, answered, answer_id=message_id)


def _afraid_came(participant: Participant) -> Participant:
    return nothing_awaited(participant) if participant.awaiting is Awaiting.AFRAID else participant


async def await_moment(turn: Turn, participant: Participant, on: date) -> None:
    """Note that the next words are a moment of that day."""
    await _change(
        turn,
        participant,
        lambda present: replace(nothing_awaited(present), awaiting=Awaiting.MOMENT, awaiting_on=on),
    )


async def leave_moment(turn: Turn, participant: Participant) -> None:
    """A command takes the place of what was asked for and did not come, but for the questions after a card."""
    if participant.awaiting in (Awaiting.MOMENT, Awaiting.PAUSE, Awaiting.SETTING, Awaiting.ERASING):
        await _change(turn, participant, nothing_awaited)


async def _change(
    turn: Turn,
    participant: Participant,
    how: Callable[[Participant], Participant],
    *,
    answer_id: int | None = None,
) -> None:
    """Change a participant; in the same commit, note the message that was an answer, if one was."""
    async with turn.store.db.transaction() as tx:
        await turn.store.participants.change(tx, participant.id, how)
        if answer_id is not None:
            await turn.store.taken.note(tx, participant.id, answer_id, TakenAs.ANSWER, None)
