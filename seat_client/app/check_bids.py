"""`seat-client check-bids`: what the centre finds in the delivered bids of a project, and the clearing of findings.

For the centre's staff alone: it names bidders, places and words.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from seat_client.anonymity.errors import AnonymityError, TooLarge
from seat_client.anonymity.finding import Finding
from seat_client.app.practice_ground import read_project
from seat_client.centre.ingest.clearance import Clearance, add_clearance, read_clearances, uncleared
from seat_client.centre.ingest.intake import Intake, Taken, by_part, delivered_files
from seat_client.centre.ofd import OfdError
from seat_client.centre.similarity import Likeness, compare
from seat_client.domain.errors import Malformed

READY = 0
HELD = 1
REFUSED = 2
_WHY = {
    "Encrypted": "it is locked with a password or a certificate",
    "not-a-pdf": "it is no PDF, or is cut short",
    "page-tree": "its list of pages is broken",
    "no-pages": "it has no pages",
    "drawing-in-itself": "a drawing in it contains itself and would never end",
    "nested": "its drawings lie too deep in one another",
    "page drawing": "a page repeats its drawings beyond what any program can draw",
    "decoded": "a part of it grows beyond the limit when it is unpacked",
    "pages": "it has more pages than the limit",
    "objects": "it holds more drawn objects than the limit",
    "letters": "a page holds more letters than the limit",
    "bytes": "it is larger than the limit",
    "timeout": "its examination took too long and was ended",
    "died": "its examination broke off, most likely for want of memory",
}
"""By the word of a refusal, or by its kind."""
_SHOWN = 40  # characters of a term in a line


def run(arguments: Sequence[str]) -> int:
    """0 when every bid can be released, 1 when a finding waits for a person, 2 for unusable input."""
    options = _parse(arguments)
    documents = options.documents or options.project / "documents"
    try:
        if options.clear is not None:
            return _clear(options, documents)
        return _check(options, documents)
    except (Malformed, OSError) as bad:
        print(f"seat-client check-bids: {bad}", file=sys.stderr)
        return REFUSED
    except (AnonymityError, OfdError) as refused:
        print(f"seat-client check-bids: {_told_refusal(refused)}", file=sys.stderr)
        return REFUSED


def _check(options: argparse.Namespace, documents: Path) -> int:
    project = read_project(options.project).project
    if not delivered_files(project, documents):
        raise Malformed(str(documents), "bids as BIDDER/PART.pdf or .ofd")
    taken = Intake(project, documents, options.kept).take_in(_progress)
    held = 0
    for one in taken:
        left = uncleared(one.examination, one.clearances)
        held += len(left)
        _print_file(one, left)
    likenesses = [
        (part, likeness)
        for part, files in by_part(taken)
        for likeness in compare({one.bidder: one.examination.facts for one in files})
    ]
    for part, likeness in likenesses:
        print(_told_likeness(part, likeness))
    if options.out is not None:
        _write(options.out, taken, likenesses)
    print(f"{len(taken)} files, {held} findings wait for a person, {len(likenesses)} hints at likeness")
    return HELD if held else READY


def _clear(options: argparse.Namespace, documents: Path) -> int:
    """Record that a person looked at a finding; its id and its file's digest stand in the list."""
    document, _, finding = options.clear.partition("/")
    if not (options.by and options.why and finding):
        raise Malformed("--clear DIGEST/FINDING", "with --by NAME and --why TEXT")
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    add_clearance(documents, Clearance(document, finding, options.by, at, options.why))
    print(f"cleared by {options.by}; {len(read_clearances(documents))} clearances in all")
    return READY


def _told_refusal(refused: AnonymityError | OfdError) -> str:
    """Which file, why, and what to do about it; nothing of the project was kept or released."""
    word = getattr(refused, "what" if isinstance(refused, TooLarge) else "reason", "")
    why = _WHY.get(word) or _WHY.get(type(refused).__name__) or f"it cannot be examined ({refused})"
    which = ", ".join(getattr(refused, "__notes__", ())) or "a file"
    return f"{which} was refused: {why}. Ask the bidder's agency for a file that a PDF program saved anew."


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _print_file(one: Taken, left: Sequence[Finding]) -> None:
    marks = [f"{one.examination.pages} pages", "blind" if one.blind else "open"]
    marks += [f"converted from {one.examination.converted}"] if one.examination.converted else []
    print(f"{one.bidder} {one.part}: {', '.join(marks)}")
    for finding in one.examination.findings:
        state = "WAITS" if finding in left else "cleared"
        page = f"page {finding.page}" if finding.page else "file"
        box = f" at {finding.box}" if finding.box else ""
        term = finding.term.replace("\r\n", " ")[:_SHOWN]
        print(f"  {state} {one.delivered}/{finding.id} {finding.kind} in {finding.place}, {page}{box}: {term}")
    names = sum(finding.kind == "carried-name" for finding in one.examination.removed)
    if one.blind:
        print(f"  removed: {len(one.examination.removed) - names} carriers, names in {names} places")
    for rule in one.examination.format:
        if rule.verdict != "kept":
            pages = f" on {rule.count} pages, first {list(rule.pages[:3])}" if rule.pages else ""
            print(f"  format {rule.rule} {rule.verdict}: wanted {rule.wanted}, found {rule.found}{pages}")


def _told_likeness(part: str, one: Likeness) -> str:
    where = "; ".join(f"p. {pair.first.page}/{pair.second.page}" for pair in one.pairs[:4] if pair.first.page)
    return (
        f"hint {part}: {one.first} and {one.second} alike in {one.kind}, {one.extent} ({one.share} per mille) {where}"
    )


def _write(out: Path, taken: Sequence[Taken], likenesses: Sequence[tuple[str, Likeness]]) -> None:
    """The whole outcome as JSON, and every blind bid as it would be released."""
    out.mkdir(parents=True, exist_ok=True)
    files: list[dict[str, Any]] = []
    for one in taken:
        told = one.examination.as_json()
        kept = {key: told[key] for key in ("pages", "findings", "removed", "format", "converted")}
        files.append({"bidder": one.bidder, "part": one.part, "delivered": one.delivered, **kept})
        if one.blind:
            (out / f"{one.bidder}-{one.part}.pdf").write_bytes(one.content)
    hints = [
        {"part": part, "first": one.first, "second": one.second, "kind": one.kind, "extent": one.extent,
         "share": one.share, "pages": [[pair.first.page, pair.second.page] for pair in one.pairs]}
        for part, one in likenesses
    ]  # fmt: skip
    text = json.dumps({"files": files, "hints": hints}, ensure_ascii=False, indent=1)
    (out / "check.json").write_text(text + "\n", "utf-8")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client check-bids", description=__doc__.partition("\n")[2].strip())
    parser.add_argument("--project", type=Path, required=True, help="project folder with project.json")
    parser.add_argument("--documents", type=Path, help="delivered bids; PROJECT/documents when left out")
    parser.add_argument("--kept", type=Path, help="folder in which results are kept by digest")
    parser.add_argument("--out", type=Path, help="where check.json and the rebuilt blind bids are left")
    parser.add_argument("--clear", metavar="DIGEST/FINDING", help="clear this finding instead of checking")
    parser.add_argument("--by", help="who clears it")
    parser.add_argument("--why", help="why it tells nothing about the bidder")
    return parser.parse_args(arguments)
