"""Looking back at one's own moments: one at a time with its date, another, and deleting one."""

from __future__ import annotations

from telegram import Message

from bot.cards import moments as screens
from bot.cards.data import Tap
from bot.cards.moments import ANY, Shown
from bot.conversations import keeping
from bot.conversations.context import Turn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, today_of
from bot.gateway.outbox import VOICE_FORBIDDEN
from bot.gateway.outcome import Refused
from bot.gateway.screen import Screen, SentBefore
from bot.storage.keeping import erase_moment
from bot.storage.moments import KeptMoment, Moment


async def look_back(turn: Turn, participant: Participant) -> None:
    """Answer /moments: the one whose turn it is; in discreet mode a neutral line, with the moment behind a tap."""
    shown = await _next(turn, participant, ANY)
    if participant.is_discreet:
        await turn.say(screens.hidden(turn.words, shown.id if shown else ANY))
    elif shown is None:
        await turn.say(await _none(turn, participant))
    else:
        try:
            await turn.say(screens.moment(turn.words, shown))
        except Refused as refusal:
            await turn.say(_instead(turn, shown, refusal))


async def tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take a tap on a moment that is looked back at. One that is deleted, or was never there, gives way to another."""
    match tap.parts:
        case (moment_id, "show"):
            await _show(turn, participant, moment_id)
        case (moment_id, "delete" | "day" as what):
            await _on_moment(turn, participant, moment_id, what)
        case (moment_id, "erase"):
            await _erase(turn, participant, moment_id)
        case (moment_id, "close"):
            kept = await turn.store.moments.find(turn.store.db, participant.id, moment_id)
            await turn.show(screens.hidden(turn.words, kept.id if kept else ANY))
        case (_, "away"):
            await turn.take_away(participant)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def _show(turn: Turn, participant: Participant, moment_id: str) -> None:
    """Show a moment in place of the tapped message."""
    shown = await _next(turn, participant, moment_id)
    if shown is None:
        await _put(turn, participant, await _none(turn, participant))
        return
    found = await turn.store.moments.find(turn.store.db, participant.id, moment_id)
    is_gone = moment_id != ANY and found is None
    toast = turn.words.label("moments-gone-already") if is_gone else None
    await _put(turn, participant, screens.moment(turn.words, shown), shown, toast=toast)


async def _on_moment(turn: Turn, participant: Participant, moment_id: str, what: str) -> None:
    """Ask before a moment is deleted, or say its day."""
    kept = await turn.store.moments.find(turn.store.db, participant.id, moment_id)
    if kept is None:
        await _show(turn, participant, moment_id)
    elif what == "day":
        await turn.toast(screens.day_toast(turn.words, _shown(turn, participant, kept, None)))
    else:
        shown = _shown(turn, participant, kept, None)
        await _put(turn, participant, screens.delete_ask(turn.words, shown))


async def _erase(turn: Turn, participant: Participant, moment_id: str) -> None:
    """Delete a moment for good; its day's card follows where it takes answers still."""
    async with turn.store.db.transaction() as tx:
        erased = await erase_moment(turn.store, tx, participant, moment_id)
        following = await turn.store.moments.least_shown(
            tx, participant.id, may_show=lambda each: _may_show(turn, each)
        )
    if erased is not None:
        await turn.store.db.checkpoint()
    next_id = following.id if following else None
    await _put(turn, participant, screens.deleted(turn.words, next_id, is_discreet=participant.is_discreet))
    if erased is not None:
        await keeping.redraw(turn, participant, erased.on)


async def _next(turn: Turn, participant: Participant, moment_id: str) -> Shown | None:
    """Return a moment, or where it is not there the one whose turn it is, and note that it is looked at."""
    moments, shown_for = turn.store.moments, _shown_for(turn)

    def may_show(moment: Moment) -> bool:
        return _may_show(turn, moment)

    async with turn.store.db.transaction() as tx:
        kept = await moments.find(tx, participant.id, moment_id)
        if kept is None or not may_show(kept.moment):
            kept = await moments.least_shown(tx, participant.id, shown_for=shown_for, may_show=may_show)
        if kept is None:
            return None
        await moments.show(tx, participant.id, kept.id, shown_for)
        following = await moments.least_shown(tx, participant.id, but_for=kept.id, may_show=may_show)
    return _shown(turn, participant, kept, following)


def _may_show(turn: Turn, moment: Moment) -> bool:
    """Tell whether a moment is shown unasked: none in which words of danger stand."""
    return not turn.tools.content.danger.stands_in(moment.text)


async def _none(turn: Turn, participant: Participant) -> Screen:
    kept = await turn.store.moments.least_shown(turn.store.db, participant.id)
    return screens.none(turn.words, is_discreet=participant.is_discreet, has_kept=kept is not None)


def _shown_for(turn: Turn) -> str:
    """Name what a moment is shown for: handled again it shows the same one."""
    if turn.query is not None:
        return turn.query.id
    return str(turn.message.message_id) if turn.message else ""


def _shown(turn: Turn, participant: Participant, kept: KeptMoment, following: KeptMoment | None) -> Shown:
    return Shown(
        id=kept.id,
        on=kept.on,
        kind=kept.moment.kind,
        text=kept.moment.text,
        file_id=kept.moment.file_id,
        next_id=following.id if following else None,
        is_this_year=kept.on.year == today_of(participant, turn.now).year,
        is_discreet=participant.is_discreet,
    )


async def _put(
    turn: Turn,
    participant: Participant,
    screen: Screen,
    shown: Shown | None = None,
    *,
    toast: str | None = None,
) -> None:
    """Have a screen take the tapped message's place; where that cannot become it, the old one goes.

    `shown` is the moment whose file the screen brings, which Telegram may not have any more.
    """
    can_become = _can_become(turn, screen)
    if not can_become and not await turn.is_first_tap(participant):
        return
    await turn.toast(toast)
    put = turn.show if can_become else turn.say
    try:
        message_id = await put(screen)
    except Refused as refusal:
        if shown is None or screen.media is None:
            raise
        instead = _instead(turn, shown, refusal)
        # As a new message where the file would have been one: the same button is another one then, not a double tap.
        put = turn.show if can_become and _can_become(turn, instead) else turn.say
        message_id = await put(instead)
    if turn.tapped_message_id is None or turn.tapped_message_id == message_id:
        return
    if turn.is_discreet:  # what cannot go any more is a line, or becomes one
        await turn.delete(turn.tapped_message_id)
    else:
        await turn.clear(turn.tapped_message_id)


def _instead(turn: Turn, shown: Shown, refusal: Refused) -> Screen:
    is_forbidden = VOICE_FORBIDDEN in refusal.description
    return screens.gone(turn.words, shown, is_forbidden=is_forbidden)


def _can_become(turn: Turn, screen: Screen) -> bool:
    """Tell whether the tapped message can be edited into a screen: back to text no file ever goes.

    So in discreet mode no line becomes a photo: of an old one Telegram would make neither nothing nor a line again.
    """
    tapped = turn.query.message if turn.query else None
    if not isinstance(tapped, Message):
        return False
    if isinstance(screen.media, SentBefore) and screen.media.kind is MomentKind.PHOTO:
        return bool(tapped.photo or (tapped.text and not turn.is_discreet))
    return screen.media is None and bool(tapped.text)
