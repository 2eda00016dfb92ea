"""Where the store's key comes from: for now a file beside the store that only this user can read."""

import os
import secrets
from pathlib import Path

from seat_client.store.connection import KEY_BYTES
from seat_client.store.errors import StoreDamaged


class Keyring:
    """The key of the store in `folder`, made at the first call.

    `weak` says that whoever can copy the folder can copy the key; the self-test shows it in red.
    """

    weak = True

    def __init__(self, folder: Path) -> None:
        self._path = folder / "store.key"

    def key(self) -> bytes:
        """32 random bytes, the same at every call; raises StoreDamaged when the file is not a key."""
        if not self._path.exists():
            self._make()
        self._path.chmod(0o600)
        key = self._path.read_bytes()
        if len(key) != KEY_BYTES:
            raise StoreDamaged("key")
        return key

    def _make(self) -> None:
        """Complete on the disk before it has its name, so that no store is ever made with half a key."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self._path)  # unlike a rename, it never replaces a key made meanwhile
        except FileExistsError:
            return
        finally:
            draft.unlink()
        _sync_folder(self._path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
