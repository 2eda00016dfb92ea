"""`seat-client verify` as a person meets it: plain sentences and three exit codes."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from signing_committee import AT, ORDER, Committee, form_committee
from test_long_term import Hall, hall_of
from test_verification import add_annotation, blank, finish, replace_page

from seat_client.app import verify_report
from seat_client.app.verify_report import run
from seat_client.app.verify_sentences import SENTENCES
from seat_client.evidence import pades
from seat_client.evidence.changes import Change
from seat_client.evidence.layout import LaidOut
from seat_client.evidence.verification import PROBLEMS


@pytest.fixture
def file(report: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    return path


def trust_folder(folder: Path, committee: Committee, *, pem: bool) -> Path:
    folder.mkdir()
    certificate = x509.load_der_x509_certificate(committee.authority.certificate)
    (folder / "root.crt").write_bytes(certificate.public_bytes(Encoding.PEM if pem else Encoding.DER))
    (folder / "README.txt").write_text("not a certificate")
    return folder


@pytest.mark.parametrize("pem", [True, False])
def test_valid_with_trusted_issuers(file: Path, committee: Committee, tmp_path: Path, capsys, pem: bool) -> None:
    assert run([str(file), "--trust", str(trust_folder(tmp_path / "trust", committee, pem=pem))]) == 0
    told = capsys.readouterr().out
    assert "结论：有效" in told
    assert told.count("完整") >= 9
    assert "E3  纪若岚  成员 E3  2026-11-23 17:22:00  完整" in told
    assert "未核对" not in told


def test_without_issuers_it_says_so(file: Path, capsys) -> None:
    assert run([str(file)]) == 0
    assert "未核对签名证书由谁颁发" in capsys.readouterr().out


def test_english(file: Path, capsys) -> None:
    assert run([str(file), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "Result: valid." in told
    assert "who issued the signing certificates was not checked" in told


def test_untrusted(file: Path, tmp_path: Path, capsys) -> None:
    assert run([str(file), "--trust", str(trust_folder(tmp_path / "trust", form_committee(), pem=True))]) == 1
    told = capsys.readouterr().out
    assert "结论：核对不通过" in told
    assert "证书不可信" in told


def test_altered(file: Path, report: bytes, capsys) -> None:
    file.write_bytes(report[:5000] + bytes([report[5000] ^ 1]) + report[5001:])
    assert run([str(file)]) == 1
    assert SENTENCES["zh"]["altered"] in capsys.readouterr().out


def test_json(file: Path, revisions: list[bytes], capsys) -> None:
    file.write_bytes(revisions[3])
    assert run([str(file), "--json", "--language", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["valid"] is False
    assert {"code": "not-closed", "subject": "", "sentence": SENTENCES["en"]["not-closed"]} in told["problems"]
    assert [s["field"] for s in told["signatures"]] == ["centre-open", "E2", "E3", "E4"]
    assert told["report"]["chair"] == "E1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "unreadable-empty"), (b"text", "unreadable-not-a-pdf"), (b"%PDF-1.7\nx", "unreadable-damaged")],
)
def test_unusable_files(tmp_path: Path, capsys, content: bytes, sentence: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert run([str(path)]) == 2
    caught = capsys.readouterr()
    assert caught.err == SENTENCES["zh"][sentence] + "\n"
    assert caught.out == ""


def test_no_such_file_and_a_folder(tmp_path: Path, capsys) -> None:
    for path in (tmp_path / "none.pdf", tmp_path):
        assert run([str(path)]) == 2
        assert capsys.readouterr().err == SENTENCES["zh"]["no-file"].format(path=path) + "\n"


def test_a_huge_file_is_not_read(tmp_path: Path, capsys) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.truncate(10**11)
    assert run([str(path)]) == 2
    assert capsys.readouterr().err == SENTENCES["zh"]["unreadable-too-large"] + "\n"


def test_unusable_trust(file: Path, tmp_path: Path, capsys) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (empty, tmp_path / "none"):
        assert run([str(file), "--trust", str(folder)]) == 2
        assert capsys.readouterr().err == SENTENCES["zh"]["no-trust"].format(path=folder) + "\n"
    (empty / "x.pem").write_text("junk")
    assert run([str(file), "--trust", str(empty)]) == 2
    assert capsys.readouterr().err == SENTENCES["zh"]["bad-certificate"].format(path=empty / "x.pem") + "\n"


def test_a_name_cannot_play_with_the_terminal(
    committee: Committee, revisions: list[bytes], tmp_path: Path, capsys
) -> None:
    key = committee.authority.issue(name="\x1b[2Jevil\u202e", holder="E3", at=AT)
    path = tmp_path / "x.pdf"
    path.write_bytes(pades.sign_member(revisions[1], "E3", key, reason="x", at=AT))
    assert run([str(path)]) == 1
    told = capsys.readouterr().out
    assert "evil" in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_every_problem_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES["zh"]) == set(SENTENCES["en"])
    assert set(PROBLEMS) <= set(SENTENCES["zh"])


# --- time, revocation, what came later ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stamped(laid_out: LaidOut) -> tuple[Hall, bytes]:
    hall = hall_of(form_committee())
    done = pades.stamp(hall.sign(laid_out, hall.stamper()), hall.stamper())
    assert done is not None
    return hall, hall.close(done)


def test_who_when_by_which_key_and_what_came_later(stamped: tuple[Hall, bytes], tmp_path: Path, capsys) -> None:
    hall, report = stamped
    (path := tmp_path / "report.pdf").write_bytes(report)
    folder = trust_folder(tmp_path / "trust", hall.committee, pem=True)
    (folder / "list.crl").write_bytes(hall.crl())
    assert run([str(path), "--trust", str(folder)]) == 0
    told = capsys.readouterr().out
    fingerprint = hashlib.sha256(hall.committee.keys["E6"].certificate).hexdigest()
    assert f"密钥 ec-p256，证书指纹 {fingerprint}" in told
    assert "时间戳 2026-11-23 17:40:00（时间戳）" in told
    assert told.count("证书当时有效且未吊销") == 10
    assert "其后仅增加：成员 E7 视为同意的记录、成员 E1 的签名、评标中心的时间戳、评标中心的归档签名" in told
    assert "其后没有任何改动" in told
    assert told.count("位于第 4 页") == 9
    assert "签名以外的改动" not in told
    assert "吊销列表：演练证书中心，2026-11-23 15:20:00 签发，距归档签名 0 天 2 小时" in told


def test_a_revoked_certificate_by_the_lists_in_the_folder(stamped: tuple[Hall, bytes], tmp_path: Path, capsys) -> None:
    hall, report = stamped
    (path := tmp_path / "report.pdf").write_bytes(report)
    folder = trust_folder(tmp_path / "trust", hall.committee, pem=False)
    crl = x509.load_der_x509_crl(hall.crl(hall.committee.keys["E3"].certificate))
    (folder / "list.CRL").write_bytes(crl.public_bytes(Encoding.PEM))
    assert run([str(path), "--trust", str(folder)]) == 1
    assert SENTENCES["zh"]["untrusted"].format(subject="E3") in capsys.readouterr().out
    (folder / "list.CRL").write_text("junk")
    assert run([str(path), "--trust", str(folder)]) == 2
    assert capsys.readouterr().err == SENTENCES["zh"]["bad-list"].format(path=folder / "list.CRL") + "\n"


def test_the_json_that_is_documented(stamped: tuple[Hall, bytes], tmp_path: Path, capsys) -> None:
    hall, report = stamped
    (path := tmp_path / "report.pdf").write_bytes(report)
    folder = trust_folder(tmp_path / "trust", hall.committee, pem=False)
    (folder / "list.crl").write_bytes(hall.crl())
    assert run([str(path), "--trust", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    documented = verify_report.__doc__ or ""
    assert told["changes"] == []
    for key in (*told, *told["signatures"][0], *told["revocation_lists"][0], *Change.__dataclass_fields__):
        assert re.search(rf"\b{key}\b", documented), key
    one = told["signatures"][1]
    assert (one["algorithm"], one["stamped_at"]) == ("rsa-2048", "2026-11-23T09:40:00+00:00")
    assert one["later"][-2:] == ["centre-stamp", "centre-close"]
    assert told["revocation_lists"][0]["issued_at"] == "2026-11-23T07:20:00+00:00"


def test_other_changes_are_told(report: bytes, tmp_path: Path, capsys) -> None:
    (path := tmp_path / "x.pdf").write_bytes(add_annotation(report))
    assert run([str(path)]) == 1
    told = capsys.readouterr().out
    assert "之后文件有签名以外的改动" in told
    assert "签名以外的改动：评标中心的归档签名之后，第 3 页\n" in told


def test_it_is_said_after_which_signature_and_on_which_page_something_else_was_changed(
    committee: Committee, revisions: list[bytes], tmp_path: Path, capsys
) -> None:
    between = finish(committee, replace_page(revisions[2], page=1), ORDER[2:])
    writer = pades._writer(revisions[1])
    blank(writer)
    stroke = pades._Stroke("E3", "x", pades.member_seal("x", AT, practice=True))
    within = finish(committee, pades._sign(writer, stroke, committee.keys["E3"], AT), ORDER[2:])
    path = tmp_path / "x.pdf"
    for pdf, sentence in (
        (between, "签名以外的改动：成员 E3 的签名之后，第 2 页\n"),
        (within, "签名以外的改动：成员 E2 的签名之后，与成员 E3 的签名一同加入，第 3 页\n"),
    ):
        path.write_bytes(pdf)
        assert run([str(path)]) == 1
        told = capsys.readouterr().out
        assert sentence in told
        assert run([str(path), "--json"]) == 1
        assert len(json.loads(capsys.readouterr().out)["changes"]) == 1
