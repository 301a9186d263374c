"""What the bot did for one bad input, and what is wrong with it: in the answer, and in the rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.characters import cleaned
from bot.domain.participant import Participant
from bot.simulator.telegram import Call, Telegram
from bot.storage.store import Store
from tests.end_to_end.seats import CANARY, TODAY, Seat

NO_SENTENCE = re.compile(
    r"Traceback|Exception|Error\b|telegram\.|sqlite|Bad Request|\bNone\b|\bTrue\b|\bFalse\b|\{ ?\$|<bot\.|0x[0-9a-f]{6}"
)
"""What no person should ever read: a program's own words."""
HARMLESS = re.compile("message is not modified|query is too old|message to (edit|delete) not found")
"""What two acts at once may come to: the second finds that it is done, or that another message has taken the place."""

Step = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One bad input: who meets it, what they do, and which answer there has to be.

    `steps` are done one after the other; `shown` is a part of the answer; `most` messages of the bot are right.
    """

    category: str
    who: str
    steps: tuple[Step, ...]
    answer: str
    shown: str = ""
    most: int = 1
    may_change: bool = False

    def __str__(self) -> str:
        return f"{self.category}, {self.who}, {str(self.steps)[:90]}"


@dataclass(slots=True)
class Answer:
    """Everything that the bot did in one chat."""

    calls: list[Call] = field(default_factory=list)

    @property
    def messages(self) -> list[Call]:
        return [call for call in self.calls if call.method.startswith("send")]

    @property
    def edits(self) -> list[Call]:
        return [call for call in self.calls if call.method.startswith("edit")]

    @property
    def reactions(self) -> list[Call]:
        return [call for call in self.calls if call.method == "setMessageReaction"]

    @property
    def toasts(self) -> list[str]:
        told = [call for call in self.calls if call.method == "answerCallbackQuery"]
        return [str(call.params["text"]) for call in told if call.params.get("text")]

    @property
    def text(self) -> str:
        shown = (call.params.get(name) for call in self.calls for name in ("text", "caption"))
        return "\n".join(str(each) for each in shown if each)


def answers_of(telegram: Telegram) -> Mapping[int, Answer]:
    """Return by chat what the bot did there, in order."""
    answers: defaultdict[int, Answer] = defaultdict(Answer)
    for call in telegram.calls:
        if call.method == "answerCallbackQuery":
            answers[telegram.world.queries[str(call.params["callback_query_id"])].chat_id].calls.append(call)
        elif "chat_id" in call.params:
            answers[int(call.params["chat_id"])].calls.append(call)
    return answers


def wrong_in_answer(seat: Seat, tried: Input, answer: Answer) -> Iterator[str]:
    """Hold an answer against what the file says of it, and against what is true of every answer."""
    refused = [call for call in answer.calls if call.status != 200 and not HARMLESS.search(call.description)]
    yield from (f"refused: {call.method}: {call.description}" for call in refused)
    found = NO_SENTENCE.search(answer.text)
    if found and found[0] not in str(tried.steps):
        yield f"no sentence for a person: {found[0]!r}"
    if any(int(number) != seat.number for number in re.findall(rf"{CANARY}(\d+)", answer.text)):
        yield "was sent another's words"
    if seat.who.startswith("discreet") and seat.canary in answer.text:
        yield "a name in discreet mode"
    if any(query.toast is None for query in seat.body.queries):
        yield "a tap was left without an answer"
    if len(answer.messages) > tried.most:
        yield f"answered {len(answer.messages)} times: {answer.text[:200]!r}"
    if tried.shown not in "\n".join((answer.text, *answer.toasts)):
        yield f"{tried.shown!r} is not in {answer.text[:200]!r} {answer.toasts}"
    if not _is_as_said(tried.answer, answer):
        told = [call.method for call in answer.calls]
        yield f"no {tried.answer}, but {told} {answer.text[:120]!r} {answer.toasts}"


def _is_as_said(kind: str, answer: Answer) -> bool:
    """Tell whether an answer is of the kind that the file names."""
    changed = bool(answer.messages or answer.edits)
    return {
        "message": bool(answer.messages),
        "hint": bool(answer.messages) and not answer.reactions,
        "offered": bool(answer.messages) and not answer.reactions,
        "kept": bool(answer.reactions) and changed,
        "toast": bool(answer.toasts) and not changed,
        "screen": changed,
        "any": changed or bool(answer.toasts or answer.reactions),
        "silence": not changed and not answer.toasts and not answer.reactions,
    }[kind]


async def wrong_in_rows(store: Store, seat: Seat, tried: Input) -> list[str]:
    """Hold what is in the database against what the answer said."""
    now = await store.participants.find(store.db, seat.body.id)
    wrong = []
    if not tried.may_change and (now is None or _lasting(now)) != (
        seat.before is None or _lasting(seat.before)
    ):
        wrong.append(f"changed who they are: {now}")
    if now is not None and seat.moment_id:
        kept = await store.moments.find(store.db, now.id, seat.moment_id)
        if kept is None or seat.canary not in kept.moment.text:
            wrong.append("what was kept before is not there")
    if now is None or not seat.said or tried.answer not in ("kept", "offered"):
        return wrong
    if tried.answer == "kept":
        found = [each.moment.text for each in await store.moments.between(store.db, now.id, TODAY, TODAY)]
    else:
        latest = await store.offers.latest(store.db, now.id)
        found = [latest.moment.text] if latest else []
    if not {cleaned(each) for each in seat.said} <= set(found):
        wrong.append(f"the words are not there: {found}")
    return wrong


def _lasting(one: Participant) -> Participant:
    """Return what no bad input may change of somebody; which question waits may change, and days may end."""
    return replace(
        one,
        awaiting=None,
        awaiting_on=None,
        awaiting_setting=None,
        asked_in=None,
        open_on=None,
        day_ends_at=None,
        gone_at=None,
        rhythm_changed_at=None,
    )
