from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.content.catalogue import HERE, Content
from bot.content.principles import PrincipleText, PrincipleWords
from bot.domain.participant import Role
from tests.content.article import copied, runs

EVERYBODY = frozenset(Role)
CAUSED, HURT = frozenset({Role.CAUSED}), frozenset({Role.HURT})
HURT_OR_PRACTISING = HURT | {Role.PRACTISING}

# For whom each is, and whether the guard withholds it.
PLAN = {
    "do-no-further-harm": (CAUSED, False),
    "give-time": (CAUSED, False),
    "understand-their-pain": (CAUSED, False),
    "honesty": (CAUSED, False),
    "right-by-deeds": (CAUSED, True),
    "care-in-words-and-actions": (CAUSED, True),
    "caution-is-yours": (HURT, False),
    "your-own-ability-to-trust": (HURT_OR_PRACTISING, False),
    "no-all-or-nothing": (HURT_OR_PRACTISING, True),
    "notice-efforts": (HURT, True),
    "slowly-with-care": (EVERYBODY, False),
    "trust-is-a-need": (EVERYBODY, False),
    "what-broke": (EVERYBODY, False),
    "building-blocks": (EVERYBODY, True),
    "repeated-good-experiences": (EVERYBODY, True),
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
    r"|wait for them|forgiv|trust them|let them|meet them|listen to them",
    "tr": r"içini aç|ona aç|paylaş|onunla konuş|ona anlat|ona söyle|sabret|sabırlı|çaba|ona zaman|onu bekle|affet"
    r"|ona güven|onu dinle",
}


def all_words(content: Content) -> Iterator[tuple[PrincipleText, str, PrincipleWords]]:
    for principle in content.principles:
        for language, words in principle.words.items():
            yield principle, language, words


def texts(words: PrincipleWords) -> list[str]:
    return [words.title, words.reflection, *words.steps, words.line]


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])”?\s+", text) if each]


def test_the_principles_are_those_that_were_planned(content: Content) -> None:
    assert {each.id: (each.roles, each.withheld_under_guard) for each in content.principles} == PLAN


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        (15, {"do-no-further-harm", "give-time", "understand-their-pain", "honesty", "right-by-deeds"}),
        (16, {"caution-is-yours", "no-all-or-nothing", "notice-efforts"}),
        (17, {"repeated-good-experiences"}),
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


def test_no_run_of_seven_words_is_the_articles(content: Content) -> None:
    everything = [text for _, _, words in all_words(content) for text in texts(words)]
    everything += [path.read_text(encoding="utf-8") for path in HERE.glob("*/*.ftl")]
    assert not [run for text in everything for run in copied(text)]


def test_the_articles_own_words_would_be_found() -> None:
    assert copied("So: none of us want to live in FEAR, or always!")
    assert len(runs("one two three four five six seven eight")) == 2


def test_a_reflection_is_two_or_three_sentences(content: Content) -> None:
    for principle, language, words in all_words(content):
        assert 2 <= len(sentences(words.reflection)) <= 3, (principle.id, language)
        assert len(words.reflection) <= 300, (principle.id, language)


def test_sentences_are_short_enough_for_a_child_of_twelve(content: Content) -> None:
    for principle, _, words in all_words(content):
        for text in texts(words):
            assert all(len(each.split()) <= 24 for each in sentences(text)), (principle.id, text)


def test_a_line_is_one_short_sentence(content: Content) -> None:
    for principle, language, words in all_words(content):
        assert len(sentences(words.line)) == 1, (principle.id, language)
        assert words.line.endswith("."), (principle.id, language)
        assert len(words.line) <= 90, (principle.id, language)


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
