"""What all tests share: Hypothesis tries the same examples on every machine, so that a failure is everybody's."""

from __future__ import annotations

import os

from hypothesis import settings

# `EXPLORE=1 make soak` looks for new ones instead.
settings.register_profile("same everywhere", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "same everywhere")
