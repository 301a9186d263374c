"""What happened in a simulation, written down as it happens: acts, calls, answers, crashes. The laws read it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.gateway.lanes import Lane
from bot.storage.deliveries import CARDS, Kind

TRACE = 60


class LawBroken(AssertionError):  # noqa: N818  what was found
    """Something that must never be was seen; `law` names what."""

    def __init__(self, law: str, what: str) -> None:
        super().__init__(law, what)
        self.law = law
        self.what = what

    def __str__(self) -> str:
        return f"{self.law}: {self.what}"


@dataclass(frozen=True, slots=True)
class ByTheClock:
    """The delivery for which a call was made."""

    id: str
    participant_id: str
    kind: str
    on: date
    due_at: datetime
    claimed_at: datetime
    begun: float


@dataclass(slots=True)
class WireCall:
    """One call of the bot; times in seconds of the loop and by the bot's own clock.

    `outcome` is what the bot got to know: "ok", or the kind of its `DeliveryError`; "dead" where it never heard.
    """

    at: float
    clock_at: datetime
    life: int
    method: str
    chat_id: int | None
    params: Mapping[str, Any]
    lane: Lane | None
    delivery: ByTheClock | None
    message_id: int | None = None
    outcome: str = "dead"
    refusal: str = ""
    wait_seconds: float = 0.0
    heard_at: float = 0.0

    @property
    def is_by_the_clock(self) -> bool:
        """Whether it is a card that the clock sends."""
        return self._is_of(*CARDS) and self.method == "sendMessage"

    @property
    def is_after_silence(self) -> bool:
        """Whether it is what comes in the place of a prompt after a silence."""
        return self._is_of(Kind.LESS_OFTEN, Kind.SELF_PAUSED) and self.method == "sendMessage"

    @property
    def is_letter(self) -> bool:
        """Whether it is the words of a letter that the clock sends."""
        return self._is_of(Kind.LETTER) and self.method == "sendMessage"

    @property
    def is_picture_of_letter(self) -> bool:
        return self._is_of(Kind.LETTER) and self.method == "sendPhoto"

    def _is_of(self, *kinds: Kind) -> bool:
        return self.lane is Lane.PROMPTS and self.delivery is not None and self.delivery.kind in kinds


class NotedRhythm(NamedTuple):
    """Since when (seconds of the loop) somebody is asked on which weekdays, and what told of the change."""

    at: float
    weekdays: frozenset[int]
    changed_at: int | None


@dataclass(slots=True)
class Handled:
    """One update whose handler came to its end without trouble."""

    at: float
    clock_at: datetime
    person: int
    update: Mapping[str, Any]


@dataclass(slots=True)
class Ledger:
    """Everything that the laws look at, and counts that show whether anything interesting happened."""

    counts: Counter[str] = field(default_factory=Counter)
    calls: list[WireCall] = field(default_factory=list)
    handled: list[Handled] = field(default_factory=list)
    queued: dict[int, list[int]] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    erasing: set[int] = field(default_factory=set)
    """Those that erase their person: their own row goes in the same commit, answered or not."""
    done: set[int] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    """What the bot was not there to fetch for a day: Telegram keeps it no longer."""
    in_hand: set[int] = field(default_factory=set)
    written: dict[int, tuple[str, str]] = field(default_factory=dict)
    scored: set[int] = field(default_factory=set)
    answers: dict[tuple[str, date], dict[str, str]] = field(default_factory=dict)
    answered_at: dict[tuple[str, date], float] = field(default_factory=dict)
    skips: dict[tuple[str, date], list[tuple[float, bool]]] = field(default_factory=dict)
    pauses: dict[str, list[tuple[float, bool, date | None]]] = field(default_factory=dict)
    unplanned: dict[str, list[float]] = field(default_factory=dict)
    """When somebody's letters were dropped because they pause, whatever became of the answer to that."""
    gone: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)
    rhythms: dict[str, list[NotedRhythm]] = field(default_factory=dict)
    """Each change of when somebody is asked: a sign of life."""
    tried: dict[int, list[str]] = field(default_factory=dict)
    """The data of the taps that were taken up since a person's state was last noted, to whatever end."""
    steps: Counter[int] = field(default_factory=Counter)
    """How many steps of the welcome each update has taken its person on."""
    ids: dict[int, str] = field(default_factory=dict)
    """Each person's last id in the database."""
    erased: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Since when (seconds of the loop) nothing of an id is kept any more, and whose it was."""
    left_claimed: set[tuple[str, date]] = field(default_factory=set)
    """The days whose prompt was claimed when a life ended: perhaps it was never sent."""
    tapped_at: dict[str, float] = field(default_factory=dict)
    canaries: dict[int, str] = field(default_factory=dict)
    broken: list[LawBroken] = field(default_factory=list)
    seen_before: list[str] = field(default_factory=list)
    trace: deque[str] = field(default_factory=lambda: deque(maxlen=TRACE))

    def note(self, at: datetime, what: str) -> None:
        """Write a line into the trace that a broken law shows."""
        self.trace.append(f"{at:%d %H:%M:%S} {what}")

    def breaks(self, law: str, what: str) -> None:
        """Note a broken law; raising it here would only be one more trouble that the bot outlives."""
        if not self.broken:
            self.seen_before = list(self.trace)
        self.broken.append(LawBroken(law, what))

    def note_plain(self, what: str) -> None:
        self.trace.append(what)

    def begins(self, person: int, update_id: int, given: Collection[int]) -> None:
        """Note that a handler takes up an update; one at a time for each person, and those `given` out in their order."""
        if person in self.in_hand:
            self.breaks("one at a time", f"two updates of {person} were handled at once")
        for earlier in self.queued.get(person, ()):
            if earlier == update_id:
                break
            if earlier in given and earlier not in self.begun and earlier not in self.forgotten:
                self.breaks("in their order", f"{update_id} of {person} came before {earlier}")
        self.in_hand.add(person)
        self.begun.add(update_id)
