"""What has to hold after a silence: less often is offered once, the bot pauses itself once, and then asks no more until a sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.day import day_ends_at
from bot.domain.fading import LESS_OFTEN_DAYS, LESS_OFTEN_PROMPTS, PAUSE_DAYS, PAUSE_PROMPTS
from bot.domain.schedule import ON_TIME_FOR, SENT_LATE_FOR, is_quiet
from bot.storage.deliveries import Kind
from tests.simulation.ledger import ByTheClock, Ledger, WireCall
from tests.simulation.looking import Broken, Somebody

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

MAY_HAVE_ARRIVED = ("ok", "unsure", "dead")
NEEDED = {
    Kind.LESS_OFTEN.value: (LESS_OFTEN_PROMPTS, LESS_OFTEN_DAYS),
    Kind.SELF_PAUSED.value: (PAUSE_PROMPTS, PAUSE_DAYS),
}


def fading(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Hold everybody's silences against the laws."""
    for somebody in people:
        calls = [
            call
            for call in machine.ledger.calls
            if call.delivery is not None and call.delivery.participant_id == somebody.id
        ]
        said = [call for call in calls if call.is_after_silence]
        prompts = [call for call in calls if call.is_by_the_clock and _of(call).kind == Kind.PROMPT]
        for kind in NEEDED:
            yield from _once(machine.ledger, somebody, [call for call in said if _of(call).kind == kind])
        for call in said:
            yield from _in_its_time(somebody, call)
            yield from _after_a_silence(machine.ledger, somebody, call, prompts)
        yield from _left_alone(machine, somebody, said, prompts)


def _once(ledger: Ledger, somebody: Somebody, said: Sequence[WireCall]) -> Broken:
    """What may have arrived is not said again before a sign of life."""
    arrived = [call for call in said if call.outcome in MAY_HAVE_ARRIVED]
    for earlier, later in pairwise(arrived):
        if not _has_sign(ledger, somebody, _of(earlier), _of(later)):
            yield f"one {_of(later).kind} in a silence", f"{somebody.person} {_of(earlier)} {_of(later)}"
    for call in said:
        if any(each.at < call.at and _of(each).id == _of(call).id for each in arrived):
            yield "what may have arrived is not repeated", f"{somebody.person} {_of(call)}"


def _has_sign(ledger: Ledger, somebody: Somebody, earlier: ByTheClock, later: ByTheClock) -> bool:
    """Whether between two deliveries a day was kept, or something changed when somebody is asked."""
    kept = [at for (participant_id, _), at in ledger.answered_at.items() if participant_id == somebody.id]
    changed = [each.at for each in ledger.rhythms.get(somebody.id, ())]
    return any(earlier.begun < at < later.begun for at in (*kept, *changed))


def _in_its_time(somebody: Somebody, call: WireCall) -> Broken:
    delivery, rhythm = _of(call), somebody.rhythm
    if rhythm is None:
        return
    who, at = f"{somebody.person} {delivery.on} {delivery.kind}", delivery.claimed_at
    if at < delivery.due_at:
        yield "nothing early", f"{who} went at {at}, due {delivery.due_at}"
    late_by = at - delivery.due_at
    if late_by > ON_TIME_FOR and is_quiet(at, *somebody.quiet, rhythm.zone):
        yield "quiet hours are kept", f"{who} went at {at.astimezone(rhythm.zone)}, due {delivery.due_at}"
    if delivery.kind == Kind.LESS_OFTEN:
        if late_by > SENT_LATE_FOR:
            yield "nothing two hours late", f"{who} went at {at}, due {delivery.due_at}"
        if at >= day_ends_at(delivery.on, rhythm.zone, rhythm.day_end):
            yield "nothing after the day's end", f"{who} went at {at}"


def _after_a_silence(
    ledger: Ledger, somebody: Somebody, call: WireCall, prompts: Sequence[WireCall]
) -> Broken:
    """It takes as many prompts, and days since the first of them, as the rule says."""
    delivery = _of(call)
    silent = _silent_days(ledger, somebody, delivery, prompts)
    least_prompts, least_days = NEEDED[delivery.kind]
    days = (delivery.on - min(silent)).days if silent else 0
    if len(silent) < least_prompts or days < least_days:
        what = f"{somebody.person} {delivery.on} {delivery.kind} after {len(silent)} prompts, {days} days"
        yield "nothing fades before a silence", what


def _left_alone(
    machine: Machine, somebody: Somebody, said: Sequence[WireCall], prompts: Sequence[WireCall]
) -> Broken:
    """After a pause of its own the bot asks no more until a sign, and it never asks on and on without either."""
    ledger = machine.ledger
    for pause in said:
        for prompt in prompts:
            is_after = _of(pause).kind == Kind.SELF_PAUSED and _of(prompt).begun > _of(pause).begun
            changed = [each.at for each in ledger.rhythms.get(somebody.id, ())]
            if is_after and not any(_of(pause).begun < at < _of(prompt).begun for at in changed):
                yield "nobody is asked after it paused itself", f"{somebody.person} {_of(prompt)}"
    offered = _days_of(
        machine, somebody, "SELECT day_on FROM deliveries WHERE participant_id = ? AND kind = 'less_often'"
    )
    rests = _days_of(
        machine, somebody, "SELECT day_on FROM days WHERE participant_id = ? AND reason IS NOT NULL"
    )
    for prompt in prompts:
        on = _of(prompt).on
        silent = _silent_days(ledger, somebody, _of(prompt), prompts) - rests
        if not silent:
            continue
        days, first_on = (on - min(silent)).days, min(silent)
        is_owed = len(silent) >= LESS_OFTEN_PROMPTS and days >= LESS_OFTEN_DAYS
        if is_owed and not any(first_on < each < on for each in offered):
            yield "less often is offered", f"{somebody.person} {on} after {sorted(silent)}"
        if len(silent) >= PAUSE_PROMPTS and days >= PAUSE_DAYS:
            yield "nobody is asked on and on", f"{somebody.person} {on} after {sorted(silent)}"


def _silent_days(
    ledger: Ledger, somebody: Somebody, before: ByTheClock, prompts: Sequence[WireCall]
) -> set[date]:
    """Return the days whose prompt certainly arrived, since the last sign before a delivery."""
    answered = [
        on
        for (participant_id, on), at in ledger.answered_at.items()
        if participant_id == somebody.id and at < before.begun
    ]
    kept_on = max((on for on in answered if on <= before.on), default=date.min)
    changed = [each.at for each in ledger.rhythms.get(somebody.id, ()) if each.at < before.begun]
    since = max(changed, default=0.0)
    return {
        _of(call).on
        for call in prompts
        if call.outcome == "ok" and kept_on < _of(call).on < before.on and _of(call).begun > since
    }


def _days_of(machine: Machine, somebody: Somebody, sql: str) -> set[date]:
    return {date.fromisoformat(row["day_on"]) for row in machine.rows(sql, somebody.id)}


def _of(call: WireCall) -> ByTheClock:
    assert call.delivery is not None
    return call.delivery
