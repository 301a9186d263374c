"""People who do anything at all, in any order, on days when anything may happen to the bot and its clock."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import random
import tempfile
import traceback
from collections.abc import Coroutine
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.typed import folded
from bot.simulator.chats import Standing
from bot.simulator.telegram import Call
from tests.chat import CONTENT, Stage, stage
from tests.conversations.walk_acts import CHECK_INS, FILES, FORGED, KINDS, SETTINGS, TIMES, WORDS, ZONES
from tests.conversations.walking import Walk, Walker

Result = TypeVar("Result")

WALKS, WALKS_OF_A_SEED, STEPS = 2_000, 50, 25
IN_MEMORY = next((each for each in ("/dev/shm",) if Path(each).is_dir()), None)
anybody = st.integers(0, 2)
anything = st.integers(0, 2**16)
words = st.sampled_from(WORDS)
rarely = st.integers(0, 5).map(lambda number: number == 0)


class Walks(RuleBasedStateMachine):
    """Three people, one bot."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.exits = AsyncExitStack()
        self.walk: Walk

    def do(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(coroutine)

    @initialize(role=st.sampled_from(["I was hurt", "I caused", "Both", "I am just"]))
    def people_come(self, role: str) -> None:
        self.do(self._open(role))

    async def _open(self, role: str) -> None:
        folder = self.exits.enter_context(tempfile.TemporaryDirectory(dir=IN_MEMORY))
        scene = await self.exits.enter_async_context(stage(Path(folder), "2026-11-23 20:00"))
        self.walk = Walk(scene)
        ana, ben, cem = (scene.person(name) for name in ("Ana", "Ben", "Cem"))
        for person, canary in ((ana, "kanaryaana"), (ben, "kanaryaben"), (cem, "kanaryacem")):
            self.walk.joins(person, canary)
        logging.getLogger("bot").addHandler(self.walk.logged)
        await ana.is_welcomed(role=role)
        await ana.taps("Now")
        await ben.is_welcomed(place="Kathmandu", time="2:30")
        await ben.taps("At 02:30")
        await cem.says("/start")

    def teardown(self) -> None:
        try:
            if hasattr(self, "walk"):
                self.do(self.walk.check_rows())
            self.do(self.exits.aclose())
        finally:
            logging.getLogger("bot").removeHandler(self.walk.logged)
            self.runner.close()

    @property
    def scene(self) -> Stage:
        return self.walk.scene

    def able(self, number: int) -> Walker | None:
        """The person of that number, if they have not blocked the bot."""
        walker = self.walk.walkers[number]
        return None if walker.person.body.chat.standing is Standing.BLOCKED else walker

    @rule(number=anybody, text=words, reply=st.none() | anything, dies=rarely)
    def says(self, number: int, text: str, reply: int | None, dies: bool) -> None:
        if (walker := self.able(number)) is None:
            return
        said = text.format(canary=walker.canary)
        messages = walker.person.messages
        target = messages[reply % len(messages)].id if reply is not None and messages else None
        message_id = walker.person.body.says(said, reply_to=target)
        walker.written.append(message_id)
        self.do(self.walk.acts(walker, dies=dies))
        if folded(said) not in CONTENT.requests:
            self.do(self.walk.check_kept(walker, message_id, said))

    @rule(number=anybody, which=anything, text=words)
    def edits(self, number: int, which: int, text: str) -> None:
        walker = self.able(number)
        if walker is None:
            return
        there = [each for each in walker.written if each in walker.person.body.chat.messages]
        if not there:
            return
        message_id = there[which % len(there)]
        edited = text.format(canary=walker.canary)
        walker.person.body.edits(message_id, edited)
        self.do(self.walk.acts(walker))
        self.do(self.walk.check_edit(walker, message_id, edited))

    @rule(number=anybody, kind=st.sampled_from(KINDS), dies=rarely)
    def sends(self, number: int, kind: str, dies: bool) -> None:
        if walker := self.able(number):
            walker.person.body.sends(kind)
            self.do(self.walk.acts(walker, dies=dies))

    @rule(number=anybody, which=anything, times=st.integers(1, 2), dies=rarely)
    def taps(self, number: int, which: int, times: int, dies: bool) -> None:
        walker = self.able(number)
        if walker is None or not walker.visible:
            return
        # The newest buttons are tapped most.
        buttons = walker.visible[-12:] if which % 4 else walker.visible
        message_id, data = buttons[which % len(buttons)]
        for _ in range(times):
            walker.taps(message_id, data)
        self.do(self.walk.acts(walker, dies=dies))

    @rule(number=anybody, which=anything)
    def taps_what_was_there_once(self, number: int, which: int) -> None:
        walker = self.able(number)
        if walker is None or not walker.buttons:
            return
        message_id, data = list(walker.buttons)[which % len(walker.buttons)]
        self._forge(walker, message_id, data)

    @rule(number=anybody, which=anything, data=st.sampled_from(FORGED) | st.text(min_size=1, max_size=16))
    def forges(self, number: int, which: int, data: str) -> None:
        walker = self.able(number)
        if walker is not None and (messages := walker.person.messages):
            self._forge(walker, messages[which % len(messages)].id, data)

    @rule(number=anybody, other=anybody, which=anything)
    def takes_anothers_buttons(self, number: int, other: int, which: int) -> None:
        walker, buttons = self.able(number), list(self.walk.walkers[other].buttons)
        if walker is not None and buttons and walker.person.messages:
            self._forge(walker, walker.person.last.id, buttons[which % len(buttons)][1])

    def _forge(self, walker: Walker, message_id: int, data: str) -> None:
        if message_id in walker.person.body.chat.messages:
            walker.taps(message_id, data)
            self.do(self.walk.acts(walker))

    @rule(number=anybody, answer=st.sampled_from(CHECK_INS))
    def checks_in(self, number: int, answer: str) -> None:
        if walker := self.able(number):
            self.do(walker.person.says("/checkin"))
            self.says(number=number, text=answer, reply=None, dies=False)

    @rule(
        number=anybody,
        setting=st.sampled_from(SETTINGS),
        which=anything,
        text=st.none() | words,
        is_typed=rarely,
    )
    def changes_a_setting(
        self, number: int, setting: str, which: int, text: str | None, is_typed: bool
    ) -> None:
        """Open a setting, and choose one of its buttons or write something."""
        walker = self.able(number)
        if walker is None or not walker.person.messages:
            return
        self._forge(walker, walker.person.last.id, f"s:{setting}")
        choices = [tap for tap in walker.visible if tap[1].startswith(f"s:{setting}:")]
        if is_typed or not choices:
            self.says(number=number, text=text or "9", reply=None, dies=False)
        else:
            self._forge(walker, *choices[which % len(choices)])

    @rule(number=anybody, zone=st.sampled_from(ZONES))
    def travels(self, number: int, zone: str) -> None:
        if (walker := self.able(number)) and walker.person.messages:
            self._forge(walker, walker.person.last.id, f"s:zone:{zone}")

    @rule(number=anybody, is_on=st.booleans(), looks_back=st.booleans())
    def is_looked_over_the_shoulder(self, number: int, is_on: bool, looks_back: bool) -> None:
        if (walker := self.able(number)) and walker.person.messages:
            self._forge(walker, walker.person.last.id, f"s:discreet:{int(is_on)}")
            if looks_back:
                self.looks_back_and_deletes(number=number, is_sure=False)

    @rule(number=anybody, is_sure=st.booleans())
    def looks_back_and_deletes(self, number: int, is_sure: bool) -> None:
        """Look at a moment, and have it deleted, twice if need be."""
        if (walker := self.able(number)) is None:
            return
        if not walker.kept:
            self.says(number=number, text="/moment {canary}", reply=None, dies=False)
        self.do(walker.person.says("/moments"))
        for how in ("show", "delete", "erase", "erase") if is_sure else ("show", "delete", "show"):
            taps = [tap for tap in walker.visible if tap[1].startswith("mo:") and tap[1].endswith(how)]
            if taps:
                self._forge(walker, *taps[-1])

    @rule(
        number=anybody, kinds=st.lists(st.sampled_from(FILES), min_size=2, max_size=4), text=st.none() | words
    )
    def sends_an_album(self, number: int, kinds: list[str], text: str | None) -> None:
        if walker := self.able(number):
            caption = "" if text is None else text.format(canary=walker.canary)[:1000]
            walker.written += walker.person.body.sends_album(kinds, caption)
            self.do(self.walk.acts(walker))

    @rule(number=anybody, text=words, is_via_bot=st.booleans())
    def passes_on(self, number: int, text: str, is_via_bot: bool) -> None:
        """Send what somebody else wrote: never a command, a request, a score or a name."""
        if walker := self.able(number):
            said = text.format(canary=walker.canary)
            body = walker.person.body
            walker.written.append(body.says_via_a_bot(said) if is_via_bot else body.forwards(said))
            before = self.do(self.walk.participant(walker))
            self.do(self.walk.acts(walker))
            self.do(self.walk.check_passed_on(walker, before))

    @rule(number=anybody)
    def asks_for_the_streak(self, number: int) -> None:
        if walker := self.able(number):
            self.do(self.walk.check_streak(walker))

    @rule(number=anybody, is_sure=rarely)
    def blocks_or_returns(self, number: int, is_sure: bool) -> None:
        walker = self.walk.walkers[number]
        if self.able(number) is None:
            walker.person.body.returns()
        elif is_sure:
            walker.person.body.blocks()
        self.do(self.walk.acts(walker))

    @rule(minutes=st.sampled_from([1, 7, 16, 45, 60, 180]), times=st.integers(1, 8))
    def time_passes(self, minutes: int, times: int) -> None:
        for _ in range(times):
            self.do(self.walk.ticks(self.scene.passes(minutes=minutes)))

    @rule(hours=st.sampled_from([9, 24, 30, 49, 100, 800]))
    def the_machine_sleeps(self, hours: int) -> None:
        self.do(self.walk.ticks(self.scene.passes(hours=hours)))

    @rule(days=st.sampled_from([1, 2, 4, 8, 16]))
    def days_go_by_in_silence(self, days: int) -> None:
        self.do(self.walk.go_by(timedelta(days=days)))

    @rule(number=anybody, times=st.sampled_from(TIMES), zone=st.none() | st.sampled_from(ZONES))
    def is_asked_and_then_wants_it_otherwise(
        self, number: int, times: tuple[str, str], zone: str | None
    ) -> None:
        """Choose a time, be asked at it, and at once choose another, or travel."""
        if self.able(number) is None:
            return
        self.says(number=number, text=f"/settings {times[0]}", reply=None, dies=False)
        self.do(self.walk.go_by_until_asked(self.walk.walkers[number]))
        if zone is None:
            self.says(number=number, text=f"/settings {times[1]}", reply=None, dies=False)
        else:
            self.travels(number=number, zone=zone)
        self.do(self.walk.go_by(timedelta(hours=12)))

    @rule(hours=st.sampled_from([0, 0, 0, -1, -5, -30, -200]))
    def the_clock_is_set_back(self, hours: int) -> None:
        self.do(self.walk.ticks(self.scene.passes(hours=hours)))

    @rule()
    def the_bot_is_started_anew(self) -> None:
        self.do(self.scene.restarts())

    @invariant()
    @precondition(lambda self: hasattr(self, "walk"))
    def all_is_well(self) -> None:
        self.do(self.walk.check())


def walk(number: int, steps: int, *, of_seed: int | None = None) -> None:
    """Walk so often so far; without a seed always the same ways."""
    machine = Walks if of_seed is None else seed(of_seed)(type("Walks", (Walks,), {}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=number,
            stateful_step_count=steps,
            derandomize=of_seed is None,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def what_broke(of_seed: int) -> str:
    """Walk a seed's ways; return what broke, with the shortest way there."""
    try:
        walk(WALKS_OF_A_SEED, STEPS, of_seed=of_seed)
    except Exception:  # noqa: BLE001  it has to come home from another process in any case
        return traceback.format_exc()
    return ""


@pytest.mark.parametrize("where", ["text", "button", "toast", "file"])
async def test_a_word_that_reaches_somebody_else_is_noticed(scene: Stage, where: str) -> None:
    """The laws of a walk notice a leak, wherever in a call it hides."""
    walk = Walk(scene)
    ana, ben = (walk.joins(scene.person(name), f"canary{name}") for name in ("Ana", "Ben"))
    for walker in (ana, ben):
        await walker.person.says("/start")
    await walk.check()
    button = {"text": ana.canary, "callback_data": "x"}
    ben.person.body.taps(*next(iter(ben.visible)))
    await walk.acts(ben)
    leaks: dict[str, tuple[str, dict[str, Any]]] = {
        "text": ("sendMessage", {"chat_id": ben.person.body.id, "text": ana.canary}),
        "button": (
            "sendMessage",
            {"chat_id": ben.person.body.id, "text": "tea", "reply_markup": {"inline_keyboard": [[button]]}},
        ),
        "toast": (
            "answerCallbackQuery",
            {"callback_query_id": ben.person.body.queries[-1].id, "text": ana.canary},
        ),
        "file": ("sendDocument", {"chat_id": ben.person.body.id, "document": ana.canary.encode()}),
    }
    method, parameters = leaks[where]
    scene.telegram.calls.append(Call(scene.clock.now(), method, parameters, 200, ""))
    with pytest.raises(AssertionError, match="another's words"):
        await walk.check()


async def test_a_word_in_the_log_is_noticed(scene: Stage) -> None:
    walk = Walk(scene)
    walk.joins(scene.person("Ana"), "canaryAna")
    record = logging.LogRecord("bot.x", logging.DEBUG, __file__, 1, "an_event", (), None)
    record.fields = {"said": "canaryAna"}
    walk.logged.handle(record)
    with pytest.raises(AssertionError, match="in the log"):
        await walk.check()


def test_whatever_people_do_nothing_breaks() -> None:
    walk(12, 40)


@pytest.mark.soak
def test_whatever_people_do_for_long_nothing_breaks() -> None:
    """Two thousand walks, on all processors; `EXPLORE=1` takes other ways."""
    first = random.randrange(2**32) if os.environ.get("EXPLORE") else 0
    seeds = range(first, first + WALKS // WALKS_OF_A_SEED)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        broken = [
            f"seed {each}: {told}"
            for each, told in zip(seeds, pool.map(what_broke, seeds), strict=True)
            if told
        ]
    assert not broken, "\n".join(broken)
