"""What a member may put in writing about the summary."""

from seat_client.ui.language import translate
from seat_client.ui.widgets.written_dialog import Question

DISSENT_LONGEST = 2000
REVIEW_LONGEST = 1000


def dissent() -> Question:
    """A written dissent: the text is required and goes into the report."""
    return Question(
        "dissent",
        "edit",
        translate("Summary", "Written dissent"),
        translate(
            "Summary",
            "Write your opinion and its reason. It is recorded with your answer to the summary, cannot be "
            "changed afterwards and is printed whole in the report. You sign the report all the same.",
        ),
        translate("Summary", "Opinion and reason"),
        translate("Summary", "Record the dissent"),
        DISSENT_LONGEST,
        missing=translate("Summary", "Please write the opinion and its reason"),
        height=168,
    )


def review(cell: str) -> Question:
    """Looking at a figure again: the reason becomes a motion that the committee votes on."""
    return Question(
        "review",
        "flag",
        translate("Summary", "Ask for a review"),
        translate(
            "Summary",
            "The committee votes on it; motion, votes and result go on record. No score changes by itself.",
        ),
        translate("Summary", "What is to be looked at again, and why"),
        translate("Summary", "Put the motion"),
        REVIEW_LONGEST,
        missing=translate("Summary", "Please write what is to be looked at again"),
        height=132,
        facts=[(translate("Summary", "Figure"), cell)],
    )
