from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.absolutes import Absolutes, AbsoluteWords, Pairing
from bot.content.catalogue import Content

HERE = Path(__file__).parent
LANGUAGES = ("en", "tr")


def sentences(language: str) -> tuple[list[str], ...]:
    """Three groups: what leaves nothing in between, what people keep as moments, and the first kind once more.

    The lists of words were written against the first two. The last was written apart from them, to see how much is
    caught of what nobody thought of; so it is not to be learned from.
    """
    text = (HERE / f"absolutes_{language}.txt").read_text(encoding="utf-8")
    hard, everyday, unseen = (group.splitlines() for group in text.strip().split("\n\n"))
    return hard, everyday, unseen


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences_to_tell(language: str) -> None:
    hard, everyday, unseen = sentences(language)
    assert len(hard) >= 60
    assert len(everyday) >= 100
    assert not set(unseen) & {*hard, *everyday}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leaves_nothing_in_between_is_mostly_told(content: Content, language: str) -> None:
    hard, _, _ = sentences(language)
    missed = [each for each in hard if not content.absolutes.stands_in(each)]
    assert len(missed) <= len(hard) * 0.05, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_keep_as_a_moment_is_not_mistaken_for_it(content: Content, language: str) -> None:
    _, everyday, _ = sentences(language)
    assert [each for each in everyday if content.absolutes.stands_in(each)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_what_the_lists_were_not_written_for_some_is_told(content: Content, language: str) -> None:
    """About a third. It is a net with holes: the signal that it gives is one among many, and its lack says nothing."""
    _, _, unseen = sentences(language)
    assert sum(map(content.absolutes.stands_in, unseen)) >= len(unseen) / 4


@pytest.mark.parametrize(
    "text",
    [
        *(
            "HE NEVER LISTENS",
            "he never listens",
            "Tea. But he never really listens to me",
            "you’ll never listen",
        ),
        *(
            "HİÇ DEĞİŞMEZ",
            "hic degismez",
            "Hiç Değişmez.",
            "çay içtik\nama hiç değişmez",
            "Kimse beni anlamiyor",
        ),
    ],
)
def test_case_accents_and_the_rest_of_the_text_do_not_matter(content: Content, text: str) -> None:
    assert content.absolutes.stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "?!…", "💔", "4 3", "🙂 never", "asla", "hiç"),
        *("Everyone came. I shouted for joy.", "Hep güldük. Kavga eden komşuları dinledik."),
        *("whenever she listens", "nevertheless he listens", "hepimiz kavga izledik"),
    ],
)
def test_neither_a_big_word_alone_nor_one_of_another_sentence_or_word_counts(
    content: Content, text: str
) -> None:
    assert not content.absolutes.stands_in(text)


def test_a_pairing_needs_both_words_near_each_other_and_none_that_speaks_against_it() -> None:
    words = AbsoluteWords(
        alone=("all or nothing",),
        pairings=(Pairing(big=("never",), near=("call*", "say sorry"), unless=("before",)),),
    )
    absolutes = Absolutes([words])
    for text in ("all or nothing", "never once called", "never, a b c calling", "never can say sorry"):
        assert absolutes.stands_in(text)
    for text in (
        "all nothing",
        "never",
        "calls",
        "calls never",
        "never a b c d e calls",
        "never called before",
    ):
        assert not absolutes.stands_in(text)


def test_a_long_text_is_looked_through_at_once(content: Content) -> None:
    assert not content.absolutes.stands_in("never " * 700 + "hep " * 900)
    assert content.absolutes.stands_in("tea " * 1000 + "and nobody listens")
