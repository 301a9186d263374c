from __future__ import annotations

from datetime import timedelta

from bot.storage.inbox import Arrival, Inbox, Waiting
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.storage.conftest import NOW

ANA, BEN = 100, 200


def arrival(update_id: int, telegram_id: int = ANA, body: str = "{}") -> Arrival:
    return Arrival(update_id, telegram_id, body, NOW)


async def add(store: Store, *arrivals: Arrival) -> list[Waiting]:
    """Add updates and return those that were new, as they stand now."""
    async with store.db.transaction() as tx:
        seqs = await store.inbox.add_all(tx, arrivals)
    return [each for each in await store.inbox.waiting(store.db) if seqs.get(each.update_id) == each.seq]


async def test_updates_wait_in_the_order_in_which_they_came(store: Store) -> None:
    await add(store, arrival(12, body="first"), arrival(13, BEN, "second"))
    await add(store, arrival(3, body="third, after a quiet week"))
    waiting = await store.inbox.waiting(store.db)
    assert [each.body for each in waiting] == ["first", "second", "third, after a quiet week"]
    assert [each.telegram_id for each in waiting] == [ANA, BEN, ANA]
    assert [each.seq for each in waiting] == sorted({each.seq for each in waiting})


async def test_what_was_added_is_found_with_the_number_that_was_told(store: Store) -> None:
    async with store.db.transaction() as tx:
        seqs = await store.inbox.add_all(tx, [arrival(1), arrival(2, BEN, "words")])
    first, second = await store.inbox.waiting(store.db)
    assert seqs == {1: first.seq, 2: second.seq}
    assert second == Waiting(second.seq, 2, BEN, "words", NOW, attempts=0)


async def test_an_update_that_comes_again_while_it_waits_is_ignored(store: Store) -> None:
    await add(store, arrival(1, body="first"), arrival(2))
    (new,) = await add(store, arrival(1, body="again"), arrival(2), arrival(3))
    assert new.update_id == 3
    assert next(each.body for each in await store.inbox.waiting(store.db)) == "first"


async def test_nothing_new_is_nothing_added(store: Store) -> None:
    assert await add(store) == []


async def test_what_is_done_leaves(store: Store) -> None:
    first, second, third = await add(store, arrival(1), arrival(2), arrival(3))
    async with store.db.transaction() as tx:
        await store.inbox.done(tx, [first.seq, third.seq])
        await store.inbox.done(tx, [])
    assert await store.inbox.waiting(store.db) == [second]


async def test_a_number_is_not_given_twice_when_the_inbox_was_empty_in_between(store: Store) -> None:
    (first,) = await add(store, arrival(1))
    async with store.db.transaction() as tx:
        await store.inbox.done(tx, [first.seq])
    (second,) = await add(store, arrival(2))
    assert second.seq > first.seq


async def test_after_a_restart_what_comes_stands_behind_what_waits(store: Store, vault: Vault) -> None:
    (first,) = await add(store, arrival(1))
    async with store.db.transaction() as tx:
        seqs = await Inbox(vault).add_all(tx, [arrival(2)])
    assert seqs[2] > first.seq


async def test_a_number_that_was_taken_up_after_a_restart_is_not_given_to_another(
    store: Store, vault: Vault
) -> None:
    await add(store, arrival(1))
    restarted = Inbox(vault)
    (taken_up,) = await restarted.waiting(store.db)
    async with store.db.transaction() as tx:
        await restarted.done(tx, [taken_up.seq])
    async with store.db.transaction() as tx:
        seqs = await restarted.add_all(tx, [arrival(1), arrival(2)])
    assert taken_up.seq not in seqs.values()


async def test_what_is_put_off_comes_back_at_its_time_and_counts_its_attempts(store: Store) -> None:
    first, _ = await add(store, arrival(1), arrival(2))
    later = NOW + timedelta(hours=1)
    async with store.db.transaction() as tx:
        await store.inbox.postpone(tx, first.seq, later)
    assert await store.inbox.put_off(store.db, later - timedelta(seconds=1)) == []
    (again,) = await store.inbox.put_off(store.db, later)
    assert (again.seq, again.attempts) == (first.seq, 1)
    assert len(await store.inbox.waiting(store.db)) == 2


async def test_a_row_that_does_not_open_keeps_nobody_elses_from_being_read(store: Store) -> None:
    first, second = await add(store, arrival(1), arrival(2, BEN))
    async with store.db.transaction() as tx:
        await tx.run("UPDATE inbox SET body = x'00' WHERE seq = :seq", {"seq": first.seq})
    assert await store.inbox.waiting(store.db) == [second]
