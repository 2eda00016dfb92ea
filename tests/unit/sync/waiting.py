"""Waiting for a condition that a topic's values bring about; generous, for a busy machine."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from seat_client.topic import Topic

T = TypeVar("T")
PATIENCE = 60


class Heard(Generic[T]):
    """Everything a topic has published."""

    def __init__(self, topic: Topic[T]) -> None:
        self.values: list[T] = []
        self._news = threading.Condition()
        topic.subscribe(self._hear)

    def _hear(self, value: T) -> None:
        with self._news:
            self.values.append(value)
            self._news.notify_all()

    def until(self, condition: Callable[[list[T]], bool]) -> list[T]:
        """All values so far, once they fulfil `condition`."""
        with self._news:
            assert self._news.wait_for(lambda: condition(self.values), PATIENCE), self.values[-5:]
            return list(self.values)

    def until_one(self, condition: Callable[[T], bool]) -> T:
        """The first value, from now on or before, that fulfils `condition`."""
        return next(value for value in self.until(lambda values: any(map(condition, values))) if condition(value))
