"""Callback data: what every button carries back, written and read in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from bot.domain.checkin import Answer, Question, Said
from bot.gateway.screen import CALLBACK_BYTES

CARD = "c"
WELCOME = "w"
FOLLOW_UP = "f"
WORDS = "k"
GO = "go"
LANGUAGE = "l"
PAUSE = "p"
DELETE = "d"
LETTER = "lt"
LOOK = "b"
PRINCIPLES = "q"
SETTINGS = "s"
MOMENTS = "mo"
FADING = "fd"
EXPORT = "ex"
IMPORT = "im"
MEANT = "r"
"""Before a request and an offer: words were a request with a slip in it, and no moment."""
AS_MOMENT = "m"
"""Behind an offer's day: its words are a moment, whatever they look like."""
ERASE = "erase"
"""In an offer's place: words that are not kept shall go from the chat."""
_NUMBER = re.compile("-?[0-9]{1,15}")

_LETTERS = {Question.SAFETY: "s", Question.OPENNESS: "o", Question.MOMENT: "m"}
_QUESTIONS = {letter: question for question, letter in _LETTERS.items()}
_SAID = {Said.NO_CONTACT: "n", Said.UNSAID: "u"}
_SAID_BY_LETTER = {letter: said for said, letter in _SAID.items()}


@dataclass(frozen=True, slots=True)
class Tap:
    """A button's data, taken apart: its area and what follows, colon by colon."""

    area: str
    parts: tuple[str, ...]

    @classmethod
    def read(cls, data: str) -> Tap:
        """Take apart what came back. It may be forged, so nothing in it is believed here."""
        area, *parts = data.split(":")
        return cls(area, tuple(parts))

    @property
    def is_closing(self) -> bool:
        """Whether it hides what stands on the screen, or takes it away."""
        return self.parts[-1:] in (("close",), ("away",), ("hide",))


def joined(area: str, *parts: str) -> str:
    """Return the data for a button."""
    return ":".join((area, *parts))


def card(on: date, *parts: str) -> str:
    """Return the data for a button on the card of a day."""
    return joined(CARD, on.isoformat(), *parts)


def letter(last_on: date, *parts: str) -> str:
    """Return the data for a button on the letter of the week up to a day."""
    return joined(LETTER, last_on.isoformat(), *parts)


def answer(on: date, question: Question, value: Answer, *, is_change: bool) -> str:
    """Return the data of an answer button. In a change the next question follows though it was answered."""
    letter = _LETTERS[question]
    said = _SAID[value] if isinstance(value, Said) else str(value)
    return card(on, letter.upper() if is_change else letter, said)


def delete_words(message_ids: Sequence[int]) -> str:
    """Return the data of the way to have somebody's own messages gone: one, or as many of an album's as it can name.

    Each but the first is counted from the one before it: ten ids would be too long for a button.
    """
    named = joined(WORDS, ERASE, str(message_ids[0]))
    for before, each in pairwise(message_ids):
        longer = joined(named, str(each - before))
        if len(longer) > CALLBACK_BYTES:
            break
        named = longer
    return named


def read_delete_words(parts: tuple[str, ...]) -> tuple[int, ...]:
    """Read which messages are to go; none where it is forged."""
    if not parts or not all(_NUMBER.fullmatch(part) for part in parts):
        return ()
    return tuple(accumulate(map(int, parts)))


def read_on(text: str) -> date | None:
    """Read a day, or None where the text is none."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.isoformat() == text else None  # weeks ("2026-W48-1") are read, too


def read_answer(letter: str, value: str) -> tuple[Question, Answer, bool] | None:
    """Read an answer button's letter and value: question, answer and whether it is a change; None when forged."""
    question = _QUESTIONS.get(letter.lower())
    said: Answer | None = _SAID_BY_LETTER.get(value)
    if said is None and value in {"1", "2", "3", "4", "5"}:
        said = int(value)
    if question not in (Question.SAFETY, Question.OPENNESS) or said is None:
        return None
    if question is Question.OPENNESS and said is Said.NO_CONTACT:
        return None
    return question, said, letter.isupper()
