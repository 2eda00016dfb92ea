"""The documents a member may open now: fetched, checked, kept encrypted, found by opaque id."""

import hashlib
import io
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from seat_client.documents.cipher import encrypt
from seat_client.services import ReleaseRefused
from seat_client.services.release_check import ReleaseCheck
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire.hints import Hint
from seat_client.wire.models import DocumentInfo


@dataclass(frozen=True, slots=True)
class Kept:
    """An encrypted copy on this seat; the key never leaves memory and the encrypted store."""

    info: DocumentInfo
    path: Path
    key: bytes


class Shelf:
    """Documents by part and subject (a bidder id on open parts, a code on blind ones)."""

    def __init__(self, store: Store, client: CentreClient, folder: Path, releases: ReleaseCheck | None = None) -> None:
        """`releases` checks what comes from the centre; only what nobody reads may come in without."""
        self._store = store
        self._releases = releases
        self._client = client
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="shelf")

    def listing(self) -> "Future[tuple[DocumentInfo, ...]]":
        """What the centre lets this member open in the present stage."""
        return self._worker.submit(lambda: self._client.documents().documents)

    def hints(self) -> "Future[tuple[Hint, ...]]":
        """What the centre found alike between the bids of the present stage."""
        return self._worker.submit(lambda: self._client.hints().hints)

    def fetch(self, info: DocumentInfo, progress: Callable[[int, int], None] | None = None) -> "Future[Kept]":
        """The encrypted copy, downloaded once; `progress` gets (bytes, of bytes) in the worker's thread."""
        return self._worker.submit(self._fetch, info, progress)

    def wipe(self) -> int:
        """Erase every copy; returns how many there were."""
        files = list(self._folder.glob("*.doc"))
        for file in files:
            file.unlink()
        return len(files)

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)
        if self._releases is not None:
            self._releases.close()

    def _fetch(self, info: DocumentInfo, progress: Callable[[int, int], None] | None) -> Kept:
        path = self._folder / f"{hashlib.sha256(info.id.encode()).hexdigest()[:32]}.doc"
        kept = self._store.recall(f"document/{info.id}")
        if kept is not None and path.exists():
            return Kept(info, path, bytes.fromhex(kept))
        if self._releases is not None:
            self._releases.signed(self._client.release(info), info)
        key = secrets.token_bytes(32)
        sink = _Counted(info.size, progress)
        self._client.download(info, sink)
        sink.seek(0)
        encrypt(sink, path, key)
        if self._releases is not None:
            self._require_clean(self._releases, info, path, key)
        self._store.remember(f"document/{info.id}", key.hex()).result()
        return Kept(info, path, key)

    @staticmethod
    def _require_clean(releases: ReleaseCheck, info: DocumentInfo, path: Path, key: bytes) -> None:
        try:
            releases.clean(info, path, key)
        except ReleaseRefused:
            path.unlink()
            raise


class _Counted(io.BytesIO):
    """Memory that tells how far a download has come."""

    def __init__(self, size: int, progress: Callable[[int, int], None] | None) -> None:
        super().__init__()
        self._size = size
        self._progress = progress

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        written = super().write(data)
        if self._progress is not None:
            self._progress(self.tell(), self._size)
        return written
