"""Discreet mode: the neutral line that stands for a screen, with the screen behind a tap."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import data
from bot.cards.data import Tap
from bot.content.words import Words
from bot.domain.participant import Participant
from bot.gateway.screen import Behind, Button, Screen

OPENS = {"letter-discreet": "letter-discreet-open", "card-discreet-done": "card-change"}
"""What stands on the button of a line, where it is not simply [Open]."""


def line(words: Words, behind: Behind) -> Screen:
    """Return the neutral line that takes a screen's place."""
    label = words.label(OPENS.get(behind.line, "prompt-discreet-open"))
    return Screen(words(behind.line), ((Button(label, behind.opens),),), behind=behind, is_line=True)


def remains(words: Words) -> Screen:
    """Return what stands in the place of a message that was to go and that Telegram does not delete any more."""
    return Screen(words("look-back-discreet"))


WELCOME_STEP = Behind("prompt-discreet", data.joined(data.WELCOME, "open"))


def usual(participant: Participant | None) -> Behind | None:
    """Return what takes the place of a screen that says nothing of it; None where there is nobody to hide it from.

    What was asked for goes: it can be asked for again. A step of the welcome waits behind a tap.
    """
    if participant is None or not participant.is_discreet:
        return None
    return Behind() if participant.is_set_up else WELCOME_STEP


def veiled(words: Words, screen: Screen, behind: Behind | None) -> Screen:
    """Return a screen with what takes its place, where it names nothing itself; one that will go can be closed before."""
    if behind is None or screen.behind is not None:
        return screen
    is_closable = any(Tap.read(button.data or "").is_closing for row in screen.rows for button in row)
    if behind.line or is_closable:
        return replace(screen, behind=behind)
    return closable(words, screen, behind, data.joined(data.LOOK, "away"))


def closable(words: Words, screen: Screen, behind: Behind, closes: str) -> Screen:
    """Return a screen with what takes its place, and beside [Support] the way to that; a tap on it carries `closes`."""
    close_ = Button(words.label("button-close"), closes)
    *above, last = screen.rows or ((),)
    has_support = [button.data for button in last] == [data.joined(data.GO, "safety")]
    rows = (*above, (close_, *last)) if has_support else (*screen.rows, (close_,))
    return replace(screen, rows=rows, behind=behind)


def one_off(*, is_discreet: bool) -> Behind | None:
    """Return what becomes of an answer that nobody needs twice: it goes."""
    return Behind() if is_discreet else None


def close(words: Words) -> Button:
    """Return the way to have a message gone at once."""
    return Button(words.label("button-close"), data.joined(data.LOOK, "away"))
