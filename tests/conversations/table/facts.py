"""How a conversation stands, read from the rows: what the next tap or words may meet."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from bot.domain.checkin import CheckIn
from bot.domain.participant import Participant, today_of
from tests.chat import Stage

Facts = Mapping[str, str]
TOLD_APART = frozenset({"language", "role", "afraid", "is_discreet"})
"""What is told by its value; of all else that is known of somebody, only that it changed is told."""
LEFT_OUT = frozenset(
    {
        "id",
        "telegram_id",
        "created_at",
        "awaiting",
        "awaiting_on",
        "awaiting_setting",
        "asked_in",
        "paused_at",
        "paused_until_on",
        "gone_at",
        "open_on",
        "day_ends_at",
        "rhythm_changed_at",
        "name_asked_at",
        "afraid_asked_at",
        "agreed_version",
        "started_on",
    }
)


async def facts_of(scene: Stage, telegram_id: int, rows: sqlite3.Connection) -> Facts:
    """Return the facts of somebody's conversation; of somebody unknown only that."""
    store = scene.store
    participant = await store.participants.find(store.db, telegram_id)
    if participant is None:
        return {"step": "nobody"}
    facts = {"step": participant.step.value, **_awaited(participant), **_known(participant)}
    facts["paused"] = _paused(participant)
    facts["gone"] = _yes(participant.gone_at)
    facts["moments"] = _count(rows, "moments", participant.id)
    facts["offered"] = _count(rows, "offers", participant.id)
    if participant.zone is not None:
        await _add_days(scene, participant, rows, facts)
    return facts


def changes(before: Facts, after: Facts) -> tuple[str, ...]:
    """Return what changed from one to the other, in words. That somebody is there again goes without saying."""
    if after.get("step") == "nobody":
        return () if before == after else ("everything: kept → erased",)
    if before.get("step") == "nobody":
        return (f"step: nobody → {after['step']}",)
    return tuple(
        _change(name, before.get(name, ""), value)
        for name, value in after.items()
        if before.get(name, "") != value and (name, value) != ("gone", "no")
    )


def _change(name: str, before: str, after: str) -> str:
    if name.startswith("its "):
        return f"{name.removeprefix('its ')}: changed"
    if name == "awaits":
        return f"{name}: {after}"
    if before.isdigit() and after.isdigit():
        return f"{name}: {int(after) - int(before):+d}"
    return f"{name}: {before} → {after}" if before else f"{name}: {after}"


def _awaited(participant: Participant) -> dict[str, str]:
    awaited = participant.awaiting.value if participant.awaiting else "nothing"
    if participant.awaiting_setting is not None:
        awaited = f"{awaited} {participant.awaiting_setting.value}"
    return {"awaits": awaited}


def _known(participant: Participant) -> dict[str, str]:
    told = {}
    for each in fields(participant):
        value = getattr(participant, each.name)
        if each.name in TOLD_APART:
            told[each.name] = str(value)
        elif each.name not in LEFT_OUT and each.name != "step":
            told[f"its {each.name}"] = str(value)
    return told


def _paused(participant: Participant) -> str:
    if participant.paused_at is None:
        return "no"
    return "open end" if participant.paused_until_on is None else "some days"


def _yes(value: Any) -> str:
    return "no" if value is None else "yes"


def _count(rows: sqlite3.Connection, table: str, participant_id: str) -> str:
    found = rows.execute(f"SELECT count(*) FROM {table} WHERE participant_id = ?", (participant_id,))
    return str(found.fetchone()[0])


async def _add_days(
    scene: Stage, participant: Participant, rows: sqlite3.Connection, facts: dict[str, str]
) -> None:
    store, today_on = scene.store, today_of(participant, scene.clock.now())
    yesterday_on = today_on - timedelta(days=1)
    checkins = await store.checkins.between(store.db, participant.id, yesterday_on, today_on)
    by_day = {each.on: each for each in checkins}
    for name, on in (("yesterday", yesterday_on), ("today", today_on)):
        mine = (participant.id, str(on))
        has_card = rows.execute(
            "SELECT 1 FROM cards WHERE participant_id = ? AND day_on = ?", mine
        ).fetchone()
        skipped = rows.execute(
            "SELECT 1 FROM days WHERE participant_id = ? AND day_on = ? AND reason IS NOT NULL", mine
        ).fetchone()
        later = rows.execute(
            "SELECT 1 FROM deliveries WHERE participant_id = ? AND day_on = ? AND kind = 'nudge' AND status = 'due'",
            mine,
        ).fetchone()
        stands = _stands(by_day.get(on), has_card=bool(has_card), is_skipped=bool(skipped))
        facts[name] = f"{stands}, once more later" if later and stands == "asked" else stands


def _stands(checkin: CheckIn | None, *, has_card: bool, is_skipped: bool) -> str:
    if checkin is None:
        return "skipped" if is_skipped else "asked" if has_card else "empty"
    if checkin.is_complete:
        return "done"
    measured = f"safety {_one(checkin.safety)} openness {_one(checkin.openness)}"
    return f"begun ({measured}{' moment' if checkin.moments or checkin.is_nothing else ''})"


def _one(value: Any) -> str:
    return "?" if value is None else "✓"
