from __future__ import annotations

import html
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.words import Html, Words, WordsError, read_words

FTL = """
# What the tests say.
greeting = Hello <b>{ $name }</b> & co.
days = { $count ->
    [one] one day
   *[other] { $count } days
}
trend = { $role ->
    [caused] theirs
   *[other] yours
}
-bot = Goldseam
about = { -bot }: { greeting }
"""
DATES = 'day = "EEEE, d MMMM"\nday_short = "EEE d MMM"\nclock = "HH:mm"\n'


def language(folder: Path, ftl: str = FTL, dates: str = DATES) -> tuple[Words, list[str]]:
    folder.mkdir(parents=True)
    (folder / "some.ftl").write_text(ftl, encoding="utf-8")
    (folder / "dates.toml").write_text(dates, encoding="utf-8")
    mistakes: list[str] = []
    words = read_words(folder, mistakes)
    assert words is not None
    return words, mistakes


def spoken(code: str) -> Words:
    mistakes: list[str] = []
    words = read_words(Path(__file__).parents[2] / "bot" / "content" / code, mistakes)
    assert words is not None
    return words


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    read, mistakes = language(tmp_path_factory.mktemp("content") / "en")
    assert not mistakes
    return read


@given(name=st.text())
def test_whatever_is_put_into_a_text_is_escaped_and_nothing_of_it_is_lost(words: Words, name: str) -> None:
    assert words("greeting", name=name) == f"Hello <b>{html.escape(name)}</b> & co."


def test_html_is_not_escaped_twice(words: Words) -> None:
    inner = words("greeting", name="<Ana>")
    assert isinstance(inner, Html)
    assert words("greeting", name=inner) == "Hello <b>Hello <b>&lt;Ana&gt;</b> & co.</b> & co."


def test_a_label_is_plain_text(words: Words) -> None:
    assert words.label("greeting", name="<Ana>") == "Hello <b><Ana></b> & co."


def test_the_longest_message_that_telegram_brings_fits_into_a_text(words: Words) -> None:
    assert words("greeting", name='"' * 4096) == f"Hello <b>{'&quot;' * 4096}</b> & co."


def test_braces_that_a_person_typed_are_only_braces(words: Words) -> None:
    assert words.label("greeting", name="{ $count }") == "Hello <b>{ $count }</b> & co."


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 days"), (1, "one day"), (2, "2 days"), (12345, "12345 days")]
)
def test_numbers_follow_the_plural_and_have_no_separators(words: Words, count: int, said: str) -> None:
    assert words("days", count=count) == said


@pytest.mark.parametrize(("role", "said"), [("caused", "theirs"), ("hurt", "yours")])
def test_a_text_may_choose_by_role(words: Words, role: str, said: str) -> None:
    assert words("trend", role=role) == said


def test_texts_within_texts_take_their_arguments_from_outside(words: Words) -> None:
    assert words("about", name="Ana") == "Goldseam: Hello <b>Ana</b> & co."
    assert words.messages.placeholders("about") == {"name"}
    assert words.messages.keys == {"greeting", "days", "trend", "about"}


@pytest.mark.parametrize("key", ["nowhere", "bot", "-bot", ""])
def test_a_text_that_is_not_there_is_an_error(words: Words, key: str) -> None:
    with pytest.raises(WordsError, match="there is no text"):
        words(key)


def test_an_argument_that_is_missing_is_an_error_that_names_no_value(words: Words) -> None:
    with pytest.raises(WordsError, match="greeting: Unknown external: name") as caught:
        words("greeting", nickname="my dear")
    assert "my dear" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "day", "short", "country"),
    [
        ("en", "Monday, 23 November", "Mon 23 Nov", "Germany"),
        ("tr", "23 Kasım Pazartesi", "23 Kas Pzt", "Almanya"),
    ],
)
def test_dates_and_countries_read_naturally(code: str, day: str, short: str, country: str) -> None:
    words = spoken(code)
    on = date(2026, 11, 23)
    assert (words.day(on), words.day_short(on), words.clock(time(9, 5))) == (day, short, "09:05")
    assert (words.country("DE"), words.country("ZZ-unknown")) == (country, "ZZ-unknown")


def test_every_mistake_in_the_files_is_told(tmp_path: Path) -> None:
    ftl = "a = { nowhere }\na = again\nb = { -nothing } { MAGIC($x) }\nc =\n    .title = x\nthis is not Fluent\n"
    _, mistakes = language(tmp_path / "xx" / "en", ftl)
    assert mistakes == [
        "en/some.ftl: a is there twice",
        "en/some.ftl: c has to be one text without attributes",
        "en/some.ftl: not Fluent: this is not Fluent",
        "en: a refers to nowhere, which is not there",
        "en: b refers to -nothing, which is not there",
        "en: b refers to MAGIC(), which is not there",
    ]


def test_texts_that_stand_in_each_other_are_an_error_and_not_an_endless_loop(tmp_path: Path) -> None:
    words, _ = language(tmp_path / "en", "a = { b }\nb = { a } { $x }\n")
    assert words.messages.placeholders("a") == {"x"}
    with pytest.raises(WordsError, match="Cyclic"):
        words("a", x=1)


@pytest.mark.parametrize(
    ("weekdays", "english", "turkish"),
    [
        ({0, 1, 2, 3, 4, 5, 6}, "every day", "her gün"),
        ({0, 1, 2, 3, 4}, "Monday to Friday", "hafta içi her gün"),
        ({0, 2, 4}, "on Mon, Wed and Fri", "pazartesi, çarşamba ve cuma günleri"),
        ({5, 6}, "on Sat and Sun", "cumartesi ve pazar günleri"),
        ({6}, "every Sunday", "her pazar"),
        ({0, 1, 2, 3, 4, 5}, "every day but Sunday", "pazar hariç her gün"),
    ],
)
def test_chosen_weekdays_read_naturally_within_a_sentence(
    weekdays: set[int], english: str, turkish: str
) -> None:
    for code, said in (("en", english), ("tr", turkish)):
        assert spoken(code).days(frozenset(weekdays)) == said


def test_weekdays_have_a_full_and_a_short_name() -> None:
    assert [spoken("en").weekday_name(each) for each in (0, 6)] == ["Monday", "Sunday"]
    assert [spoken("tr").weekday_name(each, is_short=True) for each in (0, 1, 6)] == ["Pzt", "Sal", "Paz"]


def test_turkish_hangs_its_endings_on_the_time_that_is_put_in() -> None:
    words = spoken("tr")
    assert words("card-later-set", time=words.clock(time(21))) == "Saat 21:00’de yeniden soracağım."
    assert words("card-later-set", time=words.clock(time(9, 30))) == "Saat 09:30’da yeniden soracağım."


def test_cities_of_zones_and_languages_have_names() -> None:
    zone = ZoneInfo("Europe/Istanbul")
    assert [spoken(code).city(zone) for code in ("en", "tr")] == ["Istanbul", "İstanbul"]
    assert spoken("en").city(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert spoken("en").city(ZoneInfo("UTC")) == "UTC"
    assert [spoken(code).tongue("tr") for code in ("en", "tr")] == ["Turkish", "Türkçe"]
    assert spoken("en").tongue("xx") == "xx"
