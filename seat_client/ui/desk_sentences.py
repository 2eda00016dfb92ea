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
        "draw_not_opened": (
            translate("DeskSentences", "The sealed draw of today's experts has not been opened yet."),
            translate(
                "DeskSentences", "Wait until both officers have answered the centre, then sign in with your key."
            ),
        ),
        "draw_unknown": (
            translate("DeskSentences", "The centre has no such draw of experts."),
            translate("DeskSentences", "Import the draw's file first."),
        ),
        "draw_wrong": (
            translate("DeskSentences", "The draw's file is not in order: {why}. Nothing of it was taken."),
            translate("DeskSentences", "Ask the drawing office for a new file."),
        ),
        "seat_of_another": (
            translate("DeskSentences", "Your seat today is {seat}; this one is another's."),
            translate("DeskSentences", "Go to seat {seat} and sign in there."),
        ),
        "allocation_unknown": (
            translate("DeskSentences", "There is no such allocation of seats, or one of the seats is not in it."),
            translate("DeskSentences", "Look at the newest allocation."),
        ),
        "allocation_taken": (
            translate("DeskSentences", "This half of the seed has given an allocation already."),
            translate("DeskSentences", "Publish a new one for another allocation."),
        ),
        "seat_unplaced": (
            translate("DeskSentences", "Seat {seat} does not stand in the plan of any place."),
            translate("DeskSentences", "Put it into the plan first."),
        ),
        "self_test_missing": (
            translate("DeskSentences", "Seat {seat} has no whole self-test that passed; it was not accepted."),
            translate("DeskSentences", "Run the self-test at the seat, then accept it."),
        ),
    }
