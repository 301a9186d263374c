"""One person's row after another's in one commit; where one of them is broken, each in a commit of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.storage.database import Database, DatabaseUnavailable, Transaction

T = TypeVar("T")


async def each_together(
    db: Database,
    all_of_it: Sequence[T],
    do: Callable[[Transaction, T], Awaitable[None]],
    put_aside: Callable[[Transaction, T, Exception], Awaitable[None]],
) -> None:
    """Do all of it in one commit; where that fails, each alone, and what fails even then is put aside.

    Raises DatabaseUnavailable; what was not committed until then is not done.
    """
    if await _failure(db, all_of_it, do) is None:
        return
    for each in all_of_it:
        error = await _failure(db, [each], do)
        if error is not None:
            async with db.transaction() as tx:
                await put_aside(tx, each, error)


async def _failure(
    db: Database, all_of_it: Sequence[T], do: Callable[[Transaction, T], Awaitable[None]]
) -> Exception | None:
    """Do all of it in one commit, or nothing of it; return what went wrong, if anything did."""
    try:
        async with db.transaction() as tx:
            for each in all_of_it:
                await do(tx, each)
    except DatabaseUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  one person's broken row must not keep others from being asked
        return error
    return None
