"""A committee with its keys and what it does to a report."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sample_report import CHAIR, NAMES, SILENT

from seat_client.evidence import pades
from seat_client.evidence.keys import CENTRE_ID, Algorithm, PracticeAuthority, SoftwareKey, practice_authority
from seat_client.evidence.layout import LaidOut

AT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
ORDER = ("E2", "E3", "E4", "E5", "E6", SILENT, CHAIR)
DEEMED_TEXT = "经送达后未签名，也未书面说明不同意见和理由，视为同意评标结论"


@dataclass(frozen=True)
class Committee:
    """Everyone's keys and what they can do with them."""

    authority: PracticeAuthority
    centre: SoftwareKey
    keys: dict[str, SoftwareKey]

    @property
    def trust(self) -> list[bytes]:
        return [self.authority.certificate]

    def certify(self, laid_out: LaidOut) -> bytes:
        return pades.certify(laid_out.pdf, laid_out.fields, self.centre, AT)

    def sign(self, pdf: bytes, member: str, *, field: str | None = None, minute: int = 1) -> bytes:
        at = AT + timedelta(minutes=minute)
        return pades.sign_member(pdf, field or member, self.keys[member], reason="同意评标结论", at=at)

    def deem(self, pdf: bytes, member: str, *, minute: int = 1) -> bytes:
        return pades.sign_deemed(pdf, member, self.centre, text=DEEMED_TEXT, at=AT + timedelta(minutes=minute))

    def close(self, pdf: bytes) -> bytes:
        return pades.close(pdf, self.centre, AT + timedelta(minutes=30))

    def sign_in_order(self, pdf: bytes, order: tuple[str, ...] = ORDER) -> list[bytes]:
        """The revisions, the given one first."""
        revisions = [pdf]
        for minute, member in enumerate(order, 1):
            step = self.deem if member == SILENT else self.sign
            revisions.append(step(revisions[-1], member, minute=minute))
        return revisions


def form_committee(*, centre_algorithm: Algorithm = "rsa") -> Committee:
    """A practice authority, the centre's key and seven members' keys, two of them RSA."""
    authority = practice_authority("演练证书中心", AT)
    centre = authority.issue(name="青岚市评标中心", holder=CENTRE_ID, at=AT, algorithm=centre_algorithm)
    keys = {
        member: authority.issue(name=name, holder=member, at=AT, algorithm="rsa" if member in {"E2", "E5"} else "ec")
        for member, name in NAMES.items()
    }
    return Committee(authority, centre, keys)
