"""The laws of a walk that look at more than one step: what the clock sent, what stands open on a phone, what was deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.domain.participant import Participant
from bot.storage.columns import from_ms
from bot.storage.database import Row
from tests.chat import Person

BETWEEN_PROMPTS = timedelta(hours=6)
BETWEEN_OFFERS_OF_LESS = timedelta(days=7)
OPEN_FOR = timedelta(minutes=10)


@dataclass(slots=True)
class Sent:
    """What the clock has sent so far, and to whom it may be compared: a clock that is set back begins anew."""

    _ids: set[str] = field(default_factory=set)
    _asked: set[tuple[str, date]] = field(default_factory=set)
    _last: dict[tuple[str, str], tuple[date, datetime]] = field(default_factory=dict)

    def set_back(self) -> None:
        """Forget when things were last sent: they lie ahead now. What was asked for stays asked for."""
        self._last.clear()

    def new_of(self, rows: Iterable[Row]) -> list[Row]:
        """Return those of the sent deliveries that are new, the oldest first."""
        new = sorted((row for row in rows if row["id"] not in self._ids), key=lambda row: row["sent_at"])
        self._ids.update(row["id"] for row in new)
        return new

    def check(self, row: Row, participant: Participant) -> None:
        """Hold one delivery against those before it and against how its person wants to be asked."""
        kind, on, at = row["kind"], date.fromisoformat(row["day_on"]), from_ms(row["sent_at"])
        assert not participant.gone_at, "somebody who has gone was written to"
        before_on, before_at = self._last.get((participant.id, kind), (date.min, None))
        self._last[participant.id, kind] = on, at
        if kind == "less_often":
            assert before_at is None or at - before_at >= BETWEEN_OFFERS_OF_LESS, (
                "less often was offered twice"
            )
        if kind != "prompt":
            return
        assert not participant.paused_at, "somebody who pauses was asked"
        assert (participant.id, on) not in self._asked, "a day was asked for twice"
        self._asked.add((participant.id, on))
        assert on > before_on, "an earlier day was asked for after a later one"
        assert before_at is None or at - before_at >= BETWEEN_PROMPTS, "asked twice within six hours"
        changed_at = participant.rhythm_changed_at
        assert changed_at is None or from_ms(row["due_at"]) >= changed_at, (
            "asked for what lay before a change"
        )


@dataclass(slots=True)
class Screen:
    """What somebody in discreet mode has before them; `since` is the last of Telegram's changes before that counts."""

    since: int | None = None

    def look(self, person: Person, participant: Participant | None, *, is_reachable: bool) -> None:
        """Note from when on nothing may stay on the screen."""
        is_hidden = participant is not None and participant.is_discreet and participant.is_set_up
        if not is_hidden or not is_reachable:
            self.since = None
        elif self.since is None:
            self.since = person.body.world.changes.number

    def check(self, person: Person, own_words: Sequence[str], now: datetime) -> None:
        """Nothing that was shown longer ago than ten minutes says what somebody wrote, or a name."""
        if self.since is None:
            return
        for message in person.body.chat.messages.values():
            shown_at = message.edited_at or message.sent_at
            if message.is_from_bot and message.version > self.since and now - shown_at > OPEN_FOR:
                told = message.words.text
                assert not any(each in told for each in own_words), f"stayed on the screen: {told[:80]!r}"


@dataclass(slots=True)
class Deleted:
    """The sealed bytes of each moment, by its id, and which of them somebody asked to have deleted."""

    asked: set[str] = field(default_factory=set)
    _bodies: dict[str, bytes] = field(default_factory=dict)

    def tapped(self, data: str) -> None:
        area, *parts = data.split(":")
        if area == "mo" and parts[1:] == ["erase"]:
            self.asked.add(parts[0])

    def check(self, bodies: Mapping[str, bytes], path: Path) -> bool:
        """Hold what is there against what was: what went was asked to go, and is nowhere in the files. Tell whether any did."""
        gone = set(self._bodies) - set(bodies)
        assert gone <= self.asked, "a moment was lost"
        if gone:
            content = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
            assert not any(self._bodies[each] in content for each in gone), "a deleted moment is in the file"
        self._bodies = dict(bodies)
        return bool(gone)

    def forget(self) -> None:
        self._bodies.clear()
