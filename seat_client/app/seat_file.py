"""A seat.toml as it is edited: read as tables, changed, and put in place of the file only once it is in order."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from seat_client.app.configuration import ConfigurationInvalid, load, read_tables, settings
from seat_client.app.seal import private_key, seal, unsealed
from seat_client.app.toml_writing import toml

Tables = dict[str, dict[str, Any]]


def tables_of(file: Path) -> Tables:
    """The file's own tables, to be changed. Raises ConfigurationInvalid."""
    return {name: dict(values) for name, values in read_tables(file).items()}


def ordered(tables: Mapping[str, Mapping[str, Any]]) -> Tables:
    """The known tables and keys in their order, then what is unknown, for the check to name."""
    known = settings()
    names = [*known, *(name for name in tables if name not in known)]
    return {name: _ordered_keys(tables[name], known.get(name, ())) for name in names if tables.get(name)}


def _ordered_keys(values: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    keys = [*known, *(key for key in values if key not in known)]
    return {key: values[key] for key in keys if key in values}


def write(file: Path, tables: Tables, key: Path | None) -> None:
    """In place of the file once it is known to be in order; a fault is told with its line in what would be written."""
    content = toml(tables).encode()
    draft = file.with_name(f"{file.name}.new")
    draft.write_bytes(content)
    try:
        load([draft], sealed=False)
    except ConfigurationInvalid as bad:
        raise ConfigurationInvalid(file, bad.line, bad.key, bad.expected) from bad
    finally:
        draft.unlink()
    put(file, seal(content, private_key(key)) if key else unsealed(content))


def put(file: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Whole or not at all."""
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
