"""What has to stay true of every person, whatever anybody does: looked at after each step of a walk."""

from __future__ import annotations

import itertools
import logging
import re
from collections import deque
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot.domain.characters import cleaned
from bot.domain.day import State, is_real
from bot.domain.participant import Participant, Setting, nothing_awaited, today_of
from bot.domain.typed import read_scores
from bot.log import EventFormatter
from bot.simulator.chats import Standing
from bot.simulator.telegram import Call
from bot.storage.columns import from_ms, to_ms
from bot.storage.database import Row
from bot.storage.history import history_of
from bot.storage.moments import KeptMoment
from tests.chat import Person, Stage
from tests.conversations.walk_laws import Deleted, Screen, Sent
from tests.rules_of_rows import broken_rules

DAY = timedelta(days=1)
WINDOW = 7
STEPS_BETWEEN_LOOKS = 10
# What Telegram refuses without harm: somebody blocked the bot, or a message is too old or gone, so nothing can be done;
# a person's own message, too old to be deleted, cannot be emptied either;
# or a forged tap came from a picture, and its answer comes as a message of its own.
HARMLESS = re.compile(
    "message is not modified|bot was blocked by the user|can't be deleted for everyone|message to delete not found"
    "|there is no text in the message to edit|message can't be edited|message to edit not found"
)
TAP_ANSWERED_BEFORE = "query is too old"


class Logged(logging.Handler):
    """Collects what the bot logged, as it is written, and the errors: a failed delivery raises nothing to be seen."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(EventFormatter())
        self.errors: list[logging.LogRecord] = []
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        if record.levelno >= logging.ERROR:
            self.errors.append(record)


@dataclass(slots=True)
class Walker:
    """A person, their canary, and what they have seen and done so far."""

    person: Person
    canary: str
    participant_id: str = ""
    shown_up: int = 0
    buttons: dict[tuple[int, str], None] = field(default_factory=dict)
    written: list[int] = field(default_factory=list)
    kept: dict[int, KeptMoment] = field(default_factory=dict)
    screen: Screen = field(default_factory=Screen)
    deleted: Deleted = field(default_factory=Deleted)

    def taps(self, message_id: int, data: str) -> None:
        """Send a tap, and note what it may lead to."""
        self.deleted.tapped(data)
        self.person.body.taps(message_id, data)

    @property
    def visible(self) -> list[tuple[int, str]]:
        return [
            (message.id, button.data)
            for message in self.person.messages
            for row in message.rows
            for button in row
            if button.data is not None
        ]


class Walk:
    """A stage with people on it who do anything at all."""

    def __init__(self, scene: Stage) -> None:
        self.scene = scene
        self.walkers: list[Walker] = []
        self.logged = Logged()
        self.sent = Sent()
        self._busy: list[Walker] = []
        self._steps = 0

    def joins(self, person: Person, canary: str) -> Walker:
        self.walkers.append(Walker(person, canary))
        return self.walkers[-1]

    async def acts(self, walker: Walker, *, dies: bool = False) -> None:
        """Have the bot answer what somebody did; where it dies before that is noted, it answers twice."""
        self._busy.append(walker)
        updates = self.scene.waiting_updates()
        await self.scene.settle()
        await self._looked_at(walker)
        if dies:
            before = await self._answers_of(walker)
            self._check_calls(self._taken_calls())
            for update in updates:
                await self.scene.handles_again(update)
            assert await self._answers_of(walker) == before, (
                "an update that was handled twice changed something"
            )
            self._check_calls(self._taken_calls(), harmless=TAP_ANSWERED_BEFORE)

    async def ticks(self, passing: Awaitable[None]) -> None:
        """Let time pass, and hold what was sent by the clock against the deliveries."""
        self._check_calls(self._taken_calls())
        self._busy = list(self.walkers)
        before = self.scene.clock.now()
        await passing
        now = self.scene.clock.now()
        if now < before:
            self.sent.set_back()
        if calls := self._taken_calls():
            self._check_calls(calls)
            await self._check_sent(calls)
        for walker in self.walkers:
            walker.screen.check(walker.person, (walker.canary,), now)

    async def _check_sent(self, calls: Iterable[Call]) -> None:
        """Hold what was sent against the deliveries: each message is one of them, and each of them a message."""
        sent = self.sent.new_of(await self._rows("SELECT * FROM deliveries WHERE status = 'sent'"))
        people = {
            row["id"]: row["telegram_id"]
            for row in await self._rows("SELECT id, telegram_id FROM participants")
        }
        messages = [
            call.params["chat_id"] for call in calls if call.method == "sendMessage" and call.status == 200
        ]
        assert sorted(messages) == sorted(people[row["participant_id"]] for row in sent)
        for row in sent:
            participant = await self.scene.store.participants.get(self.scene.store.db, row["participant_id"])
            assert participant is not None
            self.sent.check(row, participant)

    async def _looked_at(self, walker: Walker) -> Participant | None:
        """Return who somebody is to the bot, having noted whether anything may stay on their screen."""
        participant = await self.participant(walker)
        is_reachable = walker.person.body.chat.standing is Standing.OPEN
        walker.screen.look(walker.person, participant, is_reachable=is_reachable)
        return participant

    async def go_by(self, time: timedelta) -> None:
        """Let so much time pass, with the bot awake at each instant at which something is due."""
        until = self.scene.clock.now() + time
        while (now := self.scene.clock.now()) < until:
            rows = await self._rows(
                "SELECT min(try_at) AS at FROM deliveries WHERE status = 'due' AND try_at > :now",
                now=to_ms(now),
            )
            due_at = until if rows[0]["at"] is None else min(from_ms(rows[0]["at"]), until)
            await self.ticks(self.scene.passes(seconds=(due_at - now).total_seconds()))

    async def go_by_until_asked(self, walker: Walker) -> None:
        """Let time pass until somebody's next prompt is due."""
        rows = await self._rows(
            "SELECT min(due_at) AS at FROM deliveries JOIN participants ON participants.id = participant_id "
            "WHERE status = 'due' AND kind = 'prompt' AND telegram_id = :telegram_id",
            telegram_id=walker.person.body.id,
        )
        if rows[0]["at"] is not None:
            await self.go_by(from_ms(rows[0]["at"]) - self.scene.clock.now() + timedelta(minutes=1))

    async def check(self) -> None:
        """Everything that has to be true between two steps."""
        self._check_calls(self._taken_calls())
        assert not self.logged.errors, [record.exc_info for record in self.logged.errors]
        self._check_log()
        self._steps += 1
        if self._steps % STEPS_BETWEEN_LOOKS == 0:
            await self.check_rows()
        busy, self._busy = self._busy, []
        for walker in (each for each in self.walkers if each in busy):
            body = walker.person.body
            assert all(query.toast is not None for query in body.queries), "a tap was left without an answer"
            walker.buttons |= dict.fromkeys(walker.visible)
            await self._check_person(walker, await self._looked_at(walker))

    async def check_rows(self) -> None:
        """Everything that has to be true of the database."""
        broken = await broken_rules(self.scene.store, self.scene.clock.now())
        assert not broken, broken

    async def participant(self, walker: Walker) -> Participant | None:
        return await self.scene.store.participants.find(self.scene.store.db, walker.person.body.id)

    async def check_streak(self, walker: Walker) -> None:
        """Hold /streak against the rows, counted anew from the rule's words."""
        self._busy.append(walker)
        participant = await self.participant(walker)
        await walker.person.says("/streak")
        if participant is not None and participant.is_set_up and participant.is_discreet:
            await walker.person.taps("Open" if participant.language == "en" else "Aç")
        if participant is None or not participant.is_set_up:
            return
        kept_on = await self.scene.store.checkins.kept_days(self.scene.store.db, participant.id)
        if kept_on and kept_on[-1] > today_of(participant, self.scene.clock.now()):
            return  # a clock that was set back: days that lie ahead count as shown up, too
        states, kept_today = await self._states(participant)
        expected = counted([*states, State.KEPT] if kept_today else states)
        assert read_counts(walker.person.last.text) == expected, (walker.person.last.text, states, kept_today)

    async def check_kept(self, walker: Walker, message_id: int, text: str) -> None:
        """What somebody wrote once the welcome was over is a moment, is offered, or is their name."""
        participant = await self.participant(walker)
        words = cleaned(text)
        if participant is None or not participant.is_set_up or not is_plain(words):
            return
        kept = (await self._moments(participant)).get(message_id)
        offers = await self._rows(
            "SELECT id FROM offers WHERE message_id = :message_id", message_id=message_id
        )
        is_answer = await self._rows(
            "SELECT message_id FROM taken WHERE message_id = :message_id AND what <> 'words'",
            message_id=message_id,
        )
        is_place = participant.awaiting_setting is Setting.ZONE  # said back, and kept only by a tap
        assert kept or offers or is_answer or is_place, f"lost: {text!r}"
        assert kept is None or kept.moment.text == words

    async def check_passed_on(self, walker: Walker, before: Participant | None) -> None:
        """What somebody else wrote changes nothing of whoever passes it on."""
        after = await self.participant(walker)
        if before is not None and before.is_set_up:
            assert after is not None
            kept = [replace(lasting(each), gone_at=None) for each in (before, after)]
            assert kept[0] == kept[1], kept

    async def check_edit(self, walker: Walker, message_id: int, text: str) -> None:
        """An edit changes the moment that was kept from the message."""
        participant = await self.participant(walker)
        if participant is None or message_id not in walker.kept or not is_plain(cleaned(text)):
            return
        kept = (await self._moments(participant))[message_id]
        assert kept.moment.text == cleaned(text)

    async def _check_person(self, walker: Walker, participant: Participant | None) -> None:
        if participant is None or participant.id != walker.participant_id:  # new, or erased
            walker.participant_id, walker.shown_up, walker.kept = participant.id if participant else "", 0, {}
            walker.deleted.forget()
        if participant is None:
            return
        rows = await self._rows("SELECT id, body FROM moments WHERE participant_id = :id", id=participant.id)
        if walker.deleted.check({row["id"]: row["body"] for row in rows}, self.scene._path):
            walker.shown_up = 0  # a day that is not over may have lost its only answer
        moments = await self._moments(participant)
        for message_id, kept in walker.kept.items():
            is_there = message_id in moments or kept.id in walker.deleted.asked
            assert is_there, "a moment was lost"
            assert message_id not in moments or moments[message_id].on == kept.on, (
                "a moment went to another day"
            )
        walker.kept = moments
        if participant.is_set_up:
            await self._check_days(walker, participant)

    async def _check_days(self, walker: Walker, participant: Participant) -> None:
        store, now = self.scene.store, self.scene.clock.now()
        past = await history_of(store, store.db, participant, now)
        assert past.streaks.shown_up >= walker.shown_up, "days shown up fell"
        walker.shown_up = past.streaks.shown_up
        closed = {each.on: each.state for each in await store.days.states(store.db, participant.id)}
        answered = set(await store.checkins.kept_days(store.db, participant.id))
        assert {on for on, state in closed.items() if state is State.KEPT} == answered & set(closed)
        assert participant.started_on
        assert participant.open_on
        assert participant.zone
        over = {
            participant.started_on + n * DAY
            for n in range((participant.open_on - participant.started_on).days)
        }
        assert {on for on in over if is_real(on, participant.zone)} <= set(closed), "a day was left open"

    async def _states(self, participant: Participant) -> tuple[list[State], bool]:
        """The states of the days that are over, and whether today is kept: from the rows."""
        today_on = today_of(participant, self.scene.clock.now())
        mine = {"id": participant.id, "today_on": str(today_on)}
        closed = await self._rows(
            "SELECT state FROM days WHERE participant_id = :id AND state IS NOT NULL AND day_on < :today_on "
            "ORDER BY day_on",
            **mine,
        )
        today = await self._rows(
            "SELECT 1 FROM checkins WHERE participant_id = :id AND day_on = :today_on "
            "UNION SELECT 1 FROM moments WHERE participant_id = :id AND day_on = :today_on",
            **mine,
        )
        return [State(row["state"]) for row in closed], bool(today)

    async def _answers_of(self, walker: Walker) -> object:
        """Everything that somebody has answered so far."""
        participant = await self.participant(walker)
        if participant is None:
            return None
        store = self.scene.store
        checkins = await store.checkins.between(store.db, participant.id, date.min, date.max)
        return (checkins, await self._moments(participant), lasting(participant))

    async def _moments(self, participant: Participant) -> dict[int, KeptMoment]:
        store = self.scene.store
        kept = await store.moments.between(store.db, participant.id, date.min, date.max)
        rows = await self._rows("SELECT id, message_id FROM moments")
        message_ids = {row["id"]: row["message_id"] for row in rows}
        return {message_ids[each.id]: each for each in kept}

    async def _rows(self, sql: str, **params: Any) -> Sequence[Row]:
        return await self.scene.store.db.rows(sql, params)

    def _taken_calls(self) -> Sequence[Call]:
        calls: deque[Call] = self.scene.telegram.calls
        taken = tuple(calls)
        calls.clear()
        return taken

    def _check_calls(self, calls: Iterable[Call], harmless: str = "message is not modified") -> None:
        """Nothing was refused, and nobody was sent another's words."""
        for call in calls:
            is_fine = call.status == 200 or HARMLESS.search(call.description) or harmless in call.description
            assert is_fine, f"{call.method}: {call.description}"
            told = whole(call.params)
            for stranger in (each for each in self.walkers if not self._is_for(each, call)):
                assert stranger.canary not in told, "somebody was sent another's words"

    @staticmethod
    def _is_for(walker: Walker, call: Call) -> bool:
        """Tell whether a call goes to somebody: into their chat, or as the answer to a tap of theirs."""
        if "callback_query_id" in call.params:
            return any(query.id == call.params["callback_query_id"] for query in walker.person.body.queries)
        return call.params.get("chat_id") == walker.person.body.id

    def _check_log(self) -> None:
        """No word and no Telegram id is in the log."""
        lines, self.logged.lines = self.logged.lines, []
        told = "\n".join(lines)
        for walker in self.walkers:
            assert walker.canary not in told, "a word is in the log"


def whole(value: object) -> str:
    """Return everything that a call carries as one text: texts, captions, buttons, the bytes of files."""
    if isinstance(value, bytes):
        return value.decode(errors="ignore")
    if isinstance(value, Mapping):
        return " ".join(f"{whole(key)} {whole(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return " ".join(whole(each) for each in value)
    return str(value)


def lasting(participant: Participant) -> Participant:
    """Return what an update that is handled twice changes once; instants and questions aside."""
    return replace(
        nothing_awaited(participant),
        rhythm_changed_at=None,
        paused_at=None,
        afraid_asked_at=None,
        name_asked_at=None,
    )


def is_plain(words: str) -> bool:
    """Tell whether words are surely a moment: no command, no scores, and nothing left to be seen."""
    return bool(words) and not words.startswith("/") and read_scores(words) is None


def read_counts(text: str) -> tuple[int, int, int]:
    """Return what an answer to /streak says: days shown up, the streak, the longest. A streak of none is not told."""
    shown_up, streaks = (
        [int(each) for each in re.findall(r"\d+", line)] for line in f"{text}\n".split("\n")[:2]
    )
    longest, current, *_ = *streaks, 0, 0
    return (shown_up[0], current, longest) if shown_up else (0, 0, 0)


def counted(states: Sequence[State]) -> tuple[int, int, int]:
    """Days shown up, streak and longest, from the words of the rule, anew for every beginning of the row."""
    remaining = [state for state in states if state is not State.REST]
    streaks = [_streak(remaining[:end]) for end in range(len(remaining) + 1)]
    return remaining.count(State.KEPT), streaks[-1], max(streaks)


def _streak(remaining: Sequence[State]) -> int:
    missed = [place for place, state in enumerate(remaining) if state is State.MISSED]
    ends = [older for older, younger in itertools.pairwise(missed) if younger - older < WINDOW]
    return remaining[max(ends, default=-1) + 1 :].count(State.KEPT)
