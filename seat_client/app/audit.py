"""`seat-client audit ARCHIVE`: goes through a whole evaluation again, offline, and names the first fault.

The archive is what the centre exports (`evidence.archive`). Checked, in this order: every seat's journal (whose key,
links, signatures, the centre's receipts); what the journals witnessed of one another and of the record; what the
certified report anchors; the record, fact by fact, as it follows from the acts by the same rules; mapping, sheets,
result and report against it; the centre's signature over the list of contents; the recordings of the call: their
chain, and with `--recordings DIR` the files, what the seats say they sent and what they handed in. `--trust DIR` holds
the issuers (PEM or DER) without whom the verdict is about integrity alone.

Exit codes: 0 sound, 1 a fault was found, 2 the file or the arguments could not be used.

`--json` prints one object; new keys may be added, these stay: sound; fault (null, or code, where, facts, sentence);
issuers_checked; replayed (false while the mapping is sealed); project, journals, events, facts.
"""

import argparse
import base64
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from seat_client.app.auditing.fault import Fault, Found
from seat_client.app.auditing.journals import Journal, Judged, check_journals, check_witnesses, read_journals
from seat_client.app.auditing.outcome import check_outcome, check_report_anchors
from seat_client.app.auditing.record import Ground, Replay, heads_of, read_facts, read_mapping
from seat_client.app.auditing.recordings import Heard, check_recordings
from seat_client.app.auditing.sentences import SENTENCES
from seat_client.domain.errors import Malformed
from seat_client.domain.events import RecordedFact
from seat_client.domain.project import Project
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.cms import disassemble, verify_detached
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.errors import ArchiveUnreadable, EvidenceError
from seat_client.evidence.trust import is_trusted

SOUND, FAULTY, UNUSABLE = 0, 1, 2


@dataclass(slots=True)
class Audited:
    """The verdict, and how much there was to go through."""

    fault: Fault | None = None
    issuers_checked: bool = False
    replayed: bool = False
    project: str = ""
    journals: tuple[Journal, ...] = ()
    facts: tuple[RecordedFact, ...] = field(default_factory=tuple)
    heard: Heard = field(default_factory=Heard)

    @property
    def events(self) -> int:
        return sum(len(journal.links) for journal in self.journals)


def run(argv: Sequence[str]) -> int:
    """0 for a sound archive, 1 with the first fault, 2 for input that cannot be used."""
    options = _arguments().parse_args(argv)
    try:
        trust = None if options.trust is None else _issuers(options.trust)
        if not options.archive.is_file():
            raise OSError("no such file")
    except (OSError, ValueError) as unusable:
        print(f"seat-client audit: {unusable}", file=sys.stderr)
        return UNUSABLE
    audited = audit(options.archive, trust, options.recordings)
    if options.json:
        print(json.dumps(_document(audited, options.language), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(audited, SENTENCES[options.language], options.language)))
    return SOUND if audited.fault is None else FAULTY


def audit(path: Path, trust: Sequence[bytes] | None, recordings: Path | None = None) -> Audited:
    """The verdict on the archive in a file; `recordings` is the folder of those of the call, if they are at hand."""
    audited = Audited(issuers_checked=trust is not None)
    try:
        archive = Archive.read(path)
        _examine(archive, trust, audited)
        audited.heard = check_recordings(archive, audited.facts, recordings)
    except ArchiveUnreadable as unreadable:
        audited.fault = Fault("unreadable", unreadable.part)
    except Found as found:
        audited.fault = found.fault
    return audited


def _examine(archive: Archive, trust: Sequence[bytes] | None, audited: Audited) -> None:
    manifest = archive.document(form.MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != form.FORMAT:
        raise Found("other-format", form.MANIFEST)
    centre, brought = _centre(manifest), _brought(archive)
    document = archive.document(form.PROJECT)
    project = _project(document)
    audited.project = project.id
    audited.journals = read_journals(archive)
    check_journals(audited.journals, Judged(project.id, centre, trust))
    audited.facts = read_facts(archive)
    heads = heads_of(audited.facts)
    check_witnesses(audited.journals, heads)
    check_report_anchors(archive, audited.journals, heads)
    _check_ends(manifest, audited.journals, heads)
    sealed = read_mapping(archive, audited.facts)
    if sealed is not None:
        Replay(Ground(project, sealed, trust or brought), audited.journals).check(audited.facts)
        audited.replayed = True
    check_outcome(archive, project, audited.facts, trust)
    _check_contents(archive, manifest, trust)


def _centre(manifest: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(manifest["centre"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveUnreadable(form.MANIFEST) from error


def _brought(archive: Archive) -> list[bytes]:
    """The issuers the centre says it went by: good enough to tell whether a signature holds, not whose it is."""
    return [content for name, content in archive.parts.items() if name.startswith("trust/")]


def _project(document: object) -> Project:
    try:
        return Project.parse(document)
    except Malformed as error:
        raise ArchiveUnreadable(form.PROJECT) from error


def _check_ends(manifest: Mapping[str, Any], journals: Sequence[Journal], heads: Sequence[str]) -> None:
    """Record and journals end where the centre's list of contents says."""
    if (manifest.get("cursor"), manifest.get("head")) != (len(heads) - 1, heads[-1]):
        raise Found("record-head", form.FACTS)
    told = manifest.get("heads")
    known = dict(told) if isinstance(told, dict) else {}
    for journal in journals:
        if known.pop(journal.chain, GENESIS) != journal.head:
            raise Found("journal-head", journal.name)
    if known:
        raise Found("journal-head", next(iter(known))[:8])


def _check_contents(archive: Archive, manifest: Mapping[str, Any], trust: Sequence[bytes] | None) -> None:
    """Every file is the one the centre has signed for, and the centre it is."""
    listed = manifest.get("files")
    files = dict(listed) if isinstance(listed, dict) else {}
    there = form.digests({n: c for n, c in archive.parts.items() if n not in (form.MANIFEST, form.SIGNATURE)})
    for name, digest in there.items():
        if name not in files:
            raise Found("part-added", name)
        if files.pop(name) != digest:
            raise Found("part-changed", name)
    if files:
        raise Found("part-missing", next(iter(files)))
    content, signature = archive.parts[form.MANIFEST], archive.parts.get(form.SIGNATURE, b"")
    try:
        signer = disassemble(signature).certificate
        made = datetime.fromisoformat(str(manifest.get("made")))
        verify_detached(content, signature, _issuers_of(signer, trust, archive), at=made)
    except (EvidenceError, ValueError) as error:
        raise Found("manifest-unsigned", form.MANIFEST) from error
    if signer != _centre(manifest):
        raise Found("manifest-unsigned", form.MANIFEST)
    if trust is not None and not is_trusted(signer, trust, at=made):
        raise Found("manifest-untrusted", form.MANIFEST)


def _issuers_of(signer: bytes, trust: Sequence[bytes] | None, archive: Archive) -> Sequence[bytes]:
    return (trust if trust is not None else _brought(archive)) or [signer]


# --- what is said ---------------------------------------------------------------------------------------


def _lines(audited: Audited, words: Mapping[str, str], language: str) -> list[str]:
    notes = [words["trusted" if audited.issuers_checked else "untrusted"]]
    if audited.fault is not None:
        return [words["faulty"], audited.fault.sentence(language), *notes[: not audited.issuers_checked]]
    if not audited.replayed:
        notes.append(words["unrevealed"])
    told = {"events": audited.events, "journals": len(audited.journals), "facts": len(audited.facts)}
    return [words["sound"].format(**told), *_recordings(audited.heard, words), *notes]


def _recordings(heard: Heard, words: Mapping[str, str]) -> list[str]:
    said = []
    if heard.recordings and not heard.files:
        said.append(words["recordings"].format(count=heard.recordings))
    elif heard.recordings:
        c = heard.compared
        said.append(words["recordings-compared"].format(count=heard.files, equal=c.equal, lost=c.lost, absent=c.absent))
    if heard.filled:
        said.append(words["gaps-filled"].format(count=heard.filled))
    if heard.screens:
        said.append(words["screens"].format(count=heard.screens))
    return said


def _document(audited: Audited, language: str) -> dict[str, object]:
    fault = audited.fault
    return {
        "sound": fault is None,
        "fault": fault
        and {
            "code": fault.code, "where": fault.where, "facts": dict(fault.facts), "sentence": fault.sentence(language)
        },
        "issuers_checked": audited.issuers_checked,
        "replayed": audited.replayed,
        "project": audited.project,
        "journals": len(audited.journals),
        "events": audited.events,
        "facts": len(audited.facts),
        "recordings": {"chained": audited.heard.recordings, "files": audited.heard.files,
                       "filled": audited.heard.filled, "screens": audited.heard.screens,
                       **asdict(audited.heard.compared)},
    }  # fmt: skip


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="seat-client audit", description="Go through an archived evaluation again and name the first fault."
    )
    parser.add_argument("archive", type=Path, help="the archive the centre exported")
    parser.add_argument("--trust", type=Path, metavar="DIR", help="issuers' certificates to trust (PEM or DER)")
    parser.add_argument("--recordings", type=Path, metavar="DIR", help="recordings of the call, looked at as well")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--language", choices=sorted(SENTENCES), default="zh", help="language of the sentences")
    return parser


def _issuers(folder: Path) -> list[bytes]:
    """The certificates in a folder (DER); raises OSError, ValueError."""
    found = []
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".der", ".pem", ".crt", ".cer")):
        content = path.read_bytes()
        pem = content.lstrip().startswith(b"-----")
        certificates = x509.load_pem_x509_certificates(content) if pem else [x509.load_der_x509_certificate(content)]
        found += [certificate.public_bytes(Encoding.DER) for certificate in certificates]
    if not found:
        raise ValueError(f"{folder}: no certificates")
    return found
