"""/safety and [Support]: the numbers of one's own country, and of any other, for whoever asks."""

from __future__ import annotations

import pytest

from tests.chat import Person, Stage


async def test_it_says_whom_to_call_in_an_emergency_at_home_and_against_abuse(settled: Person) -> None:
    await settled.says("/safety")
    settled.sees("112", "ALO 183", "findahelpline.com")
    settled.sees_not("182")


async def test_another_country_takes_the_place_of_ones_own_and_back(settled: Person) -> None:
    await settled.says("/safety")
    shown = settled.last.id
    await settled.taps("Another country")
    await settled.taps("Austria", times=2)
    settled.sees("0800 222 555", "142")
    assert settled.last.id == shown
    await settled.taps("Another country")
    await settled.taps("‹ Back")
    settled.sees("ALO 183")


async def test_every_country_of_which_a_number_is_known_can_be_found(scene: Stage, settled: Person) -> None:
    await settled.says("/safety")
    await settled.taps("Another country")
    named: list[str] = []
    for _ in range(20):
        named += [label for label in settled.last.labels if label not in {"Earlier", "More", "‹ Back"}]
        if not any(label.startswith("More") for label in settled.last.labels):
            break
        await settled.taps("More")
    words = scene._content.words("en")
    known = {words.country(code) for code in scene._content.helplines.countries}
    assert {label for label in named if label in known} == known


@pytest.mark.parametrize("forged", ["h:XX", "h:page:-1", "h:page:x", "h:", "h", "h:DE:DE"])
async def test_what_is_forged_changes_nothing(scene: Stage, settled: Person, forged: str) -> None:
    await settled.says("/safety")
    before = settled.last.text
    await settled.forges(forged)
    assert settled.last.text == before
    assert scene.refusals == []


async def test_a_stranger_finds_a_country_as_well(scene: Stage) -> None:
    bo = scene.person("Bo")
    await bo.says("/safety")
    bo.sees("the emergency number of the place where you are", "findahelpline.com")
    await bo.taps("Another country")
    await bo.taps("Australia")
    bo.sees("000", "13 11 14", "1800RESPECT")
    assert await scene.store.participants.count(scene.store.db) == 0


async def test_in_the_middle_of_the_welcome_too(scene: Stage) -> None:
    bo = scene.person("Bo", language="tr")
    await bo.says("/start")
    await bo.says("/safety")
    await bo.taps("Başka bir ülke")
    await bo.taps("Avustralya")
    bo.sees("13 11 14")


async def test_where_no_number_is_known_it_says_whom_to_ask(scene: Stage, settled: Person) -> None:
    await settled.says("/settings")
    await settled.taps("Country")
    await settled.says("Japan")
    await settled.says("/safety")
    settled.sees("no emergency number for Japan that I am sure of", "pharmacy", "findahelpline.com")
