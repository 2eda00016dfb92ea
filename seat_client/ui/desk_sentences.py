"""The words for what the centre's desk and its supervisors are refused."""

from seat_client.ui.language import translate

Table = dict[str, tuple[str, str]]


def desk() -> Table:
    """Code -> what happened and what to do."""
    return {
        "not_in_reserve": (
            translate("DeskSentences", "{member} does not stand on the reserve list of this evaluation."),
            translate("DeskSentences", "Call somebody who does, or have the list completed by the draw."),
        ),
        "practice_only": (
            translate("DeskSentences", "Only a practice centre's clock can be put forward; nothing was changed."),
            translate("DeskSentences", "Wait for the real time."),
        ),
        "leap_too_far": (
            translate("DeskSentences", "The practice clock cannot be put forward so far; nothing was changed."),
            translate("DeskSentences", "Put it forward by less, seven days in all at most."),
        ),
        "opens_later": (
            translate("DeskSentences", "The seal may not be opened before {at}; everything stays as it was sealed."),
            translate("DeskSentences", "Come again at that time."),
        ),
        "members_only": (
            translate("DeskSentences", "A supervisor sees no sheets, no bids and no report before they are opened."),
            translate("DeskSentences", "Watch the stages and mark events; the log holds both."),
        ),
        "supervisors_only": (
            translate("DeskSentences", "Only a supervisor of this evaluation can do this; nothing was recorded."),
            translate("DeskSentences", "Sign in with a supervisor's key."),
        ),
    }
