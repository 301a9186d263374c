from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.content.catalogue import Content
from bot.content.principles import PrincipleText, PrincipleWords
from bot.domain.encourage import Signal, fits
from bot.domain.participant import Role

EVERYBODY = frozenset(Role)
CAUSED, HURT = frozenset({Role.CAUSED}), frozenset({Role.HURT})
HURT_OR_PRACTISING = HURT | {Role.PRACTISING}

# For whom each is, and whether the guard withholds it.
PLAN = {
    "do-no-further-harm": (CAUSED, False),
    "give-time": (CAUSED, False),
    "patience": (CAUSED, False),
    "understand-their-pain": (CAUSED, False),
    "honesty": (CAUSED, False),
    "right-by-deeds": (CAUSED, True),
    "care-in-words-and-actions": (CAUSED, True),
    "caution-is-yours": (HURT, False),
    "your-own-ability-to-trust": (HURT_OR_PRACTISING, False),
    "no-all-or-nothing": (HURT_OR_PRACTISING, True),
    "do-not-shut-yourself-off": (HURT, True),
    "stay-open": (HURT, True),
    "notice-efforts": (HURT, True),
    "slowly-with-care": (EVERYBODY, False),
    "trust-is-a-need": (EVERYBODY, False),
    "what-broke": (EVERYBODY, False),
    "what-it-does": (EVERYBODY, False),
    "each-carries-a-part": (EVERYBODY, True),
    "building-blocks": (EVERYBODY, True),
    "repeated-good-experiences": (EVERYBODY, True),
    "old-mistakes-not-repeated": (EVERYBODY, True),
    "closeness-against-loneliness": (EVERYBODY, True),
}

# What no text may do: promise, oblige, judge, praise, take a side.
NEVER_SAID = {
    "en": r"you should|you must|have to forgive|guarantee|well done|good job|proud of you|your fault|blame"
    r"|toxic|will be (fine|okay|restored)|trust (is|will be) restored|stay with|break up|leave (him|her|them)",
    "tr": r"zorundasın|yapmalısın|etmelisin|affetmelisin|garanti|aferin|tebrik|senin suçun|suçlusun|toksik"
    r"|düzelecek|geçecek|güven geri gel|ondan ayrıl|onunla kal",
}
# What somebody who may be in danger is not asked for: openness, patience with the other, seeing their efforts, time.
NEVER_ASKED_UNDER_GUARD = {
    "en": r"open up|be open|share (it|this|your)|talk to them|tell them|be patient|patience|their effort|give them time"
    r"|wait for them|forgiv|trust them|let them|meet them|listen to them|reach out|get closer|say yes",
    "tr": r"içini aç|ona aç|paylaş|onunla konuş|ona anlat|ona söyle|sabret|sabırlı|çaba|ona zaman|onu bekle|affet"
    r"|ona güven|onu dinle|yakınlaş|evet de\b",
}
# A line may stand under any day, so it says nothing of how the day was, or of what somebody did with it.
NEVER_CLAIMED = {
    "en": r"\byou (were|are|felt|did|had|have|showed|came|made)\b|\btoday (is|was) (a |so )?(good|hard|bad|nice)",
    "tr": r"\b\w*(geld|ett|yapt|old|ded|gösterd|yazd|hissett|başard)[ıiuü]n\b|bugün (iyi|kötü|zor|güzel)",
}
ENOUGH = 3


def all_words(content: Content) -> Iterator[tuple[PrincipleText, str, PrincipleWords]]:
    for principle in content.principles:
        for language, words in principle.words.items():
            yield principle, language, words


def texts(words: PrincipleWords) -> list[str]:
    return [words.title, words.reflection, *words.steps, *words.lines]


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])”?\s+", text) if each]


def test_the_principles_are_those_that_were_planned(content: Content) -> None:
    assert {each.id: (each.roles, each.withheld_under_guard) for each in content.principles} == PLAN


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        (11, {"what-it-does"}),
        (12, {"closeness-against-loneliness"}),
        (14, {"each-carries-a-part", "building-blocks"}),
        (15, {"do-no-further-harm", "give-time", "patience", "understand-their-pain", "honesty"}),
        (15, {"right-by-deeds", "care-in-words-and-actions"}),
        (16, {"caution-is-yours", "no-all-or-nothing", "notice-efforts", "stay-open"}),
        (16, {"do-not-shut-yourself-off"}),
        (17, {"repeated-good-experiences", "old-mistakes-not-repeated"}),
    ],
)
def test_a_principle_names_the_paragraph_that_it_comes_from(
    content: Content, source: int, ids: set[str]
) -> None:
    assert ids <= {each.id for each in content.principles if each.source == source}


def test_what_the_rules_know_of_a_principle_is_what_its_file_says(content: Content) -> None:
    for principle in content.principles:
        rule = principle.rule
        assert (rule.id, rule.roles, rule.signals) == (principle.id, principle.roles, principle.signals)
        assert rule.is_withheld_under_guard == principle.withheld_under_guard


@pytest.mark.parametrize("signal", Signal)
@pytest.mark.parametrize("role", Role)
def test_whatever_a_week_says_there_are_several_to_choose_from_and_one_under_the_guard(
    content: Content, role: Role, signal: Signal
) -> None:
    rules = [each.rule for each in content.principles if signal in each.signals]
    assert sum(fits(rule, role=role, guard_up=False) for rule in rules) >= ENOUGH
    assert any(fits(rule, role=role, guard_up=True) for rule in rules)


@pytest.mark.parametrize("signal", [Signal.LOW_BOTH, Signal.LOW_SAFETY])
def test_after_hard_days_nobody_who_was_hurt_is_asked_for_anything_by_the_other(
    content: Content, signal: Signal
) -> None:
    asking = {"notice-efforts", "stay-open", "do-not-shut-yourself-off", "each-carries-a-part"}
    assert not asking & {each.id for each in content.principles if signal in each.signals}


def test_a_reflection_is_two_or_three_sentences(content: Content) -> None:
    for principle, language, words in all_words(content):
        assert 2 <= len(sentences(words.reflection)) <= 3, (principle.id, language)
        assert len(words.reflection) <= 300, (principle.id, language)


def test_sentences_are_short_enough_for_a_child_of_twelve(content: Content) -> None:
    for principle, _, words in all_words(content):
        for text in texts(words):
            assert all(len(each.split()) <= 24 for each in sentences(text)), (principle.id, text)


def test_a_line_is_one_short_sentence_that_claims_nothing_about_the_day(content: Content) -> None:
    for principle, language, words in all_words(content):
        for line in words.lines:
            assert len(sentences(line)) == 1, (principle.id, line)
            assert line.endswith("."), (principle.id, line)
            assert len(line) <= 90, (principle.id, line)
            assert not re.search(NEVER_CLAIMED[language], line, re.IGNORECASE), (principle.id, line)


def test_a_step_stands_alone_and_is_small(content: Content) -> None:
    """One step is shown without the others, on any day of the week, so it points neither at them nor at today."""
    for principle, language, words in all_words(content):
        for step in words.steps:
            assert len(step) <= 160, (principle.id, step)
            assert len(sentences(step)) <= 3, (principle.id, step)
            pointing = {"en": r"^(that|then|this one)\b", "tr": r"^(sonra|o zaman|bunu|onu)\b"}[language]
            assert not re.search(pointing, step, re.IGNORECASE), (principle.id, step)
            assert not re.search(r"\b(do|did|be) .*\btoday\b|\bbugün\b.*\b(yap|yaz|dinle)\b", step), step


def test_texts_are_plain_and_typographic(content: Content) -> None:
    for principle, _, words in all_words(content):
        for text in texts(words):
            assert not re.search(r"[<>&*_`{}\"']|--|\.\.\.|  |\n", text), (principle.id, text)


def test_no_text_promises_obliges_praises_or_takes_a_side(content: Content) -> None:
    for principle, language, words in all_words(content):
        for text in texts(words):
            assert not re.search(NEVER_SAID[language], text, re.IGNORECASE), (principle.id, text)


def test_what_the_guard_lets_pass_asks_for_nothing_that_could_harm(content: Content) -> None:
    for principle, language, words in all_words(content):
        if not principle.withheld_under_guard:
            for text in texts(words):
                assert not re.search(NEVER_ASKED_UNDER_GUARD[language], text, re.IGNORECASE), (
                    principle.id,
                    text,
                )


def test_no_two_principles_say_the_same(content: Content) -> None:
    for language in content.languages:
        said = [text for each in content.principles for text in texts(each.words[language])]
        assert len(said) == len(set(said))
