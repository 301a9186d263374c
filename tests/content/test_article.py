"""The article's ideas are ours to use, its sentences are not: nowhere in the project stands a run of seven of its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content import article
from tests.content.article import FINGERPRINTS, RUN_LENGTH, copied, fingerprint, runs

ROOT = Path(__file__).parents[2]
READ = {
    ".py",
    ".md",
    ".toml",
    ".ftl",
    ".txt",
    ".sql",
    ".typ",
    ".js",
    ".html",
    ".css",
    ".json",
    ".svg",
    ".yml",
    "",
}
ROOMS = ("bot", "docs", "tests", "benchmarks", "scripts")


def project_files() -> Iterator[Path]:
    """Every text that a person or an engineer reads, whether it is kept already or new."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in READ)
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and path.suffix in READ and "__pycache__" not in path.parts:
                yield path


def test_no_run_of_seven_words_is_the_articles() -> None:
    found = {
        str(path.relative_to(ROOT)): taken
        for path in project_files()
        if (taken := copied(path.read_text(encoding="utf-8", errors="ignore")))
    }
    assert found == {}


def test_the_texts_the_docs_and_the_readme_are_among_what_is_looked_at() -> None:
    looked_at = {str(path.relative_to(ROOT)) for path in project_files()}
    assert {"README.md", "LICENSE", "docs/delivery.md", "bot/content/tr/why.ftl"} <= looked_at
    assert "bot/content/principles/patience.toml" in looked_at
    assert len(looked_at) > 200


def test_what_is_taken_over_is_found_whatever_its_case_and_punctuation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = "seven small grey cats sat down together"
    monkeypatch.setattr(article, "FINGERPRINTS", frozenset({fingerprint(taken)}))
    assert copied("So: seven small, grey CATS sat down - together!") == [taken]
    assert copied("Six small grey cats sat down together.") == []


def test_the_whole_article_is_known() -> None:
    """With what stands around it on its page it has 733 words; every one but the last six begins a run."""
    assert len(FINGERPRINTS) > 720
    assert all(len(each) == len(fingerprint("any")) for each in FINGERPRINTS)
    assert len(runs("one two three four five six seven eight")) == 8 - RUN_LENGTH + 1
