"""The words for the conference: what the centre refuses, and what has become of the call. Never a technical code."""

from seat_client.ui.language import translate

Table = dict[str, tuple[str, str]]


def calls() -> Table:
    """Code -> what happened and what to do."""
    work_on = translate("CallWords", "Scoring and everything else go on without it.")
    return {
        "conference_unavailable": (
            translate("CallWords", "The conference is not available at the centre just now."), work_on,
        ),
        "not_in_the_call": (
            translate("CallWords", "This person has no place in the conference."),
            translate("CallWords", "Call technical support."),
        ),
        "meeting_not_open": (translate("CallWords", "The conference has not begun."), work_on),
        "chair_only": (translate("CallWords", "Only the chair gives the word."), _wait()),
        "nobody_asked": (translate("CallWords", "This request is no longer there."), _wait()),
        "aside_taken": (
            translate("CallWords", "This line is engaged just now."),
            translate("CallWords", "Call again in a moment."),
        ),
    }  # fmt: skip


def _wait() -> str:
    return translate("CallWords", "Nothing needs to be done.")


def refusal_words(refusal: str) -> str:
    """Why the call could not be joined."""
    return {
        "pin": translate("CallWords", "The centre did not let this seat in. It asks again by itself."),
        "token": translate("CallWords", "The pass into the call has expired. A new one is being fetched."),
        "room_gone": translate("CallWords", "The conference is being set up again at the centre."),
        "identity_in_use": translate("CallWords", "You are in the conference at another seat."),
        "room_full": translate("CallWords", "The conference is full. Call technical support."),
        "relay_refused": translate(
            "CallWords", "The way to the conference is closed just now. Call technical support."
        ),
    }.get(refusal, translate("CallWords", "The conference cannot be reached. It is tried again by itself."))


def state_words(state: str) -> str:
    """How this seat's own part in the call stands."""
    return {
        "idle": translate("CallWords", "not joined"),
        "connecting": translate("CallWords", "connecting …"),
        "ahead": translate("CallWords", "ready to join"),
        "live": translate("CallWords", "in the meeting"),
        "rejoining": translate("CallWords", "coming back …"),
        "refused": translate("CallWords", "not possible just now"),
    }.get(state, "")
