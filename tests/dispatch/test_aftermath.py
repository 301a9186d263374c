"""Every outcome with every kind of delivery, and what it does to the row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.aftermath import LONGEST_RETRY_AFTER, Effect, effect_of, is_everybodys, retry_after
from bot.domain.letter_time import SENT_FOR
from bot.domain.schedule import SENT_LATE_FOR
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.storage.deliveries import Delivery, Kind, Status

DUE_AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
CLAIMED_AT = DUE_AT + timedelta(seconds=1)
NOW = DUE_AT + timedelta(seconds=2)
IN_TEN_SECONDS = Effect(Status.DUE, try_at=NOW + timedelta(seconds=10))
REFUSED = Effect(Status.REFUSED)
UNSURE = Effect(Status.UNSURE)
SECOND_CHANCE = Effect(Status.UNSURE, second_chance_at=CLAIMED_AT + timedelta(minutes=30))
EVERY_KIND = [
    (NotSent(), IN_TEN_SECONDS),
    (Broken(401), IN_TEN_SECONDS),
    (Wait(3), IN_TEN_SECONDS),
    (Wait(700), Effect(Status.DUE, try_at=NOW + timedelta(seconds=700))),
    (Refused(400), REFUSED),
    (Gone(403), Effect(Status.REFUSED, is_gone=True)),
]
TABLE = [(kind, *row) for kind in Kind for row in EVERY_KIND] + [
    (Kind.PROMPT, Unsure(), SECOND_CHANCE),
    (Kind.PROMPT, Unsure(502), SECOND_CHANCE),
    (Kind.NUDGE, Unsure(), UNSURE),
    (Kind.SECOND_CHANCE, Unsure(), UNSURE),
    (Kind.LETTER, Unsure(), UNSURE),
    (Kind.LESS_OFTEN, Unsure(), UNSURE),
    (Kind.SELF_PAUSED, Unsure(), UNSURE),
    (Kind.PROMPT, Wait(7200), Effect(Status.DROPPED)),  # more than two hours late
    (Kind.LETTER, Wait(7200), Effect(Status.DUE, try_at=NOW + timedelta(seconds=7200))),
    (Kind.LETTER, Wait(86_400), Effect(Status.DROPPED)),  # more than a day late
    (Kind.LESS_OFTEN, Wait(7200), Effect(Status.DROPPED)),
    (Kind.SELF_PAUSED, Wait(864_000), Effect(Status.DUE, try_at=NOW + timedelta(days=10))),
]


def delivery(kind: Kind = Kind.PROMPT, attempts: int = 0) -> Delivery:
    return Delivery("d", "p", date(2026, 11, 24), kind, due_at=DUE_AT, try_at=DUE_AT, attempts=attempts)


@pytest.mark.parametrize(("kind", "outcome", "effect"), TABLE, ids=str)
def test_each_outcome_has_its_effect(kind: Kind, outcome: DeliveryError, effect: Effect) -> None:
    assert effect_of(outcome, delivery(kind), claimed_at=CLAIMED_AT, now=NOW, jitter=0) == effect


@pytest.mark.parametrize("outcome", [NotSent(), Broken(401)], ids=str)
def test_what_keeps_everybody_from_telegram_is_told_from_what_keeps_one(outcome: DeliveryError) -> None:
    assert is_everybodys(outcome)
    assert not any(is_everybodys(each) for each in (Gone(), Wait(3), Refused(), Unsure()))


def test_tries_come_ever_more_seldom_but_never_more_seldom_than_every_two_minutes() -> None:
    seconds = [retry_after(attempts, 0).total_seconds() for attempts in range(6)]
    assert seconds == [10, 20, 40, 80, 120, 120]


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_jitter_shortens_a_wait_by_half_at_most(attempts: int, jitter: float) -> None:
    longest = retry_after(attempts, 0)
    assert longest / 2 <= retry_after(attempts, jitter) <= longest <= LONGEST_RETRY_AFTER


outcomes = st.sampled_from([NotSent(), Broken(409), Gone(), Refused(), Unsure()]) | st.builds(
    Wait, st.floats(0, 20_000)
)


@given(
    outcomes,
    st.sampled_from(Kind),
    st.integers(0, 50),
    st.floats(0, 1),
    st.timedeltas(timedelta(0), timedelta(hours=3)),
)
def test_only_what_certainly_failed_is_tried_again_and_only_while_it_may_be_sent(
    outcome: DeliveryError, kind: Kind, attempts: int, jitter: float, late_by: timedelta
) -> None:
    now = DUE_AT + late_by
    effect = effect_of(outcome, delivery(kind, attempts), claimed_at=now, now=now, jitter=jitter)
    assert (effect.status is Status.DUE) == (effect.try_at is not None)
    if effect.try_at is not None:
        assert isinstance(outcome, NotSent | Broken | Wait)
        assert now < effect.try_at
        if kind is not Kind.SELF_PAUSED:
            assert effect.try_at <= DUE_AT + (SENT_FOR if kind is Kind.LETTER else SENT_LATE_FOR)
        if isinstance(outcome, Wait):
            assert effect.try_at - now >= timedelta(seconds=outcome.seconds)
    is_unknown = isinstance(outcome, Unsure)
    assert (effect.status is Status.UNSURE) == is_unknown
    assert (effect.second_chance_at is not None) == (is_unknown and kind is Kind.PROMPT)
    assert effect.is_gone == isinstance(outcome, Gone)
