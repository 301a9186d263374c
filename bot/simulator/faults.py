"""Trouble on the way between a bot and Telegram: what can go wrong with a call, and which call meets it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What goes wrong with one call, told by whether Telegram carried it out and by what the bot gets to see."""

    REFUSE_CONNECTION = "refuse_connection"
    """Not carried out, no connection. One call cannot have this over HTTP: there it is `DROP`, see `server.Serving`."""
    DROP = "drop"
    """Not carried out; the connection is dropped."""
    LOSE_ANSWER = "lose_answer"
    """Carried out; the connection is dropped before the answer."""
    BREAK_OFF = "break_off"
    """Carried out; the connection is dropped in the middle of the answer."""
    HANG = "hang"
    """Not carried out; silence until the caller gives up."""
    HANG_AFTER = "hang_after"
    """Carried out; silence until the caller gives up."""
    TOO_MANY = "too_many"
    """Not carried out: 429 with `retry_after`."""
    SERVER_ERROR = "server_error"
    """Not carried out: 502 with a page of HTML."""
    SERVER_ERROR_AFTER = "server_error_after"
    """Carried out, then 502 with a page of HTML."""
    FORBIDDEN = "forbidden"
    """Not carried out: 403, as if the person had blocked the bot."""
    UNAUTHORIZED = "unauthorized"
    """Not carried out: 401, as if the token were not a bot's any more."""
    NOT_FOUND = "not_found"
    """Not carried out: 404, as if there were no such bot."""
    CONFLICT = "conflict"
    """Not carried out: 409, as if a second program polled for the same bot."""

    @property
    def is_carried_out(self) -> bool:
        """Whether Telegram does what was asked, whatever the bot gets to see of it."""
        return self in _CARRIED_OUT


_CARRIED_OUT = frozenset({Fault.LOSE_ANSWER, Fault.BREAK_OFF, Fault.HANG_AFTER, Fault.SERVER_ERROR_AFTER})


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault; `seconds` is what a 429 asks to wait, rounded up, since Telegram's seconds are whole."""

    fault: Fault
    seconds: float = 0.0


# A method's name and its parameters as the bot wrote them; None lets the call pass.
Choose = Callable[[str, Mapping[str, Any]], Trouble | None]


@dataclass(slots=True)
class _Planned:
    trouble: Trouble
    method: str | None
    times: int


class Faults:
    """Says which call meets which trouble: first what was planned, in that order; then what `choose` says, if it is set."""

    def __init__(self) -> None:
        self.choose: Choose | None = None
        self._planned: list[_Planned] = []

    def plan(self, trouble: Trouble, *, method: str | None = None, times: int = 1) -> None:
        """Let the next `times` calls (of this method, if one is given) meet `trouble`."""
        if times > 0:
            self._planned.append(_Planned(trouble, method and method.lower(), times))

    def clear(self) -> None:
        """Forget what was planned and is still to come; `choose` stays."""
        self._planned.clear()

    def next_for(self, method: str, params: Mapping[str, Any]) -> Trouble | None:
        """Return what this call meets, and count it; None when all goes well."""
        for planned in self._planned:
            if planned.method in (None, method.lower()):
                planned.times -= 1
                if planned.times == 0:
                    self._planned.remove(planned)
                return planned.trouble
        return self.choose(method, params) if self.choose is not None else None
