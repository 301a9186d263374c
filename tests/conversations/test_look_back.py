"""Looking back further than a week, played: the last thirty days, the days shown up, and their pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.pictures.vessel import SEAMS
from tests.chat import Person, Stage

TUESDAY = date(2026, 11, 24)
A_MONTH_LATER = date(2026, 12, 24)
NEUTRAL = "Notes."


async def shows_up(
    scene: Stage, person: Person, count: int, answers: str = "4 3", *, first: date = TUESDAY
) -> date:
    """Answer the card on so many days in a row; return the last of them."""
    for number in range(count):
        await scene.reaches(f"{first + timedelta(days=number)} 21:00")
        await person.says(answers)
    return first + timedelta(days=count - 1)


async def hides(scene: Stage, person: Person) -> None:
    """Turn the discreet mode on, as somebody who noticed later that the phone is looked at."""
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.save(tx, replace(participant, is_discreet=True))


def numbers(value: Any) -> Iterator[Any]:
    """Yield all that a drawing holds, however deep."""
    if isinstance(value, dict):
        for each in value.values():
            yield from numbers(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from numbers(each)
    else:
        yield value


@pytest.fixture
async def discreet(scene: Stage, settled: Person) -> Person:
    await hides(scene, settled)
    return settled


async def test_the_month_comes_as_a_picture_and_in_short(scene: Stage, settled: Person) -> None:
    await shows_up(scene, settled, 5, "4 3 tea")
    before = len(settled.messages)
    await settled.says("/month")
    picture, text = settled.messages[before:]
    assert picture.kind == "photo"
    assert picture.text
    assert picture.labels == []  # ninety days would show no more
    assert "Your last 30 days" in text.text
    assert "You showed up on all 6 days. Streak: 6. In all: 6 days." in text.text
    assert "You kept 5 moments." in text.text
    assert text.labels == ["Support"]
    settled.sees_not("higher", "lower", "About the same")
    assert scene.refusals == []


async def test_the_month_stands_beside_the_thirty_days_before(scene: Stage, settled: Person) -> None:
    last_on = await shows_up(scene, settled, 30, "3 4")
    await shows_up(scene, settled, 30, "4 4", first=last_on + timedelta(days=1))
    await settled.says("/month")
    settled.sees(
        "You showed up on all 30 days.",
        "Safety was high on the whole, a little higher than in the 30 days before.",
        "Openness was high on the whole, about the same as in the 30 days before.",
    )
    settled.sees_not("moment kept", "0 moments")


async def test_ninety_days_take_the_pictures_place_and_go_again(scene: Stage, settled: Person) -> None:
    await shows_up(scene, settled, 3, first=A_MONTH_LATER)
    await settled.says("/month")
    picture = settled.messages[-2]
    count = len(settled.messages)
    await settled.taps("90 days", times=2)
    assert len(settled.messages) == count
    swapped = settled.messages[-2]
    assert swapped.id == picture.id
    assert swapped.labels == ["30 days"]
    assert swapped.text != picture.text
    await scene.restarts()
    await settled.taps("30 days")
    assert settled.messages[-2].text == picture.text
    assert [each.template for each in scene.painter.drawn] == ["days"] * len(scene.painter.drawn)
    assert scene.refusals == []


async def test_an_old_months_picture_stays_with_its_own_days(scene: Stage, settled: Person) -> None:
    await shows_up(scene, settled, 2, first=A_MONTH_LATER)
    await settled.says("/month")
    picture = settled.messages[-2]
    await scene.reaches("2027-01-09 12:00")
    await settled.taps("90 days", on=picture.id)
    await settled.taps("30 days", on=picture.id)
    now = next(each for each in settled.messages if each.id == picture.id)
    assert now.text == picture.text


async def test_a_month_without_a_card_is_met_warmly_and_without_zeros(scene: Stage, ana: Person) -> None:
    before = len(ana.messages)
    await ana.says("/month")
    assert len(ana.messages) == before + 1
    ana.sees("It was quiet here for these 30 days.", "nothing is lost", "I am here")
    assert " 0" not in ana.last.text
    assert ana.last.kind == "text"


async def test_while_the_guard_is_up_the_month_opens_with_safety(scene: Stage, ana: Person) -> None:
    await ana.says("4 3 tea")
    await ana.says("/month")
    ana.sees("Your safety comes first.")


async def test_a_picture_that_cannot_be_drawn_takes_nothing_along(scene: Stage, settled: Person) -> None:
    scene.painter.is_broken = True
    await settled.says("/month")
    settled.sees("Your last 30 days", "You showed up")
    await settled.says("/streak")
    settled.sees("You showed up on 1 day", "now: 1")
    assert settled.last.labels == ["Vessel"]
    scene.painter.is_broken = False
    await settled.taps("Vessel")
    assert settled.last.kind == "photo"


async def test_ninety_days_are_offered_once_there_is_a_day_before_the_thirty(
    scene: Stage, settled: Person
) -> None:
    for first, labels in ((date(2026, 12, 22), []), (date(2026, 12, 23), ["90 days"])):
        await shows_up(scene, settled, 1, first=first)
        await settled.says("/month")
        assert settled.messages[-2].labels == labels


async def test_in_discreet_mode_the_month_waits_behind_a_tap(scene: Stage, discreet: Person) -> None:
    await shows_up(scene, discreet, 1, first=A_MONTH_LATER)
    await discreet.says("/month")
    assert (discreet.last.text, discreet.last.labels) == (NEUTRAL, ["Open"])
    assert scene.painter.drawn == []
    line_id = discreet.last.id
    await scene.restarts()
    await discreet.taps("Open", times=2)
    discreet.sees("Your last 30 days", "You showed up")
    assert (discreet.last.id, discreet.last.kind) == (line_id, "text")
    assert scene.painter.drawn == []
    await discreet.taps("Picture")
    assert (discreet.last.kind, discreet.last.labels) == ("photo", ["90 days", "Close"])
    await discreet.taps("90 days")
    assert discreet.last.labels == ["30 days", "Close"]
    await discreet.taps("Close", on=discreet.last.id, times=2)
    assert discreet.last.id == line_id
    await discreet.taps("Close")
    assert (discreet.last.text, discreet.last.id) == (NEUTRAL, line_id)


async def test_in_discreet_mode_the_days_shown_up_wait_behind_a_tap(scene: Stage, discreet: Person) -> None:
    await discreet.says("/streak")
    assert (discreet.last.text, discreet.last.labels) == (NEUTRAL, ["Open"])
    line_id = discreet.last.id
    await discreet.taps("Open")
    discreet.sees("You showed up on 1 day", "Your first day: ●")
    assert scene.painter.drawn == []
    await discreet.taps("Picture")
    assert (discreet.last.kind, discreet.last.labels) == ("photo", ["Vessel", "Close"])
    await discreet.taps("Vessel")
    assert discreet.last.labels == ["Calendar", "Close"]
    await discreet.taps("Close", on=discreet.last.id)
    assert discreet.last.id == line_id
    await discreet.taps("Close")
    assert discreet.last.text == NEUTRAL


async def test_a_picture_too_old_to_take_away_says_who_can(scene: Stage, discreet: Person) -> None:
    await discreet.says("/streak")
    await discreet.taps("Open")
    await discreet.taps("Picture")
    picture_id = discreet.last.id
    await scene.reaches("2026-11-27 12:00")
    await discreet.taps("Close", on=picture_id)
    assert "Telegram no longer lets me delete this." in discreet.last_toast


async def test_the_calendar_and_the_vessel_take_each_others_place(scene: Stage, settled: Person) -> None:
    await shows_up(scene, settled, 2)
    await settled.says("/streak")
    settled.sees("You showed up on 3 days", "now: 3", "Your longest streak: 3")
    calendar = settled.last
    assert (calendar.kind, calendar.labels) == ("photo", ["Vessel"])
    await settled.taps("Vessel", times=2)
    settled.sees("You showed up on 3 days", "now: 3")
    assert (settled.last.id, settled.last.labels) == (calendar.id, ["Calendar"])
    await scene.restarts()
    await settled.taps("Calendar")
    assert settled.last == replace(calendar, edited_at=settled.last.edited_at)
    assert {each.template for each in scene.painter.drawn} == {"calendar", "vessel"}
    assert scene.refusals == []


async def test_an_old_calendar_shows_the_days_as_they_are_when_tapped(scene: Stage, settled: Person) -> None:
    await settled.says("/streak")
    old_id = settled.last.id
    await shows_up(scene, settled, 2)
    await settled.taps("Vessel", on=old_id)
    assert "You showed up on 3 days" in next(each.text for each in settled.messages if each.id == old_id)


async def test_no_picture_holds_what_somebody_wrote(scene: Stage, settled: Person) -> None:
    await shows_up(scene, settled, 2, "4 3 the canary sang")
    for asked in ("/month", "/streak"):
        await settled.says(asked)
    await settled.taps("Vessel")
    for drawing in scene.painter.drawn:
        assert not [each for each in numbers(drawing.values) if "canary" in str(each)]


async def test_what_is_forged_or_stale_changes_nothing(scene: Stage, settled: Person) -> None:
    await settled.says("/month")
    count, shown = len(settled.messages), settled.last.text
    forged = (
        *("b", "b:", "b:month", "b:month:2026-11-24", "b:month:2026-13-45:open", "b:month:0001-01-01:open"),
        *(
            "b:month:1999-12-31:90",
            "b:month:2026-11-24:7",
            "b:month:2026-11-24:open:x",
            "b:streak",
            "b:streak:x",
        ),
        *("b:away:x", "b:month:2026-W48-1:open"),
    )
    for each in forged:
        await settled.forges(each)
        assert settled.last_toast == "That button is out of date.", each
    assert (len(settled.messages), settled.last.text) == (count, shown)
    assert scene.refusals == []


async def test_a_month_up_to_a_day_ahead_is_told_up_to_today(scene: Stage, discreet: Person) -> None:
    """Somebody who asked in the evening and flew west has yesterday again."""
    await discreet.says("/month")
    await discreet.forges("b:month:2026-11-25:open")
    discreet.sees("Tuesday, 24 November")


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("How was my month?", "Your last 30 days"),
        ("BU AY NASILDI", "Your last 30 days"),
        ("son 30 gun", "Your last 30 days"),
        ("my days", "You showed up on 1 day"),
    ],
)
async def test_looking_back_can_be_asked_for_in_words(settled: Person, asked: str, seen: str) -> None:
    await settled.says(asked)
    settled.sees(seen)


async def test_the_way_back_in_leads_to_all_of_it(settled: Person) -> None:
    for label, seen in (
        ("My month", "Your last 30 days"),
        ("My days", "You showed up on 1 day"),
        ("Principles", "Principles"),
    ):
        await settled.says("/start")
        await settled.taps(label)
        settled.sees(seen)


async def test_looking_back_in_turkish(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await shows_up(scene, settled, 2, "4 3 çay")
    await settled.says("/month")
    settled.sees(
        "Son 30 günün", "3 günün hepsinde buradaydın. Seri: 3. Toplam: 3 gün.", "Bu sürede 2 an sakladın."
    )
    assert settled.messages[-2].labels == []
    await settled.says("/streak")
    settled.sees("Toplam 3 gün buradaydın", "şu anki: 3", "En uzun seri: 3")
    await settled.taps("Çömleğim")
    assert settled.last.labels == ["Takvim"]
    assert scene.refusals == []


async def test_the_card_that_completes_a_vessel_says_so_and_no_other_does(
    scene: Stage, settled: Person
) -> None:
    whole = f"With day {SEAMS}, a vessel is finished. The next one begins."
    last_on = await shows_up(scene, settled, SEAMS - 1, "4 3 tea")
    settled.sees(whole)
    assert settled.last.text.count("a vessel is finished") == 1
    await scene.restarts()
    await settled.says("/checkin")
    settled.sees(whole)
    await shows_up(scene, settled, 1, "4 3 tea", first=last_on + timedelta(days=1))
    assert "vessel" not in settled.last.text


async def test_a_discreet_card_says_nothing_of_a_vessel(scene: Stage, discreet: Person) -> None:
    await shows_up(scene, discreet, SEAMS - 1, "4 3")
    discreet.sees_not("vessel")
