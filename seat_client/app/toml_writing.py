"""A seat.toml written out: tables of texts, numbers and lists of texts, in the order given."""

import json
from collections.abc import Mapping


def toml(tables: Mapping[str, Mapping[str, object]]) -> str:
    """The document; empty tables are left out."""
    return "\n".join(_table(name, values) for name, values in tables.items() if values)


def _table(name: str, values: Mapping[str, object]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_value(value)}" for key, value in values.items()), ""])


def _value(value: object) -> str:
    """JSON's texts, numbers and lists of texts are TOML's too; TOML alone forbids the DEL character in a text."""
    content = list(value) if isinstance(value, tuple) else value
    return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007f")
