"""Forms that count once: each page carries a fresh token for its reader, and what comes back is read within limits.

A certificate opens the line whatever page the browser is told to load, so a form has to show that it comes from a page
of ours, for this person, of late, and for the first time.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from seat_client.centre import clock
from seat_client.centre.errors import Forbidden, Refused, TooLarge
from seat_client.centre.storage import DeskFormRow, Storage

KEY_BYTES, NONCE_BYTES = 32, 16
GOOD_SECONDS = 8 * 3600  # a page may stand open for a working day
FORM_LIMIT = 64 * 1024
UPLOAD_LIMIT = 3 << 20
LONGEST_FIELD = 2000
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in; `file` is the uploaded file's content, `spool` the file itself where it may be large."""

    fields: Mapping[str, str]
    file: bytes = b""
    spool: BinaryIO | None = None

    def text(self, name: str, longest: int = 200, *, needed: bool = True) -> str:
        """A field, stripped; raises Refused for one that is missing, too long, or holds control characters."""
        given = self.fields.get(name, "").strip()
        if (needed and not given) or len(given) > longest or not given.replace("\n", "").isprintable():
            raise Refused("form_wrong", where=name)
        return given


@dataclass(slots=True)
class Tokens:
    """Makes and takes the tokens of forms; every process of a centre shares the key in its folder."""

    storage: Storage
    folder: Path
    _key: bytes = field(default=b"", repr=False)

    def make(self, person: str) -> str:
        """A token for one form of one person."""
        nonce, expires = secrets.token_hex(NONCE_BYTES), clock.after(GOOD_SECONDS)
        return f"{nonce}.{expires}.{self._seal(person, nonce, expires)}"

    def take(self, person: str, token: str) -> None:
        """Raise Forbidden unless the token is this person's, of late, and comes for the first time."""
        head, _, seal = token.rpartition(".")
        nonce, _, expires = head.partition(".")  # the moment has a dot of its own
        if not hmac.compare_digest(seal.encode(), self._seal(person, nonce, expires).encode()):
            raise Forbidden("form_forged")
        if clock.passed(expires):
            raise Forbidden("form_expired")
        try:
            with self.storage.transaction() as session:
                session.execute(delete(DeskFormRow).where(DeskFormRow.expires < clock.stamp()))
                session.add(DeskFormRow(nonce=nonce, expires=expires))
        except IntegrityError as again:
            raise Forbidden("form_again") from again

    def _seal(self, person: str, nonce: str, expires: str) -> str:
        said = "\n".join((person, nonce, expires)).encode()
        return base64.urlsafe_b64encode(hmac.digest(self._secret(), said, hashlib.sha256)).decode().rstrip("=")

    def _secret(self) -> bytes:
        if not self._key:
            path = self.folder / "desk.key"
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                draft = path.with_name(f"desk.key.{secrets.token_hex(4)}")
                draft.touch(mode=0o600)
                draft.write_bytes(secrets.token_bytes(KEY_BYTES))
                with suppress(FileExistsError):  # whichever process is first
                    path.hardlink_to(draft)
                draft.unlink()
            self._key = path.read_bytes()
        return self._key


@asynccontextmanager
async def read_form(request: Request, *, upload: int) -> AsyncIterator[Form]:
    """The form of a request, with a file of at most `upload` bytes (0: none); raises TooLarge, Refused, Forbidden for
    one that no page of ours sent. A large file lies on the disk, and is gone when the block ends."""
    _check_origin(request)
    body = _limited(request, upload or FORM_LIMIT)
    kind = request.headers.get("content-type", "")
    try:
        if kind.startswith("multipart/form-data") and upload:
            parsed = await MultiPartParser(
                request.headers, body, max_files=1, max_fields=MOST_FIELDS, max_part_size=FORM_LIMIT
            ).parse()
        elif kind.startswith("application/x-www-form-urlencoded") and not upload:
            parsed = await FormParser(request.headers, body).parse()
        else:
            raise Refused("form_wrong", where="content-type")
    except (MultiPartException, KeyError, ValueError) as broken:
        raise Refused("form_wrong", where="body") from broken
    try:
        yield await _form_of(parsed, upload)
    finally:
        await parsed.close()


async def _form_of(parsed: FormData, upload: int) -> Form:
    items = parsed.multi_items()
    files = [value for _, value in items if isinstance(value, UploadFile)]
    fields = {name: value for name, value in items if isinstance(value, str)}
    if len(items) > MOST_FIELDS or len(fields) + len(files) != len(items):
        raise Refused("form_wrong", where="fields")
    if any(len(value) > LONGEST_FIELD for value in fields.values()):
        raise Refused("form_wrong", where="length")
    if files and upload > UPLOAD_LIMIT:
        return Form(fields, spool=files[0].file)
    return Form(fields, await files[0].read() if files else b"")


def _check_origin(request: Request) -> None:
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise Forbidden("form_forged")
    if origin and origin.partition("://")[2] != host:
        raise Forbidden("form_forged")


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes; raises TooLarge as soon as it is."""
    received = 0
    async for part in request.stream():
        received += len(part)
        if received > limit:
            raise TooLarge("upload_too_large", limit=limit)
        yield part
