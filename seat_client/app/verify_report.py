"""`seat-client verify`: tells anyone, in plain words, whether a signed report is what its committee signed.

Needs no centre. `--trust DIR` holds issuers' certificates and, as *.crl, their revocation lists (PEM or DER); with a
list, given or inside the report, every certificate must be covered by one in force.

Exit codes: 0 valid, 1 refused, 2 the file or the arguments could not be used.

`--json` prints one object. New keys may be added; these stay:

    valid                the verdict
    issuers_checked      whether issuers were given to check against
    report               project, members, chair, practice as certified in the file; null when unreadable
    problems             [code, subject, sentence]: every reason against it; empty when valid
    sheets               how many signed score sheets the report holds, all of them checked
    changes              [after, within, pages]: revisions that did something besides signing: after which field's
                         signature, in which field's own revision ("" for none), on which pages (from 1) it shows
    revocation_lists     [issuer, issued_at, next_at]: what was asked about revocation
    signatures           in the order they were made:
      field, holder, name          where, by whose certificate (id and name)
      at                           the time the signing step was told (ISO 8601), no proof by itself
      stamped_at, stamped_by       when and by whom it was time-stamped; null and "" without a stamp
      algorithm, fingerprint       the key, and SHA-256 of its certificate
      intact, unchanged            its own bytes hold; nothing but signatures came with it or after it
      trusted                      issued by those trusted, in force, not revoked at that time; null when not checked
      later                        the fields signed after it
      page                         the page its appearance stands on, from 1; 0 for none
      covers_file                  it covers the file to its last byte
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from seat_client.app.verify_sentences import SENTENCES
from seat_client.evidence.changes import Change
from seat_client.evidence.errors import UnreadableDocument
from seat_client.evidence.fields import CLOSING, OPENING, STAMP, deemed_member
from seat_client.evidence.revisions import MAX_SIZE
from seat_client.evidence.revocation import RevocationList
from seat_client.evidence.verification import SignatureVerdict, Verdict, verify

_CENTRES = {OPENING: "open", STAMP: "stamp", CLOSING: "close"}
_CHINA = timezone(timedelta(hours=8))


class _Unusable(Exception):
    """Input that cannot be worked with; `sentence` and `facts` say why."""

    def __init__(self, sentence: str, **facts: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts


def run(argv: Sequence[str]) -> int:
    """Checks the report named in `argv` and prints the verdict; the result is the exit code."""
    options = _parser().parse_args(argv)
    words = SENTENCES[options.language]
    try:
        trust = _issuers(options.trust) if options.trust else None
        verdict = verify(_read(options.file), trust, crls=_lists(options.trust) if options.trust else ())
    except UnreadableDocument as error:
        print(words[f"unreadable-{error.reason}"], file=sys.stderr)
        return 2
    except _Unusable as error:
        print(words[error.sentence].format(**error.facts), file=sys.stderr)
        return 2
    print(_as_json(verdict, words) if options.json else "\n".join(_plain(line) for line in _lines(verdict, words)))
    return 0 if verdict.valid else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="seat-client verify", description="Check a signed evaluation report.")
    parser.add_argument("file", type=Path, metavar="FILE", help="the report (PDF)")
    parser.add_argument(
        "--trust",
        type=Path,
        metavar="DIR",
        help="folder with trusted issuers' certificates and revocation lists (PEM or DER)",
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.add_argument("--language", choices=sorted(SENTENCES), default="zh", help="language of the sentences")
    return parser


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _Unusable("no-file", path=str(path))
        if path.stat().st_size > MAX_SIZE:
            raise UnreadableDocument("too-large")
        return path.read_bytes()
    except OSError as error:
        raise _Unusable("no-file", path=str(path)) from error


def _issuers(folder: Path) -> list[bytes]:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".pem", ".crt", ".cer", ".der"})
    except OSError as error:
        raise _Unusable("no-trust", path=str(folder)) from error
    certificates = [der for path in files for der in _certificates(path)]
    if not certificates:
        raise _Unusable("no-trust", path=str(folder))
    return certificates


def _lists(folder: Path) -> list[bytes]:
    """The revocation lists in the folder."""
    return [_list(path) for path in sorted(folder.iterdir()) if path.suffix.lower() == ".crl"]


def _list(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        pem = b"-----BEGIN" in data
        read = x509.load_pem_x509_crl(data) if pem else x509.load_der_x509_crl(data)
    except (OSError, ValueError) as error:
        raise _Unusable("bad-list", path=str(path)) from error
    return read.public_bytes(Encoding.DER)


def _certificates(path: Path) -> list[bytes]:
    try:
        data = path.read_bytes()
        if b"-----BEGIN" in data:
            return [c.public_bytes(Encoding.DER) for c in x509.load_pem_x509_certificates(data)]
        return [x509.load_der_x509_certificate(data).public_bytes(Encoding.DER)]
    except (OSError, ValueError) as error:
        raise _Unusable("bad-certificate", path=str(path)) from error


def _lines(verdict: Verdict, words: Mapping[str, str]) -> list[str]:
    roster = verdict.roster
    lines = []
    if roster is not None:
        lines.append(
            words["report"].format(project=roster.project, practice=words["practice"] if roster.practice else "")
        )
    for signature in verdict.signatures:
        lines.append(_signature_line(signature, words))
        lines += [f"      {line}" for line in _particulars(signature, verdict, words)]
    lines += _list_lines(verdict, words)
    if verdict.sheets and verdict.valid:
        lines.append(words["sheets"].format(count=verdict.sheets))
    if not verdict.issuers_checked:
        lines.append(words["issuers-unchecked"])
    elif verdict.valid:
        lines.append(words["issuers-checked"])
    lines.append(words["valid" if verdict.valid else "refused"])
    lines += [f"  - {sentence}" for sentence in _problem_sentences(verdict, words)]
    lines += [f"      {_change(change, words)}" for change in verdict.changes]
    return lines


def _signature_line(signature: SignatureVerdict, words: Mapping[str, str]) -> str:
    at = _time(signature.at, words)
    states = [words["intact" if signature.intact else "not-intact"]]
    states += [words["not-trusted"]] if signature.trusted is False else []
    return f"  {signature.field}  {signature.name}  {_role(signature.field, words)}  {at}  {'; '.join(states)}"


def _particulars(signature: SignatureVerdict, verdict: Verdict, words: Mapping[str, str]) -> list[str]:
    """By which key, when by whose stamp, whether its certificate was good then, and what came after."""
    lines = [words["key"].format(algorithm=signature.algorithm or "?", fingerprint=signature.fingerprint)]
    if signature.page:
        lines.insert(0, words["page"].format(page=signature.page))
    if signature.stamped_at:
        lines.append(words["stamped"].format(at=_time(signature.stamped_at, words), by=signature.stamped_by))
    elif signature.field != CLOSING:
        lines.append(words["unstamped"])
    if signature.trusted:
        lines.append(words["certificate-unrevoked" if verdict.revocation_lists else "certificate-good"])
    return [*lines, _later(signature, words)]


def _later(signature: SignatureVerdict, words: Mapping[str, str]) -> str:
    """What changed since the signature."""
    if not signature.unchanged:
        return words["changed"]
    if signature.covers_file:
        return words["nothing-later"]
    return words["only-signed"].format(later=words["between"].join(_added(field, words) for field in signature.later))


def _added(field: str, words: Mapping[str, str]) -> str:
    if field in _CENTRES:
        return words[f"later-{_CENTRES[field]}"]
    deemed = deemed_member(field)
    return words["later-deemed" if deemed else "later-member"].format(member=deemed or field)


def _change(change: Change, words: Mapping[str, str]) -> str:
    """After which signature something besides signing was done, and on which pages it shows."""
    pages = words["change-unseen"]
    if change.pages:
        pages = words["change-pages"].format(pages=words["between"].join(str(page) for page in change.pages))
    facts = {"after": _added(change.after, words), "within": _added(change.within, words), "pages": pages}
    return words["change-within" if change.within else "change"].format(**facts)


def _list_lines(verdict: Verdict, words: Mapping[str, str]) -> list[str]:
    """Each revocation list with its age: what it says holds for its own time."""
    closed = verdict.signatures[-1].at if verdict.signatures else None
    return [_list_line(crl, closed, words) for crl in verdict.revocation_lists]


def _list_line(crl: RevocationList, closed: datetime | None, words: Mapping[str, str]) -> str:
    if crl.issued_at is None:
        return words["crl-unreadable"]
    age = "-"
    if closed is not None and crl.issued_at > closed:
        age = words["crl-later"]
    elif closed is not None:
        past = closed - crl.issued_at
        age = words["crl-age"].format(days=past.days, hours=past.seconds // 3600)
    return words["crl"].format(issuer=crl.issuer, at=_time(crl.issued_at, words), age=age)


def _time(at: datetime | None, words: Mapping[str, str]) -> str:
    return f"{at.astimezone(_CHINA):%Y-%m-%d %H:%M:%S}" if at else words["unknown-time"]


def _plain(line: str) -> str:
    """The line without anything that could move the cursor or turn the writing round: names come from the file."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


def _role(field: str, words: Mapping[str, str]) -> str:
    if field in _CENTRES:
        return words[f"role-{_CENTRES[field]}"]
    deemed = deemed_member(field)
    return words["role-deemed"].format(member=deemed) if deemed else words["role-member"].format(member=field)


def _problem_sentences(verdict: Verdict, words: Mapping[str, str]) -> list[str]:
    return [words[problem.code].format(subject=problem.subject or "-") for problem in verdict.problems]


def _as_json(verdict: Verdict, words: Mapping[str, str]) -> str:
    roster = verdict.roster
    signatures = []
    for signature in verdict.signatures:
        entry = asdict(signature)
        for time in ("at", "stamped_at"):
            entry[time] = _iso(entry[time])
        signatures.append(entry)
    sentences = _problem_sentences(verdict, words)
    value = {
        "valid": verdict.valid,
        "issuers_checked": verdict.issuers_checked,
        "report": roster.as_json() if roster else None,
        "problems": [
            {"code": p.code, "subject": p.subject, "sentence": s}
            for p, s in zip(verdict.problems, sentences, strict=True)
        ],
        "sheets": verdict.sheets,
        "revocation_lists": [
            {"issuer": crl.issuer, "issued_at": _iso(crl.issued_at), "next_at": _iso(crl.next_at)}
            for crl in verdict.revocation_lists
        ],
        "changes": [asdict(change) for change in verdict.changes],
        "signatures": signatures,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
