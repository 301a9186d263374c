"""Each guard against losing and doubling is tested: switched off, a law is seen to break; switched on, all of them hold."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.conversations import welcome
from bot.dispatch import claiming, ledger
from bot.dispatch.aftermath import Effect, effect_of
from bot.domain import fading
from bot.domain.participant import Step
from bot.domain.schedule import Verdict
from bot.gateway import lanes, waiting
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outcome import Unsure
from bot.gateway.updates import person_of
from bot.storage import deliveries, history, planning, schema
from bot.storage.agenda import Due
from bot.storage.agenda import agenda as agenda_now
from bot.storage.database import Database
from bot.storage.deliveries import Kind, Status
from bot.storage.erased import ErasedMarks
from bot.storage.inbox import Arrival, Inbox
from bot.storage.participants import Participants
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.gateway import fake_time
from tests.simulation import laws
from tests.simulation.ledger import LawBroken
from tests.simulation.machine import Machine, rigged
from tests.simulation.scene import Act, acts
from tests.simulation.story import Plan, tell

Patch = pytest.MonkeyPatch
Play = Callable[[Path], Iterator[list[LawBroken]]]
"""Tells one story after another in a folder; each time, which laws broke in it."""
SEEDS = range(1, 13)
"""Which of a plan's seeds shows what is missing hangs on every detail of the bot; that none of twelve does is most unlikely."""
BEGINS_AT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
CALM = Plan(
    0,
    days=2,
    people=3,
    per_second=30,
    fault_rate=0,
    prompt_fault_rate=0,
    outages=0,
    crashes=0,
    stops=0,
    is_crowd=False,
)
LOSSY = replace(CALM, prompt_fault_rate=0.6, fault_rate=0.05)
CRASHING = replace(CALM, people=4, crashes=12, fault_rate=0.05)
DYING = replace(CALM, dies_while_asking=True)
CROWDED = replace(CALM, people=12, per_second=3, is_crowd=True)
LOSSY_WEEK = replace(CALM, days=4, people=4, prompt_fault_rate=0.6)
SILENT = replace(CALM, days=18, is_long=True)
TROUBLED = replace(CALM, people=4, days=1, fault_rate=0.3)
WELCOME: tuple[Act, ...] = (
    ("says", "/start", "w:agree"),
    ("taps", "w:agree", "w:role:hurt"),
    ("taps", "w:role:hurt", "Where are you?"),
    ("says", "Osmaniye", "w:place:Europe/Istanbul"),
    ("taps", "w:place:Europe/Istanbul", "w:time:"),
    ("says", "20:15", "w:first:later"),
    ("taps", "w:first:later", "I will ask today"),
)
# [Later] at 20:15: the nudge of 22:15 becomes that of 20:45.
LATER: tuple[Act, ...] = (
    *WELCOME,
    ("waits", "", "c:2026-11-23:later"),
    ("taps", "c:2026-11-23:later", "c:2026-11-23:later:30"),
    ("taps", "c:2026-11-23:later:30", "20:4"),
)
ERASED: tuple[Act, ...] = (
    *WELCOME,
    ("says", "/delete", "d:yes"),
    ("taps", "d:yes", "Everything you told me is erased."),
)
HURRIED: tuple[Act, ...] = (*WELCOME, ("says ten times", "/streak", "No day yet"))


def the_row_is_not_unique(patch: Patch) -> None:
    """The one row of a participant, day and kind may stand there many times."""
    key = "(participant_id, kind, day_on)"
    wider = "(participant_id, kind, day_on, id)"
    for name in deliveries._queries.available_queries:
        sql = getattr(deliveries._queries, name).sql
        _replace_query(patch, name, sql.replace(key, wider))
    laxer = [
        replace(each, statements=tuple(statement.replace(key, wider) for statement in each.statements))
        for each in schema.migrations()
    ]
    patch.setattr("bot.storage.database.migrations", lambda: laxer)


def a_claim_binds_nobody(patch: Patch) -> None:
    """What was claimed when the process died is taken for never sent."""
    _replace_query(
        patch,
        "unsure_after_crash",
        "UPDATE deliveries SET status = 'due' WHERE status = 'claimed' RETURNING *",
    )


def _replace_query(patch: Patch, name: str, sql: str) -> None:
    patch.setattr(getattr(deliveries._queries, name).__func__, "sql", sql)


def confirmed_before_it_is_kept(patch: Patch) -> None:
    """Updates are handled from memory, and confirmed to Telegram, without standing in the inbox."""

    async def forget(self: Inbox, _tx: object, arrivals: Sequence[Arrival]) -> dict[int, int]:
        self._last_seq += len(arrivals)
        return {each.update_id: self._last_seq - number for number, each in enumerate(arrivals)}

    patch.setattr(Inbox, "add_all", forget)


def the_unknown_is_repeated(patch: Patch) -> None:
    """A prompt whose outcome is unknown is taken for one that certainly failed."""

    def repeated(outcome: Any, *args: Any, now: Any, **kwargs: Any) -> Effect:
        if isinstance(outcome, Unsure):
            return Effect(Status.DUE, try_at=now + timedelta(seconds=30))
        return effect_of(outcome, *args, now=now, **kwargs)

    patch.setattr(ledger, "effect_of", repeated)


def everything_at_once(patch: Patch) -> None:
    """Each update is taken for another person's."""

    def anybody(update: dict[str, Any]) -> int | None:
        return None if person_of(update) is None else int(update["update_id"])

    patch.setattr(waiting, "person_of", anybody)


def no_lanes(patch: Patch) -> None:
    """Every call goes at once."""

    async def go(
        _: Lanes, call: Callable[[], Awaitable[Any]], _method: str, _chat_id: object, _lane: Lane
    ) -> Any:
        return await call()

    patch.setattr(Lanes, "go", go)


def no_pace_in_a_chat(patch: Patch) -> None:
    """A chat may be written to as fast as all of them together."""
    patch.setattr(lanes._Chat, "book", lambda *_: 0.0)


def nothing_is_erased(patch: Patch) -> None:
    """Whoever asks for it is told that everything is erased, and nothing is."""

    async def keeps(*_: object) -> None:
        return

    patch.setattr(Participants, "erase", keeps)


def nobody_remembers_messages(patch: Patch) -> None:
    """Typed words whose answer was lost are taken for the answer to the next step of the welcome."""

    async def never(*_: object) -> bool:
        return False

    patch.setattr(welcome, "_is_taken", never)


def pictures_are_forgotten(patch: Patch) -> None:
    """Of a letter whose words have to wait nobody remembers that its picture went."""
    _replace_query(patch, "note_pictured", "UPDATE deliveries SET is_pictured = 0 WHERE id = :id")


def letters_know_no_night(patch: Patch) -> None:
    """A letter goes as soon as its time has come."""
    patch.setattr(claiming, "judge_letter", lambda *_, **__: Verdict.SEND)


def letters_are_not_planned(patch: Patch) -> None:
    """Whatever plans the next prompt forgets the letter."""

    async def nothing(*_: object) -> None:
        return

    patch.setattr(planning, "plan_letter", nothing)


def nobody_is_guarded(patch: Patch) -> None:
    """The guard is never up."""
    patch.setattr(history, "is_guard_up", lambda **_: False)


def nobody_remembers_the_choice(patch: Patch) -> None:
    """That less often was offered is forgotten at once."""
    patch.setattr(
        claiming, "fading_of", lambda silence, on: fading.fading_of(silence._replace(is_said=False), on)
    )


def a_silence_leads_to_nothing(patch: Patch) -> None:
    """Whoever is silent is asked as if they were not."""
    patch.setattr(claiming, "fading_of", lambda *_: None)


def told(plan: Plan) -> Play:
    """Tell the stories of some seeds by the same plan."""

    def play(folder: Path) -> Iterator[list[LawBroken]]:
        for seed in SEEDS:
            (folder / str(seed)).mkdir()
            yield tell(seed, folder / str(seed), replace(plan, seed=seed)).broken

    return play


def played(acts_of_ana: Sequence[Act]) -> Play:
    """Have Ana do these things, and wait half a day."""

    def play(folder: Path) -> Iterator[list[LawBroken]]:
        yield fake_time.run(_played(folder, acts_of_ana))

    return play


async def _played(folder: Path, acts_of_ana: Sequence[Act]) -> list[LawBroken]:
    machine = Machine(folder, BEGINS_AT, random.Random(1))
    with rigged(machine):
        await machine.starts()
        ana = machine.telegram.join(1, "Ana", "en")
        for act, what, then in acts_of_ana:
            await acts(ana, act, what, then)
        await asyncio.sleep(12 * 3600)
        laws.check_all(machine, is_calm=True)
        await machine.stops()
    return machine.ledger.broken


GUARDS: dict[str, tuple[Callable[[Patch], None], Play, str]] = {
    "unique row": (the_row_is_not_unique, played(LATER), "one nudge a day"),
    "claim after a crash": (a_claim_binds_nobody, told(DYING), "one prompt a day"),
    "inbox": (confirmed_before_it_is_kept, told(CRASHING), "no update is lost"),
    "unknown is not repeated": (
        the_unknown_is_repeated,
        told(LOSSY),
        "what may have arrived is not repeated",
    ),
    "order of a person": (everything_at_once, told(CALM), "one at a time"),
    "lanes": (no_lanes, told(CROWDED), "so many messages a second"),
    "pace of a chat": (no_pace_in_a_chat, played(HURRIED), "one message a second in a chat"),
    "erasing": (nothing_is_erased, played(ERASED), "what is erased is erased"),
    "picture of a letter": (pictures_are_forgotten, told(LOSSY_WEEK), "one picture a week"),
    "letters at night": (letters_know_no_night, told(LOSSY_WEEK), "quiet hours are kept"),
    "planned letters": (letters_are_not_planned, told(LOSSY_WEEK), "every letter day has its letter"),
    "the guard": (nobody_is_guarded, told(LOSSY_WEEK), "nothing withheld under the guard"),
    "said once": (nobody_remembers_the_choice, told(SILENT), "one less_often in a silence"),
    "fading": (a_silence_leads_to_nothing, told(SILENT), "nobody is asked on and on"),
    "messages that were taken": (nobody_remembers_messages, told(TROUBLED), "one answer, one step"),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_with_every_guard_on_the_laws_hold(memory: Path, guard: str) -> None:
    _, play, _ = GUARDS[guard]
    assert next(play(memory)) == []


@pytest.mark.parametrize("guard", GUARDS)
def test_with_a_guard_off_its_law_is_broken(memory: Path, monkeypatch: Patch, guard: str) -> None:
    switch_off, play, law = GUARDS[guard]
    switch_off(monkeypatch)
    assert any(law in {each.law for each in broken} for broken in play(memory))


async def claimed_by_two(folder: Path, patch: Patch) -> int:
    """Two programs on one file have looked at what is due, and both claim it; return how many claims went through."""
    now = BEGINS_AT + timedelta(minutes=1)
    dbs = [await Database.open(folder / "goldseam.db") for _ in range(2)]
    try:
        vault = Vault(["a secret for tests, long enough to be one"])
        one, other = (Store(db, vault, ErasedMarks(folder / "goldseam.erased", vault)) for db in dbs)
        async with one.db.transaction() as tx:
            ana = replace(
                await one.participants.add(tx, 1, "en", BEGINS_AT),
                zone=ZoneInfo("UTC"),
                ask_time=time(17),
                step=Step.DONE,
                started_on=BEGINS_AT.date(),
            )
            await one.participants.save(tx, ana)
            await one.deliveries.plan(tx, ana.id, Kind.PROMPT, BEGINS_AT.date(), BEGINS_AT)
        async with one.db.transaction() as tx:
            seen = await agenda_now(one, tx, now, 10)

        async def agenda(*_: object) -> list[Due]:
            return seen

        patch.setattr(claiming, "agenda", agenda)
        both = await asyncio.gather(*(claiming.claim(store, now, 10) for store in (one, other)))
        return sum(len(claims.claimed) for claims in both)
    finally:
        for db in dbs:
            await db.close()


async def test_of_two_who_claim_the_same_at_once_one_gets_it(memory: Path, monkeypatch: Patch) -> None:
    assert await claimed_by_two(memory, monkeypatch) == 1


async def test_without_the_condition_of_the_claim_both_would_send(memory: Path, monkeypatch: Patch) -> None:
    conditional = deliveries._queries.claim.sql
    bold = conditional.replace(" AND status = 'due'", "")
    assert bold != conditional
    _replace_query(monkeypatch, "claim", bold)
    assert await claimed_by_two(memory, monkeypatch) == 2
