"""The whole table: in every state of the conversation, everything that somebody can send or tap has its answer."""

from __future__ import annotations

import re
from functools import partial

import pytest
from telegram.constants import MessageType, UpdateType

from bot.cards import data
from bot.content.phrases import NAMES
from bot.gateway.updates import KINDS, person_of
from tests.conversations.table import conversation, kinds, written
from tests.conversations.table.acting import Here, Input, sends
from tests.conversations.table.laws import SILENCES, broken
from tests.conversations.table.states import STATES
from tests.conversations.table.table import Column, drawn_for, held, tried
from tests.conversations.table.taps import TAPS

# What Telegram tells of a chat's timer, the library reads with a warning to itself.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*In a future major version attribute:telegram.warnings.PTBDeprecationWarning"
)
WRITE = "python -m tests.conversations.table"


@pytest.fixture(scope="module")
def columns() -> dict[str, Column]:
    return written.read(written.FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STATES)
async def test_what_people_do_has_the_answer_that_is_written_down(
    name: str, columns: dict[str, Column]
) -> None:
    found = await tried(STATES[name], drawn_for(STATES[name]))
    told = {title: columns[name].get(title, "not there") for title in found}
    assert found == told, f"if it is meant so: {WRITE}"


@pytest.mark.soak
@pytest.mark.parametrize("name", STATES)
async def test_everything_has_the_answer_that_is_written_down(name: str, columns: dict[str, Column]) -> None:
    assert await tried(STATES[name]) == columns[name], f"if it is meant so: {WRITE}"


def test_every_state_is_written_down(columns: dict[str, Column]) -> None:
    assert set(columns) == set(STATES), f"if it is meant so: {WRITE}"


def test_the_map_tells_what_the_table_holds(columns: dict[str, Column]) -> None:
    assert conversation.FILE.read_text(encoding="utf-8") == conversation.told(columns), (
        f"to write it anew: {WRITE}"
    )


def test_the_table_reads_back_as_it_was_written(columns: dict[str, Column]) -> None:
    assert written.read(written.written(columns)) == columns


def test_every_kind_of_message_is_in_the_table() -> None:
    known = {*kinds.CONTENT, *kinds.SERVICE, *kinds.BESIDE_TEXT, "text"}
    assert known == {each.value for each in MessageType}


def test_every_kind_of_update_is_in_the_table() -> None:
    assert {*kinds.UPDATES, *KINDS} == {each.value for each in UpdateType}


@pytest.mark.parametrize("kind", kinds.UPDATES)
def test_what_nobody_said_to_the_bot_is_nobodys(kind: str) -> None:
    assert person_of({"update_id": 1, kind: kinds.UPDATES[kind]}) is None


def test_every_area_of_buttons_is_in_the_table() -> None:
    areas = {
        value
        for name, value in vars(data).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str)
    }
    assert areas - {data.AS_MOMENT, data.ERASE} <= {
        each.split(":")[0] for taps in TAPS.values() for each in taps
    }


def test_every_request_is_in_the_table(columns: dict[str, Column]) -> None:
    asked = {f"request: {name}" for name in NAMES}
    assert all(asked <= set(column) for name, column in columns.items() if name != "blocked")


def test_every_silence_is_needed(columns: dict[str, Column]) -> None:
    silent = {
        title
        for column in columns.values()
        for title, answer in column.items()
        if answer.startswith("silence")
    }
    assert [each for each in SILENCES if not any(_begins(each, title) for title in silent)] == []


def _begins(pattern: str, title: str) -> bool:
    return re.match(pattern, title) is not None


def silent(_: Here) -> None:
    """Do nothing, as if the bot had not answered."""


def asks_twice(here: Here) -> None:
    sends(here, "/help")
    sends(here, "/help")


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        (Input("words", "unheard", silent), "nothing was answered"),
        (Input("words", "answered twice", asks_twice), "more than one answer"),
        (Input("words", "let fall", lambda here: sends(here, "/help"), "tea"), "lost without a word"),
        (Input("words", "erased", lambda here: sends(here, "/delete")), ""),
    ],
    ids=lambda each: each.name if isinstance(each, Input) else "",
)
async def test_a_cell_that_breaks_a_law_is_found(wrong: Input, law: str) -> None:
    async with held(STATES["between cards"]) as (state, here):
        found = await broken(state, wrong, await state.tries(partial(wrong.act, here)))
        assert [each.startswith(law) for each in found] == ([True] if law else [])
