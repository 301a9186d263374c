"""Fading, played: a week of silence brings a choice, two bring a pause; each is said once, and never blames."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.domain.day import Reason, State
from bot.storage.deliveries import Kind, Status
from bot.storage.planning import plan_ahead
from tests.chat import CONTENT, Person, Stage, stage
from tests.conversations.conftest import ana, scene
from tests.dispatch.playing import (
    DROPPED,
    KEPT,
    asked_at,
    changes,
    crashes_after_claiming,
    prompts,
    row_of,
    states,
    status,
)

__all__ = ["ana", "scene"]

FIRST = date(2026, 11, 24)
"""The day of the first prompt: a Tuesday."""
OFFERED, PAUSED_ON = FIRST + timedelta(days=7), FIRST + timedelta(days=14)
LESS_OFTEN = CONTENT.words("en").label("fading-less-often")
SELF_PAUSED = CONTENT.words("en").label("fading-self-paused").split("\n", maxsplit=1)[0]
PAUSED = (State.REST, Reason.PAUSED)


@pytest.fixture
async def jo(scene: Stage) -> Person:
    """Jo, who is asked at six from Tuesday on, wants no nudge, and does not answer."""
    person = await asked_at(scene, "18:00", "Jo")
    await changes(scene, person, nudge_minutes=None)
    return person


async def is_six_of(scene: Stage, *days: date) -> None:
    """Let it become six o'clock on each of some days, and soon after."""
    for on in days:
        await scene.reaches(f"{on} 18:00")
        await scene.passes(seconds=5)


async def is_silent(scene: Stage, *, until: date, since: date = FIRST) -> None:
    """Let six o'clock come and go every day, up to and with a day."""
    await is_six_of(scene, *(since + timedelta(days=number) for number in range((until - since).days + 1)))


def said(person: Person, text: str) -> int:
    return sum(text in message.text for message in person.messages)


async def every(scene: Stage, person: Person, kind: Kind) -> dict[date, Status]:
    """Every row of a kind that somebody has."""
    sql = "SELECT day_on, status FROM deliveries WHERE participant_id = :id AND kind = :kind ORDER BY day_on"
    rows = await scene.store.db.rows(sql, {"id": (await row_of(scene, person)).id, "kind": kind})
    return {date.fromisoformat(row["day_on"]): Status(row["status"]) for row in rows}


# --- when it comes


async def test_after_seven_silent_days_the_choice_comes_in_the_prompts_place(
    scene: Stage, jo: Person
) -> None:
    await is_silent(scene, until=OFFERED - timedelta(days=1))
    assert (said(jo, LESS_OFTEN), prompts(jo)) == (0, 7)
    await scene.reaches(f"{OFFERED} 17:59")
    assert said(jo, LESS_OFTEN) == 0
    await scene.reaches(f"{OFFERED} 18:00")
    assert (said(jo, LESS_OFTEN), prompts(jo)) == (1, 7)
    assert jo.last.labels == [
        "Mon, Wed, Fri",
        "Once a week",
        "Pause",
        "As before",
        "Today’s card",
        "Support",
    ]
    assert await status(scene, jo, Kind.PROMPT, OFFERED) is Status.UNNEEDED
    assert await status(scene, jo, Kind.LESS_OFTEN, OFFERED) is Status.SENT


async def test_that_day_is_a_rest_day_and_the_next_is_asked_again(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED + timedelta(days=1))
    assert (await states(scene, jo))[OFFERED] == DROPPED
    assert prompts(jo) == 8


async def test_in_one_silence_it_is_offered_once(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=PAUSED_ON - timedelta(days=1))
    assert (said(jo, LESS_OFTEN), prompts(jo)) == (1, 13)


async def test_after_fourteen_it_pauses_itself_and_says_so_once(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=PAUSED_ON + timedelta(days=8))
    assert (said(jo, LESS_OFTEN), said(jo, SELF_PAUSED), prompts(jo)) == (1, 1, 13)
    assert jo.last.labels == ["Go on", "Support"]
    assert (await row_of(scene, jo)).paused_at is not None
    closed = await states(scene, jo)
    assert [closed[PAUSED_ON + timedelta(days=number)] for number in range(8)] == [PAUSED] * 8
    letters = await every(scene, jo, Kind.LETTER)
    assert max(letters) < PAUSED_ON


async def test_go_on_asks_again_from_the_next_day(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=PAUSED_ON)
    await jo.taps("Go on")
    jo.sees("Wednesday, 9 December at 18:00")
    await scene.reaches(f"{PAUSED_ON} 22:00")
    assert prompts(jo) == 13
    await is_silent(scene, since=PAUSED_ON + timedelta(days=1), until=PAUSED_ON + timedelta(days=7))
    assert prompts(jo) == 20
    await is_six_of(scene, PAUSED_ON + timedelta(days=8))
    assert said(jo, LESS_OFTEN) == 2  # a new silence


@pytest.mark.parametrize("sign", ["answer", "moment", "settings", "as before", "resume"])
async def test_any_sign_ends_a_silence(scene: Stage, jo: Person, sign: str) -> None:
    await is_silent(scene, until=OFFERED)
    match sign:
        case "answer":
            await jo.taps("Today’s card")
            await jo.taps("4")
        case "moment":
            await jo.says("/moment tea")
        case "settings":
            await changes(scene, jo, rhythm_changed_at=scene.clock.now())
        case "as before":
            await jo.taps("As before")
        case _:
            await jo.says("/pause 1")
            await jo.says("/resume")
    await is_silent(scene, since=OFFERED + timedelta(days=1), until=PAUSED_ON)
    assert (said(jo, LESS_OFTEN), said(jo, SELF_PAUSED)) == (0 if sign == "as before" else 1, 0)
    assert prompts(jo) == 7 + 7
    await is_six_of(scene, PAUSED_ON + timedelta(days=1))
    assert len(await every(scene, jo, Kind.LESS_OFTEN)) == 2


async def test_an_answer_at_any_time_of_the_week_keeps_it_away(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=FIRST + timedelta(days=4))
    await jo.taps("4")
    await is_silent(scene, since=FIRST + timedelta(days=5), until=FIRST + timedelta(days=11))
    assert said(jo, LESS_OFTEN) == 0
    await is_six_of(scene, FIRST + timedelta(days=12))
    assert said(jo, LESS_OFTEN) == 1


async def test_rest_days_are_left_out(scene: Stage, jo: Person) -> None:
    for number in range(7):
        await is_six_of(scene, FIRST + timedelta(days=number))
        if number % 2 == 0:
            await jo.taps("Skip today")
    await is_six_of(scene, OFFERED)
    assert said(jo, LESS_OFTEN) == 0
    await is_six_of(scene, OFFERED + timedelta(days=1))
    assert said(jo, LESS_OFTEN) == 1  # four prompts, the first of them a week ago


async def test_who_is_asked_once_a_week_is_left_four_weeks(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, weekdays=frozenset({1}))
    async with scene.store.db.transaction() as tx:
        await plan_ahead(scene.store, tx, await row_of(scene, jo), scene.clock.now())
    await is_silent(scene, until=FIRST + timedelta(days=27))
    assert (said(jo, LESS_OFTEN), prompts(jo)) == (0, 4)
    await is_six_of(scene, FIRST + timedelta(days=28))
    assert said(jo, LESS_OFTEN) == 1
    assert "Mon, Wed, Fri" not in jo.last.labels
    assert "Once a week" not in jo.last.labels


async def test_what_the_bot_failed_to_send_is_no_silence(scene: Stage, jo: Person) -> None:
    for number in range(6):
        scene.is_cut_off = True
        await scene.reaches(f"{FIRST + timedelta(days=number)} 18:00")
        await scene.reaches(f"{FIRST + timedelta(days=number)} 21:00")
        scene.is_cut_off = False
    await is_silent(scene, since=FIRST + timedelta(days=6), until=FIRST + timedelta(days=12))
    assert said(jo, LESS_OFTEN) == 0


# --- on the way


@pytest.mark.parametrize("kind", [Kind.LESS_OFTEN, Kind.SELF_PAUSED])
async def test_one_whose_outcome_is_unknown_is_not_repeated(scene: Stage, jo: Person, kind: Kind) -> None:
    on, text = (OFFERED, LESS_OFTEN) if kind is Kind.LESS_OFTEN else (PAUSED_ON, SELF_PAUSED)
    await is_silent(scene, until=on - timedelta(days=1))
    scene.loses_answers = True
    await scene.reaches(f"{on} 18:00")
    scene.loses_answers = False
    await is_silent(scene, since=on, until=on + timedelta(days=3))
    assert await status(scene, jo, kind, on) is Status.UNSURE
    assert await status(scene, jo, Kind.SECOND_CHANCE, on) is None
    assert said(jo, text) == 1
    assert len(await every(scene, jo, kind)) == 1


@pytest.mark.parametrize("kind", [Kind.LESS_OFTEN, Kind.SELF_PAUSED])
async def test_what_certainly_failed_is_tried_again(scene: Stage, jo: Person, kind: Kind) -> None:
    on, text = (OFFERED, LESS_OFTEN) if kind is Kind.LESS_OFTEN else (PAUSED_ON, SELF_PAUSED)
    await is_silent(scene, until=on - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{on} 18:00")
    scene.is_cut_off = False
    assert said(jo, text) == 0
    await scene.reaches(f"{on} 18:10")
    assert said(jo, text) == 1
    assert await status(scene, jo, kind, on) is Status.SENT


@pytest.mark.parametrize("kind", [Kind.LESS_OFTEN, Kind.SELF_PAUSED])
async def test_a_crash_between_claim_and_record_leaves_it_unsaid_once(
    scene: Stage, jo: Person, kind: Kind
) -> None:
    on = OFFERED if kind is Kind.LESS_OFTEN else PAUSED_ON
    await is_silent(scene, until=on - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{on} 18:00")
    scene.is_cut_off = False
    scene.clock.move(timedelta(minutes=2))
    await crashes_after_claiming(scene, jo, kind)
    await is_silent(scene, since=on, until=on + timedelta(days=2))
    assert await every(scene, jo, kind) == {on: Status.UNSURE}


async def test_the_choice_that_could_not_be_offered_in_time_is_offered_the_next_day(
    scene: Stage, jo: Person
) -> None:
    await is_silent(scene, until=OFFERED - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{OFFERED} 18:00")
    await scene.reaches(f"{OFFERED} 20:01")
    scene.is_cut_off = False
    await is_six_of(scene, OFFERED + timedelta(days=1))
    assert said(jo, LESS_OFTEN) == 1
    assert await every(scene, jo, Kind.LESS_OFTEN) == {
        OFFERED: Status.DROPPED,
        OFFERED + timedelta(days=1): Status.SENT,
    }


async def test_that_it_pauses_is_told_days_late_but_never_at_night(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=PAUSED_ON - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{PAUSED_ON} 18:00")
    await scene.reaches(f"{PAUSED_ON + timedelta(days=2)} 20:00")
    scene.is_cut_off = False
    await scene.reaches(f"{PAUSED_ON + timedelta(days=2)} 23:00")
    assert said(jo, SELF_PAUSED) == 0
    await scene.reaches(f"{PAUSED_ON + timedelta(days=3)} 07:59")
    assert said(jo, SELF_PAUSED) == 0
    await scene.reaches(f"{PAUSED_ON + timedelta(days=3)} 08:00")
    assert said(jo, SELF_PAUSED) == 1
    assert (await states(scene, jo))[PAUSED_ON] == PAUSED


@pytest.mark.parametrize("act", ["/resume", "/pause 3", "/settings time"])
async def test_who_acts_before_it_is_told_is_not_told(scene: Stage, jo: Person, act: str) -> None:
    await is_silent(scene, until=PAUSED_ON - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{PAUSED_ON} 18:00")
    scene.is_cut_off = False
    if act.startswith("/settings"):
        await changes(scene, jo, ask_time=time(19), paused_at=None, rhythm_changed_at=scene.clock.now())
    else:
        await jo.says(act)
    await scene.reaches(f"{PAUSED_ON} 18:30")
    assert said(jo, SELF_PAUSED) == 0
    assert await status(scene, jo, Kind.SELF_PAUSED, PAUSED_ON) is Status.UNNEEDED


@pytest.mark.parametrize("act", ["/checkin", "/moment tea", "/pause 3", "/skip"])
async def test_who_acts_before_the_choice_comes_is_not_offered_it(scene: Stage, jo: Person, act: str) -> None:
    await is_silent(scene, until=OFFERED - timedelta(days=1))
    scene.is_cut_off = True
    await scene.reaches(f"{OFFERED} 18:00")
    scene.is_cut_off = False
    await jo.says(act)
    await scene.reaches(f"{OFFERED} 18:30")
    assert said(jo, LESS_OFTEN) == 0
    assert await status(scene, jo, Kind.LESS_OFTEN, OFFERED) is Status.UNNEEDED


async def test_a_pause_that_nobody_heard_of_because_they_had_gone_is_over_when_they_return(
    scene: Stage, jo: Person
) -> None:
    await is_silent(scene, until=PAUSED_ON - timedelta(days=1))
    jo.body.blocks()
    await scene.reaches(f"{PAUSED_ON} 18:00")
    await scene.settle()
    assert (await row_of(scene, jo)).gone_at is not None
    assert (await row_of(scene, jo)).paused_at is None
    jo.body.returns()
    await scene.settle()
    await is_six_of(scene, PAUSED_ON + timedelta(days=1))
    assert prompts(jo) == 14


async def test_a_clock_that_was_weeks_ahead_leaves_nobody_paused_untold(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=FIRST + timedelta(days=6))
    scene.is_cut_off = True
    await scene.reaches("2027-01-05 17:59")
    await scene.reaches("2027-01-05 18:00")
    assert (await row_of(scene, jo)).paused_at is not None
    scene.is_cut_off = False
    await scene.reaches(f"{OFFERED} 12:00")
    assert (await row_of(scene, jo)).paused_at is None
    await is_six_of(scene, OFFERED)
    assert (said(jo, SELF_PAUSED), said(jo, LESS_OFTEN)) == (0, 1)


async def test_nothing_of_it_outlives_erasing(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED)
    await jo.says("/delete")
    await jo.taps("Erase everything")
    await is_silent(scene, since=OFFERED + timedelta(days=1), until=PAUSED_ON)
    assert await scene.store.db.rows("SELECT id FROM deliveries", {}) == []


# --- what is chosen


@pytest.mark.parametrize(
    ("label", "weekdays", "told"),
    [
        (
            "Mon, Wed, Fri",
            {0, 2, 4},
            "I ask on Mon, Wed and Fri from now on. The next card comes on Wednesday, 2",
        ),
        (
            "Once a week",
            {6},
            "I ask every Sunday from now on. The next card comes on Sunday, 6 December at 18:00.",
        ),
        (
            "As before",
            set(range(7)),
            "I ask every day from now on. The next card comes on Wednesday, 2 December",
        ),
    ],
)
async def test_a_choice_says_when_the_next_card_comes_and_can_be_made_twice(
    scene: Stage, jo: Person, label: str, weekdays: set[int], told: str
) -> None:
    await is_silent(scene, until=OFFERED)
    await jo.taps(label, times=2)
    jo.sees(told)
    assert (await row_of(scene, jo)).weekdays == weekdays
    await jo.taps("‹ Back")
    jo.sees(LESS_OFTEN)
    await jo.taps("As before")
    assert (await row_of(scene, jo)).weekdays == frozenset(range(7))
    assert said(jo, LESS_OFTEN) == 0


async def test_the_days_that_were_chosen_are_asked_for_and_no_others(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED)
    await jo.taps("Mon, Wed, Fri")
    await is_silent(scene, since=OFFERED + timedelta(days=1), until=OFFERED + timedelta(days=7))
    assert {on for on, each in (await every(scene, jo, Kind.PROMPT)).items() if each is Status.SENT} == {
        *(FIRST + timedelta(days=number) for number in range(7)),
        date(2026, 12, 2),
        date(2026, 12, 4),
        date(2026, 12, 7),
    }


async def test_pause_is_a_pause_until_they_come_back(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED)
    await jo.taps("Pause")
    jo.button("Ask me again")
    await is_silent(scene, since=OFFERED + timedelta(days=1), until=PAUSED_ON + timedelta(days=1))
    assert (said(jo, SELF_PAUSED), prompts(jo)) == (0, 7)


async def test_chosen_late_while_it_has_paused_it_goes_on(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=PAUSED_ON + timedelta(days=2))
    await jo.taps("Once a week")
    assert (await row_of(scene, jo)).paused_at is None
    await is_six_of(scene, date(2026, 12, 13))
    assert prompts(jo) == 14


async def test_todays_card_is_a_tap_away_and_keeps_the_day(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED)
    await jo.taps("Today’s card")
    await jo.taps("4")
    await is_six_of(scene, OFFERED + timedelta(days=1))
    assert (await states(scene, jo))[OFFERED] == KEPT


@pytest.mark.parametrize(
    "forged",
    [
        "fd",
        "fd:days",
        "fd:days:7:0",
        "fd:days::",
        "fd:days:20:0",
        "fd:days:024:",
        "fd:less",
        "fd:less:x",
        "fd:what",
    ],
)
async def test_forged_choices_change_nothing(scene: Stage, jo: Person, forged: str) -> None:
    before = await row_of(scene, jo)
    await jo.forges(forged)
    assert jo.last_toast == CONTENT.words("en").label("card-stale")
    assert await row_of(scene, jo) == before


async def test_handled_twice_after_a_crash_a_choice_is_made_once(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=OFFERED)
    scene.handles_all_twice = True
    messages = len(jo.messages)
    await jo.taps("Mon, Wed, Fri")
    assert len(jo.messages) == messages
    jo.sees("I ask on Mon, Wed and Fri")


# --- in discreet mode, and in Turkish


async def test_in_discreet_mode_it_looks_like_any_prompt_until_it_is_opened(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, is_discreet=True)
    await is_silent(scene, until=FIRST)
    neutral = (jo.last.text, jo.last.labels)
    await is_silent(scene, since=FIRST + timedelta(days=1), until=OFFERED)
    assert (jo.last.text, jo.last.labels) == neutral
    await jo.taps("Open")
    jo.sees(LESS_OFTEN)
    assert "Close" in jo.last.labels
    await jo.taps("Close")
    assert (jo.last.text, jo.last.labels) == neutral
    await is_silent(scene, since=OFFERED + timedelta(days=1), until=PAUSED_ON)
    assert (jo.last.text, jo.last.labels) == neutral
    await jo.taps("Open")
    jo.sees(SELF_PAUSED)
    await jo.taps("Close")
    await jo.taps("Open")
    await jo.taps("Go on")
    assert (await row_of(scene, jo)).paused_at is None


async def test_opened_when_it_is_over_it_says_what_is_true_now(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, is_discreet=True)
    await is_silent(scene, until=PAUSED_ON)
    line = jo.last.id
    await jo.says("/resume")
    await jo.taps("Open", on=line)
    jo.sees_not(SELF_PAUSED)
    assert (await row_of(scene, jo)).paused_at is None


async def test_in_turkish_it_is_said_as_warmly(tmp_path: Path) -> None:
    async with stage(tmp_path, "2026-11-23 20:00") as scene:
        jo = await asked_at(scene, "18:00", "Jo")
        await changes(scene, jo, nudge_minutes=None, language="tr")
        await is_silent(scene, until=OFFERED)
        jo.sees("Daha seyrek yazayım mı?")
        await jo.taps("Pzt, Çar, Cum")
        jo.sees("bundan sonra pazartesi, çarşamba ve cuma günleri soracağım", "2 Aralık Çarşamba, saat 18:00")
        await jo.taps("‹ Geri")
        await jo.taps("Haftada bir")
        jo.sees("bundan sonra her pazar soracağım")


@pytest.mark.parametrize(
    ("typed", "weekdays"),
    [
        ("Once a week", {6}),
        ("mon wed fri", {0, 2, 4}),
        ("as before", set(range(7))),
        ("Haftada bir.", {6}),
        ("eskisi gibi", set(range(7))),
    ],
)
async def test_what_stands_on_a_button_can_be_typed_and_is_taken_once(
    scene: Stage, jo: Person, typed: str, weekdays: set[int]
) -> None:
    await is_silent(scene, until=OFFERED)
    scene.handles_all_twice = True
    await jo.says(typed)
    assert (said(jo, "from now on"), said(jo, "Kept.")) == (1, 0)
    assert (await row_of(scene, jo)).weekdays == weekdays


async def test_where_nothing_was_offered_the_same_words_are_a_moment(scene: Stage, jo: Person) -> None:
    await is_silent(scene, until=FIRST)
    await jo.says("once a week")
    assert (await row_of(scene, jo)).weekdays == frozenset(range(7))
    jo.sees("Kept.")
