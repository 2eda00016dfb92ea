"""The words for what stands between a seat and its centre: versions, enrolment, the seat's certificate."""

from seat_client.ui.language import translate

Table = dict[str, tuple[str, str]]


def lines() -> Table:
    """Code -> what happened and what to do."""
    return {**_versions(), **_certificates(), **_codes()}


def _call_support() -> str:
    return translate("SeatLine", "Call technical support.")


def _versions() -> Table:
    update = translate(
        "SeatLine", "What was entered is kept on this seat. Call technical support to update the program."
    )
    return {
        "client_too_old": (
            translate("SeatLine", "The program on this seat is too old for this centre ({ours} / {theirs})."),
            update,
        ),
        "rules_version_differs": (
            translate("SeatLine", "This seat and the centre compute by different rules ({ours} / {theirs})."),
            update,
        ),
        "evaluation_unknown": (
            translate("SeatLine", "The centre does not know this evaluation."),
            _call_support(),
        ),
        "centre_busy": (
            translate("SeatLine", "The centre cannot store anything just now."),
            translate("SeatLine", "What was entered is kept on this seat and sent again by itself. Work on."),
        ),
    }


def _certificates() -> Table:
    enrol = translate("SeatLine", "Call technical support: the seat must be enrolled with a new one-time code.")
    return {
        "seat_unknown": (translate("SeatLine", "The centre does not know seat {seat}."), enrol),
        "seat_differs": (
            translate("SeatLine", "This machine is enrolled as seat {certified}, but works as another one."),
            translate("SeatLine", "Call technical support: the seat's number in its settings is wrong."),
        ),
        "seat_certificate_missing": (translate("SeatLine", "This seat is not enrolled at the centre."), enrol),
        "seat_certificate_expired": (translate("SeatLine", "The certificate of this seat has expired."), enrol),
        "seat_certificate_revoked": (
            translate("SeatLine", "The centre has taken the certificate of this seat out of use."),
            enrol,
        ),
    }


def _codes() -> Table:
    another = translate("SeatLine", "Ask the centre for a new one-time code.")
    return {
        "enrolment_closed": (translate("SeatLine", "This centre does not enrol seats."), _call_support()),
        "enrolment_code_wrong": (
            translate("SeatLine", "The centre does not know this code."),
            translate("SeatLine", "Check it letter by letter, or ask the centre for a new one."),
        ),
        "enrolment_code_used": (translate("SeatLine", "This code was used already."), another),
        "enrolment_code_expired": (translate("SeatLine", "This code is no longer valid."), another),
        "enrolment_code_malformed": (
            translate("SeatLine", "This is not a one-time code: it has 32 letters and digits."),
            translate("SeatLine", "Check it letter by letter."),
        ),
        "enrolment_paused": (
            translate("SeatLine", "Too many wrong codes: the centre enrols no seat for {minutes} minutes."),
            translate("SeatLine", "Wait, then try again with the right code."),
        ),
        "enrolment_request_wrong": (
            translate("SeatLine", "The centre cannot use this seat's request."),
            _call_support(),
        ),
        "centre_not_the_one": (
            translate("SeatLine", "The centre that answers is not the one that issued this code."),
            translate("SeatLine", "Check the centre's address. Do not go on if it is right: call technical support."),
        ),
    }
