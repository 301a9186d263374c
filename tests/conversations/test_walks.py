"""People who do anything at all, in any order, on days when anything may happen to the bot and its clock."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
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
from tests.chat import CONTENT, Stage, stage
from tests.conversations.walking import Walk, Walker

Result = TypeVar("Result")

WORDS = (
    "{canary}",
    "tea together, {canary}",
    "<b>{canary}</b> & <a href='x'>\"quoted\"</a>",
    "{canary} \u202eevil\u202c \u200b\u2066x\u2069",
    "{canary}\nשלום עליכם\nمرحبا",
    "4 3 {canary}",
    "{canary} " + "&" * 4000,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 {canary} ❤️",
    "/moment {canary}",
    "4",
    "2 1",
    "5/5",
    "٣ ٤",
    "nothing",
    "bugün yok",
    "week",
    "haftalık özet",
    "pause",
    "skip",
    "go on",
    "\u200b",
    "\x00\x07",
    "💔" * 2048,
    "İIıi",
    "Ünsal",
    "21:30",
    "Osmaniye",
    "/",
    "//",
    "/start",
    "/start abc",
    "/checkin",
    "/checkin@local_bot now",
    "/moment",
    "/week",
    "/month",
    "/streak",
    "/principles",
    "/pause",
    "/pause 2",
    "/pause ten",
    "/resume",
    "/skip",
    "/safety",
    "/privacy",
    "/language",
    "/help",
    "/delete",
    "/nonsense",
)
FORGED = (
    "c:2026-11-23:s:9",
    "c:2026-11-24:O:3",
    "c:2026-11-25:o:n",
    "c:2026-11-24:later:30",
    "c:0001-01-01:s:1",
    "c:9999-12-31:m:0",
    "c:9999-12-31:open",
    "c:2026-11-24:send",
    "f:name:no",
    "f:afraid:yes",
    "k:x:2026-11-24",
    "k:x:9999-12-31",
    "k::",
    "w:back:done",
    "w:first:now",
    "w:place:Europe/../x",
    "w:time:99",
    "p:400",
    "l:xx",
    "d:",
    "go:",
    "lt:2026-11-23:try:0",
    "lt:2026-11-23:another:7",
    "lt:2026-11-24:did",
    "lt:2026-11-23:files:0",
    "lt:2026-11-23:picture",
    "lt:2026-11-23:away",
    "lt:9999-12-31:open",
    ":" * 64,
)
KINDS = ("photo", "voice", "video_note", "sticker", "document", "poll", "dice", "contact", "audio", "video")
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
        folder = self.exits.enter_context(tempfile.TemporaryDirectory())
        scene = await self.exits.enter_async_context(stage(Path(folder), "2026-11-23 20:00"))
        self.walk = Walk(scene)
        ana, ben, cem = (scene.person(name) for name in ("Ana", "Ben", "Cem"))
        for person, canary in ((ana, "kanaryaana"), (ben, "kanaryaben"), (cem, "kanaryacem")):
            self.walk.joins(person, canary)
        logging.getLogger("bot").addHandler(self.walk.errors)
        await ana.is_welcomed(role=role)
        await ana.taps("Now")
        await ben.is_welcomed(place="Kathmandu", time="2:30")
        await ben.taps("At 02:30")
        await cem.says("/start")

    def teardown(self) -> None:
        try:
            self.do(self.exits.aclose())
        finally:
            logging.getLogger("bot").removeHandler(self.walk.errors)
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
        if walker is None or not walker.written:
            return
        message_id = walker.written[which % len(walker.written)]
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
            walker.person.body.taps(message_id, data)
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
            walker.person.body.taps(message_id, data)
            self.do(self.walk.acts(walker))

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

    @rule(is_far=rarely)
    def the_clock_is_set_back(self, is_far: bool) -> None:
        self.do(self.walk.ticks(self.scene.passes(hours=-1 if is_far else 0)))

    @rule()
    def the_bot_is_started_anew(self) -> None:
        self.do(self.scene.restarts())

    @invariant()
    @precondition(lambda self: hasattr(self, "walk"))
    def all_is_well(self) -> None:
        self.do(self.walk.check())


def walk(**more: Any) -> None:
    run_state_machine_as_test(
        Walks, settings=settings(deadline=None, suppress_health_check=list(HealthCheck), **more)
    )


def test_whatever_people_do_nothing_breaks() -> None:
    walk(max_examples=12, stateful_step_count=40, derandomize=True)


@pytest.mark.soak
def test_whatever_people_do_for_long_nothing_breaks() -> None:
    walk(max_examples=120, stateful_step_count=80)
