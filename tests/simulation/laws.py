"""What has to hold at the end of a story, each law by its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.day import State, day_of, is_real
from bot.domain.schedule import ON_TIME_FOR
from bot.simulator.seen import SeenMessage
from tests.conversations.walking import counted, read_counts
from tests.simulation.laws_at_once import erased_for_good
from tests.simulation.laws_of_fading import fading
from tests.simulation.laws_of_letters import letters, letters_in_calm
from tests.simulation.laws_of_pace import chats_keep_their_pace, limits_kept
from tests.simulation.laws_of_the_clock import by_the_clock
from tests.simulation.ledger import WireCall
from tests.simulation.looking import (
    ONE_DAY,
    Broken,
    Somebody,
    checkins_of,
    everybody,
    find,
    moments_of,
    sent_by_the_clock,
)

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

HARMLESS = re.compile(
    "not modified|query is too old|can't be deleted|to delete not found|to react not found|to edit not found|there is no text in the message"
)


def check_all(machine: Machine, *, is_calm: bool) -> None:
    """Hold the whole course against every law; what is broken is noted in the ledger."""
    people = everybody(machine)
    for check in CHECKS:
        for law, what in check(machine, people):
            machine.ledger.breaks(law, what)
    for law, what in by_the_clock(machine, people):
        machine.ledger.breaks(law, what)
    if is_calm:
        for law, what in (*in_calm(machine, people), *letters_in_calm(machine, people)):
            machine.ledger.breaks(law, what)


def no_update_is_left(machine: Machine, _: Sequence[Somebody]) -> Broken:
    """Everything that somebody did was handled, and the inbox is empty."""
    left = machine.rows("SELECT count(*) AS number FROM inbox")[0]["number"]
    if left:
        yield "no update is left", f"{left} updates stand in the inbox"
    settled = machine.ledger.done | machine.ledger.forgotten | machine.ledger.erasing
    for person, queued in machine.ledger.queued.items():
        lost = [each for each in queued if each not in settled]
        if lost:
            yield "no update is lost", f"{len(lost)} updates of {person} were never handled: {lost[:5]}"


def kept_exactly_once(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Each answer is what it was last, and each message's moment stands there once, with its last words."""
    ids = {somebody.id for somebody in people}
    for (participant_id, on), answers in machine.ledger.answers.items():
        found = checkins_of(machine, participant_id).get(on)
        if participant_id in ids and (found is None or any(v and found[q] != v for q, v in answers.items())):
            yield "kept stays kept", f"{participant_id} {on}: {answers} is {found} at the end"
    for participant_id in ids:
        rows = machine.rows("SELECT message_id FROM moments WHERE participant_id = ?", participant_id)
        twice = [each for each, number in Counter(row["message_id"] for row in rows).items() if number > 1]
        if twice:
            yield "each moment once", f"{participant_id}: messages {twice} are kept more than once"
    for message_id, (participant_id, text) in machine.ledger.written.items():
        if participant_id in ids:
            kept = moments_of(machine, participant_id).get(message_id)
            if kept != text:
                yield "kept stays kept", f"message {message_id}: {text!r} is {kept!r} at the end"
    texts = Counter(text for each in ids for text in moments_of(machine, each).values() if "kanarya" in text)
    for text, number in texts.items():
        if number > 1:
            yield "each moment once", f"{text!r} is kept {number} times"


def closed_days(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Every day since the start is closed in one final state, a rest day with its reason; only who was asked missed one."""
    heard = {
        (call.delivery.participant_id, call.delivery.on)
        for call in sent_by_the_clock(machine.ledger)
        if call.outcome == "ok" and call.delivery
    }
    for somebody in people:
        if somebody.rhythm is None or somebody.started_on is None:
            continue
        rows = machine.rows("SELECT * FROM days WHERE participant_id = ? AND state IS NOT NULL", somebody.id)
        closed = {date.fromisoformat(row["day_on"]): row for row in rows}
        answered = set(checkins_of(machine, somebody.id))
        today_on = day_of(machine.clock.now(), somebody.rhythm.zone, somebody.rhythm.day_end)
        on = somebody.started_on
        while on < today_on:
            if is_real(on, somebody.rhythm.zone):
                if on not in closed:
                    yield "every day is closed", f"{somebody.person} {on} is open"
                else:
                    row = closed[on]
                    machine.ledger.counts[f"days {row['state']} {row['reason'] or ''}".strip()] += 1
                    if (row["state"] == State.REST) != (row["reason"] is not None):
                        yield (
                            "rest days have a reason",
                            f"{somebody.person} {on}: {row['state']} {row['reason']}",
                        )
                    if (row["state"] == State.KEPT) != (on in answered):
                        yield "a day with an answer is kept", f"{somebody.person} {on}: {row['state']}"
                    if row["state"] == State.MISSED and (somebody.id, on) not in heard:
                        yield "nobody misses what they were not asked", f"{somebody.person} {on}"
            on += ONE_DAY


def nobody_reads_along(machine: Machine, _: Sequence[Somebody]) -> Broken:
    """Nobody is sent another's words."""
    for call in machine.ledger.calls:
        text = " ".join(str(call.params.get(name, "")) for name in ("text", "caption", "media"))
        for person, canary in machine.ledger.canaries.items():
            if canary in text and person != call.chat_id and call.chat_id is not None:
                yield "nobody reads along", f"{call.chat_id} was sent a word of {person}"


def in_calm(machine: Machine, people: Sequence[Somebody]) -> Broken:
    """Where nothing fails, everybody is asked on time, and each tap is answered within a second."""
    for somebody in people:
        rows = machine.rows(
            "SELECT * FROM days WHERE participant_id = ? AND reason = 'unsent' AND day_on NOT IN ("
            # Blocked in the very second of the prompt, before the bot could hear of it.
            "SELECT day_on FROM deliveries WHERE participant_id = days.participant_id AND status = 'refused')",
            somebody.id,
        )
        for row in rows:
            yield "everybody is asked", f"{somebody.person} {row['day_on']} is {row['reason']}"
    for call in machine.ledger.calls:
        if (
            call.is_by_the_clock
            and call.delivery
            and call.delivery.claimed_at - call.delivery.due_at > ON_TIME_FOR
        ):
            yield "on time", f"{call.delivery}"
    answered = {
        str(call.params.get("callback_query_id")): call.at
        for call in reversed(machine.ledger.calls)
        if call.method == "answerCallbackQuery"
    }
    for query_id, at in machine.ledger.tapped_at.items():
        if query_id not in answered:
            yield "every tap is answered", f"query {query_id} never was"
        elif answered[query_id] - at > 1:
            yield (
                "a tap is answered within a second",
                f"query {query_id} after {answered[query_id] - at:.2f} s",
            )
    for call in machine.ledger.calls:
        if call.outcome in ("wait", "refused") and not _is_harmless(call):
            yield "nothing is refused", f"{call.method}: {call.refusal}"


def _is_harmless(call: WireCall) -> bool:
    return HARMLESS.search(call.refusal) is not None


def check_streak(machine: Machine, person: int, asked_id: int, messages: Sequence[SeenMessage]) -> None:
    """Hold what was answered to /streak against the days, counted anew from the rule's words."""
    somebody = find(machine, person)
    if somebody is None or somebody.rhythm is None or somebody.started_on is None:
        return
    today_on = day_of(machine.clock.now(), somebody.rhythm.zone, somebody.rhythm.day_end)
    rows = machine.rows(
        "SELECT state FROM days WHERE participant_id = ? AND state IS NOT NULL AND day_on < ? ORDER BY day_on",
        somebody.id,
        str(today_on),
    )
    states = [State(row["state"]) for row in rows]
    if today_on in checkins_of(machine, somebody.id):
        states.append(State.KEPT)
    told = [read_counts(each.text) for each in messages if each.is_from_bot and each.id > asked_id]
    machine.ledger.counts["streaks held against the days"] += 1
    if counted(states) not in told:  # a prompt may have come at the same time
        machine.ledger.breaks("streaks are what the days say", f"{person}: {told}, not {counted(states)}")


CHECKS = (
    no_update_is_left,
    kept_exactly_once,
    closed_days,
    letters,
    fading,
    limits_kept,
    chats_keep_their_pace,
    nobody_reads_along,
    erased_for_good,
)
