"""The archive as tables: one row a day, one row a moment, in cells that no spreadsheet runs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import StringIO

from bot.domain.checkin import Answer, Said, number_of
from bot.storage.belongings import Belongings
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from bot.storage.deliveries import Kind, PastDelivery
from bot.storage.moments import KeptMoment

Cell = str | int | None

DAY_COLUMNS = (
    *("day", "zone", "due_at", "sent_at", "answered_at", "last_answered_at", "late", "state", "rest_reason"),
    *("safety", "safety_said", "openness", "openness_said", "nothing", "moments"),
)
MOMENT_COLUMNS = ("day", "zone", "kept_at", "edited_at", "kind", "text", "file")
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, its wide forms included."""
NUMBER = "number"


def days_csv(belongings: Belongings) -> bytes:
    """Return one row for each day with an answer, a state, or something that was sent for it."""
    checkins = {each.checkin.on: each for each in belongings.past.checkins}
    moments = Counter(each.on for each in belongings.past.moments)
    first = _first_moments(belongings.past.moments)
    states = {each.on: each for each in belongings.past.days}
    prompts = {each.on: each for each in belongings.deliveries if each.kind is Kind.PROMPT}
    rows = [
        _day(on, checkins.get(on), first.get(on), moments[on], states.get(on), prompts.get(on))
        for on in sorted({*checkins, *moments, *states, *prompts})
    ]
    return _table(DAY_COLUMNS, rows)


def moments_csv(belongings: Belongings, files: Mapping[str, str]) -> bytes:
    """Return one row for each moment; `files` says by a moment's id where its file stands in the ZIP."""
    rows = [
        (
            str(kept.on),
            kept.zone,
            _instant(kept.kept_at),
            _instant(kept.changed_at),
            kept.moment.kind.value,
            kept.moment.text,
            files.get(kept.id),
        )
        for kept in belongings.past.moments
    ]
    return _table(MOMENT_COLUMNS, rows)


def _first_moments(moments: Sequence[KeptMoment]) -> dict[date, KeptMoment]:
    return {each.on: each for each in reversed(moments)}


def _day(  # noqa: PLR0917 -- everything that is known of a day
    on: date,
    kept: KeptCheckIn | None,
    moment: KeptMoment | None,
    moments: int,
    closed: ClosedDay | None,
    prompt: PastDelivery | None,
) -> tuple[Cell, ...]:
    checkin = kept.checkin if kept else None
    first = kept or moment
    return (
        str(on),
        first.zone if first else None,
        _instant(prompt.due_at if prompt else None),
        _instant(prompt.sent_at if prompt else None),
        _instant(first.kept_at if first else None),
        _instant(kept.changed_at if kept else None),
        int(checkin.is_late) if checkin else None,
        closed.state.value if closed else None,
        closed.reason.value if closed and closed.reason else None,
        *_answer(checkin.safety if checkin else None),
        *_answer(checkin.openness if checkin else None),
        int(checkin.is_nothing) if checkin else None,
        moments,
    )


def _answer(answer: Answer | None) -> tuple[Cell, Cell]:
    """A number, and in what way was answered: "number", "no_contact", "unsaid", or not at all."""
    if isinstance(answer, Said):
        return None, answer.value
    return number_of(answer), None if answer is None else NUMBER


def _instant(at: datetime | None) -> str | None:
    """Write an instant in UTC, to the second."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return CSV as RFC 4180 has it, with the mark by which spreadsheets know UTF-8: Turkish letters stay what they are."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def defused(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    if isinstance(cell, str) and (cell.startswith(RUN) or cell.lstrip().startswith(RUN)):
        return f"'{cell}"
    return cell
