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
    revocation_lists     [issuer, issued_at, next_at]: what was asked about revocation
    signatures           in the order they were made:
      field, holder, name          where, by whose certificate (id and name)
      at                           the time the signing step was told (ISO 8601), no proof by itself
      stamped_at, stamped_by       when and by whom it was time-stamped; null and "" without a stamp
      algorithm, fingerprint       the key, and SHA-256 of its certificate
      intact, unchanged            its own bytes hold; nothing but signatures came with it or after it
      trusted                      issued by those trusted, in force, not revoked at that time; null when not checked
      later                        the fields signed after it
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

from seat_client.evidence.errors import UnreadableDocument
from seat_client.evidence.fields import CLOSING, OPENING, STAMP, deemed_member
from seat_client.evidence.revisions import MAX_SIZE
from seat_client.evidence.revocation import RevocationList
from seat_client.evidence.verification import SignatureVerdict, Verdict, verify

_CENTRES = {OPENING: "open", STAMP: "stamp", CLOSING: "close"}
_CHINA = timezone(timedelta(hours=8))

_ZH: Mapping[str, str] = {
    "valid": "结论：有效。全部签名完整，签名之后文件没有改动。",
    "refused": "结论：核对不通过。",
    "practice": "（演练，不具有法律效力）",
    "report": "评标报告 {project}{practice}",
    "issuers-unchecked": "说明：没有提供可信的证书颁发机构，未核对签名证书由谁颁发。",
    "issuers-checked": "签名证书均由所提供的可信机构颁发。",
    "role-open": "评标中心（报告生成）",
    "role-close": "评标中心（签名完成）",
    "role-deemed": "评标中心（记录成员 {member} 视为同意）",
    "role-member": "成员 {member}",
    "intact": "完整",
    "not-intact": "不完整",
    "changed": "之后文件有签名以外的改动",
    "only-signed": "其后仅增加：{later}",
    "nothing-later": "其后没有任何改动",
    "later-open": "评标中心的确认",
    "later-close": "评标中心的归档签名",
    "later-stamp": "评标中心的时间戳",
    "later-deemed": "成员 {member} 视为同意的记录",
    "later-member": "成员 {member} 的签名",
    "between": "、",
    "key": "密钥 {algorithm}，证书指纹 {fingerprint}",
    "certificate-good": "证书当时有效",
    "certificate-unrevoked": "证书当时有效且未吊销",
    "stamped": "时间戳 {at}（{by}）",
    "unstamped": "没有时间戳，时间为签名时自报",
    "role-stamp": "评标中心（时间戳）",
    "crl": "吊销列表：{issuer}，{at} 签发，{age}",
    "crl-unreadable": "吊销列表：有一份无法读取",
    "crl-age": "距归档签名 {days} 天 {hours} 小时",
    "crl-later": "晚于归档签名",
    "sheets": "报告附有 {count} 份评委签名的评分表，签名和分数均已与报告核对。",
    "not-trusted": "证书不可信",
    "unknown-time": "时间不明",
    "altered": "文件内容在签名之后被改动，或签名本身被改动。",
    "cut-short": "文件不完整，结尾缺失。",
    "no-signatures": "文件没有任何签名。",
    "not-closed": "缺少评标中心的归档签名，签名程序没有完成。",
    "added-after-closing": "归档签名之后，文件又被添加了内容。",
    "not-certified": "第一个签名不是评标中心对报告的确认，或其权限不对。",
    "no-roster": "报告中没有可以读取的评标委员会名单。",
    "broken": "{subject} 的签名与其所签内容不符。",
    "changed-between": "签名之间文件有签名以外的改动（{subject}）。",
    "unknown-field": "{subject} 不是评标委员会名单中的签名位置。",
    "wrong-holder": "{subject} 处的签名不是应签人的证书所签。",
    "centre-differs": "评标中心的几次签名用了不同的证书。",
    "practice-mismatch": "{subject} 处的签名证书与报告性质（演练或正式）不一致。",
    "member-missing": "缺少成员 {subject} 的签名，也没有视为同意的记录。",
    "member-twice": "成员 {subject} 有不止一个签名或记录。",
    "chair-not-last": "组长 {subject} 没有最后签名。",
    "untrusted": "{subject} 处的签名证书不是可信机构颁发，或已失效。",
    "stamp-broken": "{subject} 处的时间戳与签名不符，或已损坏。",
    "stamp-untrusted": "{subject} 处的时间戳不是可信机构签发。",
    "sheet-broken": "报告所附的评分表 {subject} 签名不符、已损坏，或证书不可信。",
    "sheet-differs": "成员 {subject} 签名的评分表与报告采用的分数不一致。",
    "sheet-missing": "报告采用了成员 {subject} 的分数，但缺少其签名的评分表。",
    "unreadable-empty": "文件是空的。",
    "unreadable-too-large": "文件太大，不是评标报告。",
    "unreadable-not-a-pdf": "这不是 PDF 文件。",
    "unreadable-encrypted": "文件设了密码，无法核对。",
    "unreadable-damaged": "文件已损坏或不完整，无法读取。",
    "no-file": "无法读取文件 {path}。",
    "no-trust": "{path} 中没有可用的机构证书。",
    "bad-certificate": "{path} 不是证书文件。",
    "bad-list": "{path} 不是证书吊销列表。",
}

_EN: Mapping[str, str] = {
    "valid": "Result: valid. Every signature is intact and nothing was changed after signing.",
    "refused": "Result: refused.",
    "practice": " (practice, without legal effect)",
    "report": "Evaluation report {project}{practice}",
    "issuers-unchecked": "Note: no trusted issuers were given, so who issued the signing certificates was not checked.",
    "issuers-checked": "All signing certificates come from the trusted issuers given.",
    "role-open": "centre (report laid out)",
    "role-close": "centre (signing finished)",
    "role-deemed": "centre (member {member} recorded as deemed to agree)",
    "role-member": "member {member}",
    "intact": "intact",
    "not-intact": "not intact",
    "changed": "changes other than signatures followed",
    "only-signed": "added since: {later} alone",
    "nothing-later": "nothing was added since",
    "later-open": "the centre's certification",
    "later-close": "the centre's closing signature",
    "later-stamp": "the centre's time stamp",
    "later-deemed": "the record that member {member} is deemed to agree",
    "later-member": "the signature of member {member}",
    "between": ", ",
    "key": "key {algorithm}, certificate {fingerprint}",
    "certificate-good": "certificate in force then",
    "certificate-unrevoked": "certificate in force then and not revoked",
    "stamped": "time stamp {at} ({by})",
    "unstamped": "no time stamp; the time is as told when signing",
    "role-stamp": "centre (time stamp)",
    "crl": "Revocation list: {issuer}, issued {at}, {age}",
    "crl-unreadable": "Revocation list: one cannot be read",
    "crl-age": "{days} days {hours} hours before the closing signature",
    "crl-later": "after the closing signature",
    "sheets": "The report holds {count} score sheets signed by members; signatures and scores agree with the report.",
    "not-trusted": "certificate not trusted",
    "unknown-time": "time unknown",
    "altered": "The file was altered after signing, or the signature itself was altered.",
    "cut-short": "The file is incomplete: its end is missing.",
    "no-signatures": "The file has no signature at all.",
    "not-closed": "The centre's closing signature is missing: signing was not finished.",
    "added-after-closing": "Something was added to the file after the closing signature.",
    "not-certified": "The first signature is not the centre's certification of the report, or allows too much.",
    "no-roster": "The report holds no readable list of the committee.",
    "broken": "The signature in {subject} does not match what it covers.",
    "changed-between": "Something besides signatures was changed between signatures ({subject}).",
    "unknown-field": "{subject} is not the place of any member of the committee.",
    "wrong-holder": "The signature in {subject} was made with somebody else's certificate.",
    "centre-differs": "The centre's signatures were made with different certificates.",
    "practice-mismatch": "The certificate in {subject} does not fit the report (practice or real).",
    "member-missing": "Member {subject} neither signed nor is recorded as deemed to agree.",
    "member-twice": "Member {subject} signed or is recorded more than once.",
    "chair-not-last": "The chair, {subject}, did not sign last.",
    "untrusted": "The certificate in {subject} was not issued by a trusted issuer, or was not in force.",
    "stamp-broken": "The time stamp in {subject} does not fit the signature, or is damaged.",
    "stamp-untrusted": "The time stamp in {subject} was not made by a trusted authority.",
    "sheet-broken": "The attached score sheet {subject} is not rightly signed, is damaged, or is not trusted.",
    "sheet-differs": "The score sheet that member {subject} signed differs from the scores the report counts.",
    "sheet-missing": "The report counts scores of member {subject} without a sheet signed by that member.",
    "unreadable-empty": "The file is empty.",
    "unreadable-too-large": "The file is too large to be an evaluation report.",
    "unreadable-not-a-pdf": "This is not a PDF file.",
    "unreadable-encrypted": "The file is protected by a password and cannot be checked.",
    "unreadable-damaged": "The file is damaged or incomplete and cannot be read.",
    "no-file": "The file {path} cannot be read.",
    "no-trust": "There is no issuer's certificate in {path}.",
    "bad-certificate": "{path} is not a certificate file.",
    "bad-list": "{path} is not a revocation list.",
}

SENTENCES: Mapping[str, Mapping[str, str]] = {"zh": _ZH, "en": _EN}


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
    return lines


def _signature_line(signature: SignatureVerdict, words: Mapping[str, str]) -> str:
    at = _time(signature.at, words)
    states = [words["intact" if signature.intact else "not-intact"]]
    states += [words["not-trusted"]] if signature.trusted is False else []
    return f"  {signature.field}  {signature.name}  {_role(signature.field, words)}  {at}  {'; '.join(states)}"


def _particulars(signature: SignatureVerdict, verdict: Verdict, words: Mapping[str, str]) -> list[str]:
    """By which key, when by whose stamp, whether its certificate was good then, and what came after."""
    lines = [words["key"].format(algorithm=signature.algorithm or "?", fingerprint=signature.fingerprint)]
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
        "signatures": signatures,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
