"""What has to hold of letters: one a week for everybody who is to be written to, in its time, and under the guard nothing withheld."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.content.catalogue import Content
from bot.domain.day import day_of, instant_of
from bot.domain.guard import is_guard_up
from bot.domain.letter_time import SENT_FOR, WITH_THE_CARD_FROM, letter_at
from bot.domain.participant import Afraid, Role
from bot.domain.schedule import is_quiet
from bot.storage.columns import from_ms
from bot.storage.deliveries import Kind
from tests.simulation.ledger import WireCall
from tests.simulation.looking import (
    EDGE,
    EVERY_DAY,
    ONE_DAY,
    Broken,
    Somebody,
    checkins_of,
    find,
    last_before,
    pause_before,
)

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

MAY_HAVE_ARRIVED = ("ok", "unsure", "dead")


def letters(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Hold every letter of the clock, and every letter day, against the laws."""
    known = {somebody.id: somebody for somebody in people}
    days: dict[tuple[str, date], list[WireCall]] = defaultdict(list)
    for call in machine.ledger.calls:
        if call.delivery is not None and (call.is_letter or call.is_picture_of_letter):
            days[call.delivery.participant_id, call.delivery.on].append(call)
    for (participant_id, on), calls in days.items():
        somebody = known.get(participant_id)
        if somebody is not None:
            yield from _one_of_each(somebody, on, calls)
            for call in calls:
                yield from _in_its_time(machine, somebody, call)
    for somebody in people:
        yield from _each_has_one(machine, somebody)


def _one_of_each(somebody: Somebody, on: date, calls: Sequence[WireCall]) -> Broken:
    texts = [call for call in calls if call.is_letter]
    pictures = [call for call in calls if call.is_picture_of_letter]
    for what, sent in (("letter", texts), ("picture", pictures)):
        if sum(call.message_id is not None for call in sent) > 1:
            yield f"one {what} a week", f"{somebody.person} {on}: {len(sent)}"
        for call in sent:
            if any(each.outcome in MAY_HAVE_ARRIVED and each.at < call.at for each in sent):
                yield "what may have arrived is not repeated", f"{somebody.person} {on} {what}"
    for picture in pictures:
        if any(text.outcome in MAY_HAVE_ARRIVED and text.at < picture.at for text in texts):
            yield "the picture comes first", f"{somebody.person} {on}"


def _in_its_time(machine: Machine, somebody: Somebody, call: WireCall) -> Broken:
    delivery, rhythm = call.delivery, somebody.rhythm
    if delivery is None or rhythm is None or somebody.started_on is None:
        return
    who, at = f"{somebody.person} {delivery.on} letter", delivery.claimed_at
    asked_every_day = replace(rhythm, weekdays=EVERY_DAY)  # other weekdays may have been chosen since
    times = [letter_at(delivery.on, asked_every_day, is_rest=is_rest) for is_rest in (False, True)]
    earliest = [*times, instant_of(delivery.on, WITH_THE_CARD_FROM, rhythm.zone)]
    if at < delivery.due_at or not any(each and each <= delivery.due_at for each in earliest):
        yield "nothing early", f"{who} went at {at}, due {delivery.due_at}"
    if at - delivery.due_at > SENT_FOR:
        yield "no letter a day late", f"{who} went at {at}, due {delivery.due_at}"
    if delivery.on <= somebody.started_on or delivery.on.weekday() != somebody.letter_weekday:
        yield "letters on their day", who
    if is_quiet(at, *somebody.quiet, rhythm.zone):
        yield "quiet hours are kept", f"{who} went at {at.astimezone(rhythm.zone)}"
    paused, until_on = pause_before(machine.ledger.pauses.get(somebody.id, ()), delivery.begun)
    due_on = day_of(delivery.due_at, rhythm.zone, rhythm.day_end)
    if paused and (until_on is None or due_on < until_on):
        yield "no letter in a pause", f"{who} went at {at}, paused until {until_on}"
    if last_before(machine.ledger.gone.get(somebody.id, ()), delivery.begun):
        yield "no letter to somebody gone", f"{who} went at {at}"


def _each_has_one(machine: Machine, somebody: Somebody) -> Broken:
    """Whoever could be written to has a row for every letter day, and nothing that is long past is still to be sent."""
    now = machine.clock.now()
    statuses = {
        date.fromisoformat(row["day_on"]): row["status"]
        for row in machine.rows(
            "SELECT day_on, status FROM deliveries WHERE participant_id = ? AND kind = 'letter'", somebody.id
        )
    }
    for on, due_at in _letter_days(somebody, now - EDGE):
        status = statuses.get(on)
        machine.ledger.counts[f"letter days {status or 'without one'}"] += 1
        if status is None and not _is_excused(machine, somebody, due_at):
            yield "every letter day has its letter", f"{somebody.person} {on} has none"
        if status == "due" and now - due_at > SENT_FOR + EDGE:
            yield "every letter day has its letter", f"{somebody.person} {on} is still to be sent"


def _letter_days(somebody: Somebody, until: datetime) -> Iterator[tuple[date, datetime]]:
    if somebody.rhythm is None or somebody.started_on is None:
        return
    on = somebody.started_on + ONE_DAY
    while on <= day_of(until, somebody.rhythm.zone, somebody.rhythm.day_end):
        due_at = letter_at(on, somebody.rhythm, is_rest=False)
        if on.weekday() == somebody.letter_weekday and due_at is not None and due_at <= until:
            yield on, due_at
        on += ONE_DAY


def _is_excused(machine: Machine, somebody: Somebody, due_at: datetime) -> bool:
    """Whether they were paused or gone at a letter's hour, or within a day or so of it; or chose other weekdays then."""
    ledger = machine.ledger
    due, day = machine.loop_time_of(due_at), ONE_DAY.total_seconds()
    for earlier, later in pairwise(ledger.rhythms.get(somebody.id, ())):
        if earlier.weekdays != later.weekdays and abs(later.at - due) < day:
            return True
    noted = [(at, paused) for at, paused, _ in ledger.pauses.get(somebody.id, ())]
    paused_at = (*self_paused_at(machine, somebody), *ledger.unplanned.get(somebody.id, ()))
    pauses = sorted([*noted, *((at, True) for at in paused_at)])
    # That they have gone the bot may have heard from a call of its own.
    refused = [
        (call.at, True) for call in ledger.calls if call.chat_id == somebody.person and call.outcome == "gone"
    ]
    gone = sorted([*ledger.gone.get(somebody.id, ()), *refused])
    return any(
        last_before(states, due) or any(state and due - 3 * day < at < due + day for at, state in states)
        for states in (pauses, gone)
    )


def self_paused_at(machine: Machine, somebody: Somebody) -> list[float]:
    """Return when (seconds of the loop) the bot has paused itself after a silence."""
    rows = machine.rows(
        "SELECT due_at FROM deliveries WHERE participant_id = ? AND kind = ?", somebody.id, Kind.SELF_PAUSED
    )
    return [machine.loop_time_of(from_ms(row["due_at"])) for row in rows]


def letters_in_calm(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Where nothing fails, a letter whose time has come went, or waits for the morning."""
    for somebody in people:
        for row in machine.rows(
            "SELECT * FROM deliveries WHERE participant_id = ? AND kind = 'letter'", somebody.id
        ):
            is_waiting = row["status"] == "due" and from_ms(row["try_at"]) > machine.clock.now() - EDGE
            # Blocked in the very second of the letter, before the bot could hear of it.
            if row["status"] not in ("sent", "refused") and not is_waiting:
                yield "everybody has their letter", f"{somebody.person} {row['day_on']} is {row['status']}"


# --- the guard


def is_guarded(machine: Machine, person: int) -> bool:
    """Tell whether somebody's guard is up, by what stands in the database now."""
    somebody = find(machine, person)
    if somebody is None or somebody.rhythm is None:
        return False
    row = machine.rows("SELECT role, afraid, danger_on FROM participants WHERE id = ?", somebody.id)[0]
    role, afraid, danger_on = (
        machine.opened(row[column], f"participants.{column}", somebody.id) if row[column] else None
        for column in ("role", "afraid", "danger_on")
    )
    safety = {
        on: int(answers["safety"]) if answers["safety"].isdigit() else None
        for on, answers in checkins_of(machine, somebody.id).items()
    }
    return is_guard_up(
        role=Role(role) if role else None,
        afraid=Afraid(afraid) if afraid else None,
        safety_by_day=safety,
        danger_on=date.fromisoformat(danger_on) if danger_on else None,
        today_on=day_of(machine.clock.now(), somebody.rhythm.zone, somebody.rhythm.day_end),
    )


def check_guarded(machine: Machine, person: int, first_call: int) -> None:
    """Hold what was said to somebody whose guard is up, from a call on, against what it withholds."""
    for call in machine.ledger.calls[first_call:]:
        if call.chat_id != person:
            continue
        said = html.unescape(f"{call.params.get('text', '')} {call.params.get('caption', '')}")
        machine.ledger.counts["said under the guard"] += 1
        for text in machine.withheld:
            if text in said:
                machine.ledger.breaks("nothing withheld under the guard", f"{person} was told {text!r}")


def withheld(content: Content) -> frozenset[str]:
    """Return every sentence, in every language, of the principles that the guard withholds."""
    return frozenset(
        text
        for principle in content.principles
        if principle.withheld_under_guard
        for words in principle.words.values()
        for text in (words.reflection, *words.steps, *words.lines)
    )
