"""The plain bytes of an encrypted store, free and slack space included: what a search for traces must look through."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT, VECTOR = 4096, 80, 16, 16


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of a closed store (SQLCipher 4 with a raw key: AES-256-CBC, the vector at each page's end)."""
    content = path.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    plain = [_page(page, key, skip=SALT if number == 0 else 0) for number, page in enumerate(pages)]
    return b"".join(plain)


def _page(page: bytes, key: bytes, skip: int) -> bytes:
    vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skip : PAGE - RESERVED]) + decryptor.finalize()
