"""Whether a finished report is what its committee signed: one verdict, with every reason against it.

The bytes come first (`covering`): any single altered byte is refused there, cheaply. Then the document: certified
first by the centre, one signature per revision and nothing else, each in its holder's own field, the chair last of the
members, closed by the centre over the whole file. The centre's document time stamp may stand before its last signature,
which alone may bring validation data; no unsigned byte is anywhere but under that signature.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal, TypeAlias

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, read_certification_data

from seat_client.evidence import timestamps
from seat_client.evidence import trust as trusting
from seat_client.evidence.changes import Change, Pages, other_changes
from seat_client.evidence.covering import covering_signature
from seat_client.evidence.embedded import document_stamp, parts_of
from seat_client.evidence.errors import Altered, InvalidStamp, KeyUnusable, NotCovered, UnreadableDocument
from seat_client.evidence.fields import CLOSING, OPENING, STAMP, Roster, deemed_member
from seat_client.evidence.keys import CENTRE_ID, TIME_ID, is_practice
from seat_client.evidence.revisions import (
    HOSTILE,
    Revision,
    describe,
    follows_at_once,
    only_signs,
    open_report,
    signatures_of,
)
from seat_client.evidence.revocation import RevocationList, read_list
from seat_client.evidence.roster_file import attachments, read_roster
from seat_client.evidence.sheet_files import SHEET_PREFIX, Judged, check_sheets
from seat_client.evidence.suites import suite_of
from seat_client.evidence.timestamps import Stamp
from seat_client.evidence.validation_data import read_validation_data

ProblemCode: TypeAlias = Literal[
    "altered",
    "cut-short",
    "no-signatures",
    "not-closed",
    "added-after-closing",
    "not-certified",
    "no-roster",
    "broken",
    "changed-between",
    "unknown-field",
    "wrong-holder",
    "centre-differs",
    "practice-mismatch",
    "member-missing",
    "member-twice",
    "chair-not-last",
    "untrusted",
    "stamp-broken",
    "stamp-untrusted",
    "sheet-broken",
    "sheet-differs",
    "sheet-missing",
]
PROBLEMS: tuple[ProblemCode, ...] = ProblemCode.__args__  # type: ignore[attr-defined]

_MARK = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why the report is refused; `subject` is a field or a member where one is meant."""

    code: ProblemCode
    subject: str = ""


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature as found."""

    field: str
    holder: str
    name: str
    at: datetime | None
    intact: bool
    """The bytes it covers are those that were signed."""
    trusted: bool | None
    """None when no issuers were given to check against."""
    unchanged: bool
    """Its revision did nothing but sign, and everything after it did nothing but sign."""
    covers_file: bool
    algorithm: str = ""
    """The key by kind and size: rsa-2048, ec-p256, ec-p384, sm2; empty for one not known here."""
    fingerprint: str = ""
    """SHA-256 of the signing certificate, hexadecimal, whatever the key's own algorithms."""
    stamped_at: datetime | None = None
    """When a time-stamping authority saw it: by its own stamp, or else by the document's."""
    stamped_by: str = ""
    """The authority's name; empty without a stamp."""
    later: tuple[str, ...] = ()
    """The fields signed after it, in order."""
    page: int = 0
    """The page its appearance stands on, from 1; 0 when it has none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said about a file that claims to be a signed report."""

    problems: tuple[Problem, ...]
    signatures: tuple[SignatureVerdict, ...] = ()
    roster: Roster | None = None
    issuers_checked: bool = False
    revocation_lists: tuple[RevocationList, ...] = ()
    """What was asked whether a certificate is revoked; with none given, nobody was asked."""
    sheets: int = 0
    """How many signed score sheets the report brings along; all of them are checked."""
    changes: tuple[Change, ...] = ()
    """Revisions after the certification that did something besides signing, with the pages it shows on."""

    @property
    def valid(self) -> bool:
        return not self.problems


def verify(pdf: bytes, trust: Sequence[bytes] | None = None, *, crls: Sequence[bytes] = ()) -> Verdict:
    """The verdict on a report; raises UnreadableDocument for a file that holds no signed report at all.

    `trust` holds issuers' certificates (DER). Without it the verdict is about integrity only. With revocation lists,
    given or brought along by the report, each certificate must be covered by one and not be revoked.
    """
    covered = True
    try:
        covering_signature(pdf)
    except Altered:
        return Verdict((Problem("altered"),))
    except NotCovered:
        covered = False
    try:
        return _examine(pdf, trust, crls, covered=covered)
    except UnreadableDocument as error:
        if _MARK not in pdf or error.reason in {"encrypted", "too-large"}:
            raise
        return Verdict((Problem("cut-short" if b"%%EOF" not in pdf[-16:] else "altered"),))


def _examine(pdf: bytes, trust: Sequence[bytes] | None, crls: Sequence[bytes], *, covered: bool) -> Verdict:
    reader = open_report(pdf)
    try:
        found = signatures_of(reader)
        if not found:
            return Verdict((Problem("no-signatures"),))
        return _Examination(pdf, reader, found, trust, crls).verdict(covered=covered)
    except HOSTILE as error:
        raise UnreadableDocument("damaged") from error


class _Examination:
    """One pass over a readable document."""

    def __init__(
        self,
        pdf: bytes,
        reader: PdfFileReader,
        found: list[EmbeddedPdfSignature],
        trust: Sequence[bytes] | None,
        crls: Sequence[bytes],
    ) -> None:
        self._pdf = pdf
        self._reader = reader
        self._found = found
        brought = read_validation_data(reader)
        self._trust = None if trust is None else (*trust, *_links(brought.certificates))
        self._crls = (*crls, *(crl for crl in brought.crls if crl not in crls))
        self._revisions = [describe(signature) for signature in found]
        self._first = self._revisions[0].number
        self._alone = [r.number == self._first or only_signs(reader, s) for s, r in self._pairs()]
        self._pages = Pages(reader)
        self._parts = {signature.field_name: parts_of(pdf, signature) for signature in found}
        self._broken_stamps: set[str] = set()
        self._document_stamp = self._read_document_stamp()
        self._files = attachments(reader, self._first)
        self._roster = read_roster(self._files)

    def verdict(self, *, covered: bool) -> Verdict:
        signatures = self._signatures()
        problems = [*self._closing_problems(covered=covered), *self._frame_problems()]
        problems += [*self._signature_problems(signatures), *self._stamp_problems()]
        if self._roster is None:
            problems.append(Problem("no-roster"))
        else:
            problems += self._roster_problems(self._roster)
            judged = Judged(self._trust, self._revisions[-1].at, self._crls)
            faults = check_sheets(self._files, self._roster.project, judged)
            problems += [Problem(fault.code, fault.member) for fault in faults]
        lists = tuple(read_list(crl) for crl in self._crls)
        sheets = sum(name.startswith(SHEET_PREFIX) for name in self._files)
        changes = other_changes(self._reader, self._found, self._alone, self._first)
        return Verdict(tuple(problems), signatures, self._roster, self._trust is not None, lists, sheets, changes)

    def _read_document_stamp(self) -> Stamp | None:
        """What the centre's time stamp over the document says; None when there is none that holds."""
        for signature in self._found:
            if signature.field_name == STAMP:
                try:
                    return document_stamp(self._pdf, signature)
                except InvalidStamp:
                    self._broken_stamps.add(STAMP)
        return None

    def _stamp_of(self, revision: Revision) -> Stamp | None:
        """The proof of time for a signature: its own stamp, or else the document's, when that came after it."""
        parts = self._parts[revision.field]
        if parts is not None and parts.stamp:
            try:
                return timestamps.read(parts.stamp, parts.signature)
            except InvalidStamp:
                self._broken_stamps.add(revision.field)
                return None
        return self._document_stamp if revision.field != CLOSING else None

    def _signatures(self) -> tuple[SignatureVerdict, ...]:
        # The standard's own comparison of whole documents would forgive some changes that the verdict refuses anyhow,
        # and takes minutes over a long report.
        alone = {revision.number for (_, revision), lone in zip(self._pairs(), self._alone, strict=True) if lone}
        others = set(range(self._first, self._reader.xrefs.total_revisions)) - alone
        last_other = max(others, default=-1)
        return tuple(self._one(s, revision, unchanged=revision.number > last_other) for s, revision in self._pairs())

    def _pairs(self) -> Iterator[tuple[EmbeddedPdfSignature, Revision]]:
        return zip(self._found, self._revisions, strict=True)

    def _is_gapless(self) -> bool:
        """True when every revision from the first signature on is one of the signatures'."""
        numbers = [revision.number for revision in self._revisions]
        return numbers == list(range(self._first, self._reader.xrefs.total_revisions))

    def _one(self, signature: EmbeddedPdfSignature, revision: Revision, *, unchanged: bool) -> SignatureVerdict:
        stamp = self._stamp_of(revision)
        of_document = revision.field == STAMP
        return SignatureVerdict(
            field=revision.field,
            holder=revision.holder,
            name=revision.name,
            at=stamp.at if of_document and stamp else revision.at,
            intact=self._parts[revision.field] is not None if not of_document else stamp is not None,
            trusted=self._is_trusted(revision, stamp),
            unchanged=unchanged,
            covers_file=revision.length == len(self._pdf),
            algorithm=_algorithm(revision.certificate),
            fingerprint=hashlib.sha256(revision.certificate).hexdigest(),
            stamped_at=stamp.at if stamp else None,
            stamped_by=stamp.authority if stamp else "",
            later=tuple(r.field for r in self._revisions if r.number > revision.number),
            page=self._pages.number_of(signature),
        )

    def _is_trusted(self, revision: Revision, stamp: Stamp | None) -> bool | None:
        """Judged at the time of the stamp; without one, when the centre closed the report and vouched for it."""
        at = stamp.at if stamp else self._revisions[-1].at
        if self._trust is None:
            return None
        fit = trusting.may_stamp if revision.field == STAMP else trusting.is_trusted
        return at is not None and fit(revision.certificate, self._trust, at=at, crls=self._crls)

    def _stamp_problems(self) -> Iterator[Problem]:
        for field in sorted(self._broken_stamps):
            yield Problem("stamp-broken", field)
        for revision in self._revisions:
            stamp = self._stamp_of(revision)
            if stamp and stamp is not self._document_stamp and not self._may_stamp(stamp):
                yield Problem("stamp-untrusted", revision.field)

    def _may_stamp(self, stamp: Stamp) -> bool:
        trust = self._trust
        return trust is None or trusting.may_stamp(stamp.certificate, trust, at=stamp.at, crls=self._crls)

    def _closing_problems(self, *, covered: bool) -> Iterator[Problem]:
        last = self._revisions[-1]
        if all(revision.field != CLOSING for revision in self._revisions):
            yield Problem("not-closed")
        elif last.length > len(self._pdf):
            yield Problem("cut-short")
        elif last.field != CLOSING or last.length < len(self._pdf):
            yield Problem("added-after-closing")
        elif not covered or self._is_stamped(CLOSING):
            yield Problem("altered")  # an unsigned byte under no signature

    def _is_stamped(self, field: str) -> bool:
        parts = self._parts.get(field)
        return parts is not None and parts.stamp != b""

    def _frame_problems(self) -> Iterator[Problem]:
        certification = read_certification_data(self._reader)
        permitted = (self._found[0].docmdp_level, getattr(certification, "permission", None))
        if self._revisions[0].field != OPENING or permitted != (MDPPerm.FILL_FORMS, MDPPerm.FILL_FORMS):
            yield Problem("not-certified")
        if not self._is_gapless():
            yield Problem("changed-between")
        for before, after in pairwise(self._revisions):
            if after.number == before.number + 1 and not follows_at_once(self._pdf, before.length):
                yield Problem("changed-between", before.field)

    def _signature_problems(self, signatures: Sequence[SignatureVerdict]) -> Iterator[Problem]:
        for signature in signatures:
            if not signature.intact:
                yield Problem("broken", signature.field)
            if not signature.unchanged:
                yield Problem("changed-between", signature.field)
            if signature.trusted is False:
                yield Problem("untrusted", signature.field)
        centres = {r.certificate for r in self._revisions if r.holder == CENTRE_ID}
        if len(centres) > 1:
            yield Problem("centre-differs")

    def _roster_problems(self, roster: Roster) -> Iterator[Problem]:
        for revision in self._revisions:
            yield from _holder_problems(revision, roster)
        answered = Counter(self._answers())
        for member in roster.members:
            if answered[member] != 1:
                yield Problem("member-twice" if answered[member] else "member-missing", member)
        order = [r.field for r in self._revisions if r.field not in {STAMP, CLOSING}]
        if roster.chair in order and order[-1] != roster.chair:
            yield Problem("chair-not-last", roster.chair)

    def _answers(self) -> Iterator[str]:
        """The member each signature answers for, by signing or by being deemed to agree."""
        for revision in self._revisions:
            yield deemed_member(revision.field) or revision.field


def _holder_problems(revision: Revision, roster: Roster) -> Iterator[Problem]:
    deemed = deemed_member(revision.field)
    if revision.field in {OPENING, CLOSING} or deemed in roster.members:
        due = CENTRE_ID
    elif revision.field in roster.members:
        due = revision.field
    elif revision.field == STAMP:
        due = TIME_ID
    else:
        yield Problem("unknown-field", revision.field)
        return
    if revision.holder != due:
        yield Problem("wrong-holder", revision.field)
    if is_practice(revision.certificate) != roster.practice:
        yield Problem("practice-mismatch", revision.field)


def _algorithm(certificate: bytes) -> str:
    try:
        return suite_of(certificate).algorithm
    except KeyUnusable:
        return ""


def _links(certificates: Sequence[bytes]) -> Iterator[bytes]:
    """Of what a report brings along, the certificates that are no roots: a file cannot say whom to trust."""
    return (der for der in certificates if not trusting.is_root(der))
