from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.catalogue import HERE, Content, ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content to make mistakes in; it does without the towns, which are not looked at before they are needed."""
    copy = tmp_path / "content"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", "towns.db"))
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def mistakes_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        Content.load(folder)
    return list(caught.value.mistakes)


def test_what_is_shipped_has_no_mistakes(content: Content) -> None:
    assert content.languages == ("en", "tr")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("tr", "tr"),
        ("tr-TR", "tr"),
        ("TR", "tr"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
        ("t", "en"),
    ],
)
def test_who_speaks_no_language_of_ours_is_spoken_to_in_english(
    content: Content, asked: str | None, spoken: str
) -> None:
    assert content.words(asked).language == spoken


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    add(folder / "en" / "card.ftl", "\nonly-here = Hello\ntwo-faced = { $name }\n")
    add(folder / "tr" / "card.ftl", "\ntwo-faced = { $names }\n")
    change(folder / "principles" / "honesty.toml", "source = 15", "source = 99")
    change(folder / "principles" / "give-time.toml", '["caused"]', '["nobody"]')
    (folder / "principles" / "what-broke.toml").write_text("id =", encoding="utf-8")
    change(folder / "helplines.toml", "https://112.gov.in/", "a friend of a friend")
    change(folder / "en" / "phrases.toml", '"pause",', '"pause", "How was my week?",')
    told = "\n".join(mistakes_in(folder))
    for mistake in (
        "tr: only-here is missing",
        "two-faced needs name in en; names in tr",
        "principles/honesty.toml: source: Input should be less than or equal to 18",
        "principles/give-time.toml: roles.0: Input should be",
        "principles/what-broke.toml: ",
        "helplines.toml: emergency.8.source: String should match pattern",
        "phrases: 'howwasmyweek' means pause and week",
    ):
        assert mistake in told


@pytest.mark.parametrize(
    ("file", "old", "new", "mistake"),
    [
        (
            "principles/honesty.toml",
            'id = "honesty"',
            'id = "truth"',
            "principles/honesty.toml: its id is truth",
        ),
        ("principles/honesty.toml", "[tr]", "[xx]", "principles/honesty.toml: no words in tr"),
        (
            "principles/honesty.toml",
            "lines = [",
            "line = [",
            "principles/honesty.toml: words.en.lines: Field required",
        ),
        ("principles/honesty.toml", '"steady"', '"stormy"', "principles/honesty.toml: signals"),
        ("helplines.toml", '["NZ"]', '["NZ", "TR"]', "helplines.toml: TR has two emergency numbers"),
        (
            "helplines.toml",
            '"https://befrienders.org"',
            '"befrienders"',
            "helplines.toml: directory.1.address",
        ),
        (
            "helplines.toml",
            'tr = "Hot',
            'xx = "Hot',
            "helplines.toml: https://www.hotpeachpages.net has no name in tr",
        ),
        ("helplines.toml", "checked = 2026-11-23", "", "helplines.toml: emergency.0.checked: Field required"),
        ("tr/absolutes.toml", "alone = [", "al0ne = [", "tr/absolutes.toml: alone: Field required"),
        ("en/absolutes.toml", "\nbig = [", "\nbigg = [", "en/absolutes.toml: pairings.0.big: Field required"),
        ("en/dates.toml", "\nclock", "\nklock", "en/dates.toml: clock: Field required"),
        ("tr/phrases.toml", '"merhaba"', '"pause"', "phrases: 'pause' means pause and start"),
        ("tr/phrases.toml", '"merhaba"', '"Selam!"', "tr/phrases.toml: start: 'selam' is there twice"),
        ("tr/phrases.toml", '"merhaba"', '"?!"', "phrases: one has neither letters nor digits"),
        ("en/phrases.toml", "help = [", "halp = [", "en/phrases.toml: help: Field required"),
        ("en/card.ftl", "kept = ", "kept: ", "en/card.ftl: not Fluent: kept: "),
    ],
)
def test_a_mistake_is_told_with_its_place(folder: Path, file: str, old: str, new: str, mistake: str) -> None:
    change(folder / file, old, new)
    assert [each for each in mistakes_in(folder) if each.startswith(mistake)]


def test_a_missing_file_is_a_mistake_like_any_other(folder: Path) -> None:
    (folder / "helplines.toml").unlink()
    (folder / "tr" / "phrases.toml").write_bytes(b"\xff\xfe")
    told = "\n".join(mistakes_in(folder))
    assert "helplines.toml: [Errno 2]" in told
    assert "tr/phrases.toml: 'utf-8' codec" in told


def test_there_has_to_be_a_principle_for_everybody_whatever_the_guard_says(folder: Path) -> None:
    for path in (folder / "principles").glob("*.toml"):
        if (
            "withheld_under_guard = false" in path.read_text(encoding="utf-8")
            and path.stem != "caution-is-yours"
        ):
            path.unlink()
    assert mistakes_in(folder) == [
        "principles: none for caused while the guard is up",
        "principles: none for practising while the guard is up",
    ]


def test_without_english_there_is_nothing_to_fall_back_to(folder: Path) -> None:
    shutil.rmtree(folder / "en")
    assert "there is no language en" in mistakes_in(folder)
