"""Erasing everything: asked once, answered by tap or in words, and never by accident."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import connection
from bot.storage.database import DatabaseUnavailable
from tests.chat import Person, Stage


async def is_there(scene: Stage, person: Person) -> bool:
    return await scene.store.participants.find(scene.store.db, person.body.id) is not None


@pytest.mark.parametrize("yes", ["yes", "Yes!", "erase everything", "evet"])
async def test_yes_in_words_erases_and_the_question_says_so(scene: Stage, settled: Person, yes: str) -> None:
    await settled.says("/delete")
    question = settled.last.id
    await settled.says(yes)
    assert not await is_there(scene, settled)
    said = next(message for message in settled.messages if message.id == question)
    assert "is erased" in said.text
    assert said.labels == ["Support", "Close"]


@pytest.mark.parametrize("no", ["no", "No, thanks", "erase nothing", "hayır"])
async def test_no_in_words_keeps_everything_and_is_no_moment(scene: Stage, settled: Person, no: str) -> None:
    await settled.says("/delete")
    await settled.says(no)
    assert await is_there(scene, settled)
    settled.sees("Nothing was erased")
    await settled.says("yes")
    assert await is_there(scene, settled), "the question is answered"


@pytest.mark.parametrize("between", ["tea together", "/streak", "4"])
async def test_who_goes_on_with_something_else_erases_nothing_by_a_later_yes(
    scene: Stage, settled: Person, between: str
) -> None:
    await settled.says("/delete")
    await settled.says(between)
    await settled.says("yes")
    assert await is_there(scene, settled)


async def test_a_tap_elsewhere_takes_the_question_back_from_typed_words(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/settings")
    menu = settled.last.id
    await settled.says("/delete")
    await settled.taps("Name", on=menu)
    await settled.says("yes")
    assert await is_there(scene, settled)


async def test_a_question_of_long_ago_erases_nothing(scene: Stage, settled: Person) -> None:
    await settled.says("/delete")
    scene.clock.move(timedelta(hours=24, minutes=1))
    await settled.taps("Erase everything")
    settled.sees("more than a day old", "/delete")
    assert await is_there(scene, settled)
    await settled.says("/delete")
    scene.clock.move(timedelta(hours=23))
    await settled.taps("Erase everything")
    assert not await is_there(scene, settled)


async def test_a_yes_of_another_day_is_no_answer(scene: Stage, settled: Person) -> None:
    await settled.says("/pause")
    await settled.taps("Until I come back")
    await settled.says("/delete")
    scene.clock.move(timedelta(days=5))
    await settled.says("yes")
    assert await is_there(scene, settled)


async def test_in_the_middle_of_the_welcome_it_erases_as_well(scene: Stage) -> None:
    ana = scene.person("Bo")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.says("/delete")
    await ana.says("yes")
    ana.sees("is erased")
    assert not await is_there(scene, ana)


async def test_help_is_there_for_who_was_just_erased(scene: Stage, settled: Person) -> None:
    await settled.says("/delete")
    await settled.taps("Erase everything")
    await settled.taps("Support")
    settled.sees("findahelpline.com")
    assert not await is_there(scene, settled)


async def test_nobody_is_told_that_it_is_done_before_it_is(
    scene: Stage, settled: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the file is to be written anew; the update waits, and comes again."""

    async def full(_path: object) -> None:
        raise DatabaseUnavailable("SQLITE_FULL")

    await settled.says("/delete")
    with monkeypatch.context() as patch:
        patch.setattr(connection, "vacuum", full)
        message, button = settled.button("Erase everything")
        settled.body.taps(message.id, button.data or "")
        (update,) = scene.waiting_updates()
        with pytest.raises(DatabaseUnavailable):
            await scene.settle()
    settled.sees_not("is erased")
    await scene.handles_again(update)
    settled.sees("is erased")
    assert not scene.store.erased.owed


async def test_a_restart_right_after_leaves_nobody_behind(scene: Stage, settled: Person) -> None:
    await settled.says("/delete")
    await scene.restarts()
    await settled.taps("Erase everything", times=2)
    await scene.restarts()
    assert not await is_there(scene, settled)
    await settled.is_welcomed()
    await scene.restarts()
    assert await is_there(scene, settled), "who comes back is somebody new"


async def test_in_discreet_mode_words_that_wait_go_along(scene: Stage, settled: Person) -> None:
    await settled.says("/settings")
    await settled.taps("Discreet mode")
    await settled.taps("Turn discreet mode on")
    await settled.says("the canary sang")
    await settled.says("/delete")
    await settled.says("yes")
    assert not await is_there(scene, settled)
    assert "canary" not in " ".join(message.text for message in settled.body.messages)


async def test_in_turkish(scene: Stage) -> None:
    ada = scene.person("Ada", language="tr")
    await ada.says("/start")
    await ada.says("/delete")
    await ada.says("Her şeyi sil")
    ada.sees("silindi", "oradan da silerim")
