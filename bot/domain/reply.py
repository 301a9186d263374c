"""What somebody's words are for: which card they answer, a name that was asked for, or something to be offered a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.checkin import Answer, CheckIn, Question, with_answer, with_nothing
from bot.domain.typed import Scores, read_name, read_scores

Scored = tuple[tuple[Question, Answer], ...]
"""Answers by question, as one message gave them."""


@dataclass(frozen=True, slots=True)
class Card:
    """A day that takes answers, and what was answered so far."""

    on: date
    checkin: CheckIn | None

    @property
    def is_asking(self) -> bool:
        """Whether one of its measured questions is open."""
        return self.checkin is None or self.checkin.safety is None or self.checkin.openness is None


@dataclass(frozen=True, slots=True)
class Situation:
    """What words may be for. All days in it still take answers.

    Args:
        today: today, whether or not it has a card yet.
        open_cards: the cards of yesterday and today that were sent and are not done, in order; yesterday's only while
            today's was not begun, or when yesterday's was.
        replied: the card that the message replies to.
        closed_on: the day of a card that the message replies to, but that takes no answers any more.
        awaited_on: the day of a moment that was asked for.
        is_name_awaited: whether the name was asked for last.
    """

    today: Card
    open_cards: tuple[Card, ...] = ()
    replied: Card | None = None
    closed_on: date | None = None
    awaited_on: date | None = None
    is_name_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """Answers for a day: scores, words that are its moment, or that there was nothing."""

    on: date
    scores: Scored = ()
    words: str | None = None
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class WhichDay:
    """Two cards are open: the person has to say which."""

    earlier_on: date
    later_on: date


@dataclass(frozen=True, slots=True)
class Name:
    """The name that was asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """No card is open: the words are offered to be kept as a moment."""


@dataclass(frozen=True, slots=True)
class Show:
    """A bare score where nothing is asked: the day's card says what there is to do."""

    on: date


@dataclass(frozen=True, slots=True)
class Closed:
    """A reply to a card that takes no answers any more."""

    on: date


Meaning = Keep | WhichDay | Name | Offer | Show | Closed


def meaning(text: str, situation: Situation, *, is_moment: bool = False) -> Meaning:
    """Return what a message is for, requests aside: scores first, then a name, then words for a card.

    What is a file, or somebody else's words, can be nothing but a moment: `is_moment`.
    """
    if situation.closed_on is not None:
        return Closed(situation.closed_on)
    scores = None if is_moment else read_scores(text)
    scored = None if scores is None else _scored(scores, situation)
    if scored is not None:
        return scored
    is_name_possible = situation.is_name_awaited and situation.replied is None and not is_moment
    name = read_name(text) if is_name_possible else None
    if name is not None:
        return Name(name)
    return _words_for(text, situation)


def meaning_of_nothing(text: str, situation: Situation) -> Meaning:
    """Return what "nothing today" is for: the one card that asks for its moment; elsewhere it is a word like others."""
    asked = (situation.replied,) if situation.replied else situation.open_cards
    if len(asked) == 1 and not asked[0].is_asking:
        return Keep(asked[0].on, is_nothing=True)
    return meaning(text, situation) if asked else Show(situation.today.on)


def in_question(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return which of the open cards, in order, words may be for: one that was not begun gives way to a later one that was."""
    begun = [card for card in cards if card.checkin is not None]
    if begun and cards[-1] in begun:
        return tuple(begun)
    return tuple(cards)


def as_reply(text: str, card: Card, *, is_moment: bool = False, is_nothing: bool = False) -> Keep:
    """Return what a message is for a day that somebody chose for it: as if it had replied to that day's card."""
    if is_nothing and not card.is_asking:
        return Keep(card.on, is_nothing=True)
    found = meaning(text, Situation(card, replied=card), is_moment=is_moment)
    return found if isinstance(found, Keep) else Keep(card.on, words=text)


def answered(checkin: CheckIn, keep: Keep, *, has_moment: bool) -> CheckIn:
    """Return a check-in with what is to be kept in it; a moment takes "nothing today" back."""
    for question, answer in keep.scores:
        checkin = with_answer(checkin, question, answer)
    if has_moment:
        return replace(checkin, is_nothing=False)
    return with_nothing(checkin) if keep.is_nothing else checkin


def rescored(checkin: CheckIn, given: Scored, scores: Scores) -> tuple[CheckIn, Scored]:
    """Return a check-in after the message that gave answers was edited to other scores, and what it gives now.

    An answer follows its message while it is still what that gave; one that was changed since is left alone. A second
    score that came with the edit answers what is open.
    """
    if scores.second is None:
        edited: Scored = tuple((question, scores.first) for question, _ in given[:1])
    else:
        edited = ((Question.SAFETY, scores.first), (Question.OPENNESS, scores.second))
    gives = dict(given)
    for question, answer in edited:
        stands = checkin.safety if question is Question.SAFETY else checkin.openness
        if stands == gives.get(question):
            checkin = with_answer(checkin, question, answer)
            gives[question] = answer
    return checkin, tuple(gives.items())


def _scored(scores: Scores, situation: Situation) -> Keep | WhichDay | Show | None:
    """Scores answer what is open, and never change what was answered; None for words behind scores nobody asked for."""
    asking = tuple(card for card in situation.open_cards if card.is_asking)
    if situation.replied is None and len(asking) > 1:
        return _which_day(asking)
    card = situation.replied or next(iter(asking), situation.today)
    if card.is_asking:
        return Keep(card.on, _answers(scores, card), scores.words)
    return None if scores.words else Show(card.on)


def _answers(scores: Scores, card: Card) -> Scored:
    """Two scores are safety and openness; one is the first that is open."""
    is_safety_open = card.checkin is None or card.checkin.safety is None
    if scores.second is None:
        return ((Question.SAFETY if is_safety_open else Question.OPENNESS, scores.first),)
    is_openness_open = card.checkin is None or card.checkin.openness is None
    safety = ((Question.SAFETY, scores.first),) if is_safety_open else ()
    openness = ((Question.OPENNESS, scores.second),) if is_openness_open else ()
    return (*safety, *openness)


def _words_for(text: str, situation: Situation) -> Meaning:
    if situation.replied is not None:
        return Keep(situation.replied.on, words=text)
    if situation.awaited_on is not None:
        return Keep(situation.awaited_on, words=text)
    if len(situation.open_cards) > 1:
        return _which_day(situation.open_cards)
    if situation.open_cards:
        return Keep(situation.open_cards[0].on, words=text)
    return Offer()


def _which_day(cards: Sequence[Card]) -> WhichDay:
    return WhichDay(cards[0].on, cards[-1].on)
