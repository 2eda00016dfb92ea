"""Compiles the soft SKF library and lays out its keys."""

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("soft_skf.c")
SUBJECT = "/CN=张三/serialNumber=E1"
_DISTID = "distid:1234567812345678"  # GM/T 0009: the identity when none is agreed on
_USAGE = "keyUsage=critical,digitalSignature,nonRepudiation"
_KINDS = {
    "sm2": ["-algorithm", "SM2"],
    "rsa-2048": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
}


def missing() -> str | None:
    """Why the library cannot be made here, or None when it can."""
    if shutil.which("gcc") is None or not Path("/usr/include/openssl/evp.h").exists():
        return "needs the packages gcc and libssl-dev"
    return None if shutil.which("openssl") else "needs the package openssl"


@functools.cache
def compiled(width: int = 4, *options: str) -> Path:
    """The shared library whose ULONG has `width` bytes; made once per test run."""
    library = _workshop() / f"libsoftskf-{'-'.join([str(width), *options])}.so"
    flags = ["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", f"-DULONG_BITS={width * 8}", *options]
    subprocess.run(["gcc", *flags, str(SOURCE), "-o", str(library), "-lcrypto"], check=True, timeout=120)
    return library


@functools.cache
def _workshop() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="soft-skf-")
    _kept.append(folder)
    return Path(folder.name)


_kept: list["tempfile.TemporaryDirectory[str]"] = []


@functools.cache
def issued(kind: str, subject: str = SUBJECT, usage: str = _USAGE) -> tuple[bytes, bytes]:
    """A private key (PEM) and its certificate (DER), made by the openssl program."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder, "key.pem"), Path(folder, "certificate")
        _openssl("genpkey", *_KINDS[kind], "-out", str(key))
        signing = ["-sm3", "-sigopt", _DISTID] if kind == "sm2" else ["-sha256"]
        names = ["-utf8", "-subj", subject, "-addext", usage, "-days", "300"]
        _openssl(
            "req", "-x509", "-new", "-key", str(key), *signing, *names, "-outform", "DER", "-out", str(certificate)
        )
        return key.read_bytes(), certificate.read_bytes()


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


class SoftKey:
    """A device folder of the library, with one application to begin with."""

    def __init__(
        self, root: Path, name: bytes = b"KEY-0001", application: bytes = b"SEAT", *, pin: str = "123456"
    ) -> None:
        self._root = root
        self._folder = _in(_in(root, b"devices"), name)
        self._application = application
        self.add_application(application)

    def add_application(self, name: bytes, *, pin: str = "123456", tries: int = 6) -> None:
        """One more application, with a PIN of its own."""
        folder = self._of(name)
        _in(folder, b"keys").mkdir(parents=True)
        _in(folder, b"pin").write_text(pin)
        _in(folder, b"tries").write_text(str(tries))

    def add_key(
        self, kind: str, *, subject: str = SUBJECT, container: bytes = b"sign", application: bytes | None = None
    ) -> bytes:
        """Put a key into a container, with its certificate, which is returned in DER."""
        private, certificate = issued(kind, subject)
        folder = _in(self._keys(application or self._application), container)
        folder.mkdir()
        _in(folder, b"key.pem").write_bytes(private)
        _in(folder, b"certificate").write_bytes(certificate)
        return certificate

    def store(self, content: bytes) -> None:
        """Put something else where the certificate of the first container lies."""
        _in(_in(self._keys(self._application), b"sign"), b"certificate").write_bytes(content)

    def insert(self) -> None:
        """Plug the key in."""
        _in(self._folder, b"present").touch()

    def pull(self) -> None:
        """Take the key out."""
        _in(self._folder, b"present").unlink(missing_ok=True)

    def tries_left(self) -> int:
        """What the key itself counts."""
        return int(_in(self._of(self._application), b"tries").read_text())

    def faults(self, *words: str) -> None:
        """What the library does wrong from now on."""
        (self._root / "faults").write_text(" ".join(words))

    def _of(self, application: bytes) -> Path:
        return _in(_in(self._folder, b"apps"), application)

    def _keys(self, application: bytes) -> Path:
        return _in(self._of(application), b"keys")


def _in(folder: Path, name: bytes) -> Path:
    """A path below `folder` whose last part is spelt in bytes, as vendors' names are."""
    return folder / os.fsdecode(name)
