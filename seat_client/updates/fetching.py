"""The newest release that a repository offers, and its package, both checked against the root this seat was given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.ngclient import FetcherInterface, TargetFile, Updater

from seat_client.updates import SourceUnreachable, UpdateRefused

METADATA, TARGETS = "metadata", "targets"
_PIECE: Final = 1 << 20
_NOT_FOUND: Final = 404
_REASONS: Final = (
    (ExpiredMetadataError, "expired"),
    (BadVersionNumberError, "replayed"),
    (UnsignedMetadataError, "forged"),
    (LengthOrHashMismatchError, "changed"),
    (DownloadLengthMismatchError, "changed"),
    (RepositoryError, "unusable"),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A release that the repository vouches for."""

    version: str
    size: int


class Releases:
    """What a repository offers for one architecture; remembers in `cache` what it has seen, so nothing older passes.

    `source` is an http(s) address or a folder; `root` the first root of trust, which came with the installation. A
    successor of it is followed when its predecessor signed it.
    """

    def __init__(self, source: str, *, root: bytes, cache: Path, architecture: str) -> None:
        self._source = source
        self._name = target_name(architecture)
        self._cache = cache
        base = source if urlsplit(source).scheme in {"http", "https"} else Path(source).absolute().as_uri()
        (cache / METADATA).mkdir(parents=True, exist_ok=True)
        with _Judged(source):
            self._updater = Updater(
                str(cache / METADATA), f"{base.rstrip('/')}/{METADATA}/", str(cache),
                f"{base.rstrip('/')}/{TARGETS}/", FolderFetcher() if base.startswith("file:") else None, bootstrap=root,
            )  # fmt: skip
        self._target: TargetFile | None = None

    def newest(self) -> Offered | None:
        """The newest release; None where there is none for this architecture.

        Raises SourceUnreachable, UpdateRefused.
        """
        with _Judged(self._source):
            self._target = self._updater.get_targetinfo(self._name)
        if self._target is None:
            return None
        version = (self._target.custom or {}).get("version")
        if not isinstance(version, str) or not re.fullmatch(r"[0-9]+(\.[0-9]+)*", version):
            raise UpdateRefused(self._source, "unusable")
        return Offered(version, self._target.length)

    def fetch(self) -> Path:
        """The newest release's package in `cache`, checked by length and hash. Raises what `newest` raises."""
        if self._target is None and self.newest() is None:
            raise UpdateRefused(self._source, "unusable")
        assert self._target is not None  # noqa: S101 - newest has just set it
        with _Judged(self._source):
            found = self._updater.find_cached_target(self._target)
            return Path(found or self._updater.download_target(self._target))


class FolderFetcher(FetcherInterface):
    """A repository on a stick, or any other folder: the same files by file: addresses."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        place = Path(unquote(urlsplit(url).path))
        try:
            file = place.open("rb")
        except FileNotFoundError as missing:
            raise DownloadHTTPError(f"{place} does not exist", _NOT_FOUND) from missing
        with file:
            while piece := file.read(_PIECE):
                yield piece


class _Judged:
    """Turns what TUF says into this package's own errors."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: Any) -> None:
        for kind, code in _REASONS:
            if isinstance(error, kind):
                raise UpdateRefused(self._source, code) from error
        if isinstance(error, DownloadError):
            raise SourceUnreachable(self._source) from error


def target_name(architecture: str) -> str:
    """The name of an architecture's newest package in the repository."""
    return f"seat-client_{architecture}.deb"


def is_newer(offered: str, installed: str) -> bool:
    """Whether a version such as 1.10.0 comes after another."""
    return _numbers(offered) > _numbers(installed)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
