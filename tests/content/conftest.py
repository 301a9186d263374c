"""The content as it is shipped, for all tests of it; a slow machine fails no law."""

from __future__ import annotations

import pytest
from hypothesis import settings

from bot.content.catalogue import Content

settings.register_profile("content", deadline=None)
settings.load_profile("content")


@pytest.fixture(scope="session")
def content() -> Content:
    return Content.load()
