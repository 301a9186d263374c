"""Words of danger in every state of the conversation: nobody is left without help, and a watched screen gives nothing away."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cards import data
from tests.chat import CONTENT, stage
from tests.conversations.table.playing import EVENING, Start, access_of
from tests.conversations.table.states import STATES

SENTENCES = {CONTENT.words(language).label("support-beside") for language in CONTENT.languages}
HELP = {CONTENT.words(language).label("support-opening") for language in CONTENT.languages}
UNHEARD = "blocked"
"""Whoever blocked the bot has to come back before they can write."""
SUPPORT = data.joined(data.GO, "safety")


@pytest.mark.parametrize("words", ["he hit me", "bana vurdu", "/nosuch he hit me at 9:00"])
@pytest.mark.parametrize(
    "start", [each for each in STATES.values() if each.name != UNHEARD], ids=lambda start: start.name
)
async def test_words_of_danger_are_answered_with_help(tmp_path: Path, start: Start, words: str) -> None:
    async with stage(tmp_path, EVENING, access=access_of(start)) as scene:
        person = await start.play(scene)
        participant = await scene.store.participants.find(scene.store.db, person.body.id)
        before = max((message.id for message in person.body.messages), default=0)
        await person.says(words)
        new = [message for message in person.messages if message.id > before]
        told = [message for message in new if any(each in message.text for each in SENTENCES | HELP)]
        assert new, "it is answered below"
        if participant is not None and participant.is_discreet:
            assert not told, "nothing on the screen gives it away"
            opens = [button.data or "" for row in new[-1].rows for button in row]
            assert any(each == SUPPORT or each.endswith((":open", ":show", ":change")) for each in opens)
        else:
            assert len(told) == 1
            (answer,) = told
            has_button = any(button.data == SUPPORT for row in answer.rows for button in row)
            assert has_button or any(each in answer.text for each in HELP)
