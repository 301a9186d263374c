from __future__ import annotations

from pathlib import Path

from bot.content.catalogue import Content
from tests.letters.written import FILE, all_written, store_in


async def test_the_letters_of_a_dozen_weeks_are_those_that_were_reviewed(tmp_path: Path) -> None:
    """`python -m tests.letters.written` writes them anew: read what changed before you keep it."""
    async with store_in(tmp_path) as store:
        assert await all_written(store, Content.load()) == FILE.read_text(encoding="utf-8")
