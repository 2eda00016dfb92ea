"""Where two JSON documents of an evaluation first differ, and how a person would name that place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from seat_client.domain.reading import child

LONGEST_VALUE = 200
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The way down to the first difference, and both values there as JSON; "nothing" for one that is absent."""

    keys: Keys
    ours: str
    theirs: str

    @property
    def path(self) -> str:
        """The place as a JSON path."""
        path = "$"
        for key in self.keys:
            path = f"{path}[{key}]" if isinstance(key, int) else child(path, key)
        return path

    @property
    def place(self) -> str:
        """The place in words: member, bid, criterion, section or figure."""
        return _in_words(self.keys)


def first_difference(ours: object, theirs: object, keys: Keys = ()) -> Difference | None:
    """The first place, in the order of `ours`, where the documents differ; None when they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        pairs = (((*keys, key), ours.get(key, _ABSENT), theirs.get(key, _ABSENT)) for key in {**ours, **theirs})
        return _first(pairs)
    if isinstance(ours, list) and isinstance(theirs, list):
        longer = range(max(len(ours), len(theirs)))
        return _first(((*keys, index), _at(ours, index), _at(theirs, index)) for index in longer)
    same = type(ours) is type(theirs) and ours == theirs
    return None if same else Difference(keys, _shown(ours), _shown(theirs))


def _first(pairs: Iterator[tuple[Keys, object, object]]) -> Difference | None:
    differences = (first_difference(ours, theirs, keys) for keys, ours, theirs in pairs)
    return next((difference for difference in differences if difference is not None), None)


class _Absent:
    """Stands where one of two documents has no value."""


_ABSENT = _Absent()


def _at(elements: list[object], index: int) -> object:
    return elements[index] if index < len(elements) else _ABSENT


def _shown(value: object) -> str:
    if isinstance(value, _Absent):
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


# --- words --------------------------------------------------------------------------------------------------------

_FIGURES = {
    "blocked": "why there is no ranking",
    "benchmark": "the benchmark price",
    "rows": "the table of points",
    "ranking": "the ranking",
    "flags": "the hints",
}
_SCORES = (
    "the sheet of member {0}",
    "the scores of member {0} for bid {1}",
    "the score of member {0} for bid {1}, criterion {2}",
)
_LISTED = {
    "valid": "valid bid no. {0}",
    "rejected": "rejected bid no. {0}",
    "candidates": "candidate no. {0}",
    "ranking": "group no. {0} of the ranking",
    "objective_disagreement": "objective disagreement no. {0}",
    "abnormal": "abnormal score no. {0}",
    "low_price": "low price no. {0}",
}


def _in_words(keys: Keys) -> str:
    match keys:
        case (("rows" | "scores") as table, *_) if len(keys) > 1:
            return _in_table(table, tuple(str(key) for key in keys[1:]))
        case ("flags", str(kind), *rest):
            return _in_list(kind, tuple(rest))
        case (str(name), int(), *_):
            return _in_list(name, keys[1:])
        case (str(name), *_):
            return _FIGURES.get(name, name)
    return "the document"


def _in_table(table: str, keys: tuple[str, ...]) -> str:
    if table == "scores":
        return _SCORES[min(len(keys), len(_SCORES)) - 1].format(*keys)
    match keys:
        case (code, "sections", section):
            return f"section {section} of bid {code}"
        case (code, "total"):
            return f"the total of bid {code}"
    return f"the points of bid {keys[0]}"


def _in_list(name: str, rest: Keys) -> str:
    match rest:
        case (int(index), *more):
            words = _LISTED.get(name, name + " no. {0}").format(index + 1)
            return ", ".join([words, *(str(key) for key in more if isinstance(key, str))])
    return f"the list {name}"
