"""One table: a code of a refusal becomes a sentence and what to do next. A test demands an entry for every code.

Facts are filled in by name; what a seat never shows (names in a blind stage) is never among the facts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from seat_client.ui.call_sentences import calls
from seat_client.ui.clock import day_and_clock
from seat_client.ui.desk_sentences import desk
from seat_client.ui.identity_sentences import identity
from seat_client.ui.language import translate
from seat_client.ui.line_sentences import lines
from seat_client.ui.proceedings_sentences import proceedings

Facts = Mapping[str, object]
Table = dict[str, tuple[str, str]]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened, and what the person can do now."""

    text: str
    next_step: str

    def __str__(self) -> str:
        return translate("Sentences", "{text} {next_step}").format(text=self.text, next_step=self.next_step)


class _Facts(dict[str, object]):
    """A sentence with a gap is better than none, should a fact be missing."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, facts: Facts | None = None) -> Sentence:
    """The words for a code; an unknown one is named, so that support can look it up."""
    known = _Facts({name: _plain(fact) for name, fact in (facts or {}).items()})
    text, next_step = table().get(code, _unknown(code))
    return Sentence(text.format_map(known), next_step.format_map(known))


def _plain(fact: object) -> object:
    """A moment as people read it; everything else as it is."""
    if isinstance(fact, str) and _MOMENT.match(fact):
        return day_and_clock(datetime.fromisoformat(fact))
    return fact


def sentence_for(error: BaseException) -> Sentence:
    """The words for an error of the layers below, by its `code` and its facts."""
    code = getattr(error, "code", "unexpected")
    facts = getattr(error, "facts", None)
    told = dict(facts if isinstance(facts, Mapping) else vars(error))
    if code == "library-missing":
        told["reason"] = _library_reason(str(told["reason"]))
    return sentence(str(code), told)


def table() -> Table:
    """Every code with its two sentences, in the language installed now."""
    return {
        **_stages(),
        **proceedings(),
        **lines(),
        **identity(),
        **desk(),
        **calls(),
        **_scores(),
        **_flags(),
        **_committee(),
        **_services(),
        **_devices(),
        **_keys(),
        **_centre(),
    }


def _unknown(code: str) -> tuple[str, str]:
    text = translate("Sentences", "This did not work (code {code}).").replace("{code}", code)
    return text, _call_support()


def _call_support() -> str:
    return translate("Sentences", "Call technical support.")


def _go_on() -> str:
    return translate("Sentences", "Nothing needs to be done.")


def _stages() -> Table:
    return {
        "stage_wrong": (
            translate("Sentences", "The evaluation has moved on to another stage."),
            translate("Sentences", "Go on in the stage shown at the left."),
        ),
        "member_unknown": (translate("Sentences", "This seat is not on the committee."), _call_support()),
        "member_recused": (translate("Sentences", "This seat has recused itself and takes no further part."), _go_on()),
        "already_done": (translate("Sentences", "This has been done already."), _go_on()),
        "statement_differs": (
            translate("Sentences", "The undertaking is not the one the centre published."),
            _call_support(),
        ),
        "grounds_missing": (
            translate("Sentences", "A recusal needs a bidder and a ground."),
            translate("Sentences", "Choose the bidder and write the ground."),
        ),
        "bidder_unknown": (translate("Sentences", "This bidder takes no part in the project."), _call_support()),
        "candidate_not_eligible": (
            translate("Sentences", "This member cannot be elected chair."),
            translate("Sentences", "Choose another member."),
        ),
        "round_wrong": (
            translate("Sentences", "This round of voting is over; round {round} is open."),
            translate("Sentences", "Vote again in the open round."),
        ),
        "cell_unknown": (
            translate("Sentences", "This item is not voted on now."),
            translate("Sentences", "Choose another item."),
        ),
        "cell_closed": (
            translate("Sentences", "The vote on this item is closed."),
            translate("Sentences", "Choose another item."),
        ),
        "reason_missing": (
            translate("Sentences", "A reason is required here."),
            translate("Sentences", "Write the reason."),
        ),
        "text_too_long": (
            translate("Sentences", "The text is longer than {limit} characters."),
            translate("Sentences", "Shorten it."),
        ),
    }


def _scores() -> Table:
    return {
        "code_unknown": (
            translate("Sentences", "This bid is not scored now."),
            translate("Sentences", "Choose another bid."),
        ),
        "criterion_unknown": (
            translate("Sentences", "This criterion is not scored now."),
            translate("Sentences", "Choose another criterion."),
        ),
        "sheet_locked": (
            translate("Sentences", "The score sheet is submitted and can no longer be changed."),
            _go_on(),
        ),
        "items_missing": (
            translate("Sentences", "{count} items are not scored yet."),
            translate("Sentences", "Score them, then submit."),
        ),
        "score_malformed": (
            translate("Sentences", "This is not a number."),
            translate("Sentences", "Type a score such as 8 or 7.5."),
        ),
        "score_below_zero": (
            translate("Sentences", "A score cannot be below 0."),
            translate("Sentences", "Type 0 or more."),
        ),
        "score_above_max": (
            translate("Sentences", "The full score is {max}."),
            translate("Sentences", "Type {max} or less."),
        ),
        "score_off_step": (
            translate("Sentences", "Scores go in steps of {step}."),
            translate("Sentences", "Type a multiple of {step}."),
        ),
        "nothing_to_explain": (translate("Sentences", "There is no calculation for bid {bid}."), _go_on()),
        "amount_malformed": (translate("Sentences", "The amount cannot be read."), _call_support()),
        "amount_words_unreadable": (translate("Sentences", "The amount in words cannot be read."), _call_support()),
    }


def _flags() -> Table:
    return {
        "flag_unknown": (
            translate("Sentences", "This hint does not stand any more."),
            translate("Sentences", "Choose another hint."),
        ),
        "flag_closed": (
            translate("Sentences", "The committee has decided on this hint."),
            translate("Sentences", "Choose another hint."),
        ),
        "flag_not_yours": (translate("Sentences", "Another member gives the reason for this hint."), _go_on()),
        "decision_unknown": (
            translate("Sentences", "This decision is not open to the committee here."),
            translate("Sentences", "Choose one of the decisions shown."),
        ),
        "summary_missing": (
            translate("Sentences", "The summary is not published yet."),
            translate("Sentences", "Wait until all sheets are submitted."),
        ),
        "result_differs": (
            translate("Sentences", "The result has changed since it was shown."),
            translate("Sentences", "Check the figures again, then confirm."),
        ),
        "result_blocked": (
            translate("Sentences", "The result is blocked until the committee has ruled."),
            translate("Sentences", "Look at the open hints."),
        ),
    }


def _committee() -> Table:
    return {
        "committee_too_small": (
            translate("Sentences", "The committee has {members} members; at least {least} are required."),
            _call_support(),
        ),
        "committee_even": (
            translate("Sentences", "The committee has {members} members; an odd number is required."),
            _call_support(),
        ),
        "committee_too_few_experts": (
            translate("Sentences", "Of {members} members only {experts} are experts; two thirds are required."),
            _call_support(),
        ),
    }


def _services() -> Table:
    return {
        "service_failed": (translate("Sentences", "This did not work."), _call_support()),
        "key_of_another_person": (
            translate("Sentences", "The key belongs to another person."),
            translate("Sentences", "Insert your own signing key."),
        ),
        "key_absent": (
            translate("Sentences", "No signing key is inserted."),
            translate("Sentences", "Insert your signing key."),
        ),
        "signing_turn_taken": (
            translate("Sentences", "Another member is signing just now."),
            translate("Sentences", "Wait a moment and sign again."),
        ),
        "report_changed": (
            translate("Sentences", "The report has changed since you read it."),
            translate("Sentences", "Read it again, then sign."),
        ),
        "commitment_broken": (
            translate("Sentences", "The opened list of codes does not match the one sealed at the start."),
            translate("Sentences", "Stop and call the supervisor."),
        ),
        "release_untrusted": (
            translate("Sentences", "The centre's signature on this document cannot be trusted, so it was not opened."),
            translate("Sentences", "Stop reading this bid and call the supervisor."),
        ),
        "release_differs": (
            translate("Sentences", "This document is not the one that the centre released, so it was not opened."),
            translate("Sentences", "Stop reading this bid and call the supervisor."),
        ),
        "release_not_clean": (
            translate("Sentences", "This document holds more than a blind bid may hold, so it was not opened."),
            translate("Sentences", "Read the other bids and call the supervisor."),
        ),
        "release_unchecked": (
            translate("Sentences", "This document could not be checked and was not opened; the others can be read."),
            translate("Sentences", "Open it again; should that fail, call the technician."),
        ),
        "names_closed": (
            translate(
                "Sentences", "This seat holds no copy of the project, and names are closed during the blind review."
            ),
            _call_support(),
        ),
        "drafts_closed": (
            translate("Sentences", "Your key cannot open what you entered at another seat ({entries} entries)."),
            translate(
                "Sentences",
                "Nothing is lost. Number {number}: call support, read it to both officers, then sign in again.",
            ),
        ),
        "not_read_to_end": (
            translate("Sentences", "Not read to the end yet."),
            translate("Sentences", "Read to the last line first."),
        ),
        "not_on_last_page": (
            translate("Sentences", "The last page has not been shown yet."),
            translate("Sentences", "Turn to the last page first."),
        ),
        "checks_failed": (
            translate("Sentences", "A check of the report has failed."),
            translate("Sentences", "Look at the check marked red and call the supervisor."),
        ),
        "chair_signs_last": (
            translate("Sentences", "The chair signs after all other members."),
            translate("Sentences", "Wait for the others."),
        ),
        "already_signed": (translate("Sentences", "You have signed."), _go_on()),
        "entries_pending": (
            translate("Sentences", "{count} entries still wait to be sent."),
            translate("Sentences", "Wait until they have reached the centre."),
        ),
        "not_resumed": (
            translate("Sentences", "The centre has not said yet that the evaluation goes on."),
            translate("Sentences", "Wait for the staff of this place."),
        ),
        "disk_low": (
            translate("Sentences", "The disk of this seat is nearly full ({megabytes} MB left)."),
            translate("Sentences", "Go on working and call technical support."),
        ),
        "unexpected": (translate("Sentences", "Something unforeseen happened."), _call_support()),
    }


def _devices() -> Table:
    return {
        "driver-error": (translate("Sentences", "A device failed."), _call_support()),
        "device-absent": (
            translate("Sentences", "The device is not connected."),
            translate("Sentences", "Connect it, or call technical support."),
        ),
        "card-absent": (
            translate("Sentences", "No key lies in the reader."),
            translate("Sentences", "Insert your signing key."),
        ),
        "card-removed": (
            translate("Sentences", "The key was taken out while it was working."),
            translate("Sentences", "Insert it again and repeat."),
        ),
        "service-down": (
            translate("Sentences", "The reader service of this computer does not answer."),
            _call_support(),
        ),
        "device-busy": (
            translate("Sentences", "Another program uses the key."),
            translate("Sentences", "Wait a moment and repeat."),
        ),
        "device-timeout": (
            translate("Sentences", "The device did not answer in time."),
            translate("Sentences", "Repeat; if it fails again call technical support."),
        ),
        "device-refused": (translate("Sentences", "The device refused ({reason})."), _call_support()),
        "finger-again": (
            translate("Sentences", "The finger was not read well."),
            translate("Sentences", "Put it down again: flat, in the middle, and keep it still for a moment."),
        ),
        "card-unknown": (
            translate("Sentences", "This kind of key is not known here."),
            translate("Sentences", "Insert your signing key."),
        ),
        "card-swapped": (
            translate("Sentences", "Another key lies in the reader now."),
            translate("Sentences", "Insert your own key again."),
        ),
        "wrong-signature": (
            translate("Sentences", "The key made a signature that does not match its certificate."),
            _call_support(),
        ),
        "driver-crashed": (
            translate("Sentences", "The program of the device stopped."),
            translate("Sentences", "Repeat; if it fails again call technical support."),
        ),
        "library-missing": (
            translate("Sentences", "The key's software {name} cannot be used on this computer ({reason})."),
            translate("Sentences", "Call technical support; other keys go on working."),
        ),
        "family-unknown": (translate("Sentences", "This seat has no driver named {name}."), _call_support()),
    }


def _library_reason(reason: str) -> str:
    """Why a library cannot be used; a driver's own short word where none of ours fits."""
    if sizes := re.fullmatch(r"(\d+)-bit library, (\d+)-bit program", reason):
        return translate("Sentences", "{library}-bit library in a {program}-bit program").format(
            library=sizes[1], program=sizes[2]
        )
    known = {
        "": translate("Sentences", "not installed"),
        "not found": translate("Sentences", "not installed"),
        "no shared library": translate("Sentences", "the file is not a program library of this system"),
        "does not load": translate("Sentences", "it does not load"),
    }
    return known.get(reason, reason)


def _keys() -> Table:
    return {
        "pin-malformed": (
            translate("Sentences", "A PIN of this key never looks like this; no try was used."),
            translate("Sentences", "Type the PIN again."),
        ),
        "pin-rejected": (translate("Sentences", "Wrong PIN."), translate("Sentences", "Type the PIN again.")),
        "pin-locked": (
            translate("Sentences", "The key is locked."),
            translate("Sentences", "Only its issuer can unlock it. Call technical support."),
        ),
        "signing-error": (translate("Sentences", "Signing did not work."), _call_support()),
        "certificate-refused": (
            translate("Sentences", "The certificate on the key cannot be used here."),
            _call_support(),
        ),
        "certificate-unreadable": (
            translate("Sentences", "The certificate on the key cannot be read."),
            _call_support(),
        ),
        "certificate-expired": (
            translate("Sentences", "The certificate on the key has expired."),
            translate("Sentences", "Renew it at its issuer. Call technical support."),
        ),
        "certificate-not-yet-valid": (
            translate("Sentences", "The certificate on the key is not valid yet."),
            _call_support(),
        ),
        "certificate-revoked": (
            translate("Sentences", "The certificate on the key has been revoked."),
            translate("Sentences", "Renew it at its issuer. Call technical support."),
        ),
        "certificate-revocation-unknown": (
            translate("Sentences", "The centre has sent no revocation list for the issuer of this key."),
            translate("Sentences", "Call technical support: the centre must send the list before you can sign."),
        ),
        "certificate-revocation-stale": (
            translate("Sentences", "The revocation list of this key's issuer is out of date (of {issued_on})."),
            translate("Sentences", "Call technical support: the centre must send a new list before you can sign."),
        ),
        "certificate-not-for-signing": (
            translate("Sentences", "The certificate on the key is not made for signing."),
            _call_support(),
        ),
        "certificate-too-weak": (translate("Sentences", "The key is too short to sign with."), _call_support()),
        "not-this-member": (
            translate("Sentences", "The key belongs to another person."),
            translate("Sentences", "Insert your own signing key."),
        ),
        "no-signing-key": (
            translate("Sentences", "No signing key was found on the card."),
            translate("Sentences", "Insert your signing key."),
        ),
        "last-try": (
            translate("Sentences", "One try is left before the key is locked."),
            translate("Sentences", "Check the PIN and press once more."),
        ),
        "key-spent": (
            translate("Sentences", "The key was opened for one signature and has made it."),
            translate("Sentences", "Enter the PIN again."),
        ),
    }


def _centre() -> Table:
    return {**_connection(), **_sign_in(), **_report(), **_delivery()}


def _connection() -> Table:
    return {
        "centre_unreachable": (
            translate("Sentences", "The evaluation centre cannot be reached."),
            translate("Sentences", "The seat keeps trying by itself; what you do is kept on this seat."),
        ),
        "contract_mismatch": (
            translate("Sentences", "This program ({ours}) and the centre ({theirs}) do not fit together."),
            translate("Sentences", "The program must be updated. Call technical support."),
        ),
        "contract_differs": (
            translate("Sentences", "This program ({ours}) and the centre ({theirs}) do not fit together."),
            translate("Sentences", "The program must be updated. Call technical support."),
        ),
        "session_ended": (translate("Sentences", "Your sign-in has ended."), translate("Sentences", "Sign in again.")),
        "not_signed_in": (translate("Sentences", "Your sign-in has ended."), translate("Sentences", "Sign in again.")),
        "content_damaged": (
            translate("Sentences", "A document arrived damaged."),
            translate("Sentences", "It is fetched again; if this stays call technical support."),
        ),
        "centre_http_error": (translate("Sentences", "The centre answered with an error."), _call_support()),
        "sync_stopped": (
            translate("Sentences", "Sending to the centre has stopped."),
            translate("Sentences", "What you do is kept on this seat. Call technical support."),
        ),
        "store_failed": (
            translate("Sentences", "This seat cannot write to its disk."),
            translate("Sentences", "Stop working and call technical support."),
        ),
        "disk_full": (
            translate("Sentences", "The disk of this seat is full."),
            translate("Sentences", "Stop working and call technical support."),
        ),
        "document_closed": (
            translate("Sentences", "This document is not open in the present stage."),
            translate("Sentences", "Choose another document."),
        ),
        "document_unknown": (translate("Sentences", "The centre does not know this document."), _call_support()),
        "range_wrong": (
            translate("Sentences", "The download broke off."),
            translate("Sentences", "Open the document again."),
        ),
        "clerk_only": (translate("Sentences", "Only the centre's clerk may do this."), _go_on()),
        "request_malformed": (translate("Sentences", "The centre could not read the request."), _call_support()),
    }


def _sign_in() -> Table:
    again = translate("Sentences", "Enter the PIN again.")
    return {
        "challenge_unknown": (translate("Sentences", "The centre's question to the key is not valid any more."), again),
        "challenge_expired": (translate("Sentences", "The centre's question to the key has expired."), again),
        "certificate_untrusted": (
            translate("Sentences", "The centre does not trust the issuer of this key."),
            translate("Sentences", "Insert your signing key, or call technical support."),
        ),
        "signature_wrong": (translate("Sentences", "The centre found the key's signature wrong."), _call_support()),
        "not_on_the_committee": (
            translate("Sentences", "The holder of this key is not expected at this seat."),
            translate("Sentences", "Ask the staff which seat is yours."),
        ),
    }


def _report() -> Table:
    return {
        "report_not_ready": (
            translate("Sentences", "The report is not made yet."),
            translate("Sentences", "Wait a moment."),
        ),
        "report_stale": (
            translate("Sentences", "Another signature reached the report first."),
            translate("Sentences", "The report is fetched again; sign once more."),
        ),
        "turn_not_held": (
            translate("Sentences", "Your turn to sign has run out."),
            translate("Sentences", "Sign once more."),
        ),
        "report_revision_refused": (
            translate("Sentences", "The centre did not accept the signed report ({reason})."),
            _call_support(),
        ),
        "signature_not_yours": (
            translate("Sentences", "The signature was made with another person's key."),
            translate("Sentences", "Insert your own signing key."),
        ),
        **dict.fromkeys(
            (
                "chain_broken",
                "record_differs",
                "record_behind",
                "record_gap",
                "seal_wrong",
                "journal_of_another",
                "entry_not_sealed",
            ),
            (translate("Sentences", "The record of this seat does not hang together."), _call_support()),
        ),
        "manifest_differs": (translate("Sentences", "The report and its list of parts differ."), _call_support()),
    }


def _delivery() -> Table:
    parked = translate("Sentences", "It is kept on this seat. Call technical support.")
    return {
        "act_not_sendable": (translate("Sentences", "An entry could not be sent."), parked),
        "revision_taken": (translate("Sentences", "The centre holds another entry in place of this one."), parked),
        "id_taken": (translate("Sentences", "The centre holds another entry under the same number."), parked),
    }
