"""What is known of the article without keeping a copy of it: a fingerprint of every run of seven words."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

RUN_LENGTH = 7
FINGERPRINTS = frozenset(
    (Path(__file__).parent / "article_runs.txt").read_text(encoding="ascii").split("\n\n")[1].split()
)


def runs(text: str) -> list[str]:
    """Return every run of seven words, in lower case and without punctuation."""
    words = re.findall(r"[^\W_]+", re.sub("['’]", "", text).casefold())
    return [" ".join(words[at : at + RUN_LENGTH]) for at in range(len(words) - RUN_LENGTH + 1)]


def fingerprint(run: str) -> str:
    return sha256(run.encode()).hexdigest()[:10]


def copied(text: str) -> list[str]:
    """Return the runs of seven words that the text shares with the article."""
    return [run for run in runs(text) if fingerprint(run) in FINGERPRINTS]
