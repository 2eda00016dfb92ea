"""The audit of an archive: the honest one is sound, and every manipulation by one who holds a seat's key is found.

The attacker has one member's journal key and database, the archive, and this very program; what he changes he signs
again where he can, and brings digests and heads in the list of contents up to date. What he has not is the centre's
key, the other seats' keys, and anybody's card.
"""

import copy
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from seat_client.app.audit import audit, run
from seat_client.app.auditing.sentences import SENTENCES
from seat_client.centre.archive import archive
from seat_client.domain.stages import StageId
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.envelope import GENESIS, Envelope
from seat_client.evidence.errors import ArchiveUnreadable
from seat_client.evidence.journal import JournalKey, record_head
from seat_client.wire.codec import fact_from_text, fact_to_text
from tests.unit.centre.hall import Foundation, Hall, sample_script

ATTACKER, VICTIM = "E3", "E4"
Lines = list[dict[str, Any]]


@dataclass
class Honest:
    """An archive as the centre made it, and what the attacker holds besides."""

    path: Path
    trust: tuple[bytes, ...]
    key: JournalKey
    chains: dict[str, str]


def _honest(folder: Path, stage: StageId) -> Honest:
    hall = Hall(Foundation.lay(folder, sample_script()))
    try:
        hall.play(stage)
        path = folder / "evaluation.zip"
        path.write_bytes(archive(hall.centre))
        chains = {member: seat.journal.chain for member, seat in hall.seats.items()}
        return Honest(path, (hall.foundation.authority.certificate,), hall.seats[ATTACKER].journal, chains)
    finally:
        hall.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    """An evaluation up to the signed report."""
    return _honest(tmp_path_factory.mktemp("whole"), StageId.RELEASE)


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    """One that has just begun: its mapping is sealed."""
    return _honest(tmp_path_factory.mktemp("early"), StageId.PRELIMINARY)


class Desk:
    """The attacker's workshop: an archive taken apart."""

    def __init__(self, honest: Honest) -> None:
        self.honest = honest
        read = Archive.read(honest.path)
        self.parts = dict(read.parts)
        self.manifest = read.document(form.MANIFEST)
        self.facts = read.lines(form.FACTS)

    def part(self, member: str) -> str:
        return form.journal_part(self.honest.chains[member])

    def links(self, member: str) -> Lines:
        return Archive(self.parts).lines(self.part(member))

    def put(self, member: str, links: Lines) -> None:
        self.parts[self.part(member)] = form.json_lines(links)
        self.manifest["heads"][self.honest.chains[member]] = links[-1]["envelope"]["hash"] if links else GENESIS

    def put_facts(self, facts: Lines) -> None:
        head = GENESIS
        for number, line in enumerate(facts, start=1):
            line["cursor"] = number
            head = record_head(head, line["at"], fact_to_text(fact_from_text(json.dumps(line["fact"]))))
        self.parts[form.FACTS] = form.json_lines(facts)
        self.manifest |= {"cursor": len(facts), "head": head}

    def resigned(self, links: Lines, key: JournalKey | None = None) -> Lines:
        """The links chained and signed anew from the first on."""
        key, head, made = key or self.honest.key, GENESIS, []
        for link in links:
            e = replace(Envelope(**link["envelope"]), prev=head, chain=key.chain)
            hash_ = e.computed_hash()
            e = replace(e, hash=hash_, signature=key.sign(hash_))
            made.append({**link, "envelope": e.document()})
            head = hash_
        return made

    def pack(self, folder: Path) -> Path:
        content = {n: c for n, c in self.parts.items() if n not in (form.MANIFEST, form.SIGNATURE)}
        manifest = form.json_bytes({**self.manifest, "files": form.digests(content)})
        path = folder / "manipulated.zip"
        signature = self.parts[form.SIGNATURE]
        path.write_bytes(form.pack({**content, form.MANIFEST: manifest, form.SIGNATURE: signature}))
        return path


def _middle(links: Lines) -> int:
    return len(links) // 2


# --- what is done to an archive ----------------------------------------------------------------------------


def dropped(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    del links[_middle(links)]
    desk.put(ATTACKER, links)


def dropped_and_signed_again(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    del links[_middle(links)]
    desk.put(ATTACKER, desk.resigned(links))


def reordered(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    at = _middle(links)
    links[at], links[at + 1] = links[at + 1], links[at]
    desk.put(ATTACKER, links)


def reordered_and_signed_again(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    at = _middle(links)
    links[at], links[at + 1] = links[at + 1], links[at]
    desk.put(ATTACKER, desk.resigned(links))


def _edited(desk: Desk, at: int = 1) -> Lines:
    links = desk.links(ATTACKER)
    links[at]["envelope"]["at"] = "2020-01-01T00:00:00.000000Z"
    return links


def edited(desk: Desk) -> None:
    desk.put(ATTACKER, _edited(desk))


def edited_and_hashed_again(desk: Desk) -> None:
    links = _edited(desk)
    links[1]["envelope"]["hash"] = Envelope(**links[1]["envelope"]).computed_hash()
    desk.put(ATTACKER, links)


def edited_and_signed_again(desk: Desk) -> None:
    desk.put(ATTACKER, desk.resigned(_edited(desk)))


def another_ballot_signed_again(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    ballot = next(link for link in links if link["envelope"]["kind"] == "cast-ballot")
    ballot["envelope"]["body"]["candidate"] = VICTIM
    desk.put(ATTACKER, desk.resigned(links))


def last_event_edited_and_signed_again(desk: Desk) -> None:
    desk.put(ATTACKER, desk.resigned(_edited(desk, -1)))


def anothers_event_edited(desk: Desk) -> None:
    links = desk.links(VICTIM)
    link = links[1]
    link["envelope"]["at"] = "2020-01-01T00:00:00.000000Z"
    hash_ = Envelope(**link["envelope"]).computed_hash()
    link["envelope"] |= {"hash": hash_, "signature": desk.honest.key.sign(hash_)}
    desk.put(VICTIM, links)


def spliced_from_another(desk: Desk) -> None:
    links, other = desk.links(ATTACKER), desk.links(VICTIM)
    links.insert(2, other[2])
    desk.put(ATTACKER, links)


def spliced_and_signed_again(desk: Desk) -> None:
    links, other = desk.links(ATTACKER), desk.links(VICTIM)
    taken = copy.deepcopy(other[2])
    seat = links[0]["envelope"]["seat"]
    taken["envelope"] |= {"member": ATTACKER, "seat": seat, "id": "0" * 8 + taken["envelope"]["id"][8:]}
    links.insert(3, taken)
    desk.put(ATTACKER, desk.resigned(links))


def repeated_and_signed_again(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    links.append(copy.deepcopy(links[1]))
    desk.put(ATTACKER, desk.resigned(links))


def tail_cut(desk: Desk) -> None:
    desk.put(ATTACKER, desk.links(ATTACKER)[:-1])


def long_tail_cut(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    desk.put(ATTACKER, links[: _middle(links)])


def tail_cut_with_its_facts(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    last = links[-1]["cursor"]
    desk.put(ATTACKER, links[:-1])
    desk.put_facts(desk.facts[:last])


def journal_taken_out(desk: Desk) -> None:
    chain = desk.honest.chains[ATTACKER]
    del desk.parts[desk.part(ATTACKER)], desk.manifest["heads"][chain]
    index = [entry for entry in Archive(desk.parts).document(form.JOURNALS) if entry["chain"] != chain]
    desk.parts[form.JOURNALS] = form.json_bytes(index)


def journal_under_a_new_key(desk: Desk) -> None:
    """The whole journal rewritten as he would have liked it, under a key for which nobody vouches."""
    old, key = desk.honest.chains[ATTACKER], JournalKey.new()
    links = desk.resigned(desk.links(ATTACKER), key)
    journal_taken_out(desk)
    index = Archive.read(desk.honest.path).document(form.JOURNALS)
    for entry in index:
        if entry["chain"] == old:
            entry |= {"chain": key.chain, "public_key": key.public}
    desk.parts |= {form.JOURNALS: form.json_bytes(index), form.journal_part(key.chain): form.json_lines(links)}
    desk.manifest["heads"][key.chain] = links[-1]["envelope"]["hash"]


def answer_turned(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    links[-1] |= {"state": "refused", "code": "stage_wrong"}
    desk.put(ATTACKER, links)


def witness_removed_and_signed_again(desk: Desk) -> None:
    links = desk.links(ATTACKER)
    next(link for link in links if link["envelope"]["anchors"])["envelope"]["anchors"] = {}
    desk.put(ATTACKER, desk.resigned(links))


def fact_edited(desk: Desk) -> None:
    facts = desk.facts
    ballot = next(line for line in facts if line["fact"]["kind"] == "ballot-closed")
    ballot["fact"]["elected"] = VICTIM
    desk.put_facts(facts)


def fact_dropped(desk: Desk) -> None:
    facts = desk.facts
    facts.remove(next(line for line in facts if line["fact"]["kind"] == "undertaking-signed"))
    desk.put_facts(facts)


def fact_put_in(desk: Desk) -> None:
    facts = desk.facts
    facts.insert(5, copy.deepcopy(facts[4]))
    desk.put_facts(facts)


def last_fact_cut(desk: Desk) -> None:
    desk.put_facts(desk.facts[:-1])


def result_edited(desk: Desk) -> None:
    result = Archive(desk.parts).document(form.RESULT)
    result["ranking"].reverse()
    desk.parts[form.RESULT] = form.json_bytes(result)


def sheets_edited(desk: Desk) -> None:
    sheets = Archive(desk.parts).document(form.SHEETS)
    row = next(iter(sheets["scores"][ATTACKER].values()))
    row[next(iter(row))] = "0"
    desk.parts[form.SHEETS] = form.json_bytes(sheets)


def report_altered(desk: Desk) -> None:
    report = bytearray(desk.parts[form.REPORT])
    report[len(report) // 3] ^= 1
    desk.parts[form.REPORT] = bytes(report)


def project_edited(desk: Desk) -> None:
    project = Archive(desk.parts).document(form.PROJECT)
    project["name"] = {**project["name"], "zh": "别的项目"} if isinstance(project["name"], dict) else "别的项目"
    desk.parts[form.PROJECT] = form.json_bytes(project)


def officer_of_contents_forged(desk: Desk) -> None:
    desk.manifest["made"] = "2020-01-01T00:00:00.000Z"


def file_added(desk: Desk) -> None:
    desk.parts["appendix.json"] = b"{}"


Manipulation = Callable[[Desk], None]
IN_A_JOURNAL: tuple[Manipulation, ...] = (
    dropped, dropped_and_signed_again, reordered, reordered_and_signed_again, edited, edited_and_hashed_again,
    edited_and_signed_again, last_event_edited_and_signed_again, anothers_event_edited,
    spliced_from_another, spliced_and_signed_again, repeated_and_signed_again, tail_cut, journal_taken_out,
    journal_under_a_new_key, answer_turned, witness_removed_and_signed_again, fact_put_in,
    last_fact_cut, officer_of_contents_forged, file_added,
)  # fmt: skip
IN_A_WHOLE_ARCHIVE: tuple[Manipulation, ...] = (
    *IN_A_JOURNAL, another_ballot_signed_again, long_tail_cut, tail_cut_with_its_facts, fact_edited, fact_dropped,
    result_edited, sheets_edited, report_altered, project_edited,
)  # fmt: skip


def _found(honest: Honest, manipulation: Manipulation, folder: Path) -> str:
    desk = Desk(honest)
    manipulation(desk)
    fault = audit(desk.pack(folder), honest.trust).fault
    assert fault is not None, f"{manipulation.__name__} was not found"
    for language in SENTENCES:
        assert fault.sentence(language)
    return f"{manipulation.__name__}: {fault.sentence('en')}"


def test_an_archive_as_the_centre_made_it_is_sound(early: Honest) -> None:
    audited = audit(early.path, early.trust)
    assert (audited.fault, audited.issuers_checked, audited.replayed) == (None, True, False)
    assert audit(early.path, None).fault is None


@pytest.mark.parametrize("manipulation", IN_A_JOURNAL, ids=lambda m: m.__name__)
def test_a_manipulation_is_found_while_the_evaluation_runs(
    early: Honest, manipulation: Manipulation, tmp_path: Path
) -> None:
    _found(early, manipulation, tmp_path)


@pytest.mark.full
def test_a_whole_evaluation_is_gone_through_and_sound(whole: Honest) -> None:
    audited = audit(whole.path, whole.trust)
    assert (audited.fault, audited.replayed) == (None, True)
    assert len(audited.journals) == len(whole.chains)


@pytest.mark.full
def test_every_manipulation_of_a_whole_evaluation_is_found(whole: Honest, tmp_path: Path) -> None:
    assert len(IN_A_WHOLE_ARCHIVE) >= 20
    for manipulation in IN_A_WHOLE_ARCHIVE:
        sys.stdout.write(_found(whole, manipulation, tmp_path) + "\n")


@pytest.mark.full
def test_journals_bear_each_other_out_without_the_centres_signatures(whole: Honest, tmp_path: Path) -> None:
    """Even were nothing of the centre's believed: what others witnessed, and the certified report, stand against it."""
    from seat_client.app.auditing.fault import Found
    from seat_client.app.auditing.journals import check_witnesses, read_journals
    from seat_client.app.auditing.outcome import check_report_anchors
    from seat_client.app.auditing.record import heads_of, read_facts

    for manipulation in (edited_and_signed_again, dropped_and_signed_again, long_tail_cut, journal_taken_out):
        desk = Desk(whole)
        manipulation(desk)
        changed = Archive.read(desk.pack(tmp_path))
        heads = heads_of(read_facts(changed))
        with pytest.raises(Found) as found:
            check_witnesses(read_journals(changed), heads)
        assert found.value.fault.code == "witness-journal"
        with pytest.raises(Found):
            check_report_anchors(changed, read_journals(changed), heads)


@pytest.fixture
def trust_folder(early: Honest, tmp_path: Path) -> Path:
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "root.der").write_bytes(early.trust[0])
    return folder


def test_the_command_says_it_in_words_and_by_its_status(
    early: Honest, trust_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([str(early.path), "--trust", str(trust_folder)]) == 0
    assert capsys.readouterr().out.startswith("核查通过")
    desk = Desk(early)
    dropped(desk)
    manipulated = desk.pack(tmp_path)
    assert run([str(manipulated), "--language", "en"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "NOT sound. The first fault:"
    assert f"{ATTACKER}, seat-{ATTACKER}, event" in said[1]
    assert run([str(manipulated), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["sound"], document["fault"]["code"]) == (False, "link-missing")


def test_what_is_no_archive_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path / "absent.zip")]) == 2
    (tmp_path / "text.zip").write_text("no zip")
    assert run([str(tmp_path / "text.zip"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["fault"]["code"] == "unreadable"


def test_both_languages_have_every_sentence() -> None:
    assert SENTENCES["zh"].keys() == SENTENCES["en"].keys()


def _damaged(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), len(content) // 40):
        yield content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]


def test_a_flipped_byte_is_found_wherever_it_is(early: Honest, tmp_path: Path) -> None:
    """In the file itself, as a bad disk would flip it; the container's own padding aside, nothing may pass."""
    path = tmp_path / "damaged.zip"
    parts = Archive.read(early.path).parts
    for content in _damaged(early.path.read_bytes()):
        path.write_bytes(content)
        with suppress(ArchiveUnreadable):
            if Archive.read(path).parts == parts:
                continue
        assert audit(path, early.trust).fault is not None
