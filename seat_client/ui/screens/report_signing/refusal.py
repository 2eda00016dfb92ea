"""Not signing the report: what follows from it, and the written reason where there is one."""

from seat_client.ui.language import translate
from seat_client.ui.widgets.written_dialog import Question

LONGEST = 2000


def refusal() -> Question:
    """An empty reason is possible and leads to the written notice."""
    return Question(
        "refusal",
        "warning",
        translate("Report", "Not sign the report?"),
        translate(
            "Report",
            "With a written reason your refusal is printed in the report. Without one you are served a "
            "written notice with a deadline; who lets it pass is deemed to agree with the conclusion.",
        ),
        translate("Report", "Reason for not signing"),
        translate("Report", "Not sign, with this reason"),
        LONGEST,
        without=translate("Report", "Not sign, without a reason"),
    )
