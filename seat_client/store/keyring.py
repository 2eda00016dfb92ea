"""Where the store's key comes from: the machine's sealed credential, or else a file only this user can read.

systemd hands a credential to the seat's unit in memory (`LoadCredentialEncrypted=store-secret:...`, made once by
`systemd-creds encrypt --with-key=auto`, which seals it to the TPM where there is one, else to the host). Each store's
key is derived from it, so that copying the disk gives no key. Without a credential the key lies beside the store, and
`weak` says so.
"""

import hashlib
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seat_client.store.connection import KEY_BYTES
from seat_client.store.errors import StoreDamaged

CREDENTIAL = "store-secret"
_LEAST_SECRET = 16


class Keyring:
    """The key of the store in `folder`, made at the first call."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "store.key"

    @property
    def weak(self) -> bool:
        """Whoever can copy the folder can copy the key; the self-test shows it in red."""
        return self._path.exists() or _credential() is None

    def key(self) -> bytes:
        """32 secret bytes, the same at every call; raises StoreDamaged when the file is not a key.

        A key file that is there already goes on being used: the store beside it was made with it.
        """
        secret = _credential()
        if secret is not None and not self._path.exists():
            name = hashlib.sha256(str(self._path.parent.absolute()).encode()).digest()
            return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"seat-store/1" + name).derive(
                secret
            )
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


def _credential() -> bytes | None:
    """What systemd keeps in memory for this unit; raises StoreDamaged when it is too short to be a secret."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if not folder or not (path := Path(folder, CREDENTIAL)).exists():
        return None
    secret = path.read_bytes()
    if len(secret) < _LEAST_SECRET:
        raise StoreDamaged("credential")
    return secret


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
