from __future__ import annotations

import re

import pytest

from bot.content.catalogue import Content
from bot.domain.encourage import Signal
from tests.content.article import copied
from tests.content.test_principles import NEVER_ASKED_UNDER_GUARD, NEVER_SAID, sentences

WHATS = ("safety", "openness", "both")
KEYS = [*(f"why-{signal.value.replace('_', '-')}" for signal in Signal), "why-nothing-special"]
# What a reason may not do besides: praise, find fault, or say that one thing comes from another.
NEVER_A_REASON = {
    "en": r"\b(great|good|bad|brave|bravo|strong|sadly|unfortunately|only|should|must|because|well done|proud)\b",
    "tr": r"\b(harika|aferin|kötü|cesur|maalesef|ne yazık|sadece|malısın|melisin|çünkü|sayesinde|yüzünden)\b",
}


def reasons(content: Content, language: str) -> dict[str, list[str]]:
    words = content.words(language)
    return {key: [words(key, what=what) for what in WHATS] for key in KEYS}


def test_every_signal_has_its_reason_and_there_is_one_for_none(content: Content) -> None:
    for language in content.languages:
        keys = {key for key in content.words(language).messages.keys if key.startswith("why-")}
        assert keys == set(KEYS)


@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_reason_is_one_or_two_short_sentences(content: Content, language: str) -> None:
    for key, forms in reasons(content, language).items():
        for form in forms:
            assert 1 <= len(sentences(form)) <= 2, key
            assert all(len(each.split()) <= 20 for each in sentences(form)), key
            assert form.endswith("."), key
            assert not re.search(r"\d|!|\?", form), key


@pytest.mark.parametrize("language", ["en", "tr"])
def test_no_two_reasons_are_the_same(content: Content, language: str) -> None:
    forms = [form for each in reasons(content, language).values() for form in set(each)]
    assert len(forms) == len(set(forms)) == len(KEYS) + 2 * (len(WHATS) - 1)


@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_reason_neither_praises_nor_blames_nor_promises_and_is_safe_under_the_guard(
    content: Content, language: str
) -> None:
    never = (NEVER_SAID, NEVER_ASKED_UNDER_GUARD, NEVER_A_REASON)
    for key, forms in reasons(content, language).items():
        for form in forms:
            assert not any(re.search(each[language], form, re.IGNORECASE) for each in never), (key, form)
            assert not copied(form), key


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ("Safety", "Openness")), ("tr", ("Güvende hissetme", "Açık konuşma"))],
)
@pytest.mark.parametrize("key", ["why-falling", "why-rising"])
def test_a_trend_names_what_moved_and_nothing_else(
    content: Content, language: str, names: tuple[str, str], key: str
) -> None:
    forms = [form.casefold() for form in reasons(content, language)[key]]
    named = [tuple(name.casefold() in form for name in names) for form in forms]
    assert named == [(True, False), (False, True), (True, True)]
