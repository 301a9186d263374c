"""What has to hold of every card that the clock sends: once, in time, in order, and only where it is wanted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.day import day_ends_at
from bot.domain.schedule import ON_TIME_FOR, SENT_LATE_FOR, SPACING, is_quiet, prompt_at
from tests.simulation.ledger import ByTheClock, Ledger, WireCall
from tests.simulation.looking import (
    EDGE,
    EVERY_DAY,
    Broken,
    Somebody,
    last_before,
    pause_before,
    rhythm_before,
    sent_by_the_clock,
)

if TYPE_CHECKING:
    from tests.simulation.machine import Machine


def by_the_clock(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """The clock's cards: once, in time, in order, and only where it is wanted."""
    known = {somebody.id: somebody for somebody in people}
    days: dict[tuple[str, date], list[WireCall]] = defaultdict(list)
    for call in machine.ledger.calls:
        if call.is_by_the_clock and call.delivery is not None:
            days[call.delivery.participant_id, call.delivery.on].append(call)
    for (participant_id, on), calls in days.items():
        somebody = known.get(participant_id)
        if somebody is not None:
            yield from _one_of_each(machine.ledger, somebody, on, calls)
            for call in calls:
                yield from _in_its_time(machine, somebody, call)
                yield from _on_chosen_days(machine.ledger, somebody, call)
    for somebody in people:
        yield from _days_grow(machine, somebody)


def _one_of_each(ledger: Ledger, somebody: Somebody, on: date, calls: Sequence[WireCall]) -> Broken:
    arrived = Counter(call.delivery.kind for call in calls if call.message_id and call.delivery)
    if arrived["prompt"] > 1:
        yield "one prompt a day", f"{somebody.person} {on} was asked {arrived['prompt']} times"
    if arrived["nudge"] + arrived["later"] > 1:
        yield "one nudge a day", f"{somebody.person} {on}: {dict(arrived)}"
    if arrived["second_chance"] > 1:
        yield "one second chance", f"{somebody.person} {on}: {dict(arrived)}"
    unsure = [call for call in calls if call.outcome in ("unsure", "dead")]
    for call in calls:
        delivery = call.delivery
        if delivery is not None and delivery.kind == "second_chance":
            earlier = [each for each in unsure if each.at < call.at and each.delivery != delivery]
            if not earlier and (delivery.participant_id, on) not in ledger.left_claimed:
                yield "a second chance only after an unknown outcome", f"{somebody.person} {on}"
    for kind in arrived:
        tries = [call for call in calls if call.delivery and call.delivery.kind == kind]
        after = [
            call
            for call in tries
            if any(each.outcome in ("unsure", "dead", "ok") and each.at < call.at for each in tries)
        ]
        if after:
            yield "what may have arrived is not repeated", f"{somebody.person} {on} {kind}"


def _in_its_time(machine: Machine, somebody: Somebody, call: WireCall) -> Broken:
    delivery, rhythm, ledger = call.delivery, somebody.rhythm, machine.ledger
    if delivery is None or rhythm is None:
        return
    who = f"{somebody.person} {delivery.on} {delivery.kind}"
    at = delivery.claimed_at
    due_at = _due_at(somebody, delivery)
    if at < due_at:
        yield "nothing early", f"{who} went at {at}, due {due_at}"
        return
    if at - due_at > SENT_LATE_FOR:
        yield "nothing two hours late", f"{who} went at {at}, due {due_at}"
    if at >= day_ends_at(delivery.on, rhythm.zone, rhythm.day_end):
        yield "nothing after the day's end", f"{who} went at {at}"
    is_bound = delivery.kind != "prompt" or at - due_at > ON_TIME_FOR
    if is_bound and is_quiet(at, *somebody.quiet, rhythm.zone):
        yield "quiet hours are kept", f"{who} went at {at.astimezone(rhythm.zone)}, due {due_at}"
    begun = delivery.begun
    answered_at = ledger.answered_at.get((somebody.id, delivery.on))
    if answered_at is not None and answered_at < begun:
        yield "nobody is asked what they answered", f"{who} went at {at}"
    if last_before(ledger.skips.get((somebody.id, delivery.on), ()), begun):
        yield "nothing after it was skipped", f"{who} went at {at}"
    paused, until_on = pause_before(ledger.pauses.get(somebody.id, ()), begun)
    if paused and (until_on is None or delivery.on < until_on):
        yield "nothing in a pause", f"{who} went at {at}, paused until {until_on}"


def _due_at(somebody: Somebody, delivery: ByTheClock) -> datetime:
    """Return when a delivery was due, of a prompt by the rule; which weekdays were chosen then is another law."""
    if delivery.kind != "prompt" or somebody.rhythm is None:
        return delivery.due_at
    return prompt_at(delivery.on, replace(somebody.rhythm, weekdays=EVERY_DAY)) or delivery.due_at


def _on_chosen_days(ledger: Ledger, somebody: Somebody, call: WireCall) -> Broken:
    """A prompt is for a weekday that was chosen when it was claimed."""
    delivery = call.delivery
    if delivery is None or delivery.kind != "prompt":
        return
    noted = rhythm_before(ledger.rhythms.get(somebody.id, ()), delivery.begun)
    if noted is not None and delivery.on.weekday() not in noted.weekdays:
        yield "only chosen weekdays are asked for", f"{somebody.person} {delivery.on}"


def _days_grow(machine: Machine, somebody: Somebody) -> Broken:
    """The days that somebody is asked for only grow, and two askings are six hours apart."""
    prompts = [
        call
        for call in sent_by_the_clock(machine.ledger)
        if call.delivery and call.delivery.participant_id == somebody.id and call.delivery.kind == "prompt"
    ]
    for earlier, later in pairwise(prompts):
        if earlier.delivery and later.delivery and earlier.delivery.on >= later.delivery.on:
            yield (
                "asked days only grow",
                f"{somebody.person}: {earlier.delivery.on}, then {later.delivery.on}",
            )
        if later.clock_at - earlier.clock_at < SPACING - EDGE:
            yield (
                "six hours between two askings",
                f"{somebody.person} at {earlier.clock_at} and {later.clock_at}",
            )
