"""The weekly letter, played: on its evening or the morning after, once, and to nobody who is not to be written to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cards import data
from bot.dispatch import posting
from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.pictures.painter import Drawing
from bot.simulator.seen import SeenMessage
from bot.storage.deliveries import Kind, Status
from bot.storage.planning import plan_ahead
from tests.chat import CONTENT, Person, Stage, stage
from tests.conversations.conftest import ana, scene
from tests.dispatch.playing import (
    asked_at,
    changes,
    crashes_after_claiming,
    row_of,
    starts_again,
    status,
)
from tests.dispatch.test_hearing import has_written, is_handled

__all__ = ["ana", "scene"]

FIRST, SECOND = date(2026, 11, 29), date(2026, 12, 6)
SATURDAY, SUNDAY, MONDAY, NEXT_SUNDAY = "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-06"


def letters(person: Person, on: date = FIRST) -> list[SeenMessage]:
    """The letters of a day that stand in the chat, each with its buttons."""
    return [
        message
        for message in person.messages
        if any((button.data or "").startswith(data.letter(on)) for row in message.rows for button in row)
    ]


def pictures(person: Person) -> list[SeenMessage]:
    return [message for message in person.messages if message.photo]


async def changes_when(scene: Stage, person: Person, **columns: Any) -> None:
    """Have what decides when somebody is asked, or written to, changed now."""
    await changes(scene, person, **columns, rhythm_changed_at=scene.clock.now())
    async with scene.store.db.transaction() as tx:
        await plan_ahead(scene.store, tx, await row_of(scene, person), scene.clock.now())


async def answers(person: Person, *labels: str) -> None:
    for label in labels:
        await person.taps(label)


async def letters_at(scene: Stage, person: Person, *times: str, on: date = FIRST) -> list[int]:
    """How many letters of a day stand in the chat at each of some times."""
    counts = []
    for when in times:
        await scene.reaches(when)
        counts.append(len(letters(person, on)))
    return counts


@pytest.fixture
async def jo(scene: Stage) -> Person:
    """Jo, who is asked at six and wants no nudge, and whose first letter comes on Sunday the 29th."""
    person = await asked_at(scene, "18:00", "Jo")
    await changes(scene, person, nudge_minutes=None)
    return person


# --- when it comes


async def test_it_comes_two_hours_after_the_prompt_and_once(scene: Stage, jo: Person) -> None:
    times = (f"{SUNDAY} 18:00", f"{SUNDAY} 19:59", f"{SUNDAY} 20:00", f"{MONDAY} 20:00")
    assert await letters_at(scene, jo, *times) == [0, 0, 1, 1]
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.SENT


async def test_the_next_one_comes_a_week_later(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 20:00")
    times = ("2026-12-05 23:00", f"{NEXT_SUNDAY} 19:59", f"{NEXT_SUNDAY} 20:00")
    assert await letters_at(scene, jo, *times, on=SECOND) == [0, 0, 1]


async def test_with_a_card_that_is_completed_in_the_evening_it_comes_at_once(
    scene: Stage, jo: Person
) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await answers(jo, "4", "3")
    await scene.passes(seconds=3)
    assert letters(jo) == []
    await jo.taps("Nothing today")
    await scene.passes(seconds=3)
    assert len(letters(jo)) == 1
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00", f"{MONDAY} 12:00") == [1, 1]


@pytest.mark.parametrize("said", ["4 3 she made tea", "/moment she made tea"])
async def test_words_complete_a_card_as_well(scene: Stage, jo: Person, said: str) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    if said.startswith("/"):
        await answers(jo, "4", "3")
    await jo.says(said)
    await scene.passes(seconds=3)
    assert len(letters(jo)) == 1


@pytest.mark.parametrize(("at", "expected"), [("16:59", 0), ("17:00", 1), ("17:30", 1)])
async def test_the_evening_begins_at_five(scene: Stage, jo: Person, at: str, expected: int) -> None:
    await scene.reaches(f"{SUNDAY} {at}")
    await jo.says("/checkin")
    await answers(jo, "4", "3", "Nothing today")
    await scene.passes(seconds=3)
    assert len(letters(jo)) == expected
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00") == [1]


async def test_yesterdays_card_brings_nothing(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SATURDAY} 18:00")
    await scene.reaches(f"{SUNDAY} 17:30")
    await answers(jo, "4", "3", "Nothing today")
    await scene.passes(seconds=3)
    assert letters(jo) == []


async def test_on_a_day_without_a_prompt_it_comes_at_seven(scene: Stage, jo: Person) -> None:
    await changes_when(scene, jo, weekdays=frozenset({0, 2, 4}))
    assert await letters_at(scene, jo, f"{SUNDAY} 18:59", f"{SUNDAY} 19:00") == [0, 1]


async def test_on_a_day_that_was_skipped_it_comes_at_seven(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 12:00")
    await jo.says("/skip")
    assert await letters_at(scene, jo, f"{SUNDAY} 18:59", f"{SUNDAY} 19:00", f"{MONDAY} 10:00") == [0, 1, 1]


async def test_skipped_by_tap_it_comes_at_seven_too(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await jo.taps("Skip today")
    assert await letters_at(scene, jo, f"{SUNDAY} 18:59", f"{SUNDAY} 19:00") == [0, 1]


async def test_skipped_after_seven_it_comes_when_it_would_have(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await scene.reaches(f"{SUNDAY} 19:30")
    await jo.taps("Skip today")
    assert await letters_at(scene, jo, f"{SUNDAY} 19:31", f"{SUNDAY} 20:00") == [0, 1]


async def test_quiet_hours_put_it_off_to_the_next_morning_and_it_is_still_of_its_day(
    scene: Stage, ana: Person
) -> None:
    times = (f"{SUNDAY} 21:00", f"{SUNDAY} 23:00", f"{MONDAY} 07:59", f"{MONDAY} 08:00", f"{MONDAY} 23:00")
    assert await letters_at(scene, ana, *times) == [0, 0, 0, 1, 1]


async def test_one_that_waits_for_the_morning_outlives_a_change_and_the_next_prompt(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches(f"{SUNDAY} 23:00")
    await changes_when(scene, ana, ask_time=time(7, 30))
    await scene.reaches(f"{MONDAY} 07:30")
    assert await status(scene, ana, Kind.PROMPT, date(2026, 11, 30)) is Status.SENT
    assert await letters_at(scene, ana, f"{MONDAY} 08:00", f"{MONDAY} 12:00") == [1, 1]
    assert await letters_at(scene, ana, f"{NEXT_SUNDAY} 09:30", on=SECOND) == [1]


async def test_none_comes_on_the_very_first_day(tmp_path: Path) -> None:
    async with stage(tmp_path, f"{SUNDAY} 12:00") as scene:
        jo = await asked_at(scene, "18:00", "Jo")
        assert await letters_at(scene, jo, f"{SUNDAY} 18:00", f"{SUNDAY} 20:00", f"{MONDAY} 12:00") == [
            0,
            0,
            0,
        ]
        assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


async def test_a_changed_letter_day_counts_from_then_on(scene: Stage, jo: Person) -> None:
    await changes_when(scene, jo, letter_weekday=3)
    assert await letters_at(scene, jo, "2026-11-26 20:00", on=date(2026, 11, 26)) == [1]
    await changes_when(scene, jo, letter_weekday=5)
    assert await letters_at(scene, jo, f"{SATURDAY} 20:00", on=date(2026, 11, 28)) == [1]
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00") == [0]


async def test_one_for_an_hour_that_lies_before_the_change_does_not_come(scene: Stage, jo: Person) -> None:
    await changes_when(scene, jo, letter_weekday=0)
    await scene.reaches("2026-11-25 21:00")
    await changes_when(scene, jo, letter_weekday=2)
    assert await letters_at(scene, jo, "2026-11-25 21:05", on=date(2026, 11, 25)) == [0]


async def test_a_change_of_the_hour_moves_it_with_the_prompt(scene: Stage, jo: Person) -> None:
    await changes_when(scene, jo, ask_time=time(14))
    assert await letters_at(scene, jo, f"{SUNDAY} 15:59", f"{SUNDAY} 16:00", f"{SUNDAY} 20:00") == [0, 1, 1]


@pytest.mark.parametrize(
    ("place", "zone", "start", "on"),
    [
        ("Berlin, Germany", "Europe/Berlin", "2026-10-20", "2026-10-25"),
        ("Berlin, Germany", "Europe/Berlin", "2026-03-24", "2026-03-29"),
        ("New York City", "America/New_York", "2026-10-27", "2026-11-01"),
        ("Auckland", "Pacific/Auckland", "2026-09-22", "2026-09-27"),
    ],
)
async def test_where_the_clocks_change_that_day_it_comes_two_hours_after_the_prompt_all_the_same(
    tmp_path: Path, place: str, zone: str, start: str, on: str
) -> None:
    async with stage(tmp_path, f"{start} 12:00", zone) as scene:
        jo = scene.person("Jo")
        await jo.is_welcomed(place=place, time="18:00")
        await jo.taps("At 18:00")
        await scene.reaches(f"{on} 18:00", zone)
        await scene.reaches(f"{on} 19:59", zone)
        assert letters(jo, date.fromisoformat(on)) == []
        await scene.reaches(f"{on} 20:00", zone)
        assert len(letters(jo, date.fromisoformat(on))) == 1


async def test_who_travelled_to_where_its_day_has_not_come_reads_of_the_days_that_have(
    scene: Stage, jo: Person
) -> None:
    await changes_when(scene, jo, zone=ZoneInfo("Pacific/Kiritimati"))
    await scene.reaches(f"{SUNDAY} 18:00", "Pacific/Kiritimati")
    await changes(scene, jo, zone=ZoneInfo("Pacific/Honolulu"))
    await scene.reaches(f"{SUNDAY} 20:00", "Pacific/Kiritimati")
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.SENT
    assert len(letters(jo, date(2026, 11, 28))) == 1


# --- who gets none


async def test_in_a_pause_there_is_none(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SATURDAY} 12:00")
    await jo.says("/pause 3")
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00", f"{MONDAY} 20:00", "2026-12-01 20:00") == [0, 0, 0]
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


async def test_one_that_waits_for_the_morning_does_not_come_into_a_pause(scene: Stage, ana: Person) -> None:
    await scene.reaches(f"{SUNDAY} 23:00")
    await ana.says("/pause 2")
    assert await letters_at(scene, ana, f"{MONDAY} 08:00", "2026-12-02 12:00") == [0, 0]


async def test_one_whose_hour_lay_in_a_pause_does_not_come_after_it(scene: Stage, ana: Person) -> None:
    await scene.reaches(f"{SUNDAY} 12:00")
    await ana.says("/pause 1")
    times = (f"{SUNDAY} 23:00", f"{MONDAY} 05:00", f"{MONDAY} 08:00", f"{MONDAY} 22:00")
    assert await letters_at(scene, ana, *times) == [0, 0, 0, 0]


async def test_resumed_before_its_hour_it_comes_and_after_it_not(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SATURDAY} 12:00")
    await jo.says("/pause")
    await jo.taps("Until")
    await scene.reaches(f"{SUNDAY} 19:00")
    await jo.says("/resume")
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00") == [1]
    await jo.says("/pause 9")
    await scene.reaches(f"{NEXT_SUNDAY} 20:05")
    await jo.says("/resume")
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 21:00", "2026-12-07 12:00", on=SECOND) == [0, 0]


async def test_who_blocked_the_bot_gets_none_and_who_comes_back_the_next(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SATURDAY} 12:00")
    jo.body.blocks()
    await scene.settle()
    await scene.reaches(f"{SUNDAY} 20:00")
    assert await status(scene, jo, Kind.LETTER, FIRST) is None
    assert scene.refusals == []
    jo.body.returns()
    await scene.settle()
    await jo.says("/start")
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


async def test_of_somebody_who_blocked_unheard_the_letter_tells(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    jo.body.blocks()
    scene.forget_updates()
    await scene.reaches(f"{SUNDAY} 20:00")
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.REFUSED
    assert (await row_of(scene, jo)).gone_at is not None


async def test_who_is_not_set_up_gets_none(scene: Stage) -> None:
    kim = scene.person("Kim")
    await kim.says("/start")
    assert await letters_at(scene, kim, f"{SUNDAY} 20:00", f"{MONDAY} 20:00") == [0, 0]


async def test_what_they_wrote_before_is_heard_before_the_letter_goes(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    seq = await has_written(scene, jo)
    assert await letters_at(scene, jo, f"{SUNDAY} 20:00") == [0]
    await jo.says("/pause 3")
    await is_handled(scene, seq)
    assert await letters_at(scene, jo, f"{SUNDAY} 20:01", f"{MONDAY} 12:00") == [0, 0]


@pytest.mark.parametrize("column", ["gone_at", "paused_at"])
async def test_one_that_stands_there_all_the_same_is_not_needed(
    scene: Stage, jo: Person, column: str
) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await changes(scene, jo, **{column: scene.clock.now()})
    await scene.reaches(f"{SUNDAY} 20:00")
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.UNNEEDED


# --- after downtime, a crash, a moved clock


@pytest.mark.parametrize(
    ("back_at", "expected"),
    [
        (f"{SUNDAY} 21:00", Status.SENT),
        (f"{SUNDAY} 22:29", Status.SENT),
        (f"{MONDAY} 09:00", Status.SENT),  # a night
        (f"{MONDAY} 20:00", Status.SENT),
        (f"{MONDAY} 20:01", Status.DROPPED),
        ("2026-12-01 20:00", Status.DROPPED),  # two days
    ],
)
async def test_after_downtime_it_comes_up_to_a_day_late(
    scene: Stage, jo: Person, back_at: str, expected: Status
) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await starts_again(scene)
    await scene.reaches(back_at)
    assert await status(scene, jo, Kind.LETTER, FIRST) is expected
    assert len(letters(jo)) == (expected is Status.SENT)
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


async def test_after_downtime_of_weeks_one_comes_and_not_one_for_each(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SATURDAY} 12:00")
    await starts_again(scene)
    third = date(2026, 12, 13)
    assert await letters_at(scene, jo, "2026-12-13 21:00", on=third) == [1]
    assert [len(letters(jo, on)) for on in (FIRST, SECOND, third)] == [0, 0, 1]


async def test_a_night_after_which_quiet_hours_end_late_drops_nothing(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    await starts_again(scene)
    assert await letters_at(scene, jo, f"{MONDAY} 03:00", f"{MONDAY} 08:00") == [0, 1]


async def test_after_a_crash_between_claim_and_record_it_is_not_repeated(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    scene.clock.set(scene.clock.now().replace(hour=17))
    await crashes_after_claiming(scene, jo, Kind.LETTER)
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.UNSURE
    assert await letters_at(scene, jo, f"{SUNDAY} 21:00", f"{MONDAY} 20:00") == [0, 0]


async def test_the_next_one_is_planned_in_the_commit_that_claims(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    scene.clock.set(scene.clock.now().replace(hour=17))
    claims = await courier(scene, scene._call).claim(10)
    assert [due.delivery.kind for due in claims.claimed] == [Kind.LETTER]
    await starts_again(scene)
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


async def test_a_clock_set_back_brings_it_no_second_time(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 20:00")
    await scene.passes(hours=-5)
    assert await letters_at(scene, jo, f"{SUNDAY} 18:00", f"{SUNDAY} 20:00", f"{MONDAY} 12:00") == [1, 1, 1]
    assert await letters_at(scene, jo, f"{NEXT_SUNDAY} 20:00", on=SECOND) == [1]


@pytest.mark.parametrize("days", [2, 30, 400])
async def test_a_clock_that_jumps_ahead_and_back_takes_none_away(scene: Stage, jo: Person, days: int) -> None:
    await scene.reaches(f"{SATURDAY} 23:30")
    await scene.passes(days=days)
    await scene.passes(days=-days)
    assert await letters_at(scene, jo, f"{SUNDAY} 18:00", f"{SUNDAY} 20:00") == [0, 1]


@pytest.mark.parametrize("hours", [0, 2.5])
async def test_a_clock_that_was_ahead_over_its_hour_takes_it_not_away(
    scene: Stage, jo: Person, hours: float
) -> None:
    """Set right before that hour, or after it."""
    await scene.reaches(f"{SUNDAY} 18:00")
    await scene.passes(days=3)
    assert await status(scene, jo, Kind.LETTER, FIRST) is Status.DROPPED
    await scene.passes(days=-3, hours=hours)
    assert await letters_at(scene, jo, f"{SUNDAY} 20:31") == [1]


async def test_one_that_waits_for_the_morning_outlives_a_clock_that_was_ahead(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches(f"{SUNDAY} 23:00")
    await scene.passes(days=3)
    assert await status(scene, ana, Kind.LETTER, FIRST) is Status.DROPPED
    await scene.passes(days=-3, hours=6)
    assert await letters_at(scene, ana, f"{MONDAY} 08:00", f"{MONDAY} 12:00") == [1, 1]


# --- beside what else is to be sent


async def test_a_card_goes_before_a_letter_that_has_been_due_for_longer(scene: Stage, jo: Person) -> None:
    """A letter may come a day late, and a prompt may not."""
    kim = await asked_at(scene, "20:30", "Kim")
    await scene.reaches(f"{SUNDAY} 18:00")
    scene.clock.set(scene.clock.now().replace(hour=17, minute=30))
    claims = [await courier(scene, scene._call).claim(1) for _ in range(2)]
    claimed = [(due.participant.telegram_id, due.delivery.kind) for claim in claims for due in claim.claimed]
    assert claimed == [(kim.body.id, Kind.PROMPT), (jo.body.id, Kind.LETTER)]


async def test_nothing_comes_between_its_picture_and_its_words(scene: Stage) -> None:
    """The nudge is due, and room for it made by Kim's letter, while the picture is on its way."""
    jo = await asked_at(scene, "17:59", "Jo")
    kim = await asked_at(scene, "18:00", "Kim")
    await changes(scene, kim, nudge_minutes=None)
    await scene.reaches(f"{SATURDAY} 18:00")
    await answers(jo, "4", "3", "Nothing today")
    await changes(scene, jo, nudge_minutes=None)
    await scene.reaches(f"{SUNDAY} 18:00")
    async with scene.store.db.transaction() as tx:
        due_at = scene.clock.now() + timedelta(hours=2)
        await scene.store.deliveries.plan(tx, (await row_of(scene, jo)).id, Kind.NUDGE, FIRST, due_at)

    async def slow(method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        result = await scene._call(method, parameters, lane)
        if method == "sendPhoto":
            scene.clock.move(timedelta(minutes=1))
            while await status(scene, jo, Kind.NUDGE, FIRST) is Status.DUE:
                pass
            for _ in range(20):
                await asyncio.sleep(0)
        return result

    scene.dispatcher = Dispatcher(courier(scene, slow), prompts_per_second=1)
    async with asyncio.timeout(60):
        await scene.reaches(f"{SUNDAY} 20:00")
    assert await status(scene, jo, Kind.NUDGE, FIRST) is Status.SENT
    [picture], [words] = pictures(jo), letters(jo)
    assert next(each.id for each in jo.messages if each.id > picture.id) == words.id


# --- its picture and its words

Outcomes = dict[str, list[DeliveryError | None]]


def courier(scene: Stage, call: Callable[..., Awaitable[Any]]) -> Courier:
    return Courier(scene.store, CONTENT, Outbox(call), scene.clock, scene.painter)


def meets(scene: Stage, outcomes: Outcomes) -> None:
    """Have calls of some methods meet trouble, the first of them the first; Telegram acts on what is unsure."""

    async def call(method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        left = outcomes.get(method, [])
        outcome = left.pop(0) if left else None
        if outcome is not None and not isinstance(outcome, Unsure):
            raise outcome
        result = await scene._call(method, parameters, lane)
        if outcome is not None:
            raise outcome
        return result

    scene.dispatcher = Dispatcher(courier(scene, call))


@pytest.fixture
async def kept(scene: Stage, jo: Person) -> Person:
    """Jo, with one kept day behind her, an hour before the letter."""
    await scene.reaches(f"{SATURDAY} 18:00")
    await answers(jo, "4", "3", "Nothing today")
    await scene.reaches(f"{SUNDAY} 18:00")
    await scene.reaches(f"{SUNDAY} 19:00")
    return jo


async def test_the_picture_comes_first_and_then_the_words(scene: Stage, kept: Person) -> None:
    await scene.reaches(f"{SUNDAY} 20:00")
    [picture], [words] = pictures(kept), letters(kept)
    assert picture.text
    assert picture.id < words.id
    assert words.photo is None


async def test_of_a_week_in_which_nothing_is_there_is_no_picture(scene: Stage, jo: Person) -> None:
    assert await letters_at(scene, jo, f"{SUNDAY} 18:00", f"{SUNDAY} 20:00") == [0, 1]
    assert pictures(jo) == []


class NeverDone:
    """Draws for ever."""

    async def draw(self, drawing: Drawing) -> bytes:
        del drawing
        await asyncio.Event().wait()
        raise AssertionError


async def test_where_the_drawing_does_not_end_the_words_come_alone(
    scene: Stage, kept: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "DRAWN_WITHIN_SECONDS", 0)
    scene.painter.instead = NeverDone()
    async with asyncio.timeout(60):
        assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [1]
    assert pictures(kept) == []


async def test_where_the_drawing_fails_the_words_come_alone(scene: Stage, kept: Person) -> None:
    scene.painter.is_broken = True
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [1]
    assert pictures(kept) == []


@pytest.mark.parametrize("outcome", [NotSent(), Wait(3), Broken(401)], ids=str)
async def test_a_picture_that_certainly_did_not_go_holds_the_words_back_too(
    scene: Stage, kept: Person, outcome: DeliveryError
) -> None:
    meets(scene, {"sendPhoto": [outcome]})
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [0]
    assert await status(scene, kept, Kind.LETTER, FIRST) is Status.DUE
    assert await letters_at(scene, kept, f"{SUNDAY} 20:03") == [1]
    assert len(pictures(kept)) == 1


@pytest.mark.parametrize(("outcome", "seen"), [(Unsure(), 1), (Unsure(502), 1), (Refused(400), 0)], ids=str)
async def test_of_a_picture_that_is_refused_or_perhaps_went_the_words_come(
    scene: Stage, kept: Person, outcome: DeliveryError, seen: int
) -> None:
    meets(scene, {"sendPhoto": [outcome]})
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00", f"{SUNDAY} 20:10") == [1, 1]
    assert len(pictures(kept)) == seen
    assert await status(scene, kept, Kind.LETTER, FIRST) is Status.SENT


async def test_where_the_picture_tells_that_somebody_is_gone_nothing_more_is_sent(
    scene: Stage, kept: Person
) -> None:
    meets(scene, {"sendPhoto": [Gone(403)]})
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [0]
    assert await status(scene, kept, Kind.LETTER, FIRST) is Status.REFUSED
    assert (await row_of(scene, kept)).gone_at is not None


@pytest.mark.parametrize("of_picture", [None, Unsure()], ids=str)
@pytest.mark.parametrize("of_words", [NotSent(), Wait(3), Broken(401)], ids=str)
async def test_words_that_have_to_wait_come_without_a_second_picture(
    scene: Stage, kept: Person, of_picture: DeliveryError | None, of_words: DeliveryError
) -> None:
    meets(scene, {"sendPhoto": [of_picture], "sendMessage": [of_words, of_words]})
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [0]
    assert await letters_at(scene, kept, f"{SUNDAY} 20:03", f"{SUNDAY} 20:08", f"{SUNDAY} 20:13") == [0, 1, 1]
    assert len(pictures(kept)) == 1


@pytest.mark.parametrize("outcome", [Unsure(), Refused(400)], ids=str)
async def test_words_that_are_refused_or_perhaps_went_are_not_repeated(
    scene: Stage, kept: Person, outcome: DeliveryError
) -> None:
    meets(scene, {"sendMessage": [outcome]})
    seen = int(isinstance(outcome, Unsure))
    assert (
        await letters_at(scene, kept, f"{SUNDAY} 20:00", f"{SUNDAY} 21:00", f"{MONDAY} 12:00") == [seen] * 3
    )
    assert len(pictures(kept)) == 1


async def test_a_crash_between_picture_and_words_repeats_neither(scene: Stage, kept: Person) -> None:
    class KilledError(BaseException):
        """Kill -9, as far as one call can tell."""

    async def call(method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        if method == "sendMessage":
            raise KilledError
        return await scene._call(method, parameters, lane)

    scene.clock.set(scene.clock.now().replace(hour=17))
    dying = courier(scene, call)
    [due] = (await dying.claim(10)).claimed
    with pytest.raises(KilledError):
        await dying.deliver(due.delivery, due.participant, scene.clock.now())
    await starts_again(scene)
    assert await letters_at(scene, kept, f"{SUNDAY} 21:00", f"{MONDAY} 12:00") == [0, 0]
    assert len(pictures(kept)) == 1
    assert await status(scene, kept, Kind.LETTER, FIRST) is Status.UNSURE


async def test_in_discreet_mode_a_neutral_line_comes_alone(scene: Stage, kept: Person) -> None:
    await changes(scene, kept, is_discreet=True)
    assert await letters_at(scene, kept, f"{SUNDAY} 20:00") == [1]
    assert pictures(kept) == []
    [line] = letters(kept)
    assert [button.data for row in line.rows for button in row] == [data.letter(FIRST, "open")]


async def test_a_question_that_waits_for_words_goes_on_waiting(scene: Stage, kept: Person) -> None:
    """A letter asks nothing: what is written next is the answer to what was asked before it."""
    await kept.says("/moment")
    await scene.reaches(f"{SUNDAY} 20:00")
    await kept.says("she made tea")
    kept.sees_not("Keep this as a moment?")
    found = await scene.store.checkins.find(scene.store.db, (await row_of(scene, kept)).id, FIRST)
    assert found is not None
    assert found.moments == 1


async def test_of_the_day_it_is_neither_a_card_nor_a_sign(scene: Stage, jo: Person) -> None:
    await scene.reaches(f"{SUNDAY} 18:00")
    before = await scene.store.cards.all_of(scene.store.db, (await row_of(scene, jo)).id, FIRST)
    await scene.reaches(f"{SUNDAY} 20:00")
    assert await scene.store.cards.all_of(scene.store.db, (await row_of(scene, jo)).id, FIRST) == before
