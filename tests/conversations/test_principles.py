"""Browsing the principles, played."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.principles import ON_A_PAGE
from bot.domain.encourage import fits
from bot.domain.participant import Role
from tests.chat import CONTENT, Person, Stage

BESIDES = {"Support", "‹ Earlier", "More ›", "Close"}


def titles(role: Role, *, guard_up: bool, language: str = "en") -> set[str]:
    return {
        each.words[language].title
        for each in CONTENT.principles
        if fits(each.rule, role=role, guard_up=guard_up)
    }


async def browsed(person: Person) -> list[str]:
    """Ask for the principles and turn every page; return all titles in their order."""
    await person.says("/principles")
    seen = [label for label in person.last.labels if label not in BESIDES]
    while "More ›" in person.last.labels:
        await person.taps("More ›", on=person.last.id)
        seen += [label for label in person.last.labels if label not in BESIDES]
    return seen


async def finds(person: Person, title: str) -> None:
    """Ask for the principles and turn pages until a title is to be seen."""
    await person.says("/principles")
    while title not in person.last.labels:
        await person.taps("More ›", on=person.last.id)


async def changes(scene: Stage, person: Person, **what: object) -> None:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.save(tx, replace(participant, **what))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", Role)
async def test_everyone_finds_what_is_for_their_side_each_once(
    scene: Stage, settled: Person, role: Role
) -> None:
    await changes(scene, settled, role=role)
    seen = await browsed(settled)
    assert set(seen) == titles(role, guard_up=False)
    assert len(seen) == len(set(seen))
    assert scene.refusals == []


async def test_pages_are_turned_in_place_and_hold_seven(scene: Stage, settled: Person) -> None:
    await settled.says("/principles")
    settled.sees("Principles", "Page 1 of")
    assert len([label for label in settled.last.labels if label not in BESIDES]) == ON_A_PAGE
    assert "‹ Earlier" not in settled.last.labels
    first, count = settled.last, len(settled.messages)
    await settled.taps("More ›", times=2)
    settled.sees("Page 2 of")
    await scene.restarts()
    await settled.taps("‹ Earlier")
    assert settled.last.labels == first.labels
    assert len(settled.messages) == count


async def test_a_principle_is_shown_whole_with_its_source_and_the_way_back(
    scene: Stage, settled: Person
) -> None:
    for principle in CONTENT.principles:
        if not fits(principle.rule, role=Role.HURT, guard_up=False):
            continue
        spoken = principle.words["en"]
        await finds(settled, spoken.title)
        listed = settled.last
        await settled.taps(spoken.title, on=listed.id, times=2)
        settled.sees(spoken.title, spoken.reflection, *spoken.steps)
        settled.sees(
            f"paragraph {principle.source} of", "Emine Özdemir, clinical psychologist, on TherapyRoute"
        )
        assert settled.last.id == listed.id
        await settled.taps("‹ Back", on=listed.id)
        assert settled.last.labels == listed.labels
    assert scene.refusals == []


async def test_while_the_guard_is_up_only_what_it_lets_pass_is_there(ana: Person) -> None:
    assert set(await browsed(ana)) == titles(Role.HURT, guard_up=True)


async def test_a_title_that_is_withheld_by_now_is_answered_with_the_list(
    scene: Stage, settled: Person
) -> None:
    withheld = titles(Role.HURT, guard_up=False) - titles(Role.HURT, guard_up=True)
    title = min(withheld)
    await finds(settled, title)
    old_id = settled.last.id
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("1 1")
    await settled.taps(title, on=old_id)
    answered = next(each for each in settled.messages if each.id == old_id)
    assert "not in the list right now" in answered.text
    assert not withheld & set(answered.labels)
    assert titles(Role.HURT, guard_up=True) & set(answered.labels)
    settled.sees_not("guard")


async def test_in_discreet_mode_the_list_and_a_principle_can_be_closed(scene: Stage, settled: Person) -> None:
    await changes(scene, settled, is_discreet=True)
    await settled.says("/principles")
    message_id = settled.last.id
    await settled.taps("Close")
    assert (settled.last.text, settled.last.labels) == ("Notes.", ["Open"])
    await settled.taps("Open")
    await settled.taps(settled.last.labels[0])
    settled.sees("Three small steps")
    await settled.taps("Close")
    assert (settled.last.id, settled.last.text) == (message_id, "Notes.")


async def test_what_is_forged_is_answered_kindly(scene: Stage, settled: Person) -> None:
    await settled.says("/principles")
    first = settled.last
    for stale in ("q", "q:", "q:page", "q:page:", "q:page:-1", "q:page:²", "q:page:1:1", "q:show", "q:open"):
        await settled.forges(stale)
        assert settled.last_toast == "That button is out of date.", stale
        assert settled.last == first
    for strange in ("q:show:", "q:show:nonsense", "q:show:right-by-deeds", "q:show:💔"):
        await settled.forges(strange)
        settled.sees("not in the list right now")
    await settled.forges("q:page:0")
    assert settled.last.labels == first.labels
    await settled.forges("q:page:999999999999999999999999")
    assert "More ›" not in settled.last.labels
    assert scene.refusals == []


async def test_the_principles_in_turkish_and_in_words(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await settled.says("ilkeler")
    settled.sees("İlkeler", "üç küçük adım", "Sayfa 1 / ")
    title = settled.last.labels[0]
    assert title in titles(Role.HURT, guard_up=False, language="tr")
    await settled.taps(title)
    settled.sees("Denemek istersen", "klinik psikolog Emine Özdemir’in TherapyRoute sitesindeki")
    await settled.says("what helps")
    settled.sees("İlkeler")
    assert scene.refusals == []
