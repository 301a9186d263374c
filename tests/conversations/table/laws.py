"""What has to hold in every cell of the table, and the few exceptions, each with its reason."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterator

from bot.domain.characters import cleaned
from bot.domain.moment import MomentKind
from tests.conversations.table.acting import Input
from tests.conversations.table.taps import TWICE
from tests.conversations.table.trying import State, Tried, kept_rows

SILENCES: dict[str, str] = {
    "service message: ": "Telegram wrote it, not the person",
    "message: (gift|giveaway_winners|passport_data|unique_gift)$": "Telegram wrote it about something bought or won",
    "update: ": "nothing of it is said to the bot, which never asks Telegram for it",
    "in a (group|channel): ": "what is said there is not said to the bot",
    "in a chat: a message of another bot": "two bots must not talk in circles",
    "edit: ": "the person sees the edited message; what was kept from it changes with it",
    "membership: (blocks the bot|comes back)": "nobody is there to hear it; who comes back writes, or is asked on their day",
    "membership: of a channel": "a channel has nobody to answer",
    "membership: of a group: (member to|left to kicked)": "a group is greeted when the bot comes in, and only then",
    "tap, elsewhere: (in a group|on another bot's)": "nobody's card stands there; the spinner ends",
}
"""Where the bot says nothing at all, and why."""

BESIDE: dict[str, str] = {
    "says (ask-name|ask-afraid|prompt-discreet)$": "one question comes after a finished card, in discreet mode behind a tap",
    "sends photo picture-days-caption$": "the letter and the month have a picture above them",
    "says welcome-": "the step that waits follows a change of language",
    r"says (\S+\+)?kinds-hint$": "of an album, some may be of a kind that cannot be kept",
    "says card-closed$": "a closed card says so, and what was written to it is offered all the same",
    "says kept": "an earlier day's card is sent anew, so that nobody wonders which day was meant",
}
"""What may stand beside another message, and why."""

EACH_ALONE: dict[str, str] = {
    "album: ": "before the welcome is done nothing is kept, and each file of an album is answered like any other message",
    TWICE: "what a button sends may come once more when it is tapped once more",
}
"""Where the same answer may come twice, and why."""

NOT_KEPT = re.compile(
    r"says (\S+\+)?(kinds-hint|card-closed|moment-ask|pause-|card-late-note|question-|card-shown-up|thanks|settings?-|welcome-place)"
)
"""Answers that say by themselves that what was sent is not kept, or ask for something else."""

ERASING = re.compile(
    r"tap, (delete: d:yes|moments: mo:\{own_moment\}:erase)|button.*: \[(Erase everything|Her şeyi sil|Yes, delete|Evet, sil)\]"
)
"""What takes away what was kept."""

UNKIND = re.compile(r"Traceback|Exception|Error\b|\bNone\b|\{ ?\$|\bnull\b")
HARMLESS_OF_FORGED = re.compile("there is no text in the message to edit|message can't be edited")
HARMLESS = re.compile(
    "message is not modified|message can't be deleted for everyone|message to delete not found"
)


async def broken(state: State, done: Input, tried: Tried) -> list[str]:
    """Return what is wrong with a cell; nothing when all laws hold."""
    wrong = [
        *_of_the_line(state, done, tried),
        *_of_the_answer(done, tried),
        *_of_the_rows(state, done, tried),
    ]
    if done.brings and not _is_silent(done) and tried.before.get("step") == "done":
        wrong += [each async for each in _of_what_was_said(state, done, tried)]
    return wrong


def _is_silent(done: Input) -> bool:
    return any(re.match(silence, done.title) for silence in SILENCES)


def _of_the_line(state: State, done: Input, tried: Tried) -> Iterator[str]:
    yield from (f"an error was logged: {each.msg}" for each in state.errors.errors)
    for call in tried.calls:
        is_harmless = HARMLESS.search(call.description) or (
            done.is_forged and HARMLESS_OF_FORGED.search(call.description)
        )
        if call.status != 200 and not is_harmless:
            yield f"{call.method} was refused: {call.description}"
        if str(call.params.get("text", "")) and UNKIND.search(str(call.params.get("text", ""))):
            yield "an answer shows what a machine would say"
        is_to_all = "chat_id" not in call.params or call.params["chat_id"] == state.person.body.id
        if not is_to_all and not done.title.startswith("membership: of a group"):
            yield "somebody else was written to"
    if any(query.toast is None for query in state.person.body.queries):
        yield "a tap was left without an answer"


def _of_the_answer(done: Input, tried: Tried) -> Iterator[str]:
    if not tried.answer and not _is_silent(done):
        yield "nothing was answered"
    if len(tried.stayed) > 1 and not _is_fine_together(done, tried.stayed):
        yield f"more than one answer: {', '.join(tried.stayed)}"


def _is_fine_together(done: Input, messages: tuple[str, ...]) -> bool:
    """Tell whether several messages of the bot may stand there as the answer to one thing."""
    if len(set(messages)) == 1:
        return done.title.startswith(tuple(EACH_ALONE))
    beside = [each for each in messages if any(re.match(pattern, each) for pattern in BESIDE)]
    return len(messages) - len(set(beside)) <= 1


def _of_the_rows(state: State, done: Input, tried: Tried) -> Iterator[str]:
    if done.is_theirs and not _is_silent(done) and tried.after.get("gone") == "yes":
        yield "whoever speaks is there, and the bot takes them for gone"
    if state.is_untouched:
        return
    if state.rows.execute("PRAGMA foreign_key_check").fetchall():
        yield "a row hangs on one that is not there"
    is_erasing = ERASING.search(done.title) or "delete-done" in tried.told
    if not is_erasing and not state.held <= kept_rows(state.rows):
        yield "something that was kept is gone"


async def _of_what_was_said(state: State, done: Input, tried: Tried) -> AsyncIterator[str]:
    """What somebody said is kept, offered, or taken as an answer; else the answer says that it is not."""
    for message_id in tried.new_ids:
        if not _is_taken(state.rows, message_id) and not any(NOT_KEPT.match(each) for each in tried.answer):
            yield f"lost without a word: {', '.join(tried.answer)}"
    store = state.scene.store
    participant = await store.participants.find(store.db, state.person.body.id)
    if participant is None:
        return
    for message_id in tried.new_ids:
        kept = await store.moments.of_message(store.db, participant.id, message_id)
        if (
            kept is not None
            and kept.kind is MomentKind.TEXT
            and not (kept.text and cleaned(done.brings).endswith(kept.text))
        ):
            yield "kept are other words than those that were written"


def _is_taken(rows: sqlite3.Connection, message_id: int) -> bool:
    return any(
        rows.execute(f"SELECT 1 FROM {table} WHERE message_id = ?", (message_id,)).fetchone()
        for table in ("moments", "offers", "taken")
    )
