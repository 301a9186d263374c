"""What a check-in holds: the answers of one participant for one day, and the question that is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Question(StrEnum):
    """The three small things that a card asks, in their order."""

    SAFETY = "safety"
    OPENNESS = "openness"
    MOMENT = "moment"


class Said(StrEnum):
    """An answer without a number."""

    NO_CONTACT = "no_contact"
    UNSAID = "unsaid"


Answer = int | Said
"""1 (not at all) to 5 (completely), or an answer without a number."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answers for one day. `is_nothing` is the full answer that there was no moment."""

    on: date
    safety: Answer | None = None
    openness: Answer | None = None
    is_nothing: bool = False
    moments: int = 0
    is_late: bool = False

    @property
    def is_kept(self) -> bool:
        """Any answer at all keeps the day."""
        return self.safety is not None or self.openness is not None or self.has_moment_answer

    @property
    def is_complete(self) -> bool:
        return open_question(self) is None

    @property
    def has_moment_answer(self) -> bool:
        return self.is_nothing or self.moments > 0


def open_question(checkin: CheckIn | None) -> Question | None:
    """Return the first question that has no answer yet."""
    if checkin is None or checkin.safety is None:
        return Question.SAFETY
    if checkin.openness is None:
        return Question.OPENNESS
    return None if checkin.has_moment_answer else Question.MOMENT


def with_answer(checkin: CheckIn, question: Question, answer: Answer) -> CheckIn:
    """Return the check-in with a measured question answered; raise ValueError for what no button offers.

    No contact answers both questions; taken back, it leaves the other one open again.
    """
    if not is_answer(answer):
        raise ValueError(f"no answer: {answer!r}")
    match question:
        case Question.SAFETY:
            return replace(checkin, safety=answer, openness=_openness_beside(answer, checkin))
        case Question.OPENNESS:
            is_no_contact = answer is Said.NO_CONTACT and checkin.safety is None
            return replace(checkin, safety=answer if is_no_contact else checkin.safety, openness=answer)
        case Question.MOMENT:
            raise ValueError("a moment is kept in words, or there was nothing")


def with_nothing(checkin: CheckIn) -> CheckIn:
    """Return the check-in with "nothing today" as its moment."""
    return replace(checkin, is_nothing=True)


def is_answer(value: object) -> bool:
    """Tell whether a value is one that a measured question takes."""
    return isinstance(value, Said) or (type(value) is int and 1 <= value <= 5)


def read_answer(code: str) -> Answer | None:
    """Return the answer that `str(answer)` wrote, or None for anything else."""
    if code in tuple(Said):
        return Said(code)
    return int(code) if code in {"1", "2", "3", "4", "5"} else None


def number_of(answer: Answer | None) -> int | None:
    """Return the number of an answer that has one."""
    return answer if isinstance(answer, int) else None


def _openness_beside(safety: Answer, checkin: CheckIn) -> Answer | None:
    if safety is Said.NO_CONTACT:
        return Said.NO_CONTACT
    return None if _was_no_contact(checkin) else checkin.openness


def _was_no_contact(checkin: CheckIn) -> bool:
    return checkin.safety is Said.NO_CONTACT and checkin.openness is Said.NO_CONTACT
