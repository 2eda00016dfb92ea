"""The centre's record at the seat, and small settings."""

from collections.abc import Callable

from seat_client.store import Store
from tests.unit.store.making import PATIENCE, fact


def test_facts_come_back_in_order_with_the_place_to_go_on_from(store: Store, open_store: Callable[[], Store]) -> None:
    store.add_facts([fact(1), fact(2)], 2).result(PATIENCE)
    store.add_facts([fact(5)], 5).result(PATIENCE)
    store.close()
    again = open_store()
    assert again.facts() == [fact(1), fact(2), fact(5)]
    assert again.cursor() == 5


def test_a_page_delivered_twice_stands_once(store: Store) -> None:
    store.add_facts([fact(1), fact(2)], 2).result(PATIENCE)
    store.add_facts([fact(2, "E9"), fact(3)], 3).result(PATIENCE)
    assert store.facts() == [fact(1), fact(2), fact(3)]


def test_the_place_never_moves_back(store: Store) -> None:
    store.add_facts([fact(7)], 7).result(PATIENCE)
    store.add_facts([fact(3)], 3).result(PATIENCE)
    assert store.cursor() == 7


def test_a_new_store_begins_before_the_first_fact(store: Store) -> None:
    assert (store.cursor(), store.facts()) == (0, [])


def test_settings_are_remembered_and_replaced(store: Store, open_store: Callable[[], Store]) -> None:
    assert store.recall("page/C1") is None
    store.remember("page/C1", "12").result(PATIENCE)
    store.remember("page/C1", "13 第十三页").result(PATIENCE)
    store.close()
    assert open_store().recall("page/C1") == "13 第十三页"
