"""What has to hold after each answer: what an update asked for stands in the database when its handler ends."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.characters import cleaned
from bot.domain.day import LATE_FOR, day_ends_at, day_of
from bot.domain.participant import Step
from bot.domain.typed import folded, read_scores
from bot.storage.columns import from_ms
from tests.simulation.ledger import Handled, NotedRhythm
from tests.simulation.looking import (
    EDGE,
    Broken,
    Somebody,
    checkins_of,
    find,
    moments_of,
)

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

STEPS = tuple(Step)


def step_of(machine: Machine, person: int) -> int:
    """Return how many steps of the welcome somebody has behind them; remember who they are in the database."""
    rows = machine.rows("SELECT id, step FROM participants WHERE telegram_id = ?", person)
    if not rows:
        return 0
    machine.ledger.ids[person] = rows[0]["id"]
    return STEPS.index(Step(rows[0]["step"]))


def check_step(machine: Machine, person: int, update_id: int, before: int) -> None:
    """However often an update is handled, it answers one step of the welcome and no other."""
    after = step_of(machine, person)
    if after > before:
        machine.ledger.steps[update_id] += after - before
        if machine.ledger.steps[update_id] > 1:
            machine.ledger.breaks("one answer, one step", f"{person} skipped what follows {STEPS[before]}")


def check_erased(machine: Machine, handled: Handled) -> None:
    """Of whom was erased no row is left."""
    ledger, person = machine.ledger, handled.person
    if person not in ledger.ids:
        return
    ledger.counts["erased"] += 1
    ledger.erased.setdefault(ledger.ids[person], (handled.at, person))
    for law, what in erased_for_good(machine, ()):
        ledger.breaks(law, what)


def erased_for_good(machine: Machine, _: Sequence[Somebody]) -> Broken:
    """Of whom was erased no row is left, nor comes again; and the clock sends them nothing more."""
    erased = machine.ledger.erased
    if not erased:
        return
    marks = ", ".join("?" * len(erased))
    for table, column in machine.tables_of_participants:
        if machine.rows(f"SELECT 1 FROM {table} WHERE {column} IN ({marks})", *erased):
            yield "what is erased is erased", f"{table} still holds one of {sorted(erased)}"
    for call in machine.ledger.calls:
        delivery = call.delivery
        if delivery is not None and delivery.participant_id in erased:
            at, person = erased[delivery.participant_id]
            if delivery.begun > at:
                yield "the erased are left alone", f"{person}: {delivery}"


def check_handled(machine: Machine, handled: Handled) -> None:
    """Hold what an update asked for against the database, at the instant at which its handler ended."""
    somebody = find(machine, handled.person)
    if somebody is None or somebody.rhythm is None or somebody.started_on is None:
        return
    _note_state(machine, somebody, handled)
    if "callback_query" in handled.update:
        _check_tap(machine, somebody, handled)
    elif "message" in handled.update:
        _check_message(machine, somebody, handled.update["message"])
    elif "edited_message" in handled.update:
        _check_edit(machine, somebody, handled.update["edited_message"])


def _note_state(machine: Machine, somebody: Somebody, handled: Handled) -> None:
    """Write down since when days are answered or skipped and somebody is paused."""
    ledger, at = machine.ledger, handled.at
    note_gone(machine, handled.person)
    for on, answers in checkins_of(machine, somebody.id).items():
        ledger.answered_at.setdefault((somebody.id, on), at)
        before = ledger.answers.get((somebody.id, on), {})
        is_theirs = any(str(on) in data for data in ledger.tried.get(handled.person, ()))
        for question, value in before.items():
            if value and answers[question] != value and not is_theirs:
                ledger.breaks(
                    "kept stays kept",
                    f"{somebody.person} {on} {question}: {value} became {answers[question]}",
                )
        ledger.answers[somebody.id, on] = answers
    skipped = {
        date.fromisoformat(row["day_on"])
        for row in machine.rows(
            "SELECT day_on FROM days WHERE participant_id = ? AND reason = 'skipped'", somebody.id
        )
    }
    for on in skipped:
        ledger.skips.setdefault((somebody.id, on), []).append((at, True))
    for (participant_id, on), changes in ledger.skips.items():
        if participant_id == somebody.id and on not in skipped:
            changes.append((at, False))
    _note_rhythm(machine, somebody, at)
    ledger.tried.pop(handled.person, None)
    ledger.pauses.setdefault(somebody.id, []).append((at, somebody.is_paused, somebody.paused_until_on))


def _note_rhythm(machine: Machine, somebody: Somebody, at: float) -> None:
    """Write down that something changed when somebody is asked. The end of a pause does, too, and is only noticed now."""
    assert somebody.rhythm is not None
    noted = machine.ledger.rhythms.setdefault(somebody.id, [])
    [row] = machine.rows("SELECT rhythm_changed_at FROM participants WHERE id = ?", somebody.id)
    changed_at = row["rhythm_changed_at"]
    if not noted or noted[-1].changed_at != changed_at:
        since = min(at, machine.loop_time_of(from_ms(changed_at))) if changed_at else at
        noted.append(NotedRhythm(since, somebody.rhythm.weekdays, changed_at))


def note_gone(machine: Machine, person: int) -> None:
    """Write down since when somebody has gone, or is here again; also where an answer to them found them gone."""
    somebody = find(machine, person)
    if somebody is not None:
        at = asyncio.get_running_loop().time()
        machine.ledger.gone.setdefault(somebody.id, []).append((at, somebody.is_gone))


def _check_tap(machine: Machine, somebody: Somebody, handled: Handled) -> None:
    """An answer that was tapped while its day took answers stands there now."""
    match handled.update["callback_query"].get("data", "").split(":"):
        case ["c", day, letter, value] if letter.lower() in ("s", "o") and letter != "send":
            on = date.fromisoformat(day)
        case _:
            return
    assert somebody.started_on is not None
    now = handled.clock_at
    rhythm = somebody.rhythm
    assert rhythm is not None
    today_on = day_of(now - EDGE, rhythm.zone, rhythm.day_end)
    if not somebody.started_on <= on <= today_on:
        return
    if now > day_ends_at(on, rhythm.zone, rhythm.day_end) + LATE_FOR - EDGE:
        return
    question = "safety" if letter.lower() == "s" else "openness"
    expected = {"n": "no_contact", "u": "unsaid"}.get(value, value)
    found = checkins_of(machine, somebody.id).get(on, {}).get(question)
    machine.ledger.counts["answers tapped"] += 1
    if found != expected:
        machine.ledger.breaks(
            "a tapped answer is kept", f"{somebody.person} {on} {question}: {expected}, not {found}"
        )


def _check_message(machine: Machine, somebody: Somebody, message: dict[str, object]) -> None:
    """Words that were handled are a moment, scores, a name, or offered: never nowhere."""
    text, message_id = str(message.get("text", "")), int(str(message["message_id"]))
    ledger = machine.ledger
    if text.startswith("/") and not text.startswith("/moment "):
        return
    if machine.content.requests.get(folded(text)):
        return
    places = [
        table
        for table in ("moments", "taken", "offers")
        if machine.rows(
            f"SELECT 1 FROM {table} WHERE participant_id = ? AND message_id = ?", somebody.id, message_id
        )
    ]
    if not places and not read_scores(
        text
    ):  # a bare score for a card that is closed is answered, and kept nowhere
        ledger.breaks(
            "no words are lost", f"{somebody.person} wrote {text!r} ({message_id}), which is nowhere"
        )
        return
    ledger.counts[f"words in {places[0] if places else 'no place'}"] += 1
    if "moments" in places:
        ledger.written.setdefault(message_id, (somebody.id, moments_of(machine, somebody.id)[message_id]))
    taken = machine.rows(
        "SELECT what, day_on FROM taken WHERE participant_id = ? AND message_id = ?", somebody.id, message_id
    )
    scores = read_scores(text)
    if taken and taken[0]["what"] == "scores" and scores is not None:
        answers = checkins_of(machine, somebody.id).get(date.fromisoformat(taken[0]["day_on"]), {})
        said = (str(scores.first), str(scores.second or scores.first))
        ledger.counts["answers typed"] += 1
        if (
            message_id not in ledger.scored
            and answers.get("safety") != said[0]
            and answers.get("openness") not in said
        ):
            ledger.breaks("typed scores are kept", f"{somebody.person} wrote {text!r}, kept is {answers}")
        ledger.scored.add(message_id)


def _check_edit(machine: Machine, somebody: Somebody, message: dict[str, object]) -> None:
    """The moment is what its message says now."""
    message_id, text = int(str(message["message_id"])), cleaned(str(message.get("text", "")))
    kept = moments_of(machine, somebody.id).get(message_id)
    if kept is None or not text or text.startswith("/") or read_scores(text):
        return
    machine.ledger.counts["moments edited"] += 1
    machine.ledger.written[message_id] = (somebody.id, text)
    if kept != text:
        machine.ledger.breaks(
            "an edit changes its moment", f"{somebody.person} {message_id}: {kept!r} is not {text!r}"
        )
